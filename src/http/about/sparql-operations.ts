import { viewNames } from '../../pages/pages.ts'
import { type Identity, resultFormats } from '../../query/query.ts'
import { formats } from '../../rdf/rdf.ts'
import { endpoints } from '../sparql/endpoints.ts'
import { type OperationParameter, type OperationRow, rdfTypes } from './operation.ts'

const parameters: Readonly<Record<string, OperationParameter>> = {
  format: {
    says: 'The format of the answer, before Accept',
    values: [...[...resultFormats, ...formats].map(format => format.extension), 'html']
  },
  'default-graph-uri': { says: 'A graph to ask, in place of those of FROM', isRepeated: true },
  'named-graph-uri': { says: 'A graph to ask by name, in place of those of FROM NAMED', isRepeated: true },
  explain: {
    says: '1 for how the query is answered, in JSON, in place of the answer',
    values: ['1', 'true']
  },
  view: {
    says: 'How a page shows rows, where their columns fit; else as #defaultView: in the query says',
    values: viewNames
  },
  lang: {
    says: 'The language of [AUTO_LANGUAGE] and of a page, as a BCP 47 tag, before those of Accept-Language',
    example: 'en'
  }
}

const answers = {
  200: {
    says: 'The answer',
    types: [
      ...resultFormats.map(({ mediaTypes }) => mediaTypes[0] ?? ''),
      ...rdfTypes,
      'text/html',
      'application/json'
    ]
  }
}

const faults = [400, 403, 406, 413, 415, 429, 500, 502, 503, 504]

/** What can be asked of the SPARQL endpoints, with this query for an example. */
export const sparqlOperations = (query: string): OperationRow[] => [
  ...ofEndpoint('own', 'sparql', 'Ask by SPARQL (SPARQL 1.1 Protocol)', query),
  ...ofEndpoint(
    'wikidata',
    'sparqlWikidata',
    'The same, with answers that name entities by their Wikidata IRIs',
    query
  )
]

const ofEndpoint = (identity: Identity, id: string, summary: string, query: string): OperationRow[] => [
  {
    path: endpoints[identity],
    id,
    summary,
    parameters: {
      query: { says: 'SPARQL 1.1 or 1.2, read-only', example: query, required: true },
      ...parameters,
      draft: { says: 'Without a query: what stands in the form for people, not run' }
    },
    answers,
    faults
  },
  {
    path: endpoints[identity],
    id: `${id}ByPost`,
    summary: `${summary}; for long queries`,
    method: 'post',
    parameters,
    bodies: {
      'application/sparql-query': query,
      'application/x-www-form-urlencoded': `${new URLSearchParams({ query })}`
    },
    answers,
    faults
  }
]
