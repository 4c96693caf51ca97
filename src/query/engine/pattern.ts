import { firstNotBelow, rangeOf, type Triples } from '../../compiled/compiled.ts'
import { type Batch, Output, overBatches, type Solutions, unbound } from './batch.ts'
import type { ActiveGraph, DatasetView } from './graph-view.ts'
import type { Node, Run } from './node.ts'
import { union } from './node.ts'
import type { TermTable } from './terms.ts'

/** A place of a pattern: the number of a term, or the slot of a variable. */
export type Place = { readonly term: number } | { readonly slot: number }

const slotOf = (place: Place): number => ('slot' in place ? place.slot : -1)
const termOf = (place: Place): number => ('term' in place ? place.term : unbound)

/** A triple pattern, found by looking up each solution of the input in the order that fits what it binds. */
export class PatternNode implements Node {
  readonly subject: Place
  readonly predicate: Place
  readonly object: Place
  readonly graph: ActiveGraph
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly estimate: number
  readonly label: string
  readonly children: readonly Node[] = []
  readonly #numbers: Triples

  constructor(
    [subject, predicate, object]: readonly [Place, Place, Place],
    graph: ActiveGraph,
    numbers: Triples,
    label: string
  ) {
    this.subject = subject
    this.predicate = predicate
    this.object = object
    this.graph = graph
    this.label = label
    this.#numbers = numbers
    const slots = [subject, predicate, object].map(slotOf).filter(slot => slot >= 0)
    if (graph.kind === 'variable') slots.push(graph.slot)
    this.certain = new Set(slots)
    this.possible = this.certain
    this.estimate = this.#count()
  }

  /** How many triples have the terms of the pattern, in whatever graph. */
  #count(): number {
    const [s, p, o] = [this.subject, this.predicate, this.object].map(place =>
      'term' in place ? place.term : undefined
    )
    if (this.graph.kind === 'named' && this.graph.code < 0) return 0
    return this.#numbers.match(s, p, o, undefined)?.length ?? 0
  }

  /** The code of its predicate; −1 where it is a variable. */
  get code(): number {
    return 'term' in this.predicate ? this.#numbers.codeOf(this.predicate.term) : -1
  }

  perRow(bound: ReadonlySet<number>): number {
    let count = this.estimate
    if (count === 0) return 0
    const { code } = this
    const numbers = this.#numbers
    const statistics = code >= 0 ? numbers.statisticsOf(code) : undefined
    if ('slot' in this.subject && bound.has(this.subject.slot))
      count /= Math.max(1, Math.min(count, statistics?.subjects ?? numbers.spo.starts.length))
    if ('slot' in this.object && bound.has(this.object.slot))
      count /= Math.max(1, Math.min(count, statistics?.objects ?? numbers.osp.starts.length))
    if ('slot' in this.predicate && bound.has(this.predicate.slot)) count /= numbers.predicates.length
    return count
  }

  accepts(): boolean {
    return true
  }

  *run({ view, terms, work }: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const { subject, predicate, object, graph } = this
    const [sSlot, pSlot, oSlot] = [slotOf(subject), slotOf(predicate), slotOf(object)]
    const [sTerm, pTerm, oTerm] = [termOf(subject), termOf(predicate), termOf(object)]
    const gSlot = graph.kind === 'variable' ? graph.slot : -1
    // GRAPH ?g { ?g ?p ?o }: the graph is what the pattern has there.
    const graphAs = gSlot < 0 ? -1 : [sSlot, pSlot, oSlot].indexOf(gSlot)
    const numbers = this.#numbers
    const { spo, pos, osp, predicates } = numbers
    const rows = new Rows(numbers, terms.base)
    const isChecked = graph.kind !== 'default' || !view.isWholeStore
    const graphs = new GraphMembers(graph, view, numbers)
    const checkSame = new Repeats(sSlot, pSlot, oSlot)
    const out = new Output(live)
    for (const batch of input) {
      if (!batch) {
        yield undefined
        continue
      }
      out.from(batch)
      let [sOut, pOut, oOut, gOut] = columnsOf(out, sSlot, pSlot, oSlot, gSlot)
      for (let row = 0; row < batch.length; row++) {
        const s = sSlot < 0 ? sTerm : (batch.columns[sSlot]?.[row] ?? unbound)
        const p = pSlot < 0 ? pTerm : (batch.columns[pSlot]?.[row] ?? unbound)
        const o = oSlot < 0 ? oTerm : (batch.columns[oSlot]?.[row] ?? unbound)
        const g = gSlot < 0 ? unbound : (batch.columns[gSlot]?.[row] ?? unbound)
        rows.find(s, p, o)
        const { kind, to } = rows
        for (let at = rows.from; at < to; at++) {
          const fs =
            kind === 'spo'
              ? s === unbound
                ? rows.subjectAt(at)
                : s
              : kind === 'pos'
                ? pos.second[at]!
                : osp.first[at]!
          const fp = p !== unbound ? p : predicates[kind === 'spo' ? spo.second[at]! : osp.second[at]!]!
          const fo = kind === 'spo' ? spo.first[at]! : kind === 'pos' ? pos.first[at]! : o
          if (checkSame.differ(fs, fp, fo)) continue
          let more = 1
          if (isChecked) {
            const asked = graphAs < 0 ? g : graphAs === 0 ? fs : graphAs === 1 ? fp : fo
            more = graphs.start(rows.setAt(at), asked)
          }
          for (let i = 0; i < more; i++) {
            const place = out.carry(row)
            if (sOut) sOut[place] = fs
            if (pOut) pOut[place] = fp
            if (oOut) oOut[place] = fo
            if (gOut) gOut[place] = graphs.term(i)
            if (out.isFull) {
              yield out.take()
              ;[sOut, pOut, oOut, gOut] = columnsOf(out, sSlot, pSlot, oSlot, gSlot)
            }
          }
          if (((at - rows.from) & 1023) === 1023 && work.isDue(1024)) yield undefined
        }
        if (work.isDue(2)) yield undefined
      }
      if (out.length > 0) yield out.take()
    }
  }
}

