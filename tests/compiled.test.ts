import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CompiledStore, openCompiled, StoreWriter } from '../src/compiled/compiled.ts'
import {
  blankNode,
  type Literal,
  langText,
  type Quad,
  type Quad_Graph,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  RDF,
  text,
  typed,
  XSD
} from '../src/rdf/rdf.ts'
import { compiledBytes, cut, DiskScratch, joinedBytes } from './compiled-stores.ts'
import { datasets, n, partsOf, quadKey, termKey } from './quads.ts'
import { anyQuads } from './random-quads.ts'

const many = Number(process.env['MANY'] ?? 1)
const opened = (quads: readonly Quad[]): CompiledStore => openCompiled(compiledBytes(quads).buffer)
const everything = datasets.flatMap(({ quads }) => quads)
const of = (literal: Literal): Quad => quad(n('s'), n('p'), literal)

describe('the same quads make the same bytes', () => {
  test('in any order, with repeats, in any budget, in memory and on a disk', () => {
    fc.assert(
      fc.property(
        anyQuads(['blank graphs'], 200).chain(quads =>
          fc.record({
            quads: fc.constant(quads),
            others: fc.shuffledSubarray([...quads, ...quads.slice(0, 20)], {
              minLength: Math.min(quads.length * 2, quads.length + 20)
            }),
            budget: fc.integer({ min: 0, max: 20_000 })
          })
        ),
        ({ quads, others, budget }) => {
          const bytes = compiledBytes(quads)
          const scratch = new DiskScratch()
          try {
            expect(compiledBytes(others)).toEqual(bytes)
            expect(compiledBytes(others, { budget })).toEqual(bytes)
            expect(compiledBytes(others, { budget, scratch })).toEqual(bytes)
          } finally {
            scratch.remove()
          }
        }
      ),
      { numRuns: 25 * many, seed: 9 }
    )
  })

  test('where runs are merged many times over', () => {
    const quads = Array.from({ length: 20_000 }, (_, i) =>
      quad(
        n(`s${(i * 7919) % 20_011}`),
        n(`p${i % 13}`),
        typed(`${(i * 31) % 977}`, `${XSD}integer`),
        n(`g${i % 5}`)
      )
    )
    const scratch = new DiskScratch()
    const bytes = compiledBytes(quads.toReversed(), { budget: 100_000, scratch })
    expect(scratch.created).toBeGreaterThan(50)
    expect(scratch.appended).toBeGreaterThan(bytes.length)
    expect(bytes).toEqual(compiledBytes(quads))
    scratch.remove()
  })

  test('whichever objects stand for the terms', () => {
    const plain = (term: { termType: string; value: string }) => ({ ...term, equals: () => false })
    const copy = ({ subject, predicate, object, graph }: Quad): Quad =>
      quad(
        plain(subject) as Quad_Subject,
        plain(predicate) as Quad_Predicate,
        object.termType === 'Quad' ? copy(object as Quad) : (plain(object) as unknown as Literal),
        plain(graph) as Quad_Graph
      )
    expect(compiledBytes(everything.map(copy))).toEqual(compiledBytes(everything))
  })
})

describe('the scratch', () => {
  test('has no open files when the file is written', () => {
    for (const budget of [2000, 1 << 20]) {
      const scratch = new DiskScratch()
      compiledBytes(everything, { budget, scratch })
      expect([scratch.created > 0, scratch.open]).toEqual([true, 0])
      scratch.remove()
    }
  })

  test('has none either when nobody wants the rest of the file, or writing it fails', () => {
    for (const stop of [0, 1, 2, 7]) {
      const scratch = new DiskScratch()
      const writer = new StoreWriter({ budget: 2000, scratch })
      for (const quad of everything) writer.add(quad)
      let pieces = 0
      for (const _ of writer.finish()) if (pieces++ === stop) break
      expect(scratch.open).toBe(0)
      scratch.remove()
    }
    const failing = new DiskScratch()
    const writer = new StoreWriter({
      budget: 2000,
      scratch: failing,
      extras: () => {
        throw new Error('no label index today')
      }
    })
    for (const quad of everything) writer.add(quad)
    expect(() => joinedBytes(writer.finish())).toThrow('no label index today')
    expect(failing.open).toBe(0)
    failing.remove()
  })
})

