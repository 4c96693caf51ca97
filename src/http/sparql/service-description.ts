import { extensionFunctions, type Identity, resultFormats } from '../../query/query.ts'
import {
  DCTERMS,
  defaultGraph,
  formats,
  integer,
  iri,
  langText,
  type Quad,
  quad,
  RDF,
  RDFS,
  SD,
  VOID
} from '../../rdf/rdf.ts'
import { namedGraphs } from '../../store/store.ts'
import type { Published } from '../published.ts'
import { endpoints } from './endpoints.ts'

/** Prefixes of a service description beyond those of the dataset. */
const servicePrefixes = {
  sd: SD,
  format: 'http://www.w3.org/ns/formats/',
  ent: 'http://www.w3.org/ns/entailment/'
}

/** How many named graphs a description lists; a dataset has one for each of its sources. */
const mostGraphs = 1000

/**
 * What an endpoint says of itself (SPARQL 1.1 Service Description): what is served and nothing else, so there is no
 * update, and federation only where other endpoints may be asked.
 */
export function serviceDescription(
  { manifest, store }: Pick<Published, 'manifest' | 'store'>,
  identity: Identity
): Quad[][] {
  const { base, title, language, license, federation = [] } = manifest
  const service = iri(base + endpoints[identity])
  const dataset = iri(`${base}dataset`)
  const [a, triples] = [iri(`${RDF}type`), iri(`${VOID}triples`)]
  const sd = (name: string) => iri(SD + name)
  const part = (name: string) => iri(`${service.value}#${name}`)
  const { count, graphs } = namedGraphs(store, mostGraphs)
  const isFederated = federation.length > 0
  const written = [...resultFormats.map(format => format.iri), ...formats.map(format => format.iri)]
  return [
    [
      quad(service, a, sd('Service')),
      quad(service, iri(`${RDFS}label`), langText(`SPARQL endpoint of: ${title}`, language)),
      ...(license ? [quad(service, iri(`${DCTERMS}license`), iri(license))] : []),
      quad(service, sd('endpoint'), service),
      // Each is the whole of the language (§3.4.1): what 1.0 can ask, 1.1 can.
      ...['SPARQL10Query', 'SPARQL11Query'].map(name => quad(service, sd('supportedLanguage'), sd(name))),
      ...written.map(format => quad(service, sd('resultFormat'), iri(format))),
      ...(isFederated ? [quad(service, sd('feature'), sd('BasicFederatedQuery'))] : []),
      ...extensionFunctions.map(name => quad(service, sd('extensionFunction'), iri(name))),
      quad(service, sd('defaultEntailmentRegime'), iri(`${servicePrefixes.ent}Simple`)),
      quad(service, sd('defaultDataset'), dataset)
    ],
    [
      quad(dataset, a, sd('Dataset')),
      quad(dataset, a, iri(`${VOID}Dataset`)),
      quad(dataset, iri(`${DCTERMS}title`), langText(title, language)),
      ...(count > graphs.length
        ? [
            quad(
              dataset,
              iri(`${RDFS}comment`),
              langText(`${graphs.length} of ${count} named graphs are listed here.`, 'en')
            )
          ]
        : []),
      quad(dataset, sd('defaultGraph'), part('default-graph')),
      ...graphs.map((_, i) => quad(dataset, sd('namedGraph'), part(`named-graph-${i + 1}`)))
    ],
    [
      quad(part('default-graph'), a, sd('Graph')),
      quad(part('default-graph'), triples, integer(store.count(null, null, null, defaultGraph)))
    ],
    ...graphs.map((graph, i) => {
      const [named, content] = [part(`named-graph-${i + 1}`), part(`graph-${i + 1}`)]
      return [
        quad(named, a, sd('NamedGraph')),
        quad(named, sd('name'), iri(graph.name)),
        quad(named, sd('graph'), content),
        quad(content, a, sd('Graph')),
        quad(content, triples, integer(graph.triples))
      ]
    }),
    extensionFunctions.map(name => quad(iri(name), a, sd('Function')))
  ]
}

/** All prefixes that a service description may use. */
export const servicePrefixesOf = (dataset: Readonly<Record<string, string>>): Record<string, string> => ({
  ...dataset,
  ...servicePrefixes
})
