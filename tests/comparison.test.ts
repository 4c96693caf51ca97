import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AggregateName,
  aggregateOf,
  compareValues,
  effectiveBoolean,
  orderKeyOf,
  orderKeys,
  orderTerms,
  sameTerm,
  termsEqual
} from '../src/query/functions/functions.ts'
import { blankNode, iri, langText, quad, type Term, text, typed, XSD } from '../src/rdf/rdf.ts'
import { evaluated, expressionOf, spelled, table } from './expressions.ts'

const dateTime = (value: string): string => `"${value}"^^xsd:dateTime`
const date = (value: string): string => `"${value}"^^xsd:date`

table('equality', [
  ['1 = 1.0', 'true'],
  ['1 = "01"^^xsd:byte', 'true'],
  ['1 = 1e0', 'true'],
  ['0.1 = 0.1e0', 'true'],
  ['"0.1"^^xsd:float = 0.1', 'true'],
  ['"0.1"^^xsd:float = 0.1e0', 'false'],
  ['"NaN"^^xsd:double = "NaN"^^xsd:double', 'false'],
  ['0e0 = -0e0', 'true'],
  ['9007199254740993 = 9007199254740992', 'false'],
  ['1 = "1"', 'false'],
  ['1 = true', 'false'],
  ['1 = "x"^^xsd:integer', 'error'],
  ['"x"^^xsd:integer = "x"^^xsd:integer', 'true'],
  ['"x" = "x"^^xsd:integer', 'error'],
  ['"x"@en = "x"^^xsd:integer', 'false'],
  ['"1"^^xsd:boolean = true', 'true'],
  ['"yes"^^xsd:boolean = true', 'error'],
  ['"a" = "a"', 'true'],
  ['"a" = "b"', 'false'],
  ['"a" = "a"@en', 'false'],
  ['"a"@en = "a"@EN', 'true'],
  ['"a"@en = "a"@fr', 'false'],
  ['"a"@en = "a"@en--ltr', 'false'],
  ['"a"^^:t = "a"^^:t', 'true'],
  ['"a"^^:t = "b"^^:t', 'error'],
  ['"a"^^:t != "a"^^:u', 'error'],
  ['"a"^^:t = "a"', 'error'],
  ['"a"^^:t = "a"@en', 'false'],
  ['"a"^^:t = :a', 'false'],
  [':a = :a', 'true'],
  [':a != :b', 'true'],
  ['BNODE() = BNODE()', 'false'],
  [`${dateTime('2002-04-02T23:00:00-04:00')} = ${dateTime('2002-04-03T02:00:00-01:00')}`, 'true'],
  [`${dateTime('2002-04-02T12:00:00')} = ${dateTime('2002-04-02T12:00:00.00')}`, 'true'],
  [`${dateTime('2002-04-02T23:00:00')} = ${dateTime('2002-04-02T23:00:00+06:00')}`, 'error'],
  [`${dateTime('2002-04-02T23:00:00')} = ${dateTime('2002-04-12T23:00:00+06:00')}`, 'false'],
  [`${dateTime('1999-12-31T24:00:00')} = ${dateTime('2000-01-01T00:00:00')}`, 'true'],
  [`${dateTime('2000-01-01T00:00:00Z')} = "2000-01-01T00:00:00Z"^^xsd:dateTimeStamp`, 'true'],
  [`${date('2006-08-23')} = ${date('2006-08-23')}`, 'true'],
  [`${date('2006-08-23Z')} = ${date('2006-08-23+00:00')}`, 'true'],
  [`${date('2006-08-23Z')} = ${date('2006-08-23')}`, 'error'],
  [`${date('2006-08-23')} != ${date('2001-01-01Z')}`, 'true'],
  [`${date('2006-08-23')} != ${dateTime('2006-08-23T09:00:00+01:00')}`, 'true'],
  ['"12:00:00Z"^^xsd:time = "13:00:00+01:00"^^xsd:time', 'true'],
  ['"P1Y"^^xsd:duration = "P12M"^^xsd:yearMonthDuration', 'true'],
  ['"P1D"^^xsd:dayTimeDuration = "PT24H"^^xsd:dayTimeDuration', 'true'],
  ['"P0M"^^xsd:yearMonthDuration = "PT0S"^^xsd:dayTimeDuration', 'true'],
  ['TRIPLE(:a, :b, 123) = TRIPLE(:a, :b, 123.0)', 'true'],
  ['TRIPLE(:a, :q, TRIPLE(:a, :b, 1)) = TRIPLE(:a, :q, TRIPLE(:a, :b, 1e0))', 'true'],
  ['TRIPLE(:a, :b, 1) = TRIPLE(:c, :b, 1)', 'false'],
  ['TRIPLE(:a, :b, "x"^^:t) = TRIPLE(:a, :b, "y"^^:t)', 'error'],
  ['TRIPLE(:a, :b, "x"^^:t) = TRIPLE(:c, :b, "y"^^:t)', 'false'],
  ['TRIPLE(:a, :b, 1) = :a', 'false']
])

