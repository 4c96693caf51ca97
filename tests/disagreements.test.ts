import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  disagreementsCsv,
  disagreementsJson,
  kindInWords,
  type ReportedDisagreement
} from '../src/dumps/dumps.ts'

const folder = path.join(import.meta.dirname, 'cases/disagreements')
const rowsOf = (name: string): ReportedDisagreement[] =>
  JSON.parse(readFileSync(path.join(folder, `${name}.in.json`), 'utf8'))
const cases = ['sample', 'hostile']
const dataset = {
  title: 'Leagues & "marshes"',
  base: 'https://example.org/kg/',
  language: 'en',
  version: '0123456789abcdef'
}

const csv = (rows: Iterable<ReportedDisagreement>): string => [...disagreementsCsv(rows)].join('')
const json = (rows: Iterable<ReportedDisagreement>): string => [...disagreementsJson(rows, dataset)].join('')

const word = fc.string({
  unit: fc.constantFrom(...'ab =+-@"\'\r\n\t,|<>&;\u0000\u202eא\ud800'),
  maxLength: 6
})
const witness = fc.record(
  { source: word, title: word, date: word, place: word, quote: word, method: word },
  { requiredKeys: ['source', 'title', 'place'] }
)
const anyRow: fc.Arbitrary<ReportedDisagreement> = fc.record(
  {
    iri: word,
    kind: word,
    state: fc.constantFrom('open', 'settled'),
    about: fc.record({ iri: word, label: word }),
    property: fc.record({ iri: word, id: word, label: word }),
    comment: word,
    resolution: word,
    sides: fc.array(
      fc.record(
        {
          iri: word,
          value: word,
          qualifiers: fc.array(word, { maxLength: 2 }),
          rank: fc.constantFrom('preferred', 'normal', 'deprecated'),
          reason: word,
          witnesses: fc.array(witness, { maxLength: 2 })
        },
        { requiredKeys: ['iri', 'value', 'qualifiers', 'rank', 'witnesses'] }
      ),
      { maxLength: 3 }
    ),
    witnesses: fc.array(witness, { maxLength: 2 })
  },
  { requiredKeys: ['iri', 'kind', 'state', 'about', 'comment', 'resolution', 'sides', 'witnesses'] }
) as fc.Arbitrary<ReportedDisagreement>

/** The grammar of RFC 4180 §2, and nothing more lenient. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const match = field.exec(text)
    if (!match) throw new Error(`No field of CSV at ${at}: ${JSON.stringify(text.slice(at, at + 30))}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  if (row.length > 0) throw new Error('The last line has no end')
  return rows
}

describe.each(cases)('%s', name => {
  test('as CSV', async () => {
    await expect(csv(rowsOf(name))).toMatchFileSnapshot(path.join(folder, `${name}.out.csv`))
  })

  test('as JSON', async () => {
    await expect(json(rowsOf(name))).toMatchFileSnapshot(path.join(folder, `${name}.out.json`))
  })
})

describe('CSV', () => {
  test('says each disagreement in a row, with its sides', () => {
    const [columns, ...rows] = parseCsv(csv(rowsOf('sample')))
    expect(columns).toEqual([
      'kind',
      'state',
      'entity',
      'entity IRI',
      'property',
      'property label',
      'sides',
      'comment',
      'resolution',
      'IRI'
    ])
    expect(rows).toHaveLength(rowsOf('sample').length)
    expect(rows[0]![6]).toBe(
      'Marshland, start time 7 October 2002 [preferred] (Charter of the Heron League; An encyclopedia) | Ostland [deprecated] (Heron League)'
    )
  })

  test('reads back whole, and has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 3 }), rows => {
        const [, ...read] = parseCsv(csv(rows))
        expect(read).toHaveLength(rows.length)
        for (const [i, cells] of read.entries()) {
          const { about, comment, resolution } = rows[i]!
          expect(cells).toHaveLength(10)
          for (const cell of cells) expect(cell).not.toMatch(/^(?:[=+\-@\t\r\n]|\s+[=+\-@])/)
          for (const [at, said] of [
            [2, about.label],
            [7, comment],
            [8, resolution]
          ] as const)
            expect(cells[at]!.replace(/^'(?!')/, '')).toBe(
              said.replaceAll('\u0000', '\ufffd').replace(/^'(?!')/, '')
            )
        }
      }),
      { numRuns: 300 }
    )
  })
})

describe('JSON', () => {
  test('holds what it was given, and counts it', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 4 }), rows => {
        const { counts, disagreements, ...head } = JSON.parse(json(rows))
        expect(disagreements).toEqual(rows)
        expect(head).toEqual({ version: dataset.version, base: dataset.base, title: dataset.title })
        expect(counts.all).toBe(rows.length)
        expect(counts.open).toBe(rows.filter(({ state }) => state === 'open').length)
        let counted = 0
        for (const { open, settled } of Object.values<{ open: number; settled: number }>(counts.kinds))
          counted += open + settled
        expect(counted).toBe(rows.length)
      })
    )
  })

  test('is the same whatever order members were made in', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, of]) => [key, reversed(of)])
            )
          : value
    for (const name of cases) {
      const rows = rowsOf(name)
      expect(json(reversed(rows) as ReportedDisagreement[])).toBe(json(rows))
    }
  })

  test('says nothing of a version that there is not', () => {
    const { version, ...without } = dataset
    expect(JSON.parse([...disagreementsJson([], without)].join(''))).toEqual({
      base: dataset.base,
      title: dataset.title,
      counts: { all: 0, open: 0, settled: 0, kinds: {} },
      disagreements: []
    })
  })
})

test.each([
  ['ClosedListContradiction', 'Closed list contradiction'],
  ['OutOfRange', 'Out of range'],
  ['Cardinality', 'Cardinality'],
  ['', '']
])('the kind %s in words', (kind, words) => {
  expect(kindInWords(kind)).toBe(words)
})
