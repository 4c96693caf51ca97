import { CompiledStore } from '../compiled/compiled.ts'
import { type Quad, quad, queryPrefixesOf, type Term } from '../rdf/rdf.ts'
import { describe, type Store } from '../store/store.ts'
import { type Operation, type TermOrVariable, type Variable, walk } from './algebra.ts'
import { evaluate } from './comunica.ts'
import { type DatasetClause, datasetOf } from './dataset.ts'
import { type ExplainedPlan, NotCovered, Plan } from './engine/engine.ts'
import { type ParseSettings, parseQuery, type Query } from './parse.ts'
import { QueryError } from './query-error.ts'
import { Recent } from './recent.ts'
import type { Services } from './services.ts'
import { Turns } from './turn.ts'
import { type Identity, inWikidata, unifyEntities } from './wikidata.ts'

/** One solution: the terms bound in it, by variable name without `?`. */
export interface Row {
  get(variable: string): Term | undefined
}

/** Which engine found an answer. */
export type EngineName = 'own' | 'comunica'

/** The answer to SELECT: the variables in projection order, and the rows as they are found. */
export interface BindingsAnswer {
  readonly form: 'bindings'
  readonly engine: EngineName
  readonly variables: readonly string[]
  /** Some rows at a time; they can be read once. */
  readonly batches: AsyncIterable<readonly Row[]>
  /** The same one by one. */
  readonly rows: AsyncIterable<Row>
}

/** The answer to ASK. */
export interface BooleanAnswer {
  readonly form: 'boolean'
  readonly engine: EngineName
  readonly value: boolean
}

/** The answer to CONSTRUCT and DESCRIBE. */
export interface QuadsAnswer {
  readonly form: 'quads'
  readonly engine: EngineName
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
  /** Bytes that one query may hold at a time. */
  readonly memory: number
}

/** Limits that suit a public site. */
export const defaultQueryLimits: QueryLimits = {
  timeout: 30_000,
  rows: 1_000_000,
  depth: 200,
  parts: 300,
  memory: 256 * 1024 * 1024
}

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
  /** The other endpoints that SERVICE may ask; without them it is refused. */
  readonly services?: Services | undefined
}

/** What a query asks for, before it is evaluated: which results formats can carry its answer. */
export type AnswerForm = Answer['form']

/** A query that has been read and found to be one; `run` answers it. */
export interface PreparedQuery {
  readonly form: AnswerForm
  run(store: Store, signal?: AbortSignal): Promise<Answer>
  /** Answers it, and tells how instead of what. */
  explain(store: Store, signal?: AbortSignal): Promise<Explanation>
}

/** How a query was answered. */
export type Explanation =
  | ({ readonly engine: 'own' } & ExplainedPlan)
  | { readonly engine: 'comunica'; readonly why: string }

/**
 * Reads a query, so that a mistake in it is found before anything is evaluated. The prefixes of the Wikidata
 * Query Service and of the dataset are declared already. Throws a QueryError.
 */
export function prepare(
  text: string,
  { base, dataset, languages = ['en'], identity = 'own', limits, services }: Omit<QueryOptions, 'signal'>
): PreparedQuery {
  const { timeout, rows, depth, parts, memory } = { ...defaultQueryLimits, ...limits }
  const allowed = services?.allowed ?? []
  const key = JSON.stringify([base, identity, languages, depth, parts, allowed, text])
  const query =
    read.get(key) ?? readQuery(text, { base, identity, languages, depth, parts, services: allowed })
  read.set(key, query)
  const form = query.form === 'select' ? 'bindings' : query.form === 'ask' ? 'boolean' : 'quads'
  const settings = { base, dataset: dataset ?? query.dataset, timeout, rows, memory, services }
  return {
    form,
    run: async (store, signal) => {
      const given = await run(query, store, settings, signal)
      return identity === 'wikidata' ? asWikidata(given, base) : given
    },
    explain: (store, signal) => explained(query, store, settings, signal)
  }
}

/** Queries that were read lately, with their plans: programs ask the same again and again. */
const read = new Recent<Query>(256, 16_384)

