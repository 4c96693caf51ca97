import { byCodePoint, defaultGraph, iri } from '../rdf/rdf.ts'
import { incomingOf } from './incoming.ts'
import { propertyOf } from './properties.ts'
import type { Dataset } from './statements.ts'

/** What something is related to by one property, in one direction. */
export interface Link {
  /** The IRI of the property. */
  readonly property: string
  readonly direction: 'out' | 'in'
  /** IRIs of the others, as many as are shown. */
  readonly others: readonly string[]
  /** How many there are. */
  readonly total: number
}

/** What something is related to. */
export interface Neighbours {
  readonly links: readonly Link[]
  /** How many relations there are that are not in `links`. */
  readonly left: number
}

/** Triples of one thing that are looked at. */
const mostLookedAt = 3000
/** Links of one property that are taken at first, before there is room for more. */
const fewOfEach = 4

/**
 * The neighbours of something by direct triples to and from what has an IRI, `most` at most: first a few of each
 * property, then more of those that there is room for.
 */
export function neighboursOf(dataset: Dataset, subject: string, most: number): Neighbours {
  const { store, base } = dataset
  const outgoing = new Map<string, string[]>()
  let lookedAt = 0
  for (const { predicate, object } of store.match(iri(subject), null, null, defaultGraph)) {
    if (++lookedAt > mostLookedAt) break
    if (!predicate.value.includes('/prop/direct/') || object.termType !== 'NamedNode') continue
    if (!isThing(object.value, base) || object.value === subject) continue
    const property = propertyOf(predicate.value, base)
    if (property === undefined) continue
    const others = outgoing.get(property)
    if (others) others.push(object.value)
    else outgoing.set(property, [object.value])
  }
  const all = [
    ...[...outgoing].map(([property, others]) => ({
      property,
      direction: 'out' as const,
      others: others.sort(byCodePoint),
      total: others.length
    })),
    ...incomingOf(dataset, subject, most).map(({ property, subjects, total }) => ({
      property,
      direction: 'in' as const,
      others: subjects.filter(other => other !== subject).sort(byCodePoint),
      total
    }))
  ].filter(({ others }) => others.length > 0)
  return limited(all, most)
}

/** Entities, of the dataset and of Wikidata: neither values that are not known, nor files, nor pages. */
const isThing = (value: string, base: string): boolean =>
  value.startsWith(`${base}entity/`) || /^http:\/\/www\.wikidata\.org\/entity\/Q\d+$/.test(value)

function limited(all: readonly Link[], most: number): Neighbours {
  const taken = new Map<Link, number>()
  const shown = new Set<string>()
  const takeUpTo = (each: number): void => {
    for (const link of all)
      for (let i = taken.get(link) ?? 0; i < Math.min(each, link.others.length); i++) {
        if (!shown.has(link.others[i]!) && shown.size >= most) break
        shown.add(link.others[i]!)
        taken.set(link, i + 1)
      }
  }
  takeUpTo(fewOfEach)
  takeUpTo(most)
  const links = all
    .filter(link => taken.has(link))
    .map(link => ({ ...link, others: link.others.slice(0, taken.get(link)) }))
  const total = all.reduce((sum, link) => sum + link.total, 0)
  return { links, left: total - links.reduce((sum, { others }) => sum + others.length, 0) }
}
