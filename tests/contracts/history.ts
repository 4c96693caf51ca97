import { describe, expect, test } from 'vitest'
// Not by the door of the room: N3, which stands behind it, does not load module by module in workerd.
import { LineReader } from '../../src/rdf/line-reader.ts'
import { type Ask, browser, clientOf, problemOf, textOf } from './client.ts'

const base = 'http://127.0.0.1:8787/'
const [first, second, third] = [
  'Thu, 01 Jan 2026 00:00:00 GMT',
  'Sun, 01 Feb 2026 00:00:00 GMT',
  'Sun, 01 Mar 2026 12:00:00 GMT'
]

/** The history of `tests/fixtures/history.ts`, as every host serves it. */
export function historyContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const at = (path: string, time: string, headers: Record<string, string> = {}) =>
    get(path, undefined, { 'Accept-Datetime': time, ...headers })
  const mementoAt = async (path: string, time: string): Promise<string> => {
    const gate = await at(path, time)
    expect([path, time, gate.status]).toEqual([path, time, 302])
    return gate.headers.get('location')!
  }
  const versionsOf = async (): Promise<string[]> => {
    const locations = await Promise.all([first, second, third].map(time => mementoAt('/data/Q1.nt', time)))
    return locations.map(location => location.split('/')[2]!)
  }

  describe(`${host}: Memento`, () => {
    test('documents are their own TimeGates, and lead to a TimeMap', async () => {
      for (const path of ['/data/Q1.ttl', '/page/Q1']) {
        const response = await get(path)
        const link = response.headers.get('link')
        expect(link).toContain(`<${base}${path.slice(1)}>; rel="original timegate"`)
        expect(link).toContain(`<${base}timemap${path}>; rel="timemap"; type="application/link-format"`)
        expect(response.headers.get('vary')).toMatch(/Accept-Datetime/)
        expect(response.headers.get('memento-datetime')).toBe(null)
        expect(response.headers.get('last-modified')).toBe(third)
        await response.arrayBuffer()
      }
    })

    test('a TimeGate leads to the document as it was at a time', async () => {
      const all = await versionsOf()
      expect(new Set(all).size).toBe(3)
      expect(await mementoAt('/data/Q1.nt', 'Fri, 01 Jan 1999 00:00:00 GMT')).toBe(
        `/version/${all[0]}/data/Q1.nt`
      )
      expect(await mementoAt('/data/Q1.nt', 'Sat, 28 Feb 2026 23:59:59 GMT')).toBe(
        `/version/${all[1]}/data/Q1.nt`
      )
      expect(await mementoAt('/data/Q1.nt', 'Tue, 01 Jan 2030 00:00:00 GMT')).toBe(
        `/version/${all[2]}/data/Q1.nt`
      )
      expect(await mementoAt('/page/Q1', second)).toBe(`/version/${all[1]}/page/Q1`)
      // What was not otherwise since is what it was then.
      expect(await mementoAt('/data/Q2.nt', third)).toBe(`/version/${all[1]}/data/Q2.nt`)
      const gate = await at('/data/Q1.nt', second)
      expect(gate.headers.get('vary')).toMatch(/Accept-Datetime/i)
      expect(gate.headers.get('link')).toContain('rel="timemap"')
    })

    test('a memento says what was said then, and stays', async () => {
      for (const [time, colour] of [
        [first, 'red'],
        [second, 'green']
      ] as const) {
        const path = await mementoAt('/data/Q1.nt', time)
        const response = await get(path)
        const { headers } = response
        expect([response.status, headers.get('memento-datetime'), headers.get('last-modified')]).toEqual([
          200,
          time,
          time
        ])
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
        const link = headers.get('link')
        expect(link).toContain(`<${base}data/Q1.nt>; rel="original timegate"`)
        expect(link).toContain('rel="first memento"')
        const text = await textOf(response)
        expect(text).toContain(`"${colour}"`)
        expect(text).toContain(`<${base}version/${path.split('/')[2]}>`)
        const known = await get(path, undefined, { 'If-None-Match': headers.get('etag')! })
        expect([known.status, known.headers.get('memento-datetime')]).toEqual([304, time])
        const page = await get(path.replace('/data/Q1.nt', '/page/Q1'), browser)
        expect(await textOf(page)).toContain(colour)
        const thing = await get(path.replace('/data/Q1.nt', '/entity/Q1'), 'text/turtle')
        expect([thing.status, thing.headers.get('location')]).toEqual([303, path.replace('.nt', '.ttl')])
      }
    })

    test('a malformed time is refused, and so is what was at no time', async () => {
      for (const time of ['yesterday', '2026-01-01', 'Thu, 32 Jan 2026 00:00:00 GMT', ''])
        expect([time, (await at('/data/Q1.ttl', time)).status]).toEqual([time, 400])
      expect((await at('/data/Q999.ttl', first)).status).toBe(404)
      expect((await get('/version/0000000000000000/data/Q1.ttl')).status).toBe(404)
      expect((await get('/timemap/data/Q999.ttl')).status).toBe(404)
      expect((await get('/version/..%2F..%2F/data/Q1.ttl')).status).toBe(404)
    })

    test('a TimeMap lists every memento', async () => {
      const all = await versionsOf()
      const response = await get('/timemap/data/Q1.ttl')
      expect(response.headers.get('content-type')).toBe('application/link-format')
      const lines = (await textOf(response)).trimEnd().split(',\n')
      expect(lines[0]).toBe(`<${base}data/Q1.ttl>; rel="original timegate"`)
      expect(lines[1]).toBe(
        `<${base}timemap/data/Q1.ttl>; rel="self"; type="application/link-format"; from="${first}"; until="${third}"`
      )
      const rels = ['first memento', 'memento', 'last memento']
      expect(lines.slice(2)).toEqual(
        [first, second, third].map(
          (time, i) => `<${base}version/${all[i]}/data/Q1.ttl>; rel="${rels[i]}"; datetime="${time}"`
        )
      )
      for (const [, address = ''] of lines.join('\n').matchAll(/^<([^>]+)>/gm))
        expect((await get(new URL(address).pathname)).status).toBe(200)
    })
  })

  describe(`${host}: what is not there any more`, () => {
    test.each([
      ['note-local', 'Q2'],
      ['note-twin', 'Q1'],
      ['note-older', 'Q1']
    ])('%s has become %s', async (old, now) => {
      for (const [from, to] of [
        [`/entity/${old}`, `/entity/${now}`],
        [`/data/${old}.ttl`, `/data/${now}.ttl`],
        [`/data/${old}`, `/data/${now}`],
        [`/page/${old}`, `/page/${now}`]
      ] as const) {
        const response = await get(from, browser)
        expect([from, response.status, response.headers.get('location')]).toEqual([from, 301, to])
      }
    })

    test('a note that was moved leads to where it is', async () => {
      const response = await get('/source/Same')
      expect([response.status, response.headers.get('location')]).toEqual([301, '/source/folder/Same'])
    })

    test('what has no successor is gone, and can be had as it was', async () => {
      for (const path of ['/entity/note-gone', '/data/note-gone.ttl', '/page/note-gone', '/source/Gone']) {
        const response = await get(path)
        expect([path, response.status]).toEqual([path, 410])
        expect(await problemOf(response)).toMatchObject({ code: 'gone' })
      }
      const shown = await get('/page/note-gone', browser)
      expect([shown.status, shown.headers.get('content-type')]).toEqual([410, 'text/html;charset=utf-8'])
      expect(shown.headers.get('link')).toContain('rel="timemap"')
      const memento = await mementoAt('/data/note-gone.nt', third)
      expect(await textOf(await get(memento))).toContain('"+3"')
      expect((await get('/entity/note-never')).status).toBe(404)
      const version = memento.split('/')[2]
      expect((await get(`/dump/dataset-${version}.nt`)).status).toBe(410)
    })
  })

  describe(`${host}: versions`, () => {
    test('have IRIs that say what they are versions of, and what was before', async () => {
      const all = await versionsOf()
      for (const [i, version] of all.entries()) {
        const response = await get(`/version/${version}`, 'application/n-triples')
        expect(response.status).toBe(200)
        const text = await textOf(response)
        expect(text).toContain(`<http://www.w3.org/ns/dcat#isVersionOf> <${base}dataset>`)
        expect(text.includes(`previousVersion> <${base}version/${all[i - 1]}>`)).toBe(i > 0)
      }
      expect((await get('/version/0000000000000000')).status).toBe(404)
    })

    test('are named by documents and by answers', async () => {
      const [, , version] = await versionsOf()
      const link = `<${base}version/${version}>; rel="http://www.w3.org/ns/prov#wasDerivedFrom"`
      const document = await get('/data/Q1.nt')
      expect(document.headers.get('link')).toContain(link)
      expect(await textOf(document)).toContain(
        `<${base}data/Q1> <http://www.w3.org/ns/prov#wasDerivedFrom> <${base}version/${version}>`
      )
      const answer = await get(`/sparql?query=${encodeURIComponent('ASK {}')}`)
      expect(answer.headers.get('link')).toContain(link)
      await answer.arrayBuffer()
    })
  })

  describe(`${host}: the feed`, () => {
    test('tells in order what versions created, changed and removed', async () => {
      const quadsOf = async (path: string) => {
        const response = await get(path, 'application/n-triples')
        expect([path, response.status]).toEqual([path, 200])
        return [...new LineReader(false).read(await textOf(response))]
      }
      const root = await quadsOf('/feed')
      const objects = (quads: typeof root, predicate: string) =>
        quads.filter(quad => quad.predicate.value.endsWith(predicate)).map(({ object }) => object.value)
      expect(objects(root, 'type')).toContain('https://w3id.org/ldes#EventStream')
      expect(objects(root, 'ldes#timestampPath')).toEqual(['http://purl.org/dc/terms/modified'])
      expect(objects(root, 'ldes#versionOfPath')).toEqual(['http://purl.org/dc/terms/isVersionOf'])
      const pages = objects(root, 'tree#node')
      expect(pages).toEqual([`${base}feed/1`])
      const told: string[] = []
      for (const page of pages) {
        const quads = await quadsOf(new URL(page).pathname)
        const of = (subject: string, predicate: string) =>
          quads
            .filter(quad => quad.subject.value === subject && quad.predicate.value.endsWith(predicate))
            .map(({ object }) => object.value)
        const members = objects(quads, 'tree#member').sort(
          (a, b) => Number(a.split('#')[1]) - Number(b.split('#')[1])
        )
        for (const member of members) {
          const activity = of(member, '#type').find(type => type.includes('activitystreams'))!
          const isDeleted = activity.endsWith('Delete')
          expect(of(member, '#type').includes('https://w3id.org/ldes#Tombstone')).toBe(isDeleted)
          const [thing] = of(member, 'terms/isVersionOf')
          const [to] = of(member, 'isReplacedBy')
          told.push(
            `${of(member, 'modified')[0]?.slice(0, 10)} ${activity.split('#')[1]} ${thing!.slice(base.length)}${to ? ` → ${to.slice(base.length)}` : ''}`
          )
          const [memento] = of(member, 'seeAlso')
          expect(memento === undefined).toBe(isDeleted)
          if (memento) expect((await get(`${new URL(memento).pathname}.nt`)).status).toBe(200)
        }
      }
      const entities = told.filter(line => line.includes('entity/'))
      expect(entities.filter(line => !line.startsWith('2026-01-01'))).toEqual([
        '2026-02-01 Create entity/Q2',
        '2026-02-01 Update entity/Q1',
        '2026-02-01 Delete entity/note-local → entity/Q2',
        '2026-03-01 Update entity/Q1',
        '2026-03-01 Update entity/Q4',
        '2026-03-01 Delete entity/note-gone',
        '2026-03-01 Delete entity/note-twin → entity/Q1'
      ])
      expect(entities.filter(line => line.startsWith('2026-01-01')).sort()).toEqual(
        ['Q1', 'Q4', 'note-gone', 'note-local', 'note-twin']
          .map(id => `2026-01-01 Create entity/${id}`)
          .sort()
      )
      expect((await get('/feed/2')).status).toBe(404)
      expect((await get('/feed', 'image/png')).status).toBe(406)
    })
  })
}
