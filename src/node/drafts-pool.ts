import { Worker } from 'node:worker_threads'
import type { LinesDraft, Sink, SubjectLines, TextDraft, Written } from '../dumps/dumps.ts'

/** What a thread that writes is told. A draft is named by its number. */
export type DraftMessage =
  | { readonly kind: 'text'; readonly draft: number; readonly path: string }
  | { readonly kind: 'lines'; readonly draft: number; readonly triples: string; readonly quads: string }
  | { readonly kind: 'append'; readonly draft: number; readonly bytes: Uint8Array }
  /** Records one after the other: subject, triples and quads, with the length of each; `same` for no other quads. */
  | {
      readonly kind: 'records'
      readonly draft: number
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly lengths: Uint32Array
    }
  | { readonly kind: 'finish'; readonly draft: number; readonly head: string; readonly tail: string }

/** Stands for the length of quads that are the triples. */
export const same = 0xffffffff

type FinishedLines = Awaited<ReturnType<LinesDraft['finish']>>

/** Its answer when a draft is finished. */
export interface DraftFinished {
  readonly draft: number
  readonly written: Written | FinishedLines
}

const batchBytes = 1 << 20
/** How many bytes may be under way to a thread; more, and whoever makes them waits. */
const mostUnderWay = 32 << 20

/** Shared counter: bytes that the thread has still to take. */
export const underWay = (shared: SharedArrayBuffer): Int32Array => new Int32Array(shared)

/** A thread that writes drafts into a folder. */
class Writing {
  readonly #worker: Worker
  readonly #pending: Int32Array
  readonly #finished = new Map<
    number,
    { resolve: (written: never) => void; reject: (error: Error) => void }
  >()
  #failure: Error | undefined

  constructor(folder: string) {
    const shared = new SharedArrayBuffer(4)
    this.#pending = underWay(shared)
    this.#worker = new Worker(
      new URL(`./drafts-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
      { workerData: { folder, shared } }
    )
    this.#worker.on('message', ({ draft, written }: DraftFinished) =>
      this.#finished.get(draft)?.resolve(written as never)
    )
    this.#worker.on('error', error => {
      this.#failure = error as Error
      // Nobody takes anything any more: whoever waits for room must not wait for ever.
      Atomics.store(this.#pending, 0, 0)
      Atomics.notify(this.#pending, 0)
      for (const { reject } of this.#finished.values()) reject(this.#failure)
    })
  }

  send(message: DraftMessage): void {
    if (this.#failure) throw this.#failure
    if (!('bytes' in message)) {
      this.#worker.postMessage(message)
      return
    }
    const pending = this.#pending
    Atomics.add(pending, 0, message.bytes.length)
    this.#worker.postMessage(message, [message.bytes.buffer as ArrayBuffer])
    for (
      let left = Atomics.load(pending, 0);
      left > mostUnderWay && !this.#failure;
      left = Atomics.load(pending, 0)
    )
      Atomics.wait(pending, 0, left, 1000)
  }

  finish<T>(draft: number, head: string, tail: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#finished.set(draft, { resolve, reject })
      this.send({ kind: 'finish', draft, head, tail })
    })
  }

  close(): Promise<unknown> {
    this.#failure ??= new Error('The thread that writes has been ended')
    return this.#worker.terminate()
  }
}

/**
 * A sink whose writing, sorting and hashing is done by other threads, one for text and one for lines, so that
 * blocks are made meanwhile. `close` ends the threads, whether all is written or not.
 */
export function threadedSink(folder: string): { sink: Sink; close: () => Promise<unknown> } {
  const [forText, forLines] = [new Writing(folder), new Writing(folder)]
  let drafts = 0
  const text = (path: string): TextDraft => {
    const draft = drafts++
    const batch = new Batch(bytes => forText.send({ kind: 'append', draft, bytes }))
    forText.send({ kind: 'text', draft, path })
    return {
      append: piece => void batch.add(piece),
      keep: () => {
        throw new Error('There is no earlier version of this file')
      },
      finish: (head, tail) => {
        batch.flush()
        return forText.finish<Written>(draft, head, tail)
      }
    }
  }
  const lines = (triplesPath: string, quadsPath: string): LinesDraft => {
    const draft = drafts++
    let lengths: number[] = []
    const batch = new Batch(bytes => {
      forLines.send({ kind: 'records', draft, bytes, lengths: Uint32Array.from(lengths) })
      lengths = []
    })
    forLines.send({ kind: 'lines', draft, triples: triplesPath, quads: quadsPath })
    return {
      append: ({ subject, triples, quads }: SubjectLines) => {
        batch.fit(3 * (subject.length + triples.length + quads.length))
        lengths.push(batch.add(subject), batch.add(triples), quads === triples ? same : batch.add(quads))
      },
      drop: () => {
        throw new Error('There are no earlier versions of these files')
      },
      finish: () => {
        batch.flush()
        return forLines.finish<FinishedLines>(draft, '', '')
      }
    }
  }
  return {
    sink: { text, lines, bytesOf: piece => Buffer.byteLength(piece) },
    close: () => Promise.all([forText.close(), forLines.close()])
  }
}

/** Gathers text as UTF-8, in buffers that can be handed over whole. */
class Batch {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void
  #buffer: Buffer<ArrayBuffer> | undefined
  #filled = 0

  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send
  }

  /** Makes room for so many bytes in one buffer. */
  fit(bytes: number): void {
    if (this.#buffer && this.#filled + bytes > this.#buffer.length) this.flush()
    this.#buffer ??= Buffer.from(new ArrayBuffer(Math.max(batchBytes, bytes)))
  }

  /** Gives how many bytes the text is. */
  add(text: string): number {
    // No UTF-16 unit takes more than three bytes.
    this.fit(3 * text.length)
    const bytes = this.#buffer!.write(text, this.#filled)
    this.#filled += bytes
    return bytes
  }

  flush(): void {
    if (this.#buffer && this.#filled > 0) this.#send(new Uint8Array(this.#buffer.buffer, 0, this.#filled))
    this.#buffer = undefined
    this.#filled = 0
  }
}
