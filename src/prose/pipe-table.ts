import type { Passage, Span } from './document.ts'
import type { SourceLines } from './source-lines.ts'
import type { Cell, TableHints } from './table.ts'

/** A table drawn with pipes: its rows, what its markup says, and the line after it. */
export interface PipeTable {
  readonly rows: readonly (readonly Cell[])[]
  readonly hints: TableHints
  readonly next: number
}

// A line longer than this is no row; and no cell has more lines than the second number.
const longestRow = 20_000
const longestCell = 20
/** How far below the first line of a table the line that marks off its heads may stand. */
const farthestSeparator = 60

const separator = /^\|?[\s:]*-{3,}[-|:\s]*$/

const pipesIn = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('|'); at >= 0; at = text.indexOf('|', at + 1)) count++
  return count
}

/** Whether a line belongs to a table by itself. */
const isPiped = (lines: SourceLines, line: number): boolean =>
  line < lines.count && lines.length(line) <= longestRow && lines.text(line).includes('|')

const isSeparator = (lines: SourceLines, line: number): boolean => {
  const text = lines.length(line) <= 500 ? lines.text(line) : ''
  return text.includes('|') && separator.test(text)
}

/** Reads the table that begins at a line, if one does; `words` reads a stretch of the source. */
export function pipeTableAt(
  lines: SourceLines,
  line: number,
  words: (start: number, end: number) => Passage
): PipeTable | undefined {
  const opens = isPiped(lines, line) ? line : openedByPipe(lines, line) ? line + 1 : -1
  if (opens < 0) return undefined
  const marked = separatorBelow(lines, opens)
  const markedText = marked < 0 ? '' : lines.text(marked)
  const first = lines.text(opens)
  const found =
    marked >= 0 && !markedText.startsWith('|') && markedText.endsWith('|')
      ? flowing(lines, line, pipesIn(markedText))
      : first.startsWith('|') && /[^|\s]/.test(first)
        ? lined(lines, line, text => text.startsWith('|'))
        : marked === line + 1 || sameShape(lines, line)
          ? lined(lines, line, text => text.includes('|'))
          : undefined
  if (!found) return undefined
  const rows = found.rows.map(row => row.map(spans => cellOf(lines.source, spans, words)))
  return { rows, next: found.next, hints: found.apart === 1 ? { firstRowApart: true } : {} }
}

/** A cell whose words stand on the line before its pipe. */
const openedByPipe = (lines: SourceLines, line: number): boolean =>
  lines.length(line) > 0 &&
  lines.length(line) < 200 &&
  /^\|/.test(lines.text(line + 1)) &&
  isPiped(lines, line + 1)

function separatorBelow(lines: SourceLines, line: number): number {
  for (let i = line; i < Math.min(lines.count, line + farthestSeparator) && !lines.isBlank(i); i++)
    if (isSeparator(lines, i)) return i
  return -1
}

/** Two lines with as many pipes each, and few words: nobody writes prose so. */
const sameShape = (lines: SourceLines, line: number): boolean =>
  isPiped(lines, line) &&
  isPiped(lines, line + 1) &&
  pipesIn(lines.text(line)) === pipesIn(lines.text(line + 1)) &&
  lines.length(line) < 300

interface Found {
  readonly rows: readonly (readonly (readonly Span[])[])[]
  readonly next: number
  /** How many rows stood above the separator; it tells heads only where it stands below the first. */
  readonly apart: number
}

/** A row for each line, with or without pipes at its ends. */
function lined(lines: SourceLines, line: number, belongs: (text: string) => boolean): Found {
  const rows: Span[][][] = []
  let apart = -1
  let next = line
  for (; isPiped(lines, next) && belongs(lines.text(next)); next++) {
    if (isSeparator(lines, next)) {
      if (apart < 0) apart = rows.length
      continue
    }
    rows.push(pipeCells(lines.source, lines.starts[next]!, lines.ends[next]!).map(cell => [cell]))
  }
  return { rows, next, apart }
}

