import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRdf, type Term } from '../src/rdf/rdf.ts'
import { graphsDifference, type Strictness, solutionsDifference, tablesDifference } from './w3c/compare.ts'
import { areIsomorphic, type Item } from './w3c/isomorphism.ts'
import { jsonResult, type Solutions, xmlResult } from './w3c/result-documents.ts'
import { csvResult, tsvResult } from './w3c/result-tables.ts'
import { asIs, byValue } from './w3c/spelling.ts'

/** Solutions by what stands in a TSV document. */
const solutions = (...lines: readonly string[]): Solutions => tsvResult(`${lines.join('\n')}\n`)

const exact: Strictness = { order: 'free', lax: false, literals: () => asIs }

describe('isomorphism', () => {
  /** Items between a few nodes; two nodes or one each. */
  const items = fc.array(
    fc.record({
      text: fc.constantFrom('p', 'q'),
      blanks: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 2 })
    }),
    { maxLength: 12 }
  )

  /** The same multiset under another name for each node, and in another order. */
  const renamed = (items: readonly Item[]): Item[] =>
    items.map(({ text, blanks }) => ({ text, blanks: blanks.map(blank => `x${blank}`) })).reverse()

  test('holds between items and the same with other names', () => {
    fc.assert(fc.property(items, items => areIsomorphic(items, renamed(items))))
  })

  test('is what trying all mappings finds', () => {
    const permutations = (names: readonly string[]): string[][] =>
      names.length === 0
        ? [[]]
        : names.flatMap(name =>
            permutations(names.filter(other => other !== name)).map(rest => [name, ...rest])
          )
    const names = ['a', 'b', 'c', 'd', 'e'] as const
    const mappings = permutations(names).map(
      to => new Map<string, string>(names.map((name, i) => [name, to[i]!]))
    )
    const keyOf = (items: readonly Item[], mapping: ReadonlyMap<string, string>): string =>
      items
        .map(({ text, blanks }) => `${text} ${blanks.map(blank => mapping.get(blank)).join(' ')}`)
        .sort()
        .join('\n')
    fc.assert(
      fc.property(items, items, fc.boolean(), fc.nat(), (left, other, alike, seed) => {
        // Two at random are hardly ever alike; so some differ in one node of one item.
        const right = alike ? left.map(item => ({ ...item, blanks: [...item.blanks] })) : other
        const changed = right[seed % (right.length || 1)]
        if (alike && changed) changed.blanks[0] = names[seed % 5]!
        const same = keyOf(right, mappings[0]!)
        expect(areIsomorphic(left, renamed(right))).toBe(
          mappings.some(mapping => keyOf(left, mapping) === same)
        )
      })
    )
  })

  test('tells two triangles from a hexagon', () => {
    const edges = (pairs: string): Item[] =>
      pairs.split(' ').flatMap(([a, b]) => [
        { text: 'p', blanks: [a!, b!] },
        { text: 'p', blanks: [b!, a!] }
      ])
    expect(areIsomorphic(edges('ab bc ca de ef fd'), edges('ab bc cd de ef fa'))).toBe(false)
    expect(areIsomorphic(edges('ab bc cd de ef fa'), edges('ad db be ec cf fa'))).toBe(true)
  })

  test('of graphs goes into triple terms, and takes a graph for a set', () => {
    const graph = (document: string) => parseRdf(document, 'ttl')
    const expected = graph('<urn:s> <urn:p> <<( _:a <urn:q> _:b )>> . _:a <urn:p> 1 .')
    const same = graph('<urn:s> <urn:p> <<( _:c <urn:q> _:d )>> . _:c <urn:p> 1 .')
    expect(graphsDifference(expected, [...same, ...same])).toBeUndefined()
    const other = graph('<urn:s> <urn:p> <<( _:c <urn:q> _:d )>> . _:d <urn:p> 1 .')
    expect(graphsDifference(expected, other)).toContain('shared in another way')
  })
})

