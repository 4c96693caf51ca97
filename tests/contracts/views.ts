import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, problemOf, textOf } from './client.ts'

/** What people would rather look at than read: places, times, relations, and answers of queries. */
export function viewsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const page = async (path: string): Promise<string> => {
    const response = await get(path, browser)
    const text = await textOf(response)
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html;charset=utf-8'
    ])
    return text
  }
  const answered = (query: string, more = '') => page(`/sparql?query=${encodeURIComponent(query)}${more}`)

  describe(`${host}: views`, () => {
    test('has a map with what has coordinates, in words too', async () => {
      const map = await page('/map')
      expect(map).toContain('<image href="/land.svg"')
      expect(map).toMatch(/<a href="\/page\/Q318693"><title[^>]*>Collective Security Treaty Organization/)
      expect(map).toContain('55.7963° N, 37.5354° E')
      const elsewhere = await page('/map?bbox=-80,-40,-40,-20')
      expect(elsewhere).not.toContain('<title lang="en">Collective')
      expect(elsewhere).toContain('bbox=-180,-90,180,90')
      const land = await get('/land.svg')
      expect([land.status, land.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
      expect((await land.arrayBuffer()).byteLength).toBeLessThan(60_000)
    })

    test('lets pages with a map load tiles, and no others', async () => {
      const hosts = async (path: string): Promise<string | undefined> => {
        const response = await get(path, browser)
        await response.arrayBuffer()
        const policy = response.headers.get('content-security-policy') ?? ''
        return /img-src 'self'([^;]*);/.exec(policy)?.[1]?.trim()
      }
      const commons = 'https://commons.wikimedia.org https://upload.wikimedia.org'
      const places = `/sparql?query=${encodeURIComponent('SELECT ?s ?at { ?s wdt:P625 ?at }')}`
      for (const [path, allowed] of [
        ['/map', 'https://tile.openstreetmap.org'],
        [`${places}&view=map`, 'https://tile.openstreetmap.org'],
        ['/page/Q318693', `${commons} https://tile.openstreetmap.org`],
        [places, ''],
        ['/page/Q399', commons],
        ['/timeline', ''],
        ['/', '']
      ] as const)
        expect([path, await hosts(path)]).toEqual([path, allowed])
    })

    test('has a timeline of everything, and of one thing', async () => {
      expect(await page('/timeline')).toMatch(
        /since <time datetime="1992-05-15T00:00:00Z">15 May 1992<\/time>/
      )
      const about = await page('/timeline?about=Q318693&property=P571')
      expect(about).toContain('Timeline of')
      expect(about).toMatch(/since <time [^>]*>(?:15 May 1992|7 October 2002)<\/time>/)
      expect(await page('/timeline?about=Q318693&property=P571&to=1990')).toContain(
        'Nothing here is dated so.'
      )
    })

    test('has a graph of what an entity is related to, whose nodes lead to theirs', async () => {
      const graph = await page('/neighbours/Q318693')
      expect(graph).toMatch(/<a class="thing" href="\/neighbours\/Q399"><title[^>]*>Armenia<\/title>/)
      expect(graph).toContain('<a href="/page/Q399">Armenia</a>')
    })

    test('leads to them from pages, and shows where something is', async () => {
      const entity = await page('/page/Q318693')
      for (const part of ['href="/neighbours/Q318693"', 'href="/timeline?about=Q318693"', 'class="locator"'])
        expect(entity).toContain(part)
      expect(await page('/')).toContain('<a href="/map">Map</a>')
    })

    test('can be kept, in a language', async () => {
      for (const path of ['/map', '/timeline', '/neighbours/Q318693']) {
        const response = await get(path, browser)
        const etag = response.headers.get('etag') ?? ''
        expect([etag, response.headers.get('vary')]).toEqual([
          expect.stringMatching(/^"/),
          'Accept, Accept-Language'
        ])
        await response.arrayBuffer()
        expect((await get(path, browser, { 'If-None-Match': etag })).status).toBe(304)
        const head = await ask(path, { method: 'HEAD' })
        expect([head.status, await textOf(head)]).toEqual([200, ''])
        expect((await get(`${path}?lang=ru`, browser)).headers.get('vary')).toBe('Accept')
      }
    })

    test('shows answers as the address or the query says, where their columns fit', async () => {
      const query = 'SELECT ?item ?where { ?item wdt:P625 ?where }'
      const table = await answered(query)
      expect(table).toMatch(/<section id="answer"[^>]*>.*<nav aria-label="Views of the answer">/s)
      expect(table).toMatch(/<a href="[^"]*&amp;view=map">Map<\/a>/)
      expect(table).not.toContain('class="map"')
      for (const map of [await answered(query, '&view=map'), await answered(`#defaultView:Map\n${query}`)])
        expect(map).toMatch(/<section id="answer".*class="map".*<\/section>/s)
      expect(await answered(`#defaultView:Map\n${query}`, '&view=table')).not.toContain('class="map"')
      expect(await answered('SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p', '&view=bars')).toContain(
        '<svg class="bar"'
      )
      expect(await answered('SELECT ?s ?t { ?s wdt:P571 ?t }', '&view=timeline')).toContain(
        '<svg class="span"'
      )
      expect(await answered('SELECT ?t (1 AS ?n) { ?s wdt:P571 ?t }', '&view=lines')).toContain(
        'class="lines"'
      )
      expect(await answered('SELECT ?s { ?s wdt:P571 ?t }', '&view=map')).toContain('No column fits map.')
      const graph = await answered('CONSTRUCT { ?s wdt:P527 ?o } { ?s wdt:P527 ?o }', '&view=graph')
      expect(graph).toMatch(/<a class="thing" href="\/page\/Q399"><title[^>]*>Armenia<\/title>/)
      expect(
        await answered('CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o } LIMIT 3', '&view=graph')
      ).toContain('relates no things')
      const csv = await get(`/sparql?query=${encodeURIComponent(query)}&view=map`, 'text/csv')
      expect(await textOf(csv)).toContain('Point(37.5354 55.7963)')
    })

    test.each([
      ['/map?bbox=1,2,3', 400],
      ['/map?bbox=10,0,-10,5', 400],
      ['/map?page=0', 400],
      ['/map?page=999', 404],
      ['/map?zoom=3', 400],
      ['/timeline?from=soon', 400],
      ['/timeline?from=2000&to=1990', 400],
      ['/timeline?from=1992-13', 400],
      ['/timeline?about=Q999999999', 404],
      ['/neighbours/Q999999999', 404],
      ['/neighbours/source/wiki', 404],
      ['/neighbours/', 404],
      ['/sparql?query=ASK%7B%7D&view=globe', 400],
      ['/sparql?query=ASK%7B%7D&view=map&view=table', 400]
    ])('refuses %s', async (path, status) => {
      const response = await get(path)
      expect([response.status, (await problemOf(response))['status']]).toEqual([status, status])
    })
  })
}
