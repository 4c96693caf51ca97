import { sortByCodePoint } from '../rdf/rdf.ts'
import { compareBytes, putVarint, varintBytes } from './bytes.ts'
import { Merge } from './merge.ts'
import { ByteSource, FileSink, type Scratch, type ScratchFile } from './scratch.ts'

/** A word with the names that it is in. */
export interface WordPostings {
  /** In UTF-8. */
  readonly word: Uint8Array
  /** For each name, in ascending order, four times the step from the name before plus the word's place, as a varint. */
  readonly postings: Uint8Array
}

/**
 * Collects which words are in which names, and gives words in the order of their bytes. Names come in ascending
 * order; what outgrows the budget is put away as a sorted run, and what runs say of a word is joined end to end.
 */
export class WordRuns {
  readonly #scratch: Scratch
  readonly #mostPairs: number
  readonly #mostWords: number
  readonly #runs: ScratchFile[] = []
  #numbers = new Map<string, number>()
  #words = new Uint32Array(4096)
  #names = new Uint32Array(4096)
  #places = new Uint8Array(4096)
  #count = 0

  constructor(budget: number, scratch: Scratch) {
    this.#scratch = scratch
    // A pair takes 9 bytes and about as much again while it is sorted, doubled as columns grow; a word its string,
    // its place in the map and in the list that is sorted.
    this.#mostPairs = Math.max(4096, Math.floor(budget / 2 / 32))
    this.#mostWords = Math.max(1024, Math.floor(budget / 2 / 200))
  }

  add(word: string, name: number, place: number): void {
    if (this.#count >= this.#mostPairs || this.#numbers.size >= this.#mostWords) this.#spill()
    let number = this.#numbers.get(word)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(word, number)
    }
    const at = this.#count++
    if (at === this.#words.length) this.#grow()
    this.#words[at] = number
    this.#names[at] = name
    this.#places[at] = place
  }

  #grow(): void {
    const length = Math.min(this.#words.length * 2, this.#mostPairs)
    const [words, names, places] = [new Uint32Array(length), new Uint32Array(length), new Uint8Array(length)]
    words.set(this.#words)
    names.set(this.#names)
    places.set(this.#places)
    this.#words = words
    this.#names = names
    this.#places = places
  }

  /** What is held, by words: each with its first posting from nothing, its last name, and its other postings. */
  *#sorted(): Generator<HeldWord> {
    const starts = new Uint32Array(this.#numbers.size + 1)
    for (let i = 0; i < this.#count; i++) starts[this.#words[i]! + 1]!++
    for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!
    const ends = starts.slice(0, -1)
    const order = new Uint32Array(this.#count)
    for (let i = 0; i < this.#count; i++) order[ends[this.#words[i]!]!++] = i
    const encoder = new TextEncoder()
    const postings = new Postings()
    for (const word of sortByCodePoint([...this.#numbers.keys()])) {
      const number = this.#numbers.get(word)!
      const [start, end] = [starts[number]!, starts[number + 1]!]
      const head = order[start]!
      postings.clear()
      let last = this.#names[head]!
      for (let i = start + 1; i < end; i++) {
        const at = order[i]!
        postings.add((this.#names[at]! - last) * 4 + this.#places[at]!)
        last = this.#names[at]!
      }
      const first = this.#names[head]! * 4 + this.#places[head]!
      yield { word: encoder.encode(word), first, last, rest: postings.bytes() }
    }
    this.#numbers = new Map()
    this.#count = 0
  }

  #spill(): void {
    const sink = new FileSink(this.#scratch)
    for (const { word, first, last, rest } of this.#sorted()) {
      sink.varint(word.length)
      sink.bytes(word)
      sink.varint(first)
      sink.varint(last)
      sink.varint(rest.length)
      sink.bytes(rest)
    }
    this.#runs.push(sink.written())
  }

  /** All words with their postings; what was collected is gone then. */
  *merged(): Generator<WordPostings> {
    const postings = new Postings()
    if (this.#runs.length === 0) {
      for (const { word, first, rest } of this.#sorted()) {
        postings.clear()
        postings.add(first)
        postings.addAll(rest)
        yield { word, postings: postings.bytes() }
      }
      return
    }
    if (this.#count > 0) this.#spill()
    const runs = this.#runs.map((file, order) => new Run(file, order)).filter(run => run.load())
    try {
      const merge = new Merge(runs, isBefore)
      for (let next = merge.first; next; next = merge.first) {
        const { word } = next
        postings.clear()
        let last = 0
        // Runs of one word come in the order in which they were put away, which is that of their names.
        for (let run = merge.first; run && compareWords(run.word, word) === 0; run = merge.first) {
          postings.add(run.first - last * 4)
          postings.addAll(run.rest)
          last = run.last
          merge.settle(run.load())
        }
        yield { word, postings: postings.bytes() }
      }
    } finally {
      for (const file of this.#runs) file.close()
    }
  }
}

/** A word as a run has it. */
interface HeldWord {
  readonly word: Uint8Array
  /** Four times the first name plus the place there. */
  readonly first: number
  readonly last: number
  /** The postings behind the first; good until the next word. */
  readonly rest: Uint8Array
}

/** The postings of a word while they are put together. */
class Postings {
  #bytes = new Uint8Array(1024)
  length = 0

  clear(): void {
    this.length = 0
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more))
    grown.set(this.#bytes.subarray(0, this.length))
    this.#bytes = grown
  }

  add(value: number): void {
    this.#room(varintBytes)
    this.length = putVarint(this.#bytes, this.length, value)
  }

  addAll(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Good until the next change. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }
}

/** A run on its way into the merge, at one of its words. */
class Run implements HeldWord {
  readonly #source: ByteSource
  readonly order: number
  word: Uint8Array = new Uint8Array(0)
  first = 0
  last = 0
  rest: Uint8Array = new Uint8Array(0)

  constructor(file: ScratchFile, order: number) {
    this.#source = new ByteSource(file)
    this.order = order
  }

  /** Goes on to the next word; false where there is none. */
  load(): boolean {
    if (this.#source.isDone) return false
    this.word = this.#source.bytes(this.#source.varint()).slice()
    this.first = this.#source.varint()
    this.last = this.#source.varint()
    this.rest = this.#source.bytes(this.#source.varint()).slice()
    return true
  }
}

const compareWords = (a: Uint8Array, b: Uint8Array): number => compareBytes(a, 0, a.length, b)

const isBefore = (a: Run, b: Run): boolean => {
  const order = compareWords(a.word, b.word)
  return order === 0 ? a.order < b.order : order < 0
}