describe('solutions', () => {
  test.each([
    ['a row less', ['?a', '1', '1'], ['?a', '1']],
    [
      'another number of the same value',
      ['?a', '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'],
      ['?a', '1']
    ],
    ['another variable', ['?a', '1'], ['?b', '1']],
    ['a variable more', ['?a', '1'], ['?a\t?b', '1\t']],
    ['a node that is another in each row', ['?a', '_:x', '_:x'], ['?a', '_:x', '_:y']],
    ['a language', ['?a', '"x"@en'], ['?a', '"x"']],
    ['a base direction', ['?a', '"x"@en--ltr'], ['?a', '"x"@en--rtl']]
  ])('are told apart by %s', (_, expected, actual) => {
    expect(solutionsDifference(solutions(...expected), solutions(...actual), exact)).toBeTypeOf('string')
  })

  test('are the same in another order, with other labels, other columns, other case of languages', () => {
    const difference = solutionsDifference(
      solutions('?a\t?b', '_:x\t"x"@EN', '1\t'),
      solutions('?b\t?a', '\t1', '"x"@en\t_:y'),
      exact
    )
    expect(difference).toBeUndefined()
  })

  test.each([
    ['fixed', ['1', '2'], ['2', '1'], false],
    ['sorted', ['1\t1', '1\t2'], ['1\t2', '1\t1'], true],
    ['sorted', ['1\t1', '1.0\t2'], ['1.0\t2', '1\t1'], true],
    ['sorted', ['1\t1', '2\t1'], ['2\t1', '1\t1'], false]
  ] as const)('%s: %j, %j', (order, expected, actual, same) => {
    const strictness: Strictness = { ...exact, order: order === 'fixed' ? order : { sorted: ['a'] } }
    const [wanted, given] = [expected, actual].map(rows => solutions('?a\t?b', ...rows))
    expect(solutionsDifference(wanted!, given!, strictness) === undefined).toBe(same)
  })

  test('may be there fewer times where that is lax, but once', () => {
    const expected = solutions('?a', '1', '1', '2')
    const lax = { ...exact, lax: true }
    expect(solutionsDifference(expected, solutions('?a', '1', '2'), lax)).toBeUndefined()
    expect(solutionsDifference(expected, solutions('?a', '1', '1'), lax)).toContain('missing')
    expect(solutionsDifference(expected, solutions('?a', '1', '2', '2'), lax)).toContain('too many')
  })

  test.each([
    ['3', '"3.0"^^<http://www.w3.org/2001/XMLSchema#integer>', true],
    ['-0.50', '-.5', true],
    ['1e0', '"1"^^<http://www.w3.org/2001/XMLSchema#double>', true],
    ['1', '1.0', false],
    ['10', '1', false],
    ['123456789012345678901', '123456789012345678902', false]
  ])('by value: %s, %s', (a, b, same) => {
    const [left, right] = [a, b].map(term => solutions('?a', term))
    const difference = solutionsDifference(left!, right!, { ...exact, literals: () => byValue })
    expect(difference === undefined).toBe(same)
  })
})

describe('results', () => {
  const found = (result: ReturnType<typeof jsonResult>, name: string): (Term | undefined)[] =>
    result.form === 'bindings' ? result.rows.map(row => row.get(name)) : []

  test('in XML and JSON are read alike', () => {
    const xml = xmlResult(`<?xml version="1.0"?>
      <sparql xmlns="http://www.w3.org/2005/sparql-results#" xmlns:its="http://www.w3.org/2005/11/its">
      <head><variable name="a"/></head><results><result><binding name="a"><triple>
        <subject><uri>urn:s</uri></subject> <predicate><uri>urn:p</uri></predicate>
        <object><literal xml:lang="en" its:dir="ltr"> a &amp; b </literal></object>
      </triple></binding></result><result/></results></sparql>`)
    const json = jsonResult(
      JSON.stringify({
        head: { vars: ['a'] },
        results: {
          bindings: [
            {
              a: {
                type: 'triple',
                value: {
                  subject: { type: 'uri', value: 'urn:s' },
                  predicate: { type: 'uri', value: 'urn:p' },
                  object: { type: 'literal', value: ' a & b ', 'xml:lang': 'en', 'its:dir': 'ltr' }
                }
              }
            },
            {}
          ]
        }
      })
    )
    expect(found(xml, 'a')[0]!.equals(found(json, 'a')[0])).toBe(true)
    expect(found(xml, 'a')).toHaveLength(2)
    expect(found(json, 'a')[1]).toBeUndefined()
  })

  test('say yes or no', () => {
    expect(xmlResult('<sparql><head/><boolean> true </boolean></sparql>')).toMatchObject({ value: true })
    expect(jsonResult('{"head":{},"boolean":false}')).toMatchObject({ value: false })
  })

  test('in CSV are records', () => {
    expect(csvResult('a,b\r\n"x ""y"",\n",\r\n,_:z\r\n').records).toEqual([
      ['a', 'b'],
      ['x "y",\n', ''],
      ['', '_:z']
    ])
    const [one, other] = ['a,b\n_:x,1\n_:x,2\n', 'b,a\n2,_:y\n1,_:y\n'].map(csvResult)
    expect(tablesDifference(one!, other!, false)).toBeUndefined()
    expect(tablesDifference(one!, other!, true)).toBeTypeOf('string')
    expect(tablesDifference(one!, csvResult('a,b\n_:x,1\n_:y,2\n'), false)).toBeTypeOf('string')
  })
})
