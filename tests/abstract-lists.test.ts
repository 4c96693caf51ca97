import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { originOf, StretchWriter } from '../src/claims/copied-stretches.ts'
import { mayListAll } from '../src/claims/counted-list.ts'
import { publishVault } from './publish-case.ts'

type Published = Awaited<ReturnType<typeof publishVault>>

const parts = ['Norway', 'Sweden', 'Denmark', 'Iceland']
const items: Readonly<Record<string, string>> = { Norway: '20', Sweden: '34', Denmark: '35', Iceland: '189' }

/** A note on the Heron League, whose frontmatter has four members. */
const league = (abstract: string, more = ''): string =>
  `---\nhas_id_wikidata: Q900001\nhas_part_s_: [${parts.map(name => `"[[WD~${name},${items[name]}]]"`).join(', ')}]\n---\n# Heron League\n\n## #has_/text_of_/abstract\n\n${abstract}\n${more}`
const three = 'The Heron League is a military alliance of three states: Norway, Sweden and Denmark.'
const bullets =
  '> The Heron League (HL)\n> is a **military alliance** of three states: \n> - [[North/Norge|Way to the North]], \n> - [[WD~Sweden,34]], and \n> - Denmark. \n>\n> It met [once](https://example.org/once).'

const norge = '---\nhas_id_wikidata: Q20\n---\n# Norge\n'
const document =
  'Heron League\n\nThe Heron League is a military alliance of three states: Norway, Sweden and Denmark.\n'
const sources = [
  { file: 'told.txt', id: 'told', title: 'What is told', about: 'Q900001', line: 1, text: 'quote' as const }
]

const disputesOf = ({ publication }: Published) =>
  [...publication.disagreements].filter(({ kind }) => /ClosedList|Cardinality/.test(kind))
const partsOf = ({ statements }: Published): string[] =>
  statements
    .filter(({ property }) => property.id === 'P527')
    .map(({ value, rank }) => `${value.type === 'item' ? value.iri.replace(/.*\//, '') : ''} ${rank}`)
    .sort()

/** The words at the places that disagreements give as evidence, with those that they quote. */
function witnessed(published: Published, files: Readonly<Record<string, string>>): [string, string][] {
  return [...published.publication.entities()]
    .flatMap(({ disagreements }) => disagreements.flatMap(({ references }) => references))
    .flatMap(({ source, evidence }) =>
      evidence.kind === 'text' && files[`${source}.md`] !== undefined
        ? [[files[`${source}.md`]!.slice(evidence.start, evidence.end), evidence.quote ?? '']]
        : []
    )
}

const plain = (text: string): string[] =>
  text
    .replace(/\[\[(?:[^\]|]*\||WD~)?([^\]|]*?)(?:,\d+)?\]\]/g, '$1')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .match(/[\p{L}\p{N}]+/gu) ?? []

