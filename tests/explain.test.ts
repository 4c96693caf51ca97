import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Explanation } from '../src/claims/claims.ts'
import { explanationLines } from '../src/node/explanation-lines.ts'
import { hawksbill as runIn, writeVault } from './command-line.ts'

let folder: string

const league = `The Alder League

History

The Alder League comprises Denmark, Finland and Iceland. In 2011, Norway joined the Alder League. If Sweden joined the Alder League, its neighbours would cheer. Nobody remembers the weather of that spring. Odd Plover visited the port of Quiet Harbour.

Harbours

- The Alder League keeps a small harbour.
`

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-explain-'))
  await writeVault(folder, 'vault', {
    'Denmark.md': '---\nwikidata: Q35\n---\n# Denmark\n',
    'Odd Plover.md': '---\npublish: false\naliases: [Quiet Harbour]\n---\n',
    'league.txt': league,
    'quiet.txt': 'Estonia left the Alder League in 2015.\n',
    'hawksbill.yaml':
      'sources:\n  - {file: league.txt, id: league, title: The league, date: 2020}\n  - {file: quiet.txt, id: quiet, title: A quiet text, text: none}\n'
  })
  await writeVault(folder, 'bare', { 'A.md': '# A\n' })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const explain = (...args: string[]) => runIn(folder, ['check', 'vault', ...args])
const objects = (out: string): Record<string, unknown>[] =>
  out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

