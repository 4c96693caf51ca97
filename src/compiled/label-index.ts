import { VarintReader } from './bytes.ts'
import { languageFit, lastPlace, type NameMatch, placesOf, wordsOf } from './label-words.ts'
import {
  cutNames,
  headerBytes,
  labelFormat,
  namesInBlock,
  offsetBytes,
  rowBytes,
  wordsInBlock
} from './label-writer.ts'
import { StoreError } from './store-error.ts'
import { damaged, offsetAt, WordCursor } from './word-cursor.ts'

/** A literal that names something and has the words that were asked for. */
export interface FoundName {
  /** The number of the literal in the dictionary. */
  readonly literal: number
  readonly language: string
  readonly isAlias: boolean
  readonly match: NameMatch
}

const nameMatches: readonly NameMatch[] = ['whole', 'begins', 'words']

/** Names that share kind, language and prominence, and stand together. */
interface Row {
  readonly start: number
  readonly language: string
  readonly isAlias: boolean
  readonly prominence: number
}

/** A word of a question and where it stands there. */
interface Asked {
  readonly key: Uint8Array
  readonly place: number
}

// What is known of a name while words are looked up: how many of them it has, and how.
const inPlaceBefore = 1
const inPlace = 2
const isExact = 4
const step = 8

/** How many postings are read for a beginning of a word that very many words have. */
const mostPostings = 1 << 20

/**
 * Finds names by their words in the section `labels`. Nothing is read when it is opened; a look-up takes a binary
 * search for each word, and time in proportion to the names that have one of them. Throws a StoreError where the
 * section is damaged, whatever its bytes are.
 */
export class LabelIndex {
  /** How many names there are. */
  readonly size: number
  readonly #rows: readonly Row[]
  readonly #starts: Uint32Array
  readonly #counts: Uint8Array
  readonly #literalOffsets: Uint8Array
  readonly #literals: VarintReader
  readonly #cursor: WordCursor
  readonly #postings: VarintReader
  /** For each name what is known of it; empty but during a look-up. */
  #marks: Uint16Array | undefined
  /** Where a name was looked for last: the next is mostly there too. */
  #row = 0

  constructor(section: Uint8Array) {
    if (section.length < headerBytes) throw damaged()
    const view = new DataView(section.buffer, section.byteOffset, section.length)
    const [format = 0, size = 0, words = 0, rows = 0, tags = 0] = Array.from({ length: 5 }, (_, i) =>
      view.getUint32(i * 4, true)
    )
    if (format !== labelFormat)
      throw new StoreError(
        'version',
        `The section labels is of format ${format}, and this program reads ${labelFormat}`
      )
    this.size = size
    let at = headerBytes
    const take = (length: number): Uint8Array => {
      const part = section.subarray(at, at + length)
      if (part.length !== length) throw damaged()
      at += length
      return part
    }
    const rowPart = take(rows * rowBytes)
    this.#rows = rowsOf(rowPart, take(tags), size)
    this.#starts = Uint32Array.from(this.#rows, ({ start }) => start)
    this.#counts = take(size)
    this.#literalOffsets = take(Math.ceil(size / namesInBlock) * offsetBytes)
    this.#literals = new VarintReader(take(Number(view.getBigUint64(24, true))), damaged)
    const wordOffsets = take(Math.ceil(words / wordsInBlock) * offsetBytes)
    const wordPart = take(Number(view.getBigUint64(32, true)))
    if (at !== section.length || (size > 0 && rows === 0)) throw damaged()
    this.#cursor = new WordCursor(wordPart, wordOffsets, words)
    this.#postings = new VarintReader(wordPart, damaged)
  }

