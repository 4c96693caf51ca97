import { commonPrefixes, defaultGraph, iri, RDF, RDFS, type Term, WD, WIKIBASE } from '../rdf/rdf.ts'
import { isClaim, labelOf, type Store } from '../store/store.ts'
import { factsQuery, labels, named } from './queries.ts'
import { exampleQuery, sampleOf } from './sample.ts'
import type { PageSite } from './site.ts'
import { readerLanguage } from './words.ts'

/** A query to begin with, which has an answer on the dataset that it was made for. */
export interface Example {
  readonly title: string
  readonly query: string
  /** Whether another endpoint answers a part of it: it is shown then, and run only when somebody wants that. */
  readonly asksOthers?: boolean
}

/** What there is to ask of a dataset, as far as its queries depend on it. */
interface Subjects {
  readonly start: string
  readonly sample: string | undefined
  /** The property whose statements mostly say since when they hold. */
  readonly dated: string | undefined
  /** The predicates that are used most of those that lead to a place, and to a time. */
  readonly placed: string | undefined
  readonly timed: string | undefined
}

const subjects = new WeakMap<Store, Subjects>()

/** Found once for a dataset: it is looked through for it. */
function subjectsOf(site: PageSite): Subjects {
  const { store } = site
  let known = subjects.get(store)
  if (!known) {
    const [sample] = sampleOf(site)
    known = {
      start: exampleQuery(site),
      sample,
      dated: datedProperty(site),
      placed: mostUsed(store, 'GlobeCoordinate', 'P625'),
      timed: mostUsed(store, 'Time', 'P571')
    }
    subjects.set(store, known)
  }
  return known
}

const wdt = (id: string): string => commonPrefixes['wdt'] + id
const startTime = iri(`${commonPrefixes['pq']}P580`)

/** How many uses are looked at, and how many properties. */
const [looked, mostProperties] = [500, 5_000]

function* first<T>(items: Iterable<T>, most: number): Iterable<T> {
  let left = most
  for (const item of items) {
    if (left-- === 0) return
    yield item
  }
}

/** The claim predicate of most of the first statements that have a start. */
function datedProperty({ store, manifest: { base } }: PageSite): string | undefined {
  const uses = new Map<string, number>()
  for (const { subject } of first(store.match(null, startTime, null, defaultGraph), looked))
    for (const { predicate } of store.match(null, null, subject, defaultGraph))
      if (predicate.value.startsWith(commonPrefixes['p']!) && isClaim(predicate.value, base))
        uses.set(predicate.value, (uses.get(predicate.value) ?? 0) + 1)
  return [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]
}

/** The direct predicate that is used most of the properties of a datatype; the usual one where it is used at all. */
function mostUsed(store: Store, datatype: string, usual: string): string | undefined {
  if (count(store, wdt(usual)) > 0) return wdt(usual)
  let best: { predicate: string; uses: number } | undefined
  const properties = store.match(null, iri(`${WIKIBASE}propertyType`), iri(WIKIBASE + datatype), defaultGraph)
  for (const { subject } of first(properties, mostProperties))
    for (const { object } of store.match(subject, iri(`${WIKIBASE}directClaim`), null, defaultGraph)) {
      const uses = count(store, object.value)
      if (uses > (best?.uses ?? 0)) best = { predicate: object.value, uses }
    }
  return best?.predicate
}

const count = (store: Store, predicate: string, object?: Term): number =>
  store.count(null, iri(predicate), object ?? null, defaultGraph)

function hasStatements({ store, manifest: { base } }: PageSite, entity: string): boolean {
  for (const { predicate } of store.match(iri(entity), null, null, defaultGraph))
    if (isClaim(predicate.value, base)) return true
  return false
}

/** The query with which the query page begins. */
export const startQuery = (site: PageSite): string => subjectsOf(site).start

