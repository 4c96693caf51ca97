import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { ServiceForm, ServiceHost, ServiceLimits, ServiceResponse } from '../http/http.ts'
import type { AskService } from '../query/query.ts'
import { isPublic, NotPublic, publicLookup } from './public-addresses.ts'

export interface ServiceClientOptions extends ServiceLimits {
  /** Requests that may be under way to all endpoints together; others wait for their turn. */
  readonly parallel?: number
  /** Endpoints whose addresses need not be public, such as a stand-in on this machine. */
  readonly allowPrivate?: readonly string[]
}

/** Asks SPARQL endpoints at public addresses alone, which are looked at after names were resolved. */
export function serviceClient({
  parallel = 6,
  allowPrivate = [],
  ...limits
}: ServiceClientOptions = {}): AskService {
  const turns = new Turns(parallel)
  const host: ServiceHost = {
    post: (address, form) => post(address, form, allowPrivate.includes(address)),
    reasonOf,
    turn: signal => turns.take(signal)
  }
  return async request => {
    // The whole site comes with it, which a command line needs for nothing else.
    const { askEndpoint } = await import('../http/http.ts')
    return askEndpoint(request, host, limits)
  }
}

async function post(
  address: string,
  { headers, body, signal }: ServiceForm,
  mayBePrivate: boolean
): Promise<ServiceResponse> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('its address is not of the web')
  // Names are looked at when they are resolved; addresses are not resolved.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBePrivate && isIP(host) !== 0 && !isPublic(host)) throw new NotPublic()
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        signal,
        // No connection that somebody else opened, since its address was not looked at here.
        agent: false,
        ...(mayBePrivate ? {} : { lookup: publicLookup }),
        headers: { ...headers, 'Accept-Encoding': 'identity', 'Content-Length': Buffer.byteLength(body) }
      },
      resolve
    )
    sending.on('error', reject)
    sending.end(body)
  })
  return {
    status: response.statusCode ?? 0,
    type: response.headers['content-type'],
    location: response.headers.location,
    pieces: piecesOf(response),
    leave: () => void response.destroy()
  }
}

async function* piecesOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  yield* response as AsyncIterable<Buffer>
  if (!response.complete) throw new Error('its answer broke off')
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
