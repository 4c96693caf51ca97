import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { joined } from '../src/compiled/bytes.ts'
import { type Scratch, type ScratchFile, StoreWriter, type WriterOptions } from '../src/compiled/compiled.ts'
import type { Quad } from '../src/rdf/rdf.ts'

/** The file that these quads are compiled to. */
export function compiledBytes(quads: Iterable<Quad>, options?: WriterOptions): Uint8Array<ArrayBuffer> {
  const writer = new StoreWriter(options)
  for (const quad of quads) writer.add(quad)
  return joinedBytes(writer.finish())
}

/** Pieces in one; each may be overwritten once the next is asked for. */
export function joinedBytes(pieces: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const copies = Array.from(pieces, piece => piece.slice())
  return joined(copies, Uint8Array)
}

/** The bytes in cuts of this length, each in memory of its own, not at its beginning. */
export function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  const cuts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += length) {
    const part = bytes.subarray(at, at + length)
    const own = new Uint8Array(part.length + 3).subarray(3)
    own.set(part)
    cuts.push(own)
  }
  return cuts
}

export function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length)
  new Uint8Array(buffer).set(bytes)
  return buffer
}

/** Scratch files on the disk, in a folder that `remove` takes away; says what was done with them. */
export class DiskScratch implements Scratch {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'hawksbill-scratch-'))
  created = 0
  /** Files that nobody closed yet. */
  open = 0
  /** Bytes that were appended, over all files. */
  appended = 0

  create(): ScratchFile {
    const handle = openSync(path.join(this.#folder, `${this.created++}`), 'wx+')
    this.open++
    let [size, isOpen] = [0, true]
    return {
      get size() {
        return size
      },
      append: bytes => {
        if (!isOpen) throw new Error('Appended to a scratch file that was closed')
        writeSync(handle, bytes, 0, bytes.length, size)
        size += bytes.length
        this.appended += bytes.length
      },
      read: (offset, length) => {
        if (!isOpen) throw new Error('Read from a scratch file that was closed')
        if (offset + length > size) throw new Error('Read beyond the end of a scratch file')
        const bytes = new Uint8Array(length)
        readSync(handle, bytes, 0, length, offset)
        return bytes
      },
      close: () => {
        if (!isOpen) return
        isOpen = false
        this.open--
        ftruncateSync(handle)
        closeSync(handle)
      }
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
