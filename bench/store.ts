import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { onGeneratedGraphs } from './graphs.ts'
import { median, table } from './report.ts'

const engines = [
  { file: 'hawksbill.ts', name: 'Hawksbill' },
  { file: 'oxigraph.js', name: 'Oxigraph' },
  { file: 'oxigraph-lenient.js', name: 'Oxigraph, lenient' },
  { file: 'n3.ts', name: 'N3.js' }
] as const
type EngineFile = (typeof engines)[number]['file']

interface Compiled {
  readonly ms: number
  readonly bytes: number
  /** MiB. */
  readonly peak: number
}

/** Milliseconds, and MiB that the process has more than before. */
interface Opened {
  readonly ms: number
  readonly openMs: number
  readonly size: number
  readonly peak: number
  readonly rss: number
  readonly arrayBuffers: number
  readonly heap: number
}

interface LookUps {
  readonly name: string
  readonly lookUps: number
  readonly results: number
  readonly each: number
}

/** What was measured on one graph; of runs the median. */
interface Measured {
  readonly triples: number
  readonly compiled: Compiled
  readonly opened: ReadonlyMap<EngineFile, Opened>
  readonly lookUps: ReadonlyMap<EngineFile, readonly LookUps[]>
}

/** Runs one task in a process of its own. */
export function storeTask<T>(
  engine: EngineFile | 'hawksbill-published.ts',
  task: string,
  ...files: readonly string[]
): T {
  process.stderr.write(`store: ${task}, ${engine}, ${path.basename(files[0]!)}\n`)
  const script = path.join(import.meta.dirname, 'store-task.ts')
  const args = ['--expose-gc', '--max-old-space-size=8192', script, engine, task, ...files]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 24 }))
}

/** The median of each figure. */
function middle<T extends object>(runs: readonly T[]): T {
  const keys = Object.keys(runs[0]!) as (keyof T)[]
  return Object.fromEntries(keys.map(key => [key, median(runs.map(run => run[key] as number))])) as T
}

function measure(triples: string, runs: number): Measured {
  const store = `${triples}-store`
  const size = storeTask<Opened>('oxigraph.js', 'open', triples).size
  // In turns, so that what else the machine does is shared out.
  const compilations: Compiled[] = []
  const openings = new Map<EngineFile, Opened[]>(engines.map(({ file }) => [file, []]))
  for (let i = 0; i < runs; i++) {
    compilations.push(storeTask('hawksbill.ts', 'compile', triples, store))
    for (const [file, done] of openings) done.push(storeTask(file, 'open', triples, store))
  }
  const compiled = middle(compilations)
  const opened = new Map([...openings].map(([file, done]) => [file, middle(done)]))
  const lookUps = new Map<EngineFile, readonly LookUps[]>()
  for (const { file } of engines)
    if (file !== 'oxigraph-lenient.js') lookUps.set(file, storeTask(file, 'look-ups', triples, store))
  for (const [file, { size: own }] of opened)
    if (own !== size) throw new Error(`${file} has ${own} triples, and Oxigraph ${size}`)
  return { triples: size, compiled, opened, lookUps }
}

const whole = (number: number): string => Math.round(number).toLocaleString('en')
const ms = (number: number): string => (number < 100 ? number.toFixed(1) : whole(number))
const mib = (number: number): string => (number < 10 ? number.toFixed(1) : whole(number))
/** Three figures, the rest rounded away. */
const about = (number: number): string => Number(number.toPrecision(3)).toLocaleString('en')

function printReading(measured: readonly Measured[]): void {
  const rows = measured.flatMap(({ triples, compiled, opened }) =>
    engines.map(({ file, name }) => {
      const { ms: time, peak } = file === 'hawksbill.ts' ? compiled : opened.get(file)!
      return [whole(triples), name, whole(time), whole(triples / (time / 1e3)), mib(peak)]
    })
  )
  table(
    'Store: reading N-Triples. Ours is compiled and written to a disk, theirs is then in memory',
    ['triples', 'engine', 'ms', 'triples a second', 'peak MiB'],
    rows
  )
}

