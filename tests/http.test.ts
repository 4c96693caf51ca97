import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { Representations } from '../src/http/protocol/representations.ts'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { iri, langText, quad } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'
import { compressSeeds } from './compressed-seeds.ts'
import { type Ask, httpContract } from './contracts/http.ts'
import { sparqlContract } from './contracts/sparql.ts'
import { strictSparqlContract } from './contracts/strict-sparql.ts'
import { publishedFixture, writeFixture } from './fixtures/published.ts'

let server: Serving
const ask: Ask = (path, init) => fetch(server.url.slice(0, -1) + path, { redirect: 'manual', ...init })

beforeAll(async () => {
  server = await serve(await publishedFixture(), { port: 0, onInternalError: error => console.error(error) })
})
afterAll(() => server.close())

httpContract('Node', ask)

describe('with threads for queries', () => {
  let threaded: Serving
  beforeAll(async () => {
    const onInternalError = (error: unknown) => console.error(error)
    threaded = await serve(await publishedFixture(), { port: 0, threads: 2, onInternalError })
  })
  afterAll(() => threaded.close())

  const askThreaded: Ask = (address, init) =>
    fetch(threaded.url.slice(0, -1) + address, { redirect: 'manual', ...init })
  sparqlContract('Node with threads', askThreaded)
  strictSparqlContract('Node with threads', askThreaded)
})

describe('the seeds', () => {
  let seeds: Serving
  beforeAll(async () => {
    await compressSeeds()
    seeds = await serve(await openPublished(path.join(import.meta.dirname, '../out')), { port: 0 })
  })
  afterAll(() => seeds.close())

  httpContract('Node', (address, init) =>
    fetch(seeds.url.slice(0, -1) + address, { redirect: 'manual', ...init })
  )
})

describe('paths beyond ASCII', () => {
  test('reach a source whose id is one, in one spelling', async () => {
    const path = '/source/%D0%97%D0%B0%D0%BC%D0%B5%D1%82%D0%BA%D0%B8/CSTO'
    const response = await ask(path, { headers: { Accept: 'text/turtle' } })
    expect([response.status, response.headers.get('location')]).toEqual([303, `/data${path}.ttl`])
    const lower = await ask(path.toLowerCase().replace('csto', 'CSTO'))
    expect([lower.status, lower.headers.get('location')]).toEqual([301, path])
    const document = await ask(`/data${path}.ttl`)
    expect(await document.text()).toContain('CSTO, a note')
    expect(document.headers.get('link')).toMatch(/^[\x20-\x7e]+$/)
  })
})

describe('text that wants to be markup', () => {
  test('stays text on pages and in the data inside them', async () => {
    const page = await (await ask('/page/Q318693')).text()
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? []
    expect(json).not.toMatch(/<!--|<\/script/i)
    expect(JSON.stringify(JSON.parse(json))).toContain('</script><script>alert(1)</script>')
    expect(page).not.toMatch(/href="javascript:/)
    expect(page).toContain('javascript:alert(1)')
  })
})

describe('a base with a path', () => {
  test('has every address below that path', async () => {
    const app = createApp(await publishedFixture('https://example.org/kg/'))
    const ask = (path: string, accept: string) =>
      app.request(`http://other.host${path}`, { headers: { Accept: accept } })
    expect((await ask('/kg', '*/*')).headers.get('location')).toBe('/kg/')
    expect((await ask('/kg/', 'text/html')).status).toBe(200)
    expect((await ask('/kg/entity/Q649', 'text/turtle')).headers.get('location')).toBe('/kg/data/Q649.ttl')
    expect((await ask('/entity/Q649', 'text/turtle')).status).toBe(404)
    expect(await (await ask('/kg/data/Q649.ttl', '*/*')).text()).toContain('<https://example.org/kg/entity/>')
    const page = await (await ask('/kg/page/Q318693', 'text/html')).text()
    expect(page).toContain('href="/kg/page/Q649"')
    expect(page).not.toMatch(/href="\/(?!kg\/)/)
  })
})

describe('limits', () => {
  const limited = async (limits: object, query: string) =>
    createApp(await publishedFixture(), { limits }).request(`/sparql?query=${encodeURIComponent(query)}`)

  test('answer 503 with Retry-After to a query that takes too long', async () => {
    const heavy = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d) }'
    const response = await limited({ timeout: 50 }, heavy)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
    expect(await response.json()).toMatchObject({ code: 'too-slow' })
  })

  test('answer 503, never a part, to an answer that is too large', async () => {
    const response = await limited({ rows: 5 }, 'SELECT * { ?s ?p ?o }')
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'too-large' })
    ])
    expect((await limited({ rows: 5 }, 'SELECT * { ?s ?p ?o } LIMIT 5')).status).toBe(200)
  })

  test('break the connection when they are reached after the first rows', async () => {
    const large = 'SELECT * { ?a ?b ?c . ?d ?e ?f }'
    const response = await limited({ rows: 2000 }, large)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })
})

