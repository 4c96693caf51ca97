import { commonPrefixes, defaultGraph, GEO, iri, localNameOf, type Term, WIKIBASE } from '../rdf/rdf.ts'
import type { Store } from './store.ts'
import { isTime } from './values.ts'

/** The kinds of values that are drawn: points on the earth, and times. */
export type DrawnKind = 'GlobeCoordinate' | 'Time'

const WDT = commonPrefixes['wdt']!

/** Properties of Wikidata that are drawn in datasets, too, that do not describe them. */
const wellKnown: Readonly<Record<DrawnKind, readonly string[]>> = {
  GlobeCoordinate: ['P625', 'P5140', 'P9149'],
  Time: ['P585', 'P580', 'P582', 'P571', 'P576', 'P569', 'P570', 'P577', 'P575', 'P1619']
}

/** Properties of a dataset's own that are looked at. */
const mostOwn = 2000

const isOf: Readonly<Record<DrawnKind, (value: Term) => boolean>> = {
  GlobeCoordinate: value => value.termType === 'Literal' && value.datatype.value === `${GEO}wktLiteral`,
  Time: isTime
}

const known = new WeakMap<Store, Map<DrawnKind, readonly string[]>>()

/** The direct predicates that have values of a kind; found once for a store. */
export function directPredicatesOf(store: Store, base: string, kind: DrawnKind): readonly string[] {
  const kinds = known.get(store) ?? new Map<DrawnKind, readonly string[]>()
  known.set(store, kinds)
  const kept = kinds.get(kind)
  if (kept) return kept
  const predicates = new Set(wellKnown[kind].map(id => WDT + id))
  for (const { subject } of store.match(
    null,
    iri(`${WIKIBASE}propertyType`),
    iri(WIKIBASE + kind),
    defaultGraph
  ))
    predicates.add(WDT + localNameOf(subject.value))
  // A property of the dataset's own has values of several kinds: the first tells.
  let left = mostOwn
  for (const { object } of store.match(null, iri(`${WIKIBASE}directClaim`), null, defaultGraph)) {
    if (!object.value.startsWith(base)) continue
    if (--left < 0) break
    for (const { object: value } of store.match(null, iri(object.value), null, defaultGraph)) {
      if (isOf[kind](value)) predicates.add(object.value)
      break
    }
  }
  const found = [...predicates].filter(predicate => store.count(null, iri(predicate), null, defaultGraph) > 0)
  kinds.set(kind, found)
  return found
}
