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
import type { Services } from '../services.ts'
import { turn, untilAborted } from '../turn.ts'
import { externalVariables } from '../wikidata.ts'
import { type Batch, unbound, unit } from './batch.ts'
import { NotCovered } from './context.ts'
import { DatasetView } from './graph-view.ts'
import type { Node, Run } from './node.ts'
import { Planner } from './planner.ts'
import { Profile, started } from './profile.ts'
import { Scope } from './scope.ts'
import { ServiceCalls } from './service-calls.ts'
import { TermTable } from './terms.ts'
import { Work } from './work.ts'

export { NotCovered }

/** What a plan is run with. */
export interface RunOptions {
  /** Relative IRIs that functions make are resolved against this. */
  readonly base: string
  /** Bytes that may be held at a time. */
  readonly memory: number
  readonly signal: AbortSignal
  /** Counts what the parts of the plan do. */
  readonly profile?: Profile
  /** The other endpoints that may be asked; without them, none. */
  readonly services?: Services | undefined
}

/** One solution: the terms bound in it, by variable name without `?`. */
export interface Solution {
  get(variable: string): Term | undefined
}

/** A query that is planned over a store; it can be run any number of times. */
export class Plan {
  readonly #terms: TermTable
  readonly #view: DatasetView
  readonly #root: Node
  readonly #operation: Operation
  readonly #slots: ReadonlyMap<string, number>

  /**
   * `base`: of the dataset's own IRIs. Throws NotCovered for an operation that the executor does not know, and
   * QueryError.
   */
  constructor(operation: Operation, store: CompiledStore, dataset: DatasetClause | undefined, base: string) {
    this.#terms = new TermTable(store)
    this.#view = new DatasetView(this.#terms, dataset)
    this.#operation = operation
    const scope = new Scope()
    const isWrapped = operation.type === 'ask' || operation.type === 'construct'
    const inner = isWrapped ? (operation['input'] as Operation) : operation
    this.#root = new Planner(this.#terms, this.#view, {
      base,
      external: externalVariables(operation)
    }).plan(inner, {
      scope,
      graph: { kind: 'default' },
      given: new Set()
    })
    const names = operation.type === 'construct' ? templateVariables(operation) : projected(inner)
    this.#slots = new Map(names.map(name => [name, scope.slotOf(name)]))
  }

  #run({ base, memory, services, profile, signal }: RunOptions): Run {
    const terms = this.#terms.fork()
    const work = new Work(memory)
    return {
      ...(profile && { profile }),
      terms,
      view: this.#view,
      work,
      services: services && new ServiceCalls(services, work, signal),
      functions: functionsOf(terms, base),
      held: new Map(),
      exists: new Map()
    }
  }

  get form(): 'bindings' | 'boolean' | 'quads' {
    if (this.#operation.type === 'ask') return 'boolean'
    return this.#operation.type === 'construct' ? 'quads' : 'bindings'
  }

  /** Batches as they are found, with their run. Gives way to others every few milliseconds, and throws the signal's reason then. */
  async *#batches(
    options: RunOptions,
    live: ReadonlySet<number>
  ): AsyncGenerator<{ readonly run: Run; readonly batch: Batch }> {
    const { signal } = options
    const run = this.#run(options)
    const { work } = run
    work.resume()
    try {
      for (const batch of started(this.#root, run, unit, live)) {
        if (batch) yield { run, batch }
        if (!batch || work.isLong) {
          await (work.awaited ? untilAborted(work.awaited, signal) : turn())
          signal.throwIfAborted()
          work.resume()
        }
      }
    } finally {
      run.services?.end()
    }
  }

  /** Runs the plan to its end, and tells what each part of it did. */
  async explained(options: RunOptions): Promise<ExplainedPlan> {
    const profile = new Profile()
    const live = new Set(this.#slots.values())
    const began = performance.now()
    let solutions = 0
    for await (const { batch } of this.#batches({ ...options, profile }, live)) {
      solutions += batch.length
      if (this.form === 'boolean' && solutions > 0) break
    }
    return { solutions, milliseconds: performance.now() - began, root: explainedNode(this.#root, profile) }
  }

  /** The solutions of SELECT, some at a time. */
  async *solutions(options: RunOptions): AsyncGenerator<readonly Solution[]> {
    for await (const { run, batch } of this.#batches(options, new Set(this.#slots.values()))) {
      const rows: Solution[] = []
      for (let row = 0; row < batch.length; row++) rows.push(new Row(run.terms, this.#slots, batch, row))
      yield rows
    }
  }

  /** The answer to ASK. */
  async isThere(options: RunOptions): Promise<boolean> {
    for await (const { batch } of this.#batches(options, new Set())) if (batch.length > 0) return true
    return false
  }

  /** The triples of CONSTRUCT, each once (§16.2). */
  async *triples(options: RunOptions): AsyncGenerator<readonly Quad[]> {
    const template = this.#operation['template'] as Record<
      'subject' | 'predicate' | 'object',
      TermOrVariable
    >[]
    const seen = new Set<string>()
    for await (const { run, batch } of this.#batches(options, new Set(this.#slots.values()))) {
      const quads: Quad[] = []
      for (let row = 0; row < batch.length; row++) {
        const filler = new TemplateFiller(run.terms, new Row(run.terms, this.#slots, batch, row))
        for (const { subject, predicate, object } of template) {
          const [s, p, o] = [subject, predicate, object].map(term => filler.filled(term))
          if (!s || !p || !o || !canBeTriple(s, p)) continue
          const key = [s, p, o].map(term => run.terms.numberOf(term)).join(' ')
          if (seen.has(key)) continue
          seen.add(key)
          run.work.hold(64)
          quads.push(quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object))
        }
      }
      if (quads.length > 0) yield quads
    }
  }
}

/** What a plan is, and what came of it. */
export interface ExplainedPlan {
  readonly solutions: number
  readonly milliseconds: number
  readonly root: ExplainedNode
}

/** A part of a plan: how many solutions were expected of it by itself, how many it gave in all, and how long it took with its parts. */
export interface ExplainedNode {
  readonly what: string
  /** Absent where nobody can tell. */
  readonly expected?: number
  readonly solutions: number
  readonly milliseconds: number
  /** How often it was started: for each batch of what it is joined with. */
  readonly starts: number
  readonly parts: readonly ExplainedNode[]
}

function explainedNode(node: Node, profile: Profile): ExplainedNode {
  const { estimate } = node
  return {
    what: node.label,
    ...(Number.isFinite(estimate) && { expected: Math.round(estimate * 10) / 10 }),
    ...profile.of(node),
    parts: node.children.map(child => explainedNode(child, profile))
  }
}

/** Puts a solution into the template of CONSTRUCT; blank nodes are new in each. */
class TemplateFiller {
  readonly #terms: TermTable
  readonly #solution: Solution
  readonly #blanks = new Map<string, Term>()

  constructor(terms: TermTable, solution: Solution) {
    this.#terms = terms
    this.#solution = solution
  }

  filled(term: TermOrVariable): Term | undefined {
    if (term.termType === 'Variable') return this.#solution.get(term.value)
    if (term.termType === 'BlankNode') {
      let blank = this.#blanks.get(term.value)
      if (!blank) {
        blank = this.#terms.fresh()
        this.#blanks.set(term.value, blank)
      }
      return blank
    }
    if (term.termType !== 'Quad') return term as Term
    const { subject, predicate, object } = term as unknown as Record<
      'subject' | 'predicate' | 'object',
      TermOrVariable
    >
    const [s, p, o] = [subject, predicate, object].map(part => this.filled(part))
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
