import { defaultGraph, iri, OWL } from '../rdf/rdf.ts'
import { classesOf, membersOf, type Store, statedProperties } from '../store/store.ts'
import type { PageSite } from './site.ts'

/** How many entities the home page names. */
const sampleSize = 12
/** Entities that are looked at for those with most triples, and sources for what they are about. */
const [mostLookedAt, mostSources] = [5_000, 200]

const kept = new WeakMap<Store, readonly string[]>()

/**
 * The entities that say most of themselves: those the sources are about first, then others by their number of
 * triples. Of very many the first are looked at.
 */
export function sampleOf({ manifest, store }: PageSite): readonly string[] {
  const known = kept.get(store)
  if (known) return known
  const entities = `${manifest.base}entity/`
  const sizes = new Map<string, number>()
  let left = mostLookedAt
  for (const { subject } of store.match(null, iri(`${OWL}sameAs`), null, defaultGraph)) {
    if (--left < 0) break
    if (subject.value.startsWith(entities)) sizes.set(subject.value, store.count(subject))
  }
  const largest = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([entity]) => entity)
  const about = manifest.sources.slice(0, mostSources).flatMap(source => source.about ?? [])
  const there = about.filter(entity => store.count(iri(entity)) > 0)
  const [largestClass] = classesOf({ store, base: manifest.base }).first
  const others =
    there.length + largest.length > 0 || largestClass === undefined
      ? []
      : membersOf(store, largestClass.iri, 0, sampleSize)
  const sample = [...new Set([...there, ...largest, ...others])].slice(0, sampleSize)
  kept.set(store, sample)
  return sample
}

/** A query that has an answer on any dataset built here. */
export function exampleQuery(site: PageSite): string {
  const [entity] = sampleOf(site)
  const id = entity?.slice(site.manifest.base.length + 'entity/'.length) ?? ''
  const subject = /^Q\d+$/.test(id) ? `wd:${id}` : entity ? `<${entity}>` : '?entity'
  const isOfWikibase = statedProperties({ store: site.store, base: site.manifest.base }).some(
    ({ claim }) => claim !== undefined
  )
  if (!isOfWikibase) return `SELECT ?property ?value {\n  ${subject} ?property ?value .\n}\nLIMIT 100`
  return `SELECT ?propertyLabel ?valueLabel {\n  ${subject} ?direct ?value .\n  ?property wikibase:directClaim ?direct ; rdfs:label ?propertyLabel .\n  OPTIONAL { ?value rdfs:label ?label }\n  BIND(COALESCE(?label, ?value) AS ?valueLabel)\n}`
}
