import { StoreError } from './store-error.ts'
import type { WrittenCore } from './written-core.ts'

/** Pairs are counted of so many predicates, those with the most triples, that have so many: the others join little anyway. */
const mostPredicates = 512
const fewestTriples = 64

/** Where the term stands that two triples share: in the first of them, and in the second. */
export type Shared = 'subject-subject' | 'object-subject' | 'object-object'

const sharings: readonly Shared[] = ['subject-subject', 'object-subject', 'object-object']

/** The section `joins`: how many rows come of joining the triples of two predicates (FORMAT.md). */
export function joinSection(core: WrittenCore): Uint8Array {
  const chosen = frequentPredicates(core)
  const counts = countJoins(core, chosen)
  const words: number[] = [chosen.length, ...chosen]
  const values = new Float32Array(1)
  const bits = new Uint32Array(values.buffer)
  for (const rows of counts) {
    const partners: number[] = []
    const found: number[] = []
    for (let first = 0; first < chosen.length; first++) {
      words.push(partners.length)
      for (let second = 0; second < chosen.length; second++) {
        const count = rows[first * chosen.length + second]!
        if (count === 0) continue
        values[0] = count
        partners.push(second)
        found.push(bits[0]!)
      }
    }
    words.push(partners.length)
    for (const list of [partners, found]) for (const word of list) words.push(word)
  }
  return new Uint8Array(Uint32Array.from(words).buffer)
}

/** The codes of the predicates whose pairs are counted, in order. */
function frequentPredicates(core: WrittenCore): number[] {
  const starts = core.column('pos-starts', 4)
  const triples = Array.from(
    { length: starts.length - 1 },
    (_, code) => starts.at(code + 1) - starts.at(code)
  )
  return [...triples.keys()]
    .filter(code => triples[code]! >= fewestTriples)
    .sort((a, b) => triples[b]! - triples[a]! || a - b)
    .slice(0, mostPredicates)
    .sort((a, b) => a - b)
}

/** For each way of sharing a term, the rows by the places of both predicates; where the order says nothing, the first is not behind the second. */
function countJoins(core: WrittenCore, chosen: readonly number[]): Float64Array[] {
  const width = chosen.length
  const [bySubject, chain, byObject] = sharings.map(() => new Float64Array(width * width)) as [
    Float64Array,
    Float64Array,
    Float64Array
  ]
  const asSubject = new PredicateTally(core, 'spo', chosen)
  const asObject = new PredicateTally(core, 'osp', chosen)
  for (let term = 0; term < asObject.terms; term++) {
    const objects = asObject.next()
    const subjects = term < asSubject.terms ? asSubject.next() : none
    addSquare(bySubject, asSubject, subjects, width)
    addSquare(byObject, asObject, objects, width)
    for (const first of objects)
      for (const second of subjects)
        chain[first * width + second]! += asObject.count(first) * asSubject.count(second)
  }
  return [bySubject, chain, byObject]
}

const none: readonly number[] = []

function addSquare(rows: Float64Array, tally: PredicateTally, found: readonly number[], width: number): void {
  for (const first of found)
    for (const second of found)
      if (first <= second) rows[first * width + second]! += tally.count(first) * tally.count(second)
}

/** Goes over the terms of an order, and counts the triples of each by predicate. */
class PredicateTally {
  /** How many terms there are. */
  readonly terms: number
  readonly #starts: ReturnType<WrittenCore['column']>
  readonly #codes: ReturnType<WrittenCore['column']>
  /** The places of predicates by code, −1 for those that are not counted. */
  readonly #places: Int32Array
  readonly #counts: Uint32Array
  #found: number[] = []
  #term = 0

  constructor(core: WrittenCore, order: 'spo' | 'osp', chosen: readonly number[]) {
    this.#starts = core.column(`${order}-starts`, 4)
    this.#codes = core.rows(`${order}-predicates`, core.triples)
    this.terms = this.#starts.length - 1
    this.#places = new Int32Array(core.column('predicates', 4).length).fill(-1)
    for (const [place, code] of chosen.entries()) this.#places[code] = place
    this.#counts = new Uint32Array(chosen.length)
  }

  /** The places of the predicates of the next term. */
  next(): readonly number[] {
    const counts = this.#counts
    for (const place of this.#found) counts[place] = 0
    this.#found.length = 0
    const [from, to] = [this.#starts.at(this.#term), this.#starts.at(this.#term + 1)]
    this.#term++
    for (let at = from; at < to; at++) {
      const place = this.#places[this.#codes.at(at)]!
      if (place >= 0 && counts[place]!++ === 0) this.#found.push(place)
    }
    return this.#found
  }

  count(place: number): number {
    return this.#counts[place]!
  }
}

/** How many rows come of joining triples of two predicates that share a term. */
export class JoinStatistics {
  readonly #words: Uint32Array
  readonly #values: Float32Array
  /** The places of predicates by code. */
  readonly #places = new Map<number, number>()
  /** Where the part of each way of sharing begins. */
  readonly #parts: readonly number[]

  /** The section `joins`. */
  constructor(words: Uint32Array) {
    this.#words = words
    this.#values = new Float32Array(words.buffer, words.byteOffset, words.length)
    const width = words[0] ?? 0
    for (let place = 0; place < width; place++) this.#places.set(words[1 + place]!, place)
    let at = 1 + width
    this.#parts = sharings.map(() => {
      const part = at
      at += width + 1 + (words[part + width] ?? 0) * 2
      return part
    })
    if (at !== words.length)
      throw new StoreError('damaged', 'The statistics of joins of the store do not fit together')
  }

  /**
   * The rows of triples of the first predicate and of the second that share a term, by the codes of both: exact up to
   * 2^24, beyond it within a part in ten million. Undefined for predicates that are too rare to be counted.
   */
  rows(first: number, second: number, shared: Shared): number | undefined {
    const [a, b] = [this.#places.get(first), this.#places.get(second)]
    if (a === undefined || b === undefined) return undefined
    const isChain = shared === 'object-subject'
    return this.#find(sharings.indexOf(shared), isChain ? a : Math.min(a, b), isChain ? b : Math.max(a, b))
  }

  #find(sharing: number, first: number, second: number): number {
    const words = this.#words
    const part = this.#parts[sharing]!
    const partners = part + this.#places.size + 1
    const count = words[partners - 1]!
    let [low, high] = [words[part + first]!, words[part + first + 1]!]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (words[partners + middle]! < second) low = middle + 1
      else high = middle
    }
    if (low >= words[part + first + 1]! || words[partners + low] !== second) return 0
    return this.#values[partners + count + low]!
  }
}
