import type { Passage } from './document.ts'
import type { Outline } from './outline.ts'
import { emptyPassage, hasWords, joined } from './passage.ts'

/** A cell as written: its lines, whether it is marked as a head, and how many columns and rows it spans. */
export interface Cell {
  readonly lines: readonly Passage[]
  readonly head?: boolean
  readonly columns?: number
  readonly rows?: number
  /** The cell shows a picture: its words are the picture's caption. */
  readonly picture?: boolean
  /** The cell is the rest of one that spans columns: it is a head as that one is, and otherwise blank. */
  readonly rest?: true
}

/** What the markup says of a table; what it leaves open is told by the table's shape. */
export interface TableHints {
  /** The first row is marked off from the rest, as by `---|---`. */
  readonly firstRowApart?: boolean
  /** The table is an infobox, or is not. */
  readonly infobox?: boolean
  /** Spans are written out, so that a short row is only short. */
  readonly spansWritten?: boolean
}

type Row = readonly Cell[]

const emptyCell: Cell = { lines: [] }
const wordsOf = ({ lines }: Cell): Passage => (lines.length === 0 ? emptyPassage : joined(lines))
const textOf = (cell: Cell): Passage => (cell.rest ? emptyPassage : wordsOf(cell))
const isEmpty = ({ lines, rest }: Cell): boolean => rest === true || !lines.some(hasWords)

// Spans are kept this small so that a few characters cannot ask for a table of millions of cells.
const widestSpan = 20
const widestCarried = 50
const mostHeadRows = 5

/** Adds the fields or rows of a table to an outline. */
export function addTable(outline: Outline, written: readonly Row[], hints: TableHints = {}): void {
  const rows = spread(written).filter(row => !row.every(isEmpty))
  if (rows.length === 0) return
  if (hints.infobox ?? isInfobox(rows, hints, outline)) addFields(outline, rows)
  else addRows(outline, rows, hints)
}

/** Rows with each spanning cell in all the places it fills; a cell spans columns as one and blanks. */
function spread(written: readonly Row[]): Row[] {
  const carried: ({ cell: Cell; left: number } | undefined)[] = []
  return written.map(row => {
    const places: Cell[] = []
    const fill = (): void => {
      for (let carry = carried[places.length]; carry; carry = carried[places.length]) {
        if (--carry.left <= 0) carried[places.length] = undefined
        places.push(carry.cell)
      }
    }
    for (const cell of row) {
      fill()
      const columns = Math.min(cell.columns ?? 1, widestSpan)
      for (let i = 0; i < columns; i++) {
        const part: Cell = i === 0 ? cell : { ...cell, rest: true }
        if ((cell.rows ?? 1) > 1 && places.length < widestCarried)
          carried[places.length] = { cell: part, left: cell.rows! - 1 }
        places.push(part)
      }
    }
    fill()
    return places
  })
}

/** A label: what stands before a value. Begins with a letter, is short, and ends no sentence. */
export const isLabel = (text: string): boolean =>
  text.length <= 50 && /^[\p{L}•]/u.test(text) && !/[.!?;]$/.test(text) && text.split(' ').length <= 6

/** Attributes that infoboxes of many kinds share. */
const attributes =
  /^(?:abbreviation|also called|also known as|area|born|capital|chair(?:man|person)?|coordinates|country|created|currency|date|died|dissolved|established|formation|formed|founded|founders?|genre|headquarters|industry|languages?|official languages?|leader|location|members(?:hip)?|motto|name|nationality|native name|occupation|owner|parent|population|predecessor|president|products|purpose|region(?: served)?|secretary[ -]general|status|successor|time zone|type|website)\b/i

/**
 * Whether a table gives fields: two columns, keys first, each once. Column heads speak against it, as does a
 * second column that is all figures; so do pictures in a column of keys, since keys are words.
 */
function isInfobox(rows: readonly Row[], hints: TableHints, outline: Outline): boolean {
  const pairs = rows.filter(row => row.length === 2 && !isEmpty(row[0]!) && !isEmpty(row[1]!))
  if (rows.some(row => row.length > 2) || pairs.length < 2) return false
  const marked = pairs.filter(([key, value]) => key!.head && !value!.head).length
  if (marked > 0) return marked >= pairs.length * 0.6 && !rows[0]!.every(cell => cell.head)
  if (rows[0]!.every(cell => cell.head)) return false
  const keys = rows.flatMap(row => (isEmpty(row[0]!) || row[0]!.picture ? [] : [textOf(row[0]!).text]))
  const values = pairs.slice(1).map(row => shapeOf(row[1]!))
  if (new Set(keys).size < keys.length) return false
  let score = 0
  if (!outline.begun) score += 2
  if (keys.every(isLabel)) score += 1
  if (keys.filter(key => attributes.test(key)).length >= 2) score += 2
  if (rows.some(row => isEmpty(row[0]!))) score -= 2
  if (values.length > 1 && values.every(shape => shape === 'figure')) score -= 2
  // A first row that is marked off is a row of heads unless there is reason to think otherwise.
  if (hints.firstRowApart && !outline.begun) score += 1
  return score >= 3
}

