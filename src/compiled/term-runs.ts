import { byCodePoint, type Quad, type Quad_Object, type Term } from '../rdf/rdf.ts'
import { Merge } from './merge.ts'
import { ByteSource, FileSink, type Scratch, type ScratchFile } from './scratch.ts'
import { isTripleTerm, type Kind, keyOf, kinds, type TermKey } from './term-key.ts'

/** The order of terms: groups first, then literals of a datatype together, then texts by their UTF-8 bytes, then tags. */
export function byKey(a: TermKey, b: TermKey): number {
  if (a.kind !== b.kind) return a.kind - b.kind
  if (a.kind === kinds.typed && a.tag !== b.tag) return byCodePoint(a.tag, b.tag)
  return byCodePoint(a.text, b.text) || byCodePoint(a.tag, b.tag)
}

/** A triple term by the numbers that its parts have in a chunk; `depth` is 1 where none of them is one. */
export interface TripleKey {
  readonly parts: readonly [PartKey, PartKey, PartKey]
  readonly depth: number
}

/** A part of a triple: the number of a term, or of a triple term as −1 − its number. */
export type PartKey = number

/** What a term takes in memory besides its text, more or less. */
const termBytes = 120

/** The terms and quads that fit the budget: terms by number in the order in which they came. */
export class Chunk {
  /** Numbers by text, for each group and tag. */
  readonly #iris = new Map<string, number>()
  readonly #others = new Map<string, Map<string, number>>()
  readonly keys: TermKey[] = []
  readonly triples: TripleKey[] = []
  readonly #tripleNumbers = new Map<string, number>()
  /** Four numbers a quad; the graph's is `defaultGraphNumber` for the default graph. */
  quads = new Int32Array(4096)
  count = 0
  /** Roughly what it takes in memory. */
  bytes = 0

  add({ subject, predicate, object, graph }: Quad): void {
    const at = this.count * 4
    if (at === this.quads.length) {
      const grown = new Int32Array(this.quads.length * 2)
      grown.set(this.quads)
      this.quads = grown
    }
    const { quads } = this
    quads[at] = this.#numberOf(subject)
    quads[at + 1] = this.#numberOf(predicate)
    quads[at + 2] = this.#numberOf(object)
    quads[at + 3] = graph.termType === 'DefaultGraph' ? defaultGraphNumber : this.#numberOf(graph)
    this.count++
    this.bytes += 16
  }

  #numberOf(term: Term): PartKey {
    // Most terms are IRIs, and most of those are known: they need no key.
    if (term.termType === 'NamedNode') {
      const known = this.#iris.get(term.value)
      if (known !== undefined) return known
    }
    return isTripleTerm(term) ? this.#tripleNumberOf(term) : this.#numberOfKey(term)
  }

  #numberOfKey(term: Term): number {
    const key = keyOf(term)
    if (!key) throw new TypeError(`A ${term.termType} cannot stand in a dataset`)
    const numbers = this.#numbersOf(key)
    let number = numbers.get(key.text)
    if (number === undefined) {
      number = this.keys.length
      const own = { ...key, text: detached(key.text) }
      numbers.set(own.text, number)
      this.keys.push(own)
      this.bytes += termBytes + key.text.length * 2
    }
    return number
  }

  #numbersOf({ kind, tag }: TermKey): Map<string, number> {
    if (kind === kinds.iri) return this.#iris
    const name = `${kind}${tag}`
    let numbers = this.#others.get(name)
    if (!numbers) {
      numbers = new Map()
      this.#others.set(name, numbers)
    }
    return numbers
  }

  #tripleNumberOf({
    subject,
    predicate,
    object
  }: {
    subject: Term
    predicate: Term
    object: Quad_Object
  }): PartKey {
    const parts = [this.#numberOf(subject), this.#numberOf(predicate), this.#numberOf(object)] as const
    const spelling = parts.join(' ')
    let number = this.#tripleNumbers.get(spelling)
    if (number === undefined) {
      number = this.triples.length
      this.#tripleNumbers.set(spelling, number)
      const depth = 1 + Math.max(0, ...parts.map(part => (part < 0 ? this.triples[-1 - part]!.depth : 0)))
      this.triples.push({ parts, depth })
      this.bytes += termBytes + 48
    }
    return -1 - number
  }

  /** The keys in order, and for each number of a term its place in that order. */
  sorted(): { readonly keys: TermKey[]; readonly ranks: Uint32Array } {
    const { keys } = this
    const groups = new Map<string, number[]>()
    for (const [number, { kind, tag }] of keys.entries()) {
      const name = kind === kinds.typed ? `${kind}${tag}` : String(kind)
      const group = groups.get(name)
      if (group) group.push(number)
      else groups.set(name, [number])
    }
    const order: number[] = []
    for (const [, group] of [...groups].sort(([a], [b]) => byCodePoint(a, b))) {
      // JavaScript's own order of texts is that of code points, but beyond the basic plane.
      const isPlain = !group.some(number => beyondBasicPlane.test(keys[number]!.text))
      group.sort((a, b) => (isPlain ? byPlainText(keys[a]!, keys[b]!) : byKey(keys[a]!, keys[b]!)))
      for (const number of group) order.push(number)
    }
    const ranks = new Uint32Array(order.length)
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank
    return { keys: order.map(number => keys[number]!), ranks }
  }
}

