import { parentPort, workerData } from 'node:worker_threads'
import type { LinesDraft, TextDraft } from '../dumps/dumps.ts'
import { folderSink } from './drafts.ts'
import { type DraftFinished, type DraftMessage, underWay } from './drafts-pool.ts'

const { folder, shared } = workerData as { folder: string; shared: SharedArrayBuffer }
const pending = underWay(shared)
const sink = folderSink(folder)
const texts = new Map<number, TextDraft>()
const lines = new Map<number, LinesDraft>()

const taken = (chars: number): void => {
  Atomics.sub(pending, 0, chars)
  Atomics.notify(pending, 0)
}

async function take(message: DraftMessage): Promise<void> {
  const { draft } = message
  switch (message.kind) {
    case 'text':
      texts.set(draft, sink.text(message.path))
      return
    case 'lines':
      lines.set(draft, sink.lines(message.triples, message.quads))
      return
    case 'append':
      texts.get(draft)!.append(message.text)
      taken(message.text.length)
      return
    case 'records': {
      const { records } = message
      for (let i = 0; i < records.length; i += 3) {
        const triples = records[i + 1]!
        lines.get(draft)!.append({ subject: records[i]!, triples, quads: records[i + 2] ?? triples })
      }
      taken(message.chars)
      return
    }
    case 'finish': {
      const written = await (texts.get(draft)?.finish(message.head, message.tail) ??
        lines.get(draft)!.finish())
      parentPort!.postMessage({ draft, written } satisfies DraftFinished)
    }
  }
}

// A fault in here, such as a full disk, ends the thread, and whoever waits for it is told.
parentPort!.on('message', (message: DraftMessage) => {
  take(message).catch(error => {
    throw error
  })
})
