import { describe, expect, test } from 'vitest'
import type { PropertyAnswer } from '../../src/store/store.ts'
import { type Ask, browser, clientOf, problemOf, questionsOf, textOf } from './client.ts'

/** What pages run in a browser, and what that asks besides searches and queries. */
export function scriptsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const { asked, answered, expectKept } = questionsOf<PropertyAnswer>(ask, '/search/properties')

  describe(`${host}: scripts`, () => {
    test('are there for the pages that name them, and their policy lets them run and ask the site', async () => {
      for (const [path, scripts] of [
        ['/', ['/assets/site.js']],
        ['/sparql', ['/assets/site.js', '/assets/editor.js']],
        [`/sparql?query=${encodeURIComponent('ASK {}')}`, ['/assets/site.js', '/assets/editor.js']],
        ['/map', ['/assets/site.js', '/assets/map.js']],
        ['/page/Q318693', ['/assets/site.js', '/assets/map.js']],
        ['/page/nothing', ['/assets/site.js']]
      ] as const) {
        const page = await get(path, browser)
        const policy = page.headers.get('content-security-policy') ?? ''
        expect([path, policy.match(/\b(?:script|connect|style)-src [^;]*/g)]).toEqual([
          path,
          ["style-src 'self'", "script-src 'self'", "connect-src 'self'"]
        ])
        const text = await textOf(page)
        const named = [...text.matchAll(/<script [^>]*src="([^"]*)"/g)].map(match => match[1])
        expect([path, named]).toEqual([path, scripts])
        for (const script of scripts) {
          const response = await get(script)
          expect([response.status, response.headers.get('content-type')]).toEqual([
            200,
            'text/javascript;charset=utf-8'
          ])
          // Nothing of the machine that made it.
          expect(await textOf(response)).not.toMatch(/node_modules|sourceMappingURL|\.ts"/)
        }
      }
    })

    test('are kept as long as the style of the pages, and sent again only when they are others', async () => {
      const plain = await get('/assets/site.js', undefined, { 'Accept-Encoding': 'identity' })
      const etag = plain.headers.get('etag') ?? ''
      expect(plain.headers.get('cache-control')).toBe((await get('/style.css')).headers.get('cache-control'))
      expect([plain.headers.get('vary'), plain.headers.get('content-encoding')]).toEqual([
        'Accept-Encoding',
        null
      ])
      await plain.arrayBuffer()
      const known = await get('/assets/site.js', undefined, {
        'Accept-Encoding': 'identity',
        'If-None-Match': etag
      })
      expect([known.status, await textOf(known)]).toEqual([304, ''])
    })

    test.each(['other.js', 'manifest.json', '..%2Fmanifest.json', 'site.js%2F', '__proto__', ''])(
      'are no way to other files: /assets/%s',
      async name => {
        const response = await get(`/assets/${name}`)
        expect(response.status).toBe(404)
        await problemOf(response)
      }
    )
  })

  describe(`${host}: a search for properties`, () => {
    test('finds by labels and by ids, and says how queries write them', async () => {
      for (const q of ['part', 'HAS PART', 'p527', 'P527']) {
        const { results } = await answered({ q })
        expect(results.find(({ id }) => id === 'P527')).toMatchObject({
          iri: 'http://www.wikidata.org/entity/P527',
          label: expect.stringMatching(/part/),
          statements: expect.any(Number),
          predicates: {
            direct: 'wdt:P527',
            claim: 'p:P527',
            statement: 'ps:P527',
            qualifier: 'pq:P527',
            reference: 'pr:P527'
          }
        })
      }
    })

    test('gives the most used without a name, as many as are asked for, and nothing for what nothing is called', async () => {
      const { results, truncated } = await answered({ limit: '2' })
      expect([results.length, truncated]).toEqual([2, true])
      expect(results[0]!.statements).toBeGreaterThanOrEqual(results[1]!.statements)
      for (const q of ['zzzz', '.*', '__proto__', '%', '<xyz>', '\u0301'])
        expect([q, (await answered({ q })).results]).toEqual([q, []])
    })

    test('may be kept by who asked', () => expectKept({ q: 'part', lang: 'en' }))

    test('refuses what is no question', async () => {
      const long = await asked({ q: 'x'.repeat(501) })
      expect([long.status, (await problemOf(long))['code']]).toEqual([413, 'too-long'])
      const other = await asked({ q: 'a', kind: 'b' })
      expect([other.status, (await problemOf(other))['code']]).toEqual([400, 'bad-request'])
      expect((await asked({ q: 'a' }, 'text/csv')).status).toBe(406)
    })
  })
}