describe('the dictionary', () => {
  const store = opened(everything)
  const { dictionary } = store

  test('has a number for every term of the dataset, and the term for every number', () => {
    const terms = new Set<string>()
    const add = (of: Quad): void => {
      for (const term of partsOf(of)) {
        if (term.termType !== 'DefaultGraph') terms.add(termKey(term).toLowerCase())
        if (term.termType === 'Quad') add(term as Quad)
      }
    }
    for (const quad of everything) add(quad)
    const found = Array.from({ length: dictionary.size }, (_, number) => dictionary.termOf(number))
    expect(new Set(found.map(termKey)).size).toBe(dictionary.size)
    expect(new Set(found.map(term => termKey(term).toLowerCase()))).toEqual(terms)
    for (const [number, term] of found.entries()) expect(dictionary.numberOf(term)).toBe(number)
  })

  test('has none for other terms', () => {
    for (const term of [n('nowhere'), blankNode('nowhere'), text('nowhere'), langText('a', 'fr')])
      expect(dictionary.numberOf(term)).toBe(-1)
    for (const number of [-1, dictionary.size, Number.NaN, 2 ** 40])
      expect(() => dictionary.termOf(number), `${number}`).toThrow(RangeError)
  })

  test('gives terms as they are after more of them than it keeps', () => {
    const large = opened(Array.from({ length: 140_000 }, (_, i) => of(text(`text ${i}`))))
    const numbers = [0, 1, 17, 70_000, 139_999]
    const first = numbers.map(number => termKey(large.dictionary.termOf(number)))
    for (let number = 0; number < large.dictionary.size; number++) large.dictionary.termOf(number)
    expect(numbers.map(number => termKey(large.dictionary.termOf(number)))).toEqual(first)
  })
})

describe('the values of literals', () => {
  const reckoned = (lexical: string, name: string): number => {
    const literal = typed(lexical, XSD + name)
    const { dictionary } = opened([of(literal), of(text('other'))])
    return dictionary.valueOf(dictionary.numberOf(literal))
  }

  test.each([
    ['01', 'integer', 1],
    ['-0', 'integer', -0],
    ['+17', 'nonNegativeInteger', 17],
    ['9007199254740993', 'integer', 2 ** 53],
    ['1.50', 'decimal', 1.5],
    ['.5', 'decimal', 0.5],
    ['1e3', 'double', 1000],
    ['1E400', 'double', Number.POSITIVE_INFINITY],
    ['INF', 'float', Number.POSITIVE_INFINITY],
    ['-INF', 'double', Number.NEGATIVE_INFINITY],
    ['NaN', 'double', Number.NaN],
    ['true', 'boolean', 1],
    ['0', 'boolean', 0],
    ['TRUE', 'boolean', Number.NaN],
    ['one', 'integer', Number.NaN],
    ['', 'integer', Number.NaN],
    ['1.5', 'integer', Number.NaN],
    ['1e3', 'decimal', Number.NaN],
    ['INF', 'integer', Number.NaN],
    ['0x10', 'integer', Number.NaN],
    ['5', 'duration', Number.NaN],
    ['1970-01-01T00:00:00Z', 'dateTime', 0],
    ['1970-01-01T01:00:00+01:00', 'dateTime', 0],
    ['1969-12-31T24:00:00Z', 'dateTime', 0],
    ['1970-01-01T00:00:00.25Z', 'dateTime', 250],
    ['1970-01-02', 'date', 86_400_000],
    ['1970', 'gYear', 0],
    ['0000-01-01', 'date', Date.UTC(0, 0, 1) - (Date.UTC(1900, 0, 1) - new Date(0).setUTCFullYear(0, 0, 1))],
    ['2002-13-01', 'date', Number.NaN],
    ['2002-02-30', 'date', Number.NaN],
    ['2002-10-07T25:00:00Z', 'dateTime', Number.NaN],
    ['2002-10-07T00:61:00Z', 'dateTime', Number.NaN],
    ['1970-01-01', 'dateTime', Number.NaN],
    ['1970-01-01T00:00:00Z', 'date', Number.NaN],
    ['1970-01-01T00:00:00', 'dateTimeStamp', Number.NaN]
  ])('%j as xsd:%s is %d', (lexical, name, value) => {
    expect(reckoned(lexical, name)).toBe(value)
  })

  test('are there for no other terms', () => {
    const { dictionary } = opened(everything)
    for (let number = 0; number < dictionary.size; number++) {
      const term = dictionary.termOf(number)
      if (
        term.termType !== 'Literal' ||
        !term.datatype.value.startsWith(XSD) ||
        term.datatype.value === `${XSD}string`
      )
        expect(dictionary.valueOf(number)).toBeNaN()
    }
  })
})

test('a language tag is kept in lower case, and found in any (RDF 1.2 Concepts §3.4)', () => {
  const spelled = ['en-GB', 'EN-gb', 'en-gb'].map(language => ({ ...langText('colour', language), language }))
  const store = opened(spelled.map(of))
  expect(Array.from(store.match(), quadKey)).toEqual([quadKey(of(langText('colour', 'en-gb')))])
  for (const literal of spelled)
    expect(Array.from(store.match(null, null, literal), quadKey)).toEqual(Array.from(store.match(), quadKey))
})

test('a literal of rdf:langString without a tag is another than the string', () => {
  const odd = typed('a', `${RDF}langString`)
  const store = opened([of(odd), of(text('a'))])
  expect(Array.from(store.match(null, null, odd), quadKey)).toEqual([quadKey(of(odd))])
  expect(store.size).toBe(2)
})

