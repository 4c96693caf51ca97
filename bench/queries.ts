import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { onGeneratedGraphs, shared } from './graphs.ts'
import { table } from './report.ts'
import { storeTask } from './store.ts'

const engines = [
  { file: 'hawksbill-queries.ts', name: 'Hawksbill' },
  { file: 'oxigraph-queries.js', name: 'Oxigraph' },
  { file: 'comunica-n3.ts', name: 'Comunica on N3.js' },
  { file: 'comunica-hawksbill.ts', name: 'Comunica on our store' }
] as const
type EngineFile = (typeof engines)[number]['file']
const [own, oxigraph, comunica] = engines.map(({ file }) => file) as [EngineFile, EngineFile, EngineFile]

/** How often a query is run, and how many milliseconds one answer may take. */
interface Settings {
  readonly runs: number
  readonly limit: number
}

/** What was measured of one query; milliseconds are medians. */
interface Measured {
  readonly rows: number
  readonly ms: number
  readonly firstMs: number | null
  readonly by: string | null
  /** MiB that the process has had at most so far. */
  readonly peak: number
}

/** What became of a query: figures, being stopped, or an error in words. */
type Outcome = Measured | Late | { readonly error: string }

/** Beyond so many milliseconds. */
interface Late {
  readonly limit: number
}

/** One engine on one graph. */
interface Session {
  openedMs: number
  /** MiB, after opening and at the end. */
  openPeak: number
  peak: number
  readonly outcomes: Map<string, Outcome>
}

type Line = { opened: number; peak: number } | { begins: string } | ({ query: string } & Measured)

/**
 * Asks queries in a process of its own until one takes too long or the process ends, and notes what became of them. An
 * engine may compute without ever looking at the clock, so its process is ended from here.
 */
function ask(args: readonly string[], session: Session, limit: number): Promise<void> {
  const script = path.join(import.meta.dirname, 'queries-task.ts')
  const child = spawn(process.execPath, ['--max-old-space-size=8192', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  return new Promise((resolve, reject) => {
    let asked: string | undefined
    let isStopped = false
    let said = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    child.stderr.on('data', text => {
      said = (said + text).slice(-10_000)
    })
    createInterface(child.stdout).on('line', text => {
      const line = JSON.parse(text) as Line
      clearTimeout(timer)
      if ('opened' in line) {
        session.openedMs = line.opened
        session.openPeak = line.peak
      } else if ('begins' in line) {
        asked = line.begins
        timer = setTimeout(() => {
          isStopped = true
          child.kill('SIGKILL')
        }, limit)
      } else {
        asked = undefined
        session.peak = Math.max(session.peak, line.peak)
        session.outcomes.set(line.query, line)
      }
    })
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      const error = /^\w*Error: .*/m.exec(said)?.[0] ?? `ended with ${code}`
      if (asked !== undefined) session.outcomes.set(asked, isStopped ? { limit } : { error })
      else if (code !== 0) return reject(new Error(said || `${args[0]} ended with ${code}`))
      resolve()
    })
  })
}

async function measure(
  file: EngineFile,
  names: readonly string[],
  triples: string,
  compiled: string,
  { runs, limit }: Settings
): Promise<Session> {
  const session: Session = { openedMs: 0, openPeak: 0, peak: 0, outcomes: new Map() }
  const queries = pathToFileURL(path.join(shared, 'queries.mjs')).href
  for (;;) {
    const left = names.filter(name => !session.outcomes.has(name))
    if (left.length === 0) return session
    process.stderr.write(`queries: ${file}, ${path.basename(triples)}, ${left.join(' ')}\n`)
    await ask([file, String(runs), triples, compiled, queries, left.join(',')], session, limit)
  }
}

const isLate = (outcome: Outcome | undefined): outcome is Late =>
  typeof outcome === 'object' && 'limit' in outcome
const isMeasured = (outcome: Outcome | undefined): outcome is Measured =>
  typeof outcome === 'object' && 'ms' in outcome

const ms = (number: number): string =>
  number < 1 ? number.toFixed(3) : number < 100 ? number.toFixed(1) : Math.round(number).toLocaleString('en')
const whole = (number: number): string => Math.round(number).toLocaleString('en')
const about = (number: number): string => Number(number.toPrecision(3)).toLocaleString('en')

const cells = (outcome: Outcome | undefined): [first: string, whole: string] => {
  if (isMeasured(outcome)) return [outcome.firstMs === null ? '–' : ms(outcome.firstMs), ms(outcome.ms)]
  if (isLate(outcome)) return ['', `over ${outcome.limit / 1000} s`]
  return ['', outcome ? 'failed' : '']
}

/** How many times as long a peer takes; where it was stopped, at least so many. */
interface Ratio {
  readonly times: number
  readonly atLeast: boolean
}

function ratioOf(theirs: Outcome | undefined, ours: Outcome | undefined): Ratio | undefined {
  if (!isMeasured(ours)) return undefined
  if (isMeasured(theirs)) return { times: theirs.ms / ours.ms, atLeast: false }
  return isLate(theirs) ? { times: theirs.limit / ours.ms, atLeast: true } : undefined
}

const ratioText = (ratio: Ratio | undefined): string =>
  ratio ? `${ratio.atLeast ? '≥ ' : ''}${about(ratio.times)}×` : ''

function geometricMean(ratios: readonly Ratio[]): Ratio | undefined {
  if (ratios.length === 0) return undefined
  const sum = ratios.reduce((sum, { times }) => sum + Math.log(times), 0)
  return { times: Math.exp(sum / ratios.length), atLeast: ratios.some(({ atLeast }) => atLeast) }
}

