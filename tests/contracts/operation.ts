import { describe, expect, test } from 'vitest'
import { parseExposition, type Sample } from '../exposition.ts'
import { type Ask, clientOf, jsonOf, textOf } from './client.ts'

/** What whoever runs the site needs: whether it answers, and what it is at. */
export function operationContract(host: string, ask: Ask): void {
  const { get, query } = clientOf(ask)
  const samples = async (): Promise<Sample[]> => {
    const response = await get('/metrics')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8'
    ])
    return parseExposition(await textOf(response))
  }
  const countIn = (all: readonly Sample[], name: string, labels: Record<string, string>): number =>
    all.find(
      sample =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value)
    )?.value ?? 0

  describe(`${host}: operation`, () => {
    test('healthz answers in text and in JSON, with the version of the dataset', async () => {
      const text = await get('/healthz')
      expect([text.status, text.headers.get('content-type')]).toEqual([200, 'text/plain;charset=utf-8'])
      const [, version] = /^ok (\S+)\n$/.exec(await textOf(text)) ?? []
      expect(version).toBeTruthy()
      expect(await jsonOf(await get('/healthz', 'application/json'))).toEqual({ status: 'ok', version })
      expect((await ask('/healthz', { method: 'HEAD' })).status).toBe(200)
    })

    test('metrics count requests by route, method and status, and queries by how they went', async () => {
      const before = await samples()
      const good = 'SELECT * { ?s ?p ?o } LIMIT 1'
      await (await query(good)).arrayBuffer()
      await (await query('SELECT')).arrayBuffer()
      await (await get('/entity/Q999999999')).arrayBuffer()
      await (await ask('/entity/Q318693', { method: 'PROPFIND' })).arrayBuffer()
      await (await get('/data/Q318693.ttl')).arrayBuffer()
      await (await get('/data/Q318693.ttl')).arrayBuffer()
      const after = await samples()
      const grown = (name: string, labels: Record<string, string>) =>
        countIn(after, name, labels) - countIn(before, name, labels)
      const requests = 'hawksbill_http_requests_total'
      expect(grown(requests, { route: '/sparql', method: 'GET', status: '200' })).toBeGreaterThanOrEqual(1)
      expect(grown(requests, { route: '/sparql', method: 'GET', status: '400' })).toBeGreaterThanOrEqual(1)
      expect(grown(requests, { route: '/*', method: 'GET', status: '404' })).toBeGreaterThanOrEqual(1)
      expect(grown(requests, { method: 'other', status: '405' })).toBeGreaterThanOrEqual(1)
      expect(grown('hawksbill_queries_total', { outcome: 'answered' })).toBeGreaterThanOrEqual(1)
      expect(grown('hawksbill_queries_total', { outcome: 'query-malformed' })).toBeGreaterThanOrEqual(1)
      expect(grown('hawksbill_representations_total', { result: 'hit' })).toBeGreaterThanOrEqual(1)
      expect(
        grown('hawksbill_http_request_duration_seconds_count', { route: '/data/*' })
      ).toBeGreaterThanOrEqual(2)
      expect(countIn(after, 'hawksbill_store_quads', {})).toBeGreaterThan(100)
    })

    test('metrics name routes and no addresses, so that nobody can make any number of them', async () => {
      for (let i = 0; i < 5; i++) await (await get(`/entity/made-up-${i}?x=${i}`)).arrayBuffer()
      const response = await get('/metrics')
      const text = await textOf(response)
      expect(text).not.toMatch(/made-up|Q318693|127\.0\.0\.1/)
      const routes = parseExposition(text).flatMap(({ labels }) => labels['route'] ?? [])
      expect(new Set(routes).size).toBeLessThan(60)
    })
  })
}
