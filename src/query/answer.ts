import { type Quad, quad, queryPrefixesOf, type Term } from '../rdf/rdf.ts'
import type { Store } from '../store/store.ts'
import type { Operation } from './algebra.ts'
import type { DatasetClause } from './dataset.ts'
import { described, selected } from './describe.ts'
import type { ExplainedPlan } from './engine/engine.ts'
import { type EvaluationSettings, evaluated, planOf } from './evaluation.ts'
import { Deadline, defaultQueryLimits, limited, type QueryLimits } from './limits.ts'
import { type ParseSettings, parseQuery, type Query } from './parse.ts'
import { Recent } from './recent.ts'
import type { Services } from './services.ts'
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
type Settings = EvaluationSettings & Pick<QueryLimits, 'timeout' | 'rows'>

async function run(
  query: Query,
  store: Store,
  settings: Settings,
  outer: AbortSignal | undefined
): Promise<Answer> {
  const deadline = new Deadline(settings.timeout, outer)
  try {
    deadline.signal.throwIfAborted()
    const evaluation = query.form === 'describe' ? described : evaluated
    const found = await evaluation(query, store, settings, deadline.signal)
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

async function* each<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
}
