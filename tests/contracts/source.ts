import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankNode, defaultGraph, iri, type Quad, quad, type Term, text, typed } from '../../src/rdf/rdf.ts'
import type { Store } from '../../src/store/store.ts'
import {
  type Ability,
  datasets,
  largeDatasets,
  loneSurrogates,
  n,
  partsOf,
  quadKey,
  termKey
} from '../quads.ts'
import { anyQuads } from '../random-quads.ts'

/** A way to come by a store that holds quads, which may be given in any order and more than once. */
export interface Source {
  readonly name: string
  open(quads: readonly Quad[]): Store
  readonly abilities: readonly Ability[]
  /** Whether it counts some quads more than once; 0 is none nevertheless. */
  readonly overcounts?: boolean
  /** Whether it takes long to come by one: fewer random datasets are tried then. */
  readonly slow?: boolean
  /** What becomes of half a surrogate pair: it is kept unless said otherwise, or U+FFFD is put for it, as files have it. */
  readonly halves?: 'replaced'
}

/** More runs, for whoever looks for what is rare. */
const many = Number(process.env['MANY'] ?? 1)

type Pattern = readonly [Term | null, Term | null, Term | null, Term | null]

/** The sixteen patterns of four terms. */
const patternsOf = (terms: readonly Term[]): Pattern[] =>
  Array.from({ length: 16 }, (_, mask) => terms.map((term, i) => (mask & (1 << i) ? term : null)) as never)

/** Answers patterns by looking at every quad. */
class Naive {
  readonly quads: readonly Quad[]
  readonly #rows: readonly { readonly key: string; readonly terms: readonly string[] }[]

  constructor(quads: readonly Quad[]) {
    const distinct = new Map(quads.map(quad => [quadKey(quad), quad]))
    this.quads = [...distinct.values()]
    this.#rows = [...distinct].map(([key, quad]) => ({ key, terms: partsOf(quad).map(termKey) }))
  }

  /** The keys of the quads of a pattern, sorted. */
  match(pattern: Pattern): string[] {
    const wanted = pattern.map(term => term && termKey(term))
    return this.#rows
      .filter(({ terms }) => wanted.every((key, i) => key === null || key === terms[i]))
      .map(({ key }) => key)
      .sort()
  }
}

/** Quads of a store by key, sorted; and that counting finds as many. */
function found(store: Store, pattern: Pattern, overcounts = false): string[] {
  const keys = Array.from(store.match(...pattern), quadKey).sort()
  expectCount(store.count(...pattern), keys.length, overcounts)
  return keys
}

function expectCount(counted: number, actual: number, overcounts = false): void {
  // Not always `expect`, which is slow for what happens a hundred thousand times.
  if (counted === actual) return
  if (overcounts && actual > 0) expect(counted).toBeGreaterThan(actual)
  else expect(counted, 'count').toBe(actual)
}

function expectKeys(keys: readonly string[], expected: readonly string[], question: string): void {
  if (keys.length !== expected.length || keys.some((key, i) => key !== expected[i]))
    expect(keys, question).toEqual(expected)
}

/** Terms in fours to ask for: quads that are there, and mixtures that mostly are not. */
function probes(quads: readonly Quad[], most: number): Term[][] {
  const step = Math.max(1, Math.ceil(quads.length / most))
  const chosen = quads.filter((_, i) => i % step === 0)
  return chosen.flatMap((quad, i) => {
    const parts = partsOf(quad)
    const others = partsOf(chosen[(i * 7 + 3) % chosen.length]!)
    const turned = [parts[2]!, parts[0]!, parts[1]!, parts[3]!]
    return [parts, [parts[0]!, others[1]!, parts[2]!, others[3]!], ...(i % 4 === 0 ? [turned] : [])]
  })
}

const absent: readonly Term[] = [
  n('nowhere'),
  iri(''),
  blankNode('nowhere'),
  text('nowhere'),
  typed('1', 'urn:nowhere'),
  quad(n('nowhere'), n('p'), n('o')),
  defaultGraph
]

/** Holds a store to what a look at every quad finds. */
function expectSame({ open, overcounts }: Source, quads: readonly Quad[], most = 60): void {
  const store = open(quads)
  const naive = new Naive(quads)
  expectCount(store.size, naive.quads.length, overcounts)
  const asked = new Set<string>()
  for (const terms of probes(naive.quads, most)) {
    for (const pattern of patternsOf(terms)) {
      const question = pattern.map(term => term && termKey(term)).join(' ')
      if (asked.has(question)) continue
      asked.add(question)
      expectKeys(found(store, pattern, overcounts), naive.match(pattern), question)
    }
  }
  for (const term of absent) {
    for (const pattern of patternsOf([term, term, term, term]).slice(1))
      expectKeys(found(store, pattern, overcounts), naive.match(pattern), termKey(term))
  }
}

