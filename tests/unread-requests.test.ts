import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { publishedFixture } from './fixtures/published.ts'

let server: Serving
beforeAll(async () => {
  server = await serve(await publishedFixture(), { port: 0, patience: 500 })
})
afterAll(() => server.close())

/** Sends bytes as they are, and gives what comes until the server closes the connection. */
const exchange = (
  text: string,
  { half = false } = {}
): Promise<{ status: number; head: string; body: string }> =>
  new Promise((resolve, reject) => {
    let received = ''
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      socket.write(text, 'latin1')
      if (half) socket.end()
    })
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
    })
    socket.on('end', () => {
      socket.end()
      const [head = '', body = ''] = received.split(/\r\n\r\n(.*)/s)
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body })
    })
    socket.on('error', reject)
  })

const host = 'Host: 127.0.0.1\r\nConnection: close\r\n'
const post = `POST /sparql HTTP/1.1\r\n${host}Content-Type: application/sparql-query\r\n`

describe('what is no request for the site is answered by problem details', () => {
  test.each([
    ['a line that is no header field', `GET / HTTP/1.1\r\n${host}nonsense\r\n\r\n`, 400],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
    ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, 501],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a Host that is no authority', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['a target that is no path', `GET nonsense HTTP/1.1\r\n${host}\r\n`, 400],
    ['a path with bytes beyond ASCII', `GET /entity/\xff\xfe HTTP/1.1\r\n${host}\r\n`, 400],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['two Hosts in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n', 400],
    ['a Host that is no name', 'GET / HTTP/1.1\r\nHost: a<b\r\nConnection: close\r\n\r\n', 400],
    ['a Host with a port that is none', 'GET / HTTP/1.1\r\nHost: a:b\r\nConnection: close\r\n\r\n', 400],
    ['a backslash in the path', `GET /\\evil.example/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['an absolute address without a host', `GET http:// HTTP/1.1\r\n${host}\r\n`, 400],
    ['an absolute address with a port that is none', `GET http://a:99999/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['a tunnel', `CONNECT evil.example:80 HTTP/1.1\r\n${host}\r\n`, 501],
    ['an expectation that nobody knows', `${post}Expect: more\r\nContent-Length: 6\r\n\r\nASK {}`, 417],
    ['a coding that is not undone', `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, 501],
    [
      'chunks in HTTP/1.0',
      'POST /sparql HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Type: application/sparql-query\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n',
      400
    ],
    ['two lengths', `${post}Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}`, 400],
    ['a length and chunks', `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a chunk without a size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n`, 400],
    ['header fields of 70 kB', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
    [
      'header fields of 1 MB',
      `GET / HTTP/1.1\r\n${host}${`X: ${'a'.repeat(1000)}\r\n`.repeat(1000)}\r\n`,
      431
    ],
    ['an address of 70 kB', `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n${host}\r\n`, 414],
    ['an address of 1 MB', `GET /${'a'.repeat(1_000_000)}`, 414]
  ])('%s', async (_, text, status) => {
    const { status: given, head, body } = await exchange(text)
    expect(given).toBe(status)
    expect(head).toMatch(/content-type: application\/problem\+json/i)
    expect(head).toMatch(/access-control-allow-origin: \*/i)
    const problem = JSON.parse(body) as { type: string }
    expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
    expect(problem.type).toMatch(/^http:\/\/127\.0\.0\.1:8787\/problem\//)
    const explained = await fetch(server.url.slice(0, -1) + new URL(problem.type).pathname)
    expect(explained.status).toBe(200)
  })

  test('a body that ends before its length', async () => {
    const { status } = await exchange(`${post}Content-Length: 600\r\n\r\nASK {}`, { half: true })
    expect(status).toBe(400)
  })

  test.each([
    ['its header fields', 'GET / HTTP/1.1\r\nHost: a\r\n'],
    ['its body', `${post}Content-Length: 600\r\n\r\nASK {}`],
    ['a chunk', `${post}Transfer-Encoding: chunked\r\n\r\n6\r\nASK`]
  ])('a request that stops in the middle of %s', async (_, text) => {
    const { status, body } = await exchange(text)
    expect([status, JSON.parse(body)]).toMatchObject([408, { code: 'request-late' }])
  })
})

test('a body that breaks off on its way to the site is answered by 400', async () => {
  const app = createApp(await publishedFixture())
  for (const type of ['application/sparql-query', 'application/x-www-form-urlencoded']) {
    const sent = [new TextEncoder().encode('query=ASK%20%7B%7D')]
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        const next = sent.pop()
        if (next) controller.enqueue(next)
        else controller.error(new Error('The connection is lost'))
      }
    })
    const init = { method: 'POST', body, headers: { 'Content-Type': type }, duplex: 'half' }
    const response = await app.request('/sparql', init)
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'bad-request' }])
  }
})

test('what the server can do as a whole is told', async () => {
  const { status, head } = await exchange(`OPTIONS * HTTP/1.1\r\n${host}\r\n`)
  expect(status).toBe(204)
  expect(head).toMatch(/^Allow: GET, HEAD, POST, QUERY, OPTIONS\r?$/m)
})

test('a request of HTTP/1.0 needs no Host', async () => {
  const { status, body } = await exchange('GET /healthz HTTP/1.0\r\n\r\n')
  expect([status, body]).toEqual([200, expect.stringMatching(/^ok /)])
})

test('a connection on which nothing comes is closed', async () => {
  expect((await exchange('')).status).toBe(408)
})

test('an address with another host is looked up here', async () => {
  const { status, head, body } = await exchange(
    `GET http://evil.example/data/Q649.nt HTTP/1.1\r\n${host}\r\n`
  )
  expect(status).toBe(200)
  expect(head + body).not.toContain('evil.example')
})