const columnsOf = (out: Output, ...slots: number[]): (Uint32Array | undefined)[] =>
  slots.map(slot => (slot < 0 ? undefined : out.column(slot)))

/** Finds the rows of an order for what is bound of a pattern. */
class Rows {
  readonly #numbers: Triples
  /** Terms from here on are not in the store. */
  readonly #end: number
  kind: 'spo' | 'pos' | 'osp' = 'spo'
  from = 0
  to = 0
  #subject = 0
  /** The predicate that was looked for last, and its code: it is mostly the same. */
  #predicate = unbound
  #code = -1

  constructor(numbers: Triples, end: number) {
    this.#numbers = numbers
    this.#end = end
  }

  find(s: number, p: number, o: number): void {
    const numbers = this.#numbers
    this.from = 0
    this.to = 0
    if ((s !== unbound && s >= this.#end) || (o !== unbound && o >= this.#end)) return
    if (p !== this.#predicate) {
      this.#predicate = p
      this.#code = p === unbound ? -1 : numbers.codeOf(p)
    }
    const code = this.#code
    if (p !== unbound && code < 0) return
    if (s !== unbound) this.#ofSubject(s, code, o)
    else if (code >= 0) this.#ofPredicate(code, o)
    else if (o !== unbound) this.#ofObject(o)
    else {
      this.kind = 'spo'
      this.to = numbers.count
      this.#subject = 0
    }
  }

  #ofSubject(s: number, code: number, o: number): void {
    if (code < 0 && o !== unbound) {
      const { starts, first } = this.#numbers.osp
      this.kind = 'osp'
      this.from = firstNotBelow(first, starts[o]!, starts[o + 1]!, s)
      let to = this.from
      while (to < starts[o + 1]! && first[to] === s) to++
      this.to = to
      return
    }
    this.kind = 'spo'
    const { starts, first, second } = this.#numbers.spo
    if (s + 1 >= starts.length) return
    let from = starts[s]!
    let to = starts[s + 1]!
    if (code >= 0) {
      // Most subjects have few triples.
      if (to - from > 16) from = firstNotBelow(second, from, to, code)
      else while (from < to && second[from]! < code) from++
      const end = to
      to = from
      while (to < end && second[to] === code) to++
    }
    if (o !== unbound) {
      from = firstNotBelow(first, from, to, o)
      const end = to
      to = from
      while (to < end && first[to] === o) to++
    }
    this.from = from
    this.to = to
  }

  #ofPredicate(code: number, o: number): void {
    const { starts, first } = this.#numbers.pos
    this.kind = 'pos'
    let [from, to] = [starts[code]!, starts[code + 1]!]
    if (o !== unbound) [from, to] = rangeOf(first, from, to, o)
    this.from = from
    this.to = to
  }

