import { CompiledStore } from '../compiled/compiled.ts'
import { defaultGraph, iri, type Term, termText, WIKIBASE } from '../rdf/rdf.ts'
import { predicatesOf } from './properties.ts'
import { sliceOf } from './slice.ts'
import { type Dataset, statementsOf } from './statements.ts'
import type { Store } from './store.ts'
import type { ValueDetail } from './values.ts'

/** A property with how often it is stated. */
export interface StatedProperty {
  readonly iri: string
  /** What leads from things to values. */
  readonly predicate: string
  /** What leads to statements; absent in a dataset that has none. */
  readonly claim?: string
  readonly values: number
}

/** Something that has a property, with its value. */
export interface StatedValue {
  readonly subject: string
  readonly value: Term
  readonly detail: ValueDetail
  /** The IRI of its statement, where that was looked for and found. */
  readonly statement?: string
}

/** Properties that are counted. */
const mostProperties = 20_000

const kept = new WeakMap<Store, readonly StatedProperty[]>()

/**
 * The properties that things have, those with most values first; in a dataset that describes none as Wikibase does,
 * its predicates.
 */
export function statedProperties({
  store,
  base
}: Pick<Dataset, 'store' | 'base'>): readonly StatedProperty[] {
  const known = kept.get(store)
  if (known) return known
  const found: Omit<StatedProperty, 'values'>[] = []
  for (const { subject, object } of store.match(null, iri(`${WIKIBASE}claim`), null, defaultGraph)) {
    if (found.length === mostProperties) break
    const claim = object.value
    found.push({ iri: subject.value, predicate: predicatesOf(claim, base).direct, claim })
  }
  if (found.length === 0 && store instanceof CompiledStore)
    for (const number of store.numbers.predicates.subarray(0, mostProperties)) {
      const predicate = store.dictionary.textOf(number)
      found.push({ iri: predicate, predicate })
    }
  const properties = found
    .map(one => ({ ...one, values: store.count(null, iri(one.predicate), null, defaultGraph) }))
    .filter(({ values }) => values > 0)
    .sort((a, b) => b.values - a.values || (a.iri < b.iri ? -1 : 1))
  kept.set(store, properties)
  return properties
}

/** Of something with more statements of a property none is looked for. */
const mostStatements = 40

/** What has a property, with its values, from one on, so many at most, in the order of the store: by value. */
export function valuesOf(
  dataset: Dataset,
  { predicate, claim }: StatedProperty,
  offset: number,
  limit: number
): StatedValue[] {
  const { store } = dataset
  const rows = sliceOf(store, [null, iri(predicate), null, defaultGraph], offset, limit)
  return rows.map(({ subject, object: value }) => {
    const isFew =
      claim !== undefined && store.count(subject, iri(claim), null, defaultGraph) <= mostStatements
    const found = isFew
      ? statementsOf(dataset, subject.value, claim).find(({ term }) => termText(term) === termText(value))
      : undefined
    return {
      subject: subject.value,
      value,
      detail: found?.detail ?? {},
      ...(found && { statement: found.iri })
    }
  })
}