table('order by operators', [
  ['1 < 1.5', 'true'],
  ['2 <= 2e0', 'true'],
  ['"10"^^xsd:integer > "9"^^xsd:byte', 'true'],
  ['"NaN"^^xsd:double <= "NaN"^^xsd:double', 'false'],
  ['1 > "NaN"^^xsd:double', 'false'],
  ['"INF"^^xsd:double > 1', 'true'],
  ['"a" < "b"', 'true'],
  ['"\uffff" < "\u{10000}"', 'true'],
  ['"a" < "b"@en', 'error'],
  ['"a"@en < "b"@en', 'error'],
  ['"1" < 2', 'error'],
  ['false < true', 'true'],
  [':a < :b', 'error'],
  ['"a"^^:t <= "a"^^:t', 'error'],
  ['"x"^^xsd:integer < 1', 'error'],
  [`${dateTime('2008-10-01T00:00:00Z')} < ${dateTime('2008-10-03T00:00:00')}`, 'true'],
  [`${dateTime('2008-10-01T00:00:00Z')} < ${dateTime('2008-10-01T10:00:00')}`, 'error'],
  [`${dateTime('2008-10-01T00:00:00.1Z')} > ${dateTime('2008-10-01T00:00:00.09Z')}`, 'true'],
  [`${date('2006-08-23Z')} > ${date('2006-08-22')}`, 'true'],
  [`${date('2006-08-23')} > ${dateTime('2006-08-22T00:00:00')}`, 'error'],
  ['"1999"^^xsd:gYear < "2000"^^xsd:gYear', 'true'],
  ['"-0044"^^xsd:gYear < "0001"^^xsd:gYear', 'true'],
  ['"PT36H"^^xsd:dayTimeDuration > "P1D"^^xsd:dayTimeDuration', 'true'],
  ['"P1M"^^xsd:duration < "P31D"^^xsd:duration', 'error'],
  ['"P1M"^^xsd:duration < "P1M1D"^^xsd:duration', 'true']
])

test('a comparison with what is not a number is NaN', () => {
  expect(compareValues(typed('NaN', `${XSD}double`), typed('1', `${XSD}integer`))).toBeNaN()
})

const termOf = (words: string): Term => evaluated(expressionOf(words))!

test('all terms are in the order that ORDER BY has, by value first', () => {
  const ordered = [
    undefined,
    ...[
      'BNODE()',
      ':a',
      ':b',
      '"NaN"^^xsd:double',
      '"-INF"^^xsd:double',
      '-1',
      '1.0',
      '1',
      '9007199254740992e0',
      '9007199254740993',
      '"INF"^^xsd:float',
      '""',
      '"a"',
      '"a"@de',
      '"a"@en',
      '"a"@en--ltr',
      '"b"',
      '"\uffff"',
      '"\u{10000}"',
      'false',
      'true',
      '"-0001-01-01"^^xsd:date',
      '"1999"^^xsd:gYear',
      '"1999-02-01"^^xsd:date',
      '"1999-02-01T00:00:01Z"^^xsd:dateTime',
      '"10:00:00"^^xsd:time',
      '"PT1H"^^xsd:dayTimeDuration',
      '"P1M"^^xsd:yearMonthDuration',
      '"P31D"^^xsd:dayTimeDuration',
      '"a"^^:t',
      '"b"^^:t',
      '"x"^^xsd:integer',
      'TRIPLE(:s, :p, -456)',
      'TRIPLE(:s, :p, 123)',
      'TRIPLE(:s, :p, TRIPLE(:x, :y, :z))',
      'TRIPLE(:s1, :a, 999)',
      'TRIPLE(:s1, :p, 999)',
      'TRIPLE(:s2, :p, 900)'
    ].map(termOf)
  ]
  // In objects, since a sort puts what is undefined last without asking.
  const sorted = ordered.map(term => ({ term })).reverse()
  sorted.sort((a, b) => orderTerms(a.term, b.term))
  expect(sorted.map(({ term }) => spelled(term))).toEqual(ordered.map(spelled))
  const value = (words: string) => orderKeyOf(termOf(words))
  expect(orderKeys(value('1'), value('1.0'))).toBe(0)
  expect(orderKeys(value('"a"'), value('"a"@en'))).toBe(0)
  expect(orderKeys(value('TRIPLE(:a, :b, 1)'), value('TRIPLE(:a, :b, 1.0)'))).toBe(0)
})

