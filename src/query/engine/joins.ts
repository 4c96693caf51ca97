import { type Batch, batchRows, Output, overBatches, picked, roomFor, type Solutions, unit } from './batch.ts'
import type { Expression } from './expression.ts'
import { Candidates, heldBy, joinedWith, joinHeld } from './held.ts'
import { type Node, type Run, uncertain, union, within } from './node.ts'
import { started } from './profile.ts'

/** What is done one after the other in a join: a node takes what those before it gave, or a condition holds some back. */
export type Step = { readonly node: Node; readonly isApart: boolean } | { readonly condition: Expression }

/** Several nodes joined, in the order of the plan. */
export class JoinNode implements Node {
  readonly #steps: readonly Step[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly estimate: number
  readonly reads: ReadonlySet<number>
  readonly label: string
  readonly children: readonly Node[]
  readonly #perRow: (bound: ReadonlySet<number>) => number

  constructor(steps: readonly Step[], estimate: number) {
    this.#steps = steps
    const nodes = steps.flatMap(step => ('node' in step ? [step.node] : []))
    this.children = nodes
    this.certain = union(...nodes.map(({ certain }) => certain))
    this.possible = union(...nodes.map(({ possible }) => possible))
    this.reads = union(...steps.map(step => ('condition' in step ? step.condition.slots : [])))
    const conditions = steps.flatMap(step => ('condition' in step ? [step.condition.label] : []))
    this.label = ['join', ...conditions.map(condition => `filter ${condition}`)].join(', ')
    this.estimate = estimate
    this.#perRow = bound => {
      let rows = 1
      const known = new Set(bound)
      for (const node of nodes) {
        rows *= node.perRow(known)
        for (const slot of node.certain) known.add(slot)
      }
      return Math.min(rows, estimate)
    }
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.#perRow(bound)
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return this.#steps.every(step =>
      'node' in step
        ? step.isApart || step.node.accepts(bound)
        : !uncertain(step.condition.slots, bound, this.certain)
    )
  }

  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    // From the last to the first, what those behind each need of it.
    const needed: ReadonlySet<number>[] = []
    let need = live
    for (let i = this.#steps.length - 1; i >= 0; i--) {
      const step = this.#steps[i]!
      needed[i] = need
      need = union(need, 'node' in step ? step.node.possible : step.condition.slots)
    }
    let solutions = input
    for (const [i, step] of this.#steps.entries())
      solutions =
        'condition' in step
          ? kept(run, solutions, step.condition, needed[i]!)
          : step.isApart
            ? joinHeld(run, solutions, step.node, needed[i]!)
            : started(step.node, run, solutions, needed[i]!)
    return solutions
  }
}

/** The solutions for which a condition is true. */
export function* kept(
  run: Run,
  input: Solutions,
  condition: Expression,
  live: ReadonlySet<number>
): Solutions {
  const test = condition.tester(run)
  let rows = new Uint32Array(0)
  for (const batch of input) {
    if (!batch) {
      yield undefined
      continue
    }
    yield* condition.prepare(run, batch)
    rows = roomFor(rows, batch)
    let count = 0
    for (let row = 0; row < batch.length; row++) {
      if (test(batch, row) === true) rows[count++] = row
      if (run.work.isDue(condition.steps)) yield undefined
    }
    if (count > 0) yield picked(batch, rows.subarray(0, count), live)
  }
}

/** FILTER (§18.6). */
export class FilterNode implements Node {
  readonly #input: Node
  readonly #condition: Expression
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label: string

  constructor(input: Node, condition: Expression) {
    this.#input = input
    this.#condition = condition
    this.certain = input.certain
    this.possible = input.possible
    this.label = `filter ${condition.label}`
  }

  get reads(): ReadonlySet<number> {
    return this.#condition.slots
  }

  get estimate(): number {
    return this.#input.estimate / 2
  }

