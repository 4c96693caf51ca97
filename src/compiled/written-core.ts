import { BlockReader } from './block-reader.ts'
import { textsOf } from './dictionary.ts'
import { blocksPerBase, blockTerms } from './dictionary-writer.ts'
import { PagedColumn } from './paged.ts'
import type { ScratchFile } from './scratch.ts'
import { fileOf, type WrittenSection } from './sections.ts'
import { type Kind, kinds } from './term-key.ts'

/** What further sections are made of: the sections of the core, written and waiting in the scratch. */
export class WrittenCore {
  readonly #sections: ReadonlyMap<string, ScratchFile>
  readonly #written: readonly WrittenSection[]
  readonly terms: WrittenTerms
  /** How many there are, over all graphs. */
  readonly quads: number
  /** How many distinct ones there are. */
  readonly triples: number

  constructor(sections: readonly WrittenSection[]) {
    this.#written = sections
    this.#sections = new Map(sections.map(({ name, file }) => [name, file]))
    this.terms = new WrittenTerms(this)
    const counts = this.column('counts', 8)
    this.quads = counts.at(0)
    this.triples = counts.at(1)
  }

  /** The file that the core alone would make; each piece is good until the next. */
  pieces(): Iterable<Uint8Array> {
    return fileOf(this.#written)
  }

  file(section: string): ScratchFile {
    return this.#sections.get(section)!
  }

  /** A section of numbers of so many bytes. */
  column(section: string, width: number): PagedColumn {
    return new PagedColumn(this.file(section), width)
  }

  /** A column of so many rows, which is as narrow as its largest number allows. */
  rows(section: string, count: number): PagedColumn {
    return this.column(section, count === 0 ? 4 : this.file(section).size / count)
  }

  /** A section of texts. */
  texts(section: string): string[] {
    const file = this.file(section)
    return textsOf(file.read(0, file.size))
  }

  /** The codes of predicates; those that the store does not have are left out. */
  codesOf(predicates: readonly string[]): number[] {
    const column = this.column('predicates', 4)
    const terms = Array.from({ length: column.length }, (_, code) => column.at(code))
    return predicates.map(iri => terms.indexOf(this.terms.numberOf(iri))).filter(code => code >= 0)
  }

  /** Which set of graphs each triple stands in, in an order of triples. */
  graphSets(order: 'spo' | 'pos' = 'spo'): GraphSetColumn {
    return new GraphSetColumn(
      this.column('graph-sets', 4),
      this.column('graph-sets', 4),
      this.#sections.has(`${order}-graphs`) ? this.rows(`${order}-graphs`, this.triples) : undefined
    )
  }

  /** How many triples of the default graph there are, and how many of them say that something is of each of the types. */
  defaultGraphCounts(type: string, types: readonly string[]): { triples: number; ofType: number[] } {
    const [code] = this.codesOf([type])
    const objects = types.map(iri => this.terms.numberOf(iri))
    const ofType = types.map(() => 0)
    const sets = this.graphSets()
    const codes = this.rows('spo-predicates', this.triples)
    const column = this.column('spo-objects', 4)
    let triples = 0
    for (let at = 0; at < this.triples; at++) {
      if (!sets.hasDefault(at)) continue
      triples++
      if (codes.at(at) !== code) continue
      const which = objects.indexOf(column.at(at))
      if (which >= 0) ofType[which]!++
    }
    return { triples, ofType }
  }
}

/** The sets of graphs of the triples by subject. */
export class GraphSetColumn {
  readonly #starts: PagedColumn
  readonly #members: PagedColumn
  readonly #sets: PagedColumn | undefined

  /** The section `graph-sets` twice, since its two parts are read by turns; the column is absent where there is one set. */
  constructor(starts: PagedColumn, members: PagedColumn, sets: PagedColumn | undefined) {
    this.#starts = starts
    this.#members = members
    this.#sets = sets
  }

  /** The set of the triple at a place. */
  setAt(at: number): number {
    return this.#sets ? this.#sets.at(at) : 0
  }

  /** The codes of the graphs of a set, in order; 0 is the default graph. */
  *members(set: number): Generator<number> {
    const first = this.#starts.at(0) + 2
    const [from, to] = [this.#starts.at(set + 1), this.#starts.at(set + 2)]
    for (let at = from; at < to; at++) yield this.#members.at(first + at)
  }

  /** How many graphs the triple at a place stands in. */
  graphs(at: number): number {
    const set = this.setAt(at)
    return this.#starts.at(set + 2) - this.#starts.at(set + 1)
  }

  hasDefault(at: number): boolean {
    const set = this.setAt(at)
    // Members are in order, the default graph first.
    return this.#members.at(this.#starts.at(0) + 2 + this.#starts.at(set + 1)) === 0
  }
}

/** So many blocks are read at once. */
const readBlocks = 16

/** The terms of a store whose sections wait in the scratch. */
export class WrittenTerms {
  readonly #counts: PagedColumn
  readonly #places: PagedColumn
  readonly #bases: PagedColumn
  readonly #data: ScratchFile
  /** Some blocks, the number of the first, and where they begin. */
  #reader: BlockReader | undefined
  #first = -1
  #start = 0
  /** The term that was read last. */
  #number = -1

  constructor(core: WrittenCore) {
    this.#counts = core.column('term-counts', 4)
    this.#places = core.column('term-places', 4)
    this.#bases = core.column('term-bases', 8)
    this.#data = core.file('terms')
  }

  /** How many there are, triple terms among them. */
  get size(): number {
    return Object.values(kinds).reduce<number>((size, kind) => size + this.count(kind), 0)
  }

  /** How many terms of a group there are. */
  count(kind: Kind): number {
    return this.#counts.at(kind)
  }

  /** The text of a term that is no triple term; quick for those that follow each other. */
  textOf(number: number): string {
    return this.#read(number).decoded()
  }

  #read(number: number): BlockReader {
    const block = Math.floor(number / blockTerms)
    const reader = this.#open(block)
    if (number < this.#number || block !== Math.floor(this.#number / blockTerms)) {
      reader.first(this.#placeOf(block) - this.#start)
      this.#number = block * blockTerms
    }
    for (; this.#number < number; this.#number++) reader.next()
    return reader
  }

  #open(block: number): BlockReader {
    const first = Math.floor(block / readBlocks) * readBlocks
    if (this.#reader && first === this.#first) return this.#reader
    this.#start = this.#placeOf(first)
    this.#reader = new BlockReader(
      this.#data.read(this.#start, this.#placeOf(first + readBlocks) - this.#start)
    )
    this.#first = first
    this.#number = -1
    return this.#reader
  }

  #placeOf(block: number): number {
    if (block >= this.#places.length) return this.#data.size
    return this.#bases.at(Math.floor(block / blocksPerBase)) + this.#places.at(block)
  }

  /** The number of an IRI; −1 where there is none. */
  numberOf(iri: string): number {
    const key = new TextEncoder().encode(iri)
    let [low, high] = [0, this.count(kinds.iri) - 1]
    while (low <= high) {
      const middle = Math.floor((low + high) / 2)
      const order = this.#read(middle).compare(key)
      if (order === 0) return middle
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