/** What holds of every store: it answers the sixteen patterns, and gives terms back as they were given. */
export function sourceContract(source: Source): void {
  const { name, open, abilities, slow, overcounts, halves } = source
  const able = ({ needs }: { readonly needs?: Ability }): boolean => !needs || abilities.includes(needs)

  describe(`${name}: patterns over`, () => {
    test.each(datasets.filter(able))('$name', ({ quads }) => {
      expectSame(source, quads)
    })

    test.each(largeDatasets.filter(able))('$name', ({ quads }) => {
      expectSame(source, quads, 4)
    })

    test('any quads', () => {
      fc.assert(
        fc.property(anyQuads(abilities), quads => expectSame(source, quads, 6)),
        { numRuns: (slow ? 20 : 60) * many, seed: 6 }
      )
    })

    test('many quads', () => {
      fc.assert(
        fc.property(anyQuads(abilities, 1500), quads => expectSame(source, quads, 3)),
        { numRuns: (slow ? 2 : 5) * many, seed: 7 }
      )
    })
  })

  describe(`${name}: what it gives`, () => {
    const all = datasets.filter(able).flatMap(({ quads }) => quads)
    const store = open(all)

    test('are RDF/JS quads, equal to those that were given, and can be asked for again', () => {
      const given = new Map(all.map(quad => [quadKey(quad), quad]))
      for (const quad of store.match()) {
        const own = given.get(quadKey(quad))!
        expect(quad.termType).toBe('Quad')
        expect(quad.value).toBe('')
        if (own.object.termType !== 'Literal' || own.object.language === own.object.language.toLowerCase()) {
          expect(quad.equals(own)).toBe(true)
          expect(own.equals(quad)).toBe(true)
        }
        const { subject, predicate, object, graph } = quad
        expectCount(store.count(subject, predicate, object, graph), 1, overcounts)
      }
    })

    test('does not depend on what is done with other iterations', () => {
      const whole = Array.from(store.match(), quadKey)
      const iterable = store.match(null, n('p'))
      const first = iterable[Symbol.iterator]()
      const second = store.match(null, n('p'))[Symbol.iterator]()
      const [ones, others]: [string[], string[]] = [[], []]
      for (let one = first.next(); !one.done; one = first.next()) {
        ones.push(quadKey(one.value))
        const other = second.next()
        if (!other.done) others.push(quadKey(other.value))
        if (ones.length % 100 === 0) for (const _ of store.match(n('s'))) break
      }
      expect(second.next().done).toBe(true)
      expect(others).toEqual(ones)
      expect(new Set(ones).size).toBe(ones.length)
      expectCount(store.count(null, n('p')), ones.length, overcounts)
      // A second pass over the same store, and one that is left early, find what the first did.
      for (const _ of store.match()) break
      expect(Array.from(store.match(), quadKey)).toEqual(whole)
    })

    test('is nothing for the default graph as a subject, and the default graph alone as a graph', () => {
      expect(found(store, [defaultGraph, null, null, null])).toEqual([])
      const inDefault = found(store, [null, null, null, defaultGraph], overcounts)
      expect(inDefault).toEqual(new Naive(all).match([null, null, null, defaultGraph]))
      expect(inDefault.length).toBeLessThan(store.size)
    })

    test('leaves out what was left out, undefined or null alike', () => {
      const counts = [
        store.count(),
        store.count(undefined, undefined, undefined, undefined),
        store.count(null, null, null, null)
      ]
      expect(counts).toEqual([store.size, store.size, store.size])
      expect(Array.from(store.match(undefined, n('p')), quadKey)).toEqual(
        Array.from(store.match(null, n('p'), null, null), quadKey)
      )
    })
  })

  // Half a surrogate pair is no character (RDF 1.1 Concepts §3.3), and has no bytes in UTF-8.
  test.each(loneSurrogates)(`${name}: half a character is ${halves ?? 'kept'}`, words => {
    const given = quad(n('s'), n('p'), text(words))
    const held = halves === 'replaced' ? quad(n('s'), n('p'), text(words.toWellFormed())) : given
    expectSame(source, [held])
    const store = open([given])
    expect(Array.from(store.match(), quadKey)).toEqual([quadKey(held)])
    expect(found(store, [null, null, given.object, null])).toEqual([quadKey(held)])
  })
}
