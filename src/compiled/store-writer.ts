import type { Quad, Term } from '../rdf/rdf.ts'
import { DictionaryWriter } from './dictionary-writer.ts'
import { writeOrders } from './order-writer.ts'
import { RowSorter } from './row-sorter.ts'
import { ByteSink, memoryScratch, OpenFiles, type Scratch, type ScratchFile } from './scratch.ts'
import { fileOf, sectionOf, type WrittenSection } from './sections.ts'
import { isTripleTerm, kinds, type TermKey } from './term-key.ts'
import { Chunk, defaultGraphNumber, mergedTerms, TermRun, type TripleKey } from './term-runs.ts'
import { WrittenCore } from './written-core.ts'

/** How a store is written. */
export interface WriterOptions {
  /** Bytes of working memory, more or less; 256 MiB unless given. */
  readonly budget?: number
  /** Takes what outgrows it; without one everything stays in memory. */
  readonly scratch?: Scratch
  /** Further sections, made of the core once it is written; what they need for themselves lies in the scratch. */
  readonly extras?: (core: WrittenCore, scratch: Scratch) => Iterable<ExtraSection>
}

/** A section beside the core. */
export interface ExtraSection {
  readonly name: string
  /** Each is good until the next. */
  readonly pieces: Iterable<Uint8Array>
}

const defaultBudget = 256 * 1024 * 1024

/** What is left of a chunk when it is put away: its terms in order, its quads and triple terms by their places there. */
interface StoredChunk {
  readonly terms: Iterable<TermKey>
  readonly count: number
  readonly triples: readonly TripleKey[]
  /** Quads in pieces, four numbers each. */
  quads(): Iterable<Int32Array>
  close(): void
}

/**
 * Writes quads as a compiled store, in whatever order they come. The same set of quads makes the same bytes, whatever
 * the order, the repeats and the budget.
 */
export class StoreWriter {
  readonly #budget: number
  readonly #scratch: OpenFiles
  readonly #extras: WriterOptions['extras']
  readonly #stored: StoredChunk[] = []
  #chunk = new Chunk()

  constructor({ budget = defaultBudget, scratch = memoryScratch, extras }: WriterOptions = {}) {
    this.#budget = budget
    this.#scratch = new OpenFiles(scratch)
    this.#extras = extras
  }

