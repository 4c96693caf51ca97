import { type Quad, quad, queryPrefixesOf, type Term } from '../rdf/rdf.ts'
import { describe, type Store } from '../store/store.ts'
import type { Operation, TermOrVariable, Variable } from './algebra.ts'
import { evaluate } from './comunica.ts'
import { type DatasetClause, datasetOf } from './dataset.ts'
import { parseQuery, type Query } from './parse.ts'
import { QueryError } from './query-error.ts'
import { type Identity, unifyEntities, wikidataTerm } from './wikidata.ts'

/** One solution: the terms bound in it, by variable name without `?`. */
export interface Row {
  get(variable: string): Term | undefined
}

/** The answer to SELECT: the variables in projection order, and the rows as they are found. */
export interface BindingsAnswer {
  readonly form: 'bindings'
  readonly variables: readonly string[]
  readonly rows: AsyncIterable<Row>
}

/** The answer to ASK. */
export interface BooleanAnswer {
  readonly form: 'boolean'
  readonly value: boolean
}

/** The answer to CONSTRUCT and DESCRIBE. */
export interface QuadsAnswer {
  readonly form: 'quads'
  readonly quads: AsyncIterable<Quad>
}

export type Answer = BindingsAnswer | BooleanAnswer | QuadsAnswer

/** How far one query may go. */
export interface QueryLimits {
  /** Milliseconds from the call to the last row. */
  readonly timeout: number
  /** Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE. */
  readonly rows: number
  /** How deep brackets may nest. */
  readonly depth: number
  /** Of how many patterns and operations a query may be made: planning takes more than linear time. */
  readonly parts: number
}

/** Limits that suit a public site. */
export const defaultQueryLimits: QueryLimits = { timeout: 30_000, rows: 1_000_000, depth: 200, parts: 300 }

export interface QueryOptions {
  /** The base of the dataset's own IRIs, ending in `/`. */
  readonly base: string
  /** Graphs chosen by the protocol (SPARQL 1.1 Protocol §2.1.4); they override FROM and FROM NAMED. */
  readonly dataset?: DatasetClause | undefined
  /** What `[AUTO_LANGUAGE]` stands for in the label service, as BCP 47 tags, the preferred first; by default English. */
  readonly languages?: readonly string[] | undefined
  /** How answers name entities that have an item in Wikidata; by default as the dataset does. */
  readonly identity?: Identity | undefined
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined
  readonly limits?: Partial<QueryLimits>
}

/** What a query asks for, before it is evaluated: which results formats can carry its answer. */
export type AnswerForm = Answer['form']

/** A query that has been read and found to be one; `run` answers it. */
export interface PreparedQuery {
  readonly form: AnswerForm
  run(store: Store, signal?: AbortSignal): Promise<Answer>
}

/**
 * Reads a query, so that a mistake in it is found before anything is evaluated. The prefixes of the Wikidata
 * Query Service and of the dataset are declared already. Throws a QueryError.
 */
export function prepare(
  query: string,
  { base, dataset, languages = ['en'], identity = 'own', limits }: Omit<QueryOptions, 'signal'>
): PreparedQuery {
  const { timeout, rows, depth, parts } = { ...defaultQueryLimits, ...limits }
  const parsed = parseQuery(query, { prefixes: queryPrefixesOf(base), base, depth, parts, languages })
  unifyEntities(parsed.operation, base, identity)
  const form = parsed.form === 'select' ? 'bindings' : parsed.form === 'ask' ? 'boolean' : 'quads'
  return {
    form,
    run: async (store, signal) => {
      const chosen = dataset ?? parsed.dataset
      const given = await run(
        parsed,
        chosen ? datasetOf(store, chosen) : store,
        { base, timeout, rows },
        signal
      )
      return identity === 'wikidata' ? asWikidata(given, base) : given
    }
  }
}

/**
 * Answers a SPARQL query over a store. Throws a QueryError for everything its author or caller can act on;
 * the rows of an answer throw one too when a limit is reached while they are read, and never just end early.
 */