describe.each([0, 1])('with %i threads for queries', threads => {
  test('an answer that fails after its first rows breaks its connection', async () => {
    const own = await serve(await publishedFixture(), { port: 0, threads, limits: { rows: 3000 } })
    try {
      for (const accept of [
        'text/csv',
        'application/sparql-results+json',
        'application/sparql-results+xml'
      ]) {
        const query = encodeURIComponent('SELECT * { ?a ?b ?c . ?d ?e ?f }')
        const response = await fetch(`${own.url}sparql?query=${query}`, { headers: { Accept: accept } })
        expect([accept, response.status, response.headers.get('content-length')]).toEqual([accept, 200, null])
        await expect(response.text()).rejects.toThrow()
      }
    } finally {
      await own.close()
    }
  })
})

test('a document that is too long for another form of JSON-LD is there as it is', async () => {
  const published = await publishedFixture()
  const subject = iri('http://127.0.0.1:8787/entity/Q1')
  const label = iri('http://www.w3.org/2000/01/rdf-schema#comment')
  const long = Array.from({ length: 1100 }, (_, i) =>
    quad(subject, label, langText(`${i} `.repeat(250), 'en'))
  )
  const app = createApp({ ...published, store: storeOf(long) })
  const [plain, framed] = await Promise.all(
    ['', '?profile=framed'].map(search => app.request(`/data/Q1.jsonld${search}`))
  )
  expect([plain!.status, framed!.status]).toEqual([200, 406])
})

test('kept representations stay within their bounds', async () => {
  const kept = new Representations(10)
  let made = 0
  const of = (name: string, text: string) =>
    kept.of(name, () => {
      made += 1
      return text
    })
  await of('a', '12345')
  await of('b', '12345')
  await of('a', '12345')
  expect(made).toBe(2)
  await of('c', '12345')
  await of('a', '12345')
  expect(made).toBe(3)
  await of('b', '12345')
  expect(made).toBe(4)
  await of('d', '12345678901')
  expect(new TextDecoder().decode((await of('a', 'new')).body)).toBe('new')
  await expect(kept.of('e', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})

describe('on Node', () => {
  test('a port that is taken is an error that says how to mend it', async () => {
    await expect(serve(await publishedFixture(), { port: server.port })).rejects.toMatchObject({
      message: `Port ${server.port} on 127.0.0.1 is taken`,
      remedy: expect.stringContaining('--port')
    })
  })

  test('a client that leaves ends its query', async () => {
    const { store, ...rest } = await publishedFixture()
    const [quad] = store.match()
    let pulled = 0
    let begun = (): void => undefined
    const running = new Promise<void>(resolve => {
      begun = resolve
    })
    const endless = {
      ...store,
      count: () => 1e9,
      *match() {
        for (;;) {
          pulled += 1
          if (pulled > 1000) begun()
          yield quad!
        }
      }
    }
    const own = await serve({ ...rest, store: endless }, { port: 0 })
    try {
      const controller = new AbortController()
      const query = encodeURIComponent('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')
      const answer = fetch(`${own.url}sparql?query=${query}`, { signal: controller.signal })
      await running
      controller.abort()
      await expect(answer).rejects.toThrow()
      // Whatever was under way ends; then nothing is read any more.
      let before = -1
      for (let i = 0; i < 100 && before !== pulled; i++) {
        before = pulled
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      expect(before).toBe(pulled)
      expect((await fetch(`${own.url}healthz`)).status).toBe(200)
    } finally {
      await own.close()
    }
  })
})

describe('a folder that a build wrote', () => {
  test('serves the same as the dataset in memory', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-'))
    try {
      await writeFixture(folder)
      const opened = createApp(await openPublished(folder))
      const inMemory = createApp(await publishedFixture())
      for (const address of [
        '/data/Q318693.ttl',
        '/dump/dataset.trig',
        '/context.jsonld',
        '/dataset.ttl',
        '/ontology',
        '/shapes'
      ]) {
        const [a, b] = await Promise.all([opened.request(address), inMemory.request(address)])
        expect([address, a.status, await a.text()]).toEqual([address, 200, await b.text()])
      }
      await writeFile(path.join(folder, 'dumps/dataset.nq'), 'nonsense')
      await expect(openPublished(folder)).rejects.toThrow(/dataset\.nq is broken: .*line 1/)
      await rm(path.join(folder, 'ontology.ttl'))
      await expect(openPublished(folder)).rejects.toThrow(/ontology\.ttl is missing/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