/** The cells of a row on one line; pipes at its ends part nothing, pipes after a backslash are words. */
export function pipeCells(source: string, rowStart: number, rowEnd: number): Span[] {
  let start = rowStart
  let end = rowEnd
  while (end > start && /\s/.test(source[end - 1]!)) end--
  if (source[start] === '|') start++
  if (end > start && source[end - 1] === '|' && source[end - 2] !== '\\') end--
  const cells: Span[] = []
  for (let at = start, from = start; ; ) {
    const pipe = source.indexOf('|', at)
    const stop = pipe < 0 || pipe >= end ? end : pipe
    at = stop + 1
    if (stop < end && source[stop - 1] === '\\') continue
    cells.push({ start: from, end: stop })
    if (stop === end) return cells
    from = at
  }
}

/**
 * Rows as programs write them that turn a page into text: every cell ends with a pipe and may have several
 * lines, so that a row ends where it has as many cells as there are columns. A row that a cell from above
 * reaches into has fewer; it ends where what follows cannot be its rest.
 */
function flowing(lines: SourceLines, line: number, columns: number): Found {
  const rows: Span[][][] = []
  let cells: Span[][] = []
  let cell: Span[] = []
  let apart = -1
  let picturesFirst = false
  const endRow = (): void => {
    if (cells.length > 0) rows.push(cells)
    const first = cells[0]?.[0]
    picturesFirst ||= first !== undefined && lines.source.startsWith('![', first.start)
    cells = []
    cell = []
  }
  let next = line
  for (; next < lines.count && !lines.isBlank(next); next++) {
    if (isSeparator(lines, next)) {
      endRow()
      if (apart < 0) apart = rows.length
      continue
    }
    const fresh = cells.length === 0 && cell.length === 0
    // A line marked off from what follows, after there was one, opens another table.
    if (fresh && apart >= 0 && isSeparator(lines, next + 1)) break
    if (!goesOn(lines, next, columns - cells.length, fresh)) break
    let at = lines.starts[next]!
    const end = lines.ends[next]!
    for (
      let pipe = lines.source.indexOf('|', at);
      pipe >= 0 && pipe < end;
      pipe = lines.source.indexOf('|', at)
    ) {
      cell.push({ start: at, end: pipe })
      cells.push(cell)
      cell = []
      at = pipe + 1
      if (cells.length >= columns) endRow()
    }
    if (at < end) cell.push({ start: at, end })
    // Where rows begin with pictures, a picture begins one, though it might be the rest of a short row.
    const opensRow = picturesFirst && lines.text(next + 1).startsWith('![')
    const ends = opensRow || !goesOn(lines, next + 1, columns - cells.length, false)
    if (cells.length > 0 && cell.length === 0 && ends) endRow()
  }
  endRow()
  return { rows, next, apart }
}

/**
 * Whether a line is part of a row that lacks some cells: it has no more pipes than are lacking, or, having
 * none, stands in a cell that such a line ends. A line without pipe opens a row only right above a pipe.
 */
function goesOn(lines: SourceLines, line: number, lacking: number, fresh: boolean): boolean {
  for (let i = line; i < Math.min(lines.count, line + longestCell) && !lines.isBlank(i); i++) {
    if (isSeparator(lines, i)) return false
    if (!isPiped(lines, i)) {
      if (lines.length(i) > 200) return false
      continue
    }
    const text = lines.text(i)
    if (fresh && i > line && !text.startsWith('|')) return false
    return pipesIn(text) <= lacking || (fresh && i === line)
  }
  return false
}

const picture = /!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)/g

/** A cell of a row; pictures leave only their captions. */
function cellOf(
  source: string,
  spans: readonly Span[],
  words: (start: number, end: number) => Passage
): Cell {
  let shows = false
  const passages = spans.flatMap(({ start, end }) => {
    const text = source.slice(start, end)
    if (text.trim() === '') return []
    if (!text.includes('![')) return [words(start, end)]
    let at = 0
    const pieces: Passage[] = []
    for (const { index, 0: whole } of text.matchAll(picture)) {
      shows = true
      if (text.slice(at, index).trim() !== '') pieces.push(words(start + at, start + index))
      at = index + whole.length
    }
    if (text.slice(at).trim() !== '') pieces.push(words(start + at, end))
    return pieces
  })
  return shows ? { lines: passages, picture: true } : { lines: passages }
}
