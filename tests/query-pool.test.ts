import { afterEach, describe, expect, test } from 'vitest'
import {
  createQueryService,
  Fault,
  type QueryAnswer,
  type QueryQuestion,
  type QueryService
} from '../src/http/http.ts'
import { type PoolOptions, QueryPool } from '../src/node/query-pool.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { text } from '../src/rdf/rdf.ts'
import { formats } from './contracts/client.ts'
import { publishedFixture } from './fixtures/published.ts'

const published = await publishedFixture()
const thread = new URL('./fixtures/query-thread.ts', import.meta.url)

/** Would run for years. */
const heavy = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d) }'
const light = 'SELECT ?m ?l { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l }'
/** Some hundred thousand rows. */
const large = 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g rdfs:label ?h }'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function poolOf(options: Partial<PoolOptions> = {}): QueryPool {
  const pool = QueryPool.of(published, { threads: 1, ...options })!
  cleanups.push(() => pool.close())
  return pool
}

const questionOf = (query: string, accept?: string, more: Partial<QueryQuestion> = {}): QueryQuestion => ({
  query,
  dataset: undefined,
  format: undefined,
  identity: 'own',
  explain: false,
  languages: ['en'],
  accept,
  isHead: false,
  ...more
})

const never = new AbortController().signal
const ask = (service: QueryService, query: string, signal = never): Promise<QueryAnswer> =>
  service.answer(questionOf(query), signal)

const bodyOf = async ({ body }: QueryAnswer): Promise<string> => new Response(body).text()