  /** Takes a quad. Throws a TypeError for what cannot stand where it does, and is as it was. */
  add(quad: Quad): void {
    checkTriple(quad)
    const { graph } = quad
    if (graph.termType !== 'DefaultGraph' && !isNode(graph)) refuse(graph, 'name a graph')
    this.#chunk.add(quad)
    // Sorting takes about as much again.
    if (this.#chunk.bytes > this.#budget / 2) this.#putAway()
  }

  #putAway(): void {
    const chunk = this.#chunk
    this.#chunk = new Chunk()
    const { keys, ranks } = chunk.sorted()
    const run = new TermRun(keys, this.#scratch)
    const file = this.#scratch.create()
    const quads = rankedQuads(chunk, ranks)
    file.append(new Uint8Array(quads.buffer, quads.byteOffset, quads.byteLength))
    this.#stored.push({
      terms: run.keys(),
      count: keys.length,
      triples: rankedTriples(chunk.triples, ranks),
      quads: () => piecesOf(file),
      close: () => {
        run.close()
        file.close()
      }
    })
  }

  /** The file, in pieces, in order; each piece is good until the next. Leaves no scratch file open, however it ends. */
  *finish(): Generator<Uint8Array> {
    try {
      yield* this.#written()
    } finally {
      this.#scratch.closeAll()
    }
  }

  *#written(): Generator<Uint8Array> {
    const chunks = this.#chunks()
    const maps = chunks.map(() => new NumberMap(this.#scratch))
    const dictionary = new DictionaryWriter(this.#scratch)
    let subjects = 0
    for (const term of mergedTerms(
      chunks.map(({ terms }) => terms),
      (run, number) => {
        maps[run]!.append(number)
      }
    )) {
      dictionary.add(term)
      if (term.kind <= kinds.blank) subjects++
    }
    const triples = new TripleTerms(chunks, maps, dictionary.count)
    const sections = [
      ...dictionary.end(triples.table, triples.depths),
      ...this.#orders(chunks, maps, triples, { terms: dictionary.count + triples.count, subjects })
    ]
    for (const map of maps) map.close()
    for (const chunk of chunks) chunk.close()
    yield* fileOf([...sections, ...this.#extraSections(sections)])
    for (const { file } of sections) file.close()
  }

  #chunks(): StoredChunk[] {
    if (this.#stored.length > 0) {
      if (this.#chunk.count > 0) this.#putAway()
      return this.#stored
    }
    const chunk = this.#chunk
    const { keys, ranks } = chunk.sorted()
    const quads = rankedQuads(chunk, ranks)
    return [
      {
        terms: keys,
        count: keys.length,
        triples: rankedTriples(chunk.triples, ranks),
        quads: () => [quads],
        close: () => undefined
      }
    ]
  }

  #orders(
    chunks: readonly StoredChunk[],
    maps: readonly NumberMap[],
    triples: TripleTerms,
    { terms, subjects }: { readonly terms: number; readonly subjects: number }
  ): WrittenSection[] {
    const [predicates, graphs] = [new Set<number>(), new Set<number>()]
    for (const [i, chunk] of chunks.entries()) {
      const map = maps[i]!.numbers()
      for (const piece of chunk.quads())
        for (let at = 0; at < piece.length; at += 4) {
          predicates.add(map[piece[at + 1]!]!)
          if (piece[at + 3] !== defaultGraphNumber) graphs.add(map[piece[at + 3]!]!)
        }
    }
    const inOrder = (numbers: Set<number>): Uint32Array => Uint32Array.from(numbers).sort()
    const [predicateTable, graphTable] = [inOrder(predicates), inOrder(graphs)]
    const graphCodes = new Map([...graphTable].map((graph, code) => [graph, code + 1]))
    const sorter = new RowSorter(4, this.#budget / 3, this.#scratch)
    for (const [i, chunk] of chunks.entries()) {
      const map = maps[i]!.numbers()
      for (const piece of chunk.quads())
        for (let at = 0; at < piece.length; at += 4) {
          const object = piece[at + 2]!
          const graph = piece[at + 3]!
          sorter.add(
            map[piece[at]!]!,
            map[piece[at + 1]!]!,
            object < 0 ? triples.numberOf(i, object) : map[object]!,
            graph === defaultGraphNumber ? 0 : graphCodes.get(map[graph]!)!
          )
        }
    }
    const input = { rows: sorter.sorted(), terms, subjects, predicates: predicateTable, graphs: graphTable }
    return writeOrders(input, this.#budget / 3, this.#scratch)
  }

  *#extraSections(sections: readonly WrittenSection[]): Generator<WrittenSection> {
    if (!this.#extras) return
    for (const { name, pieces } of this.#extras(new WrittenCore(sections), this.#scratch))
      yield sectionOf(name, pieces, this.#scratch)
  }
}

const isNode = ({ termType }: Term): boolean => termType === 'NamedNode' || termType === 'BlankNode'

function refuse(term: Term, what: string): never {
  throw new TypeError(`A ${term.termType} cannot ${what} (RDF 1.2 Concepts §3.1)`)
}

/** Throws a TypeError for what is no triple. */
function checkTriple({ subject, predicate, object }: Pick<Quad, 'subject' | 'predicate' | 'object'>): void {
  if (!isNode(subject)) refuse(subject, 'be a subject')
  if (predicate.termType !== 'NamedNode') refuse(predicate, 'be a predicate')
  if (isTripleTerm(object)) checkTriple(object)
  else if (object.termType !== 'Literal' && !isNode(object)) refuse(object, 'be an object')
}

/** Quads with the places of their terms in the chunk's order; triple terms keep their numbers below 0. */
function rankedQuads({ quads, count }: Chunk, ranks: Uint32Array): Int32Array {
  const ranked = quads.subarray(0, count * 4)
  for (let i = 0; i < ranked.length; i++) {
    const number = ranked[i]!
    if (number >= 0) ranked[i] = ranks[number]!
  }
  return ranked
}

const rankedTriples = (triples: readonly TripleKey[], ranks: Uint32Array): TripleKey[] =>
  triples.map(({ parts, depth }) => {
    const [s, p, o] = parts.map(part => (part < 0 ? part : ranks[part]!))
    return { parts: [s!, p!, o!], depth }
  })

const pieceBytes = 1 << 18

function* piecesOf(file: ScratchFile): Generator<Int32Array> {
  for (let at = 0; at < file.size; at += pieceBytes) {
    const bytes = file.read(at, Math.min(pieceBytes, file.size - at))
    yield new Int32Array(bytes.slice().buffer)
  }
}

/** The numbers of a chunk's terms in the whole, by their places in the chunk's order. */
class NumberMap {
  readonly #file: ScratchFile
  readonly #sink: ByteSink
  #read: Uint32Array | undefined
  static #last: NumberMap | undefined

  constructor(scratch: Scratch) {
    const file = scratch.create()
    this.#file = file
    this.#sink = new ByteSink(piece => file.append(piece))
  }

  append(number: number): void {
    this.#sink.u32(number)
  }

  /** All numbers; they are kept until those of another chunk are asked for. */
  numbers(): Uint32Array {
    if (this.#read) return this.#read
    if (NumberMap.#last) NumberMap.#last.#read = undefined
    NumberMap.#last = this
    this.#sink.flush()
    this.#read = new Uint32Array(this.#file.read(0, this.#file.size).slice().buffer)
    return this.#read
  }

  close(): void {
    this.#read = undefined
    if (NumberMap.#last === this) NumberMap.#last = undefined
    this.#file.close()
  }
}

/** The triple terms of all chunks, numbered behind all other terms: those of a lesser depth first, then by their parts. */
class TripleTerms {
  readonly count: number
  /** Three numbers each. */
  readonly table: Uint32Array
  /** Where each depth begins. */
  readonly depths: number[] = []
  /** By chunk and the number there. */
  readonly #numbers: Uint32Array[]

  constructor(chunks: readonly Pick<StoredChunk, 'triples'>[], maps: readonly NumberMap[], base: number) {
    this.#numbers = chunks.map(({ triples }) => new Uint32Array(triples.length))
    const table: number[] = []
    const deepest = Math.max(
      0,
      ...chunks.map(({ triples }) => triples.reduce((most, { depth }) => Math.max(most, depth), 0))
    )
    for (let depth = 1; depth <= deepest; depth++) {
      this.depths.push(table.length / 3)
      const found = new Map<string, { parts: number[]; at: [chunk: number, number: number][] }>()
      for (const [i, { triples }] of chunks.entries())
        for (const [number, triple] of triples.entries()) {
          if (triple.depth !== depth) continue
          const map = maps[i]!.numbers()
          const parts = triple.parts.map(part => (part < 0 ? this.numberOf(i, part) : map[part]!))
          const key = parts.join(' ')
          const known = found.get(key)
          if (known) known.at.push([i, number])
          else found.set(key, { parts, at: [[i, number]] })
        }
      const sorted = [...found.values()].sort(
        (a, b) => a.parts[0]! - b.parts[0]! || a.parts[1]! - b.parts[1]! || a.parts[2]! - b.parts[2]!
      )
      for (const { parts, at } of sorted) {
        for (const [chunk, number] of at) this.#numbers[chunk]![number] = base + table.length / 3
        table.push(...parts)
      }
    }
    this.table = Uint32Array.from(table)
    this.count = table.length / 3
  }

  /** The number of a chunk's triple term, which there is −1 − its place. */
  numberOf(chunk: number, part: number): number {
    return this.#numbers[chunk]![-1 - part]!
  }
}
