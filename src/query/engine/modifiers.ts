import { type Batch, picked, roomFor, type Solutions, unbound, unit } from './batch.ts'
import type { Expression } from './expression.ts'
import { Candidates, joinedWith, UnaryNode } from './held.ts'
import { type Node, type Run, union, within } from './node.ts'
import { started } from './profile.ts'
import { RowList, TupleTable } from './row-list.ts'
import type { Work } from './work.ts'

/** VALUES, or solutions known before (§18.6): rows of terms' numbers, `unbound` for UNDEF. */
export class ValuesNode implements Node {
  readonly #slots: readonly number[]
  readonly #rows: readonly (readonly number[])[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly estimate: number
  readonly label: string
  readonly children: readonly Node[] = []

  constructor(slots: readonly number[], rows: readonly (readonly number[])[], label = 'values') {
    this.label = label
    this.#slots = slots
    this.#rows = rows
    this.possible = new Set(slots)
    this.certain = new Set(slots.filter((_, i) => rows.every(row => row[i] !== unbound)))
    this.estimate = rows.length
  }

  perRow(bound: ReadonlySet<number>): number {
    const shared = this.#slots.filter(slot => bound.has(slot)).length
    return shared === 0 ? this.estimate : Math.min(1, this.estimate / 10 ** shared)
  }

  accepts(): boolean {
    return true
  }

  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    let list = run.held.get(this)
    if (!list) {
      list = new RowList(this.#slots, run.work)
      for (const row of this.#rows) list.addRow(row)
      run.held.set(this, list)
    }
    return joinedWith(run, input, new Candidates(run, list), live)
  }
}

/** The variables of a sub-select, or of the query (Project, §18.6): the others are none outside. */
export class ProjectNode extends UnaryNode {
  readonly label = 'project'

  constructor(input: Node, slots: readonly number[]) {
    super(input, { certain: new Set(within(slots, input.certain)), possible: new Set(slots) })
  }

  protected *own(run: Run, live: ReadonlySet<number>): Solutions {
    const wanted = new Set([...this.possible].filter(slot => live.has(slot)))
    yield* started(this.input, run, unit, wanted)
  }
}

/** DISTINCT (§18.6): of all variables of the projection below. */
export class DistinctNode extends UnaryNode {
  readonly label = 'distinct'

  protected *own(run: Run): Solutions {
    const slots = [...this.possible]
    const table = new TupleTable(slots.length, run.work)
    const tuple = new Uint32Array(slots.length)
    let rows = new Uint32Array(0)
    for (const batch of started(this.input, run, unit, this.possible)) {
      if (!batch) {
        yield undefined
        continue
      }
      rows = roomFor(rows, batch)
      let count = 0
      for (let row = 0; row < batch.length; row++) {
        for (const [i, slot] of slots.entries()) tuple[i] = batch.columns[slot]?.[row] ?? unbound
        const before = table.count
        table.add(tuple)
        if (table.count > before) rows[count++] = row
      }
      if (count > 0) yield picked(batch, rows.subarray(0, count), slots)
      if (run.work.isDue(batch.length * 4)) yield undefined
    }
  }
}

/** LIMIT and OFFSET (§18.6). */
export class SliceNode extends UnaryNode {
  readonly #start: number
  readonly #length: number
  readonly label: string

  constructor(input: Node, start: number, length: number) {
    super(input)
    this.#start = start
    this.#length = length
    this.label = `slice ${start} to ${length === Number.POSITIVE_INFINITY ? 'the end' : start + length}`
  }

