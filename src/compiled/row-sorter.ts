import { Merge } from './merge.ts'
import { ByteSource, type Scratch, type ScratchFile } from './scratch.ts'

/**
 * Sorts rows of so many 32-bit numbers by their columns, the first before the others. Rows that outgrow the budget
 * are sorted in runs, which lie in the scratch and are merged as they are read; the outcome is the same.
 */
export class RowSorter {
  readonly #width: number
  readonly #most: number
  readonly #scratch: Scratch
  #rows: Uint32Array
  /** How many are in memory. */
  #held = 0
  /** How many were added. */
  count = 0
  readonly #runs: ScratchFile[] = []

  /** `budget`: bytes of rows in memory; sorting takes about twice as much for a while. */
  constructor(width: number, budget: number, scratch: Scratch) {
    this.#width = width
    this.#most = Math.max(1024, Math.floor(budget / (width * 4)))
    this.#rows = new Uint32Array(Math.min(this.#most, 4096) * width)
    this.#scratch = scratch
  }

  add(a: number, b: number, c = 0, d = 0, e = 0): void {
    const width = this.#width
    let at = this.#held * width
    if (at === this.#rows.length) {
      if (this.#held >= this.#most) this.#spill()
      else {
        const grown = new Uint32Array(Math.min(this.#rows.length * 2, this.#most * width))
        grown.set(this.#rows)
        this.#rows = grown
      }
      at = this.#held * width
    }
    const rows = this.#rows
    rows[at] = a
    rows[at + 1] = b
    if (width > 2) rows[at + 2] = c
    if (width > 3) rows[at + 3] = d
    if (width > 4) rows[at + 4] = e
    this.#held++
    this.count++
  }

  #spill(): void {
    const sorted = sortedRows(this.#rows, this.#held, this.#width)
    const file = this.#scratch.create()
    file.append(new Uint8Array(sorted.buffer, sorted.byteOffset, sorted.byteLength))
    this.#runs.push(file)
    this.#held = 0
  }

  /** The rows in order, in pieces of whole rows; each piece is good until the next. */
  *sorted(): Generator<Uint32Array> {
    if (this.#runs.length === 0) {
      const rows = this.#rows
      this.#rows = new Uint32Array(0)
      yield sortedRows(rows, this.#held, this.#width)
      return
    }
    if (this.#held > 0) this.#spill()
    this.#rows = new Uint32Array(0)
    try {
      yield* merged(this.#runs, this.#width)
    } finally {
      for (const run of this.#runs) run.close()
    }
  }
}

/** Rows in the order of their columns: by radix, two bytes at a time, the last column first. */
export function sortedRows(rows: Uint32Array, count: number, width: number): Uint32Array {
  let order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  let next = new Uint32Array(count)
  const starts = new Uint32Array(65_536)
  for (let column = width - 1; column >= 0; column--)
    for (const shift of [0, 16]) {
      starts.fill(0)
      for (let i = 0, at = column; i < count; i++, at += width) starts[(rows[at]! >>> shift) & 0xffff]!++
      if (starts[((rows[column] ?? 0) >>> shift) & 0xffff] === count) continue
      for (let digit = 0, sum = 0; digit < 65_536; digit++) {
        const many = starts[digit]!
        starts[digit] = sum
        sum += many
      }
      for (let i = 0; i < count; i++) {
        const row = order[i]!
        next[starts[(rows[row * width + column]! >>> shift) & 0xffff]!++] = row
      }
      const swap = order
      order = next
      next = swap
    }
  const sorted = new Uint32Array(count * width)
  for (let i = 0, to = 0; i < count; i++) {
    const from = order[i]! * width
    for (let column = 0; column < width; column++) sorted[to++] = rows[from + column]!
  }
  return sorted
}

const pieceRows = 8192

/** The rows of several sorted runs in one order. */
function* merged(files: readonly ScratchFile[], width: number): Generator<Uint32Array> {
  const runs = files.map(file => new Run(file, width)).filter(run => run.load())
  const isBefore = (a: Run, b: Run): boolean => {
    for (let column = 0; column < width; column++) {
      const difference = a.rows[a.at + column]! - b.rows[b.at + column]!
      if (difference !== 0) return difference < 0
    }
    return false
  }
  const merge = new Merge(runs, isBefore)
  let piece = new Uint32Array(pieceRows * width)
  let length = 0
  for (let first = merge.first; first; first = merge.first) {
    for (let column = 0; column < width; column++) piece[length++] = first.rows[first.at + column]!
    if (length === piece.length) {
      yield piece
      piece = new Uint32Array(pieceRows * width)
      length = 0
    }
    first.at += width
    merge.settle(first.at < first.rows.length || first.load())
  }
  if (length > 0) yield piece.subarray(0, length)
}

/** A sorted run on its way into the merge. */
class Run {
  readonly #source: ByteSource
  readonly #width: number
  #left: number
  rows: Uint32Array = new Uint32Array(0)
  at = 0

  constructor(file: ScratchFile, width: number) {
    this.#source = new ByteSource(file)
    this.#width = width
    this.#left = file.size / (width * 4)
  }

  /** Fetches the next rows; false where there are none. */
  load(): boolean {
    if (this.#left === 0) return false
    const rows = Math.min(this.#left, pieceRows)
    this.#left -= rows
    this.rows = this.#source.words(rows * this.#width)
    this.at = 0
    return true
  }
}
