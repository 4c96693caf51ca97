import { firstNotBelow, type Triples } from '../../compiled/compiled.ts'
import { type Batch, Output, overBatches, type Solutions, unbound } from './batch.ts'
import type { ActiveGraph, DatasetView } from './graph-view.ts'
import type { Node, Run } from './node.ts'
import type { Place } from './pattern.ts'
import type { Work } from './work.ts'

/** A property path (§18.1.7), of the numbers of terms; −1 is a predicate that the store does not have. */
export type Path =
  | { readonly type: 'link'; readonly predicate: number }
  | { readonly type: 'not'; readonly predicates: ReadonlySet<number> }
  | { readonly type: 'inverse'; readonly path: Path }
  | { readonly type: 'sequence' | 'alternatives'; readonly paths: readonly Path[] }
  | {
      readonly type: 'repeat'
      readonly path: Path
      readonly least: 0 | 1
      readonly most: 1 | typeof Number.POSITIVE_INFINITY
    }

type Repeat = Extract<Path, { type: 'repeat' }>

/** Terms as they are reached; `undefined` is a pause, as it is among solutions. */
type Reached = Generator<number | undefined>

/** Walks paths in one graph. */
class PathWalker {
  readonly #work: Work
  readonly #numbers: Triples
  readonly #view: DatasetView
  readonly #graph: ActiveGraph

  constructor({ view, work }: Run, numbers: Triples, graph: ActiveGraph) {
    this.#work = work
    this.#numbers = numbers
    this.#view = view
    this.#graph = graph
  }

