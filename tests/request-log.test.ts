import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorLine, type LoggedRequest, RequestLog } from '../src/node/request-log.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { parseExposition } from './exposition.ts'
import { publishedFixture } from './fixtures/published.ts'

const lines: string[] = []
/** The lines of what is asked; each is written when its connection is done with it. */
async function logged(ask: () => Promise<Response>): Promise<string> {
  lines.length = 0
  await (await ask()).arrayBuffer().catch(() => undefined)
  for (let i = 0; lines.length === 0 && i < 200; i++) await new Promise(resolve => setTimeout(resolve, 10))
  expect(lines).toHaveLength(1)
  return lines[0]!
}

describe('the log of requests in JSON', () => {
  let server: Serving
  beforeAll(async () => {
    const log = new RequestLog('json', line => lines.push(line), { addresses: false })
    server = await serve(await publishedFixture(), { port: 0, threads: 1, log })
  })
  afterAll(() => server.close())
  const entry = async (path: string, init: RequestInit = {}): Promise<LoggedRequest> =>
    JSON.parse(await logged(() => fetch(server.url + path, { redirect: 'manual', ...init })))

  test('tells what was asked and what became of it', async () => {
    const path = 'data/Q318693.ttl'
    const { byteLength } = await (await fetch(server.url + path)).arrayBuffer()
    await new Promise(resolve => setTimeout(resolve, 50))
    const told = await entry(path)
    expect(told).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      method: 'GET',
      path: '/data/Q318693.ttl',
      status: 200,
      bytes: byteLength,
      milliseconds: expect.any(Number),
      route: '/data/*'
    })
    expect(await entry('entity/Q318693')).toMatchObject({ status: 303, route: '/*', bytes: 0 })
    expect(await entry('entity/nothing')).toMatchObject({ status: 404 })
    expect(await entry(path, { method: 'HEAD' })).toMatchObject({ method: 'HEAD', status: 200, bytes: 0 })
  })

  test('tells the engine and the rows of a query, whole or in pieces, and not the query', async () => {
    const ask = (query: string) => entry(`sparql?query=${encodeURIComponent(query)}&format=tsv`)
    const few = await ask('SELECT ?s { ?s ?p ?o } LIMIT 7')
    expect(few).toMatchObject({ path: '/sparql', rows: 7, engine: expect.stringMatching(/\w/) })
    const many = await ask('SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000')
    expect(many).toMatchObject({ rows: 5000 })
    expect(many.bytes).toBeGreaterThan(100_000)
    expect(JSON.stringify(many)).not.toContain('SELECT')
    expect(await ask('CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3')).not.toHaveProperty('rows', 0)
    expect(await ask('SELECT')).not.toHaveProperty('rows')
  })

  test('tells of an answer that its client did not want to the end', async () => {
    const controller = new AbortController()
    const query = encodeURIComponent('SELECT * { ?a ?b ?c . ?d ?e ?f }')
    const told = await logged(async () => {
      const response = await fetch(`${server.url}sparql?query=${query}`, { signal: controller.signal })
      await response.body!.getReader().read()
      controller.abort()
      return new Response('')
    })
    expect(JSON.parse(told)).toMatchObject({ status: 200, aborted: true })
  })

  test('has no client in it, and no line that a path could break', async () => {
    const told = await logged(() => fetch(`${server.url}entity/%0Ax%1b[31m%e2%80%ae`, { redirect: 'manual' }))
    expect(told).not.toContain('127.0.0.1')
    expect(told).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(errorLine(new Error('two\nlines')))).toMatchObject({ level: 'error' })
    expect(errorLine('x')).not.toContain('\n')
  })

  test('metrics of the process and of the threads stand beside those of the site', async () => {
    const response = await fetch(`${server.url}metrics`)
    const names = parseExposition(await response.text()).map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'process_cpu_seconds_total',
        'process_resident_memory_bytes',
        'process_start_time_seconds',
        'hawksbill_queries_running'
      ])
    )
    server.replace(await publishedFixture())
    const after = parseExposition(await (await fetch(`${server.url}metrics`)).text())
    expect(
      after.find(
        ({ name, labels }) => name === 'hawksbill_http_requests_total' && labels['route'] === '/data/*'
      )?.value
    ).toBeGreaterThan(0)
  })
})

test('the log in text is a line for people, with the address where that is asked for', async () => {
  const log = new RequestLog('text', line => lines.push(line), { addresses: true })
  const server = await serve(await publishedFixture(), { port: 0, log })
  try {
    expect(await logged(() => fetch(`${server.url}healthz?secret=1`))).toMatch(
      /^\d\d:\d\d:\d\d 127\.0\.0\.1 GET \/healthz 200 \d+ B [\d.]+ ms$/
    )
    const query = encodeURIComponent('SELECT * { ?s ?p ?o } LIMIT 1')
    expect(await logged(() => fetch(`${server.url}sparql?query=${query}`))).toMatch(/ ms \w+, 1 row$/)
  } finally {
    await server.close()
  }
})

test.each([
  ['all', 200, 200],
  ['local', 200, 404],
  ['none', 404, 404]
] as const)('metrics for %s: %i from here, %i through a proxy', async (metricsFor, here, forwarded) => {
  const server = await serve(await publishedFixture(), { port: 0, metricsFor })
  try {
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}metrics`, { headers })).status
    expect([await status({}), await status({ 'X-Forwarded-For': '192.0.2.1' })]).toEqual([here, forwarded])
  } finally {
    await server.close()
  }
})
