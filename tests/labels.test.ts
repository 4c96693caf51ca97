import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CompiledStore,
  labelExtras,
  labelsOf,
  matchOf,
  openCompiled,
  prominenceOf,
  StoreError,
  StoreWriter,
  wordsOf
} from '../src/compiled/compiled.ts'
import { LabelIndex } from '../src/compiled/label-index.ts'
import { labelSection as labelPieces } from '../src/compiled/label-writer.ts'
import {
  blankNode,
  iri,
  langText,
  type Quad,
  quad,
  quadLine,
  RDFS,
  SCHEMA,
  SKOS,
  text
} from '../src/rdf/rdf.ts'
import { scannedNames } from '../src/store/scanned-names.ts'
import { openDump } from '../src/store/store.ts'
import { DiskScratch, joinedBytes } from './compiled-stores.ts'

const label = iri(`${RDFS}label`)
const alias = iri(`${SKOS}altLabel`)
const other = iri('urn:says')

function compiled(quads: Iterable<Quad>): CompiledStore {
  const writer = new StoreWriter({ extras: labelExtras() })
  for (const each of quads) writer.add(each)
  return openCompiled([...writer.finish()].map(piece => piece.slice()))
}

/** Things with an English label, in which order they are found, by number. */
function foundAmong(names: readonly string[], asked: string): string[] {
  const store = compiled(names.map((name, i) => quad(iri(`urn:${i}`), label, langText(name, 'en'))))
  return [...labelsOf(store)!.find(asked, 'en')].map(({ name }) => name.value)
}

