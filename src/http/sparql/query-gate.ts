import { Fault } from '../faults.ts'
import type { QueryAnswer } from './query-service.ts'

/** How many queries may be under way at once. */
export interface QueryGateLimits {
  /** Of one client: a browser opens six connections, and a proxy that names nobody has them all. */
  readonly perClient: number
  readonly overall: number
}

const defaultQueryGateLimits: QueryGateLimits = { perClient: 16, overall: 256 }

/** Counts the queries under way, from the question to the last piece of the answer, and refuses what is too many. */
export class QueryGate {
  readonly #limits: QueryGateLimits
  readonly #byClient = new Map<string, number>()
  #all = 0

  constructor(limits: Partial<QueryGateLimits> = {}) {
    this.#limits = { ...defaultQueryGateLimits, ...limits }
  }

  /**
   * Asks, and counts the answer as under way until its body ends. Throws a Fault: `too-many` where the client has as
   * many under way as it may (RFC 6585 §4), `busy` where all together have. A client that cannot be told is not
   * counted on its own.
   */
  async through(client: string | undefined, ask: () => Promise<QueryAnswer>): Promise<QueryAnswer> {
    const leave = this.#entered(client)
    try {
      const answer = await ask()
      if (!(answer.body instanceof ReadableStream)) {
        leave()
        return answer
      }
      return { ...answer, body: until(answer.body, leave) }
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Does what may ask queries, and counts it as one until it is done. Throws as `through` does. */
  async during<T>(client: string | undefined, work: () => Promise<T>): Promise<T> {
    const leave = this.#entered(client)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  #of(client: string | undefined): number {
    return client === undefined ? 0 : (this.#byClient.get(client) ?? 0)
  }

  #entered(client: string | undefined): () => void {
    const { perClient, overall } = this.#limits
    const own = this.#of(client)
    if (own >= perClient)
      throw new Fault(
        'too-many',
        `${own} queries of this client are under way; ask again when one has ended`,
        {
          headers: { 'Retry-After': '5' }
        }
      )
    if (this.#all >= overall)
      throw new Fault('busy', `${this.#all} queries are under way; ask again`, {
        headers: { 'Retry-After': '10' }
      })
    const add = (by: 1 | -1): void => {
      this.#all += by
      if (client === undefined) return
      const left = this.#of(client) + by
      if (left > 0) this.#byClient.set(client, left)
      else this.#byClient.delete(client)
    }
    add(1)
    let inside = true
    return () => {
      if (inside) add(-1)
      inside = false
    }
  }
}

/** The same stream; `ended` is told once it is read, has failed, or is not wanted any more. */
function until(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  ended: () => void
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await reader.read()
        if (!next.done) return controller.enqueue(next.value)
        ended()
        controller.close()
      } catch (error) {
        ended()
        controller.error(error)
      }
    },
    cancel(reason) {
      ended()
      return reader.cancel(reason)
    }
  })
}
