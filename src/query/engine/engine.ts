import type { CompiledStore } from '../../compiled/compiled.ts'
import {
  type Quad,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable, Variable } from '../algebra.ts'
import type { DatasetClause } from '../dataset.ts'
import { type Batch, unbound, unit } from './batch.ts'
import { DatasetView } from './graph-view.ts'
import type { Node, Run } from './node.ts'
import { NotCovered, Planner } from './planner.ts'
import { Scope } from './scope.ts'
import { TermTable } from './terms.ts'
import { Work } from './work.ts'

export { NotCovered }

/** What a query is run with. */
export interface EngineOptions {
  /** Relative IRIs that functions make are resolved against this. */
  readonly base: string
  readonly dataset: DatasetClause | undefined
  /** Bytes that may be held at a time. */
  readonly memory: number
}

/** One solution: the terms bound in it, by variable name without `?`. */
export interface Solution {
  get(variable: string): Term | undefined
}

/** A query that is planned over a store. */
export class Plan {
  readonly #terms: TermTable
  readonly #run: Run
  readonly #scope = new Scope()
  readonly #root: Node
  readonly #operation: Operation
  readonly #slots: ReadonlyMap<string, number>

  /** Throws NotCovered for an operation that the executor does not know, and QueryError. */
  constructor(operation: Operation, store: CompiledStore, { base, dataset, memory }: EngineOptions) {
    this.#terms = new TermTable(store)
    const view = new DatasetView(this.#terms, dataset)
    this.#run = {
      terms: this.#terms,
      view,
      work: new Work(memory),
      functions: functionsOf(this.#terms, base),
      held: new Map(),
      exists: new Map()
    }
    this.#operation = operation
    const planner = new Planner(this.#terms, view)
    const inner =
      operation.type === 'ask' || operation.type === 'construct'
        ? (operation['input'] as Operation)
        : operation
    this.#root = planner.plan(inner, { scope: this.#scope, graph: { kind: 'default' }, given: new Set() })
    const names = operation.type === 'construct' ? templateVariables(operation) : projected(inner)
    this.#slots = new Map(names.map(name => [name, this.#scope.slotOf(name)]))
  }

  get form(): 'bindings' | 'boolean' | 'quads' {
    if (this.#operation.type === 'ask') return 'boolean'
    return this.#operation.type === 'construct' ? 'quads' : 'bindings'
  }

  get root(): Node {
    return this.#root
  }

  /** Batches as they are found. Gives way to others every few milliseconds, and throws the signal's reason then. */
  async *#batches(live: ReadonlySet<number>, signal: AbortSignal): AsyncGenerator<Batch> {
    const { work } = this.#run
    work.resume()
    for (const batch of this.#root.run(this.#run, unit, live)) {
      if (batch) yield batch
      if (!batch || work.isLong) {
        await turn()
        signal.throwIfAborted()
        work.resume()
      }
    }
  }

  /** The solutions of SELECT, some at a time. */
  async *solutions(signal: AbortSignal): AsyncGenerator<readonly Solution[]> {
    for await (const batch of this.#batches(new Set(this.#slots.values()), signal)) {
      const rows: Solution[] = []
      for (let row = 0; row < batch.length; row++) rows.push(new Row(this.#terms, this.#slots, batch, row))
      yield rows
    }
  }

  /** The answer to ASK. */
  async isThere(signal: AbortSignal): Promise<boolean> {
    for await (const batch of this.#batches(new Set(), signal)) if (batch.length > 0) return true
    return false
  }

  /** The triples of CONSTRUCT, each once (§16.2). */
  async *triples(signal: AbortSignal): AsyncGenerator<readonly Quad[]> {
    const template = this.#operation['template'] as Record<
      'subject' | 'predicate' | 'object',
      TermOrVariable
    >[]
    const seen = new Set<string>()
    for await (const batch of this.#batches(new Set(this.#slots.values()), signal)) {
      const quads: Quad[] = []
      for (let row = 0; row < batch.length; row++) {
        const blanks = new Map<string, Term>()
        const solution = new Row(this.#terms, this.#slots, batch, row)
        for (const { subject, predicate, object } of template) {
          const [s, p, o] = [subject, predicate, object].map(term => this.#filled(term, solution, blanks))
          if (!s || !p || !o || !canBeTriple(s, p)) continue
          const key = [s, p, o].map(term => this.#terms.numberOf(term)).join(' ')
          if (seen.has(key)) continue
          seen.add(key)
          this.#run.work.hold(64)
          quads.push(quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object))
        }
      }
      if (quads.length > 0) yield quads
    }
  }

  /** A term of the template in a solution; blank nodes are new in each. */
  #filled(term: TermOrVariable, solution: Solution, blanks: Map<string, Term>): Term | undefined {
    if (term.termType === 'Variable') return solution.get(term.value)
    if (term.termType === 'BlankNode') {
      let blank = blanks.get(term.value)
      if (!blank) {
        blank = this.#terms.fresh()
        blanks.set(term.value, blank)
      }
      return blank
    }
    if (term.termType !== 'Quad') return term as Term
    const { subject, predicate, object } = term as unknown as Record<
      'subject' | 'predicate' | 'object',
      TermOrVariable
    >
    const [s, p, o] = [subject, predicate, object].map(part => this.#filled(part, solution, blanks))
    if (!s || !p || !o || !canBeTriple(s, p)) return undefined
    return quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object) as Term
  }
}

const canBeTriple = (subject: Term, predicate: Term): boolean =>
  (subject.termType === 'NamedNode' || subject.termType === 'BlankNode') && predicate.termType === 'NamedNode'

class Row implements Solution {
  readonly #terms: TermTable
  readonly #slots: ReadonlyMap<string, number>
  readonly #batch: Batch
  readonly #row: number

  constructor(terms: TermTable, slots: ReadonlyMap<string, number>, batch: Batch, row: number) {
    this.#terms = terms
    this.#slots = slots
    this.#batch = batch
    this.#row = row
  }

  get(variable: string): Term | undefined {
    const slot = this.#slots.get(variable)
    const number = slot === undefined ? unbound : (this.#batch.columns[slot]?.[this.#row] ?? unbound)
    return number === unbound ? undefined : this.#terms.termOf(number)
  }
}

/** The variables of the projection of a SELECT, or of sub-operations around it. */
function projected(operation: Operation): string[] {
  let at: Operation | undefined = operation
  while (at && at.type !== 'project') at = at['input'] as Operation | undefined
  return ((at?.['variables'] as Variable[] | undefined) ?? []).map(({ value }) => value)
}

function templateVariables(operation: Operation): string[] {
  const names = new Set<string>()
  const visit = (term: TermOrVariable): void => {
    if (term.termType === 'Variable') names.add(term.value)
    if (term.termType !== 'Quad') return
    const { subject, predicate, object } = term as unknown as Record<string, TermOrVariable>
    for (const part of [subject, predicate, object]) visit(part!)
  }
  for (const { subject, predicate, object } of operation['template'] as Record<string, TermOrVariable>[])
    for (const term of [subject, predicate, object]) visit(term!)
  return [...names]
}

function functionsOf(terms: TermTable, base: string): Run['functions'] {
  const labelled = new WeakMap<object, Map<string, Term>>()
  return {
    now: typed(new Date().toISOString(), `${XSD}dateTime`),
    base,
    random: Math.random,
    row: {},
    blankNode(row, label) {
      if (label === undefined) return terms.fresh()
      let known = labelled.get(row)
      if (!known) {
        known = new Map()
        labelled.set(row, known)
      }
      let node = known.get(label)
      if (!node) {
        node = terms.fresh()
        known.set(label, node)
      }
      return node
    }
  }
}

/** Lets everybody else have a turn. */
const turn: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise(resolve => void setImmediate(resolve))
    : () => new Promise(resolve => void setTimeout(resolve, 0))
