import { expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { LineReader, type Quad } from '../src/rdf/rdf.ts'
import { type Store, sliceOf, storeOf, subjectsUnder } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'
import { quadKey } from './quads.ts'

const parsed = (lines: string): Quad[] => {
  const reader = new LineReader(true)
  return [...reader.read(lines), ...reader.end()]
}

const base = 'https://example.org/kg/'

/** Reads a page of fragments of a dataset below a path, without its metadata. */
async function asker(lines: string) {
  const { manifest, ...rest } = await publishedFixture(base)
  const app = createApp({ ...rest, manifest, store: storeOf(parsed(lines)) })
  return async (pattern: Record<string, string>, accept = 'application/n-quads') => {
    const response = await app.request(`${base}fragments?${new URLSearchParams(pattern)}`, {
      headers: { Accept: accept }
    })
    const body = await response.text()
    const lines = body.split('\n').filter(line => line !== '' && !line.endsWith('#metadata> .'))
    return { status: response.status, body, lines }
  }
}

test('blank nodes can be followed, alone and within triple terms', async () => {
  const ask = await asker(
    `_:a <urn:knows> _:b .
_:b <urn:name> "B" .
<urn:x> <urn:says> <<( _:a <urn:knows> _:b )>> _:g .
`
  )
  const { lines } = await ask({ predicate: 'urn:knows' })
  expect(lines).toHaveLength(1)
  const [, a = '', b = ''] = /^<([^>]*)> <urn:knows> <([^>]*)> \.$/.exec(lines[0] ?? '') ?? []
  expect(a).not.toBe(b)
  expect((await ask({ subject: b })).lines).toEqual([`<${b}> <urn:name> "B" .`])
  const { lines: said } = await ask({ object: `<<${a} urn:knows ${b}>>` })
  expect(said).toHaveLength(1)
  expect(said[0]).toContain(`<<( <${a}> <urn:knows> <${b}> )>>`)
  const [, graph = ''] = /<([^>]*)> \.$/.exec(said[0] ?? '') ?? []
  expect((await ask({ graph })).lines).toEqual(said)
})

test('formats without graphs give the default graph, or the one that is asked for', async () => {
  const ask = await asker(
    '<urn:a> <urn:p> "1" .\n<urn:a> <urn:p> "2" <urn:g> .\n<urn:a> <urn:p> "1" <urn:g> .\n'
  )
  const values = async (pattern: Record<string, string>) =>
    [...(await ask(pattern, 'application/n-triples')).body.matchAll(/<urn:p> ("\d") \.$/gm)].map(
      match => match[1]
    )
  expect(await values({})).toEqual(['"1"'])
  expect(await values({ graph: 'urn:ldf:defaultGraph' })).toEqual(['"1"'])
  expect(await values({ graph: 'urn:g' })).toEqual(['"1"', '"2"'])
  expect((await ask({})).lines).toHaveLength(3)
  expect((await ask({ graph: 'urn:ldf:defaultGraph' })).lines).toEqual(['<urn:a> <urn:p> "1" .'])
})

test('what a format cannot carry is 406, and the others have it', async () => {
  const ask = await asker('<urn:a> <urn:p> <<( <urn:b> <urn:c> <urn:d> )>> .\n')
  for (const accept of ['application/ld+json', 'application/rdf+xml'])
    expect([accept, (await ask({}, accept)).status]).toEqual([accept, 406])
  for (const accept of ['text/turtle', 'application/trig', 'text/html'])
    expect([accept, (await ask({}, accept)).status]).toEqual([accept, 200])
})

test('pages of a fragment are as its address was spelled', async () => {
  const many = Array.from({ length: 250 }, (_, i) => `<urn:a> <urn:p> "${i}" .\n`).join('')
  const { manifest, ...rest } = await publishedFixture(base)
  const app = createApp({ ...rest, manifest, store: storeOf(parsed(many)) })
  for (const search of ['?subject=%75rn:a&page=2', '?page=2&subject=%3Curn%3Aa%3E&object=?o']) {
    const response = await app.request(`${base}fragments${search}`, {
      headers: { Accept: 'application/n-quads' }
    })
    const body = await response.text()
    expect(response.status).toBe(200)
    expect(body).toContain(`<${base}fragments${search}> <http://www.w3.org/ns/hydra/core#next>`)
    const [, next = ''] = /core#next> <([^>]*)>/.exec(body) ?? []
    const last = await (await app.request(next, { headers: { Accept: 'application/n-quads' } })).text()
    expect(last.match(/<urn:p>/g)).toHaveLength(50)
    expect(last).not.toContain('core#next')
  }
})

test('any store can be asked for a part, and for what it has subjects of', () => {
  const quads = parsed(
    '<urn:b/2> <urn:p> "1" .\n<urn:b/1> <urn:p> "2" <urn:g> .\n<urn:b/1> <urn:p> <urn:b/0> .\n<urn:c> <urn:p> _:x .\n_:x <urn:p> "3" .\n<urn:b/é> <urn:p> "4" .\n'
  )
  const compiled = storeOf(quads)
  const plain: Store = {
    size: quads.length,
    match: (...pattern) => compiled.match(...pattern),
    count: (...pattern) => compiled.count(...pattern)
  }
  for (const store of [compiled, plain]) {
    const all = Array.from(store.match(), quadKey)
    for (let offset = 0; offset <= quads.length; offset++)
      for (const limit of [0, 1, 3])
        expect(sliceOf(store, [null, null, null, null], offset, limit).map(quadKey)).toEqual(
          all.slice(offset, offset + limit)
        )
    const found = subjectsUnder(store, 'urn:b/')
    expect([found.length, found.slice(0, 9)]).toEqual([3, ['urn:b/1', 'urn:b/2', 'urn:b/é']])
    expect(found.slice(1, 2)).toEqual(['urn:b/2'])
    expect(subjectsUnder(store, 'urn:nothing').length).toBe(0)
    expect(subjectsUnder(store, '').length).toBe(4)
  }
})
