import { sharedLength } from './bytes.ts'
import { piecesOf, type Scratch } from './scratch.ts'
import { columnWriter, SectionWriter, sectionOf, type WrittenSection } from './sections.ts'
import { kinds, type TermKey } from './term-key.ts'
import { literalValue } from './term-values.ts'

/** So many terms are coded by what they share with the one before. */
export const blockTerms = 16

/** How many blocks have their places told from one 64-bit start. */
export const blocksPerBase = 65_536

const encoder = new TextEncoder()

/** Writes terms in order: front-coded blocks, language tags, datatypes, values. */
export class DictionaryWriter {
  readonly #scratch: Scratch
  readonly #data: SectionWriter
  readonly #places: SectionWriter
  readonly #bases: SectionWriter
  readonly #values: SectionWriter
  /** Tags by number, in the order in which they are first met: the strings' order decides it. */
  readonly #tags = new Map<string, number>()
  readonly #tagOfString: SectionWriter
  /** Datatypes with the number of their first literal. */
  readonly #datatypes: [string, number][] = []
  readonly #counts = [0, 0, 0, 0]
  #count = 0
  #base = 0
  #last = new Uint8Array(0)

  constructor(scratch: Scratch) {
    this.#scratch = scratch
    const section = (name: string): SectionWriter => new SectionWriter(name, scratch)
    this.#data = section('terms')
    this.#places = section('term-places')
    this.#bases = section('term-bases')
    this.#values = section('values')
    this.#tagOfString = section('string-tags')
  }

  add({ kind, text, tag }: TermKey): void {
    const bytes = encoder.encode(text)
    const out = this.#data.sink
    if (this.#count % blockTerms === 0) {
      if ((this.#count / blockTerms) % blocksPerBase === 0) {
        this.#base = out.size
        this.#bases.sink.f64(this.#base)
      }
      this.#places.sink.u32(out.size - this.#base)
      out.varint(bytes.length)
      out.bytes(bytes)
    } else {
      const shared = sharedLength(this.#last, bytes)
      out.varint(shared)
      out.varint(bytes.length - shared)
      out.bytes(bytes.subarray(shared))
    }
    this.#last = bytes
    if (kind === kinds.string) {
      let number = this.#tags.get(tag)
      if (number === undefined) {
        number = this.#tags.size
        this.#tags.set(tag, number)
      }
      this.#tagOfString.sink.u32(number)
    } else if (kind === kinds.typed) {
      if (this.#datatypes.at(-1)?.[0] !== tag) this.#datatypes.push([tag, this.#count])
      this.#values.sink.f64(literalValue(text, tag))
    }
    this.#counts[kind]!++
    this.#count++
  }

  /** How many terms there are besides triple terms. */
  get count(): number {
    return this.#count
  }

  /** The sections; `triples` says how many triple terms there are, `depths` where each depth of them begins. */
  end(triples: number, depths: readonly number[]): WrittenSection[] {
    const scratch = this.#scratch
    const counts = Uint32Array.of(...this.#counts, triples, depths.length, ...depths)
    const tags = new SectionWriter('tags', scratch)
    for (const tag of this.#tags.keys()) writeText(tags, tag)
    const datatypes = new SectionWriter('datatypes', scratch)
    for (const [iri, first] of this.#datatypes) {
      datatypes.sink.u32(first)
      writeText(datatypes, iri)
    }
    const strings = this.#tagOfString.end()
    return [
      sectionOf('term-counts', [bytesOf(counts)], scratch),
      this.#data.end(),
      this.#places.end(),
      this.#bases.end(),
      this.#values.end(),
      narrowed(strings, this.#tags.size - 1, scratch),
      tags.end(),
      datatypes.end()
    ]
  }
}

export const bytesOf = (numbers: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

function writeText(section: SectionWriter, text: string): void {
  const bytes = encoder.encode(text)
  section.sink.varint(bytes.length)
  section.sink.bytes(bytes)
}

/** A column of 32-bit numbers as narrow as its largest allows. */
export function narrowed(section: WrittenSection, largest: number, scratch: Scratch): WrittenSection {
  if (largest >= 65_536) return section
  const narrow = new SectionWriter(section.name, scratch)
  const write = columnWriter(narrow.sink, largest)
  for (const bytes of piecesOf(section.file))
    for (const number of new Uint32Array(bytes.slice().buffer)) write(number)
  section.file.close()
  return narrow.end()
}
