/** An open list: its number, and the depth of its open item, or -1. */
interface ListPlace {
  readonly number: number
  item: number
}

/** An open table: its depth, and those of its open row and cell, or -1. */
interface TablePlace {
  readonly depth: number
  row: number
  cell: number
}

export const isCell = (name: string): boolean => name === 'td' || name === 'th'

/**
 * Where, in a stack of open elements, those stand that end without a tag of their own (HTML, §13.1.2.4,
 * "Optional tags"): a paragraph ends where a block begins, an item, a row and a cell where the next one does.
 * Everything is remembered, so that nothing searches the stack, however deep it is.
 */
export class HtmlPlaces {
  readonly #lists: ListPlace[] = []
  readonly #tables: TablePlace[] = []
  #paragraph = -1

  /** The number of the innermost list. */
  get list(): number | undefined {
    return this.#lists.at(-1)?.number
  }

  /** The depth from which elements end where a block begins, or undefined. */
  get paragraph(): number | undefined {
    return depthOf(this.#paragraph)
  }

  /** The depth from which elements end where one of this name begins, or undefined. */
  endedBy(name: string): number | undefined {
    const table = this.#tables.at(-1)
    if (name === 'li') return depthOf(this.#lists.at(-1)?.item)
    if (isCell(name)) return depthOf(table?.cell)
    return /^t(?:r|head|body|foot)$/.test(name) ? depthOf(table?.row) : undefined
  }

  /** The depth a closing tag of a table's part closes down to; -1 where there is none; undefined for other tags. */
  closedBy(name: string): number | undefined {
    const table = this.#tables.at(-1)
    if (isCell(name)) return table?.cell ?? -1
    if (name === 'tr') return table?.row ?? -1
    return name === 'table' ? (table?.depth ?? -1) : undefined
  }

  /** An element is opened at a depth; `list` numbers the list that begins with it. */
  opened(name: string, depth: number, list: () => number): void {
    const last = this.#lists.at(-1)
    const table = this.#tables.at(-1)
    if (name === 'p') this.#paragraph = depth
    else if (name === 'ul' || name === 'ol') this.#lists.push({ number: list(), item: -1 })
    else if (name === 'li' && last) last.item = depth
    else if (name === 'table') this.#tables.push({ depth, row: -1, cell: -1 })
    else if (name === 'tr' && table) table.row = depth
    else if (isCell(name) && table) table.cell = depth
  }

  /** The element at a depth is closed. */
  closed(name: string, depth: number): void {
    const last = this.#lists.at(-1)
    const table = this.#tables.at(-1)
    if (depth === this.#paragraph) this.#paragraph = -1
    else if (name === 'ul' || name === 'ol') this.#lists.pop()
    else if (name === 'li' && last?.item === depth) last.item = -1
    else if (name === 'table') this.#tables.pop()
    else if (name === 'tr' && table?.row === depth) table.row = -1
    else if (isCell(name) && table?.cell === depth) table.cell = -1
  }
}

const depthOf = (place: number | undefined): number | undefined =>
  place === undefined || place < 0 ? undefined : place