function printOpening(measured: readonly Measured[]): void {
  const rows = measured.flatMap(({ triples, opened }) =>
    engines.map(({ file, name }) => {
      const { ms: time, openMs, rss, arrayBuffers, heap } = opened.get(file)!
      return [whole(triples), name, ms(time), ms(openMs), mib(rss), mib(arrayBuffers), mib(heap)]
    })
  )
  table(
    'Store: from a file to the first look-up, each in a process of its own, and the memory it then holds more (MiB)',
    ['triples', 'engine', 'ms', 'of them opening', 'resident', 'array buffers', 'heap'],
    rows
  )
}

function printLookUps({ triples, lookUps }: Measured): void {
  const peers = engines.filter(({ file }) => lookUps.has(file) && file !== 'hawksbill.ts')
  const rows = lookUps.get('hawksbill.ts')!.map((own, i) => [
    own.name,
    about(own.each),
    about(own.lookUps),
    about(own.results),
    ...peers.flatMap(({ file }) => {
      const theirs = lookUps.get(file)![i]!
      return [about(theirs.lookUps), `${about(own.lookUps / theirs.lookUps)}×`]
    })
  ])
  table(
    `Store: look-ups a second in ${whole(triples)} triples, all terms of all results read`,
    [
      'pattern',
      'results each',
      'Hawksbill',
      'its results a second',
      ...peers.flatMap(({ name }) => [name, 'ratio'])
    ],
    rows
  )
}

/** A target of ours, the figure beside it, and whether it is met. */
function printTargets(measured: readonly Measured[]): void {
  const rows = measured.flatMap(({ triples, compiled, opened }) => {
    const ours = opened.get('hawksbill.ts')!
    const peer = opened.get('oxigraph.js')!
    const lenient = opened.get('oxigraph-lenient.js')!
    const rate = (time: number): number => triples / (time / 1e3)
    const fileMib = compiled.bytes / 2 ** 20
    const target = (what: string, wanted: string, figure: string, isMet: boolean | undefined): string[] => [
      whole(triples),
      what,
      wanted,
      figure,
      isMet === undefined ? '' : isMet ? 'met' : 'missed'
    ]
    // What is aimed at in opening is said of a million triples.
    const ofMillion = (isMet: boolean): boolean | undefined => (triples >= 1e6 ? isMet : undefined)
    return [
      target('from file to first answer', '≤ 50 ms', `${ms(ours.ms)} ms`, ofMillion(ours.ms <= 50)),
      target(
        'beside Oxigraph’s load',
        '≥ 100×',
        `${about(peer.ms / ours.ms)}×`,
        ofMillion(peer.ms / ours.ms >= 100)
      ),
      target(
        'file bytes a triple',
        '≤ 32',
        (compiled.bytes / triples).toFixed(1),
        compiled.bytes / triples <= 32
      ),
      target(
        'resident memory beside the file',
        '≤ 2×',
        `${(ours.rss / fileMib).toFixed(2)}× of ${mib(fileMib)} MiB`,
        ours.rss <= fileMib * 2
      ),
      target(
        'triples compiled a second',
        `≥ ${whole(rate(peer.ms))}`,
        `${whole(rate(compiled.ms))} (${(peer.ms / compiled.ms).toFixed(2)}×; beside lenient ${(lenient.ms / compiled.ms).toFixed(2)}×)`,
        compiled.ms <= peer.ms
      )
    ]
  })
  table('Store: targets', ['triples', 'what', 'target', 'figure', ''], rows)
}

/**
 * Measures the compiled store beside Oxigraph as WebAssembly and N3.js on generated graphs of these many entities, and
 * prints the figures and what was aimed at.
 */
export async function benchStore(entities: readonly number[], runs: number): Promise<void> {
  const measured = await onGeneratedGraphs('store', entities, triples => measure(triples, runs))
  if (measured.length === 0) return
  printReading(measured)
  printOpening(measured)
  for (const one of measured) printLookUps(one)
  printTargets(measured)
}
