import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import {
  type Layout,
  type LinesDraft,
  mergedLines,
  type Sink,
  type SubjectLines,
  type TextDraft,
  type Written
} from '../dumps/dumps.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { CacheBroken } from './cache-broken.ts'
import { type CopyJob, joinPieces } from './pieces.ts'
import { SortedFile } from './sorted-file.ts'

/** More new lines than these, in characters, are sorted better by a build from the ground up. */
const mostLines = 512 << 20

/**
 * A sink that writes into `folder` the files that stand in `earlier`, changed: what is kept is copied from there
 * in ranges of bytes. `copy` does a copy job, perhaps in another thread. Throws CacheBroken where the earlier
 * files are not as `layout` says.
 */
export function patchingSink(
  folder: string,
  earlier: string,
  layout: Layout,
  copy: (job: CopyJob) => Promise<Written>
): Sink {
  const placeOf = (file: string): { target: string; from: string } => {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    return { target, from: path.join(earlier, file) }
  }
  return {
    bytesOf: text => Buffer.byteLength(text),
    text: file => {
      const { target, from } = placeOf(file)
      return new PatchedText(target, from, copy)
    },
    lines: (triples, quads) => new PatchedLines(placeOf(triples), placeOf(quads), copy),
    earlier: {
      layout,
      read: (file, from, bytes) => {
        const open = openSync(path.join(earlier, file), 'r')
        const buffer = Buffer.allocUnsafe(bytes)
        const read = readSync(open, buffer, 0, bytes, from)
        closeSync(open)
        if (read !== bytes) throw new CacheBroken(`${file} is too short`)
        return buffer.toString()
      }
    }
  }
}

/** The pieces of a file, in order: ranges of its earlier version, and what is new, which lies in a file beside. */
class Pieces {
  readonly #target: string
  readonly #earlier: string
  readonly #ranges: number[] = []
  #pending: Buffer[] = []
  #pendingBytes = 0
  #body: number | undefined
  #written = 0

  constructor(target: string, earlier: string) {
    this.#target = target
    this.#earlier = earlier
  }

  #range(source: 0 | 1, from: number, to: number): void {
    const at = this.#ranges.length - 3
    if (at >= 0 && this.#ranges[at] === source && this.#ranges[at + 2] === from) this.#ranges[at + 2] = to
    else if (to > from) this.#ranges.push(source, from, to)
  }

  keep(from: number, to: number): void {
    this.#range(0, from, to)
  }

  add(text: string): void {
    const bytes = Buffer.from(text)
    const from = this.#written + this.#pendingBytes
    this.#range(1, from, from + bytes.length)
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    if (this.#pendingBytes > 1 << 20) this.#flush()
  }

  #flush(): void {
    this.#body ??= openSync(`${this.#target}.body`, 'w')
    const bytes = Buffer.concat(this.#pending)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#body, bytes, at)
    this.#written += bytes.length
    this.#pending = []
    this.#pendingBytes = 0
  }

  job(head: string, tail: string): CopyJob {
    const body = `${this.#target}.body`
    if (this.#written + this.#pendingBytes > 0) {
      this.#flush()
      closeSync(this.#body!)
    }
    return {
      target: this.#target,
      earlier: this.#earlier,
      body: this.#body === undefined ? undefined : body,
      ranges: Float64Array.from(this.#ranges),
      head,
      tail
    }
  }
}

const done = async (job: CopyJob, copy: (job: CopyJob) => Promise<Written>): Promise<Written> => {
  const written = await copy(job)
  if (job.body !== undefined) rmSync(job.body)
  return written
}

class PatchedText implements TextDraft {
  readonly #pieces: Pieces
  readonly #copy: (job: CopyJob) => Promise<Written>

  constructor(target: string, earlier: string, copy: (job: CopyJob) => Promise<Written>) {
    this.#pieces = new Pieces(target, earlier)
    this.#copy = copy
  }

  append(text: string): void {
    this.#pieces.add(text)
  }

  keep(from: number, bytes: number): void {
    this.#pieces.keep(from, from + bytes)
  }

  finish(head: string, tail: string): Promise<Written> {
    const job = this.#pieces.job(head, tail)
    // What is wholly new is small: no thread is worth its start.
    return job.ranges.every((part, i) => i % 3 !== 0 || part === 1)
      ? done(job, async small => joinPieces(small))
      : done(job, this.#copy)
  }
}

interface Place {
  readonly target: string
  readonly from: string
}

/** Sorted lines from which those of some subjects are taken, and others put in. */
class PatchedLines implements LinesDraft {
  readonly #triples: Place
  readonly #quads: Place
  readonly #copy: (job: CopyJob) => Promise<Written>
  readonly #dropped = new Set<string>()
  readonly #added = new Map<string, SubjectLines[]>()
  #chars = 0
  #apart = true

  constructor(triples: Place, quads: Place, copy: (job: CopyJob) => Promise<Written>) {
    this.#triples = triples
    this.#quads = quads
    this.#copy = copy
  }

  append(lines: SubjectLines): void {
    const known = this.#added.get(lines.subject)
    if (known) {
      known.push(lines)
      this.#apart = false
    } else this.#added.set(lines.subject, [lines])
    this.#chars += lines.quads.length + lines.triples.length
    if (this.#chars > mostLines) throw new CacheBroken('too much has changed')
  }

  drop(subject: string): void {
    this.#dropped.add(subject)
  }

  async finish(): ReturnType<LinesDraft['finish']> {
    const subjects = [...new Set([...this.#dropped, ...this.#added.keys()])].sort(byCodePoint)
    const job = ({ target, from }: Place, part: 'triples' | 'quads'): CopyJob => {
      const pieces = new Pieces(target, from)
      const file = new SortedFile(from)
      let at = 0
      for (const subject of subjects) {
        const { start, end } = file.find(subject, at)
        const stands = end > start
        if (stands && !this.#dropped.has(subject)) throw new CacheBroken(`${subject} stands in two units`)
        if (!stands && part === 'quads' && this.#dropped.has(subject))
          throw new CacheBroken(`${subject} is not where it was`)
        pieces.keep(at, start)
        const added = this.#added.get(subject)
        if (added) pieces.add(mergedLines(added.map(lines => lines[part])))
        at = end
      }
      pieces.keep(at, file.bytes)
      file.close()
      return pieces.job('', '')
    }
    const [triples, quads] = await Promise.all([
      done(job(this.#triples, 'triples'), this.#copy),
      done(job(this.#quads, 'quads'), this.#copy)
    ])
    return { triples, quads, apart: this.#apart }
  }
}