/** One field for each row; several lines of a cell are several values. A cell that fills its row is a caption. */
function addFields(outline: Outline, rows: readonly Row[]): void {
  let keyed = false
  for (const row of rows) {
    const [key = emptyCell, ...rest] = row
    const values = rest.flatMap(cell => (isEmpty(cell) ? [] : cell.lines.filter(hasWords)))
    if (isEmpty(key)) {
      for (const passage of values) outline.add({ kind: 'caption', passage })
    } else if (values.length > 0) {
      outline.add({ kind: 'field', key: textOf(key), values })
      keyed = true
    } else if (key.picture) outline.add({ kind: 'caption', passage: textOf(key) })
    // A head across a table of fields only parts them.
    else if (key.head && keyed) continue
    // Above the first key a lone cell is the subject's name or a subtitle; below, a key without value says nothing.
    else if (!keyed || (key.columns ?? 1) > 1) outline.add({ kind: 'paragraph', passage: textOf(key) })
  }
}

function addRows(outline: Outline, rows: readonly Row[], hints: TableHints): void {
  const table = outline.table()
  const marked = rows.findIndex(row => !row.every(cell => cell.head || isEmpty(cell)))
  // A table that is marked as heads throughout has one row of them, as has one that marks none but looks so.
  let headRows = marked < 0 || marked > mostHeadRows ? 1 : marked
  if (headRows === 0 && (hints.firstRowApart || looksLikeHeads(rows))) headRows = 1
  const width = rows.slice(0, headRows || 1).reduce((most, row) => Math.max(most, row.length), 0)
  const heads = Array.from({ length: headRows === 0 ? 0 : width }, (_, column) =>
    joined(distinct(rows.slice(0, headRows).map(row => wordsOf(row[column] ?? emptyCell))))
  )
  const body = rows.slice(headRows)
  const columns = hints.spansWritten ? [] : columnShapes(body, width)
  let above: readonly Passage[] = []
  let aboveShapes: readonly Shape[] = []
  for (const row of body) {
    const cells = row.map(textOf)
    const shapes = row.map(shapeOf)
    while (cells.length < width && hints.spansWritten) cells.push(emptyPassage)
    const shared = hints.spansWritten ? 0 : sharedCells(shapes, aboveShapes, width)
    if (shared > 0) {
      const filled = [...above.slice(0, shared), ...cells]
      outline.add({ kind: 'row', table, heads, cells: filled, continued: true })
    } else if (aboveShapes.length > 0 && isOutOfPlace(shapes, columns)) {
      outline.add({ kind: 'row', table, heads: [], cells, continued: true })
    } else {
      while (cells.length < width) cells.push(emptyPassage)
      outline.add({ kind: 'row', table, heads, cells })
      above = cells
      aboveShapes = shapes
    }
  }
}

/** A head over two rows of heads stands in both; it is one head. */
const distinct = (passages: readonly Passage[]): readonly Passage[] =>
  passages.filter((passage, i) => passages.findIndex(({ text }) => text === passage.text) === i)

/** What a cell holds, coarsely: enough to tell that it stands in the wrong column. */
type Shape = 'empty' | 'figure' | 'text'

function shapeOf(cell: Cell): Shape {
  if (isEmpty(cell)) return 'empty'
  const { text } = textOf(cell)
  if (text.length > 40) return 'text'
  return /^[^\p{L}]*\d/u.test(text) || /\b\d{4}$/.test(text) ? 'figure' : 'text'
}

/** Heads are words, short, in every column; below them there are figures, or nothing that is longer. */
function looksLikeHeads([first, ...rest]: readonly Row[]): boolean {
  if (!first || first.length < 2 || first.some(cell => shapeOf(cell) !== 'text' || cell.picture)) return false
  if (first.some(cell => !isLabel(textOf(cell).text))) return false
  return rest.every(row => row.length <= first.length)
}

/** For each column the shape all its cells have, if two or more have one. */
function columnShapes(body: readonly Row[], width: number): (Shape | undefined)[] {
  return Array.from({ length: width }, (_, column) => {
    const counts = { figure: 0, text: 0 }
    for (const row of body) {
      const shape = shapeOf(row[column] ?? emptyCell)
      if (shape !== 'empty') counts[shape]++
    }
    // One cell out of place is what is looked for, so one is let pass.
    if (counts.figure >= 2 && counts.text <= 1) return 'figure'
    return counts.text >= 2 && counts.figure <= 1 ? 'text' : undefined
  })
}

/**
 * How many cells a row that is too short shares with the row above: its cells are of the shapes of that row's
 * last ones, and not of its first ones. 0 where that is not sure.
 */
function sharedCells(shapes: readonly Shape[], above: readonly Shape[], width: number): number {
  const missing = width - shapes.length
  if (missing <= 0 || above.length !== width || shapes.length < 2) return 0
  const fits = (offset: number): boolean => shapes.every((shape, i) => shape === above[i + offset])
  return fits(missing) && !fits(0) ? missing : 0
}

/** Whether a row's cells fit none of their columns: it says more of the row above, under other heads. */
function isOutOfPlace(shapes: readonly Shape[], columns: readonly (Shape | undefined)[]): boolean {
  let wrong = 0
  for (const [i, shape] of shapes.entries()) {
    const expected = columns[i]
    if (expected === undefined || shape === 'empty') continue
    if (shape === expected) return false
    wrong++
  }
  return wrong >= 2
}
