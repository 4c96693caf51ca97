import { type Quad_Object, type Quad_Predicate, type Quad_Subject, quad, type Term } from '../../rdf/rdf.ts'
import { QueryError } from '../query-error.ts'
import { fromWikidata } from '../wikidata.ts'
import { type Batch, Output, type Solutions, unbound, unit } from './batch.ts'
import { type Node, type Run, union } from './node.ts'
import { RowList } from './row-list.ts'
import type { Call, Called, ServiceCalls } from './service-calls.ts'
import {
  type Endpoint,
  keyOf,
  type Portion,
  Sender,
  type Sending,
  type ServiceVariable
} from './service-sending.ts'
import type { ServiceText } from './service-text.ts'
import type { TermTable } from './terms.ts'

/** What a SERVICE says. */
export interface ServiceSpec {
  readonly endpoint: Endpoint
  readonly isSilent: boolean
  readonly text: ServiceText
  /** What its solutions may bind. */
  readonly variables: readonly ServiceVariable[]
  /** The base of the dataset: its entities are called as in Wikidata on the way there, and ours on the way back. */
  readonly base: string
  /** How many solutions it has by itself, as a guess. */
  readonly estimate: number
}

/** So many solutions of the input are collected before they are sent. */
const collectedRows = 1000
/** So many requests are under way at the same time. */
const together = 3

/**
 * SERVICE (SPARQL 1.1 Federated Query): sends the solutions before it along, some in each request, and joins them
 * with what comes back. A variable goes along where its term means something elsewhere, which blank nodes do not.
 */
export class ServiceNode implements Node {
  readonly #spec: ServiceSpec
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly needs: number | undefined
  readonly children: readonly Node[] = []

  constructor(spec: ServiceSpec) {
    this.#spec = spec
    const { variables, isSilent, endpoint } = spec
    const slotsOf = (some: readonly ServiceVariable[]): number[] => some.map(({ slot }) => slot)
    this.needs = typeof endpoint === 'string' ? undefined : endpoint.slot
    const needed = this.needs === undefined ? [] : [this.needs]
    this.possible = union(slotsOf(variables), needed)
    // A failure that is passed over binds nothing.
    this.certain = union(isSilent ? [] : slotsOf(variables.filter(({ isCertain }) => isCertain)), needed)
  }

  get label(): string {
    const { endpoint } = this.#spec
    return `service ${typeof endpoint === 'string' ? endpoint : `?${endpoint.name}`}`
  }

  get estimate(): number {
    return this.#spec.estimate
  }

  perRow(bound: ReadonlySet<number>): number {
    if (this.needs !== undefined && !bound.has(this.needs)) return Number.POSITIVE_INFINITY
    const shared = this.#spec.variables.filter(({ slot }) => bound.has(slot)).length
    return Math.max(1, this.estimate / 100 ** shared)
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return this.needs === undefined || bound.has(this.needs)
  }

  *run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    if (input === unit) {
      yield* this.#answered(run, { length: 1, columns: [] }, live)
      return
    }
    const slots = union(live, this.possible)
    let list = new RowList(slots, run.work)
    for (const batch of input) {
      if (!batch) {
        yield undefined
        continue
      }
      list.add(batch)
      if (list.length < collectedRows) continue
      for (const collected of list.batches()) yield* this.#answered(run, collected, live)
      list.release()
      list = new RowList(slots, run.work)
    }
    for (const collected of list.batches()) yield* this.#answered(run, collected, live)
    list.release()
  }

  *#answered(run: Run, batch: Batch, live: ReadonlySet<number>): Solutions {
    const calls = run.services
    const { endpoint, text, variables, base } = this.#spec
    if (!calls) throw new QueryError('service', 'Other endpoints are not asked')
    const sender = new Sender(run.terms, base)
    const joiner = new Joiner(run, batch, variables, base, live)
    for (const sending of sender.sendings(batch, endpoint, variables)) {
      const { sent } = sending
      const wanted = variables.filter(
        variable =>
          live.has(variable.slot) || sent.includes(variable) || batch.columns[variable.slot] !== undefined
      )
      const names = wanted.map(({ name }) => name)
      const needed = wanted.filter(variable => variable.isCertain || sent.includes(variable))
      const callOf = (portion: Portion): Call => ({
        query: text.query(
          names,
          sent.length === 0
            ? undefined
            : {
                names: sent.map(({ name }) => name),
                rows: [...portion.values()].map(({ terms }) => terms)
              }
        ),
        needed: needed.map(({ name }) => name)
      })
      const portions = [...sender.portions(batch, sending)]
      while (portions.length > 0) {
        const next = portions.splice(0, together)
        const called = yield* this.#called(calls, sending, next.map(callOf))
        for (const [i, portion] of next.entries()) {
          yield* joiner.joined(sent, portion, called[i]!)
          if (sent.length > 0) calls.release(called[i]!)
        }
      }
    }
  }

  /** The answers; failures only where they are passed over, and then nothing more is asked there. */
  *#called(
    calls: ServiceCalls,
    { endpoint, sent }: Sending,
    asked: readonly Call[]
  ): Generator<undefined, readonly Called[]> {
    const before = calls.passedOver(this, endpoint)
    if (before) return asked.map(() => before)
    const called =
      sent.length > 0
        ? yield* calls.askAll(endpoint, asked)
        : // What takes nothing along may be asked again for the rows to come.
          [yield* calls.askOnce(endpoint, asked[0]!)]
    const failure = called.find(found => found instanceof QueryError)
    if (failure && !this.#spec.isSilent) throw failure
    if (failure) calls.passOver(this, endpoint, failure)
    return called
  }
}

