import { parentPort, workerData } from 'node:worker_threads'
import { type FileText, folderSink, type SortedLines } from './drafts.ts'
import { type DraftFinished, type DraftMessage, same, underWay } from './drafts-pool.ts'

const { folder, shared } = workerData as { folder: string; shared: SharedArrayBuffer }
const pending = underWay(shared)
const sink = folderSink(folder)
const texts = new Map<number, FileText>()
const lines = new Map<number, SortedLines>()

const taken = (bytes: number): void => {
  Atomics.sub(pending, 0, bytes)
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
      texts.get(draft)!.appendBytes(message.bytes)
      taken(message.bytes.length)
      return
    case 'records': {
      const bytes = Buffer.from(message.bytes.buffer)
      let at = 0
      const take = (length: number): Buffer => {
        at += length
        return bytes.subarray(at - length, at)
      }
      for (let i = 0; i < message.lengths.length; i += 3) {
        const subject = take(message.lengths[i]!).toString('latin1')
        const triples = take(message.lengths[i + 1]!)
        const others = message.lengths[i + 2]!
        lines.get(draft)!.appendRecord({ subject, triples, quads: others === same ? triples : take(others) })
      }
      taken(bytes.length)
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
