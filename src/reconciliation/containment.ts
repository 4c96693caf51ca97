import type { Value } from '../alignment/alignment.ts'
import { distance } from './gazetteer.ts'
import type { Grounds } from './judging.ts'

/** A circle larger than this holds its neighbours too: that a place lies in it says little. In kilometres. */
const largest = 100

/** Names of what stands in a town: a street, a house. */
const inTown =
  /\b(?:lane|street|road|avenue|boulevard|square|embankment|quay|drive|alley|building|tower|house|palace|campus|plaza)\b/i

/** Kinds of places that towns, and what stands in them, lie in. */
const outer = new Set(['city', 'country', 'region', 'continent'])

/** Whether one place is known to lie in another: Sverchkov Lane in Moscow, Moscow in Russia. */
export function liesIn(inner: Value, around: Value, grounds: Grounds): boolean {
  if (inner.type !== 'item' || around.type !== 'item' || inner.iri === around.iri) return false
  const { gazetteer, qidOf, countryOf, classOf, labelOf } = grounds
  const qid = qidOf(around.iri)
  if (qid !== undefined && countryOf(inner.iri) === qid) return true
  const [small, large] = [gazetteer.of(qidOf(inner.iri)), gazetteer.of(qid)]
  if (small && large)
    return (
      large.reach <= largest &&
      small.reach < large.reach &&
      distance(small, large) + small.reach <= large.reach
    )
  // Of what is no known place only its name tells.
  return (
    classOf(inner.iri) === undefined &&
    outer.has(classOf(around.iri) ?? '') &&
    inTown.test(labelOf(inner.iri))
  )
}
