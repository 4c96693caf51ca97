import { parentPort, workerData } from 'node:worker_threads'
import { openCompiled } from '../compiled/compiled.ts'
import { clientFault, createQueryService, Fault } from '../http/http.ts'
import type { QueryOrder, QueryReport, QueryThreadData } from './query-messages.ts'
import { serviceClient } from './service-client.ts'

const { store, limits, federation, ...dataset } = workerData as QueryThreadData
const queries = createQueryService(
  { ...dataset, store: openCompiled(store) },
  limits,
  serviceClient(federation)
)
const port = parentPort!

/** A query that this thread is at. */
class Running {
  readonly #controller = new AbortController()
  #credit = 0
  #wake: () => void = () => undefined

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  allow(pieces: number): void {
    this.#credit += pieces
    this.#wake()
  }

  stop(): void {
    this.#controller.abort()
    this.#wake()
  }

  /** Waits until a piece may be sent, or nobody wants one. */
  async allowed(): Promise<void> {
    while (this.#credit === 0 && !this.signal.aborted)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    this.#credit -= 1
  }
}

const running = new Map<number, Running>()

// Bytes are handed over, not copied.
const report = (message: QueryReport, bytes?: Uint8Array<ArrayBuffer> | null): void =>
  port.postMessage(message, bytes ? [bytes.buffer] : [])

/** Bytes that have their memory to themselves. */
const alone = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()

const encoder = new TextEncoder()

async function answer({ id, question }: QueryOrder & { kind: 'ask' }): Promise<void> {
  const own = new Running()
  running.set(id, own)
  try {
    const { body, ...head } = await queries.answer(question, own.signal)
    if (body instanceof ReadableStream) {
      report({ kind: 'answer', id, ...head, body: undefined })
      await send(id, body, own)
      report({ kind: 'done', id, rows: head.tally.rows })
    } else {
      const whole = body === null ? null : alone(typeof body === 'string' ? encoder.encode(body) : body)
      report({ kind: 'answer', id, ...head, body: whole }, whole)
    }
  } catch (error) {
    report({ kind: 'failed', id, ...told(error) })
  } finally {
    running.delete(id)
  }
}

/** Sends a body as fast as it is read. */
async function send(id: number, body: ReadableStream<Uint8Array<ArrayBuffer>>, own: Running): Promise<void> {
  const reader = body.getReader()
  for (;;) {
    await own.allowed()
    if (own.signal.aborted) return reader.cancel()
    const next = await reader.read()
    if (next.done) return
    const bytes = alone(next.value)
    report({ kind: 'piece', id, bytes }, bytes)
  }
}

function told(error: unknown) {
  // What breaks a body under way is not yet a fault.
  const fault = clientFault(error)
  if (!(fault instanceof Fault)) return { error }
  const { code, message, members, headers } = fault
  return { fault: { code, message, members: { ...members }, headers: { ...headers } } }
}

port.on('message', (order: QueryOrder) => {
  if (order.kind === 'ask') void answer(order)
  else if (order.kind === 'more') running.get(order.id)?.allow(order.pieces)
  else running.get(order.id)?.stop()
})
report({ kind: 'ready' })
