import type { QueryError } from './query-error.ts'

/** What one request to another endpoint is. */
export interface ServiceRequest {
  /** The address, which is on the list. */
  readonly endpoint: string
  /** SPARQL text of a SELECT. */
  readonly query: string
  /** Where a redirect may lead. */
  readonly allowed: readonly string[]
  /** Aborts when the answer is not wanted any more. */
  readonly signal: AbortSignal
}

/**
 * Asks another endpoint; gives the text of its answer in SPARQL's JSON results format. Throws a QueryError
 * (`service-failed`, `service-late`) where it cannot be had, and the signal's reason when that aborts. The network is
 * the rim's: so is looking where an address leads, how long an answer takes and how large it is.
 */
export type AskService = (request: ServiceRequest) => Promise<string>

/** The other endpoints that queries may ask (SPARQL 1.1 Federated Query). */
export interface Services {
  /** Their addresses, as SERVICE names them; with none of them every SERVICE is refused. */
  readonly allowed: readonly string[]
  readonly ask: AskService
}

/** Whether an error is one that SILENT passes over (Federated Query §2.4): the other endpoint's, not the query's. */
export const isServiceFailure = ({ code }: QueryError): boolean =>
  code === 'service-failed' || code === 'service-late'

/** Why an endpoint is not asked. */
export function refusal(target: string, allowed: readonly string[]): string {
  const refused = `SERVICE ${target} is not on the list of endpoints that may be asked`
  if (allowed.length === 0) return `${refused}, which is empty`
  return `${refused}: ${allowed.map(endpoint => `<${endpoint}>`).join(', ')}`
}
