import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TextFile, TextIndex, TextPage } from '../src/dumps/dumps.ts'
import { stretchIn } from '../src/pages/text-marks.ts'
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
  const { publication, statements } = await publishVault(files, { sources, notes: ['*.note.md', 'CSTO.md'] })
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
