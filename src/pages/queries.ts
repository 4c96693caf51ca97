import { queryPrefixesOf, TurtleTerms } from '../rdf/rdf.ts'
import type { PageSite } from './site.ts'
import { readerLanguage } from './words.ts'

/** The address of the query page with a query to look at and change, which is not run. */
export const draftAddress = ({ root, asked }: PageSite, query: string): string =>
  `${root}sparql?draft=${encodeURIComponent(query)}${asked === undefined ? '' : `&lang=${encodeURIComponent(asked)}`}`

/** An IRI as a query writes it: items of Wikidata by their ids, whatever IRI they have here. */
export function named({ manifest: { base } }: PageSite, iri: string): string {
  const id = iri.startsWith(`${base}entity/`) ? iri.slice(`${base}entity/`.length) : ''
  return /^Q\d+$/.test(id) ? `wd:${id}` : new TurtleTerms(queryPrefixesOf(base)).name(iri)
}

/** The part of a query that gives what it finds labels, in the reader's language. */
export const labels = (site: PageSite): string =>
  `  SERVICE wikibase:label { bd:serviceParam wikibase:language "${[...new Set([readerLanguage(site), site.manifest.language, 'en'])].join(',')}" }`

/** All statements of something, with their ranks and sources: what its table of facts shows. */
export const factsQuery = (
  site: PageSite,
  subject: string
): string => `SELECT ?propertyLabel ?valueLabel ?rank ?sourceLabel {
  ${named(site, subject)} ?claim ?statement .
  ?property wikibase:claim ?claim ; wikibase:statementProperty ?says .
  ?statement ?says ?value ; wikibase:rank ?rank .
  OPTIONAL { ?statement prov:wasDerivedFrom/pr:P248 ?source }
${labels(site)}
}
ORDER BY ?propertyLabel ?valueLabel`

/** Everything that leads to something by a direct predicate. */
export const incomingQuery = (
  site: PageSite,
  object: string,
  predicate: string
): string => `SELECT ?item ?itemLabel {
  ?item ${named(site, predicate)} ${named(site, object)} .
${labels(site)}
}
ORDER BY ?itemLabel`

/** All statements that cite a source, with its words. */
export const citationsQuery = (
  site: PageSite,
  source: string
): string => `SELECT ?subjectLabel ?propertyLabel ?valueLabel ?words {
  ?reference pr:P248 ${named(site, source)} .
  ?statement prov:wasDerivedFrom ?reference ; ?says ?value .
  ?property wikibase:statementProperty ?says ; wikibase:claim ?claim .
  ?subject ?claim ?statement .
  OPTIONAL { ?reference pr:P1683 ?words }
${labels(site)}
}`
