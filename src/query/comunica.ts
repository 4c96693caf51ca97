import type { QueryEngine, ResultStream } from '@comunica/query-sparql-rdfjs-lite'
import { AsyncIterator, setTaskScheduler } from 'asynciterator'
import type { Quad, Term } from '../rdf/rdf.ts'
import type { Store } from '../store/store.ts'
import { type Operation, walk } from './algebra.ts'
import type { Row } from './answer.ts'
import { QueryError } from './query-error.ts'
import { untilAborted } from './turn.ts'

/** What became of an evaluation; a stream stops its work when it is returned early. */
export type Evaluation =
  | { readonly form: 'bindings'; readonly rows: AsyncIterable<Row> }
  | { readonly form: 'boolean'; readonly value: boolean }
  | { readonly form: 'quads'; readonly quads: AsyncIterable<Quad> }

/**
 * Iterators do their work in tasks. Most follow each other at once; of so many one waits for the event loop, so that
 * deadlines and other requests get their turn. The library's own scheduler puts all that come meanwhile into one
 * queue behind that one; on Workers it is never called when the request that set it has ended, and then every later
 * query of the isolate waits for ever. Here each task is scheduled by the request that it belongs to.
 */
const tasksBetweenTurns = 100
let tasks = 0
const later: (task: () => void) => void =
  typeof setImmediate === 'function' ? task => setImmediate(task) : task => setTimeout(task, 0)
setTaskScheduler(task => (++tasks % tasksBetweenTurns === 0 ? later(task) : queueMicrotask(task)))

let loading: Promise<QueryEngine> | undefined

/** The engine, loaded with the first query: half a second that a process which only serves documents saves. */
function engine(): Promise<QueryEngine> {
  loading ??= import('@comunica/query-sparql-rdfjs-lite').then(({ QueryEngine }) => new QueryEngine())
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

/**
 * Evaluates SPARQL algebra over a store; `base` is what IRI() resolves relative IRIs against. Everything stops, and the
 * stream under way throws the reason, as soon as the signal aborts. Throws a QueryError for what the engine does not
 * support.
 */
export async function evaluate(
  operation: Operation,
  store: Store,
  base: string,
  signal: AbortSignal
): Promise<Evaluation> {
  const comunica = await engine()
  signal.throwIfAborted()
  // Comunica's REDUCED takes literals for duplicates that differ in their languages; DISTINCT is one way to reduce.
  for (const part of walk(operation)) if (part.type === 'reduced') part.type = 'distinct'
  try {
    const result = await comunica.query(operation, {
      sources: [sourceOf(store, signal)],
      baseIRI: base
    })
    if (result.resultType === 'boolean')
      return { form: 'boolean', value: await untilAborted(result.execute(), signal) }
    if (result.resultType === 'bindings')
      return { form: 'bindings', rows: stoppable(await untilAborted(result.execute(), signal), signal) }
    if (result.resultType === 'quads')
      return { form: 'quads', quads: stoppable(await untilAborted(result.execute(), signal), signal) }
  } catch (error) {
    throw understood(error)
  }
  throw new QueryError('update', 'Only queries are evaluated')
}

/** Comunica says in prose which of its actors could not help; these mean that the query asks too much of it. */
function understood(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const unknownFunction = /actor was able to evaluate function (\S+)/.exec(error.message)?.[1]
  if (unknownFunction) return new QueryError('unsupported', `There is no function <${unknownFunction}>`)
  return /no configured actor|none of the configured actors|not supported/i.test(error.message)
    ? new QueryError('unsupported', error.message.split('\n')[0] ?? '')
    : error
}

/** A result stream as an iterable that ends its work when it is left early or the signal aborts. */
async function* stoppable<T>(stream: ResultStream<T>, signal: AbortSignal): AsyncIterable<T> {
  // A stream that is stopped may still report its own end as an error; nobody is listening by then.
  stream.on('error', () => undefined)
  const items = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await untilAborted(items.next(), signal)
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    throw understood(error)
  } finally {
    stream.destroy()
  }
}

/** A store as an RDF/JS Source (https://rdf.js.org/stream-spec/#source-interface) with counts. */
const sourceOf = (store: Store, signal: AbortSignal) => ({
  match: (s?: Term, p?: Term, o?: Term, g?: Term) => new Quads(store.match(s, p, o, g), signal),
  countQuads: (s?: Term, p?: Term, o?: Term, g?: Term) => store.count(s, p, o, g)
})

/** The quads of a match, pulled one by one, and no more of them once the signal aborts. */
class Quads extends AsyncIterator<Quad> {
  readonly #quads: Iterator<Quad>
  readonly #signal: AbortSignal

  constructor(quads: Iterable<Quad>, signal: AbortSignal) {
    super()
    this.#quads = quads[Symbol.iterator]()
    this.#signal = signal
    this.readable = true
  }

  override read(): Quad | null {
    if (this.done) return null
    if (this.#signal.aborted) {
      this.close()
      return null
    }
    try {
      const next = this.#quads.next()
      if (!next.done) return next.value
      this.close()
    } catch (error) {
      // A store that turns out to be damaged ends the query, which would wait for ever.
      this.destroy(error as Error)
    }
    return null
  }
}
