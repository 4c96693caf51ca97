import { type Term, typed, XSD } from '../../rdf/rdf.ts'
import { aggregateOf, scalarOf } from '../functions/functions.ts'
import { type Batch, batchRows, roomFor, type Solutions, unbound, unit } from './batch.ts'
import type { Expression } from './expression.ts'
import { UnaryNode } from './held.ts'
import { classes } from './literal-classes.ts'
import { type Node, type Run, union, within } from './node.ts'
import { started } from './profile.ts'
import { TupleTable } from './row-list.ts'
import { integer, type TermTable } from './terms.ts'

export type AggregateName = Parameters<typeof aggregateOf>[0]

/** An aggregate of a GROUP (§18.5.1): of an expression, or of solutions for COUNT(*). */
export interface AggregateSpec {
  readonly slot: number
  readonly name: AggregateName
  readonly expression: Expression | undefined
  readonly isDistinct: boolean
  readonly separator: string | undefined
}

/** GROUP BY with its aggregates (§18.5). */
export class GroupNode extends UnaryNode {
  readonly #keys: readonly number[]
  readonly #aggregates: readonly AggregateSpec[]
  readonly label: string

  constructor(input: Node, keys: readonly number[], aggregates: readonly AggregateSpec[]) {
    const counts = aggregates.filter(({ name }) => name === 'count')
    super(input, {
      certain: union(within(keys, input.certain), counts.map(slotOf)),
      possible: union(keys, aggregates.map(slotOf))
    })
    this.#keys = keys
    this.#aggregates = aggregates
    this.label = `group ${aggregates.map(({ name }) => name).join(', ')}`
  }

  override get estimate(): number {
    return this.#keys.length === 0 ? 1 : Math.max(1, Math.sqrt(this.input.estimate))
  }

  protected *own(run: Run): Solutions {
    const keys = this.#keys
    const groups = new TupleTable(keys.length, run.work)
    const all = this.#aggregates.some(({ expression, isDistinct }) => !expression && isDistinct)
    const needed = union(
      keys,
      ...this.#aggregates.map(({ expression }) => expression?.slots ?? []),
      all ? this.input.possible : []
    )
    const columns = this.#aggregates.map(spec => new AggregateColumn(spec, run, this.input.possible))
    if (keys.length === 0) groups.add([])
    const key = new Uint32Array(keys.length)
    let groupOf = new Uint32Array(0)
    for (const batch of started(this.input, run, unit, needed)) {
      if (!batch) {
        yield undefined
        continue
      }
      groupOf = roomFor(groupOf, batch)
      let last = -1
      for (let row = 0; row < batch.length; row++) {
        let isSame = last >= 0
        for (let i = 0; i < keys.length; i++) {
          const value = batch.columns[keys[i]!]?.[row] ?? unbound
          if (value !== key[i]) isSame = false
          key[i] = value
        }
        // Solutions often come in the order of their keys.
        if (!isSame) last = groups.add(key)
        groupOf[row] = last
      }
      for (const column of columns) yield* column.add(batch, groupOf, groups.count)
      if (run.work.isDue(batch.length * 8)) yield undefined
    }
    for (let start = 0; start < groups.count; start += batchRows) {
      const length = Math.min(batchRows, groups.count - start)
      const out: (Uint32Array | undefined)[] = []
      for (const [i, slot] of keys.entries())
        out[slot] = Uint32Array.from({ length }, (_, row) => groups.at(start + row, i))
      for (const column of columns)
        out[column.slot] = Uint32Array.from({ length }, (_, row) => column.result(start + row))
      yield { length, columns: out }
      if (run.work.isDue(length * 32)) yield undefined
    }
  }
}

const slotOf = ({ slot }: AggregateSpec): number => slot

/** One aggregate, of all groups. */
class AggregateColumn {
  readonly slot: number
  readonly #spec: AggregateSpec
  readonly #run: Run
  readonly #states: State[] = []
  readonly #value: ((batch: Batch, row: number) => number) | undefined
  /** What was seen, by group. */
  readonly #seen: TupleTable | undefined
  readonly #tuple: Uint32Array
  readonly #all: readonly number[]

