import { describe, expect, test } from 'vitest'
import type { Statement } from '../src/alignment/alignment.ts'
import { distance, Gazetteer } from '../src/reconciliation/gazetteer.ts'
import { Constraints, Testimony } from '../src/reconciliation/reconciliation.ts'
import { holds, spanOf, type TimeValue, timeWords } from '../src/reconciliation/time-spans.ts'
import { matches } from '../src/reconciliation/value-format.ts'
import { counted, listWords, valueWords } from '../src/reconciliation/wording.ts'
import { constraints, iris } from './judging-case.ts'
import { property, statementWritten, valueWritten } from './statement-notation.ts'

// What statements are judged by.

const entity = (name: string): string => iris.entity(name)
const time = (written: string): TimeValue => valueWritten(written, 'P571', entity) as TimeValue

describe('a form that values should have', () => {
  test.each([
    ['AB', '[A-Z]{2}', true],
    ['ABC', '[A-Z]{2}', false],
    ['xAB', '[A-Z]{2}', false],
    ['a', '[A-Z]|a', true],
    ['ab', 'a|ab', true],
    ['', '.*', true],
    ['1990', String.raw`\d{4}`, true],
    ['Å', String.raw`\p{L}`, true]
  ])('%s as a whole is of %s: %s', (text, pattern, expected) => {
    expect(matches(text, pattern)).toBe(expected)
  })

  test('is unknown where it is none, or the text is too long for an id', () => {
    expect(matches('a', '(')).toBeUndefined()
    expect(matches('a', '(?<=b)a')).toBeUndefined()
    expect(matches('a'.repeat(20_000), 'a*')).toBeUndefined()
  })

  // A second on a slow machine, and for ever with a matcher that tries all ways.
  test.each(['(a+)+', '(a*)*b', '(a|aa)+', '(.*a){12}'])('%s stops nothing', pattern => {
    const began = performance.now()
    expect(matches(`${'a'.repeat(5000)}!`, pattern)).toBe(false)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})

describe('constraints', () => {
  const table = (...rows: string[]): string =>
    ['pid\tlabel\tconstraint\tvalues\tnote', ...rows, ''].join('\n')
  const patterns = 'pid\tlabel\tpattern\nP297\tcode\t[A-Z]{2}\n'

  test('have values, whatever else their table has', () => {
    const read = new Constraints(
      table('P22\tfather\tinverse\tP40 ¦ P41\ta note', 'P22\tfather\tsingle\t\t'),
      patterns
    )
    expect(read.valuesOf({ id: 'P22', local: false }, 'inverse')).toEqual(['P40', 'P41'])
    expect(read.valuesOf({ id: 'P22', local: false }, 'single')).toEqual([])
    expect(read.valuesOf({ id: 'P22', local: false }, 'symmetric')).toBeUndefined()
    expect([...read.inverses]).toEqual(['P40', 'P41'])
    expect(read.labelOf('P22')).toBe('father')
    expect(read.labelOf('P23')).toBe('P23')
  })

  test('say nothing of a property of the vault that is called the same', () => {
    const own = { ...property('P571'), local: true }
    expect(constraints.has(property('P571'), 'single')).toBe(true)
    expect(constraints.has(own, 'single')).toBe(false)
    expect(constraints.patternOf({ ...property('P297'), local: true })).toBeUndefined()
  })

  test('of a table without a column are refused', () => {
    expect(() => new Constraints('pid\tlabel\tvalues\n', patterns)).toThrow('no column constraint')
  })

  test('an empty side of a range is no bound', () => {
    const read = new Constraints(table('P1\ta\trange\t ¦ now\t', 'P2\tb\trange\t0 ¦ \t'), patterns)
    expect(read.valuesOf({ id: 'P1', local: false }, 'range')).toEqual(['', 'now'])
    expect(read.valuesOf({ id: 'P2', local: false }, 'range')).toEqual(['0', ''])
  })
})

test('distances on the globe', () => {
  const [berlin, paris] = [
    { latitude: 52.5167, longitude: 13.3833 },
    { latitude: 48.8567, longitude: 2.3508 }
  ]
  expect(distance(berlin, paris)).toBeCloseTo(878, -1)
  expect(distance(berlin, berlin)).toBe(0)
  expect(distance({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })).toBeCloseTo(22, 0)
  expect(distance({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 })).toBeCloseTo(20_015, 0)
  expect(new Gazetteer('qid\tlabel\tlatitude\tlongitude\treach\nQ1\tX\t-1.5\t2\t30').of('Q1')).toEqual({
    label: 'X',
    latitude: -1.5,
    longitude: 2,
    reach: 30
  })
  expect(new Gazetteer().of('Q1')).toBeUndefined()
})

describe('times', () => {
  test.each([
    ['20c', '1901', '2000'],
    ['1980s', '1980', '1989'],
    ['1985', '1985-01-01', '1985-12-31'],
    ['1985-02', '1985-02-01', '1985-02-28'],
    ['-0043', '-0043-01-01', '-0043-12-31']
  ])('%s holds its first and last', (whole, first, last) => {
    for (const part of [first, last]) expect(holds(time(whole), time(part))).toBe(true)
  })

  test.each([
    ['20c', '2001'],
    ['20c', '1900'],
    ['1980s', '1990'],
    ['1985', '1986-01-01'],
    ['1985-02', '1985'],
    ['1985-02-03', '1985-02-04']
  ])('%s does not hold %s', (whole, other) => {
    expect(holds(time(whole), time(other))).toBe(false)
  })

  test('stand in the order of days', () => {
    const days = ['-0043-03-15', '0001-01-01', '1984-12-31', '1985-01-01', '1985-01-31', '1985-02-01']
    const numbers = days.map(day => spanOf(time(day)).first)
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
  })

  test.each([
    ['20c', 'the 20th century'],
    ['11c', 'the 11th century'],
    ['21c', 'the 21st century'],
    ['1980s', 'the 1980s'],
    ['1985-06', '1985-06'],
    ['1985-06-07', '1985-06-07']
  ])('%s is %s in words', (written, words) => {
    expect(timeWords(time(written))).toBe(words)
  })
})

test('lists and numbers in words', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual(['', 'a', 'a and b', 'a, b and c'])
  expect([counted(0, 'year'), counted(1, 'year'), counted(2, 'year')]).toEqual([
    '0 years',
    '1 year',
    '2 years'
  ])
  const words = (written: string, id: string): string =>
    valueWords(valueWritten(written, id, entity), iri => iri)
  expect(words('>1000', 'P1082')).toBe('at least 1000')
  expect(words('1000<', 'P1082')).toBe('at most 1000')
  expect(words('5Q577', 'P1082')).toBe('5 (unit Q577)')
  expect(words('Name@en', 'P1448')).toBe('“Name” (en)')
  expect(words('Name', 'P1448')).toBe('“Name”')
  expect(words('?', 'P571')).toBe('an unknown value')
})

describe('testimony', () => {
  const said = (source: string, about: string, written: string, more: object = {}): Statement => ({
    subject: entity(about),
    ...statementWritten(written, entity),
    references: [{ source, evidence: { kind: 'text', start: 10, end: 20 }, ...more }]
  })
  const told = (...statements: Statement[]): Map<string, Statement[]> => {
    const bySubject = new Map<string, Statement[]>()
    for (const one of statements) bySubject.set(one.subject, [...(bySubject.get(one.subject) ?? []), one])
    return bySubject
  }
  const of = (statements: Statement[], dates: [string, string][] = [], asked?: string[]): Testimony =>
    new Testimony(
      told(...statements),
      new Map(dates),
      constraints,
      iri => iris.localName(iri),
      entity => asked?.push(iris.localName(entity))
    )

  test('has lists from either side, and of the counterpart', () => {
    const closed = { closed: true }
    const testimony = of([said('a', 'Q1', 'P527 Q2', closed), said('a', 'Q1', 'P527 Q3', closed)])
    const sizes = (name: string, id: string): number[] =>
      testimony.listsOf(entity(name), id).map(({ values }) => values.size)
    expect(sizes('Q1', 'P527')).toEqual([2])
    expect(sizes('Q1', '^P463')).toEqual([2])
    expect(sizes('Q2', '^P527')).toEqual([1])
    expect(sizes('Q2', 'P463')).toEqual([1])
    expect(sizes('Q1', 'P463')).toEqual([])
  })

  test('learns nothing of proposals, nor of properties of the vault', () => {
    const proposal = { ...said('a', 'Q1', 'P527 Q2', { closed: true }), proposed: true as const }
    const local = said('a', 'Q1', 'P527 Q2', { closed: true })
    expect(of([proposal]).listsOf(entity('Q1'), 'P527')).toEqual([])
    expect(
      of([{ ...local, property: { ...local.property, local: true } }]).listsOf(entity('Q1'), 'P527')
    ).toEqual([])
  })

  test('knows terms of offices, each once, with all who tell', () => {
    const testimony = of([
      said('a', 'note-chair', 'P2389 Q1'),
      said('a', 'note-chair', 'P2097 1Q577'),
      said('b', 'note-chair', 'P2097 1Q577'),
      said('b', 'note-chair', 'P2097 6Q5151')
    ])
    expect(
      testimony
        .termsOf(entity('Q1'))
        .map(({ label, years, references }) => [label, years, references.map(({ source }) => source).join()])
    ).toEqual([['note-chair', 1, 'a,b']])
  })

  test('knows who of several is newest, whatever their order', () => {
    const dates: [string, string][] = [
      ['a', '2010'],
      ['b', '2012-03'],
      ['c', '2012'],
      ['d', '2012-03-04']
    ]
    const testimony = of([], dates)
    const newest = (...sources: string[]): string | undefined =>
      testimony.newest(sources.map(source => ({ source })))?.source
    expect([newest('a', 'b'), newest('b', 'a'), newest('c', 'a', 'z')]).toEqual(['b', 'b', 'c'])
    expect([newest('b', 'd'), newest('d', 'b')]).toEqual(['d', 'd'])
    expect([newest(), newest('z')]).toEqual([undefined, undefined])
    expect(
      of(
        [],
        [
          ['b', '2012'],
          ['a', '2012']
        ]
      ).newest([{ source: 'b' }, { source: 'a' }])?.source
    ).toBe('a')
  })

  test('what ends after all its sources were written has not ended', () => {
    const testimony = of([], [['a', '2010']])
    const isAhead = (written: string, ...sources: string[]): boolean =>
      testimony.isAhead(
        valueWritten(written, 'P571', entity),
        sources.map(source => ({ source }))
      )
    expect(isAhead('2012', 'a')).toBe(true)
    expect(isAhead('2010-06', 'a')).toBe(false)
    expect(isAhead('2012', 'z')).toBe(false)
    expect(isAhead('?', 'a')).toBe(false)
  })

  test('says who was asked of, and what its answers hang on', () => {
    const asked: string[] = []
    const statements = [
      said('a', 'Q1', 'P527 Q2', { closed: true }),
      said('a', 'Q2', 'P463 Q1 | P582=1999'),
      said('a', 'Q3', 'P571 1985')
    ]
    const testimony = of(statements, [], asked)
    testimony.listsOf(entity('Q1'), 'P527')
    testimony.endingsOf(entity('Q1'), 'P527', entity('Q2'))
    testimony.inceptionsOf(entity('Q3'))
    expect(asked).toEqual(['Q1', 'Q1', 'Q3'])
    const answers = (all: Statement[]): Map<string, string> => new Map(of(all).answers())
    const before = answers(statements)
    expect([...before.keys()].map(iri => iris.localName(iri)).sort()).toEqual(['Q1', 'Q2', 'Q3'])
    const after = answers([...statements.slice(0, 2), said('a', 'Q3', 'P571 1986')])
    const changed = [...after]
      .filter(([iri, text]) => before.get(iri) !== text)
      .map(([iri]) => iris.localName(iri))
    expect(changed).toEqual(['Q3'])
    expect(answers([...statements].reverse())).toEqual(before)
  })
})
