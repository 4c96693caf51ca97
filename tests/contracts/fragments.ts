import { describe, expect, test } from 'vitest'
// Not by their door: N3 cannot be loaded in workerd, module by module.
import { LineReader } from '../../src/rdf/line-reader.ts'
import type { Quad } from '../../src/rdf/terms.ts'
import { quadLine } from '../../src/rdf/write.ts'
import { type Ask, browser, clientOf, formats, problemOf, textOf } from './client.ts'

const base = 'http://127.0.0.1:8787/'
const hydra = 'http://www.w3.org/ns/hydra/core#'
const partOf = 'http://www.wikidata.org/prop/direct/P527'

function parsed(lines: string): Quad[] {
  const reader = new LineReader(true)
  return [...reader.read(lines), ...reader.end()]
}

/** Triple and Quad Pattern Fragments. */
export function fragmentsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const addressOf = (pattern: Record<string, string>) => `/fragments?${new URLSearchParams(pattern)}`
  /** A page, with what it says of itself and what it gives apart. */
  const read = async (address: string, accept = 'application/n-quads') => {
    const response = await get(address, accept)
    const body = await textOf(response)
    expect([address, response.status]).toEqual([address, 200])
    const quads = parsed(body)
    const metadata = quads.filter(({ graph }) => graph.value.endsWith('#metadata'))
    const objectsOf = (subject: string, predicate: string) =>
      metadata
        .filter(quad => quad.subject.value === subject && quad.predicate.value === predicate)
        .map(quad => quad.object.value)
    const page = base.slice(0, -1) + address
    const said = (name: string) => objectsOf(page, hydra + name)[0]
    return {
      data: quads.filter(quad => !metadata.includes(quad)),
      metadata,
      objectsOf,
      total: Number(said('totalItems')),
      next: said('next')?.slice(base.length - 1),
      previous: said('previous')?.slice(base.length - 1),
      last: said('last')?.slice(base.length - 1)
    }
  }

  describe(`${host}: fragments`, () => {
    test('carry the form by which all others can be asked for, and where the dataset is', async () => {
      const { objectsOf, metadata } = await read('/fragments')
      const [form = ''] = objectsOf(`${base}dataset`, `${hydra}search`)
      expect(objectsOf(form, `${hydra}template`)).toEqual([
        `${base}fragments{?subject,predicate,object,graph}`
      ])
      expect(objectsOf(form, `${hydra}variableRepresentation`)).toEqual([`${hydra}ExplicitRepresentation`])
      const mappings = objectsOf(form, `${hydra}mapping`).map(mapping => [
        ...objectsOf(mapping, `${hydra}variable`),
        ...objectsOf(mapping, `${hydra}property`)
      ])
      const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
      expect(mappings.sort()).toEqual([
        ['graph', 'http://www.w3.org/ns/sparql-service-description#graph'],
        ['object', `${rdf}object`],
        ['predicate', `${rdf}predicate`],
        ['subject', `${rdf}subject`]
      ])
      expect(objectsOf(`${base}dataset`, 'http://rdfs.org/ns/void#subset')).toEqual([`${base}fragments`])
      expect(
        objectsOf(`${base}dataset`, 'http://www.w3.org/ns/sparql-service-description#defaultGraph')
      ).toEqual(['urn:ldf:defaultGraph'])
      const [topic] = metadata.filter(
        quad => quad.predicate.value === 'http://xmlns.com/foaf/0.1/primaryTopic'
      )
      expect([topic?.subject.value, topic?.object.value]).toEqual([topic?.graph.value, `${base}dataset`])
      expect(metadata.map(quadLine).join('\n')).not.toContain('_:')
    })

    test('give every quad of the dataset once, over all pages', { timeout: 60_000 }, async () => {
      const dump = await textOf(await get('/dump/dataset.nq'))
      const expected = dump.trimEnd().split('\n')
      const found: string[] = []
      let [address, previous, pages]: [string | undefined, string | undefined, number] = [
        '/fragments',
        undefined,
        0
      ]
      // A large dataset is tried in part; its last page tells that there is all of it.
      while (address !== undefined && pages < 30) {
        const page = await read(address)
        expect(page.total).toBe(expected.length)
        if (pages > 1) expect(page.previous).toBe(previous)
        found.push(...page.data.map(quad => quadLine(quad)))
        pages += 1
        if (page.next === undefined) expect(found).toHaveLength(expected.length)
        previous = address
        address = page.next
      }
      expect(new Set(found).size).toBe(found.length)
      expect(found.filter(line => !dump.includes(line))).toEqual([])
      const { last = '' } = await read('/fragments')
      const end = await read(last)
      expect([end.next, end.data.length]).toEqual([undefined, expected.length % 100 || 100])
    })

    test('are chosen by terms in every place, and counted', async () => {
      const members = await read(
        addressOf({ subject: `${base}entity/Q318693`, predicate: partOf, graph: 'urn:ldf:defaultGraph' })
      )
      expect(members.total).toBe(members.data.length)
      expect(members.total).toBeGreaterThan(5)
      expect(new Set(members.data.map(quad => quad.graph.termType))).toEqual(new Set(['DefaultGraph']))
      const spelled = await read(
        addressOf({ subject: `<${base}entity/Q318693>`, predicate: `<${partOf}>`, object: '?o', graph: '?g' })
      )
      expect(spelled.total).toBeGreaterThanOrEqual(members.total)
      const label = '"Armenia"@en'
      const named = await read(addressOf({ object: label, graph: 'urn:ldf:defaultGraph' }))
      expect(named.data.map(quad => quad.subject.value)).toContain(`${base}entity/Q399`)
      const graphs = new Set(spelled.data.map(quad => quad.graph.value))
      for (const graph of [...graphs].filter(name => name !== '')) {
        const within = await read(addressOf({ graph }))
        expect(within.total).toBeGreaterThan(0)
        expect(new Set(within.data.map(quad => quad.graph.value))).toEqual(new Set([graph]))
      }
    })

    test('may be empty: what is unknown, and what cannot be', async () => {
      for (const pattern of [
        { subject: 'urn:unknown' },
        { subject: '"a literal"' },
        { predicate: '"a literal"@en' },
        { graph: '"a literal"' },
        { object: '"5"^^http://www.w3.org/2001/XMLSchema#nothing' }
      ]) {
        const { total, data, next } = await read(addressOf(pattern))
        expect([pattern, total, data, next]).toEqual([pattern, 0, [], undefined])
      }
    })

    test.each(Object.entries(formats))('come as %s', async (extension, mediaType) => {
      const address = addressOf({ subject: `${base}entity/Q318693`, predicate: partOf })
      const response = await get(address, mediaType)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')?.split(';')[0]).toBe(mediaType)
      expect(response.headers.get('vary')).toMatch(/\bAccept\b/)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      const body = await textOf(response)
      expect(body).toContain('entity/')
      const hasGraphs = ['nq', 'trig'].includes(extension)
      expect(body).toContain(`fragments{?subject,predicate,object${hasGraphs ? ',graph' : ''}}`)
      expect(body).toContain(hasGraphs ? '#metadata' : 'totalItems')
      if (extension !== 'nt' && extension !== 'nq') return
      const quads = parsed(body)
      const count = quads.find(quad => quad.predicate.value === 'http://rdfs.org/ns/void#triples')
      const data = quads.filter(quad => quad.predicate.value === partOf)
      expect(Number(count?.object.value)).toBe(data.length)
      // The same graph in every format: tests of clients read the others.
      expect(data.length).toBeGreaterThan(5)
    })

    test('come as a page to browse', async () => {
      const response = await get(addressOf({ predicate: partOf, object: '"<b>&"' }), browser)
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/html;charset=utf-8'
      ])
      const body = await textOf(response)
      expect(body).toContain('&lt;b&gt;&amp;')
      expect(body).not.toContain('<b>')
      const all = await textOf(await get('/fragments?page=2', browser))
      expect(all).toContain('rel="prev" href="/fragments?page=1"')
    })

    test('are known again: 304, HEAD, and links to the pages around', async () => {
      const whole = await get('/fragments?page=2', 'application/trig')
      const etag = whole.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[^"]+"$/)
      await textOf(whole)
      expect(whole.headers.get('link')).toContain(`<${base}fragments?page=1>; rel="prev"`)
      expect(whole.headers.get('link')).toContain(`<${base}fragments?page=1>; rel="first"`)
      expect(whole.headers.get('link')).toMatch(/rel="last".*rel="license"/)
      const known = await get('/fragments?page=2', 'application/trig', { 'If-None-Match': etag })
      expect([
        known.status,
        known.headers.get('etag'),
        known.headers.get('vary'),
        await textOf(known)
      ]).toEqual([304, etag, whole.headers.get('vary'), ''])
      const head = await ask('/fragments?page=2', { method: 'HEAD', headers: { Accept: 'application/trig' } })
      expect([head.status, head.headers.get('etag'), await textOf(head)]).toEqual([200, etag, ''])
    })

    test.each([
      ['a page beyond the end', 'page=100000000', 404],
      ['a page beyond an empty fragment', 'subject=urn:unknown&page=2', 404],
      ['page 0', 'page=0', 400],
      ['a page that is no number', 'page=last', 400],
      ['a term that is none', 'subject=nothing', 400],
      ['a literal without its end', 'object=%22x', 400],
      ['a blank node', 'subject=_:b0', 400],
      ['a variable in two places', 'subject=?x&object=?x', 400],
      ['a parameter twice', 'subject=urn:a&subject=urn:b', 400],
      ['an unknown parameter', 's=urn:a', 400],
      ['bytes that are not UTF-8', 'object=%22%ff%22', 400]
    ])('answers %s (%s) with %i', async (_, search, status) => {
      const response = await get(`/fragments?${search}`, 'application/n-quads')
      expect(response.status).toBe(status)
      await problemOf(response)
    })

    test('are not to be had as PDF', async () => {
      const response = await get('/fragments', 'application/pdf')
      expect([response.status, response.headers.get('vary')]).toEqual([406, expect.stringMatching(/Accept/)])
    })
  })
}
