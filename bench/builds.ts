import { spawn } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median, table } from './report.ts'

interface Usage {
  /** Seconds. */
  readonly wall: number
  readonly cpu: number
  /** Largest resident set, MiB. */
  readonly peak: number
}

const root = path.join(import.meta.dirname, '..')
const cli = path.join(root, 'src/node/cli.ts')
const peer = path.join(import.meta.dirname, 'triplify.js')

function measured(args: readonly string[]): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', path.join(import.meta.dirname, 'usage.ts'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let err = ''
  child.stderr.on('data', data => {
    err = (err + data).slice(-10_000)
  })
  return new Promise((resolve, reject) => {
    child.on('close', code => {
      const usage = /\nusage (\{.*\})\n/.exec(err)?.[1]
      if (code !== 0 && code !== 1) reject(new Error(`${args.join(' ')} exited with ${code}: ${err}`))
      else if (usage === undefined) reject(new Error(`${args.join(' ')} said no usage: ${err}`))
      else resolve(JSON.parse(usage))
    })
  })
}

const notesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md')).length

/** The same notes over and over, each copy in a folder of its own, up to about this many notes. */
function copied(vault: string, notes: number, into: string): string {
  const folder = path.join(into, `notes-${notes}`)
  const copies = Math.max(1, Math.round(notes / notesIn(vault)))
  mkdirSync(folder, { recursive: true })
  for (let i = 1; i <= copies; i++)
    cpSync(vault, path.join(folder, `copy-${String(i).padStart(4, '0')}`), { recursive: true })
  return folder
}

/** Adds a sentence to a note in the middle of the vault. */
function changeOne(folder: string, run: number): void {
  const notes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .sort()
  const note = path.join(folder, notes[notes.length >> 1]!)
  chmodSync(note, 0o644)
  appendFileSync(note, `\nfounded:: 19${10 + run}\n`)
}

/**
 * Times builds of a vault beside vault-triplifier on the same notes, in turns, and prints medians. Ours writes
 * six dumps, the peer N-Quads only. Then a field is added to one note, and only ours is built again.
 */
export async function benchBuilds(vault: string, sizes: readonly number[], runs: number): Promise<void> {
  if (!existsSync(vault)) {
    console.log(`builds: skipped, there is no ${vault}`)
    return
  }
  const work = mkdtempSync(path.join(tmpdir(), 'hawksbill-bench-'))
  try {
    const rows: string[][] = []
    const rebuilds: string[][] = []
    const cache = path.join(work, 'cache')
    const ownBuild = (folder: string): Promise<Usage> =>
      measured([cli, 'build', folder, '--out', path.join(work, 'out'), '--cache', cache, '--json'])
    for (const size of sizes) {
      const folder = copied(vault, size, work)
      const notes = notesIn(folder)
      const [ours, theirs, again]: [Usage[], Usage[], Usage[]] = [[], [], []]
      const count = notes > 10_000 ? 1 : runs
      for (let run = 0; run < count; run++) {
        rmSync(cache, { recursive: true, force: true })
        ours.push(await ownBuild(folder))
        theirs.push(await measured([peer, folder, path.join(work, 'peer.nq')]))
      }
      const rate = (usages: readonly Usage[]): number => notes / median(usages.map(({ wall }) => wall))
      const peak = (usages: readonly Usage[]): string =>
        `${Math.round(median(usages.map(usage => usage.peak)))} MiB`
      rows.push([
        notes.toLocaleString('en'),
        `${Math.round(rate(ours))}`,
        `${Math.round(rate(theirs))}`,
        `${(rate(ours) / rate(theirs)).toFixed(1)}×`,
        peak(ours),
        peak(theirs),
        String(count)
      ])
      for (let run = 0; run < Math.max(count, 3); run++) {
        changeOne(folder, run)
        again.push(await ownBuild(folder))
      }
      const seconds = (usages: readonly Usage[]): number => median(usages.map(({ wall }) => wall))
      rebuilds.push([
        notes.toLocaleString('en'),
        `${seconds(ours).toFixed(2)} s`,
        `${seconds(again).toFixed(2)} s`,
        (seconds(again) / seconds(ours)).toFixed(3),
        peak(again)
      ])
    }
    table(
      'Building: notes a second, start-up included',
      ['notes', 'hawksbill (6 dumps)', 'vault-triplifier (N-Quads)', 'ratio', 'peak', 'peer’s peak', 'runs'],
      rows
    )
    table(
      'Building again after one changed note',
      ['notes', 'full build', 'after the change', 'ratio', 'peak'],
      rebuilds
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
