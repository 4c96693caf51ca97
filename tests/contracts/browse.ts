import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, jsonOf, questionsOf, textOf } from './client.ts'

interface Disagreements {
  readonly kinds: readonly { readonly kind: string; readonly open: number; readonly settled: number }[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly disagreements: readonly { readonly kind: string; readonly state: string; readonly iri: string }[]
}

/** The ways through the dataset: by classes, by properties, by what sources disagree about; in a language that is kept. */
export function browseContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const page = async (path: string) => textOf(await get(path, browser))

  describe(`${host}: browsing`, () => {
    test('leads from classes to things, and from properties to what has them', async () => {
      const browse = await page('/browse')
      const [, ofClass = ''] = /href="(\/classes\?class=[^"]*)">military alliance/.exec(browse) ?? []
      expect(await page(ofClass)).toContain('<a href="/page/Q318693">')
      const [, ofProperty = ''] = /href="(\/properties\?property=[^"]*)">has part\(s\)/.exec(browse) ?? []
      const values = await page(ofProperty)
      expect(values).toContain('<a href="/page/Q318693">')
      expect(values).toContain('<a href="/page/Q399">Armenia</a>')
      expect(await page('/page/Q1127126')).toContain(`href="${ofClass}"`)
    })

    test('is for people, can be kept, and HEAD says what GET does', async () => {
      for (const path of ['/browse', '/classes', '/properties']) {
        const whole = await get(path, browser)
        const etag = whole.headers.get('etag') ?? ''
        expect([path, whole.status, whole.headers.get('vary')]).toEqual([
          path,
          200,
          'Accept, Accept-Language'
        ])
        await whole.arrayBuffer()
        expect((await get(path, browser, { 'If-None-Match': etag })).status).toBe(304)
        const head = await ask(path, { method: 'HEAD', headers: { Accept: browser } })
        expect([head.status, head.headers.get('etag'), await textOf(head)]).toEqual([200, etag, ''])
        expect((await get(path, 'text/turtle')).status).toBe(406)
      }
    })

    test.each([
      ['/browse?x=1', 400],
      ['/browse?lang=%3C', 400],
      ['/classes?class=urn:x', 404],
      ['/classes?page=0', 400],
      ['/classes?page=999', 404],
      ['/properties?property=urn:x', 404],
      ['/properties?property=a&property=b', 400],
      ['/properties?page=1e1', 400],
      ['/disagreements?kind=None', 400],
      ['/disagreements?state=closed', 400],
      ['/disagreements?page=999', 404],
      ['/disagreements.csv?lang=x&lang=y', 400]
    ])('refuses %s', async (path, status) => {
      const response = await get(
        path,
        path.startsWith('/disagreements') ? undefined : 'text/html, application/problem+json'
      )
      expect(response.status).toBe(status)
      await response.arrayBuffer()
    })
  })

  describe(`${host}: disagreements`, () => {
    const { answered, expectKept } = questionsOf<Disagreements>(ask, '/disagreements')

    test('are counted by kind and state, and filtered by both', async () => {
      const all = await answered({})
      const sum = all.kinds.reduce((total, { open, settled }) => total + open + settled, 0)
      expect([all.page, all.total]).toEqual([1, sum])
      for (const { kind, open, settled } of all.kinds) {
        const found = await answered({ kind, state: 'settled' })
        expect([kind, found.total]).toEqual([kind, settled])
        for (const one of found.disagreements) expect([one.kind, one.state]).toEqual([kind, 'settled'])
        expect((await answered({ kind, state: 'open' })).total).toBe(open)
      }
    })

    test('can be kept, in JSON, as a page and as a table', async () => {
      await expectKept({})
      const shown = await page('/disagreements')
      expect(shown).toContain('<h1>Where sources disagree</h1>')
      for (const [path, accept] of [
        ['/disagreements.csv', '*/*'],
        ['/disagreements', 'text/csv']
      ] as const) {
        const table = await get(path, accept)
        expect(table.headers.get('content-type')).toBe('text/csv;charset=utf-8')
        expect((await textOf(table)).split('\r\n')[0]).toBe(
          'kind,state,entity,entity IRI,property,property label,sides,comment,resolution,IRI'
        )
      }
    })

    test('have pages of their own, which say what was decided', async () => {
      const { disagreements } = await jsonOf<Disagreements>(await get('/disagreements'))
      for (const { iri } of disagreements.slice(0, 3)) {
        const own = await page(`/page${new URL(iri).pathname}`)
        expect(own).toContain('<h2 id="sides">')
        expect(own).toContain('href="/disagreements?kind=')
      }
    })
  })

  describe(`${host}: a language that was asked for by name`, () => {
    test('stays along links, and is on no link where none was asked for', async () => {
      for (const path of ['/', '/browse', '/page/Q318693', '/search?q=treaty', '/ontology', '/shapes']) {
        const plain = await page(path)
        expect([path, plain.match(/href="\/page\/[^"]*lang=/g)]).toEqual([path, null])
        const asked = await page(`${path}${path.includes('?') ? '&' : '?'}lang=ru`)
        expect([path, asked.match(/href="\/page\/[^"?]*"/g)]).toEqual([path, null])
        expect(asked).toContain('<a href="/browse?lang=ru">Browse</a>')
        expect(asked).toContain('<input type="hidden" name="lang" value="ru">')
      }
    })

    test('stays along redirections', async () => {
      const response = await get('/entity/Q318693?lang=ru', browser)
      expect(response.headers.get('location')).toBe('/page/Q318693?lang=ru')
      await response.arrayBuffer()
    })

    test('has a tag of its own, and else depends on what the reader accepts', async () => {
      const tags = new Set<string | null>()
      for (const [path, accepted] of [
        ['/', 'en'],
        ['/?lang=en', 'ru']
      ] as const) {
        const response = await get(path, browser, { 'Accept-Language': accepted })
        tags.add(response.headers.get('etag'))
        expect(response.headers.get('vary')).toBe(path === '/' ? 'Accept, Accept-Language' : 'Accept')
        await response.arrayBuffer()
      }
      expect(tags.size).toBe(2)
    })
  })

  test(`${host}: has a sign of its own`, async () => {
    const icon = await get('/favicon.svg')
    expect(icon.headers.get('content-type')).toBe('image/svg+xml')
    expect(await textOf(icon)).toMatch(/^<svg /)
    expect(await page('/')).toContain('href="/favicon.svg"')
  })
}
