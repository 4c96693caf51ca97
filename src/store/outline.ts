import { defaultGraph, iri, localNameOf, termText } from '../rdf/rdf.ts'
import { type EntityName, entityName } from './disagreements.ts'
import { labelOf } from './labels.ts'
import { isClaim, propertyOf } from './properties.ts'
import { descriptionOf } from './search.ts'
import type { Dataset } from './statements.ts'
import { type ShownValue, shownValue } from './values.ts'

/** What a dataset says of something, in short: the values of best rank, without their sources. */
export interface Outline extends EntityName {
  readonly description?: string
  readonly properties: readonly {
    /** The predicate that leads straight to the values, as queries use it. */
    readonly predicate: string
    readonly label: string
    readonly values: readonly ShownValue[]
    /** How many values there are, before they were cut. */
    readonly total: number
  }[]
  /** Whether properties or values were left out. */
  readonly truncated: boolean
}

const most = { properties: 200, values: 12 }

/** The outline of something by its IRI, from the default graph; empty of properties where it says nothing. */
export function outlineOf(dataset: Dataset, subject: string): Outline {
  const { store, base, language } = dataset
  const byPredicate = new Map<string, Map<string, ShownValue>>()
  const totals = new Map<string, number>()
  for (const { predicate, object } of store.match(iri(subject), null, null, defaultGraph)) {
    // Statements have their own way to be asked for, and their values are here already.
    if (isClaim(predicate.value, base)) continue
    const values = byPredicate.get(predicate.value) ?? new Map<string, ShownValue>()
    byPredicate.set(predicate.value, values)
    totals.set(predicate.value, (totals.get(predicate.value) ?? 0) + 1)
    if (values.size < most.values) values.set(termText(object), shownValue(store, object, {}, base, language))
  }
  const description = descriptionOf(dataset, iri(subject))
  const properties = [...byPredicate].slice(0, most.properties).map(([predicate, values]) => {
    const property = propertyOf(predicate, base) ?? predicate
    return {
      predicate,
      label: labelOf(store, property, language) ?? localNameOf(predicate),
      values: [...values.values()],
      total: totals.get(predicate) ?? 0
    }
  })
  return {
    ...entityName(dataset, subject),
    ...(description !== undefined && { description }),
    properties,
    truncated:
      byPredicate.size > properties.length || properties.some(({ values, total }) => total > values.length)
  }
}