async function faultOf(answer: Promise<QueryAnswer>): Promise<Pick<Fault, 'code' | 'message' | 'headers'>> {
  try {
    await bodyOf(await answer)
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('There is no fault')
}

/** Waits until something is so; the test's own time limit ends it where it never is. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 5))
}

describe('answers', () => {
  const questions: (readonly [string, QueryQuestion])[] = [
    ...['sparql-results+json', 'sparql-results+xml'].flatMap(type =>
      [light, 'ASK { ?s ?p ?o }', 'SELECT * { ?s ?p ?o }', 'SELECT ?s { ?s ?p ?o FILTER(false) }'].map(
        query => [`${type} ${query}`, questionOf(query, `application/${type}`)] as const
      )
    ),
    ...['text/csv', 'text/tab-separated-values'].map(
      type => [type, questionOf('SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } }', type)] as const
    ),
    ...Object.values(formats).flatMap(type =>
      ['DESCRIBE wd:Q318693', 'CONSTRUCT { ?m rdfs:label ?l, _:b } { ?m rdfs:label ?l }'].map(
        query => [`${type} ${query}`, questionOf(query, type)] as const
      )
    ),
    ['a page', questionOf(light, 'text/html')],
    ['a page of a graph', questionOf('DESCRIBE wd:Q649', 'text/html')],
    ['a format by name', questionOf(light, undefined, { format: 'csv' })],
    ['only a head', questionOf(large, undefined, { isHead: true })],
    [
      'graphs of the protocol',
      questionOf('SELECT * { ?s ?p ?o }', 'text/csv', {
        dataset: { default: ['http://127.0.0.1:8787/graph/encyclopedia'], named: [] }
      })
    ],
    ['a long answer', questionOf('SELECT * { ?a ?b ?c . ?d rdfs:label ?f }', 'text/csv')]
  ]

  test('are those of the main thread, byte for byte', { timeout: 60_000 }, async () => {
    const [here, pool] = [createQueryService(published), poolOf()]
    for (const [name, question] of questions) {
      const [a, b] = await Promise.all([here.answer(question, never), pool.answer(question, never)])
      expect([name, b.engine, b.headers, b.body === null]).toEqual([
        name,
        a.engine,
        a.headers,
        a.body === null
      ])
      expect([name, await bodyOf(b)]).toEqual([name, await bodyOf(a)])
    }
    expect(pool.running).toBe(0)
  })

  test('fail with the same faults', async () => {
    const [here, pool] = [createQueryService(published, { rows: 5 }), poolOf({ limits: { rows: 5 } })]
    for (const query of [
      'SELECT',
      'INSERT DATA {}',
      'SELECT * { SERVICE <urn:x> {} }',
      'SELECT * { ?s ?p ?o }'
    ]) {
      const [a, b] = await Promise.all([faultOf(ask(here, query)), faultOf(ask(pool, query))])
      expect([query, { ...b }, b.message]).toEqual([query, { ...a }, a.message])
    }
    const turtle = await faultOf(pool.answer(questionOf(light, 'text/turtle'), never))
    expect(turtle).toMatchObject({ code: 'not-acceptable', headers: { Vary: 'Accept' } })
  })

  test('break where a limit is reached after their first pieces', async () => {
    const { body } = await ask(poolOf({ limits: { rows: 20_000 } }), large)
    await expect(new Response(body).text()).rejects.toMatchObject({ code: 'too-large' })
  })
})

describe('a heavy query', () => {
  test('does not keep light ones from being answered in the same thread', async () => {
    const pool = poolOf()
    const controller = new AbortController()
    let isOver = false
    const long = faultOf(ask(pool, heavy, controller.signal)).finally(() => {
      isOver = true
    })
    for (let i = 0; i < 20; i++) expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
    expect(isOver).toBe(false)
    controller.abort()
    expect(await long).toMatchObject({ code: 'client-left' })
  })

  test('shares its thread fairly with another', async () => {
    const pool = poolOf()
    const controller = new AbortController()
    const long = faultOf(ask(pool, heavy, controller.signal))
    // A few hundred milliseconds of work, in many slices.
    const middling = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g rdfs:label ?i FILTER(?a != ?d) }'
    expect(await bodyOf(await ask(pool, middling))).toContain('"n"')
    controller.abort()
    await long
  })

  test('is stopped at its deadline, and its thread goes on', async () => {
    const pool = poolOf({ limits: { timeout: 100 } })
    expect(await faultOf(ask(pool, heavy))).toMatchObject({
      code: 'too-slow',
      headers: { 'Retry-After': '60' }
    })
    await until(() => pool.running === 0)
  })

  test('ends when its client leaves', async () => {
    const pool = poolOf()
    const controller = new AbortController()
    const long = faultOf(ask(pool, heavy, controller.signal))
    // What was asked later is answered, so it has begun.
    await ask(pool, light)
    expect(pool.running).toBe(1)
    controller.abort()
    expect(await long).toMatchObject({ code: 'client-left' })
    await until(() => pool.running === 0)
    expect(await faultOf(ask(pool, light, AbortSignal.abort()))).toMatchObject({ code: 'client-left' })
  })
})

describe('a thread', () => {
  test.each([
    ['that exits', 'exit'],
    ['that throws', 'throw']
  ])('%s fails its queries alone, and the next is answered', async (_, how) => {
    const deaths: unknown[] = []
    const pool = poolOf({ thread, heap: 64, onInternalError: error => deaths.push(error) })
    const long = faultOf(ask(pool, heavy))
    await ask(pool, light)
    const bad = faultOf(ask(pool, `${heavy} # ${how}`))
    expect(await Promise.all([bad, long])).toMatchObject([{ code: 'internal' }, { code: 'internal' }])
    expect(deaths).toMatchObject([
      { message: 'A thread that answers queries died', cause: expect.any(Error) }
    ])
    expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
  })

  test('that is stuck is ended after the deadline of its query', async () => {
    const deaths: unknown[] = []
    const onInternalError = (error: unknown) => deaths.push(error)
    const pool = poolOf({ thread, limits: { timeout: 2000 }, grace: 100, onInternalError })
    await ask(pool, light)
    expect(await faultOf(ask(pool, `${light} # stuck`))).toMatchObject({ code: 'too-slow' })
    expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
    expect(deaths).toMatchObject([{ message: expect.stringMatching(/^A thread was stuck.*# stuck$/) }])
  })

  test('is not started again and again', async () => {
    const pool = poolOf({ thread, deaths: 3 })
    for (let i = 0; i < 3; i++)
      expect(await faultOf(ask(pool, `${light} # exit`))).toMatchObject({ code: 'internal' })
    expect(await faultOf(ask(pool, light))).toMatchObject({
      code: 'busy',
      headers: { 'Retry-After': expect.any(String) }
    })
  })
})

test('more queries than may wait are refused', async () => {
  const pool = poolOf({ perThread: 2, waiting: 1 })
  const controller = new AbortController()
  const [first, second, third] = [1, 2, 3].map(() => faultOf(ask(pool, heavy, controller.signal)))
  expect(await faultOf(ask(pool, light))).toMatchObject({ code: 'busy' })
  controller.abort()
  expect(await Promise.all([first, second, third])).toMatchObject(Array(3).fill({ code: 'client-left' }))
  expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
})

test('one that waits is answered when a thread has room', async () => {
  const pool = poolOf({ perThread: 1 })
  const controller = new AbortController()
  const long = faultOf(ask(pool, heavy, controller.signal))
  const waiting = ask(pool, light)
  controller.abort()
  await long
  expect(await bodyOf(await waiting)).toContain('Armenia')
})

describe('a body', () => {
  test('is made no faster than it is read', async () => {
    const pool = poolOf()
    const { body } = await ask(pool, large)
    expect(body).toBeInstanceOf(ReadableStream)
    await until(() => pool.pieces >= 4)
    // The thread answers others meanwhile, and sends no more of this.
    for (let i = 0; i < 10; i++) await bodyOf(await ask(pool, light))
    expect(pool.pieces).toBe(4)
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.read()
    await until(() => pool.pieces >= 6)
    await bodyOf(await ask(pool, light))
    expect(pool.pieces).toBe(6)
    await reader.cancel()
    await until(() => pool.running === 0)
  })

  test('that is not read ends at the deadline', async () => {
    const pool = poolOf({ limits: { timeout: 2000 }, grace: 50 })
    const { body } = await ask(pool, large)
    await until(() => pool.running === 0)
    await expect(new Response(body).text()).rejects.toMatchObject({ code: 'too-slow' })
    expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
  })
})

describe('a server with threads', () => {
  const serving = async (threads = 1): Promise<Serving> => {
    const server = await serve(published, { port: 0, threads })
    cleanups.push(() => server.close())
    return server
  }
  const addressOf = ({ url }: Serving, query: string): string =>
    `${url}sparql?query=${encodeURIComponent(query)}&format=csv`

  test('takes the dataset that replaces another, and lets old queries end', async () => {
    const server = await serving()
    const response = await fetch(
      addressOf(server, 'SELECT ?a ?c ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h "Armenia"@en }')
    )
    const reader = response.body!.getReader()
    await reader.read()
    const other = { ...published, store: (await otherFixture()).store }
    server.replace(other)
    const labels = addressOf(server, 'SELECT ?l { ?s rdfs:label ?l } LIMIT 1000')
    expect(await (await fetch(labels)).text()).toContain('Elsewhere')
    for (;;) if ((await reader.read()).done) break
    expect(await (await fetch(labels)).text()).toContain('Elsewhere')
  })

  test('has what comes to a pool that was retired answered yet', async () => {
    const pool = poolOf()
    const controller = new AbortController()
    const long = faultOf(ask(pool, heavy, controller.signal))
    let isRetired = false
    const retired = pool.retire().then(() => {
      isRetired = true
    })
    expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
    expect(isRetired).toBe(false)
    controller.abort()
    await Promise.all([long, retired])
    expect(await bodyOf(await ask(pool, light))).toContain('Armenia')
    await pool.retire()
    await pool.close()
    expect(await faultOf(ask(pool, light))).toMatchObject({ code: 'busy' })
  })

  test('breaks the connection of a body whose thread has died', async () => {
    const pool = poolOf({ thread })
    const { body } = await ask(pool, large)
    const text = new Response(body).text()
    const bad = faultOf(ask(pool, `${heavy} # exit`))
    await expect(text).rejects.toMatchObject({ code: 'internal' })
    expect(await bad).toMatchObject({ code: 'internal' })
  })

  test('ends its threads with itself', async () => {
    const server = await serve(published, { port: 0, threads: 2 })
    const answer = fetch(addressOf(server, heavy)).then(
      () => 'answered',
      () => 'broken'
    )
    await fetch(addressOf(server, light))
    await server.close()
    expect(await answer).toBe('broken')
  })
})

async function otherFixture() {
  const { openDump } = await import('../src/store/store.ts')
  const { iri, quad, quadLine, RDFS } = await import('../src/rdf/rdf.ts')
  const line = quadLine(quad(iri('urn:s'), iri(`${RDFS}label`), text('Elsewhere')))
  return { store: openDump(new TextEncoder().encode(`${line}\n`)) }
}
