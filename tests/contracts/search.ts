import { describe, expect, test } from 'vitest'
import type { SearchAnswer } from '../../src/store/store.ts'
import { type Ask, browser, clientOf, problemOf, questionsOf, textOf } from './client.ts'

const suggestions = 'application/x-suggestions+json'

/** What things are called, in JSON. */
export function searchContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const { asked: searched, answered, expectKept } = questionsOf<SearchAnswer>(ask, '/search')

  describe(`${host}: search`, () => {
    test('finds by whole names, beginnings, words, in any language', async () => {
      for (const q of [
        'Collective Security Treaty Organization',
        'collective sec',
        'treaty COLLECTIVE',
        'организация дог'
      ]) {
        const { results } = await answered({ q })
        expect(
          results.find(({ iri }) => iri === 'http://127.0.0.1:8787/entity/Q318693'),
          q
        ).toMatchObject({
          label: 'Collective Security Treaty Organization',
          item: 'http://www.wikidata.org/entity/Q318693',
          name: { text: expect.any(String), kind: expect.stringMatching(/^(?:label|alias)$/) },
          types: expect.any(Array),
          statements: expect.any(Number)
        })
      }
    })

    test('says what was asked, and whether there is more', async () => {
      expect(await answered({ q: ' armenia ', lang: 'EN', limit: '1' })).toMatchObject({
        query: 'armenia',
        language: 'en',
        results: [
          { label: 'Armenia', name: { text: 'Armenia', language: 'en', kind: 'label', match: 'whole' } }
        ]
      })
      const { results, truncated } = await answered({ q: 'c', limit: '1' })
      expect([results.length, truncated]).toEqual([1, true])
    })

    test('has labels in the language that is asked for', async () => {
      const { results } = await answered({ q: 'collective security treaty organization', lang: 'ru' })
      expect(results[0]?.label).toMatch(/^Организация/)
    })

    test('finds nothing, and says so', async () => {
      for (const q of ['zzzz', '\u0301', '.*', '__proto__', '%', '\u0000', '<xyz>'])
        expect((await answered({ q })).results, q).toEqual([])
    })

    test('suggests as OpenSearch has it', async () => {
      const response = await searched({ q: 'arme' }, suggestions)
      expect(response.headers.get('content-type')).toBe(suggestions)
      const [query, names, descriptions, addresses] = JSON.parse(await textOf(response)) as [
        string,
        ...string[][]
      ]
      expect([query, names?.[0], addresses?.[0]]).toEqual([
        'arme',
        'Armenia',
        'http://127.0.0.1:8787/entity/Q399'
      ])
      expect([names?.length, descriptions?.length]).toEqual([addresses?.length, addresses?.length])
    })

    test('can be kept, and HEAD says what GET does', async () => {
      const question = { q: 'armenia' }
      const etag = await expectKept(question)
      const others = [await searched({ q: 'russia' }), await searched(question, suggestions)]
      for (const other of others) {
        expect(other.headers.get('etag')).not.toBe(etag)
        await other.arrayBuffer()
      }
    })

    test('answers GET, HEAD and OPTIONS alone', async () => {
      const options = await ask('/search', { method: 'OPTIONS' })
      expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
      const post = await ask('/search?q=a', { method: 'POST', body: 'q=a' })
      expect([post.status, (await problemOf(post))['code']]).toEqual([405, 'method-not-allowed'])
    })

    test('is JSON unless a page is asked for, and nothing for who accepts none', async () => {
      const response = await searched({ q: 'armenia' }, '*/*')
      expect(response.headers.get('content-type')).toBe('application/json')
      await response.arrayBuffer()
      const page = await searched({ q: 'armenia' }, browser)
      expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await textOf(page)).toContain('<a href="/page/Q399">Armenia</a>')
      expect(await textOf(await searched({ q: 'zzzz<' }, browser))).toContain('zzzz&lt;')
      const refused = await searched({ q: 'armenia' }, 'text/turtle')
      expect(refused.status).toBe(406)
      expect((await problemOf(refused))['available']).toEqual(['application/json', suggestions, 'text/html'])
    })

    test.each([
      ['', 400, 'query-missing'],
      ['?q=', 400, 'query-missing'],
      ['?q=+', 400, 'query-missing'],
      ['?lang=en', 400, 'query-missing'],
      ['?q=a&q=b', 400, 'bad-request'],
      ['?q=a&query=b', 400, 'bad-request'],
      ['?q=a&__proto__=1', 400, 'bad-request'],
      ['?q=%ff', 400, 'bad-request'],
      ['?q=%zz', 400, 'bad-request'],
      ['?q=a&limit=0', 400, 'bad-request'],
      ['?q=a&limit=101', 400, 'bad-request'],
      ['?q=a&limit=-1', 400, 'bad-request'],
      ['?q=a&limit=', 400, 'bad-request'],
      ['?q=a&limit=1e1', 400, 'bad-request'],
      ['?q=a&lang=', 400, 'bad-request'],
      ['?q=a&lang=e%20n', 400, 'bad-request'],
      ['?q=a&lang=%D1%80%D1%83', 400, 'bad-request'],
      [`?q=${'x'.repeat(501)}`, 413, 'too-long'],
      [`?q=${'x'.repeat(10_000)}`, 413, 'too-long']
    ])('refuses /search%s', async (search, status, code) => {
      const response = await get(`/search${search}`)
      expect([response.status, (await problemOf(response))['code']]).toEqual([status, code])
    })
  })
}
