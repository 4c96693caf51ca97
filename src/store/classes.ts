import { commonPrefixes, defaultGraph, iri, RDF, type Term } from '../rdf/rdf.ts'
import { keysOf } from './keys.ts'
import { sliceOf } from './slice.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'

/** A class with how many things are said to be of it. */
export interface ClassCount {
  readonly iri: string
  readonly members: number
}

/** Classes of a dataset: those with most members first. */
export interface Classes {
  /** How many there are, of which `first` may be some only. */
  readonly total: number
  readonly first: readonly ClassCount[]
}

const instanceOf = iri(`${commonPrefixes['wdt']}P31`)
const type = iri(`${RDF}type`)

/** The predicate by which things say what they are: `wdt:P31`; in a dataset that has none of it, `rdf:type`. */
export function classPredicate(store: Store): Term {
  for (const _ of store.match(null, instanceOf, null, defaultGraph)) return instanceOf
  return type
}

/** Rows that are gone through for classes, and classes that are kept. */
const [mostRows, mostKept] = [5_000_000, 5_000]

const kept = new WeakMap<Store, Classes>()

/** The classes of a dataset, counted once. */
export function classesOf({ store, base }: Pick<Dataset, 'store' | 'base'>): Classes {
  const known = kept.get(store)
  if (known) return known
  const { pairs, termOf } = keysOf(store)
  const counts = new Map<number, number>()
  let left = mostRows
  for (const [, object] of pairs(classPredicate(store).value)) {
    if (--left < 0) break
    counts.set(object, (counts.get(object) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || a - b)
  const first: ClassCount[] = []
  for (const [key, members] of sorted) {
    if (first.length === mostKept) break
    const term = termOf(key)
    // What is known to exist, and not which it is, is no class.
    const isUnknown = term.value.startsWith(`${base}.well-known/genid/`)
    if (term.termType === 'NamedNode' && !isUnknown) first.push({ iri: term.value, members })
  }
  const classes = { total: first.length < mostKept ? first.length : counts.size, first }
  kept.set(store, classes)
  return classes
}

/** How many things are of a class. */
export const memberCount = (store: Store, of: string): number =>
  store.count(null, classPredicate(store), iri(of), defaultGraph)

/** The things of a class, from one on, so many at most, in the order of the store. */
export const membersOf = (store: Store, of: string, offset: number, limit: number): string[] =>
  sliceOf(store, [null, classPredicate(store), iri(of), defaultGraph], offset, limit).map(
    ({ subject }) => subject.value
  )
