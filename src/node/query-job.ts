import { Fault, type QueryAnswer, type QueryQuestion } from '../http/http.ts'
import type { QueryReport } from './query-messages.ts'

/** Pieces of a body that may be under way to whoever reads it. */
const piecesAhead = 4

/** What a job asks of the thread it was given to. */
export interface JobOrders {
  more(pieces: number): void
  stop(): void
}

/** A query that is waiting for a thread or being answered by one, as the site sees it. */
export class QueryJob {
  readonly id: number
  readonly question: QueryQuestion
  /** The answer, or why there is none. */
  readonly answer: Promise<QueryAnswer>
  #resolve!: (answer: QueryAnswer) => void
  #reject!: (error: unknown) => void
  #orders: JobOrders | undefined
  #body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  #tally: QueryAnswer['tally'] | undefined
  /** Pieces that the thread may still send. */
  #allowed = 0
  #isOver = false

  constructor(id: number, question: QueryQuestion) {
    this.id = id
    this.question = question
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Whether the site has all of it, or does not want it any more; the thread may still be at it. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether the site has the beginning of its answer. */
  get isAnswered(): boolean {
    return this.#body !== undefined
  }

  /** A thread has been given it. */
  begin(orders: JobOrders): void {
    this.#orders = orders
  }

  /** What the thread tells of it. */
  take(report: Exclude<QueryReport, { kind: 'ready' }>): void {
    if (this.#isOver) return
    if (report.kind === 'answer') {
      const { engine, headers, tally, body } = report
      this.#isOver = body !== undefined
      this.#tally = tally
      this.#resolve({ engine, headers, tally, body: body === undefined ? this.#stream() : body })
    } else if (report.kind === 'piece') {
      this.#allowed -= 1
      this.#body?.enqueue(report.bytes)
    } else if (report.kind === 'done') {
      this.#isOver = true
      if (this.#tally) this.#tally.rows = report.rows
      this.#body?.close()
    } else if (report.fault) {
      const { code, message, members, headers } = report.fault
      this.fail(new Fault(code, message, { members, headers }))
    } else this.fail(new Error('A query failed in its thread', { cause: report.error }))
  }

  /** Tells the site that there will be no answer, or not the rest of it; and the thread that it can stop. */
  fail(error: unknown): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#reject(error)
    this.#body?.error(error)
    this.#orders?.stop()
  }

  #stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const wanted = (body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void => {
      const more = (body.desiredSize ?? 0) - this.#allowed
      if (more <= 0) return
      this.#allowed += more
      this.#orders?.more(more)
    }
    return new ReadableStream(
      {
        start: body => {
          this.#body = body
        },
        pull: wanted,
        cancel: () => {
          this.#isOver = true
          this.#orders?.stop()
        }
      },
      { highWaterMark: piecesAhead }
    )
  }
}
