import {
  DCTERMS,
  FOAF,
  HYDRA,
  integer,
  iri,
  type NamedNode,
  type Quad,
  quad,
  RDF,
  SD,
  sharedIri,
  text,
  VOID
} from '../../rdf/rdf.ts'

/** Stands for the default graph in requests, since that has no IRI; clients learn it from `sd:defaultGraph`. */
export const defaultGraphIri = 'urn:ldf:defaultGraph'

/** The parameters of a fragment's address, in the order of the template. */
export const fragmentParameters = ['subject', 'predicate', 'object', 'graph'] as const

const places: Readonly<Record<(typeof fragmentParameters)[number], string>> = {
  subject: `${RDF}subject`,
  predicate: `${RDF}predicate`,
  object: `${RDF}object`,
  graph: `${SD}graph`
}

/** A page of a fragment, as its metadata tells of it. Addresses are absolute. */
export interface FragmentPage {
  readonly base: string
  /** Without the page's number. */
  readonly fragment: string
  /** As it was asked for: clients look for what is said of the very address they know. */
  readonly page: string
  /** How many matches the fragment has, over all pages. */
  readonly total: number
  readonly pageSize: number
  readonly first: string
  readonly last: string
  readonly next: string | undefined
  readonly previous: string | undefined
  /** Whether the answer tells in which graphs its triples stand. */
  readonly hasGraphs: boolean
}

/** The IRI of the graph that the metadata of a page stands in, where a format has graphs. */
const metadataGraph = (page: string): NamedNode => iri(`${page}#metadata`)

/**
 * Metadata and controls of a page (Triple Pattern Fragments §4, Quad Pattern Fragments): how many matches there are,
 * where the other pages are, and by which form every other fragment can be asked for. In a format without graphs the
 * form has no graph, and the data is that of the default graph.
 */
export function fragmentControls(of: FragmentPage): Quad[] {
  const graph = of.hasGraphs ? metadataGraph(of.page) : undefined
  const [dataset, fragment, page] = [iri(`${of.base}dataset`), iri(of.fragment), iri(of.page)]
  const form = iri(`${of.base}fragments#form`)
  const say = (subject: NamedNode, predicate: string, object: Quad['object']): Quad =>
    quad(subject, sharedIri(predicate), object, graph)
  const typeOf = (subject: NamedNode, type: string) => say(subject, `${RDF}type`, sharedIri(type))
  const link = (name: string, to: string | undefined) =>
    to === undefined ? [] : [say(page, HYDRA + name, iri(to))]
  const names = fragmentParameters.filter(name => of.hasGraphs || name !== 'graph')
  const mappingOf = (name: string) => iri(`${of.base}fragments#${name}`)
  const isFirst = of.fragment === of.page
  const counted = (subject: NamedNode) => [
    say(subject, `${VOID}triples`, integer(of.total)),
    say(subject, `${HYDRA}totalItems`, integer(of.total))
  ]
  return [
    ...(graph ? [say(graph, `${FOAF}primaryTopic`, dataset)] : []),
    // Clients find the dataset, and by it the metadata, by the page that is a subset of it.
    say(dataset, `${VOID}subset`, page),
    typeOf(dataset, `${VOID}Dataset`),
    typeOf(dataset, `${HYDRA}Collection`),
    ...(of.hasGraphs ? [say(dataset, `${SD}defaultGraph`, sharedIri(defaultGraphIri))] : []),
    say(dataset, `${HYDRA}search`, form),
    typeOf(form, `${HYDRA}IriTemplate`),
    say(form, `${HYDRA}template`, text(`${of.base}fragments{?${names.join(',')}}`)),
    say(form, `${HYDRA}variableRepresentation`, sharedIri(`${HYDRA}ExplicitRepresentation`)),
    ...names.map(name => say(form, `${HYDRA}mapping`, mappingOf(name))),
    ...names.flatMap(name => {
      const mapping = mappingOf(name)
      return [
        typeOf(mapping, `${HYDRA}IriTemplateMapping`),
        say(mapping, `${HYDRA}variable`, text(name)),
        say(mapping, `${HYDRA}property`, sharedIri(places[name]))
      ]
    }),
    typeOf(fragment, `${HYDRA}Collection`),
    say(fragment, `${DCTERMS}source`, dataset),
    say(fragment, `${HYDRA}view`, page),
    ...counted(fragment),
    typeOf(page, `${HYDRA}PartialCollectionView`),
    ...(isFirst ? [] : counted(page)),
    say(page, `${HYDRA}itemsPerPage`, integer(of.pageSize)),
    ...link('first', of.first),
    ...link('previous', of.previous),
    ...link('next', of.next),
    ...link('last', of.last)
  ]
}