describe('aggregates', () => {
  const aggregate = (name: AggregateName, values: readonly string[], separator?: string): string => {
    const found = aggregateOf(name, separator === undefined ? {} : { separator })
    for (const value of values) found.add(value === '' ? undefined : termOf(value))
    return spelled(found.result())
  }
  test.each<[name: AggregateName, values: string[], result: string]>([
    ['count', [], '0'],
    ['count', ['1', '', ':a'], '2'],
    ['sum', [], '0'],
    ['sum', ['1', '2'], '3'],
    ['sum', ['1', '2.5'], '"3.5"^^xsd:decimal'],
    ['sum', ['0.1', '0.2', '1e0'], '"1.3E0"^^xsd:double'],
    ['sum', ['9007199254740991', '9007199254740991'], '18014398509481982'],
    ['sum', ['1', ''], 'error'],
    ['sum', ['1', '"1"'], 'error'],
    ['avg', [], '0'],
    ['avg', ['1', '2'], '"1.5"^^xsd:decimal'],
    ['avg', ['2'], '"2"^^xsd:decimal'],
    ['avg', ['1', '1', '2.8'], '"1.6"^^xsd:decimal'],
    ['avg', ['1', '0', '1e0'], '"6.666666666666666E-1"^^xsd:double'],
    ['avg', ['1', 'BNODE()', '3'], 'error'],
    ['avg', ['1', ''], 'error'],
    ['min', [], 'error'],
    ['min', ['2', '1.5', '"a"'], '"1.5"^^xsd:decimal'],
    ['min', ['2', ''], 'error'],
    ['max', ['2', '10', '9e0'], '10'],
    ['max', ['"a"', '"b"', '"B"'], '"b"'],
    ['max', ['', '2'], 'error'],
    ['sample', [], 'error'],
    ['sample', ['', '2', '3'], '2'],
    ['group_concat', [], '""'],
    ['group_concat', ['"1"', '22'], '"1 22"'],
    ['group_concat', ['"1"@en', '"2"@en', ':a'], '"1 2 http://example.org/a"'],
    ['group_concat', ['"1"', '', 'BNODE()', '"2"'], '"1 2"']
  ])('%s of %j is %s', (name, values, result) => {
    expect(aggregate(name, values)).toBe(result)
  })

  test('the separator of GROUP_CONCAT is what is said', () => {
    expect(aggregate('group_concat', ['"a"', '"b"'], '')).toBe('"ab"')
    expect(aggregate('group_concat', ['"a"', '"b"'], ', ')).toBe('"a, b"')
  })

  test('the least and the greatest do not depend on what comes first', () => {
    for (const name of ['min', 'max'] as const)
      expect(aggregate(name, ['1', '1.0', '1e0'])).toBe(aggregate(name, ['1e0', '1.0', '1']))
  })
})

/** Terms that are near each other, so that they are equal, or in doubt, more often than by chance. */
const number = fc.oneof(
  fc.constantFrom('0', '-0', '1', '01', '0.1', '0.10', '9007199254740992', '9007199254740993', '1e308'),
  fc.constantFrom(
    '0.10000000000000000001',
    '0.1000000000000000055511151231257827',
    'INF',
    '-INF',
    'NaN',
    'x'
  ),
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.double().map(String)
)
const day = fc.constantFrom('1999-12-31', '2000-01-01', '2000-01-02', '-0001-03-01', '2000-02-30')
const zone = fc.constantFrom('', 'Z', '+14:00', '-14:00', '+01:00')
const moment = fc
  .tuple(day, fc.constantFrom('00:00:00', '12:00:00.5', '24:00:00'), zone)
  .chain(([date, time, offset]) =>
    fc.constantFrom(
      typed(`${date}T${time}${offset}`, `${XSD}dateTime`),
      typed(date + offset, `${XSD}date`),
      typed(time + offset, `${XSD}time`),
      typed(date.slice(0, -6) + offset, `${XSD}gYear`)
    )
  )