/** Queries that show what can be asked of this dataset; each has an answer. */
export function examplesOf(site: PageSite): Example[] {
  const { store, manifest } = site
  const { sample, dated, placed, timed } = subjectsOf(site)
  const found: Example[] = []
  const add = (title: string, query: string): void => void found.push({ title, query })
  if (sample !== undefined) {
    const name = labelOf(store, sample, readerLanguage(site)) ?? sample
    if (count(store, `${WIKIBASE}statementProperty`) > 0 && hasStatements(site, sample))
      add(`All that is stated of ${name}, with ranks and sources`, factsQuery(site, sample))
    if (store.count(iri(sample), iri(`${RDFS}label`), null, defaultGraph) > 0)
      add(
        `What ${name} is called, by language`,
        `SELECT ?name (LANG(?name) AS ?language) {
  ${named(site, sample)} rdfs:label|skos:altLabel ?name
}
ORDER BY ?language ?name`
      )
  }
  if (dated !== undefined) {
    const id = dated.slice(commonPrefixes['p']!.length)
    add(
      `Since when, and until when: ${labelOf(store, WD + id, readerLanguage(site)) ?? id}`,
      `SELECT ?itemLabel ?valueLabel ?start ?end {
  ?item p:${id} ?statement .
  ?statement ps:${id} ?value ; pq:P580 ?start .
  OPTIONAL { ?statement pq:P582 ?end }
${labels(site)}
}
ORDER BY ?start ?itemLabel
LIMIT 200`
    )
  }
  if (count(store, `${commonPrefixes['pr']}P1683`) > 0)
    add(
      'Statements with their sources, in the words of these',
      `SELECT ?subjectLabel ?propertyLabel ?sourceLabel ?words {
  ?reference pr:P248 ?source ; pr:P1683 ?words .
  ?statement prov:wasDerivedFrom ?reference .
  ?subject ?claim ?statement .
  ?property wikibase:claim ?claim .
${labels(site)}
}
LIMIT 50`
    )
  if (count(store, `${RDF}type`, iri(`${manifest.base}ontology#Disagreement`)) > 0)
    add(
      'Where sources disagree, and what became of it',
      `SELECT ?aboutLabel ?state ?comment ?resolution {
  ?disagreement a hb:Disagreement ; hb:about ?about ; hb:state ?state ; rdfs:comment ?comment .
  OPTIONAL { ?disagreement hb:resolution ?resolution }
${labels(site)}
}
ORDER BY ?state ?aboutLabel
LIMIT 100`
    )
  if (count(store, `${WIKIBASE}rank`) > 0)
    add(
      'How many statements have which rank',
      `SELECT ?rank (COUNT(?statement) AS ?statements) {
  ?statement wikibase:rank ?rank
}
GROUP BY ?rank
ORDER BY DESC(?statements)`
    )
  if (placed !== undefined)
    add(
      'What has a place, on a map',
      `#defaultView:Map
SELECT ?item ?itemLabel ?place {
  ?item ${named(site, placed)} ?place .
${labels(site)}
}
LIMIT 500`
    )
  if (timed !== undefined)
    add(
      'What has a date, in the order of time',
      `#defaultView:Timeline
SELECT ?item ?itemLabel ?date {
  ?item ${named(site, timed)} ?date .
${labels(site)}
}
ORDER BY ?date
LIMIT 200`
    )
  const kind = [wdt('P31'), `${RDF}type`].find(predicate => count(store, predicate) > 0)
  if (kind !== undefined)
    add(
      'How many things there are of which kind',
      `#defaultView:BarChart
SELECT ?classLabel (COUNT(?item) AS ?items) {
  ?item ${named(site, kind)} ?class .
${labels(site)}
}
GROUP BY ?class ?classLabel
ORDER BY DESC(?items)
LIMIT 20`
    )
  if (count(store, `${WIKIBASE}propertyType`) > 0)
    add(
      'The properties, and how they stand in queries',
      `SELECT ?propertyLabel ?direct ?claim ?type {
  ?property wikibase:directClaim ?direct ; wikibase:claim ?claim ; wikibase:propertyType ?type .
${labels(site)}
}
ORDER BY ?propertyLabel
LIMIT 500`
    )
  const other = manifest.federation?.find(endpoint => new URL(endpoint).hostname === 'query.wikidata.org')
  const item = sample === undefined ? '' : named(site, sample)
  if (other !== undefined && item.startsWith('wd:'))
    found.push({
      title: 'What Wikidata has besides (asks its endpoint)',
      query: `SELECT ?article {
  VALUES ?item { ${item} }
  SERVICE <${other}> {
    ?article schema:about ?item ; schema:isPartOf <https://en.wikipedia.org/> .
  }
}`,
      asksOthers: true
    })
  return found
}
