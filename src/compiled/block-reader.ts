import { compareBytes, VarintReader } from './bytes.ts'
import { blockTerms } from './dictionary-writer.ts'
import { StoreError } from './store-error.ts'

// A byte order mark at the beginning is a character of the text like others.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const damaged = (): StoreError => new StoreError('damaged', 'A term of the store is damaged')

/** Reads the texts of terms out of front-coded blocks. */
export class BlockReader {
  readonly #lengths: VarintReader
  /** The text that was read last, in UTF-8. */
  #text = new Uint8Array(256)
  #length = 0

  /** `blocks`: the section `terms`, or some blocks of it. */
  constructor(blocks: Uint8Array) {
    this.#lengths = new VarintReader(blocks, damaged)
  }

  /** Reads the first text of the block that begins at a place. */
  first(start: number): void {
    const lengths = this.#lengths
    lengths.at = start
    this.#take(0, lengths.next())
  }

  /** Reads the text behind the one that was read last, in its block. */
  next(): void {
    const lengths = this.#lengths
    const shared = lengths.next()
    this.#take(shared, lengths.next())
  }

  #take(shared: number, length: number): void {
    const lengths = this.#lengths
    this.#room(shared + length)
    const [from, to, text, { bytes }] = [lengths.at, shared, this.#text, lengths]
    if (length > 64) text.set(bytes.subarray(from, from + length), to)
    else for (let i = 0; i < length; i++) text[to + i] = bytes[from + i]!
    lengths.at += length
    this.#length = shared + length
  }

  #room(length: number): void {
    if (length <= this.#text.length) return
    if (length > this.#lengths.bytes.length * blockTerms) throw damaged()
    const grown = new Uint8Array(Math.max(length, this.#text.length * 2))
    grown.set(this.#text.subarray(0, this.#length))
    this.#text = grown
  }

  /** The text that was read last. */
  decoded(): string {
    const bytes = this.#text
    const length = this.#length
    // Most texts are short, and ASCII: for those the decoder's call costs more than its work.
    if (length <= 128) {
      let i = 0
      while (i < length && bytes[i]! < 128) i++
      if (i === length)
        return String.fromCharCode.apply(null, bytes.subarray(0, length) as unknown as number[])
    }
    return decoder.decode(bytes.subarray(0, length))
  }

  /** The text that was read last against a key: less than, equal to or more than 0. */
  compare(key: Uint8Array): number {
    return compareBytes(this.#text, 0, this.#length, key)
  }

  /** The first text of a block against a key, where it stands. */
  compareFirst(start: number, key: Uint8Array): number {
    const lengths = this.#lengths
    lengths.at = start
    const length = lengths.next()
    return compareBytes(lengths.bytes, lengths.at, lengths.at + length, key)
  }
}
