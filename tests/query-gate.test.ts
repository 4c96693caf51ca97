import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { QueryGate } from '../src/http/sparql/query-gate.ts'
import type { QueryAnswer } from '../src/http/sparql/query-service.ts'
import { clientOf, networkOf } from '../src/node/client-address.ts'
import { publishedFixture } from './fixtures/published.ts'

const answer = (body: QueryAnswer['body']): QueryAnswer => ({
  engine: 'own',
  tally: { rows: 0 },
  headers: {},
  body
})
const pieces = (source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {}) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>(source)

describe('the queries of a client', () => {
  const gate = () => new QueryGate({ perClient: 1, overall: 2 })
  const enters = async (at: QueryGate, client: string | undefined) =>
    at
      .through(client, async () => answer(''))
      .then(
        () => 'yes',
        (error: { code: string }) => error.code
      )

  test('are counted until they are answered or fail', async () => {
    const at = gate()
    let end: (given: QueryAnswer) => void = () => undefined
    const first = at.through('a', () => new Promise(resolve => (end = resolve)))
    expect([await enters(at, 'a'), await enters(at, 'b')]).toEqual(['too-many', 'yes'])
    end(answer('text'))
    await first
    expect(await enters(at, 'a')).toBe('yes')
    await expect(at.through('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await enters(at, 'a')).toBe('yes')
  })

  test('are counted while other work that may ask them lasts', async () => {
    const at = gate()
    let end: () => void = () => undefined
    const work = at.during('a', () => new Promise<void>(resolve => (end = resolve)))
    expect([await enters(at, 'a'), await enters(at, 'b')]).toEqual(['too-many', 'yes'])
    end()
    await work
    await expect(at.during('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await enters(at, 'a')).toBe('yes')
  })

  test('are counted until the last piece of an answer', async () => {
    const at = gate()
    for (const [source, leave] of [
      [{ start: c => c.close() }, (body: ReadableStream) => new Response(body).text()],
      [
        { pull: c => c.error(new Error('broken')) },
        (body: ReadableStream) => new Response(body).text().catch(() => '')
      ],
      [{}, (body: ReadableStream) => body.cancel()]
    ] satisfies [
      UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>,
      (body: ReadableStream) => Promise<unknown>
    ][]) {
      const { body } = await at.through('a', async () => answer(pieces(source)))
      expect(await enters(at, 'a')).toBe('too-many')
      await leave(body as ReadableStream)
      expect(await enters(at, 'a')).toBe('yes')
    }
  })

  test('are counted with those of all others, where clients cannot be told apart too', async () => {
    const at = gate()
    const open = await Promise.all(
      [undefined, undefined].map(client => at.through(client, async () => answer(pieces())))
    )
    expect(await enters(at, 'a')).toBe('busy')
    await (open[0]!.body as ReadableStream).cancel()
    expect(await enters(at, 'a')).toBe('yes')
  })

  test('beyond what the site allows are answered by 503 with Retry-After', async () => {
    const app = createApp(await publishedFixture(), { gate: { overall: 0 } })
    const response = await app.request('/sparql?query=ASK%7B%7D')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await response.json()).toMatchObject({ code: 'busy' })
  })
})

describe('a client', () => {
  const request = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

  test.each([
    ['8.8.8.8', undefined, '8.8.8.8'],
    ['8.8.8.8', '1.1.1.1', '8.8.8.8'],
    ['::ffff:8.8.8.8', undefined, '8.8.8.8'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['10.1.2.3', 'spoofed, 9.9.9.9, 1.1.1.1', '1.1.1.1'],
    ['::1', 'nonsense', '0:0:0:0::/64'],
    ['::1', '2a00:1:2:3:4:5:6:7', '2a00:1:2:3::/64']
  ])('at %s with X-Forwarded-For %s is %s', (address, forwarded, client) => {
    expect(clientOf(request(address, forwarded))).toBe(client)
  })

  test.each([
    ['2a00::1', '2a00:0:0:0::/64'],
    ['2A00:0001::2:3', '2a00:1:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['64:ff9b::1.2.3.4', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64']
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
