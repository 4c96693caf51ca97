import path from 'node:path'
import { QueryEngine } from '@comunica/query-sparql'
import jsonld from 'jsonld'
import * as n3 from 'n3'
import * as rdflib from 'rdflib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { iri, quadLine, RDF, WIKIBASE } from '../src/rdf/rdf.ts'
import { publishedFixture } from './fixtures/published.ts'

let server: Serving
let entity: string

beforeAll(async () => {
  // The dataset's IRIs must be the server's: take a free port first, then publish under it.
  const probe = await serve(await publishedFixture(), { port: 0 })
  await probe.close()
  const published = await publishedFixture(`http://127.0.0.1:${probe.port}/`)
  server = await serve(published, { port: probe.port, threads: 1 })
  entity = `${server.url}entity/Q318693`
})
afterAll(() => server.close())

const document = async (accept: string): Promise<string> => {
  const response = await fetch(entity, { headers: { Accept: accept } })
  expect(response.status).toBe(200)
  return response.text()
}

/** A graph as sorted lines of canonical N-Triples: without blank nodes, equal lines are equal graphs. */
const linesOf = (quads: Iterable<Parameters<typeof quadLine>[0]>): string[] =>
  [...new Set([...quads].map(quadLine))].sort()

const linesOfN3 = (text: string, format: string): string[] => linesOf(new n3.Parser({ format }).parse(text))

// rdflib's terms are RDF/JS terms but for the graph, which names the document they came from.
const linesOfStore = (store: rdflib.Store): string[] =>
  linesOf(
    store.statements.map(({ subject, predicate, object }) =>
      n3.DataFactory.quad(subject as never, predicate as never, object as never)
    )
  )

describe('every format of an entity document is the same graph', () => {
  let expected: string[]
  beforeAll(async () => {
    expected = linesOfN3(await document('text/turtle'), 'text/turtle')
    expect(expected.length).toBeGreaterThan(50)
    expect(expected.filter(line => line.includes('_:'))).toEqual([])
  })

  test.each(['application/n-triples', 'application/n-quads', 'application/trig'])(
    '%s, read by n3',
    async format => {
      expect(linesOfN3(await document(format), format)).toEqual(expected)
    }
  )

  test('text/turtle, read by rdflib', async () => {
    const store = rdflib.graph()
    rdflib.parse(await document('text/turtle'), store, entity, 'text/turtle')
    expect(linesOfStore(store)).toEqual(expected)
  })

  test('application/rdf+xml, read by rdflib', async () => {
    const store = rdflib.graph()
    rdflib.parse(await document('application/rdf+xml'), store, entity, 'application/rdf+xml')
    expect(linesOfStore(store)).toEqual(expected)
  })

  test('application/ld+json, read by jsonld', async () => {
    const quads = (await jsonld.toRDF(JSON.parse(await document('application/ld+json')), {
      format: 'application/n-quads'
    })) as unknown as string
    expect(linesOfN3(quads, 'application/n-quads')).toEqual(expected)
  })

  test('the JSON-LD inside the page, read by jsonld', async () => {
    const page = await document('text/html')
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? []
    const quads = (await jsonld.toRDF(JSON.parse(json), {
      format: 'application/n-quads'
    })) as unknown as string
    expect(linesOfN3(quads, 'application/n-quads')).toEqual(expected)
  })
})

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of items) count += 1
  return count
}

describe('every profile of JSON-LD, read by jsonld', () => {
  const linesIn = async (profile: string): Promise<string[]> => {
    const iri = `http://www.w3.org/ns/json-ld#${profile}`
    const text = await document(`application/ld+json;profile="${iri}"`)
    const quads = (await jsonld.toRDF(JSON.parse(text), {
      format: 'application/n-quads'
    })) as unknown as string
    return linesOfN3(quads, 'application/n-quads')
  }

  test.each(['expanded', 'compacted', 'flattened'])('%s is the same graph', async profile => {
    expect(await linesIn(profile)).toEqual(linesOfN3(await document('text/turtle'), 'text/turtle'))
  })

  test('framed is what hangs together with the entity, and says nothing else', async () => {
    const all = linesOfN3(await document('text/turtle'), 'text/turtle')
    const framed = await linesIn('framed')
    expect(framed.filter(line => !all.includes(line))).toEqual([])
    // What only predicates mention has no place in a tree.
    const left = all.filter(line => !framed.includes(line))
    expect(left.filter(line => !/^<[^>]*\/(?:entity\/P\d+|property\/\w+)> /.test(line))).toEqual([])
  })
})

describe('the documents of the seeds in RDF/XML', async () => {
  const published = await openPublished(path.join(import.meta.dirname, '../out'))
  const app = createApp(published)
  const { base } = published.manifest
  const items = published.store.match(null, iri(`${RDF}type`), iri(`${WIKIBASE}Item`))
  const ids = [...items].map(({ subject }) => subject.value.slice(`${base}entity/`.length))

  test('are read by rdflib as their Turtle', async () => {
    expect(ids.length).toBeGreaterThan(20)
    for (const id of ids) {
      const read = async (extension: string, mediaType: string): Promise<string[]> => {
        const response = await app.request(`/data/${id}.${extension}`)
        const store = rdflib.graph()
        rdflib.parse(await response.text(), store, base, mediaType)
        return linesOfStore(store)
      }
      const [xml, turtle] = [await read('rdf', 'application/rdf+xml'), await read('ttl', 'text/turtle')]
      // No document has blank nodes, so isomorphic is equal.
      expect([id, turtle.join().includes('_:')]).toEqual([id, false])
      expect(xml, id).toEqual(turtle)
    }
  })
})

describe('clients that follow an IRI', () => {
  const label = 'http://www.w3.org/2000/01/rdf-schema#label'

  test("rdflib's fetcher loads the entity", async () => {
    const store = rdflib.graph()
    await rdflib.fetcher(store, {}).load(entity)
    expect(store.each(rdflib.sym(entity), rdflib.sym(label)).map(term => term.value)).toContain(
      'Collective Security Treaty Organization'
    )
    expect(
      store.each(rdflib.sym(entity), rdflib.sym('http://www.wikidata.org/prop/direct/P527'))
    ).toHaveLength(6)
  })

  test('Comunica loads the entity, and follows it to its parts', async () => {
    const engine = new QueryEngine()
    const query = `SELECT ?l { <${entity}> <http://www.wikidata.org/prop/direct/P527> ?m . ?m <${label}> ?l }`
    const bindings = await engine.queryBindings(query, { sources: [entity] })
    expect(await countOf(bindings as unknown as AsyncIterable<unknown>)).toBe(6)
  })

  test('Comunica asks the SPARQL endpoint', async () => {
    const engine = new QueryEngine()
    const query = `SELECT ?l { <${entity}> <http://www.wikidata.org/prop/direct/P527> ?m . ?m <${label}> ?l }`
    const bindings = await engine.queryBindings(query, {
      sources: [{ type: 'sparql', value: `${server.url}sparql` }]
    })
    expect(await countOf(bindings as unknown as AsyncIterable<unknown>)).toBe(6)
  })

  test("jsonld's document loader follows the entity to its JSON-LD", async () => {
    const [node] = (await jsonld.expand(entity as never)) as unknown as { '@id'?: string }[]
    expect(node?.['@id']).toBe(entity)
  })
})

test('the application needs no host: the same documents come from its requests alone', async () => {
  const app = createApp(await publishedFixture(server.url))
  const alone = await app.request(`${entity.replace('/entity/', '/data/')}.ttl`)
  expect(await alone.text()).toBe(await document('text/turtle'))
})