  get children(): readonly Node[] {
    return [this.#input, ...this.#condition.nodes]
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.#input.perRow(bound) / 2
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return this.#input.accepts(bound) && !uncertain(this.#condition.slots, bound, this.certain)
  }

  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const solutions = started(this.#input, run, input, union(live, this.#condition.slots))
    return kept(run, solutions, this.#condition, live)
  }
}

/** OPTIONAL (LeftJoin, §18.6). */
export class OptionalNode implements Node {
  readonly #left: Node
  readonly #right: Node
  readonly #condition: Expression | undefined
  /** A slot of its own, in which rows of the left side are numbered. */
  readonly #origin: number
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label = 'optional'
  readonly #isPushed: boolean

  constructor(left: Node, right: Node, condition: Expression | undefined, origin: number) {
    this.#left = left
    this.#right = right
    this.#condition = condition
    this.#origin = origin
    this.certain = left.certain
    this.possible = union(left.possible, right.possible)
    // Values that the left side may or may not have would keep the right side from finding others.
    this.#isPushed =
      right.accepts(left.possible) &&
      !(right.estimate * 4 < left.estimate && !(right instanceof JoinNode) && right.children.length > 0)
  }

  get reads(): ReadonlySet<number> {
    return this.#condition?.slots ?? new Set()
  }

  get estimate(): number {
    return this.#left.estimate * Math.max(1, this.#right.perRow(this.#left.certain))
  }

  get children(): readonly Node[] {
    return [this.#left, this.#right, ...(this.#condition?.nodes ?? [])]
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.#left.perRow(bound) * Math.max(1, this.#right.perRow(union(bound, this.#left.certain)))
  }

  accepts(bound: ReadonlySet<number>): boolean {
    const inner = union(this.#right.possible, this.#condition?.slots ?? [])
    return (
      this.#left.accepts(bound) &&
      !uncertain(inner, bound, this.#left.certain) &&
      (!this.#isPushed || this.#right.accepts(bound))
    )
  }

  *run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const inner = union(live, this.#right.possible, this.#condition?.slots ?? [])
    const wanted = union(inner, [this.#origin])
    const candidates = this.#isPushed ? undefined : new Candidates(run, yield* heldBy(run, this.#right))
    const out = new Output(live)
    yield* overBatches(started(this.#left, run, input, inner), out, batch => {
      const asked = [numbered(batch, this.#origin)]
      const found = candidates
        ? joinedWith(run, asked, candidates, wanted)
        : started(this.#right, run, asked, wanted)
      const fit = this.#condition ? kept(run, found, this.#condition, union(live, [this.#origin])) : found
      return this.#withUnmatched(batch, fit, out)
    })
  }

  /** What was found for a batch, and the rows of it for which nothing was. */
  *#withUnmatched({ length }: Batch, found: Solutions, out: Output): Solutions {
    const matched = new Uint8Array(length)
    for (const joined of found) {
      if (joined) {
        const origins = joined.columns[this.#origin]!
        for (let row = 0; row < joined.length; row++) matched[origins[row]!] = 1
      }
      yield joined
    }
    for (let row = 0; row < length; row++) {
      if (matched[row] !== 0) continue
      out.carry(row)
      if (out.isFull) yield out.take()
    }
  }
}

const counting = Uint32Array.from({ length: batchRows }, (_, i) => i)

/** A batch whose rows have their numbers in a slot. */
export function numbered({ length, columns }: Batch, slot: number): Batch {
  const withNumbers = [...columns]
  withNumbers[slot] = length <= batchRows ? counting : Uint32Array.from({ length }, (_, i) => i)
  return { length, columns: withNumbers }
}

/** UNION (§18.6). */
export class UnionNode implements Node {
  readonly children: readonly Node[]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly estimate: number
  readonly label = 'union'

  constructor(children: readonly Node[]) {
    this.children = children
    const [first, ...others] = children
    this.certain = new Set(
      [...(first?.certain ?? [])].filter(slot => others.every(({ certain }) => certain.has(slot)))
    )
    this.possible = union(...children.map(({ possible }) => possible))
    this.estimate = children.reduce((sum, { estimate }) => sum + estimate, 0)
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.children.reduce((sum, child) => sum + child.perRow(bound), 0)
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return this.children.every(child => child.accepts(bound))
  }

  *run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    if (input === unit) {
      for (const child of this.children) yield* started(child, run, unit, live)
      return
    }
    for (const batch of input) {
      if (!batch) yield undefined
      else for (const child of this.children) yield* started(child, run, [batch], live)
    }
  }
}

/** MINUS (§18.6): without solutions that agree with one of the right side on some variable, and contradict it on none. */
export class MinusNode implements Node {
  readonly #left: Node
  readonly #right: Node
  readonly #isInExists: boolean
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label = 'minus'

  /** `isInExists`: what the outer solution binds counts as found by every pattern (SPARQL 1.2 §18.4.4). */
  constructor(left: Node, right: Node, isInExists: boolean) {
    this.#left = left
    this.#right = right
    this.#isInExists = isInExists
    this.certain = left.certain
    this.possible = left.possible
  }

  get estimate(): number {
    return this.#left.estimate
  }

  get children(): readonly Node[] {
    return [this.#left, this.#right]
  }

  perRow(bound: ReadonlySet<number>): number {
    return this.#left.perRow(bound)
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return this.#left.accepts(bound) && !uncertain(this.#right.possible, bound, this.#left.certain)
  }

  *run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const shared = this.#isInExists
      ? this.#right.possible
      : new Set(within(this.#right.possible, this.#left.possible))
    if (shared.size === 0) {
      yield* started(this.#left, run, input, live)
      return
    }
    const candidates = new Candidates(run, yield* heldBy(run, this.#right))
    let rows = new Uint32Array(0)
    for (const batch of started(this.#left, run, input, union(live, shared))) {
      if (!batch) {
        yield undefined
        continue
      }
      // Only what the left side itself binds counts.
      const own = {
        length: batch.length,
        columns: batch.columns.map((column, slot) => (shared.has(slot) ? column : undefined))
      }
      candidates.against(own)
      rows = roomFor(rows, batch)
      let count = 0
      for (let row = 0; row < batch.length; row++) {
        let found = candidates.first(row)
        while (found >= 0 && !(candidates.fits(row, found) && candidates.isShared(row, found))) {
          found = candidates.next(found)
          if (run.work.isDue(2)) yield undefined
        }
        if (found < 0) rows[count++] = row
        if (run.work.isDue(2)) yield undefined
      }
      if (count > 0) yield picked(batch, rows.subarray(0, count), live)
    }
  }
}
