import type { Span } from '../prose/prose.ts'

/**
 * Stretches of a text that are copies out of another, in order: where each begins here and there, and its length. What
 * stands between two of them stands for all that is between them there. Plain data.
 */
export type CopiedStretches = readonly (readonly [at: number, from: number, length: number])[]

/** Where in the other text stands what is from `start` to `end` here; all of it, where only a part was copied. */
export function originOf(stretches: CopiedStretches, { start, end }: Span): Span {
  const [at, from, length] = stretches.findLast(([begin]) => begin <= start) ?? [0, 0, 0]
  const last = stretches.findLastIndex(([begin]) => begin < end)
  const [lastAt, lastFrom, lastLength] = stretches[last] ?? [0, 0, 0]
  const next = stretches[last + 1]
  return {
    start: from + Math.min(start - at, length),
    end: end <= lastAt + lastLength || !next ? lastFrom + Math.min(end - lastAt, lastLength) : next[1]
  }
}

/** Puts a text together of stretches of another and of words that stand for others of it. */
export class StretchWriter {
  readonly #source: string
  readonly #pieces: string[] = []
  readonly #stretches: (readonly [at: number, from: number, length: number])[] = []
  #length = 0

  constructor(source: string) {
    this.#source = source
  }

  copy(start: number, end: number): void {
    this.#stretches.push([this.#length, start, end - start])
    this.put(this.#source.slice(start, end))
  }

  /** Words that stand for what is between the stretch before and the one after. */
  put(words: string): void {
    this.#pieces.push(words)
    this.#length += words.length
  }

  /** Length of the text so far. */
  get length(): number {
    return this.#length
  }

  finish(): { readonly text: string; readonly stretches: CopiedStretches } {
    return { text: this.#pieces.join(''), stretches: this.#stretches }
  }
}
