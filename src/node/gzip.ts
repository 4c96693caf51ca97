import { linkSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Compressed, compressedFile, type DumpFile, type Manifest } from '../dumps/dumps.ts'

/** A dump as gzip has it, its size and the hash of its bytes. */
export type Gzipped = NonNullable<DumpFile['gzip']>

/** What the thread that compresses is given: where the dumps are, and their names. */
export interface GzipJob {
  readonly folder: string
  readonly files: readonly string[]
}

/** A compression under way. */
interface Compressing {
  /** Fulfilled when all files are written, and listed in `compressed.json`. */
  readonly done: Promise<void>
  /** Ends it early; `done` is rejected then. */
  end(): Promise<unknown>
}

/**
 * Writes beside each dump of a folder the same in gzip (RFC 1952), in a thread of its own, and a list of them,
 * which is no part of the manifest: its bytes depend on the compressor. What `earlier` has of the very same dumps
 * is linked.
 */
export function gzipDumps(folder: string, { dumps }: Manifest, earlier?: string): Compressing {
  const compressed: Record<string, Compressed[string]> = {}
  const known = earlier === undefined ? {} : compressedIn(earlier)
  const left: DumpFile[] = []
  for (const dump of dumps) {
    const { file, sha256 } = dump
    const before = known[file]
    if (before?.sha256 === sha256 && isLinked(earlier!, folder, file)) compressed[file] = before
    else left.push(dump)
  }
  const finish = (gzipped: readonly Gzipped[]): void => {
    for (const [i, { file, sha256 }] of left.entries()) compressed[file] = { sha256, gzip: gzipped[i]! }
    const inOrder = Object.fromEntries(dumps.map(({ file }) => [file, compressed[file]!]))
    writeFileSync(path.join(folder, compressedFile), `${JSON.stringify(inOrder, null, 2)}\n`)
  }
  if (left.length === 0) {
    finish([])
    return { done: Promise.resolve(), end: async () => undefined }
  }
  const job: GzipJob = { folder: path.join(folder, 'dumps'), files: left.map(({ file }) => file) }
  const worker = new Worker(
    new URL(`./gzip-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    { workerData: job }
  )
  const done = new Promise<void>((resolve, reject) => {
    worker.once('message', (gzipped: readonly Gzipped[]) => {
      finish(gzipped)
      resolve()
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread that compresses has been ended')))
  })
  // Who waits for it may come later than its failure.
  done.catch(() => undefined)
  return { done, end: () => worker.terminate() }
}

/** What a folder lists of compressed dumps; nothing where it has no such list. */
export function compressedIn(folder: string): Compressed {
  try {
    return JSON.parse(readFileSync(path.join(folder, compressedFile), 'utf8')) as Compressed
  } catch {
    return {}
  }
}

function isLinked(from: string, to: string, file: string): boolean {
  try {
    linkSync(path.join(from, 'dumps', `${file}.gz`), path.join(to, 'dumps', `${file}.gz`))
    return true
  } catch {
    return false
  }
}
