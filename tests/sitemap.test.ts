import { expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { iri, type Quad, quad, text } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const base = 'https://example.org/kg/'

/** The addresses of a sitemap by its parts. */
async function partsOf(names: readonly string[]): Promise<string[][]> {
  const quads = names.map((name): Quad => quad(iri(base + name), iri('urn:p'), text('x')))
  const app = createApp({ ...(await publishedFixture(base)), store: storeOf(quads) })
  const locations = async (address: string) => {
    const xml = await (await app.request(address)).text()
    return [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, location = '']) => location)
  }
  return Promise.all((await locations(`${base}sitemap.xml`)).map(locations))
}

test('a large dataset has a sitemap in parts, each within the protocol', async () => {
  const names = Array.from({ length: 45_000 }, (_, i) => `entity/Q${i}`)
  const parts = await partsOf(names)
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(50_000)
  expect(new Set(parts.flat())).toEqual(
    new Set([base, ...names.map(name => `${base}page/${name.slice('entity/'.length)}`)])
  )
  expect(parts.flat()).toHaveLength(1 + names.length)
})

test('addresses are URIs, fit for XML', async () => {
  const [part = []] = await partsOf(["entity/note-Tom's & Jerry", 'entity/note-Ёж', 'source/x'])
  expect(part.sort()).toEqual([
    base,
    `${base}page/note-%D0%81%D0%B6`,
    `${base}page/note-Tom&apos;s%20&amp;%20Jerry`
  ])
})

test('a dataset without entities of our making lists what it says something of', async () => {
  expect(await partsOf(['a/b', 'a/b/c', 'alone'])).toEqual([[base, `${base}page/a/b`, `${base}page/a/b/c`]])
})
