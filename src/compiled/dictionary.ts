import {
  blankNode,
  directedText,
  iri,
  langText,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  text,
  typed
} from '../rdf/rdf.ts'
import { BlockReader } from './block-reader.ts'
import { VarintReader } from './bytes.ts'
import { blocksPerBase, blockTerms } from './dictionary-writer.ts'
import type { Column, Sections } from './sections.ts'
import { StoreError } from './store-error.ts'
import { isTripleTerm, keyOf, kinds, type TermKey } from './term-key.ts'

const encoder = new TextEncoder()
// A byte order mark at the beginning is a character of the text like others.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** So many terms are kept once they were asked for. */
const keptTerms = 1 << 16
/** So many IRIs have their numbers kept once they were looked for, each of so many characters at most. */
const keptIris = 1 << 14
const longestKept = 256

/**
 * Terms by number and numbers by term, out of the file: there is no map to build. Numbers go in the order of the
 * terms: IRIs, blank nodes, strings, other literals (those of a datatype together), triple terms.
 */
export class Dictionary {
  /** How many terms there are, from 0 to 2^32 − 1. */
  readonly size: number
  /** Where each group begins, and behind the last the end. */
  readonly starts: readonly number[]
  readonly #texts: BlockReader
  readonly #places: Uint32Array
  readonly #bases: Float64Array
  readonly #tags: readonly string[]
  readonly #tagOfString: Column
  readonly #datatypes: readonly (readonly [iri: string, first: number])[]
  readonly #values: Float64Array
  readonly #triples: Uint32Array
  /** Where triple terms of each depth begin, among triple terms. */
  readonly #depths: readonly number[]
  /** Terms that were asked for; all are let go of at once when they are too many. */
  #kept = new Map<number, Term>()
  /** Numbers of IRIs that were looked for, −1 of those that are not there: every document asks for the same predicates. */
  readonly #sought = new Map<string, number>()

  constructor(sections: Sections) {
    const counts = sections.u32('term-counts')
    const [iris = 0, blanks = 0, strings = 0, others = 0, triples = 0, depths = 0, ...begins] = counts
    let at = 0
    this.starts = [iris, blanks, strings, others, triples, 0].map(count => {
      const start = at
      at += count
      return start
    })
    this.size = this.starts[5]!
    this.#texts = new BlockReader(sections.bytes('terms'))
    this.#places = sections.u32('term-places')
    this.#bases = sections.f64('term-bases')
    this.#tags = textsOf(sections.bytes('tags'))
    this.#tagOfString = sections.column('string-tags', strings)
    this.#datatypes = datatypesOf(sections.bytes('datatypes'))
    this.#values = sections.f64('values')
    this.#triples = sections.u32('triple-terms')
    this.#depths = begins.slice(0, depths)
    const blocks = Math.ceil(this.starts[4]! / blockTerms)
    const fits =
      this.#places.length === blocks &&
      this.#bases.length === Math.ceil(blocks / blocksPerBase) &&
      this.#tagOfString.length === strings &&
      this.#values.length === others &&
      this.#triples.length === triples * 3
    if (!fits) throw new StoreError('damaged', 'The dictionary of the store does not fit together')
  }

  /** The term of a number. Throws a RangeError for a number that is none. */
  termOf(number: number): Term {
    const kept = this.#kept.get(number)
    if (kept) return kept
    const term = this.#make(number)
    if (this.#kept.size >= keptTerms) this.#kept.clear()
    this.#kept.set(number, term)
    return term
  }

  #make(number: number): Term {
    const [, blanks = 0, strings = 0, others = 0, triples = 0, end = 0] = this.starts
    if (!(number >= 0 && number < end)) throw new RangeError(`There is no term ${number}`)
    if (number >= triples) return this.#tripleOf(number - triples)
    const value = this.textOf(number)
    if (number < blanks) return iri(value)
    if (number < strings) return blankNode(value)
    if (number >= others) return typed(value, this.datatypeOf(number))
    const tag = this.tagOf(number)
    if (tag === '') return text(value)
    const [language = '', direction] = tag.split('--')
    return direction === 'ltr' || direction === 'rtl'
      ? directedText(value, language, direction)
      : langText(value, tag)
  }

