import { type Batch, batchRows, unbound } from './batch.ts'
import type { Work } from './work.ts'

/** Solutions that are held in memory, by row, with values for some slots. */
export class RowList {
  readonly slots: readonly number[]
  readonly width: number
  readonly #work: Work
  #values = new Uint32Array(16)
  #held = 64
  length = 0

  constructor(slots: Iterable<number>, work: Work) {
    this.slots = [...slots]
    this.width = this.slots.length
    this.#work = work
    work.hold(this.#held)
  }

  #room(rows: number): void {
    const needed = (this.length + rows) * this.width
    if (needed <= this.#values.length) return
    const grown = new Uint32Array(Math.max(needed, this.#values.length * 2))
    this.#work.hold(grown.byteLength - this.#held)
    this.#held = grown.byteLength
    grown.set(this.#values.subarray(0, this.length * this.width))
    this.#values = grown
  }

  add({ length, columns }: Batch): void {
    this.#room(length)
    const { width } = this
    const values = this.#values
    for (const [i, slot] of this.slots.entries()) {
      const column = columns[slot]
      let at = this.length * width + i
      for (let row = 0; row < length; row++, at += width) values[at] = column ? column[row]! : unbound
    }
    this.length += length
  }

  /** Adds a row of values in the order of the slots; gives its number. */
  addRow(row: ArrayLike<number>): number {
    this.#room(1)
    this.#values.set(row, this.length * this.width)
    return this.length++
  }

  /** The value of the i-th slot in a row. */
  at(row: number, i: number): number {
    return this.#values[row * this.width + i]!
  }

  /** Keeps these rows alone, in this order. */
  keep(order: Uint32Array): void {
    const { width } = this
    const kept = new Uint32Array(order.length * width)
    for (const [i, row] of order.entries())
      kept.set(this.#values.subarray(row * width, (row + 1) * width), i * width)
    this.#values.set(kept)
    this.length = order.length
  }

  /** Whether a slot has a value in every row. */
  isFull(i: number): boolean {
    for (let row = 0; row < this.length; row++) if (this.at(row, i) === unbound) return false
    return true
  }

  /** The rows in the order given, or in their own. */
  *batches(order?: Uint32Array): Generator<Batch> {
    const count = order ? order.length : this.length
    for (let start = 0; start < count; start += batchRows) {
      const length = Math.min(batchRows, count - start)
      const columns: (Uint32Array | undefined)[] = []
      for (const [i, slot] of this.slots.entries()) {
        const column = new Uint32Array(length)
        for (let row = 0; row < length; row++)
          column[row] = this.at(order ? order[start + row]! : start + row, i)
        columns[slot] = column
      }
      yield { length, columns }
    }
  }

  release(): void {
    this.#work.release(this.#held)
    this.#held = 0
  }
}

/** Finds tuples of numbers: each different one has a number, from 0. */
export class TupleTable {
  readonly #width: number
  readonly #work: Work
  #tuples: Uint32Array
  #places: Int32Array
  count = 0

  constructor(width: number, work: Work) {
    this.#width = width
    this.#work = work
    this.#tuples = new Uint32Array(8 * Math.max(1, width))
    this.#places = new Int32Array(16).fill(-1)
  }

  /** The number of a tuple, −1 where it is not there. */
  find(tuple: ArrayLike<number>): number {
    return this.#places[this.#placeOf(tuple)]!
  }

  /** The number of a tuple, which it gets if it is new: then it is `count` of before. */
  add(tuple: ArrayLike<number>): number {
    const place = this.#placeOf(tuple)
    const known = this.#places[place]!
    if (known >= 0) return known
    const number = this.count++
    const width = this.#width
    if ((number + 1) * width > this.#tuples.length) {
      const grown = new Uint32Array(this.#tuples.length * 2)
      this.#work.hold(grown.byteLength / 2)
      grown.set(this.#tuples)
      this.#tuples = grown
    }
    for (let i = 0; i < width; i++) this.#tuples[number * width + i] = tuple[i]!
    this.#places[place] = number
    if (this.count * 2 > this.#places.length) this.#grow()
    return number
  }

  /** A value of a tuple by its number. */
  at(number: number, i: number): number {
    return this.#tuples[number * this.#width + i]!
  }

  #placeOf(tuple: ArrayLike<number>): number {
    const mask = this.#places.length - 1
    const width = this.#width
    let place = hashOf(tuple, width) & mask
    for (;;) {
      const number = this.#places[place]!
      if (number < 0) return place
      let i = 0
      while (i < width && this.#tuples[number * width + i] === tuple[i]) i++
      if (i === width) return place
      place = (place + 1) & mask
    }
  }

  #grow(): void {
    this.#work.hold(this.#places.byteLength)
    const places = new Int32Array(this.#places.length * 2).fill(-1)
    const mask = places.length - 1
    const width = this.#width
    for (let number = 0; number < this.count; number++) {
      let place = hashOf(this.#tuples.subarray(number * width, (number + 1) * width), width) & mask
      while (places[place]! >= 0) place = (place + 1) & mask
      places[place] = number
    }
    this.#places = places
  }
}

function hashOf(tuple: ArrayLike<number>, width: number): number {
  let hash = 0x9e3779b1
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ tuple[i]!, 0x85ebca6b)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}
