import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { html } from 'hono/html'
import { describe, expect, test } from 'vitest'
import type { TextFile, TextIndex, TextPage } from '../src/dumps/dumps.ts'
import { isTextFile } from '../src/http/http.ts'
import { markedHtml, stretchIn } from '../src/pages/text-marks.ts'
import { parseSettings, type ShownText, type SourceSettings } from '../src/vault/vault.ts'
import { publishVault } from './publish-case.ts'

const sourceOf = (file: string, text: ShownText = 'full'): SourceSettings => ({
  file,
  id: file.replace(/\W/g, '-'),
  title: file,
  about: 'Q318693',
  text,
  line: 1
})

type Files = Readonly<Record<string, string>>

/** The files of the texts of a vault, and the places in its documents that statements cite, with their words. */
async function built(files: Files, sources: readonly SourceSettings[]) {
  const { publication, statements } = await publishVault(files, {
    sources,
    notes: ['*.note.md', 'CSTO.md', 'Acme Corp.md']
  })
  const texts = new Map(
    [...publication.texts.files()].map(({ file, content }: TextFile) => [file as string, content])
  )
  const cited = statements.flatMap(({ references }) =>
    references.flatMap(({ source, evidence }) => (evidence.kind === 'text' ? { source, ...evidence } : []))
  )
  publication.close()
  return { texts, cited }
}

const note: Files = {
  'CSTO.note.md':
    '---\nwikidata: Q318693\nlabel: Collective Security Treaty Organization\naliases: [CSTO]\n---\n# CSTO\n'
}

const passagesIn = ({ blocks }: TextPage) =>
  blocks.flatMap(block =>
    block.kind === 'field'
      ? [block.key, ...block.values]
      : block.kind === 'row'
        ? block.cells
        : [block.passage]
  )

/** The letters and digits; of an infobox without the keys that only say where a name stands. */
const bare = (text: string): string => text.replace(/leader name\d*/gi, '').replace(/[^\p{L}\p{N}]/gu, '')

/** The words that are marked for a reference, as the page of the text has them. */
function markedWords(
  texts: ReadonlyMap<string, unknown>,
  name: string,
  start: number,
  end: number
): string[] {
  const { starts } = texts.get(`${name}.json`) as TextIndex
  const number = starts.findLastIndex(from => from <= start) + 1
  return passagesIn(texts.get(`${name}/${number}.json`) as TextPage).flatMap(passage => {
    const found = stretchIn(passage, start, end)
    return found ? [passage.text.slice(found.start, found.end)] : []
  })
}

const seeds = path.join(import.meta.dirname, '../seeds')
const seedFiles = ['CSTO.md', 'encyclopedia.txt', 'wiki.txt', 'kids.txt']
const seedTexts = Object.fromEntries(
  seedFiles.map(file => [file, readFileSync(path.join(seeds, file), 'utf8')])
)
const seedSettings = parseSettings(readFileSync(path.join(seeds, 'hawksbill.yaml'), 'utf8'), () => undefined)!

/** One thing said in each format, with what each has that a reader does not see. */
const formats: Files = {
  'plain.txt':
    'The CSTO is headquartered in Moscow.  Its members are\nArmenia, Belarus and Russia.\n\nHeadquarters: Moscow\n',
  'page.html':
    '<!doctype html><html><body><h1>CSTO</h1><p>The <b>CSTO</b> is&nbsp;headquartered in <a href="/m">Mos&shy;cow</a> &amp; its secretary general is <i>Imangali Tasmagambetov</i>.</p><table><tr><th>Headquarters</th><td>Moscow,&#32;Russia</td></tr></table></body></html>',
  'text.md':
    '# CSTO\n\nThe **CSTO** is headquartered in [Moscow](https://example.org/m "t"). It was *founded* on 7 October 2002.\n\n- Headquarters: **Moscow**\n',
  'article.wiki':
    "{{Infobox organization\n| name = CSTO\n| headquarters = [[Moscow]], {{flag|Russia}}\n| leader_title = Secretary General\n| leader_name = [[Imangali Tasmagambetov|I. Tasmagambetov]]\n}}\nThe '''CSTO''' is headquartered in [[Moscow|the city of Moscow]].<ref>x</ref> It was founded on {{start date|2002|10|7}}.\n\n== Members ==\n{| class=wikitable\n! Country !! Joined\n|-\n| [[Armenia]] || 1992\n|}\n"
}

describe('the marks of a text', () => {
  test('are on the very words of the references, in the seeds', async () => {
    const { texts, cited } = await built(seedTexts, seedSettings.sources)
    expect(cited.length).toBeGreaterThan(150)
    for (const { source, start, end, quote = '' } of cited)
      expect([source, start, bare(markedWords(texts, source, start, end).join(''))]).toEqual([
        source,
        start,
        bare(quote)
      ])
  })

  test.each(Object.keys(formats))('are on the very words in %s', async file => {
    const { texts, cited } = await built({ ...note, [file]: formats[file]! }, [sourceOf(file)])
    expect(cited.length).toBeGreaterThan(0)
    for (const { source, start, end, quote = '' } of cited)
      expect(bare(markedWords(texts, source, start, end).join(''))).toBe(bare(quote))
  })
})