function readQuery(
  text: string,
  { base, identity, ...settings }: Omit<ParseSettings, 'prefixes'> & { readonly identity: Identity }
): Query {
  const parsed = parseQuery(text, { prefixes: queryPrefixesOf(base), base, ...settings })
  const unified = (operation: Operation): Operation => {
    unifyEntities(operation, base, identity)
    return operation
  }
  return {
    ...parsed,
    operation: unified(parsed.operation),
    withQuads: () => unified(parsed.withQuads())
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
  const ofItems = (row: Row): Row => ({ get: name => inWikidata(row.get(name), base) })
  return bindingsAnswer(
    answer.engine,
    answer.variables,
    mapped(answer.batches, batch => batch.map(ofItems))
  )
}

const quadOfItems = ({ subject, predicate, object, graph }: Quad, base: string): Quad =>
  quad(inWikidata(subject, base), predicate, inWikidata(object, base), graph)

async function* mapped<T>(items: AsyncIterable<T>, change: (item: T) => T): AsyncIterable<T> {
  for await (const item of items) yield change(item)
}

const bindingsAnswer = (
  engine: EngineName,
  variables: readonly string[],
  batches: AsyncIterable<readonly Row[]>
): BindingsAnswer => ({
  form: 'bindings',
  engine,
  variables,
  batches,
  get rows() {
    return each(batches)
  }
})

/** What a query is run with. */
interface Settings {
  readonly base: string
  readonly dataset: DatasetClause | undefined
  readonly timeout: number
  readonly rows: number
  readonly memory: number
  readonly services: Services | undefined
}

async function run(
  query: Query,
  store: Store,
  settings: Settings,
  outer: AbortSignal | undefined
): Promise<Answer> {
  const deadline = new Deadline(settings.timeout, outer)
  try {
    deadline.signal.throwIfAborted()
    if (query.form === 'describe') return await describeAnswer(query, store, settings, deadline)
    const found = await evaluated(query, store, settings, deadline.signal)
    const { engine } = found
    if (found.form === 'boolean') {
      deadline.end()
      return found
    }
    if (found.form === 'quads') {
      const quads = each(limited(found.batches, settings.rows, deadline))
      return { form: 'quads', engine, quads }
    }
    return bindingsAnswer(engine, query.variables, limited(found.batches, settings.rows, deadline))
  } catch (error) {
    deadline.end()
    throw error
  }
}

async function explained(
  { form, operation, base }: Query,
  store: Store,
  settings: Settings,
  outer: AbortSignal | undefined
): Promise<Explanation> {
  // What DESCRIBE looks for is found like the solutions of a SELECT.
  const searched = form === 'describe' ? selected(operation) : operation
  const { memory, timeout, services } = settings
  const plan = planOf(searched, store, settings)
  if (!plan) return { engine: 'comunica', why: 'the query has a part that the executor does not cover' }
  const deadline = new Deadline(timeout, outer)
  try {
    deadline.signal.throwIfAborted()
    return { engine: 'own', ...(await plan.explained({ base, memory, services, signal: deadline.signal })) }
  } finally {
    deadline.end()
  }
}

/** The solutions that DESCRIBE takes its resources from, as a SELECT. */
const selected = (operation: Operation): Operation => ({
  type: 'project',
  input: operation['input'],
  variables: (operation['terms'] as TermOrVariable[]).filter(isVariable)
})

/** What became of an evaluation, before its limits. */
type Evaluated =
  | {
      readonly form: 'bindings'
      readonly engine: EngineName
      readonly batches: AsyncIterable<readonly Row[]>
    }
  | { readonly form: 'quads'; readonly engine: EngineName; readonly batches: AsyncIterable<readonly Quad[]> }
  | BooleanAnswer

/** Evaluates with our own engine what it covers, and the rest with the other. */
async function evaluated(
  { operation, withQuads, base }: Pick<Query, 'operation' | 'withQuads' | 'base'>,
  store: Store,
  settings: Settings,
  signal: AbortSignal
): Promise<Evaluated> {
  const { dataset, memory, services } = settings
  const plan = planOf(operation, store, settings)
  if (plan) {
    const engine = 'own'
    const options = { base, memory, signal, services }
    if (plan.form === 'boolean') return { form: 'boolean', engine, value: await plan.isThere(options) }
    return plan.form === 'quads'
      ? { form: 'quads', engine, batches: plan.triples(options) }
      : { form: 'bindings', engine, batches: plan.solutions(options) }
  }
  // The other engine would ask whatever a query names.
  for (const { type } of walk(operation))
    if (type === 'service') throw new QueryError('unsupported', 'SERVICE cannot stand in this query')
  const engine = 'comunica'
  const result = await evaluate(withQuads(), dataset ? datasetOf(store, dataset) : store, base, signal)
  if (result.form === 'boolean') return { ...result, engine }
  return result.form === 'quads'
    ? { form: 'quads', engine, batches: single(result.quads) }
    : { form: 'bindings', engine, batches: single(result.rows) }
}

/** The last plan of each operation that is still known. */
const plans = new WeakMap<
  Operation,
  { readonly plan: Plan; readonly store: CompiledStore; readonly dataset: DatasetClause | undefined }
>()

/** A plan of our own engine; undefined where it does not cover the query or the store. */
function planOf(
  operation: Operation,
  store: Store,
  { dataset, base }: Pick<Settings, 'dataset' | 'base'>
): Plan | undefined {
  if (!(store instanceof CompiledStore)) return undefined
  const known = plans.get(operation)
  if (known?.store === store && known.dataset === dataset) return known.plan
  try {
    const plan = new Plan(operation, store, dataset, base)
    plans.set(operation, { plan, store, dataset })
    return plan
  } catch (error) {
    if (error instanceof NotCovered) return undefined
    throw error
  }
}

async function* single<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  for await (const item of items) yield [item]
}

