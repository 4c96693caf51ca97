import { Checksum, checksumOf } from './checksum.ts'
import { ByteSink, piecesOf, type Scratch, type ScratchFile } from './scratch.ts'
import { StoreError } from './store-error.ts'

/** `HBKS` and bytes that a transfer as text would change. */
const magic = Uint8Array.from([0x48, 0x42, 0x4b, 0x53, 0x0d, 0x0a, 0x1a, 0x0a])

/** The version of the format: a reader refuses another major one, and passes over sections that it does not know. */
export const version = { major: 1, minor: 0 } as const

const headerBytes = 40
const nameBytes = 16
const rowBytes = 40
const alignment = 64

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** A part of the file while it is written. */
export class SectionWriter {
  readonly name: string
  readonly #file: ScratchFile
  readonly #checksum = new Checksum()
  readonly sink = new ByteSink(piece => {
    this.#checksum.update(piece)
    this.#file.append(piece)
  })

  /** `name`: up to 16 characters of ASCII, of which the table has that much room. */
  constructor(name: string, scratch: Scratch) {
    if (name === '' || name.length > nameBytes || !/^[!-~]+$/.test(name))
      throw new Error(`No section can be called ${JSON.stringify(name)}`)
    this.name = name
    this.#file = scratch.create()
  }

  end(): WrittenSection {
    this.sink.flush()
    return { name: this.name, file: this.#file, checksum: this.#checksum.digest() }
  }
}

/** A part of the file, written and waiting to be put in its place. */
export interface WrittenSection {
  readonly name: string
  readonly file: ScratchFile
  readonly checksum: number
}

/** The section that these pieces make. */
export function sectionOf(name: string, pieces: Iterable<Uint8Array>, scratch: Scratch): WrittenSection {
  const writer = new SectionWriter(name, scratch)
  for (const piece of pieces) writer.sink.bytes(piece)
  return writer.end()
}

const aligned = (offset: number): number => Math.ceil(offset / alignment) * alignment

/** The file that these sections make, in pieces; each piece is good until the next. */
export function* fileOf(sections: readonly WrittenSection[]): Generator<Uint8Array> {
  const table = new Uint8Array(headerBytes + sections.length * rowBytes)
  const view = new DataView(table.buffer)
  let offset = aligned(table.length)
  const offsets = sections.map(({ file }) => {
    const at = offset
    offset = aligned(at + file.size)
    return at
  })
  table.set(magic)
  view.setUint16(8, version.major, true)
  view.setUint16(10, version.minor, true)
  view.setUint32(12, sections.length, true)
  view.setBigUint64(16, BigInt(offset), true)
  for (const [i, { name, file, checksum }] of sections.entries()) {
    const row = headerBytes + i * rowBytes
    for (let c = 0; c < name.length; c++) table[row + c] = name.charCodeAt(c)
    view.setBigUint64(row + nameBytes, BigInt(offsets[i]!), true)
    view.setBigUint64(row + nameBytes + 8, BigInt(file.size), true)
    view.setUint32(row + nameBytes + 16, checksum, true)
  }
  view.setUint32(24, checksumOf(table.subarray(headerBytes)), true)
  // The header's own checksum is made with its place empty.
  view.setUint32(28, checksumOf(table.subarray(0, headerBytes)), true)
  yield table
  let written = table.length
  for (const [i, { file }] of sections.entries()) {
    const gap = offsets[i]! - written
    if (gap > 0) yield new Uint8Array(gap)
    yield* piecesOf(file)
    written = offsets[i]! + file.size
  }
  if (offset > written) yield new Uint8Array(offset - written)
}

interface Section {
  readonly offset: number
  readonly length: number
  readonly checksum: number
  isChecked: boolean
}

/**
 * The sections of a file. Opening reads the table alone; a section is held against its checksum before it is used
 * first. Throws a StoreError for what is no store, of another version, cut short, or damaged.
 */
export class Sections {
  readonly #buffer: ArrayBufferLike
  readonly #sections = new Map<string, Section>()
  readonly #tableEnd: number