test('what cannot stand where it does is refused', () => {
  const literal = text('a') as unknown as Quad_Subject & Quad_Predicate & Quad_Graph
  const variable = { termType: 'Variable', value: 'x', equals: () => false } as unknown as Quad_Predicate &
    Quad_Subject
  const wrong = [
    quad(literal, n('p'), n('o')),
    quad(n('s'), literal, n('o')),
    quad(n('s'), blankNode('p') as unknown as Quad_Predicate, n('o')),
    quad(n('s'), n('p'), n('o'), literal),
    quad(variable, n('p'), n('o')),
    quad(n('s'), n('p'), variable),
    quad(n('s'), n('p'), quad(variable, n('p'), n('o'))),
    quad(n('s'), n('p'), quad(literal, n('p'), n('o')))
  ]
  for (const quad of wrong) {
    const writer = new StoreWriter()
    expect(() => writer.add(quad)).toThrow(TypeError)
    // The writer goes on as if it had not been asked.
    writer.add(of(text('a')))
    expect(Array.from(openCompiled(joinedBytes(writer.finish()).buffer).match(), quadKey)).toEqual([
      quadKey(of(text('a')))
    ])
  }
})

test('there may be as many graphs, and sets of graphs, as there are triples', () => {
  const count = 150_000
  const quads = Array.from({ length: count }, (_, i) => quad(n(`s${i % 10}`), n('p'), n(`o${i}`), n(`g${i}`)))
  const store = opened(quads)
  expect(store.size).toBe(count)
  for (const i of [0, 7, 149_999])
    expect(Array.from(store.match(null, null, null, n(`g${i}`)), quadKey)).toEqual([quadKey(quads[i]!)])
  expect(store.count(n('s7'), null, null, n('g7'))).toBe(1)
  expect(store.count(n('s7'), null, null, n('g8'))).toBe(0)
})

test('knows how many rows come of joining the triples of two predicates, unless one is rare', () => {
  const node = fc.integer({ min: 0, max: 40 })
  const rows = fc.array(fc.tuple(node, fc.integer({ min: 0, max: 6 }), node), {
    minLength: 300,
    maxLength: 600
  })
  fc.assert(
    fc.property(rows, found => {
      // The last predicates are rare.
      const triples = [...new Map(found.map(row => [row.join(' '), row])).values()].filter(
        ([s, p], i) => p < 5 || (i % 3 === 0 && s < 9)
      )
      const { numbers, dictionary } = opened(
        triples.map(([s, p, o]) => quad(n(`${s}`), n(`p${p}`), n(`${o}`)))
      )
      const of = (p: number) => triples.filter(([, other]) => other === p)
      const codeOf = (p: number): number => numbers.codeOf(dictionary.numberOf(n(`p${p}`)))
      const places = { subject: 0, object: 2 } as const
      for (const [first, second] of [0, 1, 2, 3, 4, 5, 6].flatMap(a =>
        [0, 1, 2, 3, 4, 5, 6].map(b => [a, b] as const)
      ))
        for (const shared of ['subject-subject', 'object-subject', 'object-object'] as const) {
          const [a, b] = shared.split('-').map(part => places[part as 'subject' | 'object'])
          const isRare = of(first).length < 64 || of(second).length < 64
          const joined = of(first).flatMap(left => of(second).filter(right => left[a!] === right[b!]))
          expect(numbers.joins.rows(codeOf(first), codeOf(second), shared)).toBe(
            isRare ? undefined : joined.length
          )
        }
    }),
    { numRuns: 10 * many, seed: 5 }
  )
})

test('segments are joined wherever they are cut', () => {
  const bytes = compiledBytes(everything)
  for (const length of [bytes.length, bytes.length - 1, 64, 1000, 4096]) {
    const store = openCompiled(cut(bytes, length))
    store.verify()
    expect(store.size).toBe(opened(everything).size)
  }
})

test('sections that others add are there, and nothing else changes', () => {
  const extra = Uint8Array.from({ length: 100 }, (_, i) => i)
  const store = openCompiled(
    compiledBytes(everything, { extras: () => [{ name: 'extra', pieces: [extra] }] }).buffer
  )
  store.verify()
  expect(store.section('extra')).toEqual(extra)
  expect(store.section('other')).toBeUndefined()
  expect(Array.from(store.match(), quadKey)).toEqual(Array.from(opened(everything).match(), quadKey))
  for (const name of ['', 'longer than the table', 'ä'])
    expect(() => compiledBytes([], { extras: () => [{ name, pieces: [extra] }] })).toThrow(/section/)
})

test('a pattern can be asked for from any match on', () => {
  fc.assert(
    fc.property(anyQuads(['blank graphs'], 60), fc.nat(), (quads, pick) => {
      const store = opened(quads)
      const terms = partsOf(quads[pick % Math.max(1, quads.length)] ?? quad(n('s'), n('p'), n('o')))
      for (let mask = 0; mask < 16; mask++) {
        const pattern = terms.map((term, i) => (mask & (1 << i) ? term : null))
        const [s = null, p = null, o = null, g = null] = pattern
        const all = Array.from(store.match(s, p, o, g), quadKey)
        for (let skip = 0; skip <= all.length + 1; skip++)
          expect(Array.from(store.match(s, p, o, g, skip), quadKey)).toEqual(all.slice(skip))
      }
    }),
    { numRuns: 40 * many, seed: 11 }
  )
})