  override get estimate(): number {
    return Math.min(this.#length, this.input.estimate)
  }

  protected *own(run: Run, live: ReadonlySet<number>): Solutions {
    let [skip, left] = [this.#start, this.#length]
    if (left === 0) return
    for (const batch of started(this.input, run, unit, live)) {
      if (!batch) {
        yield undefined
        continue
      }
      if (skip >= batch.length) {
        skip -= batch.length
        continue
      }
      const part = skip === 0 && batch.length <= left ? batch : cut(batch, skip, left)
      skip = 0
      left -= part.length
      yield part
      if (left === 0) return
    }
  }
}

function cut({ length, columns }: Batch, skip: number, most: number): Batch {
  const end = Math.min(length, skip + most)
  return { length: end - skip, columns: columns.map(column => column?.subarray(skip, end)) }
}

/** What rows are sorted by. */
export interface SortKey {
  readonly expression: Expression
  readonly isDescending: boolean
}

/** ORDER BY (§15.1, §18.6); where only the first so many are wanted, no more than those are held. */
export class OrderNode extends UnaryNode {
  readonly #keys: readonly SortKey[]
  readonly #comparer: (run: Run) => (a: number, b: number) => number
  readonly label = 'order'
  /** How many of the first solutions are wanted. */
  most = Number.POSITIVE_INFINITY

  /** `comparer` compares two terms by their numbers, in ascending order. */
  constructor(
    input: Node,
    keys: readonly SortKey[],
    comparer: (run: Run) => (a: number, b: number) => number
  ) {
    super(input)
    this.#keys = keys
    this.#comparer = comparer
  }

  override get estimate(): number {
    return Math.min(this.most, this.input.estimate)
  }

  protected *own(run: Run, live: ReadonlySet<number>): Solutions {
    const slots = [...this.possible].filter(slot => live.has(slot))
    const needed = union(slots, ...this.#keys.map(({ expression }) => expression.slots))
    const keyers = this.#keys.map(({ expression }) => expression.valuer(run))
    const rows = new RowList(slots, run.work)
    const keys = new RowList(
      this.#keys.map((_, i) => i),
      run.work
    )
    const steps = this.#keys.reduce((sum, { expression }) => sum + expression.steps, 0)
    const compare = this.#comparer(run)
    const order = (a: number, b: number): number => {
      for (const [i, { isDescending }] of this.#keys.entries()) {
        const [left, right] = [keys.at(a, i), keys.at(b, i)]
        if (left === right) continue
        const found = compare(left, right)
        if (found !== 0) return isDescending ? -found : found
      }
      // Rows that are alike stay as they came.
      return a - b
    }
    const key = new Uint32Array(this.#keys.length)
    const best = this.most < 100_000 ? new Best(this.most, order) : undefined
    for (const batch of started(this.input, run, unit, needed)) {
      if (!batch) {
        yield undefined
        continue
      }
      for (const { expression } of this.#keys) yield* expression.prepare(run, batch)
      const start = rows.length
      for (let row = 0; row < batch.length; row++) {
        for (const [i, keyer] of keyers.entries()) key[i] = keyer(batch, row)
        keys.addRow(key)
        if (run.work.isDue(steps)) yield undefined
      }
      rows.add(batch)
      if (best) {
        for (let row = start; row < rows.length; row++) best.offer(row)
        if (rows.length > 8192 + 4 * this.most) best.compact([rows, keys])
      }
      if (run.work.isDue(batch.length * 16)) yield undefined
    }
    if (best) yield* rows.batches(best.sorted())
    else yield* rows.batches(yield* sortedRows(rows.length, order, run.work))
    rows.release()
    keys.release()
  }
}

/** The best so many of the rows that are offered: a heap with the worst at its head. */
class Best {
  readonly #most: number
  readonly #order: (a: number, b: number) => number
  readonly #heap: number[] = []

  constructor(most: number, order: (a: number, b: number) => number) {
    this.#most = most
    this.#order = order
  }

  offer(row: number): void {
    const heap = this.#heap
    if (heap.length < this.#most) {
      heap.push(row)
      this.#rise(heap.length - 1)
    } else if (heap.length > 0 && this.#order(row, heap[0]!) < 0) {
      heap[0] = row
      this.#sink()
    }
  }

  #rise(from: number): void {
    const heap = this.#heap
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#order(heap[parent]!, heap[at]!) >= 0) return
      ;[heap[parent], heap[at]] = [heap[at]!, heap[parent]!]
      at = parent
    }
  }

  #sink(): void {
    const heap = this.#heap
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let worst = at
      if (left < heap.length && this.#order(heap[left]!, heap[worst]!) > 0) worst = left
      if (right < heap.length && this.#order(heap[right]!, heap[worst]!) > 0) worst = right
      if (worst === at) return
      ;[heap[worst], heap[at]] = [heap[at]!, heap[worst]!]
      at = worst
    }
  }

  sorted(): Uint32Array {
    return Uint32Array.from(this.#heap.sort(this.#order))
  }

  /** Lets go of all rows but the best, which are numbered anew. */
  compact(lists: readonly RowList[]): void {
    const order = this.sorted()
    for (const list of lists) list.keep(order)
    // The worst first is a heap too.
    for (let i = 0; i < order.length; i++) this.#heap[i] = order.length - 1 - i
  }
}

/** The numbers of rows in order: merge sort from the bottom up, which can pause. */
function* sortedRows(
  count: number,
  order: (a: number, b: number) => number,
  work: Work
): Generator<undefined, Uint32Array> {
  let from = Uint32Array.from({ length: count }, (_, i) => i)
  let to = new Uint32Array(count)
  work.hold(count * 8)
  const run = 16
  for (let start = 0; start < count; start += run) {
    const end = Math.min(start + run, count)
    for (let i = start + 1; i < end; i++) {
      const item = from[i]!
      let at = i
      for (; at > start && order(from[at - 1]!, item) > 0; at--) from[at] = from[at - 1]!
      from[at] = item
    }
    if (work.isDue(run * 32)) yield undefined
  }
  for (let width = run; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, count), Math.min(start + 2 * width, count)]
      let [a, b] = [start, middle]
      for (let at = start; at < end; at++) {
        to[at] = a < middle && (b >= end || order(from[a]!, from[b]!) <= 0) ? from[a++]! : from[b++]!
        if (work.isDue(16)) yield undefined
      }
    }
    ;[from, to] = [to, from]
  }
  work.release(count * 8)
  return from
}
