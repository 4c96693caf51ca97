import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onGeneratedGraphs } from './graphs.ts'
import { median, table } from './report.ts'
import { cli, type ServingProcess, serving } from './serving.ts'

const bare = path.join(import.meta.dirname, 'engines/bare-hono.js')
const base = 'http://www.wikidata.org/'

/** What is asked for, by the number of an entity. */
interface Scenario {
  readonly name: string
  request(entity: number): { readonly path: string; readonly headers?: Readonly<Record<string, string>> }
  /** Whether it is one entity over and over, or another each time. */
  readonly isOne: boolean
  readonly status: number
}

const scenarios: readonly Scenario[] = [
  { name: 'one entity, Turtle', isOne: true, status: 200, request: id => ({ path: `/data/Q${id}.ttl` }) },
  { name: 'any entity, Turtle', isOne: false, status: 200, request: id => ({ path: `/data/Q${id}.ttl` }) },
  {
    name: 'any entity, JSON-LD',
    isOne: false,
    status: 200,
    request: id => ({ path: `/data/Q${id}.jsonld` })
  },
  { name: 'any entity, RDF/XML', isOne: false, status: 200, request: id => ({ path: `/data/Q${id}.rdf` }) },
  { name: 'any entity, page', isOne: false, status: 200, request: id => ({ path: `/page/Q${id}` }) },
  {
    name: 'any entity, 303',
    isOne: false,
    status: 303,
    request: id => ({ path: `/entity/Q${id}`, headers: { accept: 'text/turtle;q=0.9, application/ld+json' } })
  }
]

/** Requests of which the answers are looked at, and those under way at a time. */
const [seconds, connections] = [4, 16]

interface Load {
  /** Requests a second by the clock, and in a second of the server's processor time. */
  readonly wall: number
  readonly cpu: number
  /** Milliseconds. */
  readonly p99: number
}

/** What autocannon counts, of which these are used. */
interface Counted {
  readonly errors: number
  /** Seconds. */
  readonly duration: number
  readonly requests: { readonly total: number }
  readonly latency: { readonly p99: number }
  readonly statusCodeStats: Readonly<Record<string, unknown>>
}

// Installed for measurements alone, and without types.
const loader = (): Promise<{ load(options: object): Promise<Counted> }> =>
  import(pathToFileURL(path.join(import.meta.dirname, 'engines/load.js')).href)

/** Entities by number (the generator's first is Q10000), in an order that is the same each time. */
function sample(count: number, entities: number): number[] {
  let state = 12345
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return 10_000 + (state % entities)
  })
}

async function load(server: ServingProcess, requests: readonly object[], status: number): Promise<Load> {
  const url = new URL('/', server.url).href
  const before = server.cpu()
  const result = await (await loader()).load({ url, connections, duration: seconds, requests: [...requests] })
  const used = server.cpu() - before
  const codes = Object.keys(result.statusCodeStats)
  if (result.errors > 0 || codes.some(code => code !== String(status)))
    throw new Error(`The server answered with ${codes.join(', ')}, and ${result.errors} requests failed`)
  const answered = result.requests.total
  return { wall: answered / result.duration, cpu: answered / used, p99: result.latency.p99 }
}

async function median3(runs: number, measure: () => Promise<Load>): Promise<Load> {
  const loads: Load[] = []
  for (let i = 0; i < runs; i++) loads.push(await measure())
  const of = (key: keyof Load): number => median(loads.map(load => load[key]))
  return { wall: of('wall'), cpu: of('cpu'), p99: of('p99') }
}

const whole = (number: number): string => Math.round(number).toLocaleString('en')

/** Measures how many documents of entities a second are answered, beside a route that sends as many bytes, and prints it. */
export async function benchHttp(entities: readonly number[], runs: number): Promise<void> {
  const rows = await onGeneratedGraphs('http', entities, async (triples, count) => {
    const folder = `${triples}.out`
    execFileSync(process.execPath, [cli, 'compile', triples, '--out', folder, '--base', base])
    const ours = await serving([cli, 'serve', folder, '--port', '0', '--threads', '0'])
    const measured: string[][] = []
    try {
      for (const { name, request, isOne, status } of scenarios) {
        process.stderr.write(`http: ${name}, ${whole(count)} entities\n`)
        const asked = sample(isOne ? 1 : 20_000, count).map(request)
        const first = await fetch(new URL(asked[0]!.path, ours.url), {
          redirect: 'manual',
          ...(asked[0]!.headers && { headers: asked[0]!.headers })
        })
        const bytes = (await first.arrayBuffer()).byteLength
        const route = await serving([bare, String(bytes)])
        try {
          const own = await median3(runs, () => load(ours, asked, status))
          const other = await median3(runs, () => load(route, [{ path: '/data/x' }], 200))
          measured.push([
            whole(count),
            name,
            whole(bytes),
            whole(own.wall),
            whole(own.cpu),
            whole(own.p99),
            whole(other.wall),
            whole(other.cpu),
            (own.cpu / other.cpu).toFixed(2),
            own.cpu >= 5000 || own.cpu * 2 >= other.cpu ? 'met' : 'missed'
          ])
        } finally {
          await route.stop()
        }
      }
    } finally {
      await ours.stop()
    }
    return measured
  })
  if (rows.length === 0) return
  table(
    `HTTP: documents a second by the clock (${connections} connections, ${seconds} s) and in a second of the server's processor time, beside a bare route of Hono's; target: 5,000, or half of the bare route`,
    [
      'entities',
      'what',
      'bytes',
      'a second',
      'of processor',
      'p99 ms',
      'bare',
      'of processor',
      'ratio',
      'target'
    ],
    rows.flat()
  )
}
