import { Inexpressible } from '../dumps/dumps.ts'
import { QueryError, type QueryErrorCode } from '../query/query.ts'
import type { WhyErrorCode } from '../store/store.ts'

/** Every way in which a request can fail, with its status and its title. */
export const faults = {
  'bad-path': { status: 400, title: 'The address is not well-formed' },
  'bad-request': { status: 400, title: 'The request is not well-formed' },
  'query-missing': { status: 400, title: 'There is no query' },
  'query-repeated': { status: 400, title: 'There is more than one query' },
  'query-malformed': { status: 400, title: 'The query is not SPARQL' },
  'query-unsupported': { status: 400, title: 'The query asks for something that is not supported' },
  'query-too-complex': { status: 400, title: 'The query is too complex' },
  'subject-missing': { status: 400, title: 'There is no subject' },
  'property-missing': { status: 400, title: 'There is a value without a property' },
  ambiguous: { status: 400, title: 'The name may mean several things' },
  'update-refused': { status: 403, title: 'The dataset can only be read' },
  'origin-refused': { status: 403, title: 'The origin may not use this' },
  'service-refused': { status: 403, title: 'The other endpoint is not asked' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'not-acceptable': { status: 406, title: 'Not available in a form you accept' },
  'request-late': { status: 408, title: 'The request did not arrive in time' },
  gone: { status: 410, title: 'Gone' },
  'precondition-failed': { status: 412, title: 'A condition of the request does not hold' },
  'too-long': { status: 413, title: 'The request is too long' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'unsupported-media-type': { status: 415, title: 'The request is not in a supported form' },
  'range-not-satisfiable': { status: 416, title: 'There is no such range' },
  'expectation-failed': { status: 417, title: 'The request expects what is not done here' },
  'too-many': { status: 429, title: 'Too many queries at once' },
  'fields-too-long': { status: 431, title: 'The header fields are too long' },
  'client-left': { status: 499, title: 'The client left' },
  internal: { status: 500, title: 'Something is wrong on our side' },
  'method-unknown': { status: 501, title: 'There is no such method' },
  'coding-unknown': { status: 501, title: 'There is no such transfer coding' },
  'service-failed': { status: 502, title: 'Another endpoint could not be asked' },
  busy: { status: 503, title: 'Too many queries are under way' },
  'too-large': { status: 503, title: 'The answer is too large' },
  'too-slow': { status: 503, title: 'The query took too long' },
  'service-late': { status: 504, title: 'Another endpoint took too long' }
} as const satisfies Record<string, { status: number; title: string }>

export type FaultCode = keyof typeof faults

/** A request that cannot be granted; `app.ts` turns it into problem+json (RFC 9457) or a page. */
export class Fault extends Error {
  readonly code: FaultCode
  /** Members that extend the problem details (RFC 9457 §3.2). */
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: FaultCode,
    detail: string,
    {
      members = {},
      headers = {}
    }: { members?: Record<string, unknown>; headers?: Record<string, string> } = {}
  ) {
    super(detail)
    this.code = code
    this.members = members
    this.headers = headers
  }
}

/** What each error of the query room is to a client. */
const queryFaults: Readonly<Record<QueryErrorCode, FaultCode>> = {
  malformed: 'query-malformed',
  update: 'update-refused',
  service: 'service-refused',
  'service-failed': 'service-failed',
  'service-late': 'service-late',
  unsupported: 'query-unsupported',
  'too-complex': 'query-too-complex',
  'too-large': 'too-large',
  timeout: 'too-slow',
  aborted: 'client-left'
}

/** An error of the query room as a fault. */
export function queryFault({ code, message, place }: QueryError): Fault {
  const headers = code === 'timeout' || code === 'too-large' ? { 'Retry-After': '60' } : {}
  const at = place ? ` (line ${place.line}, column ${place.column})` : ''
  return new Fault(queryFaults[code], message + at, { members: { ...place }, headers })
}

/** What is to be answered to a client for an error that it can act on; any other error as it is. */
export function clientFault(error: unknown): unknown {
  if (error instanceof QueryError) return queryFault(error)
  return error instanceof Inexpressible
    ? new Fault('not-acceptable', error.message, { headers: { Vary: 'Accept' } })
    : error
}

/** What each error of a question about a fact is to a client. */
export const whyFaults: Readonly<Record<WhyErrorCode, FaultCode>> = {
  'too-long': 'too-long',
  'subject-missing': 'subject-missing',
  'property-missing': 'property-missing',
  'subject-unknown': 'not-found',
  'property-unknown': 'not-found',
  'value-unknown': 'not-found',
  'subject-ambiguous': 'ambiguous',
  'property-ambiguous': 'ambiguous'
}
