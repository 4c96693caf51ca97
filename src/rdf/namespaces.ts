export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'
export const OWL = 'http://www.w3.org/2002/07/owl#'
export const XSD = 'http://www.w3.org/2001/XMLSchema#'
export const SKOS = 'http://www.w3.org/2004/02/skos/core#'
export const SCHEMA = 'http://schema.org/'
export const PROV = 'http://www.w3.org/ns/prov#'
export const OA = 'http://www.w3.org/ns/oa#'
export const GEO = 'http://www.opengis.net/ont/geosparql#'
export const DCTERMS = 'http://purl.org/dc/terms/'
export const FOAF = 'http://xmlns.com/foaf/0.1/'
export const ORG = 'http://www.w3.org/ns/org#'
export const VOID = 'http://rdfs.org/ns/void#'
export const DCAT = 'http://www.w3.org/ns/dcat#'
export const HYDRA = 'http://www.w3.org/ns/hydra/core#'
export const SD = 'http://www.w3.org/ns/sparql-service-description#'
export const LDES = 'https://w3id.org/ldes#'
export const TREE = 'https://w3id.org/tree#'
export const AS = 'https://www.w3.org/ns/activitystreams#'
export const SPDX = 'http://spdx.org/rdf/terms#'
export const SH = 'http://www.w3.org/ns/shacl#'
export const WIKIBASE = 'http://wikiba.se/ontology#'
export const WD = 'http://www.wikidata.org/entity/'
const PROP = 'http://www.wikidata.org/prop/'

/** Where an IRI is cut into a namespace and a name in it: behind its last `/` or `#`. */
export const namespaceEnd = (iri: string): number => Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1

/** The name of an IRI in its namespace: `P31`. */
export const localNameOf = (iri: string): string => iri.slice(namespaceEnd(iri))

/**
 * Prefixes that stand for the same IRI in every dataset: those of the Wikidata Query Service
 * (Wikibase "RDF Dump Format", section Prefixes), and those of the vocabularies used beside them.
 */
export const commonPrefixes: Readonly<Record<string, string>> = {
  rdf: RDF,
  rdfs: RDFS,
  owl: OWL,
  xsd: XSD,
  skos: SKOS,
  schema: SCHEMA,
  prov: PROV,
  oa: OA,
  geo: GEO,
  geof: 'http://www.opengis.net/def/geosparql/function/',
  dct: DCTERMS,
  foaf: FOAF,
  org: ORG,
  void: VOID,
  dcat: DCAT,
  wikibase: WIKIBASE,
  bd: 'http://www.bigdata.com/rdf#',
  wd: WD,
  wds: `${WD}statement/`,
  wdv: 'http://www.wikidata.org/value/',
  wdref: 'http://www.wikidata.org/reference/',
  wdno: `${PROP}novalue/`,
  wdt: `${PROP}direct/`,
  wdtn: `${PROP}direct-normalized/`,
  p: PROP,
  ps: `${PROP}statement/`,
  psv: `${PROP}statement/value/`,
  psn: `${PROP}statement/value-normalized/`,
  pq: `${PROP}qualifier/`,
  pqv: `${PROP}qualifier/value/`,
  pqn: `${PROP}qualifier/value-normalized/`,
  pr: `${PROP}reference/`,
  prv: `${PROP}reference/value/`,
  prn: `${PROP}reference/value-normalized/`
}

/** Prefixes of one dataset's own IRIs, under its base (an absolute IRI that ends in `/`). */
export const datasetPrefixes = (base: string): Record<string, string> => ({
  e: `${base}entity/`,
  s: `${base}statement/`,
  r: `${base}reference/`,
  v: `${base}value/`,
  d: `${base}disagreement/`,
  src: `${base}source/`,
  graph: `${base}graph/`,
  hb: `${base}ontology#`,
  lp: `${base}property/`,
  l: `${base}prop/`,
  lt: `${base}prop/direct/`,
  ltn: `${base}prop/direct-normalized/`,
  ls: `${base}prop/statement/`,
  lsv: `${base}prop/statement/value/`,
  lsn: `${base}prop/statement/value-normalized/`,
  lq: `${base}prop/qualifier/`,
  lqv: `${base}prop/qualifier/value/`,
  lqn: `${base}prop/qualifier/value-normalized/`
})

/** All prefixes of a dataset: the common ones and its own. */
export const prefixesOf = (base: string): Record<string, string> => ({
  ...commonPrefixes,
  ...datasetPrefixes(base)
})

/**
 * What a query may use without declaring it: the prefixes of a dataset, and of those that the Wikidata Query Service
 * declares the ones that no dump has a use for.
 */
export const queryPrefixesOf = (base: string): Record<string, string> => ({
  wdata: 'http://www.wikidata.org/wiki/Special:EntityData/',
  ontolex: 'http://www.w3.org/ns/lemon/ontolex#',
  cc: 'http://creativecommons.org/ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  fn: 'http://www.w3.org/2005/xpath-functions#',
  hint: 'http://www.bigdata.com/queryHints#',
  bds: 'http://www.bigdata.com/rdf/search#',
  gas: 'http://www.bigdata.com/rdf/gas#',
  sesame: 'http://www.openrdf.org/schema/sesame#',
  mediawiki: 'https://www.mediawiki.org/ontology#',
  mwapi: 'https://www.mediawiki.org/ontology#API/',
  ...prefixesOf(base)
})

/** The prefixes of a dataset and those that its shapes are written with. */
export const shapePrefixesOf = (base: string): Record<string, string> => ({
  ...prefixesOf(base),
  sh: SH,
  hbs: `${base}shapes#`
})
