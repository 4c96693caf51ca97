import { QueryError } from './query-error.ts'

/** How far one query may go. */
export interface QueryLimits {
  /** Milliseconds from the call to the last row. */
  readonly timeout: number
  /** Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE. */
  readonly rows: number
  /** How deep brackets may nest. */
  readonly depth: number
  /** Of how many patterns and operations a query may be made: planning takes more than linear time. */
  readonly parts: number
  /** Bytes that one query may hold at a time. */
  readonly memory: number
}

/** Limits that suit a public site. */
export const defaultQueryLimits: QueryLimits = {
  timeout: 30_000,
  rows: 1_000_000,
  depth: 200,
  parts: 300,
  memory: 256 * 1024 * 1024
}

/** One signal for two reasons to stop: too slow, or nobody is waiting. */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #outer: AbortSignal | undefined
  readonly #leave = () => this.#controller.abort(new QueryError('aborted', 'The client left'))

  constructor(timeout: number, outer: AbortSignal | undefined) {
    this.#outer = outer
    const late = () =>
      this.#controller.abort(new QueryError('timeout', `The query did not finish within ${timeout / 1000} s`))
    this.#timer = setTimeout(late, timeout)
    if (outer?.aborted) this.#leave()
    outer?.addEventListener('abort', this.#leave, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#leave)
  }
}

/** Batches, and a QueryError where they have more items than this; the deadline ends with them. */
export async function* limited<T>(
  batches: AsyncIterable<readonly T[]>,
  limit: number,
  deadline: Deadline
): AsyncGenerator<readonly T[]> {
  let count = 0
  try {
    for await (const batch of batches) {
      count += batch.length
      if (count > limit) {
        const rest = batch.slice(0, limit - count)
        if (rest.length > 0) yield rest
        throw new QueryError('too-large', `The answer has more than ${limit} rows; use LIMIT and OFFSET`)
      }
      yield batch
    }
    deadline.signal.throwIfAborted()
  } finally {
    deadline.end()
  }
}
