/** What can be wrong with a query, or with answering it; the door `http` maps each to a status. */
export type QueryErrorCode =
  /** Not SPARQL: the text breaks the grammar or a rule beside it. */
  | 'malformed'
  /** An update: the dataset is published, not edited. */
  | 'update'
  /** `SERVICE`: another endpoint would have to be asked that is not on the list. */
  | 'service'
  /** Another endpoint could not be asked, or gave no answer that can be used. */
  | 'service-failed'
  /** Another endpoint took too long. */
  | 'service-late'
  /** SPARQL that is not supported, such as an unknown function. */
  | 'unsupported'
  /** Nested deeper, or made of more parts, than the limits allow. */
  | 'too-complex'
  /** More rows than the limit. */
  | 'too-large'
  /** Not finished within the time limit. */
  | 'timeout'
  /** The one who asked has left. */
  | 'aborted'

/** Where a query is wrong, both counted from 1 in UTF-16 code units, and what could have stood there. */
export interface QueryPlace {
  readonly line: number
  readonly column: number
  readonly expected?: readonly string[]
}

/** A query that cannot be answered, for a reason its author can act on. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly code: QueryErrorCode
  readonly place: QueryPlace | undefined

  constructor(code: QueryErrorCode, message: string, place?: QueryPlace) {
    super(message)
    this.code = code
    this.place = place
  }
}
