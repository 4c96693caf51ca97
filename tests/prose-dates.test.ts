import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DateContext, readDates } from '../src/prose/dates.ts'
import { readNumbers } from '../src/prose/numbers.ts'
import { parseUnits } from '../src/prose/units.ts'
import { datesOf, numbersOf, units } from './prose-cases.ts'

const rowsOf = (file: string): string[][] =>
  readFileSync(new URL(`cases/prose/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))

describe('dates of a sentence', () => {
  const rows = rowsOf('dates.tsv')

  test('are tried on many sentences, a quarter of them without any', () => {
    expect(rows.length).toBeGreaterThan(250)
    expect(rows.filter(([, , expected]) => expected === '').length).toBeGreaterThan(60)
  })

  test.each(rows)('%s (after: %s)', (text = '', before = '', expected = '') => {
    expect(datesOf(text, before)).toBe(expected)
  })
})

describe('the context of dates', () => {
  test('is not changed by cells and notes', () => {
    const context = new DateContext()
    readDates('It met on 3 May 2010.', context)
    readDates('15 May 1992', context.aside())
    expect(readDates('On 12 June it voted.', context)).toMatchObject([
      { date: { year: 2010, month: 6, day: 12 } }
    ])
  })

  test('gives a cell the year of the text before it', () => {
    const context = new DateContext()
    readDates('It met on 3 May 2010.', context)
    expect(readDates('12 June', context.aside())).toMatchObject([{ date: { year: 2010, month: 6, day: 12 } }])
  })

  test('without a date of its own the document tells no "this year"', () => {
    expect(readDates('This year it voted.', new DateContext())).toEqual([])
  })
})

describe('numbers of a sentence', () => {
  const rows = rowsOf('numbers.tsv')

  test('are tried on many sentences', () => expect(rows.length).toBeGreaterThan(140))

  test.each(rows)('%s', (text = '', expected = '') => {
    expect(numbersOf(text)).toBe(expected)
  })

  test('leave out what the caller says is a date', () => {
    const text = 'Taken over 1850 men'
    expect(readNumbers(text, [{ start: 11, end: 15 }], units)).toEqual([])
    expect(readNumbers(text, [], units)).toMatchObject([{ amount: '1850' }])
  })
})

describe('units', () => {
  test('are items of Wikidata, or none where the words do not tell which', () => {
    const table = parseUnits(
      'unit\tlabel\tdimension\tforms\nQ11573\tmetre\tlength\tm ¦ metres\n\tany\tmass\tton\n'
    )
    const read = (text: string) => readNumbers(text, [], table)
    expect(read('5 metres')).toMatchObject([{ amount: '5', unit: 'Q11573', end: 8 }])
    expect(read('5 ton')).toEqual([{ kind: 'number', start: 0, end: 5, amount: '5', unitWord: 'ton' }])
    expect(read('5 M')).toEqual([{ kind: 'number', start: 0, end: 1, amount: '5' }])
  })

  test('stand in the table once each', () => {
    const table = readFileSync(new URL('../ontology/units.tsv', import.meta.url), 'utf8')
    const forms = table
      .trimEnd()
      .split('\n')
      .slice(1)
      .flatMap(line => line.split('\t')[3]!.split(' ¦ '))
    expect(new Set(forms).size).toBe(forms.length)
  })
})

describe('time is linear in the text', () => {
  const size = 200_000
  test.each([
    ['digits', '1'.repeat(size)],
    ['years', '1992 '.repeat(size / 5)],
    ['years in a row', `In ${'1992, '.repeat(size / 6)}`],
    ['dashes', '1992-'.repeat(size / 5)],
    ['months', 'May '.repeat(size / 4)],
    ['days', '14 May '.repeat(size / 7)],
    ['letters', 'a'.repeat(size)],
    ['capitals', `A${'n'.repeat(size)}ians`],
    ['parentheses', '('.repeat(size)],
    ['number words', 'hundred thousand '.repeat(size / 17)],
    ['ones', 'one '.repeat(size / 4)],
    ['groups', '1,000'.repeat(size / 5)],
    ['spaced groups', '100 '.repeat(size / 4)],
    ['stops', 'c. '.repeat(size / 3)],
    ['of the end', 'end of the '.repeat(size / 11)]
  ])(
    '%s',
    (_, text) => {
      const dates = readDates(text, new DateContext())
      readNumbers(text, dates, units)
    },
    10_000
  )
})
