import { putVarint, varintBytes } from './bytes.ts'

/** Where a writer puts what outgrows its memory: files that are written once and read from the start. */
export interface Scratch {
  create(): ScratchFile
}

export interface ScratchFile {
  readonly size: number
  append(bytes: Uint8Array): void
  /** Throws an Error where fewer bytes than asked for stand there. */
  read(offset: number, length: number): Uint8Array
  close(): void
}

/** Bytes in memory, for hosts without files, and for what is small. */
export class MemoryFile implements ScratchFile {
  #bytes = new Uint8Array(1024)
  size = 0

  append(bytes: Uint8Array): void {
    if (this.size + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.size + bytes.length, this.#bytes.length * 2))
      grown.set(this.#bytes.subarray(0, this.size))
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.size)
    this.size += bytes.length
  }

  read(offset: number, length: number): Uint8Array {
    if (offset + length > this.size) throw new Error('A scratch file ends before what is asked of it')
    return this.#bytes.slice(offset, offset + length)
  }

  close(): void {
    this.#bytes = new Uint8Array(0)
    this.size = 0
  }
}

export const memoryScratch: Scratch = { create: () => new MemoryFile() }

/** A scratch that knows which of its files are open, so that they can be closed when work ends early. */
export class OpenFiles implements Scratch {
  readonly #scratch: Scratch
  readonly #open = new Set<ScratchFile>()

  constructor(scratch: Scratch) {
    this.#scratch = scratch
  }

  create(): ScratchFile {
    const file = this.#scratch.create()
    const open = this.#open
    open.add(file)
    return {
      get size() {
        return file.size
      },
      append: bytes => file.append(bytes),
      read: (offset, length) => file.read(offset, length),
      close: () => {
        if (open.delete(file)) file.close()
      }
    }
  }

  closeAll(): void {
    for (const file of this.#open) file.close()
    this.#open.clear()
  }
}

const pieceBytes = 1 << 20

/** A scratch file from the start, in pieces of so many bytes. */
export function* piecesOf(file: ScratchFile, length = pieceBytes): Generator<Uint8Array> {
  for (let at = 0; at < file.size; at += length) yield file.read(at, Math.min(length, file.size - at))
}

const bufferBytes = 1 << 16

/** Takes numbers and bytes, and hands them on in larger pieces. */
export class ByteSink {
  readonly #onPiece: (piece: Uint8Array) => void
  #bytes = new Uint8Array(bufferBytes)
  #view = new DataView(this.#bytes.buffer)
  #length = 0
  /** How many bytes were written. */
  size = 0

  constructor(onPiece: (piece: Uint8Array) => void) {
    this.#onPiece = onPiece
  }

  #room(bytes: number): void {
    if (this.#length + bytes > bufferBytes) this.flush()
  }

  u8(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
    this.size++
  }

  u16(value: number): void {
    this.#room(2)
    this.#view.setUint16(this.#length, value, true)
    this.#length += 2
    this.size += 2
  }

  u32(value: number): void {
    this.#room(4)
    this.#view.setUint32(this.#length, value, true)
    this.#length += 4
    this.size += 4
  }

  f64(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
    this.size += 8
  }

  /** A number from 0 to 2^53, seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.#room(varintBytes)
    const end = putVarint(this.#bytes, this.#length, value)
    this.size += end - this.#length
    this.#length = end
  }

  bytes(bytes: Uint8Array): void {
    if (bytes.length > bufferBytes >> 1) {
      this.flush()
      this.#onPiece(bytes)
    } else {
      this.#room(bytes.length)
      this.#bytes.set(bytes, this.#length)
      this.#length += bytes.length
    }
    this.size += bytes.length
  }

  flush(): void {
    if (this.#length === 0) return
    this.#onPiece(this.#bytes.subarray(0, this.#length))
    this.#length = 0
  }
}

/** Writes a scratch file of its own. */
export class FileSink extends ByteSink {
  readonly #file: ScratchFile

  constructor(scratch: Scratch) {
    const file = scratch.create()
    super(piece => file.append(piece))
    this.#file = file
  }

  /** The file with all that was written so far. */
  written(): ScratchFile {
    this.flush()
    return this.#file
  }

  close(): void {
    this.#file.close()
  }
}

/** Reads a scratch file from the start, in larger pieces. */
export class ByteSource {
  readonly #file: ScratchFile
  readonly #end: number
  #bytes = new Uint8Array(0)
  #at = 0
  #next: number

  constructor(file: ScratchFile, start = 0, end = file.size) {
    this.#file = file
    this.#next = start
    this.#end = end
  }

  get isDone(): boolean {
    return this.#at >= this.#bytes.length && this.#next >= this.#end
  }

  #need(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const rest = this.#bytes.subarray(this.#at)
    const more = Math.min(Math.max(bufferBytes, bytes - rest.length), this.#end - this.#next)
    const joined = new Uint8Array(rest.length + more)
    joined.set(rest)
    joined.set(this.#file.read(this.#next, more), rest.length)
    this.#next += more
    this.#bytes = joined
    this.#at = 0
    if (bytes > joined.length) throw new Error('A scratch file ends before what is asked of it')
  }

  u8(): number {
    this.#need(1)
    return this.#bytes[this.#at++]!
  }

  u32(): number {
    this.#need(4)
    const [a = 0, b = 0, c = 0, d = 0] = this.#bytes.subarray(this.#at, this.#at + 4)
    this.#at += 4
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
  }

  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.u8()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }

  bytes(length: number): Uint8Array {
    this.#need(length)
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return bytes
  }

  /** So many numbers of 32 bits. */
  words(count: number): Uint32Array {
    const bytes = this.bytes(count * 4)
    return new Uint32Array(bytes.slice().buffer)
  }
}
