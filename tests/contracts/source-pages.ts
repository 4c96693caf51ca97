import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, problemOf, textOf } from './client.ts'

/** The page of a source: what statements cite of it, in pages. */
export function sourcePagesContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)

  describe(`${host}: the page of a source`, () => {
    test('every link from a fact to its words lands on them', async () => {
      const entity = await textOf(await get('/page/Q318693', browser))
      const links = [...entity.matchAll(/href="(\/page\/source\/[^"]+\?ref=[^"#]+)#(ref-[^"]+)"/g)]
      expect(links.length).toBeGreaterThan(0)
      const pages = new Map<string, string>()
      for (const [, href = '', fragment = ''] of links) {
        const sent = await get(href, browser)
        const location = sent.headers.get('location') ?? ''
        expect([href, sent.status]).toEqual([href, 303])
        if (!pages.has(location)) pages.set(location, await textOf(await get(location, browser)))
        const found = pages.get(location)!.split(` id="${fragment}"`).length - 1
        expect([href, location, found]).toEqual([href, location, 1])
      }
    })

    test('leads back from its words to facts that there are', async () => {
      const page = await textOf(await get('/page/source/encyclopedia', browser))
      const facts = [...page.matchAll(/href="(\/page\/[^"#/]+)#([^"]+)"/g)]
      expect(facts.length).toBeGreaterThan(0)
      const entities = new Map<string, string>()
      for (const [, href = '', fragment = ''] of facts) {
        if (!entities.has(href)) entities.set(href, await textOf(await get(href, browser)))
        expect([
          href,
          fragment,
          entities.get(href)!.includes(` id="${decodeURIComponent(fragment)}"`)
        ]).toEqual([href, fragment, true])
      }
    })

    test('has the pages that there are, each with an address of its own', async () => {
      const first = await get('/page/source/encyclopedia?page=1', browser)
      expect([first.status, first.headers.get('etag')]).toEqual([
        200,
        (await get('/page/source/encyclopedia', browser)).headers.get('etag')
      ])
      expect(first.headers.get('link')).toContain('/page/source/encyclopedia>; rel="canonical"')
      for (const path of ['/page/source/encyclopedia?page=999', '/page/Q318693?page=2']) {
        const missing = await get(path, 'application/json')
        expect([path, missing.status]).toEqual([path, 404])
        await problemOf(missing)
      }
      for (const page of ['0', '-1', '1.5', 'x', '', '1&page=2']) {
        const wrong = await get(`/page/source/encyclopedia?page=${page}`, 'application/json')
        expect([page, wrong.status]).toEqual([page, 400])
        await problemOf(wrong)
      }
    })

    test('sends on from a reference that it does not know to its beginning', async () => {
      const sent = await get('/page/source/encyclopedia?ref=nowhere', browser)
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/page/source/encyclopedia'])
    })
  })
}