  constructor(spec: AggregateSpec, run: Run, all: ReadonlySet<number>) {
    this.slot = spec.slot
    this.#spec = spec
    this.#run = run
    this.#value = spec.expression?.valuer(run)
    this.#all = spec.expression ? [] : [...all]
    const width = 1 + (spec.expression ? 1 : this.#all.length)
    this.#tuple = new Uint32Array(width)
    this.#seen = spec.isDistinct ? new TupleTable(width, run.work) : undefined
  }

  *add(batch: Batch, groups: Uint32Array, count: number): Iterable<undefined> {
    const { expression } = this.#spec
    if (expression) yield* expression.prepare(this.#run, batch)
    while (this.#states.length < count) this.#states.push(this.#state())
    for (let row = 0; row < batch.length; row++) {
      const group = groups[row]!
      const value = this.#value ? this.#value(batch, row) : 0
      if (this.#seen && !this.#isNew(batch, row, group, value)) continue
      this.#states[group]!.add(value)
      if (expression && this.#run.work.isDue(expression.steps)) yield undefined
    }
  }

  #isNew(batch: Batch, row: number, group: number, value: number): boolean {
    const tuple = this.#tuple
    tuple[0] = group
    if (this.#value) tuple[1] = value
    else for (const [i, slot] of this.#all.entries()) tuple[i + 1] = batch.columns[slot]?.[row] ?? unbound
    const before = this.#seen!.count
    this.#seen!.add(tuple)
    return this.#seen!.count > before
  }

  #state(): State {
    const { name, separator, expression } = this.#spec
    this.#run.work.hold(64)
    if (name === 'count') return new Counted(expression === undefined)
    if (name === 'sum' || name === 'avg') return new Summed(this.#run, name === 'avg')
    return new Collected(this.#run.terms, name, separator)
  }

  /** The number of the result of a group. */
  result(group: number): number {
    const state = this.#states[group] ?? this.#state()
    return this.#run.terms.numberOrNone(state.result())
  }
}

interface State {
  /** Takes the number of a term; `unbound` stands for an error. */
  add(value: number): void
  result(): Term | undefined
}

class Counted implements State {
  readonly #isOfAll: boolean
  #count = 0

  constructor(isOfAll: boolean) {
    this.#isOfAll = isOfAll
  }

  add(value: number): void {
    if (this.#isOfAll || value !== unbound) this.#count++
  }

  result(): Term {
    return integer(this.#count)
  }
}

/** Sums whole numbers as such, as long as they are exact, and hands the rest to the library. */
class Summed implements State {
  readonly #run: Run
  readonly #isMean: boolean
  #count = 0
  #whole = 0
  #isDecimal = false
  #rest: ReturnType<typeof aggregateOf> | undefined

  constructor(run: Run, isMean: boolean) {
    this.#run = run
    this.#isMean = isMean
  }

  add(value: number): void {
    const { terms } = this.#run
    const whole = value === unbound ? Number.NaN : terms.wholeNumber(value)
    if (!this.#rest && Math.abs(this.#whole + whole) < 2 ** 53) {
      this.#whole += whole
      if (!this.#isDecimal) this.#isDecimal = terms.classOf(value) === classes.decimal
    } else {
      if (!this.#rest) {
        this.#rest = aggregateOf('sum', {})
        if (this.#count > 0) this.#rest.add(this.#wholeTerm())
      }
      this.#rest.add(value === unbound ? undefined : terms.termOf(value))
    }
    this.#count++
  }

  /** The sum of whole numbers, of the type that adding them makes. */
  #wholeTerm(): Term | undefined {
    const sum = integer(this.#whole)
    return this.#isDecimal ? plus.apply([sum, noDecimal], this.#run.functions) : sum
  }

  result(): Term | undefined {
    const sum = this.#rest ? this.#rest.result() : this.#wholeTerm()
    if (!this.#isMean || this.#count === 0 || !sum) return sum
    return dividedBy.apply([sum, integer(this.#count)], this.#run.functions)
  }
}

const plus = scalarOf('+')!
const dividedBy = scalarOf('/')!
const noDecimal = typed('0', `${XSD}decimal`)

class Collected implements State {
  readonly #terms: TermTable
  readonly #aggregate: ReturnType<typeof aggregateOf>

  constructor(terms: TermTable, name: AggregateName, separator: string | undefined) {
    this.#terms = terms
    this.#aggregate = aggregateOf(name, separator === undefined ? {} : { separator })
  }

  add(value: number): void {
    this.#aggregate.add(value === unbound ? undefined : this.#terms.termOf(value))
  }

  result(): Term | undefined {
    return this.#aggregate.result()
  }
}
