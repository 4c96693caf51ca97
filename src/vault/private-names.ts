import { type Word, wordsOf } from './words.ts'

/** One step of a name, word by word. */
interface Step {
  readonly next: Map<string, Step>
  ends: 'private' | 'known' | undefined
}

/** How much may stand between two words of one name: mark-up, or a line break with the mark of a quote. */
const widestGap = 12

/**
 * The names of private notes, to be looked for in any text, in one pass however many they are.
 *
 * A name of two words or more is found in any case, with anything short between its words (`Acme Corp`,
 * `ACME_corp`, `**Acme**-Corp`); a single word only in the very letters of the name, and not within a longer
 * name that is known to be something public (the private `Canary` in the item `Canary Islands`). Which names
 * are worth hiding is decided by `NamesToHide`.
 */
export class PrivateNames {
  readonly #first: Step = { next: new Map(), ends: undefined }
  /** Names of one word, in their very letters. */
  readonly #single = new Set<string>()

  /** What it was made of: two with the same find the same. */
  readonly basis: readonly (readonly string[])[]

  /** `known`: longer public names. */
  constructor(names: readonly string[] = [], known: readonly string[] = []) {
    this.basis = [names, known]
    for (const name of known) this.#learn([...wordsOf(name)], 'known')
    for (const name of names) {
      const words = [...wordsOf(name)]
      if (words.length === 1) this.#single.add(words[0]!.exact)
      else if (words.length > 1) this.#learn(words, 'private')
    }
  }

  #learn(words: readonly Word[], ends: 'private' | 'known'): void {
    let step = this.#first
    for (const { folded } of words) {
      let next = step.next.get(folded)
      if (!next) {
        next = { next: new Map(), ends: undefined }
        step.next.set(folded, next)
      }
      step = next
    }
    if (step.ends !== 'private') step.ends = ends
  }

  get isEmpty(): boolean {
    return this.#single.size === 0 && this.#first.next.size === 0
  }

  /** Whether a text names a private note. */
  namesPrivateNote(text: string): boolean {
    return !this.isEmpty && this.rangesIn(text).length > 0
  }

  /**
   * A text without the sentences that name a private note; empty where nothing else is left. A text that names
   * none is given back as it is.
   */
  withoutPrivateNames(text: string): string {
    if (this.isEmpty) return text
    let kept = text
    // What a cut brings together may be a name again.
    for (let ranges = this.rangesIn(kept); ranges.length > 0; ranges = this.rangesIn(kept))
      kept = withoutSentences(kept, ranges)
    return kept
  }

  /** Where private names stand in a text, in order. */
  rangesIn(text: string): Range[] {
    const found = this.#plainRanges(text)
    if (!text.includes('%')) return found
    // Addresses say names in their own encoding.
    for (const { 0: run, index } of text.matchAll(/[^\s<>"]*%[0-9a-f]{2}[^\s<>"]*/gi))
      if (this.#plainRanges(decoded(run)).length > 0) found.push([index, index + run.length])
    return found.sort(([a], [b]) => a - b)
  }

  #plainRanges(text: string): Range[] {
    const found: Range[] = []
    const words = this.#first.next.size === 0 ? wordsOf(text) : [...wordsOf(text)]
    let knownUntil = 0
    let at = 0
    for (const { exact, folded, start, end } of words) {
      const first = this.#first.next.get(folded)
      if (first) {
        const { privateEnd, knownEnd } = longest(first, words as Word[], at)
        if (privateEnd > 0) found.push([start, privateEnd])
        knownUntil = Math.max(knownUntil, knownEnd)
      }
      if (end > knownUntil && this.#single.has(exact)) found.push([start, end])
      at++
    }
    return found
  }
}

type Range = readonly [start: number, end: number]

/** Where the longest names end that begin with this word; 0 where none does. */
function longest(first: Step, words: readonly Word[], at: number): { privateEnd: number; knownEnd: number } {
  const ends = { privateEnd: 0, knownEnd: 0 }
  let step: Step | undefined = first
  for (let i = at; step; ) {
    const { end } = words[i]!
    if (step.ends === 'private') ends.privateEnd = end
    else if (step.ends === 'known') ends.knownEnd = end
    const word = words[++i]
    step = word && word.start - end <= widestGap ? step.next.get(word.folded) : undefined
  }
  return ends
}

const sentenceEnd = /[.!?…]+["'”’»)\]]*(?:\s+|$)|[。！？]+\s*|\s*\n\s*/gu
// A full stop after these ends no sentence.
const abbreviation = /(?:^|[\s(])(?:\p{Lu}\p{L}{0,2}|e\.g|i\.e|cf|ca|vs|no|et al)\.$/u

/** Where the sentences of a text end, the spaces after them included. */
function* sentenceEnds(text: string): Generator<number> {
  let start = 0
  for (const { 0: stop, index } of text.matchAll(sentenceEnd)) {
    const end = index + stop.length
    if (stop[0] === '.' && abbreviation.test(text.slice(Math.max(start, index - 8), index + 1))) continue
    yield end
    start = end
  }
  if (start < text.length) yield text.length
}

/** A text without the sentences that lie in any of these ranges. */
function withoutSentences(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = []
  let next = 0
  let start = 0
  for (const end of sentenceEnds(text)) {
    while (next < ranges.length && ranges[next]![1] <= start) next++
    let named = false
    for (let i = next; i < ranges.length && ranges[i]![0] < end && !named; i++) named = ranges[i]![1] > start
    const whole = text.slice(start, end)
    // What parted the sentence from the next paragraph stays.
    pieces.push(named ? whole.slice(whole.trimEnd().length).replace(/[^\n]+/g, '') : whole)
    start = end
  }
  return pieces
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function decoded(address: string): string {
  return address.replace(/(?:%[0-9a-f]{2})+/gi, bytes => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return bytes
    }
  })
}
