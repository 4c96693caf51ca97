/** Stands where a variable has no value; no term has this number. */
export const unbound = 0xffff_ffff

/** So many solutions are worked on at a time at most. */
export const batchRows = 1024

/** Arrays of so many numbers lie within V8's heap; larger ones take a microsecond each to make. */
const fewRows = 16
/** Batches grow by this from few rows to many: what gives little is soon begun and ended. */
const growth = 8

/** Some solutions: for each variable's slot the numbers of its terms; a slot without a column is unbound in all. */
export interface Batch {
  readonly length: number
  readonly columns: readonly (Uint32Array | undefined)[]
}

/** Solutions as they are found; `undefined` is a pause: whoever pulls may do something else, or stop, and come back. */
export type Solutions = Iterable<Batch | undefined>

/** The one solution that binds nothing: what is evaluated by itself starts from it. */
export const unit: Solutions = [{ length: 1, columns: [] }]

/** Collects solutions into batches: those of an input, row by row, with some slots added or replaced. */
export class Output {
  readonly #slots: readonly number[]
  /** How many rows the next batch may have. */
  #capacity = fewRows
  /** None between a batch that was taken and the next input. */
  #columns: Uint32Array[] = []
  /** Columns of the input that are carried over, and where they go. */
  #from: Uint32Array[] = []
  #to: Uint32Array[] = []
  #batch: Batch | undefined
  length = 0

  /** `slots`: which are given out; others are dropped. */
  constructor(slots: Iterable<number>) {
    this.#slots = [...slots]
  }

  get isFull(): boolean {
    return this.length === this.#capacity
  }

  /** Where values of a slot go by place in the batch; undefined for one that is dropped. Ask again after `take`. */
  column(slot: number): Uint32Array | undefined {
    const at = this.#slots.indexOf(slot)
    return at < 0 ? undefined : this.#columns[at]
  }

  /** Says which batch `carry` takes rows from. */
  from(batch: Batch): void {
    if (this.length === 0) {
      while (this.#capacity < Math.min(batch.length, batchRows)) this.#capacity *= growth
      this.#columns = this.#slots.map(() => new Uint32Array(this.#capacity))
    }
    this.#batch = batch
    this.#from = []
    this.#to = []
    for (const [i, slot] of this.#slots.entries()) {
      const column = batch.columns[slot]
      if (column) {
        this.#from.push(column)
        this.#to.push(this.#columns[i]!)
      } else this.#columns[i]!.fill(unbound)
    }
  }

  /** Adds a row of the input; gives its place, where further values may be set. */
  carry(row: number): number {
    const at = this.length++
    const from = this.#from
    const to = this.#to
    for (let i = 0; i < from.length; i++) to[i]![at] = from[i]![row]!
    return at
  }

  /** What was collected; rows go on from the same input. */
  take(): Batch {
    const columns: (Uint32Array | undefined)[] = []
    for (const [i, slot] of this.#slots.entries()) columns[slot] = this.#columns[i]!
    const batch = { length: this.length, columns }
    const mayGoOn = this.isFull
    this.length = 0
    if (mayGoOn) {
      this.#capacity = Math.min(this.#capacity * growth, batchRows)
      if (this.#batch) this.from(this.#batch)
    }
    return batch
  }
}

/** Room for a number for each row of a batch: what there is, where that is enough. */
export const roomFor = (room: Uint32Array<ArrayBuffer>, { length }: Batch): Uint32Array<ArrayBuffer> =>
  room.length < length ? new Uint32Array(length) : room

/** Goes through the batches of an input: collects what `each` adds for one before the next, and hands pauses on. */
export function* overBatches(
  input: Solutions,
  out: Output,
  each: (batch: Batch) => Solutions
): Generator<Batch | undefined> {
  for (const batch of input) {
    if (!batch) {
      yield undefined
      continue
    }
    out.from(batch)
    yield* each(batch)
    if (out.length > 0) yield out.take()
  }
}

/** The rows of a batch that are wanted, with these slots. */
export function picked({ columns }: Batch, rows: Uint32Array, slots: Iterable<number>): Batch {
  const kept: (Uint32Array | undefined)[] = []
  for (const slot of slots) {
    const column = columns[slot]
    if (!column) continue
    const values = new Uint32Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]!]!
    kept[slot] = values
  }
  return { length: rows.length, columns: kept }
}