  #tripleOf(at: number): Term {
    const [subject, predicate, object] = [0, 1, 2].map(part => this.termOf(this.#triples[at * 3 + part]!))
    return quad(subject as Quad_Subject, predicate as Quad_Predicate, object as Quad_Object) as Term
  }

  /** The numbers of a triple term's parts. */
  partsOf(number: number): readonly [number, number, number] {
    const at = (number - this.starts[4]!) * 3
    return [this.#triples[at]!, this.#triples[at + 1]!, this.#triples[at + 2]!]
  }

  /** The group of a term, as in `kinds`. */
  kindOf(number: number): number {
    const { starts } = this
    for (let kind = 4; kind > 0; kind--) if (number >= starts[kind]!) return kind
    return 0
  }

  /** The language tag of a string, with its direction (`ar--rtl`); empty for a simple one. */
  tagOf(number: number): string {
    return this.#tags[this.#tagOfString[number - this.starts[2]!]!] ?? ''
  }

  /** The datatypes of literals that are no strings, each with the number of its first literal, in order. */
  get datatypes(): readonly (readonly [iri: string, first: number])[] {
    return this.#datatypes
  }

  /** The datatype of a literal that is no string. */
  datatypeOf(number: number): string {
    let [low, high] = [0, this.#datatypes.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#datatypes[middle]![1] <= number) low = middle
      else high = middle - 1
    }
    return this.#datatypes[low]?.[0] ?? ''
  }

  /** What a number, a time or a truth value is reckoned by (`term-values.ts`); NaN for all other terms. */
  valueOf(number: number): number {
    const [, , , others = 0, triples = 0] = this.starts
    return number >= others && number < triples ? this.#values[number - others]! : Number.NaN
  }

  /** The IRI, label or lexical form of a term that is no triple term. */
  textOf(number: number): string {
    this.#read(number)
    return this.#texts.decoded()
  }

  #read(number: number): void {
    const texts = this.#texts
    texts.first(this.#blockAt(Math.floor(number / blockTerms)))
    for (let left = number % blockTerms; left > 0; left--) texts.next()
  }

  #blockAt(block: number): number {
    return this.#bases[Math.floor(block / blocksPerBase)]! + this.#places[block]!
  }

  /** The number of a term; −1 where the store does not have it. */
  numberOf(term: Term): number {
    if (isTripleTerm(term)) return this.#numberOfTriple(term)
    const key = keyOf(term)
    return key ? this.#numberOfKey(key) : -1
  }

  #numberOfKey({ kind, text: value, tag }: TermKey): number {
    const { starts } = this
    if (kind === kinds.iri) {
      const known = this.#sought.get(value)
      if (known !== undefined) return known
      const found = this.#search(encoder.encode(value), starts[kind]!, starts[kind + 1]!, tag)
      if (this.#sought.size >= keptIris) this.#sought.clear()
      if (value.length <= longestKept) this.#sought.set(value, found)
      return found
    }
    if (kind !== kinds.typed)
      return this.#search(encoder.encode(value), starts[kind]!, starts[kind + 1]!, tag)
    const at = this.#datatypes.findIndex(([datatype]) => datatype === tag)
    if (at < 0) return -1
    const end = this.#datatypes[at + 1]?.[1] ?? starts[4]!
    return this.#search(encoder.encode(value), this.#datatypes[at]![1], end, undefined)
  }

  /** The numbers of the IRIs that begin so: from the first to behind the last. */
  irisUnder(prefix: string): readonly [from: number, to: number] {
    const end = this.starts[1]!
    const key = encoder.encode(prefix)
    // No UTF-8 has this byte, so it comes behind everything that begins with the prefix.
    const [from, to] = [key, Uint8Array.of(...key, 0xff)].map(each => this.#firstNotBefore(each, 0, end))
    return [from! < 0 ? end : from!, to! < 0 ? end : to!]
  }

  /** The term with this text, and of strings this tag, among those from `start` to `end`. */
  #search(key: Uint8Array, start: number, end: number, tag: string | undefined): number {
    let number = this.#firstNotBefore(key, start, end)
    if (number < 0) return -1
    const isString = start >= this.starts[2]! && end <= this.starts[3]!
    for (; number < end; number++) {
      this.#read(number)
      if (this.#texts.compare(key) !== 0) return -1
      if (!isString || tag === undefined || this.tagOf(number) === tag) return number
    }
    return -1
  }

  /** The first term from `start` to `end` whose text is not before a key; −1 where all are. */
  #firstNotBefore(key: Uint8Array, start: number, end: number): number {
    if (start >= end) return -1
    const texts = this.#texts
    // Whole blocks are told by their heads; the first may begin within another group.
    let low = Math.floor(start / blockTerms)
    let high = Math.floor((end - 1) / blockTerms)
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (texts.compareFirst(this.#blockAt(middle), key) < 0) low = middle
      else high = middle - 1
    }
    let number = low * blockTerms
    texts.first(this.#blockAt(low))
    for (;;) {
      if (number >= end) return -1
      if (number >= start && texts.compare(key) >= 0) return number
      number++
      if (number >= end) return -1
      if (number % blockTerms === 0) texts.first(this.#blockAt(number / blockTerms))
      else texts.next()
    }
  }

  /** The numbers of terms of a group whose text begins so: from the first to behind the last. */
  withPrefix(kind: number, prefix: string): readonly [from: number, to: number] {
    const [start, end] = [this.starts[kind]!, this.starts[kind + 1]!]
    const key = encoder.encode(prefix)
    const from = this.#firstNotBefore(key, start, end)
    if (from < 0) return [end, end]
    const beyond = key.slice()
    // The next text that does not begin so: bytes of UTF-8 are never 255.
    if (beyond.length === 0) return [from, end]
    beyond[beyond.length - 1]!++
    const to = this.#firstNotBefore(beyond, start, end)
    return [from, to < 0 ? end : to]
  }

  #numberOfTriple(term: { subject: Term; predicate: Term; object: Term }): number {
    const parts = [term.subject, term.predicate, term.object].map(part => this.numberOf(part))
    if (parts.includes(-1)) return -1
    const count = this.#triples.length / 3
    for (const [i, from] of this.#depths.entries()) {
      let [low, high] = [from, (this.#depths[i + 1] ?? count) - 1]
      while (low <= high) {
        const middle = (low + high) >>> 1
        const order =
          this.#triples[middle * 3]! - parts[0]! ||
          this.#triples[middle * 3 + 1]! - parts[1]! ||
          this.#triples[middle * 3 + 2]! - parts[2]!
        if (order === 0) return this.starts[4]! + middle
        if (order < 0) low = middle + 1
        else high = middle - 1
      }
    }
    return -1
  }
}

const damagedTable = (): StoreError => new StoreError('damaged', 'A table of the store is damaged')

/** A text behind its length. */
function textAt(reader: VarintReader): string {
  const length = reader.next()
  const start = reader.at
  reader.at += length
  return decoder.decode(reader.bytes.slice(start, reader.at))
}

/** Texts one after the other, each behind its length. */
export function textsOf(bytes: Uint8Array): string[] {
  const texts: string[] = []
  const reader = new VarintReader(bytes, damagedTable)
  while (reader.at < bytes.length) texts.push(textAt(reader))
  return texts
}

function datatypesOf(bytes: Uint8Array): [string, number][] {
  const datatypes: [string, number][] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const reader = new VarintReader(bytes, damagedTable)
  while (reader.at < bytes.length) {
    if (reader.at + 4 > bytes.length) throw damagedTable()
    const first = view.getUint32(reader.at, true)
    reader.at += 4
    datatypes.push([textAt(reader), first])
  }
  return datatypes
}
