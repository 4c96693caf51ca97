import type { ViewName } from '../../pages/pages.ts'
import type { DatasetClause, EngineName, Identity } from '../../query/query.ts'

/** What a client asks of the endpoint: plain data, so that it can be sent to whoever answers it. */
export interface QueryQuestion {
  readonly query: string
  /** The graphs that the protocol chooses. */
  readonly dataset: DatasetClause | undefined
  /** The file extension of the format that is asked for by name, before `accept`. */
  readonly format: string | undefined
  /** How entities that have an item in Wikidata are named in the answer. */
  readonly identity: Identity
  /** Languages of labels, the one that is liked best first. */
  readonly languages: readonly string[]
  /** The request's `Accept` field. */
  readonly accept: string | undefined
  /** Whether the answer is how it is found, in JSON. */
  readonly explain: boolean
  /** How a page shows the answer; else as the query's comments say. */
  readonly view?: ViewName | undefined
  /** The language that was asked for by name, which a page keeps along its links. */
  readonly lang?: string | undefined
  /** Whether nobody will read the body. */
  readonly isHead: boolean
}

/** How much an answer holds. */
export interface QueryTally {
  /** Rows, or triples of a constructed graph. */
  rows: number
}

/** An answer as it is sent: written in the format that the question and the query's form agree on. */
export interface QueryAnswer {
  readonly engine: EngineName
  /** Counts as the answer is written: whole when its body is. */
  readonly tally: QueryTally
  readonly headers: Readonly<Record<string, string>>
  /** Whole, or its pieces as they are found; `null` where nobody reads it. */
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null
}

/** Answers queries over one dataset: in the thread of the site, or elsewhere. */
export interface QueryService {
  /**
   * Throws a Fault for what cannot be answered. What goes wrong after the first piece of a body breaks its stream.
   * The signal aborts when nobody waits any more; so does cancelling the stream.
   */
  answer(question: QueryQuestion, signal: AbortSignal): Promise<QueryAnswer>
}