describe('words', () => {
  test.each([
    ['Collective Security Treaty', 'collective security treaty'],
    ["  O'Brien—(R2D2), 3.14 ", 'o brien r2d2 3 14'],
    ['Kraków ÉCOLE Ångström', 'krakow ecole angstrom'],
    ['Łódź Ø æther Straße STRASSE STRAẞE', 'lodz o aether strasse strasse strasse'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['İstanbul Ilgaz ılgaz', 'istanbul ilgaz ilgaz'],
    ['Организация ёлка й', 'организация елка и'],
    ['ﬁne １２３ Ⅳ', 'fine 123 iv'],
    ['北京大学', '北京 京大 大学 学'],
    ['東京 2020 ガ', '東京 京 2020 カ\u3099 \u3099'],
    ['หนังสือ', 'หน นั ัง งส สื ือ อ'],
    ['हिन्दी भाषा', 'हिन्दी भाषा'],
    ['שָׁלוֹם السَّلَام', 'שלום السلام'],
    ['!!! ❤️', '!!! ❤'],
    ['C++', 'c'],
    ['', ''],
    ['\u0301\u0302', ''],
    [' \t\u200b\u2028', ''],
    ['\ud800', '\ufffd']
  ])('of %j', (given, words) => {
    expect(wordsOf(given).join(' ')).toBe(words)
  })

  test('are cut where they are too long, never within a character', () => {
    const [word = ''] = wordsOf(`a${'𐐀'.repeat(100)}`)
    expect(word).toHaveLength(59)
    expect(word.isWellFormed()).toBe(true)
    expect(wordsOf('ab '.repeat(10_000))).toHaveLength(64)
  })
})

test('prominence grows with statements, and stays below 240', () => {
  const steps = [0, 1, 2, 15, 16, 18, 31, 32, 36, 1000, 2000, 1e6, 2 ** 32 - 1].map(prominenceOf)
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  expect(new Set(steps).size).toBe(steps.length)
  expect([prominenceOf(0), prominenceOf(15), prominenceOf(16)]).toEqual([0, 15, 16])
  expect(prominenceOf(2 ** 40)).toBeLessThan(240)
})

describe('ranking', () => {
  test('the whole before what begins so before what has the words', () => {
    expect(
      foundAmong(['A Treaty of Security', 'Security Treaty Office', 'Security Treaty'], 'security treaty')
    ).toEqual(['Security Treaty', 'Security Treaty Office', 'A Treaty of Security'])
  })

  test('words, the last of which is being typed', () => {
    const names = ['Collective Security', 'Collected works', 'Security, collective', 'Collective farm']
    expect(foundAmong(names, 'coll')).toEqual([
      'Collected works',
      'Collective Security',
      'Collective farm',
      'Security, collective'
    ])
    expect(foundAmong(names, 'collective s')).toEqual(['Collective Security', 'Security, collective'])
    expect(foundAmong(names, 'coll sec')).toEqual([])
    expect(foundAmong(names, 'security  COLLECTIVE')).toEqual(['Security, collective', 'Collective Security'])
  })

  test('a word that is asked for twice need not be there twice', () => {
    expect(foundAmong(['New York', 'New York, New York', 'York'], 'new york new york')).toEqual([
      'New York, New York',
      'New York'
    ])
  })

  test('stretches of scripts without spaces', () => {
    const names = ['北京大学', '北京', '大学', '京都大学', '南京']
    expect(foundAmong(names, '北京')).toEqual(['北京', '北京大学'])
    expect(foundAmong(names, '京')).toEqual(['京都大学', '北京', '北京大学', '南京'])
    expect(foundAmong(names, '京大')).toEqual(['北京大学'])
    // 서우 is on the way to 서울, when it is typed.
    expect(foundAmong(['서울특별시', '부산'], '서우')).toEqual(['서울특별시'])
    expect(foundAmong(['서울특별시', '부산'], '서아')).toEqual([])
  })

  test('labels before aliases, the language asked for first, then what more is said of', () => {
    const more = (subject: string, count: number): Quad[] =>
      Array.from({ length: count }, (_, i) => quad(iri(subject), other, text(String(i))))
    const store = compiled([
      quad(iri('urn:alias'), alias, langText('Rome', 'en')),
      ...more('urn:alias', 9),
      quad(iri('urn:few'), label, langText('Rome', 'en')),
      quad(iri('urn:many'), label, langText('Rome', 'en')),
      ...more('urn:many', 2),
      quad(iri('urn:french'), label, langText('Rome', 'fr')),
      ...more('urn:french', 7),
      quad(iri('urn:british'), label, langText('Rome', 'en-gb')),
      quad(iri('urn:none'), iri(`${SCHEMA}name`), text('Rome')),
      ...more('urn:none', 8),
      quad(blankNode('b'), label, langText('Rome', 'en')),
      quad(iri('urn:no-name'), other, langText('Rome', 'en'))
    ])
    const found = (language: string) =>
      [...labelsOf(store)!.find('rome', language)].map(({ entity }) => entity.value.slice(4))
    expect(found('en')).toEqual(['many', 'few', 'british', 'none', 'french', 'alias'])
    expect(found('fr')[0]).toBe('french')
    expect(found('EN-GB')).toEqual(['british', 'many', 'few', 'none', 'french', 'alias'])
    expect(found('')[0]).toBe('none')
  })

  test('names of one rank in several languages by their letters', () => {
    const tags = { 'a x': 'ru', 'b x': 'fr', 'c x': 'ru', 'd x': 'hy' }
    const store = compiled(
      Object.entries(tags).map(([name, tag]) => quad(iri(`urn:${name[0]}`), label, langText(name, tag)))
    )
    const found = [...labelsOf(store)!.find('x', 'en')].map(({ name }) => name.value)
    expect(found).toEqual(Object.keys(tags))
  })

  test('a literal that is a label of one and an alias of another is both', () => {
    const store = compiled([
      quad(iri('urn:a'), label, text('Both')),
      quad(iri('urn:b'), alias, text('Both')),
      quad(iri('urn:b'), label, text('B'))
    ])
    expect([...labelsOf(store)!.find('both')].map(({ entity, isAlias }) => [entity.value, isAlias])).toEqual([
      ['urn:a', false],
      ['urn:b', true]
    ])
  })
})

const syllables = fc.constantFrom(
  ...[
    'a',
    'ab',
    'abc',
    'B',
    'é',
    'e\u0301',
    'ß',
    'ss',
    'ς',
    'σ',
    '-',
    ' ',
    ' ',
    '.*',
    '(',
    '北',
    '京',
    '大',
    'が',
    'ห',
    'ุ'
  ],
  ...[
    'б',
    'й',
    'ش',
    '\u064e',
    '가',
    '각',
    '𐐀',
    '𐐨',
    '1',
    '２',
    '½',
    '❤',
    '\ud83d',
    'İ',
    'ﬁ',
    'of',
    'x'.repeat(61)
  ]
)
const name = fc.array(syllables, { maxLength: 7 }).map(parts => parts.join('').toWellFormed())
const language = fc.constantFrom('', 'en', 'en-gb', 'ru', 'zh')
const dataset = fc.array(
  fc.record({
    subject: fc.nat(12),
    predicate: fc.constantFrom(
      label,
      label,
      alias,
      iri(`${SCHEMA}name`),
      iri(`${SCHEMA}alternateName`),
      other
    ),
    name,
    language,
    graph: fc.constantFrom(undefined, iri('urn:g'))
  }),
  { maxLength: 40 }
)

const quadsOf = (given: typeof dataset extends fc.Arbitrary<infer T> ? T : never): Quad[] =>
  given.map(({ subject, predicate, name, language, graph }) =>
    quad(
      subject === 0 ? blankNode('b') : iri(`urn:${subject}`),
      predicate,
      language === '' ? text(name) : langText(name, language),
      graph
    )
  )

describe('the index finds', () => {
  test('what looking at all names finds, in the same order', () => {
    fc.assert(
      fc.property(dataset, name, language, (given, asked, tag) => {
        const quads = quadsOf(given)
        const scanned = scannedNames(
          openDump(new TextEncoder().encode(quads.map(quadLine).join('\n'))),
          asked,
          tag
        )
        const found = [...labelsOf(compiled(quads))!.find(asked, tag)]
        const shown = (all: typeof found) =>
          all.map(({ entity, name, isAlias, match, statements }) => [
            entity.value,
            name.value,
            isAlias,
            match,
            statements
          ])
        expect(shown(found)).toEqual(shown(scanned))
      }),
      { numRuns: 300 }
    )
  })

  test('every name by each of its words, and by all of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), names => {
        const store = compiled(names.map((each, i) => quad(iri(`urn:${i}`), label, text(each))))
        const found = (asked: string) => [...labelsOf(store)!.find(asked)].map(result => result.name.value)
        for (const each of names) {
          if (wordsOf(each).length === 0) continue
          expect(found(each)).toContain(each)
          for (const match of labelsOf(store)!.find(each))
            if (match.name.value === each) expect(match.match).toBe('whole')
        }
      })
    )
  })

  test('in every name what it holds, for filters', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (names, from, to) => {
          const quads = names.map((each, i) => quad(iri(`urn:${i}`), label, text(each)))
          const store = compiled(quads)
          const [first = ''] = names
          const characters = [...first]
          const start = from % (characters.length + 1)
          const part = characters.slice(start, start + 1 + (to % 4)).join('')
          const candidates = labelsOf(store)!.index.containing(part)
          if (candidates === undefined) return
          const texts = [...candidates].map(literal => store.dictionary.textOf(literal))
          for (const each of names) if (each.includes(part)) expect(texts).toContain(each)
          expect([...candidates]).toEqual([...candidates].sort((a, b) => a - b))
        }
      ),
      { numRuns: 300 }
    )
  })
})

