import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labelExtras, openCompiled, StoreWriter } from '../src/compiled/compiled.ts'
import { openDump, type SearchAnswer, type Store, search, searchProperties } from '../src/store/store.ts'
import { hawksbill as runIn } from './command-line.ts'
import { publishedFixture, writeFixture } from './fixtures/published.ts'

const base = 'http://127.0.0.1:8787/'
const { store: scanned } = await publishedFixture(base)

function compiled(store: Store): Store {
  const writer = new StoreWriter({ extras: labelExtras() })
  for (const quad of store.match()) writer.add(quad)
  return openCompiled([...writer.finish()].map(piece => piece.slice()))
}

const stores: [string, Store][] = [
  ['a compiled store', compiled(scanned)],
  ['a store without an index', scanned]
]

describe.each(stores)('in %s', (_, store) => {
  const find = (text: string, language = 'en', limit?: number): SearchAnswer =>
    search({ store, base, language }, text, limit === undefined ? {} : { limit })
  const labels = (text: string, language?: string) => find(text, language).results.map(({ label }) => label)

  test("a search for properties finds those of Wikidata and the dataset's own", () => {
    const properties = (text: string) => searchProperties({ store, base, language: 'en' }, text, 5).results
    expect(properties('mot')).toMatchObject([
      {
        iri: `${base}property/motto`,
        id: 'motto',
        statements: 1,
        predicates: {
          direct: `${base}prop/direct/motto`,
          claim: `${base}prop/motto`,
          qualifier: `${base}prop/qualifier/motto`
        }
      }
    ])
    expect(properties('P15').map(({ id }) => id)).toEqual(['P159'])
    // What is used more comes first.
    expect(properties('')[0]).toMatchObject({ id: 'P527', label: 'has part(s)' })
  })

  test('a search tells what is found, and by which name', () => {
    const [result] = find('csto').results
    expect(result).toMatchObject({
      iri: `${base}entity/Q318693`,
      item: 'http://www.wikidata.org/entity/Q318693',
      label: 'Collective Security Treaty Organization',
      name: { text: 'CSTO', kind: 'alias', match: 'whole' },
      types: [{ label: expect.any(String) }],
      statements: store.count({ termType: 'NamedNode', value: `${base}entity/Q318693` } as never)
    })
    expect(result?.description?.length).toBeLessThanOrEqual(200)
  })

  test('names are found in every language, and shown in the one asked for', () => {
    expect(labels('организация договора')).toEqual(['Collective Security Treaty Organization'])
    expect(labels('collective sec', 'ru')[0]).toMatch(/^Организация/)
  })

  test('sources and other matters of the dataset are not among what is found', () => {
    for (const text of ['csto', 'a', 'o', 'c', 'note'])
      for (const { iri } of find(text, 'en', 100).results)
        expect(iri).not.toMatch(/8787\/(?!entity\/|property\/)/)
  })

  test('each thing is found once, and the limit says whether there is more', () => {
    const { results, truncated } = find('a', 'en', 100)
    expect(truncated).toBe(false)
    expect(results.length).toBeGreaterThan(2)
    expect(new Set(results.map(({ iri }) => iri)).size).toBe(results.length)
    expect(find('a', 'en', results.length)).toEqual(find('a', 'en', 100))
    expect(find('a', 'en', 2)).toEqual({ ...find('a'), results: results.slice(0, 2), truncated: true })
  })

  test.each(['', ' ', '\u0301', '\ud800', 'zzzz', '__proto__', 'x'.repeat(10_000), '.*', '(xyz+)+$'])(
    '%j finds nothing',
    text => {
      expect(find(text).results).toEqual([])
    }
  )
})

test('a description is the beginning of an abstract, on one line', () => {
  const store = openDump(
    new TextEncoder().encode(
      [
        '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "a"@en .',
        `<urn:a> <http://schema.org/abstract> "Words\\n\\nand ${'𐐀𐐀𐐀𐐀 '.repeat(100)}"@en .`,
        '<urn:b> <http://www.w3.org/2004/02/skos/core#prefLabel> "a b" <urn:g> .',
        '<urn:b> <http://schema.org/description> "Short."@de .',
        '<urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing> .'
      ].join('\n')
    )
  )
  const [a, b] = search({ store, base, language: 'en' }, 'a').results
  expect(a?.description).toMatch(/^Words and 𐐀𐐀𐐀𐐀 .*𐐀𐐀𐐀𐐀…$/u)
  expect([...(a?.description ?? '')].length).toBeLessThanOrEqual(200)
  expect(b).toMatchObject({
    iri: 'urn:b',
    label: 'a b',
    description: 'Short.',
    types: [{ iri: 'http://schema.org/Thing', label: 'Thing' }]
  })
})

describe('the two stores', () => {
  test.each(['c', 'o', 'csto', 'security treaty', 'организация', 'a', 'president', '2'])(
    'answer %s alike',
    text => {
      for (const language of ['en', 'ru', 'fr']) {
        const [one, other] = stores.map(([, store]) =>
          search({ store, base, language }, text, { limit: 100 })
        )
        expect(one).toEqual(other)
      }
    }
  )
})

describe('hawksbill search', () => {
  let folder: string
  const hawksbill = (...args: string[]) => runIn(folder, ['search', ...args])
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-search-'))
    await writeFixture(path.join(folder, 'out'), base)
    await writeFixture(path.join(folder, 'built/here'), base)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('tells what is called so, and by which name', async () => {
    const { code, out, err } = await hawksbill('csto')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Collective Security Treaty Organization \(Q318693\), also CSTO: /)
    const armenia = await hawksbill('built/here', 'arme', '--limit', '1')
    expect(armenia.out).toMatch(/^Armenia \(Q399\)/)
  })

  test('takes a language, a limit, and gives JSON', async () => {
    const { out } = await hawksbill('collective', '--lang', 'ru', '--limit', '1', '--json')
    const { results, language } = JSON.parse(out) as SearchAnswer
    expect([language, results.length, results[0]?.label]).toEqual([
      'ru',
      1,
      expect.stringMatching(/^Организация/)
    ])
    expect((await hawksbill('a', '--limit', '1')).out).toMatch(/… and more/)
  })

  test('says where there is nothing', async () => {
    const { code, out, err } = await hawksbill('zz\u001b[31mzz')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/has nothing called “zz[^\u001b]*zz”/)
    expect((await hawksbill('nowhere', 'zz')).err).toMatch(/nowhere is not a folder that a build wrote/)
  })
})