/** A text that keeps no other alive: what a reader gives is often a view of a much longer one. */
const detached = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

const beyondBasicPlane = /[\ud800-\udfff]/

const byPlainText = (a: TermKey, b: TermKey): number =>
  a.text < b.text ? -1 : a.text > b.text ? 1 : a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0

/** The graph of quads in the default graph: no term has this number. */
export const defaultGraphNumber = -0x80000000

/** Terms in order, on their way to a file and back. */
const encoder = new TextEncoder()
// A byte order mark at the beginning is a character of the text like others.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A sorted run of terms in the scratch. */
export class TermRun {
  readonly #file: ScratchFile
  readonly count: number

  constructor(keys: readonly TermKey[], scratch: Scratch) {
    const out = new FileSink(scratch)
    for (const { kind, text, tag } of keys) {
      out.u8(kind)
      for (const part of [text, tag]) {
        const bytes = encoder.encode(part)
        out.varint(bytes.length)
        out.bytes(bytes)
      }
    }
    this.#file = out.written()
    this.count = keys.length
  }

  *keys(): Generator<TermKey> {
    const source = new ByteSource(this.#file)
    for (let i = 0; i < this.count; i++) {
      const kind = source.u8() as Kind
      const text = decoder.decode(source.bytes(source.varint()))
      const tag = decoder.decode(source.bytes(source.varint()))
      yield { kind, text, tag }
    }
  }

  close(): void {
    this.#file.close()
  }
}

/** A run on its way into the merge, with its next key. */
interface Coming {
  readonly run: number
  readonly keys: Iterator<TermKey>
  key: TermKey
}

/**
 * The terms of all runs in one order, each once; `onTerm` is told of every run that has the term, in the order of the
 * run's own terms, with the term's number in the whole.
 */
export function* mergedTerms(
  runs: readonly Iterable<TermKey>[],
  onTerm: (run: number, number: number) => void
): Generator<TermKey> {
  if (runs.length === 1) {
    let number = 0
    for (const term of runs[0]!) {
      yield term
      onTerm(0, number++)
    }
    return
  }
  const coming: Coming[] = []
  for (const [run, terms] of runs.entries()) {
    const keys = terms[Symbol.iterator]()
    const first = keys.next()
    if (!first.done) coming.push({ run, keys, key: first.value })
  }
  const merge = new Merge(coming, (a, b) => byKey(a.key, b.key) < 0)
  let number = -1
  let last: TermKey | undefined
  for (let first = merge.first; first; first = merge.first) {
    if (last === undefined || byKey(last, first.key) !== 0) {
      last = first.key
      number++
      yield last
    }
    onTerm(first.run, number)
    const next = first.keys.next()
    if (!next.done) first.key = next.value
    merge.settle(!next.done)
  }
}