describe('what is written of a text', () => {
  const telling = (text: string, shown: ShownText = 'full', more: Files = {}) =>
    built({ ...note, ...more, 'told.txt': text }, [sourceOf('told.txt', shown)])

  test('is nothing where the licence lets no more than quotations be shown', async () => {
    for (const shown of ['none', 'quote'] as const)
      expect([...(await telling('The CSTO is headquartered in Moscow.', shown)).texts]).toEqual([])
  })

  test('has no sentence that names a private note, wherever the name is cut in two', async () => {
    const secret = { 'Acme Corp.md': '---\npublish: false\n---\n' }
    const { texts, cited } = await telling(
      `The CSTO is headquartered in Moscow. The ACME corp paid for it. All is well.

- Acme
- Corp
- Another

We met Acme. Corp was not there.

It came from Acme and Acme Corp. corp.

Headquarters: Acme Corp, Moscow
`,
      'full',
      secret
    )
    const page = texts.get('told-txt/1.json') as TextPage
    expect(page.blocks.flatMap(block => passagesIn({ blocks: [block] }).map(({ text }) => text))).toEqual([
      'The CSTO is headquartered in Moscow. … All is well.',
      '…',
      '…',
      'Another',
      '…',
      '…',
      'Headquarters',
      '…'
    ])
    expect(JSON.stringify([...texts])).not.toMatch(/acme|corp/i)
    // What is cited still has its place.
    for (const { start, end } of cited) expect(markedWords(texts, 'told-txt', start, end)).not.toEqual([])
  })

  test('is in pages of a size that one page of the site can hold, none without a word, none lost', async () => {
    const sentence = 'The CSTO is headquartered in <b>Moscow</b> & "nowhere" else, as они говорят. '
    const long = [
      sentence.repeat(2500),
      'x'.repeat(60_000),
      ...Array.from({ length: 800 }, (_, i) => `Line ${i} of it.`)
    ]
    const { texts } = await telling(long.join('\n\n'))
    const { starts } = texts.get('told-txt.json') as TextIndex
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    expect(texts.size).toBe(1 + starts.length)
    const words = starts.map((_, i) =>
      passagesIn(texts.get(`told-txt/${i + 1}.json`) as TextPage)
        .map(({ text }) => text)
        .join(' ')
    )
    for (const page of words) {
      expect(page).not.toBe('')
      expect(new TextEncoder().encode(page).length).toBeLessThan(50_000)
    }
    expect(bare(words.join(''))).toBe(bare(long.join('')))
  })

  test('lies in files whose names are no paths', async () => {
    const texts = await built({ ...note, 'told.txt': 'The CSTO is in Moscow.' }, [
      { ...sourceOf('told.txt'), id: '../../Elsewhere' }
    ])
    for (const file of texts.texts.keys()) expect(isTextFile(file)).toBe(true)
  })
})

test('only names of texts lead to files', () => {
  for (const file of ['wiki.json', 'wiki/12.json', '_0f/1.json'])
    expect([file, isTextFile(file)]).toEqual([file, true])
  for (const file of [
    '../manifest.json',
    'wiki/../1.json',
    '/etc/passwd',
    'wiki/0.json',
    'a/b/1.json',
    'wiki.txt',
    '.json'
  ])
    expect([file, isTextFile(file)]).toEqual([file, false])
})

describe('marks', () => {
  const text = 'one two three four'
  const mark = (start: number, end: number, id: string) => ({
    start,
    end,
    ids: [id],
    notes: html`<sup>${id}</sup>`
  })

  test('stand in each other, and share what both cover', () => {
    expect(String(markedHtml(text, [mark(4, 7, 'b'), mark(0, 13, 'a')]))).toBe(
      '<mark id="a">one <mark id="b">two</mark><sup>b</sup> three</mark><sup>a</sup> four'
    )
    expect(String(markedHtml(text, [mark(0, 7, 'a'), mark(4, 13, 'b')]))).toBe(
      '<mark id="a">one <mark id="b">two</mark><sup>b</sup></mark><sup>a</sup><mark> three</mark> four'
    )
  })

  test('keep the text and every fragment, however they lie', () => {
    const place = fc.nat({ max: text.length })
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 80 }), pairs => {
        const marks = pairs
          .filter(([a, b]) => a !== b)
          .map(([a, b], i) => mark(Math.min(a, b), Math.max(a, b), `m${i}`))
        const written = String(markedHtml(text, marks))
        expect(written.replace(/<sup>.*?<\/sup>|<[^>]*>/g, '')).toBe(text)
        expect([...written.matchAll(/ id="(m\d+)"/g)].map(([, id]) => id).sort()).toEqual(
          marks.map(({ ids }) => ids[0]).sort()
        )
      }),
      { numRuns: 300 }
    )
  })
})