  #ofObject(o: number): void {
    const { starts } = this.#numbers.osp
    this.kind = 'osp'
    this.from = starts[o]!
    this.to = starts[o + 1]!
  }

  /** The subject of a row where all rows are gone through in order. */
  subjectAt(at: number): number {
    const { starts } = this.#numbers.spo
    while (starts[this.#subject + 1]! <= at) this.#subject++
    return this.#subject
  }

  /** The set of graphs of a row. */
  setAt(at: number): number {
    const { graphs } = this.#numbers[this.kind]
    return graphs ? graphs[at]! : 0
  }
}

/** Which graphs of a set a pattern is about. */
class GraphMembers {
  readonly #graph: ActiveGraph
  readonly #view: DatasetView
  readonly #numbers: Triples
  readonly #codes: number[] = []

  constructor(graph: ActiveGraph, view: DatasetView, numbers: Triples) {
    this.#graph = graph
    this.#view = view
    this.#numbers = numbers
  }

  /** How many solutions a triple in this set of graphs makes; `g` is the graph that is bound. */
  start(set: number, g: number): number {
    if (this.#graph.kind !== 'variable') return this.#view.holds(set, this.#graph) ? 1 : 0
    this.#codes.length = 0
    for (const code of this.#numbers.graphSets.of(set))
      if (this.#view.isNamed(code) && (g === unbound || this.#numbers.graphTerm(code) === g))
        this.#codes.push(code)
    return this.#codes.length
  }

  /** The term of the i-th graph. */
  term(i: number): number {
    return this.#numbers.graphTerm(this.#codes[i]!)
  }
}

/** Whether a variable that stands in several places of a pattern has one value. */
class Repeats {
  readonly #sp: boolean
  readonly #so: boolean
  readonly #po: boolean

  constructor(s: number, p: number, o: number) {
    this.#sp = s >= 0 && s === p
    this.#so = s >= 0 && s === o
    this.#po = p >= 0 && p === o
  }

  differ(s: number, p: number, o: number): boolean {
    return (this.#sp && s !== p) || (this.#so && s !== o) || (this.#po && p !== o)
  }
}

/** The parts of a triple term that a variable has as its value. */
export class PartsNode implements Node {
  readonly #whole: number
  readonly #places: readonly [Place, Place, Place]
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly estimate = Number.POSITIVE_INFINITY
  readonly label = 'parts of a triple term'
  readonly children: readonly Node[] = []

  constructor(whole: number, places: readonly [Place, Place, Place]) {
    this.#whole = whole
    this.#places = places
    this.certain = union(
      [whole],
      places.map(slotOf).filter(slot => slot >= 0)
    )
    this.possible = this.certain
  }

  /** The slot that must have a value before. */
  get needs(): number {
    return this.#whole
  }

  perRow(bound: ReadonlySet<number>): number {
    return bound.has(this.#whole) ? 0.5 : Number.POSITIVE_INFINITY
  }

  accepts(bound: ReadonlySet<number>): boolean {
    return bound.has(this.#whole)
  }

  run({ terms }: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const out = new Output(live)
    return overBatches(input, out, batch => this.#unfolded(batch, out, terms))
  }

  *#unfolded(batch: Batch, out: Output, terms: TermTable): Solutions {
    for (let row = 0; row < batch.length; row++) {
      const whole = batch.columns[this.#whole]?.[row] ?? unbound
      const parts = whole === unbound ? undefined : terms.partsOf(whole)
      if (parts) this.#unfold(parts, batch, row, out)
      if (out.isFull) yield out.take()
    }
  }

  #unfold(parts: readonly number[], batch: Batch, row: number, out: Output): void {
    const found = new Map<number, number>()
    for (const [i, place] of this.#places.entries()) {
      const slot = slotOf(place)
      const expected = slot < 0 ? termOf(place) : (found.get(slot) ?? batch.columns[slot]?.[row] ?? unbound)
      if (expected !== unbound && expected !== parts[i]) return
      if (slot >= 0) found.set(slot, parts[i]!)
    }
    const at = out.carry(row)
    for (const [slot, value] of found) {
      const column = out.column(slot)
      if (column) column[at] = value
    }
  }
}