interface Graph {
  readonly entities: number
  readonly names: readonly string[]
  readonly sessions: ReadonlyMap<EngineFile, Session>
}

function printTimes({ entities, names, sessions }: Graph): void {
  const of = (file: EngineFile, name: string): Outcome | undefined => sessions.get(file)?.outcomes.get(name)
  const peers = engines.filter(({ file }) => file !== own)
  const ratios = (file: EngineFile): Ratio[] =>
    names.flatMap(name => ratioOf(of(file, name), of(own, name)) ?? [])
  const rows = names.map(name => {
    const ours = of(own, name)
    return [
      name,
      isMeasured(ours) ? whole(ours.rows) : '',
      ...cells(ours),
      isMeasured(ours) ? (ours.by ?? '') : '',
      ...peers.flatMap(({ file }) => [...cells(of(file, name)), ratioText(ratioOf(of(file, name), ours))])
    ]
  })
  const means = peers.flatMap(({ file }) => ['', '', ratioText(geometricMean(ratios(file)))])
  table(
    `Queries on ${whole(entities)} entities: warm, milliseconds to the first row and until all terms of all rows are read; how many times as long the others take`,
    ['query', 'rows', 'first', 'Hawksbill', 'by', ...peers.flatMap(({ name }) => ['first', name, 'ratio'])],
    [...rows, ['geometric mean', '', '', '', '', ...means]]
  )
  for (const name of names) {
    const counts = engines.flatMap(({ file, name: engine }) => {
      const outcome = of(file, name)
      return isMeasured(outcome) ? [{ engine, rows: outcome.rows }] : []
    })
    if (new Set(counts.map(({ rows }) => rows)).size > 1)
      console.log(
        `\n${name}: NOT THE SAME NUMBER OF ROWS: ${counts.map(({ engine, rows }) => `${engine} ${rows}`).join(', ')}`
      )
    for (const { file, name: engine } of engines) {
      const outcome = of(file, name)
      if (typeof outcome === 'object' && 'error' in outcome)
        console.log(`\n${name}, ${engine}: ${outcome.error}`)
    }
  }
}

function printMemory(graphs: readonly Graph[]): void {
  const rows = graphs.flatMap(({ entities, sessions }) =>
    engines.map(({ file, name }) => {
      const { openedMs, openPeak, peak } = sessions.get(file)!
      return [whole(entities), name, ms(openedMs), whole(openPeak), peak > 0 ? whole(peak) : '']
    })
  )
  table(
    'Queries: until an engine is ready, and the most memory that its process takes (MiB)',
    ['entities', 'engine', 'ms', 'when ready', 'after all queries'],
    rows
  )
}

/** What was aimed at, per size. */
function printTargets(graphs: readonly Graph[]): void {
  const rows = graphs.flatMap(({ entities, names, sessions }) => {
    const ratios = (file: EngineFile): [name: string, ratio: Ratio | undefined][] =>
      names.map(name => [
        name,
        ratioOf(sessions.get(file)?.outcomes.get(name), sessions.get(own)?.outcomes.get(name))
      ])
    const mean = (file: EngineFile): Ratio | undefined =>
      geometricMean(ratios(file).flatMap(([, ratio]) => ratio ?? []))
    const row = (what: string, target: string, figure: string, isMet: boolean): string[] => [
      whole(entities),
      what,
      target,
      figure,
      isMet ? 'met' : 'missed'
    ]
    const [besideOxigraph, besideComunica] = [mean(oxigraph), mean(comunica)]
    const slower = ratios(oxigraph).filter(([, ratio]) => !ratio || ratio.times < 1)
    const mixed = names.filter(name => {
      const outcome = sessions.get(own)?.outcomes.get(name)
      return !isMeasured(outcome) || outcome.by !== 'own'
    })
    return [
      row('beside Oxigraph, mean', '≥ 5×', ratioText(besideOxigraph), (besideOxigraph?.times ?? 0) >= 5),
      row('beside Oxigraph, aim', '≥ 10×', ratioText(besideOxigraph), (besideOxigraph?.times ?? 0) >= 10),
      row('beside Comunica, mean', '≥ 100×', ratioText(besideComunica), (besideComunica?.times ?? 0) >= 100),
      row(
        'slower than Oxigraph',
        'none',
        slower.length === 0 ? 'none' : slower.map(([name]) => name).join(', '),
        slower.length === 0
      ),
      row(
        'not answered by our own executor',
        'none',
        mixed.length === 0 ? 'none' : mixed.join(', '),
        mixed.length === 0
      )
    ]
  })
  table('Queries: targets', ['entities', 'what', 'target', 'figure', ''], rows)
}

/**
 * Measures the nine queries of `shared/bench/queries.mjs` beside Oxigraph as WebAssembly and Comunica, on generated
 * graphs of these many entities, and prints the figures and what was aimed at.
 */
export async function benchQueries(entities: readonly number[], settings: Settings): Promise<void> {
  const graphs = await onGeneratedGraphs('queries', entities, async (triples, count): Promise<Graph> => {
    const { Q: queries }: { Q: Record<string, string> } = await import(path.join(shared, 'queries.mjs'))
    const names = Object.keys(queries)
    const compiled = `${triples}-store`
    storeTask('hawksbill-published.ts', 'compile', triples, compiled)
    const sessions = new Map<EngineFile, Session>()
    for (const { file } of engines)
      sessions.set(file, await measure(file, names, triples, compiled, settings))
    return { entities: count, names, sessions }
  })
  if (graphs.length === 0) return
  for (const graph of graphs) printTimes(graph)
  printMemory(graphs)
  printTargets(graphs)
}
