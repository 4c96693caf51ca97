import { closeSync, existsSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import {
  type CompiledStore,
  isStoreFile,
  openCompiled,
  StoreError,
  type StoreWriter,
  segmentBytes,
  segmentFile,
  wholeFile
} from '../compiled/compiled.ts'

/** The files of the store in a folder, in order. */
const storeFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter(isStoreFile).sort() : []

/**
 * Writes what a writer has been given into a folder: as `store.hbk`, or cut into `store-000.hbk` and so on. Gives
 * its bytes.
 */
export function writeStoreFiles(writer: StoreWriter, folder: string): number {
  let bytes = 0
  let segment = -1
  let file: number | undefined
  let room = 0
  let isLong: boolean | undefined
  const next = (): number => {
    if (file !== undefined) closeSync(file)
    segment++
    room = segmentBytes
    const name = isLong ? segmentFile(segment) : wholeFile
    file = openSync(path.join(folder, name), 'w')
    return file
  }
  try {
    for (const piece of writer.finish()) {
      // The header tells how long the whole will be (FORMAT.md).
      isLong ??= new DataView(piece.buffer, piece.byteOffset).getBigUint64(16, true) > BigInt(segmentBytes)
      bytes += piece.length
      for (let at = 0; at < piece.length; ) {
        const into = room === 0 || file === undefined ? next() : file
        const part = piece.subarray(at, at + (isLong ? room : piece.length))
        const written = writeSync(into, part)
        at += written
        room -= isLong ? written : 0
      }
    }
    return bytes
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * Opens the store of a folder in shared memory, so that threads can read it too; undefined where there is none.
 * Throws a StoreError where its files are no store, of another version, cut short or damaged.
 */
export function openStoreFiles(folder: string): CompiledStore | undefined {
  const files = storeFiles(folder)
  if (files.length === 0) return undefined
  const sizes = files.map(file => statSync(path.join(folder, file)).size)
  const whole = new SharedArrayBuffer(sizes.reduce((sum, size) => sum + size, 0))
  let at = 0
  for (const [i, file] of files.entries()) {
    const handle = openSync(path.join(folder, file), 'r')
    try {
      for (let done = 0; done < sizes[i]!; ) {
        const read = readSync(handle, new Uint8Array(whole, at, sizes[i]! - done), 0, sizes[i]! - done, done)
        if (read === 0) throw new StoreError('truncated', `${file} ends before its length`)
        done += read
        at += read
      }
    } finally {
      closeSync(handle)
    }
  }
  return openCompiled(whole)
}

/** The files of the store in a folder, with their lengths in bytes. */
export const storeSizes = (folder: string): { file: string; bytes: number }[] =>
  storeFiles(folder).map(file => ({ file, bytes: statSync(path.join(folder, file)).size }))

const pieceBytes = 1 << 22

/** The lines of a file in pieces of several megabytes, each a whole number of lines. */
export function* linePieces(file: string): Generator<string> {
  const handle = openSync(file, 'r')
  try {
    let bytes = Buffer.allocUnsafe(pieceBytes)
    let kept = 0
    for (;;) {
      const read = readSync(handle, bytes, kept, bytes.length - kept, null)
      const end = kept + read
      const cut = read === 0 ? end : bytes.lastIndexOf(10, end - 1) + 1
      if (cut > 0) yield bytes.toString('utf8', 0, cut)
      if (read === 0) return
      kept = end - cut
      // A line that is longer than a piece.
      if (kept === bytes.length) bytes = Buffer.concat([bytes], kept * 2)
      else bytes.copyWithin(0, cut, end)
    }
  } finally {
    closeSync(handle)
  }
}

/** What a store says of the dataset it was made of. */
export interface StoredDataset {
  /** The version of its dumps, as in the manifest. */
  readonly version: string
}

const section = 'dataset'

/** The section that says which dataset a store was made of. */
export const datasetSection = (dataset: StoredDataset) => ({
  name: section,
  pieces: [new TextEncoder().encode(JSON.stringify(dataset))]
})

/** Which dataset a store was made of. */
export function datasetOfStore(store: CompiledStore): StoredDataset | undefined {
  const bytes = store.section(section)
  return bytes && (JSON.parse(new TextDecoder().decode(bytes.slice())) as StoredDataset)
}

/** Whether a folder has a store of this version; what cannot be read has none. */
export function hasStoreOf(folder: string, version: string): boolean {
  try {
    const store = openStoreFiles(folder)
    return store !== undefined && datasetOfStore(store)?.version === version
  } catch (error) {
    if (error instanceof StoreError) return false
    throw error
  }
}
