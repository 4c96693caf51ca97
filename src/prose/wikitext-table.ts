import type { Span } from './document.ts'
import type { Outline } from './outline.ts'
import { addTable, type Cell } from './table.ts'
import type { MarkupNode } from './wikitext-markup.ts'
import type { WikitextWords } from './wikitext-words.ts'

/** Adds the rows of `{| … |}` to an outline (MediaWiki, Help:Tables). */
export function addWikitextTable(outline: Outline, words: WikitextWords, node: MarkupNode): void {
  const { markup } = words
  const { source } = markup
  const rows: Cell[][] = [[]]
  const [opening, ...lines] = markup.cut(node.start + 2, node.end - 2, '\n')
  let cell: (Span & { head: boolean }) | undefined
  const endCell = (): void => {
    if (cell) rows.at(-1)!.push(cellOf(words, cell))
    cell = undefined
  }
  for (const line of lines) {
    const text = source.slice(line.start, Math.min(line.end, line.start + 50))
    const mark = /^\s*(\|-|\|\+|\||!)/.exec(text)
    if (!mark) {
      // A cell goes on over lines.
      if (cell) cell = { ...cell, end: line.end }
      continue
    }
    endCell()
    const start = line.start + mark[0].length
    if (mark[1] === '|-') rows.push([])
    else if (mark[1] === '|+') {
      const content = contentOf(words, { start, end: line.end })
      outline.add({ kind: 'caption', passage: words.passage(content.start, content.end) })
    } else {
      const head = mark[1] === '!'
      const cells = markup
        .cut(start, line.end, '||')
        .flatMap(part => (head ? markup.cut(part.start, part.end, '!!') : [part]))
      for (const part of cells) {
        endCell()
        cell = { ...part, head }
      }
    }
  }
  endCell()
  const style = opening ? source.slice(opening.start, opening.end) : ''
  addTable(outline, rows, {
    spansWritten: true,
    ...(/\b(?:infobox|vcard)\b/i.test(style) ? { infobox: true } : {})
  })
}

function cellOf(words: WikitextWords, { start, end, head }: Span & { head: boolean }): Cell {
  const content = contentOf(words, { start, end })
  const style = words.markup.source.slice(start, content.start)
  const columns = spanIn(style, 'colspan')
  const rows = spanIn(style, 'rowspan')
  return { lines: words.lines(content.start, content.end), head, columns, rows }
}

/** A cell without its attributes, which stand before a single `|`. */
function contentOf({ markup }: WikitextWords, { start, end }: Span): Span {
  const parts = markup.cut(start, end, '|')
  const written = markup.source.slice(start, parts[0]!.end)
  return parts.length > 1 && /^[^[\]{}<>\n]{0,500}=[^[\]{}<>\n]{0,500}$/.test(written)
    ? { start: parts[1]!.start, end }
    : { start, end }
}

const spanIn = (style: string, name: 'colspan' | 'rowspan'): number => {
  const match = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d{1,4})`, 'i').exec(style.slice(0, 1000))
  return Math.max(1, Number(match?.[1] ?? 1))
}
