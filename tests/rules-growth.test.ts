import { beforeAll, describe, expect, test } from 'vitest'
import { readDocument } from '../src/prose/prose.ts'
import { Events, type Occurrence, type ReadPiece } from '../src/rules/rules.ts'
import { readPieces } from './rules-case.ts'

const read = (source: string, format: 'text' | 'wikitext' = 'text'): ReadPiece[] =>
  readPieces(readDocument(source, format))

/** A name of letters for a number: `Mab`. */
const named = (i: number): string => `M${[...String(i)].map(digit => 'abcdefghij'[Number(digit)]).join('')}`

const times = (n: number, make: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => make(i)).join('')

// Each would take minutes, or for ever, if time grew faster than the text.
describe('the time for a document grows no faster than the document, of', () => {
  beforeAll(() => void read('Norway joined NATO in 1949.'))

  test.each([
    ['names without end', `The ${times(15_000, i => ['Norway, ', 'NATO, ', 'Moscow, '][i % 3]!)}`],
    ['countries joined by "and"', times(15_000, () => 'Norway and ')],
    ['new names', `the ${times(12_000, i => `${named(i)} K${named(i)}, `)}`],
    ['facts joined by "and"', times(4_000, () => 'Norway joined NATO in 1949 and ')],
    [
      'forces named one by one',
      times(3_000, () => 'In 2009 they agreed to create a force. It is called the Mab Force. ')
    ],
    [
      'denials',
      `Norway froze its participation in NATO. ${times(3_000, () => 'Sweden denied that it had frozen its membership. ')}`
    ],
    ['parentheses', `Norway ${'('.repeat(100_000)}`],
    ['quotation marks', `Norway ${'" '.repeat(60_000)}`],
    ['capitalised words', times(20_000, () => 'Abcde ')],
    ['groups', times(10_000, () => 'six states and ')],
    ['exceptions', times(3_000, () => 'all members except Norway and Sweden, ')],
    ['lists announced', times(10_000, () => 'six states: ')],
    ['offices of offices', times(6_000, () => 'President of the ')],
    ['dates', times(12_000, i => `in ${1000 + (i % 1000)} `)],
    ['people of similar names', times(2_500, i => `President ${named(i)} Kovacs of Norway met him. `)],
    ['one thing of many names', times(3_000, i => `The Mab Council (M${i}) met. `)],
    ['things of one name', times(3_000, i => `The ${named(i)} Council (MC) met. `)],
    [
      'events',
      times(
        1_500,
        i =>
          `In ${1000 + i}, an exercise took place in Sweden with ${1000 + i} soldiers. The Nordic Union exercise ended. `
      )
    ]
  ])('%s', (_, source) => {
    const pieces = read(source)
    expect(pieces.length).toBeGreaterThan(0)
    for (const { analyses } of pieces)
      for (const { tokens } of analyses) expect(tokens.length).toBeLessThanOrEqual(400)
  })

  test.each([
    ['items', times(4_000, i => `* Norway joined NATO in ${1000 + (i % 1000)}\n`)],
    ['fields', `= Union =\n\n${times(4_000, i => `- Capital${i}: Oslo\n`)}`],
    [
      'rows',
      `== Former members ==\n\n| Country | Organisation | Year of entry |\n${times(4_000, i => `| Norway | ${named(i)} Council | ${1000 + (i % 1000)} |\n`)}`
    ],
    [
      'rows under many heads and a long heading',
      `== ${times(4_000, () => 'Norway ')}==\n\n| Country | Organisation |${times(100, i => ` h${i} |`)}\n${times(800, () => `| Norway | NATO |${' |'.repeat(100)}\n`)}`
    ],
    [
      'rows that go on with the one above',
      `== Former members ==\n\n| Country | Capital | Ratified |\n| | Oslo | 3 May 1993 |\n| | Oslo | 4 May 1993 |\n${times(2_000, i => `| 5 June 2006 | 7 July ${1000 + (i % 1000)} | Withdrew |\n`)}`
    ],
    ['a cell without end', `| Country | Organisation |\n| ${times(12_000, () => 'Norway, ')} | NATO |\n`],
    ['a field without end', `= Union =\n\n- Members: ${times(12_000, () => 'Norway, ')}\n`]
  ])('%s', (_, source) => {
    expect(read(source, 'wikitext').length).toBeGreaterThan(0)
  })

  test('tellings of one event', () => {
    const events = new Events()
    const told = (i: number): Occurrence => ({
      label: `exercise ${i}`,
      key: 'exercise',
      date: { year: i },
      classes: [],
      aliases: [],
      items: []
    })
    const first = Array.from({ length: 50_000 }, (_, i) => events.add(told(i + 1)))
    expect(events.add(told(1))).toBe(first[0])
    events.settle()
    expect(events.of(first[1]!)).toBe(first[1])
  })
})

test('a sentence too long to be read whole is read in stretches that leave out no word', () => {
  const source = `${times(1_000, () => 'Norway joined NATO in 1949 and ')}${'x'.repeat(10_000)} Sweden.`
  const pieces = read(source)
  expect(pieces.length).toBeGreaterThan(10)
  let at = 0
  for (const { passage, span } of pieces) {
    expect(passage.text.slice(at, span.start).trim()).toBe('')
    at = span.end
  }
  expect(at).toBe(source.length)
  const statements = pieces.flatMap(({ findings }) => findings.flatMap(({ statements: made }) => made))
  expect(statements.filter(({ property }) => property === 'P463').length).toBeGreaterThan(900)
})
