import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, formats, problemOf, textOf } from './client.ts'

/** The home page, the dataset, the vocabulary, the dumps, and what holds for every address. */
export function siteContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)

  describe(`${host}: the site`, () => {
    test('has a home page for people, and the dataset for machines', async () => {
      const home = await get('/', browser)
      expect([home.status, home.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
      const machine = await get('/', 'text/turtle')
      expect([machine.status, machine.headers.get('location')]).toEqual([303, '/dataset.ttl'])
      const described = await textOf(await get('/dataset.ttl'))
      expect(described).toContain('void:sparqlEndpoint <http://127.0.0.1:8787/sparql>')
    })

    test('shows a query on its home page that has an answer', async () => {
      const home = await textOf(await get('/', browser))
      const [, address = ''] = /href="(\/sparql\?query=[^"]+)"/.exec(home) ?? []
      const answer = await get(address, 'text/csv')
      expect([answer.status, (await textOf(answer)).split('\r\n').length > 5]).toEqual([200, true])
    })

    test('leads to no other host', async () => {
      for (const path of ['//evil.example/%61', '/%2F/evil.example/%61', '/\\evil.example/%61']) {
        const location = (await get(path)).headers.get('location') ?? '/'
        expect(new URL(location, 'http://127.0.0.1:8787').host).toBe('127.0.0.1:8787')
      }
    })

    test('every link of its pages leads somewhere', { timeout: 60_000 }, async () => {
      for (const page of [
        '/',
        '/page/Q318693',
        '/page/Q649',
        '/sparql',
        '/fragments',
        '/ontology',
        '/shapes',
        '/browse?lang=ru',
        '/disagreements'
      ]) {
        const text = await textOf(await get(page, 'text/html'))
        for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) {
          const response = await get(href.replaceAll('&amp;', '&'), browser)
          expect([page, href, response.status < 400]).toEqual([page, href, true])
          await response.arrayBuffer()
        }
      }
    })

    test('a JSON-LD document declares of the context what it uses, and nothing else', async () => {
      type Document = { '@context': Record<string, string | { '@id': string; '@type'?: string }> }
      const all = (await (await get('/context.jsonld')).json()) as Document
      const document = (await (await get('/data/Q649.jsonld')).json()) as Document & { '@graph': unknown[] }
      const declared = document['@context']
      expect(Object.keys(declared).length).toBeLessThan(Object.keys(all['@context']).length)
      const text = JSON.stringify(document['@graph']) + JSON.stringify(Object.values(declared))
      for (const [name, definition] of Object.entries(declared)) {
        expect(definition).toEqual(all['@context'][name])
        expect(text).toContain(typeof definition === 'string' ? `"${name}:` : `"${name}":`)
      }
    })

    test('serves the context, the vocabulary and the shapes', async () => {
      const context = await get('/context.jsonld')
      expect(context.headers.get('content-type')).toBe('application/ld+json')
      expect(await context.json()).toMatchObject({
        '@context': { headquartersLocation: { '@id': expect.stringMatching(/P159$/) } }
      })
      for (const path of ['/ontology', '/shapes'])
        for (const mediaType of [...Object.values(formats), 'text/html']) {
          const response = await get(path, mediaType)
          const [type] = response.headers.get('content-type')?.split(';') ?? []
          expect([path, response.status, type]).toEqual([path, 200, mediaType])
          expect(response.headers.get('vary')).toBe('Accept')
          expect(await textOf(response)).toMatch(path === '/shapes' ? /A statement has/ : /reason/)
        }
      expect((await get('/ontology')).headers.get('content-type')).toBe('text/turtle;charset=utf-8')
      expect((await get('/shapes', 'image/png')).status).toBe(406)
    })

    test('says which shapes it has, and each of them is written alike in every format', async () => {
      expect(await textOf(await get('/dataset.ttl'))).toMatch(
        /dct:conformsTo <http:\/\/127\.0\.0\.1:8787\/shapes>/
      )
      const counts = new Set<number>()
      for (const mediaType of ['application/n-triples', 'application/n-quads'])
        counts.add((await textOf(await get('/shapes', mediaType))).split('\n').length)
      expect(counts.size).toBe(1)
      expect(await textOf(await get('/shapes', 'application/n-triples'))).not.toContain('_:')
      const turtle = await textOf(await get('/shapes'))
      expect(turtle).toContain('@prefix sh: <http://www.w3.org/ns/shacl#>')
      const page = await textOf(await get('/shapes', browser))
      const tags = [...turtle.matchAll(/^hbs:([\w-]+) a sh:NodeShape/gm)].map(([, name = '']) => name)
      expect(tags.length).toBeGreaterThan(0)
      for (const name of tags) expect(page).toContain(`id="${name}"`)
    })

    test('serves the dumps it lists, whole or in part, and nothing else', async () => {
      const whole = await get('/dump/dataset.nt')
      const bytes = new Uint8Array(await whole.arrayBuffer())
      const size = bytes.length
      const text = (from: number, to?: number) => new TextDecoder().decode(bytes.subarray(from, to))
      expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
      const part = await get('/dump/dataset.nt', undefined, { Range: 'bytes=5-14' })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-14/${size}`])
      expect(await textOf(part)).toBe(text(5, 15))
      const end = await get('/dump/dataset.nt', undefined, { Range: 'bytes=-4' })
      expect(await textOf(end)).toBe(text(size - 4))
      const beyond = await get('/dump/dataset.nt', undefined, { Range: `bytes=${size}-` })
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
      const changed = await get('/dump/dataset.nt', undefined, { Range: 'bytes=5-14', 'If-Range': '"other"' })
      expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, size])
      for (const path of [
        '/dump/manifest.json',
        '/dump/',
        '/dump/..%2Fmanifest.json',
        '/manifest.json',
        '/dumps/dataset.nt'
      ])
        expect((await get(path)).status, path).toBe(404)
    })

    test.each([
      '/',
      '/entity/Q649',
      '/data/Q649.ttl',
      '/page/Q649',
      '/dump/dataset.ttl',
      '/sparql',
      '/sparql/wikidata',
      '/why',
      '/fragments',
      '/ontology',
      '/shapes',
      '/disagreements',
      '/healthz'
    ])('answers 405 with Allow to the wrong method, and OPTIONS, on %s', async path => {
      const wrong = await ask(path, { method: 'DELETE' })
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, expect.stringMatching(/GET, HEAD/)])
      await problemOf(wrong)
      const options = await ask(path, { method: 'OPTIONS' })
      expect([options.status, options.headers.get('allow')]).toEqual([204, wrong.headers.get('allow')])
      expect(options.headers.get('access-control-allow-methods')).toBe(wrong.headers.get('allow'))
    })

    test('tells people what went wrong on a page', async () => {
      const response = await get('/entity/Q999999999', browser)
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'text/html;charset=utf-8'
      ])
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect((await get('/problem/not-found')).status).toBe(200)
    })
  })
}
