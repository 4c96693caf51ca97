import { parser as markdown, Table } from '@lezer/markdown'
import type { Document, Passage, Span } from './document.ts'
import { addHtml } from './html.ts'
import { type LinkDefinitions, linkLabel, markdownWords } from './markdown-words.ts'
import { Outline } from './outline.ts'
import { passageOf } from './passage.ts'
import { pipeCells } from './pipe-table.ts'
import { addTable, type Cell } from './table.ts'

// Only blocks are parsed here: words are read by `markdown-words.ts`, whose time does not grow with the square
// of the brackets in a paragraph.
const parser = markdown.configure([
  Table,
  {
    remove: [
      'Link',
      'LinkEnd',
      'Image',
      'Emphasis',
      'Entity',
      'HardBreak',
      'InlineCode',
      'HTMLTag',
      'Autolink',
      'Escape'
    ]
  }
])

const headingLevel = /^(?:ATX|Setext)Heading(\d)$/
type SyntaxNode = ReturnType<typeof parser.parse>['topNode']

/** Reads CommonMark with tables, wiki links and callouts. */
export function readMarkdown(source: string): Document {
  const outline = new Outline()
  const { start, title } = frontmatter(source)
  if (title) outline.title = title
  new Markdown(source, start, outline).read()
  return outline.document()
}

