import type { Quad, Term } from '../rdf/rdf.ts'
import { DictionaryWriter } from './dictionary-writer.ts'
import { joinSection } from './join-statistics.ts'
import { writeOrders } from './order-writer.ts'
import { RowSorter } from './row-sorter.ts'
import { memoryScratch, OpenFiles, type Scratch } from './scratch.ts'
import { fileOf, sectionOf, type WrittenSection } from './sections.ts'
import { heldChunk, Numbering, type StoredChunk, storedChunk } from './stored-chunks.ts'
import { TermCodes } from './term-codes.ts'
import { isTripleTerm, kinds } from './term-key.ts'
import { Chunk, defaultGraphNumber, mergedTerms } from './term-runs.ts'
import { numberTriples } from './triple-terms.ts'
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
    this.#stored.push(storedChunk(chunk, this.#scratch))
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
    // What fits the budget as a whole need not be put away.
    if (this.#stored.length > 0 && this.#chunk.count > 0) this.#putAway()
    const chunks = this.#stored.length > 0 ? this.#stored : [heldChunk(this.#chunk)]
    this.#chunk = new Chunk()
    const numbering = new Numbering(chunks, this.#scratch)
    const dictionary = new DictionaryWriter(this.#scratch)
    let subjects = 0
    for (const term of mergedTerms(
      chunks.map(({ terms }) => terms),
      (run, number) => numbering.addTerm(run, number)
    )) {
      dictionary.add(term)
      if (term.kind <= kinds.blank) subjects++
    }
    const triples = numberTriples(chunks, numbering, dictionary.count, this.#budget / 2, this.#scratch)
    const terms = dictionary.count + triples.count
    const sections = [
      ...dictionary.end(triples.count, triples.depths),
      triples.section,
      ...this.#orders(chunks, numbering, terms, subjects)
    ]
    numbering.close()
    for (const chunk of chunks) chunk.close()
    sections.push(sectionOf('joins', [joinSection(new WrittenCore(sections))], this.#scratch))
    yield* fileOf([...sections, ...this.#extraSections(sections)])
    for (const { file } of sections) file.close()
  }

  #orders(
    chunks: readonly StoredChunk[],
    numbering: Numbering,
    terms: number,
    subjects: number
  ): WrittenSection[] {
    const [predicates, graphs] = [new TermCodes(terms), new TermCodes(terms)]
    for (const [i, chunk] of chunks.entries()) {
      const map = numbering.of(i).terms
      for (const piece of chunk.quads())
        for (let at = 0; at < piece.length; at += 4) {
          predicates.add(map[piece[at + 1]!]!)
          if (piece[at + 3] !== defaultGraphNumber) graphs.add(map[piece[at + 3]!]!)
        }
    }
    const [predicateTable, graphTable] = [predicates.end(), graphs.end()]
    const sorter = new RowSorter(4, this.#budget / 3, this.#scratch)
    for (const [i, chunk] of chunks.entries()) {
      const { terms: map, triples } = numbering.of(i)
      for (const piece of chunk.quads())
        for (let at = 0; at < piece.length; at += 4) {
          const object = piece[at + 2]!
          const graph = piece[at + 3]!
          sorter.add(
            map[piece[at]!]!,
            predicates.codeOf(map[piece[at + 1]!]!),
            object < 0 ? triples[-1 - object]! : map[object]!,
            graph === defaultGraphNumber ? 0 : graphs.codeOf(map[graph]!) + 1
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
