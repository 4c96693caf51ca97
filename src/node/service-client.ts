import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { type AskService, QueryError, type ServiceRequest } from '../query/query.ts'
import { isPublic, NotPublic, publicLookup } from './public-addresses.ts'

export interface ServiceClientOptions {
  /** Milliseconds that one answer may take, from the call to its last byte. */
  readonly timeout?: number
  /** Bytes that one answer may have. */
  readonly size?: number
  /** Requests that may be under way to all endpoints together; others wait for their turn. */
  readonly parallel?: number
  /** Endpoints whose addresses need not be public, such as a stand-in on this machine. */
  readonly allowPrivate?: readonly string[]
}

const mostRedirects = 3
const userAgent = 'Hawksbill/0.1 (SPARQL federation)'

/**
 * Asks SPARQL endpoints over HTTP, by POST of a form (SPARQL 1.1 Protocol §2.1.2). It connects to public addresses
 * alone, which are looked at after names were resolved, and follows a redirect only to what may be asked itself.
 */
export function serviceClient({
  timeout = 20_000,
  size = 16 * 1024 * 1024,
  parallel = 6,
  allowPrivate = []
}: ServiceClientOptions = {}): AskService {
  const turns = new Turns(parallel)
  return async request => {
    const { endpoint, signal } = request
    const late = new AbortController()
    const timer = setTimeout(
      () =>
        late.abort(new QueryError('service-late', `<${endpoint}> gave no answer within ${timeout / 1000} s`)),
      timeout
    )
    const stop = AbortSignal.any([signal, late.signal])
    try {
      const leave = await turns.take(stop)
      try {
        return await asked(request, stop, size, new Set(allowPrivate))
      } finally {
        leave()
      }
    } catch (error) {
      if (stop.aborted) throw stop.reason
      if (error instanceof QueryError) throw error
      throw new QueryError('service-failed', `<${endpoint}> cannot be asked: ${reasonOf(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Sends a request, and those that redirects lead to. */
async function asked(
  { endpoint, query, allowed }: ServiceRequest,
  signal: AbortSignal,
  size: number,
  allowPrivate: ReadonlySet<string>
): Promise<string> {
  let address = endpoint
  for (let redirects = 0; ; redirects++) {
    const response = await sent(address, query, signal, allowPrivate.has(address))
    const { statusCode = 0, headers } = response
    if (statusCode < 300 || statusCode >= 400) return await read(response, size)
    response.destroy()
    const target = URL.parse(headers.location ?? '', address)?.href
    if (
      target === undefined ||
      redirects === mostRedirects ||
      ![301, 302, 303, 307, 308].includes(statusCode)
    )
      throw new Error(`it answers with status ${statusCode}`)
    const next = allowed.find(one => URL.parse(one)?.href === target)
    if (next === undefined) throw new Error('it redirects to an address that is not on the list')
    address = next
  }
}

function sent(
  address: string,
  query: string,
  signal: AbortSignal,
  mayBePrivate: boolean
): Promise<IncomingMessage> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('its address is not of the web')
  // Names are looked at when they are resolved; addresses are not resolved.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBePrivate && isIP(host) !== 0 && !isPublic(host)) throw new NotPublic()
  const body = new URLSearchParams({ query }).toString()
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sending: ClientRequest = request(
      url,
      {
        method: 'POST',
        signal,
        // No connection that somebody else opened, since its address was not looked at here.
        agent: false,
        ...(mayBePrivate ? {} : { lookup: publicLookup }),
        headers: {
          Accept: 'application/sparql-results+json',
          'Accept-Encoding': 'identity',
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': userAgent
        }
      },
      resolve
    )
    sending.on('error', reject)
    sending.end(body)
  })
}

const mediaTypes = ['application/sparql-results+json', 'application/json']

/** The text of an answer that is results in JSON. */
async function read(response: IncomingMessage, size: number): Promise<string> {
  const { statusCode = 0, headers } = response
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const pieces: Buffer[] = []
  let length = 0
  try {
    if (statusCode !== 200) throw new Error(`it answers with status ${statusCode}`)
    if (!mediaTypes.includes(type)) throw new Error('its answer is not results in JSON')
    for await (const piece of response as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > size) throw new Error(`its answer has more than ${size} bytes`)
      pieces.push(piece)
    }
  } finally {
    response.destroy()
  }
  if (!response.complete) throw new Error('its answer broke off')
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
}

/** What may be told of a failure to whoever asked. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved'
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ETIMEDOUT') return 'it cannot be reached'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'its answer is not UTF-8'
  if (code !== undefined) return `the connection failed (${code})`
  return error instanceof Error ? error.message : String(error)
}

/** Lets so many in at a time, in the order in which they came. */
class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#free = most
  }

  /** Waits for a turn; gives what ends it. Throws the signal's reason. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free--
    else
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        const leave = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(enter), 1)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        this.#waiting.push(enter)
      })
    return () => {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