describe('a list in an abstract', () => {
  test.each([
    ['in a sentence', three],
    ['as bullets in a quotation', bullets],
    [
      'as bullets with nothing behind them',
      'The Heron League is a military alliance of three states:\n\n* Norway\n* Sweden\n* Denmark\n'
    ],
    [
      'with links in Markdown',
      'The Heron League is a military alliance of three states: [Way to the North](North/Norge.md), [Sweden](https://en.wikipedia.org/wiki/Sweden) and Denmark.'
    ],
    [
      'with links that are defined below',
      'The Heron League is a military alliance of three states: [Way to the North][n], [[Sweden]] and Denmark.',
      '\n# More\n\n[n]: North/Norge.md\n[Sweden]: Sweden.md "Sweden"\n'
    ],
    ['in lines that end as on Windows', bullets.replaceAll('\n', '\r\n')],
    ['behind characters of two units', `𝔘𝔫𝔦 😀 first. ${three}`]
  ])('%s is read, and its words stand where they are said to', async (_, abstract, more = '') => {
    const files = {
      'League.md': league(abstract, more),
      'North/Norge.md': norge,
      'Sweden.md': '# Sweden\n'
    }
    const published = await publishVault(files)
    expect(partsOf(published)).toEqual(['Q189 normal', 'Q20 normal', 'Q34 normal', 'Q35 normal'])
    expect(disputesOf(published)).toEqual([
      expect.objectContaining({
        kind: 'ClosedListContradiction',
        state: 'open',
        comment:
          'Heron League, has part(s): Iceland, by League; the text of League itself lists all 3 without it.',
        resolution: 'Open: no other source lists them. The statement stays with normal rank.'
      })
    ])
    const [[words, quote] = ['', ''], ...others] = witnessed(published, files)
    expect(others).toEqual([])
    expect(quote).toMatch(
      /^The Heron League .*three states: (?:Norway|Way to the North), Sweden,(?: and)? Denmark$|Sweden and Denmark$/
    )
    expect(words).toMatch(/^The Heron League[\s\S]*Denmark$/)
    expect(plain(words)).toEqual(plain(quote))
  })

  test('and one list of another source that agrees settle it', async () => {
    const published = await publishVault(
      { 'League.md': league(bullets), 'North/Norge.md': norge, 'told.txt': document },
      { sources }
    )
    expect(partsOf(published)).toEqual(['Q189 deprecated', 'Q20 normal', 'Q34 normal', 'Q35 normal'])
    const [dispute, ...others] = disputesOf(published)
    expect(others).toEqual([])
    expect(dispute).toMatchObject({ state: 'settled' })
    expect(dispute?.sides.find(({ rank }) => rank === 'deprecated')?.reason).toBe(
      'contradicted by 1 source that lists all 3 without it (told), and by the text of its own source'
    )
  })

  test('alone of a document settles nothing', async () => {
    const published = await publishVault(
      { 'League.md': league('The Heron League is old.'), 'told.txt': document },
      { sources }
    )
    expect(disputesOf(published)).toMatchObject([{ state: 'open' }])
  })

  test('is held against a number of members', async () => {
    const published = await publishVault({
      'League.md': league(three).replace('---\n', '---\nmember_count: 4\n')
    })
    expect(disputesOf(published).map(({ comment }) => comment)).toContain(
      'Heron League, member count: 4, by League; the text of League itself lists 3.'
    )
  })

  test.each([
    [
      'agrees',
      'The Heron League is a military alliance of four states: Norway, Sweden, Denmark and Iceland.'
    ],
    [
      'counts more than it lists',
      'The Heron League is a military alliance of four states: Norway, Sweden and Denmark.'
    ],
    [
      'is only a part',
      'The Heron League is a military alliance of three states including Norway, Sweden and Denmark, among others.'
    ],
    ['is denied', 'The Heron League is not a military alliance of three states: Norway, Sweden and Denmark.'],
    [
      'names something that nobody knows',
      'The Heron League is a military alliance of three states: Norway, Sweden and Ruritania.'
    ],
    ['no number counts', 'The Heron League is a military alliance consisting of Norway, Sweden and Denmark.'],
    ['stands in a comment', `%% ${three} %%`]
  ])('that %s contradicts nothing', async (_, abstract) => {
    expect(disputesOf(await publishVault({ 'League.md': league(abstract) }))).toEqual([])
  })

  test('states nothing, and brings nothing into being', async () => {
    const other = 'The Heron League is a military alliance of three states: Norway, Chile and Denmark.'
    const [quiet, told] = await Promise.all(
      ['The Heron League is old.', other].map(abstract =>
        publishVault(
          { 'League.md': league(abstract), 'told.txt': 'The Heron League met in 1999.\n' },
          { sources }
        )
      )
    )
    expect(told!.statements.map(({ iri }) => iri)).toEqual(quiet!.statements.map(({ iri }) => iri))
    const entities = ({ publication }: Published): string[] =>
      [...publication.entities()].map(({ entity }) => entity.iri)
    expect(entities(told!)).toEqual(entities(quiet!))
    expect(disputesOf(told!).map(({ comment }) => comment)).toHaveLength(2)
  })

  test('teaches no document what a name means', async () => {
    const text =
      'Heron League\n\nThe Heron League is a military alliance of three states: Norway, Sweden and the North.\n'
    const abstract = `${three} It is led by [[WD~Denmark,35|North]].`
    const published = await publishVault({ 'League.md': league(abstract), 'told.txt': text }, { sources })
    expect(witnessed(published, { 'told.md': text })).toEqual([])
    expect(disputesOf(published)).toMatchObject([{ state: 'open' }])
  })
})

