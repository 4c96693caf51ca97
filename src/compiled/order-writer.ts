import { bytesOf, narrowed } from './dictionary-writer.ts'
import { RowSorter } from './row-sorter.ts'
import type { Scratch } from './scratch.ts'
import { columnWriter, SectionWriter, sectionOf, type WrittenSection } from './sections.ts'

/** What the orders are made of. */
export interface OrderInput {
  /** Quads by the numbers of subject, predicate, object and graph (0 the default graph, else one more than its place in `graphs`), sorted, in pieces of whole rows; repeats may be among them. */
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
  const codes = new Map<number, number>()
  for (const [code, predicate] of predicates.entries()) codes.set(predicate, code)
  const sets = new GraphSets()
  const section = (name: string): SectionWriter => new SectionWriter(name, scratch)
  const [starts, predicateColumn, objects, graphColumn] = [
    'spo-starts',
    'spo-predicates',
    'spo-objects',
    'spo-graphs'
  ].map(section) as [SectionWriter, SectionWriter, SectionWriter, SectionWriter]
  const writePredicate = columnWriter(predicateColumn.sink, predicates.length - 1)
  const pos = new RowSorter(4, budget / 3, scratch)
  const osp = new RowSorter(4, budget / 3, scratch)
  const places = new RowSorter(2, budget / 3, scratch)
  const distinctSubjects = new Uint32Array(predicates.length)
  let quads = 0
  let triples = 0
  let filled = 0
  let last: { s: number; p: number } | undefined
  for (const { s, p, o, inGraphs } of distinctTriples(rows)) {
    const code = codes.get(p)!
    const set = sets.numberOf(inGraphs)
    for (; filled <= s; filled++) starts.sink.u32(triples)
    writePredicate(code)
    objects.sink.u32(o)
    graphColumn.sink.u32(set)
    if (last?.s !== s || last.p !== p) distinctSubjects[code]!++
    last = { s, p }
    pos.add(code, o, s, set)
    osp.add(o, s, code, set)
    if (sets.hasNamed(set)) places.add(set, triples)
    quads += inGraphs.length
    triples++
  }
  for (; filled <= subjects; filled++) starts.sink.u32(triples)
  const largestSet = sets.count - 1
  const graphsOf = (column: SectionWriter): WrittenSection[] =>
    sets.count <= 1 ? [] : [narrowed(column.end(), largestSet, scratch)]
  const distinctObjects = new Uint32Array(predicates.length)
  const statistics = new Uint32Array(predicates.length * 2)
  const written = [
    sectionOf('counts', bytesOf(Float64Array.of(quads, triples)), scratch),
    sectionOf('predicates', bytesOf(predicates), scratch),
    starts.end(),
    predicateColumn.end(),
    objects.end(),
    ...graphsOf(graphColumn),
    ...posSections(pos, predicates.length, distinctObjects, graphsOf, scratch),
    ...ospSections(osp, terms, predicates.length, graphsOf, scratch),
    sectionOf('graphs', bytesOf(graphs), scratch),
    sectionOf('graph-sets', bytesOf(sets.table()), scratch),
    ...placeSections(places, sets.count, scratch)
  ]
  for (let code = 0; code < predicates.length; code++) {
    statistics[code * 2] = distinctSubjects[code]!
    statistics[code * 2 + 1] = distinctObjects[code]!
  }
  return [...written, sectionOf('statistics', bytesOf(statistics), scratch)]
}

function posSections(
  rows: RowSorter,
  predicates: number,
  distinctObjects: Uint32Array,
  graphsOf: (column: SectionWriter) => WrittenSection[],
  scratch: Scratch
): WrittenSection[] {
  const section = (name: string): SectionWriter => new SectionWriter(name, scratch)
  const [starts, objects, subjects, graphs] = ['pos-starts', 'pos-objects', 'pos-subjects', 'pos-graphs'].map(
    section
  ) as [SectionWriter, SectionWriter, SectionWriter, SectionWriter]
  let [at, filled, lastCode, lastObject] = [0, 0, -1, -1]
  for (const piece of rows.sorted())
    for (let i = 0; i < piece.length; i += 4) {
      const [code, object] = [piece[i]!, piece[i + 1]!]
      for (; filled <= code; filled++) starts.sink.u32(at)
      if (code !== lastCode || object !== lastObject) distinctObjects[code]!++
      lastCode = code
      lastObject = object
      objects.sink.u32(object)
      subjects.sink.u32(piece[i + 2]!)
      graphs.sink.u32(piece[i + 3]!)
      at++
    }
  for (; filled <= predicates; filled++) starts.sink.u32(at)
  return [starts.end(), objects.end(), subjects.end(), ...graphsOf(graphs)]
}

function ospSections(
  rows: RowSorter,
  terms: number,
  predicates: number,
  graphsOf: (column: SectionWriter) => WrittenSection[],
  scratch: Scratch
): WrittenSection[] {
  const section = (name: string): SectionWriter => new SectionWriter(name, scratch)
  const [starts, subjects, codes, graphs] = [
    'osp-starts',
    'osp-subjects',
    'osp-predicates',
    'osp-graphs'
  ].map(section) as [SectionWriter, SectionWriter, SectionWriter, SectionWriter]
  const writeCode = columnWriter(codes.sink, predicates - 1)
  let [at, filled] = [0, 0]
  for (const piece of rows.sorted())
    for (let i = 0; i < piece.length; i += 4) {
      for (const object = piece[i]!; filled <= object; filled++) starts.sink.u32(at)
      subjects.sink.u32(piece[i + 1]!)
      writeCode(piece[i + 2]!)
      graphs.sink.u32(piece[i + 3]!)
      at++
    }
  for (; filled <= terms; filled++) starts.sink.u32(at)
  return [starts.end(), subjects.end(), codes.end(), ...graphsOf(graphs)]
}

function placeSections(rows: RowSorter, sets: number, scratch: Scratch): WrittenSection[] {
  const starts = new SectionWriter('graph-starts', scratch)
  const places = new SectionWriter('graph-places', scratch)
  let [at, filled] = [0, 0]
  for (const piece of rows.sorted())
    for (let i = 0; i < piece.length; i += 2) {
      for (const set = piece[i]!; filled <= set; filled++) starts.sink.u32(at)
      places.sink.u32(piece[i + 1]!)
      at++
    }
  for (; filled <= sets; filled++) starts.sink.u32(at)
  return [starts.end(), places.end()]
}

interface DistinctTriple {
  readonly s: number
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

/** Sets of graphs by number: few combinations of sources occur. */
class GraphSets {
  readonly #numbers = new Map<string, number>()
  readonly #sets: (readonly number[])[] = []
  /** By the graph of sets of one, which most are. */
  readonly #single: number[] = []

  numberOf(graphs: readonly number[]): number {
    if (graphs.length === 1) {
      const known = this.#single[graphs[0]!]
      if (known !== undefined) return known
    }
    const key = graphs.join(' ')
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#sets.length
      this.#numbers.set(key, number)
      this.#sets.push(graphs)
      if (graphs.length === 1) this.#single[graphs[0]!] = number
    }
    return number
  }

  hasNamed(set: number): boolean {
    const graphs = this.#sets[set]!
    return graphs[graphs.length - 1]! > 0
  }

  get count(): number {
    return this.#sets.length
  }

  /** The number of sets; where each begins among the members, and the end; the members. */
  table(): Uint32Array {
    const starts: number[] = []
    const members: number[] = []
    for (const set of this.#sets) {
      starts.push(members.length)
      for (const graph of set) members.push(graph)
    }
    return Uint32Array.of(this.count, ...starts, members.length, ...members)
  }
}