  constructor(buffer: ArrayBufferLike) {
    this.#buffer = buffer
    if (!isLittleEndian)
      throw new StoreError('not-a-store', 'Compiled stores are read on little-endian machines alone')
    const size = buffer.byteLength
    const start = new Uint8Array(buffer, 0, Math.min(size, magic.length))
    if (!magic.every((byte, i) => byte === start[i] || i >= size) || size === 0)
      throw new StoreError('not-a-store', 'This is no compiled store: it begins with other bytes')
    if (size < headerBytes)
      throw new StoreError('truncated', `The store ends after ${size} bytes, within its header`)
    const head = new Uint8Array(headerBytes)
    head.set(new Uint8Array(buffer, 0, headerBytes))
    const view = new DataView(head.buffer)
    // Before anything else, since another version may have another header.
    const major = view.getUint16(8, true)
    if (major !== version.major)
      throw new StoreError(
        'version',
        `The store is of format ${major}.${view.getUint16(10, true)}, and this program reads ${version.major}.${version.minor}: compile it again`
      )
    const stated = view.getUint32(28, true)
    view.setUint32(28, 0, true)
    if (checksumOf(head) !== stated) throw new StoreError('damaged', 'The header of the store is damaged')
    const count = view.getUint32(12, true)
    const length = Number(view.getBigUint64(16, true))
    if (length !== size)
      throw new StoreError(
        size < length ? 'truncated' : 'damaged',
        `The store has ${size.toLocaleString('en')} bytes instead of ${length.toLocaleString('en')}`
      )
    const end = headerBytes + count * rowBytes
    if (end > size) throw new StoreError('damaged', 'The table of sections is damaged')
    const table = new Uint8Array(buffer, headerBytes, count * rowBytes)
    if (checksumOf(table) !== view.getUint32(24, true))
      throw new StoreError('damaged', 'The table of sections is damaged')
    this.#tableEnd = end
    this.#read(table, count, size)
  }

  #read(table: Uint8Array, count: number, size: number): void {
    const view = new DataView(table.buffer, table.byteOffset, table.length)
    for (let i = 0; i < count; i++) {
      const row = i * rowBytes
      let name = ''
      for (let c = 0; c < nameBytes && table[row + c] !== 0; c++) name += String.fromCharCode(table[row + c]!)
      const offset = Number(view.getBigUint64(row + nameBytes, true))
      const length = Number(view.getBigUint64(row + nameBytes + 8, true))
      const checksum = view.getUint32(row + nameBytes + 16, true)
      if (offset % alignment !== 0 || offset + length > size)
        throw new StoreError('damaged', `The section ${name} lies outside of the store`)
      this.#sections.set(name, { offset, length, checksum, isChecked: false })
    }
  }

  /** The bytes of a section, held against its checksum the first time; undefined where there is none. */
  find(name: string): Uint8Array | undefined {
    const section = this.#sections.get(name)
    if (!section) return undefined
    const bytes = new Uint8Array(this.#buffer, section.offset, section.length)
    if (!section.isChecked) {
      if (checksumOf(bytes) !== section.checksum)
        throw new StoreError('damaged', `The section ${name} of the store is damaged: compile it again`)
      section.isChecked = true
    }
    return bytes
  }

  /** The bytes of a section that every store has. */
  bytes(name: string): Uint8Array {
    const bytes = this.find(name)
    if (!bytes) throw new StoreError('damaged', `The store has no section ${name}`)
    return bytes
  }

  u16(name: string): Uint16Array {
    const { buffer, byteOffset, length } = this.bytes(name)
    return new Uint16Array(buffer, byteOffset, length >> 1)
  }

  u32(name: string): Uint32Array {
    const { buffer, byteOffset, length } = this.bytes(name)
    return new Uint32Array(buffer, byteOffset, length >> 2)
  }

  f64(name: string): Float64Array {
    const { buffer, byteOffset, length } = this.bytes(name)
    return new Float64Array(buffer, byteOffset, length >> 3)
  }

  /** A column of numbers as wide as its largest needs: 1, 2 or 4 bytes each. */
  column(name: string, length: number): Column {
    const bytes = this.bytes(name)
    if (bytes.length === length) return bytes
    return bytes.length === length * 2 ? this.u16(name) : this.u32(name)
  }

  /** Holds every section against its checksum, and what lies between them against nothing: zeros. */
  verify(): void {
    let end = this.#tableEnd
    for (const [name, { offset, length }] of [...this.#sections].sort(
      ([, a], [, b]) => a.offset - b.offset
    )) {
      this.find(name)
      this.#expectZeros(end, offset)
      end = Math.max(end, offset + length)
    }
    this.#expectZeros(end, this.#buffer.byteLength)
  }

  #expectZeros(from: number, to: number): void {
    if (from < to && new Uint8Array(this.#buffer, from, to - from).some(byte => byte !== 0))
      throw new StoreError('damaged', `The store is damaged between its sections, near byte ${from}`)
  }
}

export type Column = Uint8Array | Uint16Array | Uint32Array

/** Writes numbers up to `largest` as wide as that needs. */
export function columnWriter(sink: ByteSink, largest: number): (value: number) => void {
  if (largest < 256) return value => sink.u8(value)
  if (largest < 65_536) return value => sink.u16(value)
  return value => sink.u32(value)
}
