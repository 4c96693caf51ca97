import { iri, type Term } from '../rdf/rdf.ts'
import { type ClassCount, classesOf, classPredicate, membersOf } from './classes.ts'
import { propertyOf } from './properties.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'
import { subjectsUnder } from './subjects.ts'

/** What a picture of a dataset shows: its largest classes, and by what their things lead to one another. */
export interface ClassLinks {
  /** The one without an IRI stands for the things of no class. */
  readonly classes: readonly (Omit<ClassCount, 'iri'> & { readonly iri?: string })[]
  readonly links: readonly ClassLink[]
  /** Whether some things only were looked at, and all numbers of links are by their share. */
  readonly isOfSample: boolean
}

/** By which properties things of one class lead to those of another; classes by their places in the list. */
export interface ClassLink {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Those with most links first. */
  readonly properties: readonly { readonly iri: string; readonly count: number }[]
}

/** Classes that are shown; things that are looked at of each, in so many places; triples of each thing and class. */
const [mostClasses, mostThings, places, triplesOfThing, triplesOfClass] = [12, 200, 10, 150, 12_000]
/** Things that are looked at for those of no class. */
const mostSearched = 1_000
/** Links that are kept. */
const mostLinks = 60

const kept = new WeakMap<Store, ClassLinks>()

/** The classes of a dataset with the links among them: of a large one by a sample, which is taken once. */
export function classLinksOf(dataset: Pick<Dataset, 'store' | 'base'>): ClassLinks {
  const { store } = dataset
  const known = kept.get(store)
  if (known) return known
  const groups = [
    ...classesOf(dataset)
      .first.slice(0, mostClasses)
      .map(({ iri, members }) => ({ iri, members, sample: sampleOf(store, iri, members) })),
    ...unclassified(dataset)
  ]
  const read = linkReader(dataset, new Map(groups.map(({ iri }, place) => [iri ?? '', place])))
  const links = groups.flatMap(({ members, sample }, from) => read(sample, from, members / sample.length))
  const made: ClassLinks = {
    classes: groups.map(({ iri, members }) => ({ ...(iri !== undefined && { iri }), members })),
    links: links.sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to).slice(0, mostLinks),
    isOfSample: groups.some(({ members, sample }) => sample.length < members)
  }
  kept.set(store, made)
  return made
}

/** Things of a class from many places of their order. */
function sampleOf(store: Store, of: string, members: number): readonly string[] {
  if (members <= mostThings) return membersOf(store, of, 0, mostThings)
  const each = mostThings / places
  return Array.from({ length: places }, (_, i) =>
    membersOf(store, of, Math.floor((i * members) / places), each)
  ).flat()
}

/** The things that no class is said of: how many there are, and some of them. */
function unclassified({ store, base }: Pick<Dataset, 'store' | 'base'>) {
  const predicate = classPredicate(store)
  const things = subjectsUnder(store, `${base}entity/`)
  const step = Math.max(1, things.length / mostSearched)
  const searched = Array.from(
    { length: Math.min(things.length, mostSearched) },
    (_, i) => things.slice(Math.floor(i * step), Math.floor(i * step) + 1)[0]!
  )
  const without = searched.filter(thing => store.count(iri(thing), predicate) === 0)
  if (without.length === 0) return []
  const members = Math.round((without.length / searched.length) * things.length)
  return [{ iri: undefined, members, sample: without.slice(0, mostThings) }]
}

/** Reads the links of things of one class; each is counted as often as the things stand for others. */
function linkReader(
  { store, base }: Pick<Dataset, 'store' | 'base'>,
  placeOf: ReadonlyMap<string, number>
): (things: readonly string[], from: number, share: number) => ClassLink[] {
  const predicate = classPredicate(store)
  const isOfItems = predicate.value.includes('/prop/direct/')
  const places = new Map<string, readonly number[]>()
  const placesOf = (thing: Term): readonly number[] => {
    const known = places.get(thing.value)
    if (known) return known
    const classes: string[] = []
    for (const { object } of store.match(thing, predicate)) if (classes.push(object.value) === 8) break
    // What nothing is said of, such as a page elsewhere, is no thing of no class.
    const isThing = classes.length > 0 || thing.value.startsWith(`${base}entity/`)
    const found = isThing ? (classes.length > 0 ? classes : ['']).flatMap(of => placeOf.get(of) ?? []) : []
    places.set(thing.value, found)
    return found
  }
  return (things, from, share) => {
    const found = new Map<number, Map<string, number>>()
    let left = triplesOfClass
    for (const thing of things) {
      let ofThing = Math.min(triplesOfThing, left)
      for (const { predicate: said, object } of store.match(iri(thing))) {
        if (--left < 0 || --ofThing < 0) break
        if (object.termType !== 'NamedNode' || said.value === predicate.value) continue
        if (isOfItems && !said.value.includes('/prop/direct/')) continue
        const property = propertyOf(said.value, base) ?? said.value
        for (const to of placesOf(object)) {
          const properties = found.get(to) ?? new Map<string, number>()
          found.set(to, properties.set(property, (properties.get(property) ?? 0) + 1))
        }
      }
    }
    return [...found].map(([to, properties]) => {
      const counted = [...properties]
        .map(([iri, count]) => ({ iri, count: Math.round(count * share) }))
        .sort((a, b) => b.count - a.count || (a.iri < b.iri ? -1 : 1))
      return { from, to, properties: counted, count: counted.reduce((sum, { count }) => sum + count, 0) }
    })
  }
}
