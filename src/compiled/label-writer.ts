import { sharedLength } from './bytes.ts'
import { placesOf, prominenceOf, readWords } from './label-words.ts'
import { RowSorter } from './row-sorter.ts'
import { type ByteSink, FileSink, memoryScratch, OpenFiles, piecesOf, type Scratch } from './scratch.ts'
import { WordRuns } from './word-runs.ts'

/** A literal that names something. A literal that is a label of one and an alias of another is two names. */
export interface Name {
  /** The number of the literal. */
  readonly literal: number
  /** Its language in lower case, empty where it has none. */
  readonly language: string
  readonly isAlias: boolean
  /** How many statements there are about what it names; of several things, of the one with the most. */
  readonly statements: number
}

/** What the layout of the section is known by. */
export const labelFormat = 1
export const headerBytes = 40
export const rowBytes = 12
/** Offsets have five bytes. */
export const offsetBytes = 5
export const namesInBlock = 64
export const wordsInBlock = 16

/** What is no word has the names of which only a part was read. */
export const cutNames = ''

const mostLanguages = 1 << 23

/**
 * Makes the section `labels`: which literals name something, by the words in them. Names are given once each, in the
 * order of their literals; they are numbered in the order in which they are shown: labels before aliases, by
 * language, by prominence, by literal. Texts are asked for in that order. The section comes in pieces, each good
 * until the next; what is more than `budget` bytes lies in the scratch meanwhile.
 */
export function* labelSection(
  names: Iterable<Name>,
  textOf: (literal: number) => string,
  { budget = 64 * 1024 * 1024, scratch = memoryScratch }: { budget?: number; scratch?: Scratch } = {}
): Generator<Uint8Array> {
  const files = new OpenFiles(scratch)
  try {
    const languages = new Map<string, number>()
    const sorter = new RowSorter(2, budget / 4, files)
    for (const { literal, language, isAlias, statements } of names) {
      const known = languages.get(language) ?? Math.min(languages.size, mostLanguages - 1)
      languages.set(language, known)
      sorter.add(((isAlias ? 1 << 31 : 0) | (known << 8) | (255 - prominenceOf(statements))) >>> 0, literal)
    }
    const columns = new NameColumns(files)
    const runs = new WordRuns(budget / 2, files)
    for (const piece of sorter.sorted())
      for (let at = 0; at < piece.length; at += 2) {
        const literal = piece[at + 1]!
        const { words, isWhole } = readWords(textOf(literal))
        if (!isWhole) runs.add(cutNames, columns.count, 0)
        for (const [word, place] of placesOf(words)) runs.add(word, columns.count, place)
        columns.add(piece[at]!, literal, words.length)
      }
    yield* sectionOf(columns, [...languages.keys()], runs, files)
  } finally {
    files.closeAll()
  }
}

/** What is known of each name, by its number. */
class NameColumns {
  readonly rows: FileSink
  readonly counts: FileSink
  readonly offsets: FileSink
  readonly literals: FileSink
  count = 0
  rowCount = 0
  #row = -1
  #literal = 0

  constructor(scratch: Scratch) {
    this.rows = new FileSink(scratch)
    this.counts = new FileSink(scratch)
    this.offsets = new FileSink(scratch)
    this.literals = new FileSink(scratch)
  }

  /** `row`: what the name is sorted by; `words`: how many it has. */
  add(row: number, literal: number, words: number): void {
    if (row !== this.#row) {
      this.#row = row
      this.rowCount += 1
      this.rows.u32(this.count)
      this.rows.u32((row >>> 8) & (mostLanguages - 1))
      this.rows.u32(((row >>> 31) << 8) | (255 - (row & 255)))
    }
    if (this.count % namesInBlock === 0) {
      offset(this.offsets, this.literals.size)
      this.#literal = 0
    }
    const step = literal - this.#literal
    this.literals.varint(step < 0 ? -step * 2 - 1 : step * 2)
    this.#literal = literal
    this.counts.u8(words)
    this.count += 1
  }
}

function* sectionOf(
  { rows, counts, offsets, literals, count, rowCount }: NameColumns,
  languages: readonly string[],
  runs: WordRuns,
  scratch: Scratch
): Generator<Uint8Array> {
  const wordOffsets = new FileSink(scratch)
  const words = new FileSink(scratch)
  const wordCount = writeWords(runs, words, wordOffsets)
  const tags = new TextEncoder().encode(languages.join('\n'))
  const header = new Uint8Array(headerBytes)
  const view = new DataView(header.buffer)
  for (const [i, value] of [labelFormat, count, wordCount, rowCount, tags.length].entries())
    view.setUint32(i * 4, value, true)
  view.setBigUint64(24, BigInt(literals.size), true)
  view.setBigUint64(32, BigInt(words.size), true)
  yield header
  yield* piecesOf(rows.written())
  yield tags
  for (const part of [counts, offsets, literals, wordOffsets, words]) yield* piecesOf(part.written())
}

/** Words in their order, sixteen to a block, each as what it adds to the one before it, with its postings. */
function writeWords(runs: WordRuns, sink: ByteSink, offsets: ByteSink): number {
  let count = 0
  let before: Uint8Array = new Uint8Array(0)
  for (const { word, postings } of runs.merged()) {
    if (count % wordsInBlock === 0) {
      offset(offsets, sink.size)
      before = new Uint8Array(0)
    }
    const shared = sharedLength(before, word)
    const more = word.length - shared
    sink.u8((Math.min(shared, 15) << 4) | Math.min(more, 15))
    if (shared >= 15) sink.u8(shared - 15)
    if (more >= 15) sink.u8(more - 15)
    sink.bytes(word.subarray(shared))
    sink.varint(postings.length)
    sink.bytes(postings)
    before = word
    count += 1
  }
  return count
}

function offset(sink: ByteSink, value: number): void {
  sink.u32(value % 2 ** 32)
  sink.u8(Math.floor(value / 2 ** 32))
}
