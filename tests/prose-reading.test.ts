import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Block,
  type Document,
  type DocumentFormat,
  formatOf,
  type Passage,
  readDocument,
  sentencesOf
} from '../src/prose/prose.ts'

const formats = ['text', 'markdown', 'wikitext', 'html'] as const
const cases = path.join(import.meta.dirname, 'cases/prose/reading')
const caseFiles = readdirSync(cases).filter(file => file.includes('.in.'))
const caseText = (file: string): string => readFileSync(path.join(cases, file), 'utf8')
const seeds = path.join(import.meta.dirname, '../seeds')
const seedFiles = readdirSync(seeds).filter(file => file.endsWith('.txt'))
const seedText = (file: string): string => readFileSync(path.join(seeds, file), 'utf8')

const shown = ({ text, links }: Passage): string =>
  [text, ...links.map(({ start, end, address }) => `<${text.slice(start, end)} → ${address}>`)].join(' ')

function line(block: Block): string {
  const place = `[${block.section.join(' › ')}]`
  switch (block.kind) {
    case 'heading':
      return `${place} heading ${block.level}: ${shown(block.passage)}`
    case 'item':
      return `${place} item of ${block.list}: ${shown(block.passage)}`
    case 'field':
      return `${place} field ${shown(block.key)} = ${block.values.map(shown).join(' | ')}`
    case 'row':
      return `${place} row of ${block.table}${block.continued ? ', continued' : ''}: ${block.cells
        .map((cell, i) => `${block.heads[i]?.text ?? ''}=${shown(cell)}`)
        .join(' | ')}`
    default:
      return `${place} ${block.kind}: ${shown(block.passage)}`
  }
}

const passagesOf = ({ title, blocks }: Document): Passage[] => [
  ...(title ? [title] : []),
  ...blocks.flatMap(block => {
    if (block.kind === 'field') return [block.key, ...block.values]
    return block.kind === 'row' ? [...block.heads, ...block.cells] : [block.passage]
  })
]

/** Characters that do not stand at their origin, and are no space, character reference or template's words. */
function misplaced(text: string, document: Document): string[] {
  return passagesOf(document).flatMap(passage =>
    Array.from({ length: passage.text.length }, (_, i) => {
      const { start, end } = passage.origin(i, i + 1)
      const written = text.slice(start, end)
      const right = written === passage.text[i] || passage.text[i] === ' ' || /^(?:&|\{\{)/.test(written)
      return right ? '' : `${passage.text[i]} of "${passage.text}" is not ${JSON.stringify(written)}`
    }).filter(wrong => wrong !== '')
  )
}

describe('reading', () => {
  test.each(caseFiles)('%s', async file => {
    const text = caseText(file)
    const format = formatOf(file, text)
    const { title, blocks } = readDocument(text, format)
    const read = [`${format}: ${title ? shown(title) : ''}`, ...blocks.map(line)]
    await expect(`${read.join('\n')}\n`).toMatchFileSnapshot(
      path.join(cases, file.replace(/\.in\.\w+$/, '.out.txt'))
    )
  })

  test.each([
    ...caseFiles.map(file => [file, caseText(file)] as const),
    ...seedFiles.map(file => [file, seedText(file)] as const)
  ])('every character of %s is found at its origin', (file, text) => {
    expect(misplaced(text, readDocument(text, formatOf(file, text)))).toEqual([])
  })

  test('a stretch of a passage leads to the stretch of the source', () => {
    const text = 'The  <b>old</b> mill &amp; its\nwheel.'
    const document = readDocument(text, 'html')
    const passage = (document.blocks[0] as Extract<Block, { kind: 'paragraph' }>).passage
    expect(passage.text).toBe('The old mill & its wheel.')
    const origin = (words: string): string => {
      const at = passage.text.indexOf(words)
      const { start, end } = passage.origin(at, at + words.length)
      return text.slice(start, end)
    }
    expect(origin('old')).toBe('old')
    expect(origin('mill & its')).toBe('mill &amp; its')
    expect(origin('its wheel')).toBe('its\nwheel')
    expect(origin('old mill')).toBe('old</b> mill')
  })

  const pieces = fc.constantFrom(
    ..."a|A|1| |\n|\n\n|.|: |Key: b|- |* |# |= |== |[[|]]|{{|}}|{|\u007c|\u007c}|!!|[|](|)|<td>|<tr>|<table>|</table>|<p>|</div>|<div hidden>|<li>|<ul>|</ul>|<dt>|<dd>|<a href=x>|</a>|<br>|&amp;|&#8211;|&bogus;|**|_|`|```|---|---\u007c---|![]()|> |<ref>|</ref>|<!--|-->|\u00a0|\u00ad|é|…|“|”|'''|\\"
      .split('|')
      .filter(piece => piece !== '')
  )

  test('any text is read, and every character found at its origin', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom(...formats), (parts, format) => {
        const text = parts.join('')
        const document = readDocument(text, format)
        expect(misplaced(text, document)).toEqual([])
        for (const passage of passagesOf(document)) {
          let last = 0
          for (const { start, end } of [...sentencesOf(passage), ...passage.links]) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeLessThanOrEqual(passage.text.length)
            expect(end).toBeGreaterThan(start)
          }
          for (const { start, end } of sentencesOf(passage)) {
            expect(passage.text.slice(last, start).trim()).toBe('')
            last = end
          }
          expect(passage.text.slice(last).trim()).toBe('')
        }
      }),
      { numRuns: 2000 }
    )
  })
})

