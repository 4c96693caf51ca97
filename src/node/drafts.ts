import { createHash, type Hash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import {
  type LinesDraft,
  mergedLines,
  type Sink,
  type SubjectLines,
  type TextDraft,
  type Written
} from '../dumps/dumps.ts'
import { alignedBuffer, DirectOutput } from './direct.ts'

const chunkBytes = 1 << 22
const sortMemory = 96 << 20

/**
 * A sink that writes into a folder. Text goes to disk as it comes; lines are sorted in memory up to `memory`
 * bytes at a time, and beyond that in runs on disk that are merged at the end. Writing is synchronous:
 * it only ever fills the page cache, and nothing else could be done meanwhile.
 */
export function folderSink(folder: string, memory = sortMemory) {
  const place = (file: string): string => {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    return target
  }
  return {
    bytesOf: text => Buffer.byteLength(text),
    text: file => new FileText(place(file)),
    lines: (triples, quads) =>
      new SortedLines(place(triples), place(quads), path.join(folder, '.run'), memory)
  } satisfies Sink
}

/** A file being written: counted and hashed on its way; a `large` one past the page cache. */
export class HashedFile {
  readonly #file: DirectOutput
  readonly #hash: Hash = createHash('sha256')
  readonly #buffer: Buffer
  #filled = 0
  #bytes = 0

  constructor(target: string, large = false) {
    this.#file = new DirectOutput(target, large)
    this.#buffer = large ? alignedBuffer(chunkBytes) : Buffer.allocUnsafeSlow(chunkBytes)
  }

  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const copied = bytes.copy(this.room(bytes.length - at), 0, at)
      this.filled(copied)
      at += copied
    }
  }

  /** Room for at most so many bytes, at least one; those put there count once `filled` is told. */
  room(most: number): Buffer {
    if (this.#filled === chunkBytes) this.#flush()
    return this.#buffer.subarray(this.#filled, Math.min(this.#filled + most, chunkBytes))
  }

  filled(bytes: number): void {
    this.#filled += bytes
  }

  #flush(): void {
    const bytes = this.#buffer.subarray(0, this.#filled)
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    this.#file.write(bytes)
    this.#filled = 0
  }

  close(): Written {
    this.#flush()
    this.#file.close()
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

/** Text that is kept in memory while it is short, and in a file beside its own while the head is not known. */
export class FileText implements TextDraft {
  readonly #target: string
  #pieces: Uint8Array[] = []
  #bytes = 0
  #body: number | undefined

  constructor(target: string) {
    this.#target = target
  }

  append(text: string): void {
    this.appendBytes(Buffer.from(text))
  }

  /** The same as `append`, of UTF-8. */
  appendBytes(bytes: Uint8Array): void {
    this.#pieces.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes < chunkBytes) return
    this.#body ??= openSync(`${this.#target}.body`, 'w+')
    writeAll(this.#body, this.#take())
  }

  keep(): never {
    throw new Error('There is no earlier version of this file')
  }

  #take(): Buffer {
    const bytes = Buffer.concat(this.#pieces, this.#bytes)
    this.#pieces = []
    this.#bytes = 0
    return bytes
  }

  async finish(head: string, tail: string): Promise<Written> {
    const file = new HashedFile(this.#target)
    file.write(Buffer.from(head))
    if (this.#body !== undefined) {
      for (const chunk of chunksOf(this.#body)) file.write(chunk)
      closeSync(this.#body)
      rmSync(`${this.#target}.body`)
    }
    file.write(this.#take())
    file.write(Buffer.from(tail))
    return file.close()
  }
}

function* chunksOf(file: number): Iterable<Buffer> {
  for (let at = 0; ; ) {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    const read = readSync(file, chunk, 0, chunkBytes, at)
    if (read === 0) return
    at += read
    yield chunk.subarray(0, read)
  }
}

/** The lines of one subject as they are sorted. */
export interface LinesRecord {
  /** The subject's bytes of UTF-8, each as a character: such strings compare as the bytes do. */
  readonly subject: string
  readonly triples: Buffer
  /** The same object where there are no lines but those of the default graph. */
  readonly quads: Buffer
}

/** Lines as they are sorted. */
function recordOf({ subject, triples, quads }: SubjectLines): LinesRecord {
  const bytes = Buffer.from(triples)
  return {
    subject: Buffer.from(subject).toString('latin1'),
    triples: bytes,
    quads: quads === triples ? bytes : Buffer.from(quads)
  }
}

/** An external merge sort of lines by their subject. */
export class SortedLines implements LinesDraft {
  readonly #triples: string
  readonly #quads: string
  readonly #runs: string
  readonly #memory: number
  readonly #open: number[] = []
  #held: LinesRecord[] = []
  #bytes = 0

  constructor(triples: string, quads: string, runs: string, memory: number) {
    this.#triples = triples
    this.#quads = quads
    this.#runs = runs
    this.#memory = memory
  }

  append(lines: SubjectLines): void {
    this.appendRecord(recordOf(lines))
  }

  appendRecord(record: LinesRecord): void {
    this.#held.push(record)
    this.#bytes += record.quads.length
    if (this.#bytes >= this.#memory) this.#spill()
  }

  drop(): never {
    throw new Error('There are no earlier versions of these files')
  }

  #sorted(): LinesRecord[] {
    const sorted = this.#held.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0))
    this.#held = []
    this.#bytes = 0
    return sorted
  }

  #spill(): void {
    const file = openSync(`${this.#runs}-${this.#open.length}`, 'w+')
    let pending: Buffer[] = []
    let bytes = 0
    for (const record of this.#sorted()) {
      const parts = partsOf(record)
      pending.push(...parts)
      for (const part of parts) bytes += part.length
      if (bytes < chunkBytes) continue
      writeAll(file, Buffer.concat(pending, bytes))
      pending = []
      bytes = 0
    }
    writeAll(file, Buffer.concat(pending, bytes))
    this.#open.push(file)
  }

  async finish(): ReturnType<LinesDraft['finish']> {
    const triples = new HashedFile(this.#triples)
    const quads = new HashedFile(this.#quads)
    let apart = true
    for (const records of merged([...this.#open.map(recordsIn), this.#sorted()[Symbol.iterator]()])) {
      if (records.length > 1) apart = false
      triples.write(joined(records.map(record => record.triples)))
      quads.write(joined(records.map(record => record.quads)))
    }
    for (const [i, file] of this.#open.entries()) {
      closeSync(file)
      rmSync(`${this.#runs}-${i}`)
    }
    return { triples: triples.close(), quads: quads.close(), apart }
  }
}

const noOthers = 0xffffffff

/** A record as it stands in a run: three lengths, then subject, triples and, where they differ, quads. */
function partsOf({ subject, triples, quads }: LinesRecord): Buffer[] {
  const header = Buffer.allocUnsafe(12)
  const parts = [Buffer.from(subject, 'latin1'), triples, ...(quads === triples ? [] : [quads])]
  header.writeUInt32LE(parts[0]!.length, 0)
  header.writeUInt32LE(parts[1]!.length, 4)
  header.writeUInt32LE(parts[2]?.length ?? noOthers, 8)
  return [header, ...parts]
}

function* recordsIn(file: number): Iterator<LinesRecord> {
  let buffer = Buffer.alloc(0)
  let at = 0
  let offset = 0
  const need = (bytes: number): boolean => {
    if (buffer.length - at >= bytes) return true
    const next = Buffer.allocUnsafe(Math.max(chunkBytes / 4, bytes) + (buffer.length - at))
    let filled = buffer.copy(next, 0, at)
    for (let read = 1; read > 0 && filled < bytes; filled += read) {
      read = readSync(file, next, filled, next.length - filled, offset)
      offset += read
    }
    buffer = next.subarray(0, filled)
    at = 0
    return filled >= bytes
  }
  const take = (bytes: number): Buffer => {
    at += bytes
    return buffer.subarray(at - bytes, at)
  }
  while (need(12)) {
    const header = take(12)
    const [subjectLength, triplesLength, quadsLength] = [0, 4, 8].map(i => header.readUInt32LE(i)) as [
      number,
      number,
      number
    ]
    need(subjectLength + triplesLength + (quadsLength === noOthers ? 0 : quadsLength))
    const subject = take(subjectLength).toString('latin1')
    const triples = take(triplesLength)
    yield { subject, triples, quads: quadsLength === noOthers ? triples : take(quadsLength) }
  }
}

/** The records of several sorted runs in order, those of one subject together. */
function* merged(runs: readonly Iterator<LinesRecord>[]): Iterable<LinesRecord[]> {
  const heads = runs.flatMap(run => {
    const { value, done } = run.next()
    return done ? [] : [{ run, record: value }]
  })
  const order = (a: { record: LinesRecord }, b: { record: LinesRecord }): number =>
    a.record.subject < b.record.subject ? -1 : 1
  heads.sort(order)
  while (heads.length > 0) {
    const records = [heads[0]!.record]
    do {
      const head = heads.shift()!
      if (head.record !== records[0]) records.push(head.record)
      const { value, done } = head.run.next()
      if (done) continue
      // Few runs, most of them far from the front: a scan from the end beats a heap.
      let to = heads.length
      while (to > 0 && heads[to - 1]!.record.subject > value.subject) to--
      heads.splice(to, 0, { run: head.run, record: value })
    } while (heads.length > 0 && heads[0]!.record.subject === records[0]!.subject)
    yield records
  }
}

const joined = (texts: readonly Buffer[]): Buffer =>
  texts.length === 1 ? texts[0]! : Buffer.from(mergedLines(texts.map(text => text.toString())))