/** Joins rows of a batch with the solutions that came back. */
class Joiner {
  readonly #run: Run
  readonly #batch: Batch
  readonly #variables: readonly ServiceVariable[]
  readonly #base: string
  readonly #out: Output

  constructor(
    run: Run,
    batch: Batch,
    variables: readonly ServiceVariable[],
    base: string,
    live: ReadonlySet<number>
  ) {
    this.#run = run
    this.#batch = batch
    this.#variables = variables
    this.#base = base
    this.#out = new Output(live)
  }

  *joined(sent: readonly ServiceVariable[], portion: Portion, called: Called): Solutions {
    const { terms, work } = this.#run
    const out = this.#out
    out.from(this.#batch)
    if (called instanceof QueryError) {
      // As if the endpoint had given the one solution that binds nothing (Federated Query §2.4).
      for (const { rows } of portion.values())
        for (const row of rows) {
          out.carry(row)
          if (out.isFull) yield out.take()
        }
    } else {
      const reader = new TermReader(terms)
      const others = this.#variables.filter(variable => !sent.includes(variable))
      for (const solution of called) {
        const key = keyOf(sent.map(({ name }) => reader.numberOf(solution.get(name))))
        const values = others.map(({ name, isExternal }) => {
          const term = solution.get(name)
          return reader.numberOf(term && !isExternal ? fromWikidata(term, this.#base) : term)
        })
        for (const row of portion.get(key)?.rows ?? []) {
          if (this.#fits(row, others, values)) this.#add(row, others, values)
          if (out.isFull) yield out.take()
          if (work.isDue(16)) yield undefined
        }
        if (work.isDue(32)) yield undefined
      }
    }
    if (out.length > 0) yield out.take()
  }

  #fits(row: number, variables: readonly ServiceVariable[], values: readonly number[]): boolean {
    return variables.every(({ slot }, i) => {
      const own = this.#batch.columns[slot]?.[row] ?? unbound
      return own === unbound || values[i] === unbound || own === values[i]
    })
  }

  #add(row: number, variables: readonly ServiceVariable[], values: readonly number[]): void {
    const at = this.#out.carry(row)
    for (const [i, { slot }] of variables.entries()) {
      const column = this.#out.column(slot)
      if (column && (this.#batch.columns[slot]?.[row] ?? unbound) === unbound) column[at] = values[i]!
    }
  }
}

/** The numbers of the terms of one answer, whose blank nodes are its own. */
class TermReader {
  readonly #terms: TermTable
  readonly #blanks = new Map<string, Term>()

  constructor(terms: TermTable) {
    this.#terms = terms
  }

  numberOf(term: Term | undefined): number {
    return term ? this.#terms.numberOf(this.#own(term)) : unbound
  }

  #own(term: Term): Term {
    if (term.termType === 'Quad')
      return quad(
        this.#own(term.subject) as Quad_Subject,
        term.predicate as Quad_Predicate,
        this.#own(term.object) as Quad_Object
      ) as Term
    if (term.termType !== 'BlankNode') return term
    let blank = this.#blanks.get(term.value)
    if (!blank) {
      blank = this.#terms.fresh()
      this.#blanks.set(term.value, blank)
    }
    return blank
  }
}