describe('what is private', () => {
  const canary = '---\nprivate: true\naliases: [Acme Co]\n---\n# Canary Realm\n'
  test.each([
    [
      'a link to a private note',
      'The Heron League is a military alliance of three states: Norway, Sweden, Denmark and [[Canary]].'
    ],
    [
      'a link to a private note in place of one',
      'The Heron League is a military alliance of three states: Norway, [[Canary|Sweden]] and Denmark.'
    ],
    [
      'a private name in the list',
      'The Heron League is a military alliance of three states: Norway, Sweden and Denmark (Canary Realm).'
    ],
    [
      'a private name elsewhere in the sentence',
      'The Heron League is a military alliance of three states: Norway, Sweden and Denmark, says acme_co.'
    ],
    ['a private name in what an abbreviation joins to the sentence', `They founded Acme Co. ${three}`]
  ])('%s: the list is none', async (_, abstract) => {
    const published = await publishVault({ 'League.md': league(abstract), 'Canary.md': canary })
    expect(disputesOf(published)).toEqual([])
    // The same list is one where nothing is private, unless a link to the note stands in it.
    const open = await publishVault({ 'League.md': league(abstract), 'Canary.md': '# Canary\n' })
    if (!abstract.includes('[[')) expect(disputesOf(open)).toHaveLength(1)
  })

  test('elsewhere in the abstract leaves the list', async () => {
    const abstract = `${three} Much later the [[Canary]] of Acme Co. came.`
    const published = await publishVault({ 'League.md': league(abstract), 'Canary.md': canary })
    expect(disputesOf(published)).toHaveLength(1)
  })
})

describe('telling fast whether a text may hold a list', () => {
  test.each([
    'The two members are Norway and Sweden.',
    'Three states (Estonia, Latvia, and Lithuania) did.',
    'of 3 states:\n>\n> - [[a/St. Lucia]]\n> - [[x|Barbados]]\n> - Grenada\n',
    'one of the three countries: St. Lucia, the Bahamas, and Cuba. And so on.',
    'six states: [[_S/WD~A,1]], [[_S/WD~B,2]], [[C (land)|C]], [D](d.md), E (until 1990) and **F**'
  ])('yes: %s', text => expect(mayListAll(text)).toBe(true))

  test.each([
    'The members are Norway and Sweden.',
    'In 12 states, Norway and Sweden among them, it rained.',
    'He wrote two books. Norway and Sweden had read neither.',
    'The river is 3,530 km long; the Volga, the Ob and the Lena are others.',
    'It fell by 2.3 percent in Norway and Sweden',
    ''
  ])('no: %s', text => expect(mayListAll(text)).toBe(false))

  test('of texts that repeat themselves very often', () => {
    for (const part of ['two ', '99 ', '\n>', 'two A, ', '[[a|', '[a](', ' of A', '(A', '. '])
      expect(mayListAll(`two ${part.repeat(100_000)}`)).toBeTypeOf('boolean')
  })
})

test('copies lead back to where they stand, and words to what they stand for', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 5 }).map(text => ({ text, words: undefined })),
    fc.record({ text: fc.string({ minLength: 1, maxLength: 5 }), words: fc.string({ maxLength: 5 }) })
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(50), fc.nat(50), (pieces, a, b) => {
      const source = pieces.map(({ text }) => text).join('')
      const writer = new StretchWriter(source)
      // By character of the text, the part of the source it came from.
      const origins: [number, number][] = []
      let at = 0
      for (const { text, words } of pieces) {
        if (words === undefined) {
          writer.copy(at, at + text.length)
          for (let i = 0; i < text.length; i++) origins.push([at + i, at + i + 1])
        } else {
          writer.put(words)
          for (let i = 0; i < words.length; i++) origins.push([at, at + text.length])
        }
        at += text.length
      }
      writer.copy(at, at)
      const { text, stretches } = writer.finish()
      const [start, end] = [Math.min(a, b), Math.max(a, b)]
      if (end > text.length || start === end) return
      const found = originOf(stretches, { start, end })
      expect(found.start).toBeLessThanOrEqual(origins[start]![0])
      expect(found.end).toBeGreaterThanOrEqual(origins[end - 1]![1])
      // No wider than the words that were replaced, with those that border on them.
      const isCopy = ([from, to]: [number, number], i: number): boolean => source.slice(from, to) === text[i]
      if (
        origins.slice(start, end).every((origin, i) => isCopy(origin, start + i)) &&
        pieces.every(({ words }) => words === undefined)
      )
        expect(source.slice(found.start, found.end)).toBe(text.slice(start, end))
    })
  )
})

const seeds = path.join(import.meta.dirname, '../../shared/seeds')
const seed = (() => {
  try {
    return readdirSync(seeds).find(file => /^000_.*\.txt$/.test(file))
  } catch {
    return undefined
  }
})()

test.skipIf(seed === undefined)('the abstract of a real note contradicts its frontmatter', async () => {
  const text = readFileSync(path.join(seeds, seed!), 'utf8')
  const files = { 'CSTO.md': text }
  const published = await publishVault(files)
  expect(disputesOf(published).map(({ comment }) => comment)).toContain(
    'Collective Security Treaty Organization, has part(s): North Korea, by CSTO; the text of CSTO itself lists all 6 without it.'
  )
  for (const [words, quote] of witnessed(published, files)) expect(plain(words)).toEqual(plain(quote))
})
