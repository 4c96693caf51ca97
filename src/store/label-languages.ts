import { defaultGraph, iri, RDFS } from '../rdf/rdf.ts'
import { noLanguages } from './labels.ts'
import { sliceOf } from './slice.ts'
import type { Store } from './store.ts'

/** Labels are looked at in so many places of their order, so many at each. */
const [places, atEach] = [24, 25]

const kept = new WeakMap<Store, readonly string[]>()

/** The languages that things have labels in, those of most first; of many labels as a sample has them. */
export function labelLanguages(store: Store): readonly string[] {
  const known = kept.get(store)
  if (known) return known
  const label = iri(`${RDFS}label`)
  const step = Math.max(atEach, Math.floor(store.count(null, label, null, defaultGraph) / places))
  const counts = new Map<string, number>()
  for (let place = 0; place < places; place++)
    for (const { object } of sliceOf(store, [null, label, null, defaultGraph], place * step, atEach))
      if (object.termType === 'Literal' && !noLanguages.has(object.language))
        counts.set(object.language, (counts.get(object.language) ?? 0) + 1)
  const languages = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([tag]) => tag)
  kept.set(store, languages)
  return languages
}
