import { defaultGraph, iri } from '../rdf/rdf.ts'
import { spreadOf } from './slice.ts'
import type { Store } from './store.ts'
import { directPredicatesOf } from './value-predicates.ts'
import { type Point, pointOf } from './values.ts'

/** Something that has coordinates on the earth. */
export interface Place extends Point {
  /** The IRI of what is there. */
  readonly subject: string
}

/** What a dataset has coordinates of, as far as it is read. */
export interface Places {
  readonly places: readonly Place[]
  /** How many coordinates there are, those of other globes and those that are none among them. */
  readonly total: number
  /** How many of them were read. */
  readonly read: number
}

/** Coordinates that are read: there is no index of places. */
const mostRead = 10_000

const known = new WeakMap<Store, Places>()

/** All places of best rank, or some from all over where there are many; read once for a store. */
export function placesOf(store: Store, base: string): Places {
  const kept = known.get(store)
  if (kept) return kept
  const places: Place[] = []
  let [total, read] = [0, 0]
  for (const predicate of directPredicatesOf(store, base, 'GlobeCoordinate').map(iri)) {
    const pattern = [null, predicate, null, defaultGraph] as const
    total += store.count(...pattern)
    for (const { subject, object } of spreadOf(store, pattern, mostRead - read)) {
      read++
      const point = pointOf(object)
      if (point && subject.termType === 'NamedNode') places.push({ subject: subject.value, ...point })
    }
  }
  const found = { places, total, read }
  known.set(store, found)
  return found
}

/** Whether something has coordinates of best rank on some globe. */
export const isPlace = (store: Store, base: string, subject: string): boolean =>
  directPredicatesOf(store, base, 'GlobeCoordinate').some(
    predicate => store.count(iri(subject), iri(predicate), null, defaultGraph) > 0
  )

/** Whether a dataset has places at all. */
export const hasPlaces = (store: Store, base: string): boolean =>
  directPredicatesOf(store, base, 'GlobeCoordinate').length > 0
