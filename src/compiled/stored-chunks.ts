import { FileSink, piecesOf, type Scratch, type ScratchFile } from './scratch.ts'
import type { TermKey } from './term-key.ts'
import { type Chunk, TermRun } from './term-runs.ts'

/** What is left of a chunk once it is sorted: its terms in order, its quads and triple terms by their places there. */
export interface StoredChunk {
  readonly terms: Iterable<TermKey>
  /** Quads in pieces, four numbers each: places of terms, and of triple terms as −1 − their number. */
  quads(): Iterable<Int32Array>
  readonly tripleCount: number
  /** Triple terms by number, in pieces, four numbers each: their parts, as in quads, and their depth. */
  triples(): Iterable<Int32Array>
  close(): void
}

/** A chunk that stays in memory. */
export function heldChunk(chunk: Chunk): StoredChunk {
  const { keys, ranks } = chunk.sorted()
  const [quads, triples] = rankedRows(chunk, ranks)
  return {
    terms: keys,
    quads: () => [quads],
    tripleCount: chunk.triples.length,
    triples: () => [triples],
    close: () => undefined
  }
}

/** A chunk that is put away. */
export function storedChunk(chunk: Chunk, scratch: Scratch): StoredChunk {
  const { keys, ranks } = chunk.sorted()
  const run = new TermRun(keys, scratch)
  const files = rankedRows(chunk, ranks).map(rows => {
    const file = scratch.create()
    file.append(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
    return file
  }) as [ScratchFile, ScratchFile]
  return {
    terms: run.keys(),
    quads: () => rowsOf(files[0]),
    tripleCount: chunk.triples.length,
    triples: () => rowsOf(files[1]),
    close: () => {
      run.close()
      for (const file of files) file.close()
    }
  }
}

/** The quads and triple terms of a chunk with the places of their terms in its order. */
function rankedRows(
  { quads, count, triples }: Chunk,
  ranks: Uint32Array
): [quads: Int32Array, triples: Int32Array] {
  const ranked = quads.subarray(0, count * 4)
  const placeOf = (number: number): number => (number < 0 ? number : ranks[number]!)
  for (let i = 0; i < ranked.length; i++) ranked[i] = placeOf(ranked[i]!)
  const rows = new Int32Array(triples.length * 4)
  for (const [i, { parts, depth }] of triples.entries()) rows.set([...parts.map(placeOf), depth], i * 4)
  return [ranked, rows]
}

const pieceBytes = 1 << 18

function* rowsOf(file: ScratchFile): Generator<Int32Array> {
  for (const bytes of piecesOf(file, pieceBytes)) yield new Int32Array(bytes.slice().buffer)
}

/** The numbers in the whole of what is numbered in one chunk. */
export interface ChunkNumbers {
  /** Of terms, by their places in the chunk's order. */
  readonly terms: Uint32Array
  /** Of triple terms, by their numbers there; 0 for those that have none yet. */
  readonly triples: Uint32Array
}

/** The numbers in the whole of the terms of all chunks. */
export class Numbering {
  readonly #chunks: readonly StoredChunk[]
  readonly #terms: readonly FileSink[]
  /** Numbers of triple terms in the chunk and in the whole, by turns. */
  readonly #triples: readonly FileSink[]
  #read: (ChunkNumbers & { readonly chunk: number }) | undefined

  constructor(chunks: readonly StoredChunk[], scratch: Scratch) {
    this.#chunks = chunks
    this.#terms = chunks.map(() => new FileSink(scratch))
    this.#triples = chunks.map(() => new FileSink(scratch))
  }

  /** Gives the next term of a chunk its number. */
  addTerm(chunk: number, number: number): void {
    this.#terms[chunk]!.u32(number)
  }

  /** Gives a triple term its number. */
  addTriple(chunk: number, triple: number, number: number): void {
    const sink = this.#triples[chunk]!
    sink.u32(triple)
    sink.u32(number)
    this.#read = undefined
  }

  /** The numbers of a chunk; they are in memory until those of another are asked for. */
  of(chunk: number): ChunkNumbers {
    if (this.#read?.chunk === chunk) return this.#read
    this.#read = undefined
    const triples = new Uint32Array(this.#chunks[chunk]!.tripleCount)
    const pairs = numbersIn(this.#triples[chunk]!)
    for (let i = 0; i < pairs.length; i += 2) triples[pairs[i]!] = pairs[i + 1]!
    this.#read = { chunk, terms: numbersIn(this.#terms[chunk]!), triples }
    return this.#read
  }

  close(): void {
    this.#read = undefined
    for (const list of [...this.#terms, ...this.#triples]) list.close()
  }
}

function numbersIn(sink: FileSink): Uint32Array {
  const file = sink.written()
  return new Uint32Array(file.read(0, file.size).slice().buffer)
}