describe('check --explain', () => {
  test('tells what was found in each sentence, what was held back and why, and what found nothing', async () => {
    const { code, out } = await explain('--explain', '--source', 'league')
    expect(code).toBe(0)
    const pieces = out.split('\n\n')
    const about = (words: string): string => pieces.find(piece => piece.includes(`  ${words}`)) ?? ''
    expect(about('The Alder League comprises')).toMatch(
      /^ {4}5 {2}The Alder League comprises Denmark, Finland and Iceland\.\n {7}✓ Denmark \(Q35\) — member of \(P463\) — Alder League \(new organization\)\n[\s\S]* by members-are\n {9}found: Alder League → new organization; Denmark → Q35/
    )
    expect(about('In 2011')).toMatch(
      /✓ Norway \(Q20\) — member of \(P463\) — Alder League \(new organization\)\n {11}start time \(P580\): 2011\n {9}by joined\n/
    )
    expect(about('If Sweden')).toMatch(/✗ joined held back: condition, “if”/)
    expect(about('Nobody')).toContain('– nothing found')
    expect(about('item: The Alder League')).toMatch(/^ {4}9 {2}item: /)
    expect(out).toContain('§ History')
  })

  test('sums each document up', async () => {
    const { out } = await explain('--explain')
    const [first, second] = out.split('\nSummary\n').slice(1)
    expect(first).toMatch(/read {8}6 sentences, fields and rows/)
    expect(first).toMatch(/speaking {4}2 \(33 %\) with 4 statements/)
    expect(first).toMatch(/held back {3}1 by guards alone/)
    expect(first).toMatch(/silent {6}3 with nothing found/)
    expect(first).toMatch(/rules {7}members-are 3, joined 1/)
    expect(first).toMatch(/unlinked {4}Alder League 4/)
    expect(second).toMatch(/speaking {4}1 \(100 %\)/)
  })

  test('explains a document to its author of which no words may be shown', async () => {
    const { out } = await explain('--explain', '--source', 'quiet')
    expect(out).toContain('Estonia left the Alder League in 2015.')
    expect(out).not.toContain('league.txt')
  })

  test.each([[['--explain']], [['--explain', '--json']], [['--nothing', '--json']]])(
    'names no private note: %j',
    async args => {
      const { out, err } = await explain(...args)
      expect(out).toContain('▒▒▒ visited the port of ▒▒▒.')
      expect(out + err).not.toMatch(/odd|plover|quiet harbour/i)
    }
  )

  test.each([[['--explain=none']], [['--nothing']], [['--explain', '--nothing']]])(
    'lists only what found nothing: %j',
    async args => {
      const { code, out } = await explain(...args, '--json')
      expect(code).toBe(0)
      const texts = objects(out).flatMap(({ text }) => text ?? [])
      expect(texts).toEqual([
        'Nobody remembers the weather of that spring.',
        '▒▒▒ visited the port of ▒▒▒.',
        'The Alder League keeps a small harbour.'
      ])
    }
  )

  test('shows the matches of one rule, those held back too', async () => {
    const { out } = await explain('--rule', 'joined')
    expect(out).toContain('In 2011, Norway joined')
    expect(out).toContain('If Sweden joined')
    expect(out).toContain('joined: 1 statement in 1 place, held back in 1')
    expect(out).not.toContain('comprises')
    expect(out).not.toContain('quiet.txt')
    expect((await explain('--rule', 'left', '--source', 'league')).out).toBe(
      'The rule left matches nowhere in league.txt\n'
    )
  })

  test('gives programs an object a line, and a summary behind each document', async () => {
    const { code, out, err } = await explain('--explain', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const all = objects(out)
    expect(all).toHaveLength(6 + 1 + 1 + 1)
    expect(all[1]).toMatchObject({
      source: 'league',
      file: 'league.txt',
      line: 5,
      kind: 'sentence',
      section: ['History'],
      outcome: 'statements',
      text: 'In 2011, Norway joined the Alder League.',
      statements: [
        {
          rule: 'joined',
          subject: { label: 'Norway', item: 'Q20' },
          property: { id: 'P463', label: 'member of' },
          value: { label: 'Alder League', minted: 'organization' },
          qualifiers: [{ property: { id: 'P580', label: 'start time' }, value: '2011' }]
        }
      ]
    })
    expect(all[2]).toMatchObject({
      outcome: 'guarded',
      guarded: [{ rule: 'joined', guard: 'condition', word: 'if' }]
    })
    expect(all[6]).toMatchObject({ source: 'league', summary: { pieces: 6, withStatements: 2, nothing: 3 } })
  })

  test.each([
    [['--source', 'nowhere'], 'There is no source nowhere; the sources are league, quiet'],
    [['--rule', 'joined-upp'], 'There is no rule joined-upp; there are joined']
  ])('says what there is instead: %j', async (args, message) => {
    const { code, out, err } = await explain(...args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(message)
  })

  test('says where documents are listed, when there is none', async () => {
    const { code, err } = await runIn(folder, ['check', 'bare', '--explain'])
    expect(code).toBe(1)
    expect(err).toContain('There is no document to explain; list documents under sources in hawksbill.yaml')
  })
})

describe('an explanation on a terminal', () => {
  const piece = (text: string): Explanation['pieces'][number] => ({
    line: 12345,
    kind: 'sentence',
    section: [],
    text,
    statements: [],
    guarded: [],
    taught: [],
    names: []
  })
  const linesOf = (text: string, width: number): string[] =>
    explanationLines(
      { source: 'a', file: 'a.txt', title: 'a', pieces: [piece(text)] },
      { pieces: 1, withStatements: 0, guarded: 0, nothing: 1, statements: 0, rules: [], unlinked: [] },
      { width, rule: undefined }
    )

  test.each([
    ['many words', 'a heron stands on one leg at the water’s edge all afternoon '.repeat(9).trim()],
    ['a word that is longer than a line', `see https://example.org/${'long/'.repeat(60)} there`]
  ])('is no wider than it: %s', (_, text) => {
    for (const width of [40, 57, 120]) {
      const lines = linesOf(text, width)
      expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(width)
      expect(lines.join('').replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''))
    }
  })

  test('is on one line where nothing is said of the width', () => {
    const text = 'a heron stands '.repeat(60).trim()
    expect(linesOf(text, Number.POSITIVE_INFINITY)).toContain(`12345  ${text}`)
  })

  test('cannot be steered by the text', () => {
    const steering = linesOf('a\u001b[2Jb\u009b31mc\u202ed\u0007e', 80).join('\n')
    expect(steering).not.toMatch(/[\u0007\u001b\u009b\u202e]/)
  })
})
