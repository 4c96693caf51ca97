import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReportedDisagreement } from '../src/dumps/dumps.ts'
import type { BuildSummary } from '../src/node/build.ts'
import { disagreementLines } from '../src/node/disagreement-lines.ts'
import { summaryText } from '../src/node/terminal.ts'

const folder = path.join(import.meta.dirname, 'cases/disagreements')
const rowsOf = (name: string): ReportedDisagreement[] =>
  JSON.parse(readFileSync(path.join(folder, `${name}.in.json`), 'utf8'))
const plain = { width: 88, all: false, colour: false }
const [first] = rowsOf('sample') as [ReportedDisagreement]
const many = (kind: string, open: number, settled: number): ReportedDisagreement[] =>
  Array.from({ length: settled + open }, (_, i) => ({
    ...first,
    kind,
    about: { iri: 'x', label: `Thing ${i}.` },
    state: i < settled ? 'settled' : 'open'
  }))

test.each(['sample', 'hostile'])('%s', async name => {
  const text = `${disagreementLines(rowsOf(name), plain).join('\n')}\n`
  await expect(text).toMatchFileSnapshot(path.join(folder, `${name}.out.txt`))
})

test('nothing is said where all agree', () => {
  expect(disagreementLines([], plain)).toEqual([])
})

describe('of many', () => {
  const rows = [...many('Granularity', 3, 1200), ...many('TypeClash', 12, 0)]

  test('the first ten of a kind are shown, open ones first, and the rest is counted', () => {
    const lines = disagreementLines(rows, plain)
    const heads = lines.filter(line => /^ {2}(?:open|settled) /.test(line))
    expect(heads.slice(0, 4)).toEqual(
      [1200, 1201, 1202]
        .map(i => `  open     Thing ${i}. — has part(s) (P527)`)
        .concat('  settled  Thing 0. — has part(s) (P527)')
    )
    expect(heads).toHaveLength(20)
    expect(lines).toContain('Granularity: 3 open, 1,200 settled')
    expect(lines).toContain('  … and 1,193 others of this kind; --all shows them')
    expect(lines).toContain('  … and 2 others of this kind; --all shows them')
    expect(lines.at(-1)).toBe('1,215 disagreements: 15 open, 1,200 settled')
  })

  test('--all shows each', () => {
    const lines = disagreementLines(rows, { ...plain, all: true })
    expect(lines.filter(line => /^ {2}(?:open|settled) /.test(line))).toHaveLength(1215)
    expect(lines.join('\n')).not.toContain('--all')
  })

  test('statements and sources are counted, too', () => {
    const side = first.sides[0]!
    const crowd = {
      ...first,
      state: 'open' as const,
      sides: Array.from({ length: 30 }, () => ({ ...side, witnesses: Array(9).fill(side.witnesses[0]) }))
    }
    const text = disagreementLines([crowd], { ...plain, width: 500 }).join('\n')
    expect(text.match(/ • /g)).toHaveLength(8)
    expect(text).toContain('… and 22 other statements')
    expect(text).toContain('; and 5 other places')
    const whole = disagreementLines([crowd], { ...plain, all: true, width: 5000 }).join('\n')
    expect(whole.match(/ • /g)).toHaveLength(30)
    expect(whole.match(/line 17/g)).toHaveLength(270)
  })
})

test.each([40, 61, 100])('no line is wider than %d', width => {
  for (const name of ['sample', 'hostile']) {
    const lines = disagreementLines(rowsOf(name), { ...plain, width })
    expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(width)
  }
})

test('a label cannot steer the terminal', () => {
  const lines = disagreementLines(rowsOf('hostile'), { ...plain, all: true })
  expect(lines.join('\n')).toContain('right to left')
  for (const line of lines) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
})

test('colours mark what is open, and are left out on demand', () => {
  const coloured = disagreementLines(rowsOf('sample'), { ...plain, colour: true })
  expect(coloured.join('\n')).toMatch(/open {5}\u001b\[1m\u001b\[33mOld Mill/)
  const bare = coloured.map(line => line.replaceAll(/\u001b\[\d+m/g, ''))
  expect(bare).toEqual(disagreementLines(rowsOf('sample'), plain))
})

test('a build says how many there are and where they are told', () => {
  const summary: BuildSummary = {
    out: 'out',
    version: 'v',
    notes: { published: 1, keptBack: 0, unreadable: 0 },
    documents: 0,
    entities: 1,
    statements: 1,
    triples: 1,
    quads: 1,
    keys: {
      tiers: {},
      importer: { all: { keys: 0, values: 0 }, resolved: { keys: 0, values: 0 } },
      failures: { unknown: { keys: 0, values: 0 }, unfit: { keys: 0, values: 0 } },
      unresolved: []
    },
    units: { made: 1, kept: 0 },
    minted: 0,
    disagreements: { open: 3, settled: 9 },
    dumps: [],
    reports: [{ file: 'report/disagreements.html', bytes: 1 }],
    store: []
  }
  expect(summaryText('vault', summary)).toMatch(
    /^ {2}disputed {4}12 disagreements, 3 open: report\/disagreements\.html$/m
  )
  expect(summaryText('vault', { ...summary, disagreements: { open: 0, settled: 0 } })).not.toContain(
    'disputed'
  )
})