test('for a filter what is cut is always a candidate, and signs tell nothing', () => {
  const long = `${'word '.repeat(80)}needle here`
  const store = compiled([
    quad(iri('urn:a'), label, text(long)),
    quad(iri('urn:b'), label, text('a needled b'))
  ])
  const texts = (part: string) =>
    Array.from(labelsOf(store)!.index.containing(part) ?? [], literal => store.dictionary.textOf(literal))
  expect(texts('needle here')).toEqual([long])
  expect(texts('EEDLE').sort()).toEqual(['a needled b', long])
  expect(texts('zzz')).toEqual([long])
  expect(labelsOf(store)!.index.containing('.*')).toBeUndefined()
})

describe('the section', () => {
  const words = ['alpha', 'beta', 'gamma', 'Δέλτα', '東京都', 'of', 'the']
  const texts = Array.from(
    { length: 3000 },
    (_, i) => `${words[i % 7]} ${words[(i * 5) % 6]} ${i % 997} ${i}`
  )
  const names = texts.map((_, literal) => ({
    literal,
    language: ['en', 'de', ''][literal % 3]!,
    isAlias: literal % 4 === 0,
    statements: (literal * 7919) % 50
  }))
  const textOf = (literal: number): string => texts[literal]!
  const labelSection = (...given: Parameters<typeof labelPieces>) => joinedBytes(labelPieces(...given))

  test('is the same bytes whatever the budget', () => {
    const scratch = new DiskScratch()
    const once = labelSection(names, textOf)
    expect(labelSection(names, textOf, { budget: 1, scratch })).toEqual(once)
    // Those of names, and those of words.
    expect([scratch.created > 5, scratch.open]).toEqual([true, 0])
    const failing = () => {
      throw new Error('no text')
    }
    expect(() => labelSection(names, failing, { budget: 1, scratch })).toThrow('no text')
    expect(scratch.open).toBe(0)
    scratch.remove()
    expect(labelSection(names, textOf)).toEqual(once)
  })

  test('finds among many what it finds among few', () => {
    const index = new LabelIndex(labelSection(names, textOf))
    for (const asked of ['alpha', 'the 12', 'gamma beta 5', 'b', '1', '東', '299', 'nothing']) {
      const expected = texts.flatMap((text, i) => {
        const match = matchOf(wordsOf(text), wordsOf(asked))
        return match === undefined ? [] : [`${i} ${match}`]
      })
      expect([...index.find(asked)].map(({ literal, match }) => `${literal} ${match}`).sort()).toEqual(
        expected.sort()
      )
    }
  })

  test('of nothing finds nothing', () => {
    const index = new LabelIndex(labelSection([], textOf))
    expect([...index.find('a')]).toEqual([])
    expect(index.containing('a')).toEqual(new Uint32Array(0))
    expect([...labelsOf(compiled([]))!.find('a')]).toEqual([])
  })

  test('that is damaged is refused, or answers, and always ends', () => {
    const section = labelSection(names.slice(0, 60), textOf)
    const ask = (bytes: Uint8Array): number => {
      try {
        const index = new LabelIndex(bytes)
        let found = 0
        for (const asked of ['alpha', 'the 1', '東京', '5', ''])
          for (const { literal } of index.find(asked, 'de')) {
            expect(literal).toBeGreaterThanOrEqual(0)
            found += 1
          }
        index.containing('et')
        return found
      } catch (error) {
        if (error instanceof StoreError) return -1
        throw error
      }
    }
    expect(ask(section)).toBeGreaterThan(10)
    let refused = 0
    for (let at = 0; at < section.length; at++)
      for (const bits of [1, 128, 255]) {
        const bytes = section.slice()
        bytes[at]! ^= bits
        if (ask(bytes) < 0) refused += 1
      }
    expect(refused).toBeGreaterThan(100)
    for (let length = 0; length < section.length; length += 7) expect(ask(section.slice(0, length))).toBe(-1)
  })

  test('that was refused once answers again', () => {
    const section = labelSection(names.slice(0, 60), textOf)
    const index = new LabelIndex(section)
    const before = [...index.find('alpha')]
    const kept = section.at(-1)!
    // The postings of the last word, 都, lead beyond all names, and then they have no end.
    for (const byte of [127, 255]) {
      section.fill(byte, section.length - 1)
      expect(() => [...index.find('東京都')]).toThrow(StoreError)
    }
    section.fill(kept, section.length - 1)
    expect([...index.find('alpha')]).toEqual(before)
    expect([...index.find('東京都')].length).toBeGreaterThan(3)
  })
})

test.each([
  '',
  ' ',
  'x'.repeat(10_000),
  'a '.repeat(5000),
  '\u0301'.repeat(500),
  '\ud800\udc00\ud800',
  '(.*)+$',
  '\0',
  '%_',
  '﷽'.repeat(2000)
])('a hostile question ends: %#', asked => {
  const store = compiled([quad(iri('urn:a'), label, text('a b')), quad(iri('urn:b'), label, text('(.*)+$'))])
  expect([...labelsOf(store)!.find(asked)].length).toBeLessThan(3)
})
