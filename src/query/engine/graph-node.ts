import { type Batch, Output, overBatches, picked, type Solutions, unbound, unit } from './batch.ts'
import { OwnNode } from './held.ts'
import { type Node, type Run, union } from './node.ts'
import { started } from './profile.ts'
import type { Work } from './work.ts'

/** GRAPH ?g { } : the names of the named graphs. */
export class GraphNamesNode implements Node {
  readonly #slot: number
  readonly #terms: readonly number[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label = 'graphs'
  readonly children: readonly Node[] = []

  /** `terms`: the numbers of the names. */
  constructor(slot: number, terms: readonly number[]) {
    this.#slot = slot
    this.#terms = terms
    this.certain = new Set([slot])
    this.possible = this.certain
  }

  get estimate(): number {
    return this.#terms.length
  }

  perRow(bound: ReadonlySet<number>): number {
    return bound.has(this.#slot) ? 1 : this.estimate
  }

  accepts(): boolean {
    return true
  }

  run({ work }: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const out = new Output(live)
    return overBatches(input, out, batch => this.#named(batch, out, work))
  }

  *#named(batch: Batch, out: Output, work: Work): Solutions {
    for (let row = 0; row < batch.length; row++) {
      const given = batch.columns[this.#slot]?.[row] ?? unbound
      for (const term of this.#terms) {
        if (given !== unbound && given !== term) continue
        const at = out.carry(row)
        const column = out.column(this.#slot)
        if (column) column[at] = term
        if (out.isFull) yield out.take()
        if (work.isDue(2)) yield undefined
      }
    }
  }
}

/** GRAPH ?g over what has to be found graph by graph (§18.6): a plan for each, with the name of the graph. */
export class EachGraphNode extends OwnNode {
  readonly #slot: number
  readonly #plans: readonly { readonly term: number; readonly node: Node }[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label = 'each graph'

  constructor(slot: number, plans: readonly { readonly term: number; readonly node: Node }[]) {
    super()
    this.#slot = slot
    this.#plans = plans
    const [first] = plans
    this.certain = union([slot], first?.node.certain ?? [])
    this.possible = union([slot], first?.node.possible ?? [])
  }

  get estimate(): number {
    return this.#plans.reduce((sum, { node }) => sum + node.estimate, 0)
  }

  get children(): readonly Node[] {
    return this.#plans.slice(0, 1).map(({ node }) => node)
  }

  protected *own(run: Run, live: ReadonlySet<number>): Solutions {
    const slot = this.#slot
    for (const { term, node } of this.#plans) {
      // The name is joined with what was found: it is no variable of the pattern while that is found.
      for (const batch of started(node, run, unit, union(live, node.possible.has(slot) ? [slot] : []))) {
        if (batch) yield withGraph(batch, slot, term)
        else yield undefined
      }
      if (run.work.isDue(64)) yield undefined
    }
  }
}

/** The solutions of a batch that do not say that the graph is another, with its name. */
function withGraph(batch: Batch, slot: number, term: number): Batch {
  const given = batch.columns[slot]
  const rows: number[] = []
  for (let row = 0; row < batch.length; row++) {
    const value = given?.[row] ?? unbound
    if (value === unbound || value === term) rows.push(row)
  }
  const { columns, length } =
    rows.length === batch.length ? batch : picked(batch, Uint32Array.from(rows), batch.columns.keys())
  const named = [...columns]
  named[slot] = new Uint32Array(length).fill(term)
  return { length, columns: named }
}
