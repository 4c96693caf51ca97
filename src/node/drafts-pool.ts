import { Worker } from 'node:worker_threads'
import type { LinesDraft, Sink, SubjectLines, TextDraft, Written } from '../dumps/dumps.ts'

/** What the thread that writes is told. A draft is named by its number. */
export type DraftMessage =
  | { readonly kind: 'text'; readonly draft: number; readonly path: string }
  | { readonly kind: 'lines'; readonly draft: number; readonly triples: string; readonly quads: string }
  | { readonly kind: 'append'; readonly draft: number; readonly text: string }
  /** Records one after the other: subject, triples, and quads or `null` where they are the same. */
  | {
      readonly kind: 'records'
      readonly draft: number
      readonly records: readonly (string | null)[]
      readonly chars: number
    }
  | { readonly kind: 'finish'; readonly draft: number; readonly head: string; readonly tail: string }

/** Its answer when a draft is finished. */
export interface DraftFinished {
  readonly draft: number
  readonly written: Written | Awaited<ReturnType<LinesDraft['finish']>>
}

const batchChars = 1 << 20
/** How many characters may be under way to the thread; more, and whoever makes them waits. */
const mostUnderWay = 64 << 20

/** Shared counter: characters that the thread has still to take. */
export const underWay = (shared: SharedArrayBuffer): Int32Array => new Int32Array(shared)

/**
 * A sink whose writing, sorting and hashing is done by another thread, so that blocks are made meanwhile.
 * `close` ends the thread, whether all is written or not.
 */
export function threadedSink(folder: string): { sink: Sink; close: () => Promise<unknown> } {
  const shared = new SharedArrayBuffer(4)
  const pending = underWay(shared)
  const worker = new Worker(
    new URL(`./drafts-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    {
      workerData: { folder, shared }
    }
  )
  const finished = new Map<number, { resolve: (written: never) => void; reject: (error: Error) => void }>()
  worker.on('message', ({ draft, written }: DraftFinished) => finished.get(draft)?.resolve(written as never))
  let failure: Error | undefined
  worker.on('error', error => {
    failure = error as Error
    // Nobody takes anything any more: whoever waits for room must not wait for ever.
    Atomics.store(pending, 0, 0)
    Atomics.notify(pending, 0)
    for (const { reject } of finished.values()) reject(failure)
  })
  let drafts = 0
  const send = (message: DraftMessage, chars = 0): void => {
    if (failure) throw failure
    Atomics.add(pending, 0, chars)
    worker.postMessage(message)
    for (
      let left = Atomics.load(pending, 0);
      left > mostUnderWay && !failure;
      left = Atomics.load(pending, 0)
    )
      Atomics.wait(pending, 0, left, 1000)
  }
  const finish = <T>(draft: number, head: string, tail: string): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      finished.set(draft, { resolve, reject })
      send({ kind: 'finish', draft, head, tail })
    })

  const text = (path: string): TextDraft => {
    const draft = drafts++
    let pieces: string[] = []
    let chars = 0
    const flush = (): void => {
      if (chars > 0) send({ kind: 'append', draft, text: pieces.join('') }, chars)
      pieces = []
      chars = 0
    }
    send({ kind: 'text', draft, path })
    return {
      append: piece => {
        pieces.push(piece)
        chars += piece.length
        if (chars >= batchChars) flush()
      },
      keep: () => {
        throw new Error('There is no earlier version of this file')
      },
      finish: (head, tail) => {
        flush()
        return finish<Written>(draft, head, tail)
      }
    }
  }
  const lines = (triples: string, quads: string): LinesDraft => {
    const draft = drafts++
    let records: (string | null)[] = []
    let chars = 0
    const flush = (): void => {
      if (chars > 0) send({ kind: 'records', draft, records, chars }, chars)
      records = []
      chars = 0
    }
    send({ kind: 'lines', draft, triples, quads })
    return {
      append: (record: SubjectLines) => {
        records.push(record.subject, record.triples, record.quads === record.triples ? null : record.quads)
        chars += record.quads.length
        if (chars >= batchChars) flush()
      },
      drop: () => {
        throw new Error('There are no earlier versions of these files')
      },
      finish: () => {
        flush()
        return finish<Awaited<ReturnType<LinesDraft['finish']>>>(draft, '', '')
      }
    }
  }
  const close = (): Promise<unknown> => {
    failure ??= new Error('The thread that writes has been ended')
    return worker.terminate()
  }
  return { sink: { text, lines, bytesOf: piece => Buffer.byteLength(piece) }, close }
}
