import type { Passage } from './document.ts'
import type { Outline } from './outline.ts'
import { addTable, type Cell } from './table.ts'

// A cell with more words than this holds a part of the page, not a value.
const longestCell = 2_000

/** A table of a page while it is read. One that only places parts of the page is no table. */
export class HtmlTable {
  readonly #outline: Outline
  readonly #infobox: boolean
  readonly #rows: Cell[][] = []
  #cell:
    | { lines: Passage[]; length: number; head: boolean; columns: number; rows: number; picture: boolean }
    | undefined
  #layout = false

  /** `style` is the table's class and role. */
  constructor(outline: Outline, style: string) {
    this.#outline = outline
    this.#infobox = /\b(?:infobox|vcard)\b/i.test(style)
    this.#layout = /\bpresentation\b/i.test(style)
  }

  /** Whether words now belong to a cell. */
  get takes(): boolean {
    return this.#cell !== undefined && !this.#layout
  }

  row(): void {
    this.#rows.push([])
  }

  cell(head: boolean, attributes: ReadonlyMap<string, string>): void {
    const span = (name: string): number =>
      Math.min(Math.max(1, Number.parseInt(attributes.get(name) ?? '1', 10) || 1), 1000)
    this.#cell = {
      lines: [],
      length: 0,
      head,
      columns: span('colspan'),
      rows: span('rowspan'),
      picture: false
    }
  }

  line(passage: Passage): void {
    if (!this.#cell) return
    this.#cell.lines.push(passage)
    this.#cell.length += passage.text.length
    if (this.#cell.length > longestCell && !this.#infobox) this.becomeLayout()
  }

  picture(): void {
    if (this.#cell) this.#cell.picture = true
  }

  endCell(): void {
    if (!this.#cell) return
    if (this.#rows.length === 0) this.#rows.push([])
    const { lines, head, columns, rows, picture } = this.#cell
    this.#rows.at(-1)!.push({ lines, head, columns, rows, picture })
    this.#cell = undefined
  }

  /** The table holds headings, tables or long texts: what its cells have said so far is text. */
  becomeLayout(): void {
    if (this.#layout || this.#infobox) return
    this.#layout = true
    for (const cell of [...this.#rows.flat(), ...(this.#cell ? [this.#cell] : [])])
      for (const passage of cell.lines) this.#outline.add({ kind: 'paragraph', passage })
    this.#rows.length = 0
    if (this.#cell) this.#cell.lines = []
  }

  end(): void {
    this.endCell()
    if (this.#layout) return
    addTable(this.#outline, this.#rows, { spansWritten: true, ...(this.#infobox ? { infobox: true } : {}) })
  }
}
