import { CompiledStore } from '../compiled/compiled.ts'
import type { Quad } from '../rdf/rdf.ts'
import type { Store } from '../store/store.ts'
import { type Operation, walk } from './algebra.ts'
import type { BooleanAnswer, EngineName, Row } from './answer.ts'
import { evaluate } from './comunica.ts'
import { type DatasetClause, datasetOf } from './dataset.ts'
import { NotCovered, Plan } from './engine/engine.ts'
import type { Query } from './parse.ts'
import { QueryError } from './query-error.ts'
import type { Services } from './services.ts'

/** What a query is evaluated with. */
export interface EvaluationSettings {
  readonly base: string
  readonly dataset: DatasetClause | undefined
  readonly memory: number
  readonly services: Services | undefined
}

/** What became of an evaluation, before its limits. */
export type Evaluated =
  | {
      readonly form: 'bindings'
      readonly engine: EngineName
      readonly batches: AsyncIterable<readonly Row[]>
    }
  | { readonly form: 'quads'; readonly engine: EngineName; readonly batches: AsyncIterable<readonly Quad[]> }
  | BooleanAnswer

/** Evaluates with our own engine what it covers, and the rest with the other. */
export async function evaluated(
  { operation, withQuads, base }: Pick<Query, 'operation' | 'withQuads' | 'base'>,
  store: Store,
  settings: EvaluationSettings,
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
export function planOf(
  operation: Operation,
  store: Store,
  { dataset, base }: Pick<EvaluationSettings, 'dataset' | 'base'>
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
