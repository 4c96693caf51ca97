import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, jsonOf, textOf } from './client.ts'

/** Links of a page, unescaped, with what they say. */
const linksIn = (page: string): { href: string; says: string }[] =>
  [...page.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = '', says = '']) => ({
    href: href.replaceAll('&amp;', '&'),
    says
  }))

/** The queries that the query page offers, and the ways to have answers otherwise. */
export function examplesContract(host: string, ask: Ask): void {
  const { get, query } = clientOf(ask)

  describe(`${host}: example queries`, () => {
    test.each(['/sparql', '/sparql/wikidata'])('of %s have an answer each', async endpoint => {
      const page = await textOf(await get(endpoint, browser))
      const [, list = ''] = /<details id="examples"[^>]*>(.*?)<\/details>/s.exec(page) ?? []
      const examples = linksIn(list)
      expect(examples.length).toBeGreaterThan(4)
      for (const { href, says } of examples) {
        const { pathname, searchParams } = new URL(href, 'http://host')
        expect(pathname).toBe(endpoint)
        // What asks another endpoint is only shown.
        if (searchParams.has('draft')) continue
        const { results } = await jsonOf<{ results: { bindings: unknown[] } }>(
          await get(href, 'application/sparql-results+json')
        )
        expect([says, results.bindings.length > 0]).toEqual([says, true])
      }
    })

    test.each([
      ['SELECT ?s { ?s ?p ?o } LIMIT 1', ['JSON', 'CSV', 'TSV', 'XML']],
      ['ASK {}', ['JSON', 'XML']],
      ['DESCRIBE wd:Q318693', ['Turtle', 'N-Triples', 'JSON-LD', 'RDF/XML']]
    ])('the answer to %s can be had as %s', async (text, formats) => {
      const page = await textOf(await query(text, browser))
      const [, downloads = ''] = /<p class="downloads">(.*?)<\/p>/s.exec(page) ?? []
      const links = linksIn(downloads)
      expect(links.map(({ says }) => says)).toEqual(formats)
      for (const { href, says } of links) {
        const response = await get(href, browser)
        await response.arrayBuffer()
        expect([says, response.status, response.headers.get('content-type')]).toEqual([
          says,
          200,
          expect.not.stringMatching(/html/)
        ])
      }
    })
  })
}
