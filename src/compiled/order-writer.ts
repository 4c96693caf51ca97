import { bytesOf, narrowed } from './dictionary-writer.ts'
import { RowSorter } from './row-sorter.ts'
import type { Scratch } from './scratch.ts'
import { columnWriter, SectionWriter, sectionOf, type WrittenSection } from './sections.ts'

/** What the orders are made of. */
export interface OrderInput {
  /** Quads by the number of the subject, the code of the predicate, the number of the object and that of the graph (0 the default graph, else one more than its place in `graphs`), sorted, in pieces of whole rows; repeats may be among them. */
  readonly rows: Iterable<Uint32Array>
  /** How many terms there are. */
  readonly terms: number
  /** Subjects have numbers below this. */
  readonly subjects: number
  /** Numbers of the terms that are predicates, and of those that name graphs, in order. */
  readonly predicates: Uint32Array
  readonly graphs: Uint32Array
}

/** Writes the distinct triples in three orders, with the graphs that each stands in. */
export function writeOrders(
  { rows, terms, subjects, predicates, graphs }: OrderInput,
  budget: number,
  scratch: Scratch
): WrittenSection[] {
  const sets = new GraphSetsWriter()
  const order = (name: string, first: string, second: string): OrderWriter =>
    new OrderWriter(name, [first, second], predicates.length, scratch)
  const spo = order('spo', 'predicates', 'objects')
  const byPredicate = new RowSorter(4, budget / 3, scratch)
  const byObject = new RowSorter(4, budget / 3, scratch)
  const bySet = new RowSorter(2, budget / 3, scratch)
  const statistics = new Uint32Array(predicates.length * 2)
  let quads = 0
  let [lastSubject, lastCode] = [-1, -1]
  for (const { s, p: code, o, inGraphs } of distinctTriples(rows)) {
    const set = sets.numberOf(inGraphs)
    if (sets.hasNamed(set)) bySet.add(set, spo.count)
    spo.add(s, code, o, set)
    if (s !== lastSubject || code !== lastCode) statistics[code * 2]!++
    lastSubject = s
    lastCode = code
    byPredicate.add(code, o, s, set)
    byObject.add(o, s, code, set)
    quads += inGraphs.length
  }
  const pos = order('pos', 'objects', 'subjects')
  let lastObject = -1
  lastCode = -1
  for (const piece of byPredicate.sorted())
    for (let i = 0; i < piece.length; i += 4) {
      const [code, object] = [piece[i]!, piece[i + 1]!]
      pos.add(code, object, piece[i + 2]!, piece[i + 3]!)
      if (code !== lastCode || object !== lastObject) statistics[code * 2 + 1]!++
      lastCode = code
      lastObject = object
    }
  const osp = order('osp', 'subjects', 'predicates')
  for (const piece of byObject.sorted())
    for (let i = 0; i < piece.length; i += 4) osp.add(piece[i]!, piece[i + 1]!, piece[i + 2]!, piece[i + 3]!)
  const starts = new StartsWriter('graph-starts', scratch)
  const places = new SectionWriter('graph-places', scratch)
  for (const piece of bySet.sorted())
    for (let i = 0; i < piece.length; i += 2) {
      starts.add(piece[i]!)
      places.sink.u32(piece[i + 1]!)
    }
  const section = (name: string, numbers: Uint32Array | Float64Array): WrittenSection =>
    sectionOf(name, [bytesOf(numbers)], scratch)
  return [
    section('counts', Float64Array.of(quads, spo.count)),
    section('predicates', predicates),
    ...spo.end(subjects, sets.count),
    ...pos.end(predicates.length, sets.count),
    ...osp.end(terms, sets.count),
    section('graphs', graphs),
    section('graph-sets', sets.table()),
    starts.end(sets.count),
    places.end(),
    section('statistics', statistics)
  ]
}

/** Where the rows of each number begin, of rows that come in the order of their numbers. */
class StartsWriter {
  readonly #section: SectionWriter
  /** How many rows there are. */
  count = 0
  #filled = 0

  constructor(name: string, scratch: Scratch) {
    this.#section = new SectionWriter(name, scratch)
  }

  add(number: number): void {
    if (this.#filled <= number) this.#fill(number)
    this.count++
  }

  #fill(number: number): void {
    for (; this.#filled <= number; this.#filled++) this.#section.sink.u32(this.count)
  }

  /** `numbers`: how many there are, with rows or without. */
  end(numbers: number): WrittenSection {
    this.#fill(numbers)
    return this.#section.end()
  }
}

/** One of the orders: starts by the first term, the two columns that are named, and the sets of graphs. */
class OrderWriter {
  readonly #scratch: Scratch
  readonly #starts: StartsWriter
  readonly #columns: readonly [SectionWriter, SectionWriter]
  readonly #write: readonly ((value: number) => void)[]
  readonly #sets: SectionWriter

