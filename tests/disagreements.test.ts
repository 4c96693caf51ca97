import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import {
  disagreementReports,
  disagreementsCsv,
  disagreementsHtml,
  disagreementsJson,
  kindInWords,
  type ReportedDisagreement,
  writeDataset
} from '../src/dumps/dumps.ts'
import { folderSink } from '../src/node/drafts.ts'

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

const html = (rows: Iterable<ReportedDisagreement>, most?: number): string =>
  [...disagreementsHtml(rows, dataset, most)].join('')

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

  test('as HTML', async () => {
    await expect(html(rowsOf(name))).toMatchFileSnapshot(path.join(folder, `${name}.out.html`))
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

/** What is in a page; throws where an element is not closed, or is closed that was not open. */
function parsePage(page: string) {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: (typeof elements)[number][] = []
  const parser = new Parser({
    onopentag(name, attributes, isImplied) {
      if (isImplied) throw new Error(`<${name}> was not opened`)
      const element = { name, attributes, text: '' }
      elements.push(element)
      open.push(element)
    },
    ontext(text) {
      for (const element of open) element.text += text
    },
    onclosetag(name, isImplied) {
      const element = open.pop()
      const isVoid = ['meta', 'input'].includes(name)
      if (element?.name !== name || isImplied !== isVoid)
        throw new Error(`<${name}> is not closed where it should be`)
    }
  })
  parser.end(page)
  if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> stays open`)
  const all = (name: string) => elements.filter(element => element.name === name)
  return { elements, all, ids: elements.flatMap(({ attributes }) => attributes['id'] ?? []) }
}

const tags =
  /^(?:html|head|meta|title|style|body|header|footer|main|nav|section|article|h[1-4]|p|a|ul|ol|li|table|caption|thead|tbody|tfoot|tr|th|td|details|summary|div|fieldset|legend|label|input|span|bdi|strong|small|cite|blockquote)$/

/** What holds for every page, whatever the labels. */
function expectSafe(page: string): ReturnType<typeof parsePage> {
  const parsed = parsePage(page)
  const { elements, all, ids } = parsed
  expect(page).not.toMatch(/<script/i)
  // What HTML cannot carry.
  expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  expect(page.isWellFormed()).toBe(true)
  for (const { name, attributes } of elements) {
    expect(name).toMatch(tags)
    for (const attribute of Object.keys(attributes))
      expect(attribute).toMatch(
        /^(?:lang|dir|id|class|href|name|type|content|charset|http-equiv|scope|checked|autocomplete|role|aria-label|aria-labelledby)$/
      )
  }
  expect(new Set(ids).size).toBe(ids.length)
  for (const { attributes } of all('a')) {
    const href = attributes['href']!
    expect(href).toMatch(/^(?:https?:\/\/[!-~]*|#[!-~]+|disagreements\.(?:csv|json))$/)
    if (href.startsWith('#')) expect(ids).toContain(decodeURIComponent(href.slice(1)))
  }
  expect(all('html')[0]!.attributes['lang']).toBe('en')
  let level = 0
  for (const { name } of elements)
    if (/^h\d$/.test(name)) {
      const next = Number(name.slice(1))
      expect(next).toBeLessThanOrEqual(level + 1)
      level = next
    }
  return parsed
}

describe('HTML', () => {
  test('is safe, whatever the labels', () => {
    for (const name of cases) expectSafe(html(rowsOf(name)))
    fc.assert(fc.property(fc.array(anyRow, { maxLength: 5 }), rows => void expectSafe(html(rows))))
  })

  test('shows each disagreement with both sides, the very words and the decision', () => {
    const rows = rowsOf('sample')
    const { all } = expectSafe(html(rows))
    expect(
      all('article')
        .map(({ attributes }) => attributes['id'])
        .sort()
    ).toEqual(rows.map(({ iri }) => iri.split('/').at(-1)).sort())
    expect(all('article')).toHaveLength(rows.length)
    for (const { about, comment, resolution, sides, witnesses } of rows) {
      const { text } = all('article').find(article => article.text.includes(comment))!
      expect(text).toContain(about.label)
      expect(text).toContain(resolution)
      for (const { value, rank, qualifiers, reason = '' } of sides)
        for (const said of [value, rank, reason, ...qualifiers]) expect(text).toContain(said)
      for (const { quote = '', title, place } of [...witnesses, ...sides.flatMap(side => side.witnesses)])
        for (const said of [quote, title, place]) expect(text).toContain(said)
    }
  })

  test('allows its own style by its hash, and nothing else', async () => {
    const { all } = parsePage(html(rowsOf('sample')))
    const [style] = all('style')
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style!.text))
    expect(all('meta').find(meta => meta.attributes['http-equiv'])!.attributes['content']).toBe(
      `default-src 'none'; style-src 'sha256-${Buffer.from(digest).toString('base64')}'; base-uri 'none'; form-action 'none'`
    )
  })

  test('shows so many of a kind, open ones first, and says how many more there are', () => {
    const [first] = rowsOf('sample') as [ReportedDisagreement]
    const rows = Array.from({ length: 1300 }, (_, i) => ({
      ...first,
      iri: `${dataset.base}disagreement/Q1-${i}`,
      state: i % 200 === 199 ? 'open' : 'settled'
    })) as ReportedDisagreement[]
    const { all } = expectSafe(html(rows, 20))
    const ids = all('article').map(({ attributes }) => attributes['id'])
    expect(ids).toHaveLength(20)
    expect(ids.slice(0, 7)).toEqual(['Q1-199', 'Q1-399', 'Q1-599', 'Q1-799', 'Q1-999', 'Q1-1199', 'Q1-0'])
    expect(all('section')[0]!.text).toContain('1,280 more stand in disagreements.csv')
    expect(parsePage(html(rows)).all('article')).toHaveLength(500)
  })

  test('offers filters only where there is something to choose', () => {
    const names = (rows: readonly ReportedDisagreement[]): unknown[] =>
      parsePage(html(rows))
        .all('input')
        .map(({ attributes }) => attributes['id'])
    const rows = rowsOf('sample')
    expect(names(rows)).toEqual(
      ['all', 'open', 'settled']
        .map(state => `state-${state}`)
        .concat(['all', 0, 1, 2, 3, 4].map(kind => `only-${kind}`))
    )
    expect(names(rows.slice(0, 1))).toEqual([])
  })

  test('is written in pieces that are small, however many there are', () => {
    const [first] = rowsOf('sample') as [ReportedDisagreement]
    const endless = {
      *[Symbol.iterator]() {
        for (let i = 0; i < 20_000; i++) yield { ...first, iri: `${dataset.base}disagreement/Q1-${i}` }
      }
    }
    for (const write of [disagreementsCsv, disagreementsJson, disagreementsHtml])
      for (const piece of write(endless, dataset)) if (piece.length > 20_000) expect(piece.length).toBe(0)
  })
})

test('reports are files of the dataset, with their version, and none where all agree', async () => {
  const out = await mkdtemp(path.join(tmpdir(), 'hawksbill-reports-'))
  try {
    const rows = rowsOf('sample')
    const { manifest } = await writeDataset(
      {
        units: [],
        context: { '@context': {} },
        vocabulary: [],
        frame: { '@context': [] },
        shapes: [],
        about: { title: dataset.title, base: dataset.base, language: 'en', sources: [] },
        reports: version => disagreementReports(rows, { ...dataset, version }),
        sources: 0,
        base: dataset.base
      },
      folderSink(out)
    )
    expect(manifest.reports!.map(({ file }) => file)).toEqual(
      ['csv', 'html', 'json'].map(extension => `disagreements.${extension}`)
    )
    for (const { file, bytes, sha256 } of manifest.reports!) {
      const written = await readFile(path.join(out, 'report', file))
      expect(written.length).toBe(bytes)
      expect(createHash('sha256').update(written).digest('hex')).toBe(sha256)
      if (file.endsWith('.json'))
        expect(JSON.parse(written.toString())).toMatchObject({ version: manifest.version })
    }
    expect(disagreementReports([], dataset)).toEqual([])
  } finally {
    await rm(out, { recursive: true, force: true })
  }
})

test.each([
  ['ClosedListContradiction', 'Closed list contradiction'],
  ['OutOfRange', 'Out of range'],
  ['Cardinality', 'Cardinality'],
  ['', '']
])('the kind %s in words', (kind, words) => {
  expect(kindInWords(kind)).toBe(words)
})
