import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, formats, members, problemOf, textOf } from './client.ts'

/** Entities, their documents and pages. */
export function linkedDataContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)

  describe(`${host}: entities`, () => {
    test.each([
      ...Object.entries(formats).map(([extension, mediaType]) => [mediaType, `/data/Q318693.${extension}`]),
      ['text/html', '/page/Q318693'],
      ['application/xhtml+xml', '/page/Q318693'],
      [browser, '/page/Q318693'],
      ['*/*', '/data/Q318693.ttl'],
      ['', '/data/Q318693.ttl'],
      ['text/*', '/data/Q318693.ttl'],
      ['application/*;q=0.5, text/turtle;q=0.4', '/data/Q318693.jsonld'],
      ['text/turtle;q=0.3, application/n-triples;q=0.9', '/data/Q318693.nt'],
      ['text/turtle;q=0, */*', '/data/Q318693.jsonld'],
      ['application/ld+json, */*', '/data/Q318693.jsonld'],
      ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', '/data/Q318693.jsonld'],
      ['text/turtle;charset=utf-8;version=1.1', '/data/Q318693.ttl'],
      ['TEXT/Turtle', '/data/Q318693.ttl'],
      [';;;,,=', '/data/Q318693.ttl'],
      ['application/rdf+xml;q=nonsense, application/n-quads', '/data/Q318693.nq']
    ])('answers Accept: %s by 303 to %s', async (accept, location) => {
      const response = await get('/entity/Q318693', accept)
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe(location)
      expect(response.headers.get('vary')).toMatch(/\bAccept\b/)
    })

    test('answers 406 with the list of variants when none is acceptable', async () => {
      const response = await get('/entity/Q318693', 'application/pdf')
      expect(response.status).toBe(406)
      expect(response.headers.get('vary')).toMatch(/\bAccept\b/)
      expect((await problemOf(response))['available']).toEqual(expect.arrayContaining(Object.values(formats)))
    })

    test.each(['Q999999999', '__proto__', 'constructor', 'toString', 'Q318693/more', '%00'])(
      'does not know %s',
      async id => {
        for (const path of [`/entity/${id}`, `/data/${id}.ttl`, `/page/${id}`]) {
          const response = await get(path, 'text/turtle')
          expect(response.status, path).toBe(404)
          await problemOf(response)
        }
      }
    )

    test('has one spelling of each path', async () => {
      const response = await get('/entity/%51649', 'text/turtle')
      expect([response.status, response.headers.get('location')]).toEqual([301, '/entity/Q649'])
    })

    test.each(['/entity/%zz', '/entity/%ff', '/data/%c3%28.ttl'])(
      'answers 400 to the broken path %s',
      async path => {
        const response = await get(path)
        expect(response.status).toBe(400)
        await problemOf(response)
      }
    )

    test('leads from an id in Wikidata to the entity', async () => {
      const response = await get('/wd/Q649')
      expect([response.status, response.headers.get('location')]).toEqual([303, '/entity/Q649'])
      expect((await get('/wd/Q999999999')).status).toBe(404)
    })

    test('takes no absolute address from the request', async () => {
      const response = await get('/data/Q649.nt', undefined, { 'X-Forwarded-Host': 'evil.example' })
      expect(await textOf(response)).not.toContain('evil.example')
      expect(response.headers.get('link')).not.toContain('evil.example')
    })
  })

  describe(`${host}: documents`, () => {
    test.each(Object.entries(formats))(
      'serves %s as %s, whatever is accepted',
      async (extension, mediaType) => {
        const response = await get(`/data/Q318693.${extension}`, 'text/html')
        expect(response.status).toBe(200)
        const type = response.headers.get('content-type') ?? ''
        expect(type.split(';')[0]).toBe(mediaType)
        if (mediaType === 'text/turtle' || mediaType === 'application/trig')
          expect(type).toMatch(/charset=utf-8/i)
        expect(response.headers.get('access-control-allow-origin')).toBe('*')
        const link = response.headers.get('link') ?? ''
        expect(link).toContain(`<http://127.0.0.1:8787/data/Q318693.${extension}>; rel="canonical"`)
        expect(link).toContain('<http://127.0.0.1:8787/entity/Q318693>; rel="describes"')
        expect(link).toMatch(/rel="license"/)
        expect(link.match(/rel="alternate"/g)).toHaveLength(6)
        expect(await textOf(response)).toContain('Armenia')
      }
    )

    test('says 304 to whoever has it, and HEAD says what GET does', async () => {
      for (const path of ['/data/Q318693.ttl', '/page/Q318693', '/context.jsonld', '/dump/dataset.nq']) {
        const plain = { 'Accept-Encoding': 'identity' }
        const whole = await get(path, undefined, plain)
        const etag = whole.headers.get('etag') ?? ''
        expect(etag, path).toMatch(/^"[^"]+"$/)
        const length = (await whole.arrayBuffer()).byteLength
        expect(length).toBeGreaterThan(0)
        for (const tag of [etag, `"other", W/${etag}`, '*']) {
          const known = await get(path, undefined, { ...plain, 'If-None-Match': tag })
          expect(known.status, `${path} ${tag}`).toBe(304)
          expect(known.headers.get('etag')).toBe(etag)
          expect(known.headers.get('cache-control')).toBe(whole.headers.get('cache-control'))
          expect(await textOf(known)).toBe('')
        }
        expect((await get(path, undefined, { 'If-None-Match': '"other"' })).status).toBe(200)
        const head = await ask(path, { method: 'HEAD', headers: plain })
        expect([head.status, head.headers.get('etag'), await textOf(head)]).toEqual([200, etag, ''])
        expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'))
        expect([null, String(length)]).toContain(head.headers.get('content-length'))
      }
      const [ttl, nt] = await Promise.all([get('/data/Q318693.ttl'), get('/data/Q318693.nt')])
      expect(ttl.headers.get('etag')).not.toBe(nt.headers.get('etag'))
    })

    test('shows people a page with the data inside, and nothing to run but the scripts of the site', async () => {
      const response = await get('/page/Q318693')
      expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const page = await textOf(response)
      const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? []
      const nodes = (JSON.parse(json) as { '@graph': { '@id': string }[] })['@graph'].map(node => node['@id'])
      expect(nodes).toContain('e:Q318693')
      expect(page.match(/<script[^>]*>/g)).toEqual([
        '<script type="module" src="/assets/site.js">',
        '<script type="application/ld+json">',
        '<script type="application/json">',
        '<script type="module" src="/assets/map.js">'
      ])
      expect(page).not.toMatch(/href="javascript:/i)
      for (const name of members) expect(page).toContain(name)
    })

    test('every IRI that the dataset mints leads to a document', { timeout: 60_000 }, async () => {
      const dump = await textOf(await get('/dump/dataset.nq'))
      const minted = new Set(
        [...dump.matchAll(/<http:\/\/127\.0\.0\.1:8787\/([^>#]*)(?:#[^>]*)?>/g)].map(match => match[1] ?? '')
      )
      expect(minted.size).toBeGreaterThan(30)
      for (const path of minted) {
        const first = await get(`/${path}`, 'text/turtle')
        const location = first.headers.get('location')
        const final = location === null ? first : await get(location, 'text/turtle')
        expect([path, final.status]).toEqual([path, 200])
        expect(final.headers.get('content-type')).toBe('text/turtle;charset=utf-8')
        await final.arrayBuffer()
      }
    })
  })
}