describe('the format of a document', () => {
  test.each<[string, string, DocumentFormat]>([
    ['note.md', '= Not wiki =', 'markdown'],
    ['page.HTML', 'text', 'html'],
    ['page.wiki', 'text', 'wikitext'],
    ['page.txt', '= Mill =\n\nA mill.', 'wikitext'],
    ['page.txt', "'''Mill''' is a [[building]] of [[stone]].", 'wikitext'],
    ['page.txt', '\uFEFF<!doctype html><p>A mill.', 'html'],
    ['page.txt', '# Mill\n\nA [mill](mill.md).', 'markdown'],
    ['page.txt', '---\ntitle: Mill\n---\nA mill.', 'markdown'],
    ['page.txt', 'Mill\n![]()\nType | Mill |\n---|---|\nA mill is a < b.', 'text'],
    ['page', '', 'text']
  ])('%s with %j is %3$s', (file, text, format) => {
    expect(formatOf(file, text)).toBe(format)
  })

  test.each(seedFiles)('of %s', file => {
    expect(formatOf(file, seedText(file))).toBe(file === 'wiki.txt' ? 'wikitext' : 'text')
  })
})

describe('sentences', () => {
  test.each([
    ['Pres. Ada Long met Gen. Short in Dec. 3 mills.|It rained.'],
    ['On Dec. 3, 2025, 2:56 AM the mill burned.|Nobody was hurt.'],
    ['The U.N. Council and the U.S. Army came.|They left.'],
    ['He lives in the U.S.|The mill is there too.'],
    ['J. R. R. Long wrote No. 5 of the series.|St. Mary was next.'],
    ['It was World War I.|The mill stood still.'],
    ['Mills, e.g. Dale Mill, cost 2.5 million.|That is, i.e. Then, too much.'],
    ['John Long Jr. built it.|Short Sr. did not.'],
    ['She called it a "mill."|He did not.'],
    ['"Why?" he asked.|"No!" she said.'],
    ['They went when it was late...|Then they came back.'],
    ['When to stop...|Nobody knew.'],
    ['The mill (see fig. 3) stands.|(It stood before.)|It will stand.'],
    ['There are two parts: The wheel and the stone.|Both are old.'],
    ['It was rebuilt in 1905.|Long owned it.'],
    ['Node.js and mill.example are names.|They stay whole.'],
    ['1. The first mill is old.|2. The second is not.'],
    ['Мельница построена в 1850 г.|Она стоит.'],
    ['Plan B.|Long had one.'],
    ['The mill of the dale']
  ])('%s', marked => {
    const text = marked.replace(/([^\s])\|/g, (_, end: string) =>
      marked.includes('.|The dale') ? end : `${end} `
    )
    expect(sentencesOf({ text }).map(({ start, end }) => text.slice(start, end))).toEqual(marked.split('|'))
  })

  test('one may follow another without a space', () => {
    expect(sentencesOf({ text: 'The mill stood still.The dale was empty.' })).toEqual([
      { start: 0, end: 21 },
      { start: 21, end: 40 }
    ])
  })

  test('a long passage has the sentences its parts have', () => {
    const part =
      'Gen. Long built the mill in 1850. It has 4.5 floors, e.g. a cellar. "Why?" he asked. No. 5 is new. '
    const count = sentencesOf({ text: part }).length
    expect(sentencesOf({ text: part.repeat(3000) })).toHaveLength(count * 3000)
  })
})

describe('a text of any size is read', () => {
  const size = 10_000_000
  const repeated = (text: string, length = size): string => text.repeat(Math.ceil(length / text.length))
  const long: [name: string, text: () => string][] = [
    ['one paragraph', () => repeated('The mill has a wheel. ')],
    ['one word', () => repeated('a')],
    ['many paragraphs', () => repeated('The mill has a wheel, which is old.\nIt turns.\n\n', 2_000_000)],
    ['white space', () => repeated(' ')],
    ['unclosed links', () => `${repeated('[[', 200_000)} a`],
    ['unclosed templates', () => `${repeated('{{', 200_000)} a`],
    ['unclosed elements', () => `${repeated('<div>', 500_000)} a`],
    ['unclosed notes and comments', () => `${repeated('<ref><!--', 900_000)} a`],
    ['nested templates', () => `${repeated('{{a|', 400_000)}b${repeated('}}', 200_000)}`],
    ['nested brackets', () => `${repeated('[', 100_000)}b${repeated(']', 100_000)}`],
    ['nested quotations', () => repeated('>', 200_000)],
    ['nested lists', () => repeated('<ul><li>', 400_000)],
    ['nested tables', () => repeated('<table><tr><td>', 400_000)],
    ['unclosed emphasis', () => repeated('*a _b `c ', 400_000)],
    ['one run of emphasis', () => repeated('*', 2_000_000)],
    ['pipes', () => repeated('|', 400_000)],
    ['a cell a line', () => repeated('a |\n', 400_000)]
  ]
  test.each(long)(
    '%s',
    (_, text) => {
      const source = text()
      for (const format of formats) {
        const { blocks } = readDocument(source, format)
        for (const block of blocks) if (block.kind === 'paragraph') sentencesOf(block.passage)
      }
    },
    120_000
  )
})
