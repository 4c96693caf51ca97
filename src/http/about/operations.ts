import { formats } from '../../rdf/rdf.ts'
import {
  type Operation,
  type OperationAnswer,
  type OperationParameter,
  type OperationRow,
  rdfTypes as rdf,
  sent
} from './operation.ts'
import { pageOperations } from './page-operations.ts'
import { sparqlOperations } from './sparql-operations.ts'

/** Values for examples, which depend on the dataset. */
export interface Examples {
  /** The name of an entity's documents. */
  readonly entity: string
  readonly label: string
  readonly query: string
  /** The version of the dataset. */
  readonly version: string
  readonly dump: string
  readonly dumpType: string
}

const documents = [...rdf, 'text/html']
const json = ['application/json']
const seeOther: OperationAnswer = { says: 'Where the document is that fits Accept' }
const extension: OperationParameter = {
  says: 'The format, whatever Accept says',
  values: formats.map(format => format.extension),
  example: 'ttl'
}
/** All that can be asked, in the order of the description. */
export function operationsOf({ entity, label, query, version, dump, dumpType }: Examples): Operation[] {
  const term = (place: string, example?: string): OperationParameter => ({
    says: `${place}: an IRI, bare or in <>, a literal such as "Moscow"@en or "5"^^<…>, a ?variable, or nothing for any`,
    ...(example !== undefined && { example })
  })
  const name: OperationParameter = {
    says: 'The id of an entity, or the path below the base of anything else',
    example: entity
  }
  const lang: OperationParameter = {
    says: 'The language of names, as a BCP 47 tag, before those of Accept-Language',
    example: 'en'
  }
  const page: OperationParameter = { says: 'Which page, from 1', isNumber: true, example: '1' }
  const all: OperationRow[] = [
    {
      path: '',
      id: 'home',
      summary: 'The home page; for machines the dataset',
      parameters: { lang },
      answers: { ...sent('The home page', ['text/html']), 303: seeOther },
      faults: [400, 406]
    },
    {
      path: 'dataset',
      id: 'dataset',
      summary: 'The dataset itself',
      answers: { 303: seeOther },
      faults: [406]
    },
    {
      routes: formats.map(format => `dataset.${format.extension}`),
      path: 'dataset.{extension}',
      id: 'datasetDescription',
      summary: 'What the dataset is, in VoID and DCAT',
      parameters: { extension },
      answers: sent('The description', rdf),
      faults: [400, 404]
    },
    {
      path: '.well-known/void',
      id: 'wellKnownVoid',
      summary: 'From the host to the description of the dataset (VoID §7.2)',
      isOfHost: true,
      answers: { 303: seeOther },
      faults: [406]
    },
    {
      path: 'croissant.json',
      id: 'croissant',
      summary: 'The dataset as Croissant has it, for programs that learn from data',
      answers: sent('The description', ['application/ld+json'])
    },
    {
      routes: ['*'],
      path: 'entity/{name}',
      id: 'entity',
      summary: 'An entity, or anything else that the dataset has an IRI for',
      parameters: { name },
      answers: { 301: { says: 'The one spelling of this address' }, 303: seeOther },
      faults: [400, 404, 406]
    },
    {
      routes: ['data/*'],
      path: 'data/{name}.{extension}',
      id: 'entityDocument',
      summary: 'The description of an entity',
      parameters: {
        name,
        extension,
        profile: {
          says: 'The form of JSON-LD, by its short name or its IRI, in place of one in Accept',
          values: ['expanded', 'compacted', 'flattened', 'framed']
        }
      },
      answers: { ...sent('The description', rdf), 301: { says: 'The one spelling of this address' } },
      faults: [400, 404, 406]
    },
    {
      routes: ['page/*'],
      path: 'page/{name}',
      id: 'entityPage',
      summary: 'The description of an entity for people, with its JSON-LD inside',
      parameters: {
        name,
        lang,
        page: { says: 'The page of a source that has several, counted from 1' },
        ref: {
          says: 'A reference, by the last part of its IRI: leads to the page of its source that it is on'
        }
      },
      answers: {
        ...sent('The page', ['text/html']),
        301: { says: 'The one spelling of this address' },
        303: { says: 'The page of the source with the reference' }
      },
      faults: [400, 404]
    },
    {
      routes: ['wd/:id'],
      path: 'wd/{id}',
      id: 'fromWikidata',
      summary: 'From an item of Wikidata to the entity',
      parameters: { id: { says: 'The id of the item', example: /^Q\d+$/.test(entity) ? entity : 'Q42' } },
      answers: { 303: { says: 'Where the entity is' } },
      faults: [400, 404]
    },
    {
      path: 'search',
      id: 'search',
      summary: 'What is called so, in any language',
      parameters: {
        q: { says: 'Words of a name, the last perhaps only begun', example: label, required: true },
        lang: { says: 'The language whose names come first, as a BCP 47 tag', example: 'en' },
        limit: { says: 'How many to give, 1 to 100', isNumber: true, example: '5' }
      },
      answers: sent('What was found, the best first', [
        ...json,
        'application/x-suggestions+json',
        'text/html'
      ]),
      faults: [400, 406, 413]
    },
    ...pageOperations({ entity, name, lang, page }),
    {
      path: 'search/properties',
      id: 'searchProperties',
      summary: 'The properties that are called so, with their predicates as queries write them',
      parameters: {
        q: {
          says: 'Words of a name, the last perhaps only begun, or the beginning of an id; without it all'
        },
        lang: { says: 'The language whose names come first, as a BCP 47 tag', example: 'en' },
        limit: { says: 'How many to give, 1 to 100', isNumber: true, example: '5' }
      },
      answers: sent('What was found, the best first', json),
      faults: [400, 406, 413]
    },
    ...sparqlOperations(query),
    {
      path: 'why',
      id: 'why',
      summary: 'Who says a fact, in which words, and what became of it and of its rivals',
      parameters: {
        subject: { says: 'A QID, an IRI, or what it is called', example: entity, required: true },
        property: { says: 'A P-id, an IRI, a label or a key; without it all properties are listed' },
        value: { says: 'An id, a name, a text, a date or a number; without it all values are told' }
      },
      answers: sent('The reasons', json),
      faults: [400, 404, 406, 413]
    },
    {
      path: 'fragments',
      id: 'fragments',
      summary: 'What matches a quad pattern, a page at a time (Triple and Quad Pattern Fragments)',
      parameters: {
        subject: term('The subject'),
        predicate: term('The predicate', 'http://www.w3.org/2000/01/rdf-schema#label'),
        object: term('The object'),
        graph: term('The graph; urn:ldf:defaultGraph is the default graph'),
        page
      },
      answers: sent('A page, with its count and controls', documents),
      faults: [400, 404, 406]
    },
    {
      routes: ['dump/*'],
      path: 'dump/{file}',
      id: 'dump',
      summary: 'A file of the whole dataset, or a range of it',
      parameters: { file: { says: 'The name of the file', example: dump } },
      answers: {
        ...sent('The file', [dumpType]),
        206: { says: 'The range that was asked for', types: [dumpType] }
      },
      faults: [400, 404, 416]
    },
    {
      routes: ['version/:version'],
      path: 'version/{version}',
      id: 'version',
      summary: 'A version of the dataset',
      parameters: { version: { says: 'Its name', example: version } },
      answers: sent('What there is to say of it', rdf),
      faults: [400, 404, 406]
    },
    {
      routes: ['version/*'],
      path: 'version/{version}/data/{name}.{extension}',
      id: 'memento',
      summary: 'The description of an entity as it was in a version (Memento, RFC 7089)',
      needsHistory: true,
      parameters: {
        version: { says: 'The name of a version that is kept', example: version },
        name,
        extension
      },
      answers: { ...sent('The description', rdf), 303: seeOther },
      faults: [400, 404, 406]
    },
    {
      routes: ['timemap/*'],
      path: 'timemap/data/{name}.{extension}',
      id: 'timeMap',
      summary: 'The versions of a document (RFC 7089)',
      needsHistory: true,
      parameters: { name, extension },
      answers: sent('The list', ['application/link-format']),
      faults: [400, 404]
    },
    {
      path: 'feed',
      id: 'feed',
      summary: 'What versions changed, the newest page (Linked Data Event Streams)',
      needsHistory: true,
      answers: { ...sent('The page', rdf), 303: seeOther },
      faults: [404, 406]
    },
    {
      routes: ['feed/:page'],
      path: 'feed/{page}',
      id: 'feedPage',
      summary: 'A page of what versions changed',
      needsHistory: true,
      parameters: { page: { says: 'Its number, from 1', isNumber: true, example: '1' } },
      answers: sent('The page', rdf),
      faults: [400, 404, 406]
    },
    {
      path: 'ontology',
      id: 'ontology',
      summary: 'The vocabulary',
      parameters: { lang },
      answers: sent('The vocabulary', documents),
      faults: [400, 406]
    },
    {
      path: 'shapes',
      id: 'shapes',
      summary: 'What everything looks like, in SHACL',
      parameters: { lang },
      answers: sent('The shapes', documents),
      faults: [400, 406]
    },
    {
      path: 'context.jsonld',
      id: 'context',
      summary: 'The JSON-LD context',
      answers: sent('The context', ['application/ld+json'])
    },
    {
      path: 'frame.jsonld',
      id: 'frame',
      summary: 'The frame of framed JSON-LD',
      answers: sent('The frame', ['application/ld+json'])
    },
    {
      routes: ['problem/:code'],
      path: 'problem/{code}',
      id: 'problem',
      summary: 'What the type of problem details leads to',
      parameters: { code: { says: 'The code of the problem', example: 'not-found' } },
      answers: sent('A page about the problem', ['text/html']),
      faults: [400, 404]
    },
    {
      path: 'mcp',
      id: 'mcp',
      summary: 'Tools for language models: search, describe, query, why (Model Context Protocol)',
      method: 'post',
      bodies: { 'application/json': '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' },
      answers: {
        200: { says: 'The answer, in JSON-RPC', types: ['application/json', 'text/event-stream'] },
        202: { says: 'A notification was taken' },
        400: { says: 'The message is none of the protocol', types: json },
        406: { says: 'The client must accept both types', types: json },
        413: { says: 'The message is too long', types: json },
        415: { says: 'The message is not JSON', types: json }
      },
      faults: [403, 429, 503]
    },
    {
      path: 'openapi.json',
      id: 'openapi',
      summary: 'This description',
      answers: sent('The description', json)
    },
    {
      path: 'llms.txt',
      id: 'llms',
      summary: 'What the dataset is and how to ask it, for language models',
      answers: sent('Markdown', ['text/plain'])
    },
    {
      path: 'sitemap.xml',
      id: 'sitemap',
      summary: 'The index of the sitemap',
      answers: sent('The index', ['application/xml'])
    },
    {
      routes: ['sitemap/*'],
      path: 'sitemap/{part}.xml',
      id: 'sitemapPart',
      summary: 'A part of the sitemap',
      parameters: { part: { says: 'Its number, from 1', isNumber: true, example: '1' } },
      answers: sent('Addresses of pages', ['application/xml']),
      faults: [400, 404]
    },
    {
      path: 'robots.txt',
      id: 'robots',
      summary: 'What crawlers may follow',
      answers: sent('The rules', ['text/plain'])
    },
    {
      path: 'style.css',
      id: 'style',
      summary: 'How the pages look',
      answers: { 200: { says: 'The stylesheet', types: ['text/css'] } }
    },
    {
      path: 'favicon.svg',
      id: 'icon',
      summary: 'The sign of the site',
      answers: { 200: { says: 'The picture', types: ['image/svg+xml'] } }
    },
    {
      path: 'land.svg',
      id: 'land',
      summary: 'The land of the earth, equirectangular, which maps are drawn on',
      answers: { 200: { says: 'The picture', types: ['image/svg+xml'] } }
    },
    {
      routes: ['assets/:name'],
      path: 'assets/{name}',
      id: 'script',
      summary: 'What the pages run in a browser',
      parameters: { name: { says: 'The name of the script', example: 'site.js' } },
      answers: {
        ...sent('The script', ['text/javascript']),
        301: { says: 'The one spelling of this address' }
      },
      faults: [400, 404]
    },
    {
      path: 'metrics',
      id: 'metrics',
      summary: 'What the site counts of its own work, as Prometheus reads it',
      answers: { 200: { says: 'The metrics', types: ['text/plain'] } },
      faults: [404]
    },
    {
      path: 'healthz',
      id: 'health',
      summary: 'Whether the site answers',
      answers: { 200: { says: 'It does', types: ['text/plain', ...json] } },
      faults: [406]
    }
  ]
  return all.map(row => ({ method: 'get', routes: [row.path], parameters: {}, faults: [], ...row }))
}