const duration = fc
  .constantFrom('P1M', 'P30D', 'P31D', 'P1Y', 'P12M', '-P1M', 'PT0S', 'P1M1D', 'PT24H', 'P')
  .chain(value => fc.constantFrom('duration', 'dayTimeDuration').map(type => typed(value, XSD + type)))
const word = fc.constantFrom('', 'a', 'b', '\uffff', '\u{10000}', 'true', '1')
const node = fc.constantFrom(iri('urn:a'), iri('urn:b'), blankNode('a'), blankNode('b'))
const { term } = fc.letrec<{ term: Term; triple: Term }>(tie => ({
  triple: fc
    .tuple(fc.constantFrom(iri('urn:a'), blankNode('a')), tie('term'))
    .map(([subject, object]) => quad(subject, iri('urn:p'), object as Parameters<typeof quad>[2])),
  term: fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(number, fc.constantFrom('integer', 'decimal', 'float', 'double', 'byte'))
        .map(([value, type]) => typed(value, XSD + type))
    },
    moment,
    duration,
    node,
    word.map(text),
    fc.tuple(word, fc.constantFrom('en', 'de')).map(([value, tag]) => langText(value, tag)),
    fc.tuple(word, fc.constantFrom(`${XSD}boolean`, 'urn:t')).map(([value, type]) => typed(value, type)),
    tie('triple')
  )
}))
const sign = (value: number): number => (value > 0 ? 1 : value < 0 ? -1 : 0)
const runs = { numRuns: 3000 }

describe('of any terms', () => {
  test('the order is total and antisymmetric', () => {
    fc.assert(
      fc.property(term, term, (a, b) => {
        expect(sign(orderTerms(a, b))).toBe(0 - sign(orderTerms(b, a)))
        expect(orderTerms(a, b) === 0).toBe(sameTerm(a, b))
        expect(sign(orderKeys(orderKeyOf(a), orderKeyOf(b)))).toBe(
          0 - sign(orderKeys(orderKeyOf(b), orderKeyOf(a)))
        )
      }),
      runs
    )
  })

  test('the order is transitive, and so is being of one value in it', () => {
    fc.assert(
      fc.property(term, term, term, (...terms) => {
        const [a, b, c] = [...terms].sort(orderTerms) as [Term, Term, Term]
        expect(orderTerms(a, b)).toBeLessThanOrEqual(0)
        expect(orderTerms(b, c)).toBeLessThanOrEqual(0)
        expect(orderTerms(a, c)).toBeLessThanOrEqual(0)
        const [x, y, z] = [a, b, c].map(orderKeyOf) as [
          ReturnType<typeof orderKeyOf>,
          ReturnType<typeof orderKeyOf>,
          ReturnType<typeof orderKeyOf>
        ]
        expect(orderKeys(x, z)).toBeLessThanOrEqual(0)
        if (orderKeys(x, y) === 0 && orderKeys(y, z) === 0) expect(orderKeys(x, z)).toBe(0)
      }),
      runs
    )
  })

  test('the operators agree with one another, and the order with them', () => {
    fc.assert(
      fc.property(term, term, (a, b) => {
        const [there, back] = [compareValues(a, b), compareValues(b, a)]
        expect(there === undefined).toBe(back === undefined)
        expect(termsEqual(a, b)).toBe(termsEqual(b, a))
        if (there === undefined || back === undefined) return
        expect(Number.isNaN(there)).toBe(Number.isNaN(back))
        if (Number.isNaN(there)) return
        expect(sign(there)).toBe(0 - sign(back))
        expect(termsEqual(a, b)).toBe(there === 0)
        if (there < 0) expect(orderKeys(orderKeyOf(a), orderKeyOf(b))).toBeLessThan(0)
      }),
      runs
    )
  })

  test('the same term is never another value, but for NaN', () => {
    fc.assert(
      fc.property(term, a => {
        if (!spelled(a).includes('NaN')) expect(termsEqual(a, a)).toBe(true)
        expect([true, false, undefined]).toContain(effectiveBoolean(a))
      }),
      runs
    )
  })
})
