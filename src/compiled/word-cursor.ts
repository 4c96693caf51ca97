import { compareBytes, VarintReader } from './bytes.ts'
import { offsetBytes, wordsInBlock } from './label-writer.ts'
import { StoreError } from './store-error.ts'

const longestWord = 255

export const damaged = (): StoreError =>
  new StoreError('damaged', 'The section labels of the store is damaged: compile it again')

/** Goes over the words of a section in their order, from any of them on. */
export class WordCursor {
  readonly #bytes: Uint8Array
  readonly #offsets: Uint8Array
  readonly #count: number
  readonly #lengths: VarintReader
  readonly word = new Uint8Array(longestWord)
  length = 0
  /** Where the postings of the word lie. */
  start = 0
  end = 0
  #next = 0

  /** `bytes`: the words; `offsets`: where each block begins, of five bytes. */
  constructor(bytes: Uint8Array, offsets: Uint8Array, count: number) {
    this.#bytes = bytes
    this.#offsets = offsets
    this.#count = count
    this.#lengths = new VarintReader(bytes, damaged)
  }

  /** Goes to the first word. */
  rewind(): void {
    this.#next = 0
    this.end = 0
    this.length = 0
  }

  /** Goes on to the next word; false where there is none. */
  next(): boolean {
    if (this.#next >= this.#count) return false
    const bytes = this.#bytes
    let at = this.end
    if (this.#next % wordsInBlock === 0) {
      at = this.#offset(this.#next / wordsInBlock)
      this.length = 0
    }
    const byte = bytes[at++] ?? 0
    let shared = byte >> 4
    let more = byte & 15
    if (shared === 15) shared += bytes[at++] ?? 0
    if (more === 15) more += bytes[at++] ?? 0
    const length = shared + more
    if (shared > this.length || length > longestWord || at + more > bytes.length) throw damaged()
    for (let i = shared; i < length; i++) this.word[i] = bytes[at++]!
    this.length = length
    this.#lengths.at = at
    const postings = this.#lengths.next()
    this.start = this.#lengths.at
    this.end = this.start + postings
    if (this.end > bytes.length) throw damaged()
    this.#next += 1
    return true
  }

  /** Goes to the first word that is not before these bytes; false where all are. */
  seek(key: Uint8Array): boolean {
    let low = 0
    let high = Math.ceil(this.#count / wordsInBlock)
    while (high - low > 1) {
      const middle = (low + high) >> 1
      this.#next = middle * wordsInBlock
      if (!this.next()) throw damaged()
      if (this.compare(key) <= 0) low = middle
      else high = middle
    }
    this.#next = low * wordsInBlock
    while (this.next()) if (this.compare(key) >= 0) return true
    return false
  }

  /** Below 0 where the word comes before the key, 0 where it is the key. */
  compare(key: Uint8Array): number {
    return compareBytes(this.word, 0, this.length, key)
  }

  beginsWith(key: Uint8Array): boolean {
    return this.length >= key.length && compareBytes(this.word, 0, key.length, key) === 0
  }

  holds(key: Uint8Array): boolean {
    for (let from = 0; from + key.length <= this.length; from++) {
      let i = 0
      while (i < key.length && this.word[from + i] === key[i]) i++
      if (i === key.length) return true
    }
    return false
  }

  #offset(block: number): number {
    return offsetAt(this.#offsets, block, this.#bytes.length)
  }
}

/** An offset of five bytes, which must lie below a limit. */
export function offsetAt(offsets: Uint8Array, i: number, limit: number): number {
  const at = i * offsetBytes
  let value = 0
  for (let byte = offsetBytes - 1; byte >= 0; byte--) value = value * 256 + (offsets[at + byte] ?? 0)
  if (value >= limit) throw damaged()
  return value
}
