import { type Batch, picked, type Solutions, unbound } from './batch.ts'
import type { Expression } from './expression.ts'
import { type Node, type Run, uncertain, union } from './node.ts'
import { started } from './profile.ts'

/** BIND and the expressions of SELECT (Extend, §18.6); several that follow each other are one node. */
export class ExtendNode implements Node {
  readonly #input: Node
  readonly #bindings: readonly { readonly slot: number; readonly expression: Expression }[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly reads: ReadonlySet<number>
  readonly label: string

  constructor(input: Node, bindings: readonly { readonly slot: number; readonly expression: Expression }[]) {
    this.#input = input
    this.#bindings = bindings
    const certain = new Set(input.certain)
    for (const { slot, expression } of bindings) if (expression.isCertain(certain)) certain.add(slot)
    this.certain = certain
    this.possible = union(
      input.possible,
      bindings.map(({ slot }) => slot)
    )
    this.reads = union(...bindings.map(({ expression }) => expression.slots))
    this.label = `bind ${bindings.map(({ expression }) => expression.label).join(', ')}`
  }

  get estimate(): number {
    return this.#input.estimate
  }

  get children(): readonly Node[] {
    return [this.#input, ...this.#bindings.flatMap(({ expression }) => expression.nodes)]
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.#input.perRow(bound)
  }

  accepts(bound: ReadonlySet<number>): boolean {
    const own = union(
      this.#input.certain,
      this.#bindings.map(({ slot }) => slot)
    )
    return (
      this.#input.accepts(bound) &&
      !this.#bindings.some(({ slot }) => bound.has(slot)) &&
      !uncertain(this.reads, bound, own)
    )
  }

  *run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const values = this.#bindings.map(({ expression }) => expression.valuer(run))
    const { functions } = run
    for (const batch of started(this.#input, run, input, union(live, this.reads))) {
      if (!batch) {
        yield undefined
        continue
      }
      let extended: Batch = batch
      // What tells one solution from another, for BNODE("label").
      const rows = Array.from({ length: batch.length }, () => ({}))
      let misfits: Uint8Array | undefined
      for (const [i, { slot, expression }] of this.#bindings.entries()) {
        yield* expression.prepare(run, extended)
        const given = batch.columns[slot]
        const column = new Uint32Array(batch.length)
        for (let row = 0; row < batch.length; row++) {
          functions.row = rows[row]!
          const value = values[i]!(extended, row)
          const known = given?.[row] ?? unbound
          // Only EXISTS puts a value in from outside, and then it has to be the same.
          if (known !== unbound && value !== unbound && value !== known) {
            misfits ??= new Uint8Array(batch.length)
            misfits[row] = 1
          }
          column[row] = value === unbound ? known : value
          if (run.work.isDue(8 + expression.steps)) yield undefined
        }
        const columns = [...extended.columns]
        columns[slot] = column
        extended = { length: batch.length, columns }
      }
      yield misfits ? picked(extended, fitting(misfits), extended.columns.keys()) : extended
    }
  }
}

function fitting(misfits: Uint8Array): Uint32Array {
  const rows = new Uint32Array(misfits.length)
  let count = 0
  for (let row = 0; row < misfits.length; row++) if (misfits[row] === 0) rows[count++] = row
  return rows.subarray(0, count)
}
