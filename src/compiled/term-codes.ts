/** Codes for some of the terms, in the order of their numbers: two bits for every term there is. */
export class TermCodes {
  readonly #bits: Uint32Array
  /** How many have a code before each word of the bits. */
  readonly #before: Uint32Array

  /** `terms`: how many terms there are. */
  constructor(terms: number) {
    const words = Math.ceil(terms / 32)
    this.#bits = new Uint32Array(words)
    this.#before = new Uint32Array(words)
  }

  add(term: number): void {
    this.#bits[term >>> 5]! |= 1 << (term & 31)
  }

  /** Gives the codes, from 0; gives the terms that have one, by code. */
  end(): Uint32Array {
    let count = 0
    for (let i = 0; i < this.#bits.length; i++) {
      this.#before[i] = count
      count += ones(this.#bits[i]!)
    }
    const terms = new Uint32Array(count)
    let code = 0
    for (let i = 0; i < this.#bits.length; i++)
      for (let rest = this.#bits[i]!; rest !== 0; rest &= rest - 1)
        terms[code++] = i * 32 + 31 - Math.clz32(rest & -rest)
    return terms
  }

  /** The code of a term that was added. */
  codeOf(term: number): number {
    const word = term >>> 5
    return this.#before[word]! + ones(this.#bits[word]! & ((1 << (term & 31)) - 1))
  }
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
