import { defaultGraph, iri } from '../rdf/rdf.ts'
import { propertyOf } from './properties.ts'
import type { Dataset } from './statements.ts'

/** The entities that say one property of something. */
export interface IncomingLinks {
  /** `wdt:P463`, as queries use it. */
  readonly predicate: string
  /** The IRI of the property. */
  readonly property: string
  /** IRIs, as many as were asked for. */
  readonly subjects: readonly string[]
  /** How many there are. */
  readonly total: number
}

/** Triples that are looked at for the properties of what leads to one thing: a country may have a million. */
const mostLookedAt = 2000

/**
 * What leads to something by direct triples of properties, a property an item, those with most links first; of each as
 * many subjects as `each` says. Of what very much leads to, rare properties may be missing.
 */
export function incomingOf({ store, base }: Dataset, object: string, each: number): IncomingLinks[] {
  const node = iri(object)
  const found = new Map<string, string[]>()
  let left = mostLookedAt
  for (const { subject, predicate } of store.match(null, null, node, defaultGraph)) {
    if (--left < 0) break
    if (!predicate.value.includes('/prop/direct/') || !subject.value.startsWith(`${base}entity/`)) continue
    const subjects = found.get(predicate.value)
    if (!subjects) found.set(predicate.value, [subject.value])
    else if (subjects.length < each) subjects.push(subject.value)
  }
  return [...found]
    .flatMap(([predicate, subjects]) => {
      const property = propertyOf(predicate, base)
      const total = store.count(null, iri(predicate), node, defaultGraph)
      return property === undefined ? [] : { predicate, property, subjects, total }
    })
    .sort((a, b) => b.total - a.total || (a.predicate < b.predicate ? -1 : 1))
}