async function* each<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
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

async function* limited<T>(
  batches: AsyncIterable<readonly T[]>,
  limit: number,
  deadline: Deadline
): AsyncGenerator<readonly T[]> {
  let count = 0
  try {
    for await (const batch of batches) {
      count += batch.length
      if (count > limit) {
        const rest = batch.slice(0, limit - count)
        if (rest.length > 0) yield rest
        throw new QueryError('too-large', `The answer has more than ${limit} rows; use LIMIT and OFFSET`)
      }
      yield batch
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
async function describeAnswer(
  query: Query,
  store: Store,
  settings: Settings,
  deadline: Deadline
): Promise<QuadsAnswer> {
  const { operation } = query
  const terms = operation['terms'] as TermOrVariable[]
  const isSearched = terms.some(isVariable)
  const found = isSearched
    ? await evaluated(
        { operation: selected(operation), withQuads: () => selected(query.withQuads()), base: query.base },
        store,
        settings,
        deadline.signal
      )
    : undefined
  if (found && found.form !== 'bindings') throw new Error('A projection gave no rows')
  const view = settings.dataset ? datasetOf(store, settings.dataset) : store
  const described = describeAll(terms, found?.batches, view, settings.base, deadline.signal)
  return {
    form: 'quads',
    engine: found?.engine ?? 'own',
    quads: each(limited(described, settings.rows, deadline))
  }
}

const isVariable = (term: TermOrVariable): term is Variable => term.termType === 'Variable'

async function* describeAll(
  terms: readonly TermOrVariable[],
  batches: AsyncIterable<readonly Row[]> | undefined,
  store: Store,
  base: string,
  signal: AbortSignal
): AsyncGenerator<readonly Quad[]> {
  const found = new Set<string>()
  for (const term of terms) if (term.termType === 'NamedNode') found.add(term.value)
  const variables = terms.filter(isVariable)
  for await (const batch of batches ?? [])
    for (const row of batch)
      for (const { value } of variables) {
        const term = row.get(value)
        if (term?.termType === 'NamedNode') found.add(term.value)
      }
  const seen = new Set<string>()
  const turns = new Turns()
  for (const subject of found) {
    if (turns.isDue) await turns.give(signal)
    for (const block of describe(store, subject, base)) {
      const first = block[0]!
      const key = `${first.subject.value} ${first.predicate.value} ${first.object.value}`
      if (seen.has(key)) continue
      seen.add(key)
      yield block
    }
  }
}
