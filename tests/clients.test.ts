import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
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
/** What was asked for, as paths with their parameters, since a test began to look. */
let asked: string[] = []

beforeAll(async () => {
  // The dataset's IRIs must be the server's: take a free port first, then publish under it.
  const probe = await serve(await publishedFixture(), { port: 0 })
  await probe.close()
  const published = await publishedFixture(`http://127.0.0.1:${probe.port}/`)
  server = await serve(published, {
    port: probe.port,
    threads: 1,
    before: site => request => {
      asked.push(request.url.slice(server.url.length - 1))
      return site(request)
    }
  })
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
    // Abstracts stand on the page as text, and in schema.org works alone have any.
    const inPage = expected.filter(line => !line.includes('<http://schema.org/abstract>'))
    expect(inPage.length).toBeLessThan(expected.length)
    const quads = (await jsonld.toRDF(JSON.parse(json), {
      format: 'application/n-quads'
    })) as unknown as string
    expect(linesOfN3(quads, 'application/n-quads')).toEqual(inPage)
  })
})

describe('every format of a fragment has the same data', () => {
  const address = () => `${server.url}fragments?subject=${encodeURIComponent(entity)}`
  const controls = /fragments|\/dataset>/
  const data = (lines: readonly string[]) => lines.filter(line => !controls.test(line))
  const text = async (accept: string) => (await fetch(address(), { headers: { Accept: accept } })).text()

  test('without graphs', async () => {
    const turtle = linesOfN3(await text('text/turtle'), 'text/turtle')
    expect(data(turtle).length).toBeGreaterThan(10)
    expect(linesOfN3(await text('application/n-triples'), 'application/n-triples')).toEqual(turtle)
    const store = rdflib.graph()
    rdflib.parse(await text('application/rdf+xml'), store, address(), 'application/rdf+xml')
    expect(linesOfStore(store)).toEqual(turtle)
    const quads = await jsonld.toRDF(JSON.parse(await text('application/ld+json')), {
      format: 'application/n-quads'
    })
    expect(linesOfN3(quads as unknown as string, 'application/n-quads')).toEqual(turtle)
  })

  test('with graphs', async () => {
    const trig = linesOfN3(await text('application/trig'), 'application/trig')
    expect(linesOfN3(await text('application/n-quads'), 'application/n-quads')).toEqual(trig)
    const triples = linesOfN3(await text('text/turtle'), 'text/turtle')
    expect(trig).toEqual(expect.arrayContaining(data(triples)))
  })
})

/** Values of a variable in an answer of Comunica, sorted. */
async function valuesOf(
  query: string,
  name: string,
  sources: readonly (string | { type: string; value: string })[]
): Promise<string[]> {
  const bindings = await new QueryEngine().queryBindings(query, { sources: sources as [string] })
  const values: string[] = []
  for await (const row of bindings as unknown as AsyncIterable<{ get(name: string): { value: string } }>)
    values.push(row.get(name).value)
  return values.sort()
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

  test("jsonld's document loader follows the entity to its JSON-LD", async () => {
    const [node] = (await jsonld.expand(entity as never)) as unknown as { '@id'?: string }[]
    expect(node?.['@id']).toBe(entity)
  })
})

