import { describe, expect, test } from 'vitest'
import { type Ask, clientOf, formats, problemOf, textOf } from './client.ts'

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes))
const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer())
const unpacked = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  bytesOf(new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))))

/** The dumps: current and immutable names, codings, checksums, ranges. */
export function dumpsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const plain = { 'Accept-Encoding': 'identity' }
  const versionOf = async (): Promise<string> => {
    const [, version = ''] =
      /owl:versionInfo "([0-9a-f]{16})"/.exec(await textOf(await get('/dataset.ttl'))) ?? []
    return version
  }

  describe(`${host}: dumps`, () => {
    test('have an immutable name beside the current one', async () => {
      const version = await versionOf()
      expect(version).toMatch(/^[0-9a-f]{16}$/)
      for (const extension of Object.keys(formats)) {
        const [current, lasting] = await Promise.all(
          [`/dump/dataset.${extension}`, `/dump/dataset-${version}.${extension}`].map(path =>
            get(path, undefined, plain)
          )
        )
        expect([current!.status, lasting!.status]).toEqual([200, 200])
        expect(lasting!.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
        expect(current!.headers.get('cache-control')).not.toContain('immutable')
        expect(lasting!.headers.get('etag')).toBe(current!.headers.get('etag'))
        expect(await bytesOf(lasting!)).toEqual(await bytesOf(current!))
      }
      for (const name of [`dataset-${'0'.repeat(16)}.nt`, `other-${version}.nt`, `dataset-${version}`])
        expect((await get(`/dump/${name}`)).status, name).toBe(404)
    })

    test('come with a line for sha256sum, under each of their names', async () => {
      const version = await versionOf()
      for (const name of [
        'dataset.ttl',
        'dataset.nq.gz',
        `dataset-${version}.nt`,
        `dataset-${version}.rdf.gz`
      ]) {
        const content = await bytesOf(await get(`/dump/${name}`, undefined, plain))
        const line = await get(`/dump/${name}.sha256`)
        expect(line.headers.get('content-type')).toBe('text/plain;charset=utf-8')
        expect(line.headers.get('cache-control')?.includes('immutable')).toBe(name.includes(version))
        expect(await textOf(line)).toBe(`${await sha256(content)}  ${name}\n`)
      }
    })

    test('are there as gzip files, without time and name', async () => {
      for (const extension of Object.keys(formats)) {
        const path = `/dump/dataset.${extension}`
        const response = await get(`${path}.gz`)
        expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/gzip'])
        expect(response.headers.get('content-encoding')).toBe(null)
        const bytes = await bytesOf(response)
        // RFC 1952 §2.3: magic, deflate, no flags, no time.
        expect([...bytes.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
        const whole = await bytesOf(await get(path, undefined, plain))
        expect(await unpacked(bytes)).toEqual(whole)
      }
    })

    test.each([
      ['gzip', 'gzip'],
      ['GZIP;q=0.5, br', 'gzip'],
      ['x-gzip', 'gzip'],
      ['*', 'gzip'],
      ['br, *;q=0.1', 'gzip'],
      ['identity;q=0, gzip', 'gzip'],
      ['identity', null],
      ['', null],
      ['gzip;q=0', null],
      ['gzip;q=0, *', null],
      ['gzip;q=0.2, identity', null],
      ['br', null],
      ['gzip;q=2', null],
      [';;,gz ip', null]
    ])('under their plain names, Accept-Encoding: %s gives %s', async (accepted, coding) => {
      const whole = await get('/dump/dataset.nt', undefined, plain)
      const response = await get('/dump/dataset.nt', undefined, { 'Accept-Encoding': accepted })
      expect(response.status).toBe(200)
      expect(response.headers.get('vary')).toMatch(/\bAccept-Encoding\b/)
      expect(response.headers.get('content-type')).toBe('application/n-triples')
      expect(response.headers.get('content-encoding')).toBe(coding)
      expect(response.headers.get('etag') === whole.headers.get('etag')).toBe(coding === null)
      expect(await bytesOf(response)).toEqual(await bytesOf(whole))
    })

    test('are refused to who accepts neither gzip nor plain bytes', async () => {
      for (const accepted of ['br, identity;q=0', '*;q=0']) {
        const response = await get('/dump/dataset.nt', undefined, { 'Accept-Encoding': accepted })
        expect([response.status, response.headers.get('vary')]).toEqual([406, 'Accept, Accept-Encoding'])
        await response.arrayBuffer()
      }
    })

    test('are not sent again to who has them, in the coding that is asked for', async () => {
      const gzip = { 'Accept-Encoding': 'gzip' }
      const tags: string[] = []
      for (const accepted of [plain, gzip]) {
        const whole = await get('/dump/dataset.nt', undefined, accepted)
        await whole.arrayBuffer()
        const tag = whole.headers.get('etag') ?? ''
        expect(tag).toMatch(/^"/)
        tags.push(tag)
        const again = await get('/dump/dataset.nt', undefined, { ...accepted, 'If-None-Match': tag })
        expect([again.status, again.headers.get('etag')]).toEqual([304, tag])
        expect(again.headers.get('vary')).toMatch(/\bAccept-Encoding\b/)
        expect((await again.arrayBuffer()).byteLength).toBe(0)
      }
      const [own, other] = tags
      expect(own).not.toBe(other)
      const crossed = await get('/dump/dataset.nt', undefined, { ...gzip, 'If-None-Match': own! })
      expect(crossed.status).toBe(200)
      await crossed.arrayBuffer()
    })

    test('HEAD says what GET does', async () => {
      for (const path of ['/dump/dataset.nt', '/dump/dataset.ttl.gz', '/dump/dataset.nt.sha256']) {
        const [head, whole] = [
          await ask(path, { method: 'HEAD', headers: { ...plain, Range: 'bytes=0-3' } }),
          await get(path, undefined, plain)
        ]
        expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0])
        for (const name of ['etag', 'content-type', 'cache-control', 'vary'])
          expect(head.headers.get(name)).toBe(whole.headers.get(name))
        await whole.arrayBuffer()
      }
    })

    test('can be had in ranges, one or several', async () => {
      const path = '/dump/dataset.nt'
      const whole = await bytesOf(await get(path, undefined, plain))
      const size = whole.length
      const text = (from: number, to: number) => new TextDecoder().decode(whole.subarray(from, to))
      const ask = (Range: string, more: Record<string, string> = {}) =>
        get(path, undefined, { ...plain, Range, ...more })
      const one: [string, number, number][] = [
        ['bytes=0-0', 0, 1],
        [`bytes=${size - 1}-`, size - 1, size],
        [`bytes=-${size + 5}`, 0, size],
        [`bytes=10-${size * 2}`, 10, size],
        [`bytes=3-7,${size + 1}-`, 3, 8],
        ['Bytes= 3-7 , ', 3, 8]
      ]
      for (const [range, from, to] of one) {
        const response = await ask(range)
        expect([range, response.status, response.headers.get('content-range')]).toEqual([
          range,
          206,
          `bytes ${from}-${to - 1}/${size}`
        ])
        expect(await textOf(response)).toBe(text(from, to))
      }
      const several = await ask('bytes=0-4,10-11,-3')
      expect(several.status).toBe(206)
      expect(several.headers.get('content-range')).toBe(null)
      const [, boundary = ''] =
        /^multipart\/byteranges; boundary=(\S+)$/.exec(several.headers.get('content-type') ?? '') ?? []
      const body = await textOf(several)
      const part = (from: number, to: number) =>
        `--${boundary}\r\nContent-Type: application/n-triples\r\nContent-Range: bytes ${from}-${to - 1}/${size}\r\n\r\n${text(from, to)}\r\n`
      expect(body).toBe(`${part(0, 5)}${part(10, 12)}${part(size - 3, size)}--${boundary}--\r\n`)
      for (const range of [
        'bytes=0-9,5-20',
        'bytes=9-3',
        'lines=0-3',
        'bytes=',
        'bytes=a-b',
        `bytes=${'1-1,'.repeat(40)}2-2`
      ]) {
        const response = await ask(range)
        expect([range, response.status, (await bytesOf(response)).length]).toEqual([range, 200, size])
      }
      for (const range of [`bytes=${size}-`, 'bytes=-0', `bytes=${size}-,${size + 9}-`]) {
        const response = await ask(range)
        expect([range, response.status, response.headers.get('content-range')]).toEqual([
          range,
          416,
          `bytes */${size}`
        ])
        await problemOf(response)
      }
    })

    test('give ranges only of what the client has a part of', async () => {
      const path = '/dump/dataset.nt'
      const whole = await get(path, undefined, plain)
      const size = (await bytesOf(whole)).length
      const tag = whole.headers.get('etag')!
      for (const [condition, status] of [
        [tag, 206],
        ['"other"', 200],
        [`W/${tag}`, 200],
        ['Sat, 01 Jan 2000 00:00:00 GMT', 200]
      ] as const) {
        const response = await get(path, undefined, { ...plain, Range: 'bytes=1-2', 'If-Range': condition })
        expect([condition, response.status]).toEqual([condition, status])
        expect((await bytesOf(response)).length).toBe(status === 206 ? 2 : size)
      }
    })

    test('are the default graph, but for N-Quads and TriG, which have all; lines are sorted', async () => {
      const linesOf = async (extension: string) =>
        (await textOf(await get(`/dump/dataset.${extension}`, undefined, plain))).trimEnd().split('\n')
      const [triples, quads] = [await linesOf('nt'), await linesOf('nq')]
      expect(quads.length).toBeGreaterThan(triples.length)
      const inDefault = new Set(triples)
      expect(quads.filter(line => inDefault.has(line))).toHaveLength(triples.length)
      const { rows } = clientOf(ask)
      const [counted] = await rows('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')
      expect(Number(counted!['n']!.value)).toBe(new Set(triples).size)
    })
  })
}