  /**
   * The names that have all words of a text, of which the last may be the beginning of a word, the best first: what
   * is the text before what begins with it and what has its words anywhere (the first three words of a name are told
   * apart by their places); then labels before aliases; then names in the language asked for; then what more is
   * stated about, roughly (`prominenceOf`); then by literal. A literal that is label and alias comes as both.
   * Of a beginning that more than a million words have, the first in the order of letters count.
   */
  *find(text: string, language = ''): Generator<FoundName> {
    const { names, matches } = this.#candidates(wordsOf(text))
    const ranks = this.#ranks(language.toLowerCase())
    // Few ranks and many names: they are counted, and put in order rank by rank as they are asked for.
    const ends = new Uint32Array(nameMatches.length * this.#rows.length + 1)
    const keys = new Uint32Array(names.length)
    for (let i = 0; i < names.length; i++) {
      const key = matches[i]! * this.#rows.length + ranks[this.#rowOf(names[i]!)]!
      keys[i] = key
      ends[key + 1]!++
    }
    for (let key = 1; key < ends.length; key++) ends[key]! += ends[key - 1]!
    const ranked = new Uint32Array(names.length)
    for (let i = 0; i < names.length; i++) ranked[ends[keys[i]!]!++] = names[i]!
    for (let key = 0, start = 0; key < ends.length - 1; key++) {
      const end = ends[key]!
      const match = nameMatches[Math.floor(key / this.#rows.length)]!
      for (const name of this.#inOrder(ranked.subarray(start, end))) {
        const { language: tag, isAlias } = this.#rows[this.#rowOf(name)]!
        yield { literal: this.#literalOf(name), language: tag, isAlias, match }
      }
      start = end
    }
  }

  /** Names of one rank by their literals, which is by their numbers where they are in one language. */
  #inOrder(names: Uint32Array): Iterable<number> {
    names.sort()
    const [first, last] = [names[0], names.at(-1)]
    if (first === undefined || this.#rowOf(first) === this.#rowOf(last!)) return names
    const literals = new Map(Array.from(names, name => [name, this.#literalOf(name)]))
    return [...names].sort((a, b) => literals.get(a)! - literals.get(b)!)
  }

  /**
   * The literals, ascending, that may hold a text somewhere, in whatever case: among the names all that do, and some
   * more. For CONTAINS, STRSTARTS and the literal parts of REGEX, where what is filtered is known to be a name
   * (`namePredicates`). Undefined where the text has no letter or digit, so that its words tell nothing. A single
   * word is held against all words of the index; of several the first is passed over, since it may be the end of a
   * longer one. Undefined too where there are more than `most`.
   */
  containing(text: string, most = Number.POSITIVE_INFINITY): Uint32Array | undefined {
    if (!/[\p{L}\p{N}]/u.test(text)) return undefined
    const words = wordsOf(text)
    const found = new Set<number>()
    const cursor = this.#cursor
    const add = (name: number): void => {
      if (found.size <= most) found.add(this.#literalOf(name))
    }
    if (words.length > 1) {
      for (const name of this.#candidates(words.slice(1), Number.POSITIVE_INFINITY).names) add(name)
      if (this.#seekWord(cutNames)) this.#read(cursor.start, cursor.end, add)
    } else {
      const key = new TextEncoder().encode(words[0] ?? '')
      cursor.rewind()
      while (found.size <= most && cursor.next())
        if (cursor.length === 0 || cursor.holds(key)) this.#read(cursor.start, cursor.end, add)
    }
    return found.size > most ? undefined : Uint32Array.from(found).sort()
  }

  #seekWord(word: string): boolean {
    const key = new TextEncoder().encode(word)
    return this.#cursor.seek(key) && this.#cursor.compare(key) === 0
  }

  /** Names that have all these words, and how (see `nameMatches`); in no order. */
  #candidates(words: readonly string[], most = mostPostings): { names: Uint32Array; matches: Uint8Array } {
    const none = { names: new Uint32Array(0), matches: new Uint8Array(0) }
    const last = words.at(-1)
    if (last === undefined) return none
    const encoder = new TextEncoder()
    const places = placesOf(words.slice(0, -1))
    const isRepeated = places.has(last)
    const exact: (Asked & { start: number; end: number })[] = []
    for (const [word, place] of places) {
      if (!this.#seekWord(word)) return none
      exact.push({ key: encoder.encode(word), place, start: this.#cursor.start, end: this.#cursor.end })
    }
    exact.sort((a, b) => a.end - a.start - (b.end - b.start))
    const beginning: Asked = { key: encoder.encode(last), place: Math.min(words.length - 1, lastPlace) }
    this.#marks ??= new Uint16Array(this.size)
    try {
      let touched: Uint32Array = new Uint32Array(0)
      let steps = 0
      for (const { start, end, place } of exact) {
        const had = steps
        const names = new NameList()
        this.#read(start, end, (name, at) => this.#mark(name, at === place, had, isRepeated, names))
        steps += 1
        touched = had === 0 ? names.all() : touched
      }
      if (!isRepeated) {
        const names = new NameList()
        this.#readBeginning(beginning, steps, names, most)
        touched = steps === 0 ? names.all() : touched
        steps += 1
      }
      return this.#taken(touched, steps, words.length)
    } catch (error) {
      this.#marks = undefined
      throw error
    }
  }

  /** Notes that a name has one more of the words, unless it has not all those before. */
  #mark(name: number, isThere: boolean, had: number, exact: boolean, names: NameList): void {
    const marks = this.#marks!
    const mark = marks[name]!
    if (had === 0 && mark === 0) {
      names.add(name)
      marks[name] = step | inPlaceBefore | (isThere ? inPlace | (exact ? isExact : 0) : 0)
    } else if ((mark >> 3 === had && had > 0) || mark >> 3 === had + 1) {
      const isNew = mark >> 3 === had
      const before = isNew ? (mark & inPlace) >> 1 : mark & inPlaceBefore
      const kept = isNew ? 0 : mark & (inPlace | isExact)
      const now = isThere && before !== 0 ? inPlace | (exact ? isExact : 0) : 0
      marks[name] = (had + 1) * step + (before | kept | now)
    }
  }

  #readBeginning({ key, place }: Asked, had: number, names: NameList, most: number): void {
    const cursor = this.#cursor
    let read = 0
    for (let more = cursor.seek(key); more && cursor.beginsWith(key) && read < most; more = cursor.next()) {
      const isWord = cursor.length === key.length
      this.#read(cursor.start, cursor.end, (name, at) => {
        read += 1
        this.#mark(name, at === place, had, isWord, names)
      })
    }
  }

  /** Of the names that were looked at those that have all words; whatever is known of them is forgotten. */
  #taken(touched: Uint32Array, steps: number, words: number): { names: Uint32Array; matches: Uint8Array } {
    const marks = this.#marks!
    const names = new Uint32Array(touched.length)
    const matches = new Uint8Array(touched.length)
    let count = 0
    for (const name of touched) {
      const mark = marks[name]!
      marks[name] = 0
      if (mark >> 3 !== steps) continue
      names[count] = name
      const isWhole = (mark & isExact) !== 0 && this.#counts[name] === words
      matches[count++] = isWhole ? 0 : (mark & inPlace) !== 0 ? 1 : 2
    }
    return { names: names.subarray(0, count), matches: matches.subarray(0, count) }
  }

  /** Reads postings: names in ascending order with the place of the word in them. */
  #read(start: number, end: number, visit: (name: number, place: number) => void): void {
    const postings = this.#postings
    postings.at = start
    postings.end = end
    let name = 0
    for (let at = start; at < end; at = postings.at) {
      const value = postings.next()
      name += Math.floor(value / 4)
      if (name >= this.size) throw damaged()
      visit(name, value & 3)
    }
  }

  #literalOf(name: number): number {
    const block = Math.floor(name / namesInBlock)
    const literals = this.#literals
    literals.at = offsetAt(this.#literalOffsets, block, literals.end)
    let literal = 0
    for (let i = block * namesInBlock; i <= name; i++) {
      const step = literals.next()
      literal += step % 2 === 0 ? step / 2 : -(step + 1) / 2
    }
    if (literal < 0 || literal >= 2 ** 32) throw damaged()
    return literal
  }

  #rowOf(name: number): number {
    const kept = this.#row
    if (this.#starts[kept]! <= name && name < (this.#starts[kept + 1] ?? this.size)) return kept
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= name) low = middle
      else high = middle
    }
    this.#row = low
    return low
  }

  /** The rank of each row for who asks in a language; rows that differ in their languages alone may share one. */
  #ranks(language: string): Uint32Array {
    const order = this.#rows
      .map((row, i) => ({ row, i, fit: languageFit(row.language, language) }))
      .sort(
        (a, b) =>
          Number(a.row.isAlias) - Number(b.row.isAlias) ||
          a.fit - b.fit ||
          b.row.prominence - a.row.prominence
      )
    const ranks = new Uint32Array(order.length)
    let rank = -1
    for (const [at, { row, i, fit }] of order.entries()) {
      const before = order[at - 1]
      const isSame =
        before?.fit === fit && before.row.isAlias === row.isAlias && before.row.prominence === row.prominence
      if (!isSame) rank += 1
      ranks[i] = rank
    }
    return ranks
  }
}

function rowsOf(bytes: Uint8Array, tags: Uint8Array, size: number): Row[] {
  const languages = new TextDecoder().decode(tags).split('\n')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const rows: Row[] = []
  for (let at = 0; at < bytes.length; at += rowBytes) {
    const start = view.getUint32(at, true)
    const language = languages[view.getUint32(at + 4, true)]
    const kind = view.getUint32(at + 8, true)
    const before = rows.at(-1)
    if (language === undefined || start >= size || (before ? before.start >= start : start !== 0))
      throw damaged()
    rows.push({ start, language, isAlias: kind >= 256, prominence: kind & 255 })
  }
  return rows
}

/** Names as they are found. */
class NameList {
  #names = new Uint32Array(64)
  #count = 0

  add(name: number): void {
    if (this.#count === this.#names.length) {
      const grown = new Uint32Array(this.#count * 2)
      grown.set(this.#names)
      this.#names = grown
    }
    this.#names[this.#count++] = name
  }

  all(): Uint32Array {
    return this.#names.subarray(0, this.#count)
  }
}
