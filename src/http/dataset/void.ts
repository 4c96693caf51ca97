import {
  commonPrefixes,
  FOAF,
  formats,
  integer,
  iri,
  namespaceEnd,
  OWL,
  type Quad,
  quad,
  RDF,
  RDFS,
  text,
  VOID
} from '../../rdf/rdf.ts'
import type { DatasetStatistics } from '../../store/store.ts'
import type { Published } from '../published.ts'

const type = iri(`${RDF}type`)
const voidTerm = (name: string) => iri(VOID + name)

/**
 * Counts of a dataset in VoID, said of any node, such as the default graph of a service description: those of the
 * manifest, and those of its statistics where there are some (https://www.w3.org/TR/void/#statistics).
 */
function datasetCounts(node: string, { manifest, statistics }: Published): Quad[] {
  const subject = iri(node)
  const of = (name: string, count: number): Quad => quad(subject, voidTerm(name), integer(count))
  return [
    of('triples', manifest.counts.triples),
    of('entities', manifest.counts.entities),
    ...(statistics
      ? [
          of('distinctSubjects', statistics.distinctSubjects),
          of('distinctObjects', statistics.distinctObjects),
          of('properties', statistics.properties),
          of('classes', statistics.classes)
        ]
      : [])
  ]
}

/** The name of a part of the dataset after what it is a part for: `wdt:P31`, or the whole IRI, escaped. */
function partName(what: string): string {
  const end = namespaceEnd(what)
  const [prefix] =
    Object.entries(commonPrefixes).find(([, namespace]) => namespace === what.slice(0, end)) ?? []
  return prefix === undefined ? encodeURIComponent(what) : `${prefix}:${encodeURIComponent(what.slice(end))}`
}

/** A thing to look at first: what a source is about, else anything that is in Wikidata too. */
function examplesOf({ manifest, store }: Published): string[] {
  const about = manifest.sources.flatMap(source => source.about ?? [])
  const known = [...new Set(about)].filter(entity => store.count(iri(entity)) > 0)
  if (known.length > 0) return known.slice(0, 3)
  for (const { subject } of store.match(null, iri(`${OWL}sameAs`)))
    if (subject.value.startsWith(manifest.base)) return [subject.value]
  return []
}

/**
 * The dataset in VoID (https://www.w3.org/TR/void/): how to get at it, what is in it how often, what it is linked
 * to.
 */
export function voidDescription(published: Published): Quad[] {
  const { manifest, statistics } = published
  const { base, dumps } = manifest
  const dataset = iri(`${base}dataset`)
  const of = (name: string, object: Quad['object']): Quad => quad(dataset, voidTerm(name), object)
  const described = [
    quad(dataset, type, voidTerm('Dataset')),
    ...datasetCounts(dataset.value, published),
    of('uriSpace', text(base)),
    of('sparqlEndpoint', iri(`${base}sparql`)),
    quad(dataset, iri(`${FOAF}homepage`), iri(base)),
    ...examplesOf(published).map(entity => of('exampleResource', iri(entity))),
    ...formats.map(format => of('feature', iri(format.iri))),
    ...dumps.flatMap(({ file, gzip }) =>
      [file, ...(gzip ? [`${file}.gz`] : [])].map(name => of('dataDump', iri(`${base}dump/${name}`)))
    )
  ]
  return statistics ? [...described, ...statisticsQuads(dataset, base, statistics)] : described
}

function statisticsQuads(dataset: Quad['subject'], base: string, statistics: DatasetStatistics): Quad[] {
  const part = (name: string, predicate: string, said: (node: Quad['subject']) => Quad[]): Quad[] => {
    const node = iri(`${base}dataset#${name}`)
    return [quad(dataset, voidTerm(predicate), node), ...said(node)]
  }
  const count = (node: Quad['subject'], name: string, number: number): Quad =>
    quad(node, voidTerm(name), integer(number))
  return [
    ...statistics.vocabularies.map(vocabulary => quad(dataset, voidTerm('vocabulary'), iri(vocabulary))),
    ...statistics.classPartitions.flatMap(({ class: name, entities }) =>
      part(`class-${partName(name)}`, 'classPartition', node => [
        quad(node, voidTerm('class'), iri(name)),
        count(node, 'entities', entities)
      ])
    ),
    ...statistics.propertyPartitions.flatMap(({ property, triples, distinctSubjects, distinctObjects }) =>
      part(`property-${partName(property)}`, 'propertyPartition', node => [
        quad(node, voidTerm('property'), iri(property)),
        count(node, 'triples', triples),
        count(node, 'distinctSubjects', distinctSubjects),
        count(node, 'distinctObjects', distinctObjects)
      ])
    ),
    ...statistics.linksets.flatMap(({ target, predicate, triples }) =>
      part(`links-${partName(predicate)}-${new URL(target).host}`, 'subset', node => [
        quad(node, type, voidTerm('Linkset')),
        quad(node, voidTerm('subjectsTarget'), dataset),
        quad(node, voidTerm('objectsTarget'), iri(wikidataDataset)),
        quad(node, voidTerm('linkPredicate'), iri(predicate)),
        count(node, 'triples', triples),
        quad(iri(wikidataDataset), type, voidTerm('Dataset')),
        quad(iri(wikidataDataset), voidTerm('uriSpace'), text(target)),
        quad(iri(wikidataDataset), iri(`${RDFS}label`), text('Wikidata'))
      ])
    ),
    ...statistics.graphs.flatMap(({ graph, triples }) => [
      quad(dataset, voidTerm('subset'), iri(graph)),
      quad(iri(graph), type, voidTerm('Dataset')),
      count(iri(graph), 'triples', triples)
    ])
  ]
}

/** Wikidata as a dataset is an item of its own. */
const wikidataDataset = 'http://www.wikidata.org/entity/Q2013'
