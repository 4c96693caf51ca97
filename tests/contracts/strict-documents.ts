import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, formats, problemOf, textOf } from './client.ts'

const profiles = 'http://www.w3.org/ns/json-ld#'
const forms = ['expanded', 'compacted', 'flattened', 'framed']

/** What a strict client of linked data holds an entity, its documents and its page to; a test a demand. */
export function strictDocumentsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)

  describe(`${host}: /entity, strictly`, () => {
    test('leads on with the names of all documents, and says what it depends on', async () => {
      const response = await get('/entity/Q318693', 'text/turtle')
      const link = response.headers.get('link') ?? ''
      for (const [extension, mediaType] of Object.entries(formats))
        expect(link).toContain(
          `<http://127.0.0.1:8787/data/Q318693.${extension}>; rel="describedby"; type="${mediaType}"`
        )
      expect([response.status, response.headers.get('vary'), response.headers.get('cache-control')]).toEqual([
        303,
        'Accept',
        expect.stringMatching(/max-age/)
      ])
      expect(await textOf(response)).toBe('')
    })

    test.each([
      ['text/turtle;q=0.001', 303],
      ['text/turtle;q=0.000', 406],
      ['*/*;q=0', 406],
      ['text/*;q=0, text/turtle', 303],
      ['text/turtle;version=1.2;charset="utf-8"', 303],
      ['application/pdf, image/*', 406],
      ['text/turtle;q=2', 303],
      ['"', 303],
      ['/', 303],
      [`${'text/turtle,'.repeat(500)}`, 303],
      ['text/turtle; q = 1 ; a', 303]
    ])('takes Accept: %s as the specification has it', async (accept, status) => {
      const response = await get('/entity/Q318693', accept)
      expect(response.status).toBe(status)
      expect(response.headers.get('vary')).toBe('Accept')
    })

    test.each([
      ['/entity/%d0%97%2C%7e', '/entity/%D0%97,~'],
      ['/entity/%51649?x=%2f', '/entity/Q649?x=%2f'],
      ['/data/%51649.jsonld?profile=framed', '/data/Q649.jsonld?profile=framed'],
      ['/page/Q%36%34%39', '/page/Q649'],
      ['/data/entity/Q649.jsonld?profile=framed', '/data/Q649.jsonld?profile=framed']
    ])('has one spelling of %s', async (path, location) => {
      const response = await get(path, 'text/turtle')
      expect([response.status, response.headers.get('location')]).toEqual([301, location])
    })

    test('lets anybody read what goes wrong, without credentials', async () => {
      for (const path of ['/entity/nobody', '/data/nobody.ttl', '/page/nobody', '/entity/%zz']) {
        const response = await get(path, 'application/problem+json')
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(response.headers.get('access-control-allow-credentials')).toBeNull()
        expect(response.headers.get('vary')).toBe('Accept')
        await problemOf(response)
      }
    })

    test('follows no host that a request names', async () => {
      const headers = {
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'ftp',
        Forwarded: 'host=evil.example'
      }
      for (const path of ['/entity/Q649', '/data/Q649.jsonld', '/page/Q649', '/entity/%51649', '/sparql']) {
        const response = await get(path, '*/*', headers)
        expect([...response.headers].join()).not.toMatch(/evil|ftp:/)
        expect(await textOf(response)).not.toMatch(/evil|ftp:/)
      }
    })
  })

  describe(`${host}: /data and /page, strictly`, () => {
    const paths = [
      ...Object.keys(formats).map(extension => `/data/Q318693.${extension}`),
      ...forms.map(form => `/data/Q649.jsonld?profile=${form}`),
      '/page/Q318693'
    ]

    test.each(paths)('HEAD of %s says all that GET does', async path => {
      const [whole, head] = [await get(path), await ask(path, { method: 'HEAD' })]
      const told = ({ headers }: Response) =>
        Object.fromEntries([...headers].filter(([name]) => name !== 'date'))
      const { byteLength } = await whole.arrayBuffer()
      expect(whole.headers.get('content-length')).toBe(String(byteLength))
      expect(head.status).toBe(whole.status)
      for (const name of ['content-length', 'content-type', 'etag', 'link', 'cache-control'])
        expect([name, told(head)[name]]).toEqual([name, told(whole)[name]])
      expect(await textOf(head)).toBe('')
    })

    test.each(paths)('%s has a strong tag, and 304 repeats what a cache needs', async path => {
      const whole = await get(path)
      const tag = whole.headers.get('etag') ?? ''
      expect(tag).toMatch(/^"[!#-~]+"$/)
      const known = await get(path, undefined, { 'If-None-Match': `"a", ${tag}` })
      expect(known.status).toBe(304)
      for (const name of ['etag', 'cache-control', 'vary', 'link'])
        expect([name, known.headers.get(name)]).toEqual([name, whole.headers.get(name)])
      expect(known.headers.get('access-control-allow-origin')).toBe('*')
    })

    test('no two documents at one address have one tag', async () => {
      const asked = ['', ...forms.map(form => `?profile=${form}`), '?profile=compacted+flattened']
      const tags = await Promise.all(
        asked.map(async search => (await get(`/data/Q649.jsonld${search}`)).headers.get('etag'))
      )
      expect(new Set(tags).size).toBe(asked.length)
    })

    test.each(paths.filter(path => !path.includes('?')))('%s links to all that belongs to it', async path => {
      const { headers } = await get(path)
      const links = (headers.get('link') ?? '').split(/,\s*(?=<)/)
      const of = (rel: string) => links.filter(link => link.includes(`rel="${rel}"`))
      expect(of('canonical')).toEqual([`<http://127.0.0.1:8787${path}>; rel="canonical"`])
      expect(of('alternate')).toHaveLength(6)
      for (const link of of('alternate')) expect(link).toMatch(/; type="[a-z+/-]+"$/)
      expect(of('describes')).toEqual(['<http://127.0.0.1:8787/entity/Q318693>; rel="describes"'])
      expect(of('describedby')).toEqual(['<http://127.0.0.1:8787/dataset>; rel="describedby"'])
      expect(of('license')).toHaveLength(1)
      for (const name of ['Link', 'ETag', 'Location'])
        expect(headers.get('access-control-expose-headers')).toContain(name)
    })

    test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('answers 405 with Allow to %s', async method => {
      for (const path of ['/entity/Q649', '/data/Q649.ttl', '/page/Q649']) {
        const response = await ask(path, { method, body: 'x' })
        expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
        await problemOf(response)
      }
    })

    test('answers an address beyond 64 KiB by 414', async () => {
      for (const path of [`/entity/${'A'.repeat(66_000)}`, `/sparql?query=${'A'.repeat(66_000)}`]) {
        const response = await get(path)
        expect(response.status).toBe(414)
        await problemOf(response)
      }
      expect((await get(`/entity/${'A'.repeat(60_000)}`)).status).toBe(404)
    })

    test('passes over parameters that it does not know', async () => {
      const [plain, other] = [await get('/data/Q649.ttl'), await get('/data/Q649.ttl?utm=1&profile=framed')]
      expect([other.status, other.headers.get('etag')]).toEqual([200, plain.headers.get('etag')])
    })
  })

  describe(`${host}: profiles of JSON-LD`, () => {
    const document = async (path: string, accept?: string) => {
      const response = await get(path, accept)
      return { response, json: JSON.parse(await textOf(response)) as Record<string, unknown> }
    }
    const isFor: Record<string, (json: Record<string, unknown>) => boolean> = {
      expanded: json => Array.isArray(json) && !JSON.stringify(json).includes('@context'),
      compacted: json => '@context' in json && Array.isArray(json['@graph']),
      flattened: json => Array.isArray(json) && json.every((node: object) => '@id' in node),
      // What a member is called stands within the entity.
      framed: json =>
        json['@id'] === 'e:Q318693' &&
        /"@id":"e:Q399",[^}]*"label":\{"en":"Armenia"/.test(JSON.stringify(json))
    }

    test.each(Object.keys(isFor))('are had by name, by IRI and by Accept: %s', async form => {
      const iri = profiles + form
      for (const [path, accept] of [
        [`/data/Q318693.jsonld?profile=${form}`, 'text/html'],
        [`/data/Q318693.jsonld?profile=${encodeURIComponent(iri)}`, '*/*'],
        ['/data/Q318693.jsonld', `application/ld+json;profile="${iri}"`],
        [
          '/data/Q318693.jsonld',
          `application/ld+json;q=0.4, application/ld+json; Profile="urn:x ${iri}" ;q=0.5`
        ],
        [`/data/Q318693.jsonld?profile=${form}`, `application/ld+json;profile="${profiles}framed"`]
      ] as const) {
        const { response, json } = await document(path, accept)
        expect([path, response.status, isFor[form]!(json)]).toEqual([path, 200, true])
        expect(response.headers.get('content-type')).toBe(`application/ld+json;profile="${iri}"`)
        expect(response.headers.get('link')).toContain(`<${iri}>; rel="profile"`)
        expect(response.headers.get('vary')).toBe('Accept')
      }
    })

    test('go together where a document can be in both', async () => {
      const { response, json } = await document('/data/Q318693.jsonld?profile=flattened+compacted')
      expect(response.headers.get('content-type')).toBe(
        `application/ld+json;profile="${profiles}compacted ${profiles}flattened"`
      )
      expect(isFor['compacted']!(json)).toBe(true)
      expect((await get('/data/Q318693.jsonld?profile=framed+expanded')).status).toBe(406)
    })

    test('are no part of a document for which none is asked', async () => {
      for (const accept of [
        'application/ld+json',
        'application/ld+json;profile="urn:unknown"',
        `application/ld+json;profile="${profiles}framed";q=0.3, application/ld+json`,
        `application/ld+json;profile="${profiles}framed";q=0`,
        'application/ld+json;profile="',
        browser
      ]) {
        const { response } = await document('/data/Q318693.jsonld', accept)
        expect([accept, response.headers.get('content-type')]).toEqual([accept, 'application/ld+json'])
        expect(response.headers.get('vary')).toBe('Accept')
      }
    })

    test('that are not known are answered by 406 with those that are', async () => {
      for (const asked of ['nope', '', 'framed+nope', '__proto__']) {
        const response = await get(`/data/Q318693.jsonld?profile=${asked}`)
        expect([asked, response.status]).toEqual([asked, 406])
        expect((await problemOf(response))['available']).toHaveLength(4)
      }
    })

    test('are not had of what is unknown', async () => {
      expect((await get('/data/nobody.jsonld?profile=framed')).status).toBe(404)
    })

    test('rest on a frame that can be had', async () => {
      const { response, json } = await document('/frame.jsonld')
      expect(response.headers.get('content-type')).toBe(`application/ld+json;profile="${profiles}frame"`)
      expect(json['@context']).toEqual(['context.jsonld', expect.any(Object)])
    })
  })
}
