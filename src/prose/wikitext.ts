import type { Document, Passage, Span } from './document.ts'
import { Outline } from './outline.ts'
import { hasWords, PassageWriter } from './passage.ts'
import { pipeTableAt } from './pipe-table.ts'
import { SourceLines } from './source-lines.ts'
import { addTable, isLabel } from './table.ts'
import { type MarkupNode, WikitextMarkup } from './wikitext-markup.ts'
import { addWikitextTable } from './wikitext-table.ts'
import { nameOf, parametersOf } from './wikitext-template.ts'
import { WikitextWords } from './wikitext-words.ts'

/** Reads wiki text, as MediaWiki's editors write it or as it is left when its templates are gone. */
export function readWikitext(source: string): Document {
  const outline = new Outline()
  new Wikitext(source, outline).read()
  return outline.document()
}

const heading = /^(={1,6})(?!=)(.*[^=\s].*?)\1\s*$/s
const list = /^(?:[*#:;]+|[•–-](?=\s))\s*/

class Wikitext {
  readonly #source: string
  readonly #outline: Outline
  readonly #lines: SourceLines
  readonly #words: WikitextWords
  /** The first node that does not stand before the place that is read. */
  #node = 0
  /** A paragraph whose lines are still read. */
  #open: Span | undefined
  /** The lines before this one are known to be none of an infobox, or are read. */
  #noInfoboxBefore = 0

  constructor(source: string, outline: Outline) {
    this.#source = source
    this.#outline = outline
    this.#lines = new SourceLines(source)
    this.#words = new WikitextWords(new WikitextMarkup(source))
  }

  read(): void {
    let line = 0
    let at = 0
    while (line < this.#lines.count) {
      // A construct may end within a line; the rest of the line is read as one.
      const start = Math.max(at, this.#lines.starts[line]!)
      const lineEnd = this.#lines.ends[line]!
      if (start >= lineEnd) {
        if (this.#lines.isBlank(line)) this.#endParagraph()
        line++
        continue
      }
      const node = this.#nodeAt(start)
      if (node && this.#isBlock(node)) {
        this.#endParagraph()
        this.#block(node)
        at = node.end
      } else {
        const table = start === this.#lines.starts[line] ? this.#pipeTable(line) : undefined
        if (table !== undefined) {
          line = table
          continue
        }
        const end = this.#endOf(start, lineEnd)
        if (start === this.#lines.starts[line] && this.#infoboxLines(line)) {
          while (line < this.#lines.count && this.#isKeyed(line)) line++
          continue
        }
        this.#line(start, end)
        at = end
      }
      while (line < this.#lines.count && this.#lines.ends[line]! <= at) line++
    }
    this.#endParagraph()
  }

  /** The node that opens at a place, or undefined. */
  #nodeAt(start: number): MarkupNode | undefined {
    const { nodes } = this.#words.markup
    while (this.#node < nodes.length && nodes[this.#node]!.start < start) this.#node++
    const node = nodes[this.#node]
    return node?.start === start ? node : undefined
  }

  /** Where a line that begins at a place ends, nodes that go over its end included. */
  #endOf(start: number, lineEnd: number): number {
    const { nodes } = this.#words.markup
    let end = lineEnd
    for (
      let i = this.#words.markup.firstFrom(start);
      i < nodes.length && nodes[i]!.start < end;
      i = nodes[i]!.next
    ) {
      if (nodes[i]!.end <= end) continue
      const stop = this.#source.indexOf('\n', nodes[i]!.end)
      end = stop < 0 ? this.#source.length : stop
    }
    return end
  }

  /** Whether a node is a block of its own: nothing else stands in its line. */
  #isBlock({ kind, end, start }: MarkupNode): boolean {
    if (kind === 'table') return true
    const after = this.#source.slice(end, end + 200)
    if (!/^[ \t\r]*(?:\n|$)/.test(after)) return false
    return (
      kind !== 'link' || /^\[\[\s*(?:file|image|category)\s*:/i.test(this.#source.slice(start, start + 40))
    )
  }

  #block(node: MarkupNode): void {
    if (node.kind === 'table') this.#table(node)
    else if (node.kind === 'template' && this.#isInfobox(node)) this.#infobox(node)
    else if (node.kind !== 'unread') this.#paragraph(node.start, node.end)
  }

  #table(node: MarkupNode): void {
    const waiting = [node]
    // Tables within cells come after their own; each level is read once.
    for (let next = 0; next < waiting.length; next++) {
      addWikitextTable(this.#outline, this.#words, waiting[next]!)
      for (const inner of this.#words.takeTables()) waiting.push(inner)
      this.#captions()
    }
  }

  #captions(): void {
    for (const passage of this.#words.takeCaptions()) this.#outline.add({ kind: 'caption', passage })
  }

  #isInfobox(node: MarkupNode): boolean {
    const name =
      /^\{\{\s*([^|{}\n<]{1,100})/.exec(this.#source.slice(node.start, node.start + 120))?.[1] ?? ''
    return /\b(?:infobox|taxobox|speciesbox|geobox|chembox|drugbox|starbox)\b/i.test(
      name.replaceAll('_', ' ')
    )
  }

  /** `{{Infobox …|key=value}}`: what is named and has words is a field. */
  #infobox(node: MarkupNode): void {
    const { markup } = this.#words
    const parts = markup.cut(node.start + 2, node.end - 2, '|')
    if (nameOf(this.#source, parts[0]!) === '') return
    const { named, keys } = parametersOf(this.#source, parts)
    for (const [name, { start, end }] of named)
      if (!isLayout(name)) this.#field(keys.get(name)!, this.#words.lines(start, end))
    this.#captions()
  }

  #field(keySpan: Span, values: readonly Passage[]): void {
    const worded = values.filter(value => hasWords(value) && !isFile(value.text))
    if (worded.length === 0) return
    this.#outline.add({ kind: 'field', key: this.#keyPassage(keySpan), values: worded })
  }

  /** A key as a reader would have it: `leader_name` in words. */
  #keyPassage({ start, end }: Span): Passage {
    const writer = new PassageWriter(this.#source)
    let at = start
    for (const { index } of this.#source.slice(start, end).matchAll(/_/g)) {
      writer.copy(at, start + index).space(start + index, start + index + 1)
      at = start + index + 1
    }
    return writer.copy(at, end).finish()
  }

  #pipeTable(line: number): number | undefined {
    if (this.#source[this.#lines.starts[line]!] !== '|') return undefined
    const table = pipeTableAt(this.#lines, line, (start, end) => this.#words.passage(start, end))
    if (!table || table.next <= line) return undefined
    this.#endParagraph()
    addTable(this.#outline, table.rows, table.hints)
    this.#captions()
    return table.next
  }

  /** `- Key: Value` lines that stand above the text are what is left of an infobox. */
  #infoboxLines(line: number): boolean {
    if (this.#outline.begun || line < this.#noInfoboxBefore || !this.#isKeyed(line)) return false
    let end = line
    while (end < this.#lines.count && this.#isKeyed(end)) end++
    this.#noInfoboxBefore = end
    if (end - line < 2 || /^[•–*-]\s/.test(this.#lines.text(end))) return false
    this.#endParagraph()
    for (let i = line; i < end; i++) {
      const start = this.#lines.starts[i]!
      const colon = this.#source.indexOf(':', start)
      const key = { start: start + /^[•–*-]\s*/.exec(this.#lines.text(i))![0].length, end: colon }
      if (!isLayout(this.#source.slice(key.start, key.end).toLowerCase()))
        this.#field(key, this.#words.lines(colon + 1, this.#lines.ends[i]!))
    }
    return true
  }

  #isKeyed(line: number): boolean {
    if (line >= this.#lines.count || this.#lines.length(line) > 2000) return false
    const match = /^[•–*-]\s*([^:[\]{}]{1,50}):(?:\s|$)/.exec(this.#lines.text(line))
    return match !== null && isLabel(match[1]!)
  }

  #line(start: number, end: number): void {
    const opening = this.#source.slice(start, Math.min(end, start + 2000))
    const title = end - start < 2000 && opening.startsWith('=') ? heading.exec(opening) : null
    if (title) {
      this.#endParagraph()
      const from = start + title[1]!.length
      const passage = this.#words.passage(from, from + title[2]!.length)
      this.#outline.add({ kind: 'heading', level: title[1]!.length, passage })
      return
    }
    if (/^-{4,}/.test(opening)) {
      this.#endParagraph()
      return
    }
    const sign = list.exec(opening.slice(0, 200))?.[0]
    if (!sign) {
      if (this.#open && this.#endsSentence(this.#open.end)) this.#endParagraph()
      this.#open = { start: this.#open?.start ?? start, end }
      return
    }
    this.#endParagraph()
    const passage = this.#words.passage(start + sign.length, end)
    // Colons alone only set a line in; a semicolon makes it bold.
    if (/^[:;]+\s*$/.test(sign)) this.#outline.add({ kind: 'paragraph', passage })
    else {
      const last = this.#outline.last
      this.#outline.add({
        kind: 'item',
        passage,
        list: last?.kind === 'item' ? last.list : this.#outline.list()
      })
    }
    this.#afterPassage()
  }

  #endsSentence(end: number): boolean {
    return /[.!?:…]["'”’)\]]*\s*$/.test(this.#source.slice(Math.max(0, end - 10), end))
  }

  #endParagraph(): void {
    if (!this.#open) return
    const { start, end } = this.#open
    this.#open = undefined
    this.#paragraph(start, end)
  }

  #paragraph(start: number, end: number): void {
    this.#outline.add({ kind: 'paragraph', passage: this.#words.passage(start, end) })
    this.#afterPassage()
  }

  #afterPassage(): void {
    this.#captions()
    for (const table of this.#words.takeTables()) this.#table(table)
  }
}

/** A value that names a picture's file or its size is the page's, not the subject's. */
const isFile = (text: string): boolean =>
  /^x?\d+(?:x\d+)?px$/.test(text) ||
  /^[^\s/]+(?: [^\s/]+)*\.(?:svg|png|jpe?g|gif|webp|tiff?|ogg|webm|pdf)$/i.test(text)

/** Parameters that say how an infobox looks. */
const isLayout = (name: string): boolean =>
  /(?:^|[ _])(?:width|size|alt|style|color|colour|class|image[ _]?\d*|map[ _]?\d*|logo|upright|embed|child|collapsed?|footnotes?)\d*$/.test(
    name
  )
