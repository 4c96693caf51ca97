import { type Batch, Output, overBatches, type Solutions, unbound, unit } from './batch.ts'
import { type Node, type Run, within } from './node.ts'
import { started } from './profile.ts'
import { RowList, TupleTable } from './row-list.ts'

/** All solutions that a node has by itself, found once in a query. */
export function* heldBy(run: Run, node: Node): Generator<undefined, RowList> {
  const known = run.held.get(node)
  if (known) return known
  const list = new RowList(node.possible, run.work)
  for (const batch of started(node, run, unit, node.possible)) {
    if (batch) list.add(batch)
    if (!batch || run.work.isDue(batch.length)) yield undefined
  }
  run.held.set(node, list)
  return list
}

/** Rows by the values that they have in some slots. */
class RowIndex {
  readonly #table: TupleTable
  /** The first row of each tuple, and for each row the next of its tuple; −1 for none. */
  readonly #first: number[] = []
  readonly #next: Int32Array

  constructor(list: RowList, places: readonly number[], run: Run) {
    this.#table = new TupleTable(places.length, run.work)
    this.#next = new Int32Array(list.length)
    run.work.hold(this.#next.byteLength)
    const tuple = new Uint32Array(places.length)
    for (let row = list.length - 1; row >= 0; row--) {
      for (const [i, place] of places.entries()) tuple[i] = list.at(row, place)
      const number = this.#table.add(tuple)
      this.#next[row] = this.#first[number] ?? -1
      this.#first[number] = row
    }
  }

  first(tuple: Uint32Array): number {
    const number = this.#table.find(tuple)
    return number < 0 ? -1 : this.#first[number]!
  }

  next(row: number): number {
    return this.#next[row]!
  }
}

/** Held rows that solutions are held against, found by what both have for sure. */
export class Candidates {
  readonly #run: Run
  readonly list: RowList
  /** For each place of the list whether every row has a value there. */
  readonly #isFull: readonly boolean[]
  readonly #indexes = new Map<string, RowIndex>()
  #index: RowIndex | undefined
  #keys: { readonly column: Uint32Array }[] = []
  #others: { readonly column: Uint32Array; readonly place: number }[] = []
  #tuple = new Uint32Array(0)

  constructor(run: Run, list: RowList) {
    this.#run = run
    this.list = list
    this.#isFull = list.slots.map((_, i) => list.isFull(i))
  }

  /** Says which batch the rows that are asked for are of. */
  against({ columns, length }: Batch): void {
    const keys: { column: Uint32Array; place: number }[] = []
    this.#others = []
    for (const [place, slot] of this.list.slots.entries()) {
      const column = columns[slot]
      if (!column) continue
      if (this.#isFull[place] && !hasUnbound(column, length)) keys.push({ column, place })
      else this.#others.push({ column, place })
    }
    this.#keys = keys
    this.#tuple = new Uint32Array(keys.length)
    if (keys.length === 0) {
      this.#index = undefined
      return
    }
    const places = keys.map(({ place }) => place)
    const name = places.join(' ')
    this.#index = this.#indexes.get(name)
    if (!this.#index) {
      this.#index = new RowIndex(this.list, places, this.#run)
      this.#indexes.set(name, this.#index)
    }
  }

  /** The first row of the list that may go with a row of the batch; −1 where there is none. */
  first(row: number): number {
    if (!this.#index) return this.list.length > 0 ? 0 : -1
    for (let i = 0; i < this.#keys.length; i++) this.#tuple[i] = this.#keys[i]!.column[row]!
    return this.#index.first(this.#tuple)
  }

  next(candidate: number): number {
    if (this.#index) return this.#index.next(candidate)
    return candidate + 1 < this.list.length ? candidate + 1 : -1
  }

  /** Whether nothing else contradicts either. */
  fits(row: number, candidate: number): boolean {
    for (const { column, place } of this.#others) {
      const [a, b] = [column[row]!, this.list.at(candidate, place)]
      if (a !== unbound && b !== unbound && a !== b) return false
    }
    return true
  }

  /** Whether both have a value for some variable. */
  isShared(row: number, candidate: number): boolean {
    return (
      this.#keys.length > 0 ||
      this.#others.some(
        ({ column, place }) => column[row] !== unbound && this.list.at(candidate, place) !== unbound
      )
    )
  }
}

const hasUnbound = (column: Uint32Array, length: number): boolean => {
  for (let i = 0; i < length; i++) if (column[i] === unbound) return true
  return false
}

/** An input joined with held rows. */
export function joinedWith(
  { work }: Run,
  input: Solutions,
  candidates: Candidates,
  live: ReadonlySet<number>
): Solutions {
  const out = new Output(live)
  return overBatches(input, out, function* (batch) {
    candidates.against(batch)
    for (let row = 0; row < batch.length; row++)
      for (let found = candidates.first(row); found >= 0; found = candidates.next(found)) {
        if (candidates.fits(row, found)) addJoined(out, batch, row, candidates.list, found)
        if (out.isFull) yield out.take()
        if (work.isDue(4)) yield undefined
      }
  })
}

/** Adds a solution of a batch joined with one of a list. */
function addJoined(out: Output, batch: Batch, row: number, list: RowList, candidate: number): void {
  const at = out.carry(row)
  for (const [place, slot] of list.slots.entries()) {
    const column = out.column(slot)
    if (column && (batch.columns[slot]?.[row] ?? unbound) === unbound) column[at] = list.at(candidate, place)
  }
}

/** An input joined with the solutions that a node has by itself. */
export function* joinHeld(run: Run, input: Solutions, node: Node, live: ReadonlySet<number>): Solutions {
  if (input === unit) {
    yield* started(node, run, unit, live)
    return
  }
  yield* joinedWith(run, input, new Candidates(run, yield* heldBy(run, node)), live)
}

/** A node that is always evaluated by itself: what it gives depends on all its solutions. */
export abstract class OwnNode implements Node {
  abstract readonly certain: ReadonlySet<number>
  abstract readonly possible: ReadonlySet<number>
  abstract readonly estimate: number
  abstract readonly label: string
  abstract readonly children: readonly Node[]

  /** Its solutions. */
  protected abstract own(run: Run, live: ReadonlySet<number>): Solutions

  perRow(bound: ReadonlySet<number>): number {
    return this.estimate / 10 ** within(this.possible, bound).length
  }

  accepts(): boolean {
    return false
  }

  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    return input === unit ? this.own(run, live) : joinHeld(run, input, this, live)
  }
}

/** One that changes the solutions of another; it has the variables of that, unless it says which. */
export abstract class UnaryNode extends OwnNode {
  protected readonly input: Node
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>

  constructor(input: Node, { certain, possible }: Pick<Node, 'certain' | 'possible'> = input) {
    super()
    this.input = input
    this.certain = certain
    this.possible = possible
  }

  get estimate(): number {
    return this.input.estimate
  }

  get children(): readonly Node[] {
    return [this.input]
  }
}