  #holds(set: number): boolean {
    return this.#view.holds(set, this.#graph)
  }

  /** What a path leads to from a term, once for each way (but within repeats, which have a set). */
  *from(term: number, path: Path, isForward: boolean): Reached {
    switch (path.type) {
      case 'link':
        yield* this.#links(term, path.predicate, isForward)
        return
      case 'not':
        yield* this.#others(term, path.predicates, isForward)
        return
      case 'inverse':
        yield* this.from(term, path.path, !isForward)
        return
      case 'alternatives':
        for (const part of path.paths) yield* this.from(term, part, isForward)
        return
      case 'sequence':
        yield* this.#sequence(term, isForward ? path.paths : [...path.paths].reverse(), 0, isForward)
        return
      default:
        yield* this.reached(term, path, isForward)
    }
  }

  *#sequence(term: number, paths: readonly Path[], at: number, isForward: boolean): Reached {
    if (at === paths.length) {
      yield term
      return
    }
    // A set is enough: sequences are walked within repeats alone.
    const joints = new Set<number>()
    for (const joint of this.from(term, paths[at]!, isForward))
      if (joint === undefined) yield undefined
      else joints.add(joint)
    for (const joint of joints) yield* this.#sequence(joint, paths, at + 1, isForward)
  }

  /** What a repeated path leads to from a term, each once. */
  *reached(term: number, { path, least, most }: Repeat, isForward: boolean): Reached {
    const seen = new Set<number>()
    if (least === 0) {
      seen.add(term)
      yield term
    }
    let edge: number[] = [term]
    for (let step = 0; step < most && edge.length > 0; step++) {
      const next: number[] = []
      for (const from of edge)
        for (const to of this.from(from, path, isForward)) {
          if (to === undefined) yield undefined
          else if (!seen.has(to)) {
            seen.add(to)
            next.push(to)
            yield to
            // In a dense graph most links lead to what was seen.
          } else if (this.#work.isDue(4)) yield undefined
        }
      edge = next
    }
  }

  *#links(term: number, predicate: number, isForward: boolean): Generator<number> {
    const numbers = this.#numbers
    const code = predicate < 0 ? -1 : numbers.codeOf(predicate)
    if (code < 0) return
    const { starts, first, second, graphs } = isForward ? numbers.spo : numbers.pos
    if (isForward) {
      if (term + 1 >= starts.length) return
      for (let at = starts[term]!; at < starts[term + 1]!; at++)
        if (second[at] === code && this.#holds(graphs ? graphs[at]! : 0)) yield first[at]!
      return
    }
    const [from, to] = [starts[code]!, starts[code + 1]!]
    for (let at = firstNotBelow(first, from, to, term); at < to && first[at] === term; at++)
      if (this.#holds(graphs ? graphs[at]! : 0)) yield second[at]!
  }

  *#others(term: number, predicates: ReadonlySet<number>, isForward: boolean): Generator<number> {
    const numbers = this.#numbers
    const { starts, first, second, graphs } = isForward ? numbers.spo : numbers.osp
    if (term + 1 >= starts.length) return
    for (let at = starts[term]!; at < starts[term + 1]!; at++)
      if (!predicates.has(numbers.predicates[second[at]!]!) && this.#holds(graphs ? graphs[at]! : 0))
        yield first[at]!
  }

  /** All subjects and objects of the graph, each once. */
  *nodes(): Reached {
    const { spo, osp } = this.#numbers
    const count = osp.starts.length - 1
    for (let term = 0; term < count; term++) {
      if ([spo, osp].some(({ starts, graphs }) => this.#hasRow(starts, graphs, term))) yield term
      if (this.#work.isDue(4)) yield undefined
    }
  }

  #hasRow(starts: Uint32Array, graphs: ArrayLike<number> | undefined, term: number): boolean {
    if (term + 1 >= starts.length) return false
    for (let at = starts[term]!; at < starts[term + 1]!; at++)
      if (this.#holds(graphs ? graphs[at]! : 0)) return true
    return false
  }
}

/** So many ends are remembered with what was reached from them. */
const keptEnds = 4096
const mostKept = 10_000

/** A path with `*`, `+` or `?`: pairs of ends, each once. */
export class ClosureNode implements Node {
  readonly #subject: Place
  readonly #object: Place
  readonly #path: Repeat
  readonly #graph: ActiveGraph
  readonly #numbers: Triples
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  readonly label: string
  readonly children: readonly Node[] = []

  constructor(
    [subject, path, object]: readonly [Place, Repeat, Place],
    graph: ActiveGraph,
    numbers: Triples,
    label: string
  ) {
    this.#subject = subject
    this.#object = object
    this.#path = path
    this.#graph = graph
    this.#numbers = numbers
    this.label = label
    this.certain = new Set([subject, object].flatMap(place => ('slot' in place ? [place.slot] : [])))
    this.possible = this.certain
  }

  get estimate(): number {
    return this.perRow(new Set())
  }

  perRow(bound: ReadonlySet<number>): number {
    const known = [this.#subject, this.#object].filter(place => 'term' in place || bound.has(place.slot))
    if (known.length === 2) return 0.5
    // How far a path goes is not known; a walk from one end is taken for some hundred steps.
    return known.length === 1 ? 100 : this.#numbers.count * 10
  }

  accepts(): boolean {
    return true
  }

  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
    const walker = new PathWalker(run, this.#numbers, this.#graph)
    const kept = new Map<number, readonly number[]>()
    const out = new Output(live)
    return overBatches(input, out, batch => this.#walked(run, walker, kept, batch, out))
  }

  *#walked(
    run: Run,
    walker: PathWalker,
    kept: Map<number, readonly number[]>,
    batch: Batch,
    out: Output
  ): Solutions {
    for (let row = 0; row < batch.length; row++) {
      const [s, o] = [endOf(this.#subject, batch, row), endOf(this.#object, batch, row)]
      if (s === unbound && o === unbound) yield* this.#allPairs(run, walker, row, out)
      else {
        const isForward = s !== unbound
        const key = isForward ? s : o
        const wanted = isForward ? o : unbound
        const known = wanted === unbound ? kept.get(key) : undefined
        const found: number[] = []
        for (const end of known ?? walker.reached(key, this.#path, isForward)) {
          if (end === undefined) {
            yield undefined
            continue
          }
          if (found.length <= mostKept) found.push(end)
          if (wanted !== unbound && end !== wanted) {
            if (run.work.isDue(16)) yield undefined
            continue
          }
          this.#add(out, row, isForward ? key : end, isForward ? end : key)
          if (out.isFull) yield out.take()
          if (run.work.isDue(16)) yield undefined
          if (wanted !== unbound) break
        }
        if (wanted === unbound && !known && found.length <= mostKept) {
          if (kept.size >= keptEnds) kept.clear()
          kept.set(key, found)
        }
      }
      if (run.work.isDue(16)) yield undefined
    }
  }

  *#allPairs(run: Run, walker: PathWalker, row: number, out: Output): Solutions {
    const isSame =
      'slot' in this.#subject && 'slot' in this.#object && this.#subject.slot === this.#object.slot
    for (const start of walker.nodes()) {
      if (start === undefined) {
        yield undefined
        continue
      }
      for (const end of walker.reached(start, this.#path, true)) {
        if (end === undefined || run.work.isDue(16)) yield undefined
        if (end === undefined || (isSame && start !== end)) continue
        this.#add(out, row, start, end)
        if (out.isFull) yield out.take()
      }
      if (run.work.isDue(16)) yield undefined
    }
  }

  #add(out: Output, row: number, s: number, o: number): void {
    const at = out.carry(row)
    for (const [place, value] of [
      [this.#subject, s],
      [this.#object, o]
    ] as const) {
      const column = 'slot' in place ? out.column(place.slot) : undefined
      if (column) column[at] = value
    }
  }
}

const endOf = (place: Place, batch: Batch, row: number): number =>
  'term' in place ? place.term : (batch.columns[place.slot]?.[row] ?? unbound)