/** Where the text begins below YAML between `---` lines, and the title that gives. */
function frontmatter(source: string): { start: number; title?: Passage } {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(source)
  if (!opening) return { start: 0 }
  const closing = /^(?:---|\.\.\.)[ \t]*\r?$/m
  // The search begins after the opening; what it cuts off is copied once.
  const found = closing.exec(source.slice(opening[0].length))
  if (!found) return { start: 0 }
  const end = opening[0].length + found.index
  const key = /^title:[ \t]+["']?/m.exec(source.slice(0, end))
  const start = end + found[0].length
  if (!key) return { start }
  const from = key.index + key[0].length
  const line = /^[^\r\n]*?(?=["']?[ \t]*(?:\r?\n|$))/.exec(source.slice(from, Math.min(from + 500, end)))
  const title = passageOf(source, from, from + (line?.[0].length ?? 0))
  return title.text === '' ? { start } : { start, title }
}

class Markdown {
  readonly #source: string
  readonly #start: number
  readonly #outline: Outline
  readonly #definitions: LinkDefinitions
  readonly #root: SyntaxNode

  constructor(source: string, start: number, outline: Outline) {
    this.#source = source
    this.#start = start
    this.#outline = outline
    this.#root = parser.parse(withoutDeepNesting(source.slice(start))).topNode
    this.#definitions = this.#linkDefinitions()
  }

  read(): void {
    const lists: number[] = []
    let item = 0
    this.#root.cursor().iterate(
      cursor => {
        const { name } = cursor
        const level = headingLevel.exec(name)?.[1]
        const span = this.#span(cursor)
        if (level) {
          this.#heading(Number(level), cursor.node)
          return false
        }
        switch (name) {
          case 'BulletList':
          case 'OrderedList':
            lists.push(this.#outline.list())
            return true
          case 'ListItem':
            item = cursor.from
            return true
          case 'Paragraph':
          case 'Task': {
            // The first paragraph of an item is the item; others only stand below it.
            const first = lists.length > 0 && this.#isFirstInItem(item, cursor.from)
            this.#paragraph(span, hiddenIn(cursor.node, this.#start), first ? lists.at(-1) : undefined)
            return false
          }
          case 'Table':
            this.#table(cursor.node)
            return false
          case 'HTMLBlock':
            addHtml(this.#outline, this.#source, span.start, span.end)
            return false
          case 'FencedCode':
          case 'CodeBlock':
          case 'CommentBlock':
          case 'ProcessingInstructionBlock':
          case 'LinkReference':
            return false
          default:
            return true
        }
      },
      ({ name }) => {
        if (name === 'BulletList' || name === 'OrderedList') lists.pop()
      }
    )
  }

  #span({ from, to }: { from: number; to: number }): Span {
    return { start: this.#start + from, end: this.#start + to }
  }

  #isFirstInItem(item: number, from: number): boolean {
    return from - item < 20 && !this.#source.slice(this.#start + item, this.#start + from).includes('\n')
  }

  #heading(level: number, node: SyntaxNode): void {
    const { start, end } = this.#span(node)
    const text = this.#source.slice(start, end)
    // The marks: `#` before and after, or the line of `=` or `-` below.
    const before = /^\s{0,3}#*\s*/.exec(text)![0].length
    const after = headingTail(text)
    const { passage } = markdownWords(
      this.#source,
      start + before,
      start + Math.max(before, after),
      this.#definitions
    )
    this.#outline.add({ kind: 'heading', level, passage })
  }

  #paragraph({ start, end }: Span, hidden: readonly Span[], list: number | undefined): void {
    // A callout's kind, `[!note]-`, a task's box, a note's own mark and a block's name are no words.
    const opening = /^(?:\[![\w-]+\][+-]?|\[[ xX/-]\](?=\s)|\[\^[^\]\n]{1,50}\]:)\s*/.exec(
      this.#source.slice(start, Math.min(end, start + 100))
    )
    const closing = /\s\^[\w-]{1,50}\s*$/.exec(this.#source.slice(Math.max(start, end - 60), end))
    const from = start + (opening?.[0].length ?? 0)
    const { passage, captions } = markdownWords(
      this.#source,
      from,
      Math.max(from, end - (closing?.[0].length ?? 0)),
      this.#definitions,
      hidden
    )
    this.#outline.add(list === undefined ? { kind: 'paragraph', passage } : { kind: 'item', passage, list })
    for (const caption of captions) this.#outline.add({ kind: 'caption', passage: caption })
  }

  #table(node: SyntaxNode): void {
    const rows: Cell[][] = []
    for (let row = node.firstChild; row; row = row.nextSibling) {
      if (row.name !== 'TableHeader' && row.name !== 'TableRow') continue
      const { start, end } = this.#span(row)
      rows.push(
        pipeCells(this.#source, start, end).map(cell => {
          const { passage, captions } = markdownWords(this.#source, cell.start, cell.end, this.#definitions)
          return captions.length > 0 ? { lines: [passage, ...captions], picture: true } : { lines: [passage] }
        })
      )
    }
    addTable(this.#outline, rows, { firstRowApart: true })
  }

  #linkDefinitions(): LinkDefinitions {
    const definitions = new Map<string, string>()
    if (!this.#source.includes(']:')) return definitions
    this.#root.cursor().iterate(cursor => {
      if (cursor.name !== 'LinkReference') return true
      const { start, end } = this.#span(cursor)
      const match = /^\[((?:\\.|[^\]\\]){1,999})\]:\s*(?:<([^<>\n]*)>|(\S+))/s.exec(
        this.#source.slice(start, Math.min(end, start + 4000))
      )
      if (match && !match[1]!.startsWith('^')) {
        const label = linkLabel(match[1]!)
        if (!definitions.has(label)) definitions.set(label, match[2] ?? match[3]!)
      }
      return false
    })
    return definitions
  }
}

/**
 * The text with the marks of quotations and lists masked where a line has a hundred of them: nobody nests so,
 * and the parser's time grows with the square of the depth. Offsets stay.
 */
const withoutDeepNesting = (text: string): string =>
  text.replace(/^[ \t>*+\-\d.)]+/gm, run =>
    run.length < 300 ? run : run.slice(0, 100) + 'x'.repeat(run.length - 100)
  )

/** Where the words of a heading end: before the line below it, closing marks, and a name in braces. */
function headingTail(text: string): number {
  const below = text.lastIndexOf('\n')
  const line = below >= 0 && /^[>\s]*[=-]+\s*$/.test(text.slice(below)) ? text.slice(0, below) : text
  return line.replace(/\s#+\s*$/, '').replace(/\s\{#[^{}]{1,100}\}\s*$/, '').length
}

/** The marks of quotations within a paragraph of several lines. */
function hiddenIn(node: SyntaxNode, offset: number): Span[] {
  const hidden: Span[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name === 'QuoteMark') hidden.push({ start: offset + child.from, end: offset + child.to })
  return hidden
}