describe('Comunica', () => {
  const members = ['Armenia', 'Belarus', 'Kazakhstan', 'Kyrgyzstan', 'Russia', 'Tajikistan']
  const wdt = 'http://www.wikidata.org/prop/direct/'
  const rdfs = 'http://www.w3.org/2000/01/rdf-schema#'
  const ask = (): string =>
    `SELECT ?l { <${entity}> <${wdt}P527> ?m . ?m <${rdfs}label> ?l FILTER(LANG(?l) = "en") }`
  /** Runs what asks, and gives the paths that were asked for meanwhile. */
  const watched = async (run: () => Promise<void>): Promise<string[]> => {
    asked = []
    await run()
    return asked
  }

  test('loads the entity', async () => {
    const paths = await watched(async () => {
      const query = `SELECT ?m { <${entity}> <${wdt}P527> ?m }`
      expect(await valuesOf(query, 'm', [entity])).toHaveLength(6)
    })
    expect(paths[0]).toBe('/entity/Q318693')
    expect(paths.filter(path => /^\/(?:sparql|fragments)/.test(path))).toEqual([])
  })

  test.each([
    ['that it is told of', { type: 'sparql' }],
    ['by its address alone', {}]
  ])('asks the SPARQL endpoint %s', async (_, type) => {
    const value = `${server.url}sparql`
    const paths = await watched(async () => {
      const source = 'type' in type ? { ...type, value } : value
      expect(await valuesOf(ask(), 'l', [source as string])).toEqual(members)
    })
    expect(new Set(paths.map(path => path.replace(/\?.*/, '')))).toEqual(new Set(['/sparql']))
  })

  test('recognises the fragments by their form, and joins them itself', async () => {
    const paths = await watched(async () => {
      expect(await valuesOf(ask(), 'l', [`${server.url}fragments`])).toEqual(members)
    })
    expect(paths[0]).toBe('/fragments')
    expect(paths.length).toBeGreaterThan(2)
    expect(paths.filter(path => !path.startsWith('/fragments'))).toEqual([])
    const parameters = paths.map(path => new URLSearchParams(path.slice('/fragments?'.length)))
    expect(
      parameters.some(
        of => of.get('predicate') === `${wdt}P527` && of.get('graph') === 'urn:ldf:defaultGraph'
      )
    ).toBe(true)
  })

  test('follows the pages of a fragment to the end, and counts what the endpoint counts', async () => {
    const count = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
    const [expected] = await valuesOf(count, 'n', [{ type: 'sparql', value: `${server.url}sparql` }])
    expect(Number(expected)).toBeGreaterThan(100)
    const paths = await watched(async () => {
      expect(await valuesOf(count, 'n', [`${server.url}fragments`])).toEqual([expected])
    })
    expect(paths.filter(path => path.endsWith('page=2'))).toHaveLength(1)
  })

  test('finds named graphs and literals in fragments', async () => {
    const sources = [`${server.url}fragments`]
    const graphs = 'SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }'
    const same = [{ type: 'sparql', value: `${server.url}sparql` }]
    const expected = await valuesOf(graphs, 'g', same)
    expect(expected.length).toBeGreaterThan(1)
    expect(await valuesOf(graphs, 'g', sources)).toEqual(expected)
    const inOne = `SELECT ?s { GRAPH <${expected[0]}> { ?s ?p ?o } }`
    expect(await valuesOf(inOne, 's', sources)).toEqual(await valuesOf(inOne, 's', same))
    const named = `SELECT ?s { ?s <${rdfs}label> "Armenia"@en }`
    expect(await valuesOf(named, 's', sources)).toEqual([`${server.url}entity/Q399`])
    const abstract = `SELECT ?a { ?s <http://schema.org/abstract> ?a . ?s <http://schema.org/abstract> ?a }`
    expect(await valuesOf(abstract, 'a', sources)).toEqual(await valuesOf(abstract, 'a', same))
  })

  test('joins the dataset with itself over three interfaces', async () => {
    const sources = [entity, `${server.url}fragments`, { type: 'sparql', value: `${server.url}sparql` }]
    expect([...new Set(await valuesOf(ask(), 'l', sources))]).toEqual(members)
  })
})

describe('programs of Debian', () => {
  const execute = promisify(execFile)
  /** What a program prints; undefined where it is not installed. */
  const printed = async (program: string, ...args: string[]): Promise<string | undefined> => {
    try {
      return (await execute(program, args, { maxBuffer: 1 << 26 })).stdout
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const without = (program: string, debian = program) => `${program} is not installed (Debian: ${debian})`

  test('rapper follows the entity, and guesses what it gets', async ({ skip }) => {
    const lines = await printed('rapper', '-q', '-g', '-o', 'ntriples', entity)
    if (lines === undefined) return skip(without('rapper', 'raptor2-utils'))
    const expected = linesOfN3(await document('text/turtle'), 'text/turtle')
    expect(linesOfN3(lines, 'application/n-triples')).toEqual(expected)
  })

  test.for(['turtle', 'rdfxml', 'ntriples', 'nquads', 'trig'])(
    'rapper asks for %s',
    async (format, { skip }) => {
      for (const address of [
        entity,
        `${server.url}dataset`,
        `${server.url}fragments`,
        `${server.url}ontology`
      ]) {
        const lines = await printed('rapper', '-q', '-i', format, '-o', 'ntriples', address)
        if (lines === undefined) return skip(without('rapper', 'raptor2-utils'))
        expect([address, linesOfN3(lines, 'application/n-triples').length > 0]).toEqual([address, true])
      }
    }
  )

  test('curl gets what it accepts, asks with a form, and takes a dump up again', async ({ skip }) => {
    const turtle = await printed('curl', '-sSfL', '-H', 'Accept: text/turtle', entity)
    if (turtle === undefined) return skip(without('curl'))
    expect(turtle).toBe(await document('text/turtle'))
    const csv = await printed(
      'curl',
      ...['-sSf', '-H', 'Accept: text/csv', '--data-urlencode'],
      `query=SELECT ?m { <${entity}> wdt:P527 ?m }`,
      `${server.url}sparql`
    )
    expect(csv?.trimEnd().split('\r\n')).toHaveLength(7)
    const dump = `${server.url}dump/dataset.nt`
    const whole = await printed('curl', '-sSf', dump)
    const rest = await printed('curl', '-sSf', '-r', '1000-', dump)
    expect(rest).toBe(
      Buffer.from(whole ?? '')
        .subarray(1000)
        .toString()
    )
    expect(await printed('curl', '-sSfI', dump)).toMatch(/^HTTP\/1.1 200 OK/)
    await expect(execute('curl', ['-sSf', `${server.url}entity/Q999999999`])).rejects.toMatchObject({
      code: 22
    })
  })
})

test('the application needs no host: the same documents come from its requests alone', async () => {
  const app = createApp(await publishedFixture(server.url))
  const alone = await app.request(`${entity.replace('/entity/', '/data/')}.ttl`)
  expect(await alone.text()).toBe(await document('text/turtle'))
})
