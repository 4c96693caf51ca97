import { QueryError, type ServiceRequest } from '../../query/query.ts'

/** What one answer of another endpoint may have. */
export interface ServiceLimits {
  /** Milliseconds, from the call to its last byte. */
  readonly timeout?: number
  /** Bytes. */
  readonly size?: number
}

/** How a host reaches other endpoints. */
export interface ServiceHost {
  /** Sends a form by POST, and follows no redirect. */
  post(address: string, form: ServiceForm): Promise<ServiceResponse>
  /** What may be told of a failure of its own to whoever asked. */
  reasonOf(error: unknown): string
  /** Waits until one more endpoint may be asked; gives what ends that. Throws the signal's reason. */
  turn?(signal: AbortSignal): Promise<() => void>
}

export interface ServiceForm {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

export interface ServiceResponse {
  readonly status: number
  /** Its `Content-Type`. */
  readonly type: string | null | undefined
  /** Its `Location`. */
  readonly location: string | null | undefined
  /** Its body, where it has one; throws where that breaks off. */
  readonly pieces: AsyncIterable<Uint8Array> | null
  /** Told once no more of the body is wanted. */
  leave(): void | Promise<void>
}

const mostRedirects = 3
const mediaTypes = ['application/sparql-results+json', 'application/json']
const headers = {
  Accept: 'application/sparql-results+json',
  'Content-Type': 'application/x-www-form-urlencoded',
  'User-Agent': 'Hawksbill/0.1 (SPARQL federation)'
}

const failure = (endpoint: string, why: string): QueryError =>
  new QueryError('service-failed', `<${endpoint}> cannot be asked: ${why}`)

/**
 * Asks a SPARQL endpoint by POST of a form (SPARQL 1.1 Protocol §2.1.2), within limits; throws as `AskService`
 * does.
 */
export async function askEndpoint(
  request: ServiceRequest,
  host: ServiceHost,
  { timeout = 20_000, size = 16 * 1024 * 1024 }: ServiceLimits = {}
): Promise<string> {
  const { endpoint } = request
  const late = new AbortController()
  const timer = setTimeout(
    () =>
      late.abort(new QueryError('service-late', `<${endpoint}> gave no answer within ${timeout / 1000} s`)),
    timeout
  )
  const signal = AbortSignal.any([request.signal, late.signal])
  try {
    const leave = await host.turn?.(signal)
    try {
      return await asked({ ...request, signal }, host, size)
    } finally {
      leave?.()
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof QueryError ? error : failure(endpoint, host.reasonOf(error))
  } finally {
    clearTimeout(timer)
  }
}

/** Sends a request, and those that redirects lead to: they may lead to what may be asked itself. */
async function asked(
  { endpoint, query, allowed, signal }: ServiceRequest,
  host: ServiceHost,
  size: number
): Promise<string> {
  const form = { headers, body: new URLSearchParams({ query }).toString(), signal }
  let address = endpoint
  for (let redirects = 0; ; redirects++) {
    const response = await host.post(address, form)
    const { status, location } = response
    try {
      if (status === 200) return await textOf(response, size, endpoint)
    } finally {
      await response.leave()
    }
    const target = URL.parse(location ?? '', address)?.href
    if (![301, 302, 303, 307, 308].includes(status) || target === undefined || redirects === mostRedirects)
      throw failure(endpoint, `it answers with status ${status}`)
    const next = allowed.find(one => URL.parse(one)?.href === target)
    if (next === undefined) throw failure(endpoint, 'it redirects to an address that is not on the list')
    address = next
  }
}

/** The text of an answer that is results in JSON. */
async function textOf({ type, pieces }: ServiceResponse, size: number, endpoint: string): Promise<string> {
  if (!pieces || !mediaTypes.includes((type ?? '').split(';')[0]!.trim().toLowerCase()))
    throw failure(endpoint, 'its answer is not results in JSON')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const text: string[] = []
  let length = 0
  for await (const piece of pieces) {
    length += piece.length
    if (length > size) throw failure(endpoint, `its answer has more than ${size} bytes`)
    text.push(decoder.decode(piece, { stream: true }))
  }
  return text.join('') + decoder.decode()
}