  constructor(name: string, columns: readonly [string, string], predicates: number, scratch: Scratch) {
    this.#scratch = scratch
    this.#starts = new StartsWriter(`${name}-starts`, scratch)
    const [first, second] = columns.map(column => new SectionWriter(`${name}-${column}`, scratch))
    this.#columns = [first!, second!]
    this.#write = this.#columns.map(({ sink }, i) =>
      columnWriter(sink, columns[i] === 'predicates' ? predicates - 1 : 2 ** 32 - 1)
    )
    this.#sets = new SectionWriter(`${name}-graphs`, scratch)
  }

  get count(): number {
    return this.#starts.count
  }

  add(head: number, first: number, second: number, set: number): void {
    this.#starts.add(head)
    this.#write[0]!(first)
    this.#write[1]!(second)
    this.#sets.sink.u32(set)
  }

  /** `heads`: how many first terms there could be; `sets`: how many sets of graphs there are. */
  end(heads: number, sets: number): WrittenSection[] {
    const graphs = this.#sets.end()
    const ended = [this.#starts.end(heads), ...this.#columns.map(column => column.end())]
    if (sets > 1) return [...ended, narrowed(graphs, sets - 1, this.#scratch)]
    graphs.file.close()
    return ended
  }
}

interface DistinctTriple {
  readonly s: number
  /** The code of the predicate. */
  readonly p: number
  readonly o: number
  /** In order, each once. */
  readonly inGraphs: readonly number[]
}

/** Sorted quads as triples, each with the graphs it stands in. */
function* distinctTriples(rows: Iterable<Uint32Array>): Generator<DistinctTriple> {
  let [s, p, o] = [-1, -1, -1]
  let inGraphs: number[] = []
  for (const piece of rows)
    for (let i = 0; i < piece.length; i += 4) {
      const graph = piece[i + 3]!
      if (piece[i] === s && piece[i + 1] === p && piece[i + 2] === o) {
        if (inGraphs.at(-1) !== graph) inGraphs.push(graph)
        continue
      }
      if (inGraphs.length > 0) yield { s, p, o, inGraphs }
      s = piece[i]!
      p = piece[i + 1]!
      o = piece[i + 2]!
      inGraphs = [graph]
    }
  if (inGraphs.length > 0) yield { s, p, o, inGraphs }
}

/** Numbers sets of graphs: few combinations of sources occur, though there may be many sources. */
class GraphSetsWriter {
  /** Of sets of more than one. */
  readonly #numbers = new Map<string, number>()
  /** By the graph of a set of one, which most are: one more than its number. */
  readonly #single = new NumberList()
  readonly #starts = new NumberList()
  readonly #members = new NumberList()

  numberOf(graphs: readonly number[]): number {
    const [graph = 0] = graphs
    if (graphs.length === 1) {
      const known = this.#single.at(graph)
      if (known > 0) return known - 1
      this.#single.set(graph, this.count + 1)
      return this.#add(graphs)
    }
    const key = graphs.join(' ')
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#add(graphs)
      this.#numbers.set(key, number)
    }
    return number
  }

  #add(graphs: readonly number[]): number {
    const number = this.count
    this.#starts.set(number, this.#members.length)
    for (const graph of graphs) this.#members.set(this.#members.length, graph)
    return number
  }

  hasNamed(set: number): boolean {
    const end = set + 1 < this.count ? this.#starts.at(set + 1) : this.#members.length
    return this.#members.at(end - 1) > 0
  }

  get count(): number {
    return this.#starts.length
  }

  /** The number of sets; where each begins among the members, and the end; the members. */
  table(): Uint32Array {
    const [starts, members] = [this.#starts.all(), this.#members.all()]
    const table = new Uint32Array(starts.length + members.length + 2)
    table[0] = starts.length
    table.set(starts, 1)
    table[starts.length + 1] = members.length
    table.set(members, starts.length + 2)
    return table
  }
}

/** Numbers by place, of which there may be more and more; those that were not set are 0. */
class NumberList {
  #numbers = new Uint32Array(64)
  length = 0

  at(place: number): number {
    return place < this.length ? this.#numbers[place]! : 0
  }

  set(place: number, number: number): void {
    if (place >= this.#numbers.length) {
      const grown = new Uint32Array(Math.max(place + 1, this.#numbers.length * 2))
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    this.#numbers[place] = number
    this.length = Math.max(this.length, place + 1)
  }

  all(): Uint32Array {
    return this.#numbers.subarray(0, this.length)
  }
}