export const answer = async (query: string, store: Store, options: QueryOptions): Promise<Answer> =>
  prepare(query, options).run(store, options.signal)

/** An answer whose entities have the IRIs of their items. */
function asWikidata(answer: Answer, base: string): Answer {
  if (answer.form === 'boolean') return answer
  if (answer.form === 'quads')
    return { ...answer, quads: mapped(answer.quads, each => quadOfItems(each, base)) }
  const ofItems = (row: Row): Row => ({ get: name => wikidataTerm(row.get(name), base) })
  return { ...answer, rows: mapped(answer.rows, ofItems) }
}

const quadOfItems = ({ subject, predicate, object, graph }: Quad, base: string): Quad =>
  quad(wikidataTerm(subject, base), predicate, wikidataTerm(object, base), graph)

async function* mapped<T>(items: AsyncIterable<T>, change: (item: T) => T): AsyncIterable<T> {
  for await (const item of items) yield change(item)
}

async function run(
  query: Query,
  store: Store,
  { base, timeout, rows }: { base: string; timeout: number; rows: number },
  outer: AbortSignal | undefined
): Promise<Answer> {
  const deadline = new Deadline(timeout, outer)
  try {
    if (query.form === 'describe') {
      const quads = limited(describeAll(query.operation, store, base, deadline.signal), rows, deadline)
      return { form: 'quads', quads }
    }
    const result = await evaluate(query.operation, store, deadline.signal)
    if (result.form === 'boolean') {
      deadline.end()
      return result
    }
    if (result.form === 'quads') return { form: 'quads', quads: limited(result.quads, rows, deadline) }
    return { form: 'bindings', variables: query.variables, rows: limited(result.rows, rows, deadline) }
  } catch (error) {
    deadline.end()
    throw error
  }
}

/** One signal for two reasons to stop: too slow, or nobody is waiting. */
class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #outer: AbortSignal | undefined
  readonly #leave = () => this.#controller.abort(new QueryError('aborted', 'The client left'))

  constructor(timeout: number, outer: AbortSignal | undefined) {
    this.#outer = outer
    const late = () =>
      this.#controller.abort(new QueryError('timeout', `The query did not finish within ${timeout / 1000} s`))
    this.#timer = setTimeout(late, timeout)
    if (outer?.aborted) this.#leave()
    outer?.addEventListener('abort', this.#leave, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#leave)
  }
}

async function* limited<T>(items: AsyncIterable<T>, limit: number, deadline: Deadline): AsyncIterable<T> {
  let count = 0
  try {
    for await (const item of items) {
      count += 1
      if (count > limit)
        throw new QueryError('too-large', `The answer has more than ${limit} rows; use LIMIT and OFFSET`)
      yield item
    }
    deadline.signal.throwIfAborted()
  } finally {
    deadline.end()
  }
}

/**
 * DESCRIBE (SPARQL 1.2 Query §16.4, where the service decides what describes a resource): what the entity
 * document holds, of each resource, in the order in which they are found.
 */
async function* describeAll(
  operation: Operation,
  store: Store,
  base: string,
  signal: AbortSignal
): AsyncIterable<Quad> {
  const terms = operation['terms'] as TermOrVariable[]
  const variables = terms.filter((term): term is Variable => term.termType === 'Variable')
  const found = new Set<string>()
  for (const term of terms) if (term.termType === 'NamedNode') found.add(term.value)
  if (variables.length > 0) {
    const rows = await evaluate({ type: 'project', input: operation['input'], variables }, store, signal)
    if (rows.form !== 'bindings') throw new Error('A projection gave no rows')
    for await (const row of rows.rows) {
      for (const { value } of variables) {
        const term = row.get(value)
        if (term?.termType === 'NamedNode') found.add(term.value)
      }
    }
  }
  const seen = new Set<string>()
  for (const subject of found) {
    signal.throwIfAborted()
    for (const block of describe(store, subject, base)) {
      const first = block[0]!
      const key = `${first.subject.value} ${first.predicate.value} ${first.object.value}`
      if (seen.has(key)) continue
      seen.add(key)
      yield* block
    }
  }
}
