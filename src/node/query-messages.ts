import type { FaultCode, Queried, QueryAnswer, QueryQuestion, SparqlLimits } from '../http/http.ts'
import type { ServiceClientOptions } from './service-client.ts'

/** What a thread that answers queries begins with. */
export interface QueryThreadData {
  readonly store: SharedArrayBuffer
  readonly manifest: Queried['manifest']
  readonly context: Queried['context']
  readonly scripts: Required<Queried>['scripts']
  readonly limits: Partial<SparqlLimits>
  readonly federation: ServiceClientOptions
}

/** What such a thread is told. A query is named by its number. */
export type QueryOrder =
  | { readonly kind: 'ask'; readonly id: number; readonly question: QueryQuestion }
  /** So many more pieces of the body may be sent. */
  | { readonly kind: 'more'; readonly id: number; readonly pieces: number }
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'stop'; readonly id: number }

/** What it tells. After a whole body, `done` and `failed` nothing follows of a query. */
export type QueryReport =
  | { readonly kind: 'ready' }
  /** `body` is undefined where it follows in pieces. */
  | {
      readonly kind: 'answer'
      readonly id: number
      readonly engine: QueryAnswer['engine']
      readonly headers: QueryAnswer['headers']
      readonly tally: QueryAnswer['tally']
      readonly body: Uint8Array<ArrayBuffer> | null | undefined
    }
  | { readonly kind: 'piece'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly id: number; readonly rows: number }
  /** A fault by its parts; or else an error of our own. */
  | { readonly kind: 'failed'; readonly id: number; readonly fault: FaultParts }
  | { readonly kind: 'failed'; readonly id: number; readonly fault?: undefined; readonly error: unknown }

export interface FaultParts {
  readonly code: FaultCode
  readonly message: string
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>
}
