import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SeenAnswer } from '../http/http.ts'

export type LogForm = 'text' | 'json'

/** What a log tells of a request. */
export interface LoggedRequest {
  /** When it came, in ISO 8601. */
  readonly time: string
  readonly method: string
  /** Without its parameters, which may hold what somebody is looking for. */
  readonly path: string
  readonly status: number
  /** Of the body, as it was sent. */
  readonly bytes: number
  /** Until the last byte was handed to the system, or the client left. */
  readonly milliseconds: number
  readonly route?: string
  /** Of a query. */
  readonly engine?: string
  readonly rows?: number
  /** Whether the connection ended before the answer did. */
  readonly aborted?: true
  readonly address?: string
}

/** A line for each request, when it has been answered: JSON, or text for people. */
export class RequestLog {
  readonly #form: LogForm
  readonly #write: (line: string) => void
  readonly #addresses: boolean
  readonly #seen = new WeakMap<IncomingMessage, SeenAnswer>()

  /** `addresses`: whether lines tell the addresses of clients. */
  constructor(form: LogForm, write: (line: string) => void, { addresses }: { readonly addresses: boolean }) {
    this.#form = form
    this.#write = write
    this.#addresses = addresses
  }

  /** Takes note of what the site knows of a request. */
  saw(request: IncomingMessage, seen: SeenAnswer): void {
    this.#seen.set(request, seen)
  }

  /** Watches a request until its answer ends. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    const [began, time] = [performance.now(), new Date().toISOString()]
    // Known no more when the connection is gone.
    const address = this.#addresses ? request.socket.remoteAddress : undefined
    const sent = countBytes(response)
    response.once('close', () => {
      const { route, query } = this.#seen.get(request) ?? {}
      const logged: LoggedRequest = {
        time,
        method: request.method ?? '',
        path: pathOf(request.url ?? ''),
        status: response.statusCode,
        bytes: request.method === 'HEAD' ? 0 : sent(),
        milliseconds: Math.round((performance.now() - began) * 10) / 10,
        ...(route !== undefined && { route }),
        ...(query && { engine: query.engine, rows: query.tally.rows }),
        ...(!response.writableFinished && { aborted: true }),
        ...(address !== undefined && { address })
      }
      this.#write(this.#form === 'json' ? JSON.stringify(logged) : requestLine(logged))
    })
  }
}

/** Counts the bytes of a body as they are written; gives the count so far. */
function countBytes(response: ServerResponse): () => number {
  let bytes = 0
  const count = (chunk: unknown): void => {
    if (typeof chunk === 'string') bytes += Buffer.byteLength(chunk)
    else if (chunk instanceof Uint8Array) bytes += chunk.byteLength
  }
  const { write, end } = response
  response.write = function (this: ServerResponse, ...args: Parameters<typeof write>) {
    count(args[0])
    return write.apply(this, args)
  } as typeof write
  response.end = function (this: ServerResponse, ...args: Parameters<typeof end>) {
    count(args[0])
    return end.apply(this, args)
  } as typeof end
  return () => bytes
}

/** Without parameters, and in characters that no terminal takes for an order. */
const pathOf = (url: string): string => {
  const [path = ''] = url.split(/[?#]/, 1)
  return path.replace(/[^!-~]/g, char => encodeURIComponent(char.toWellFormed()))
}

/** `12:00:00 GET /entity/Q649 303 0 B 1.2 ms`. */
const requestLine = (logged: LoggedRequest): string => {
  const { time, method, path, status, bytes, milliseconds, engine, rows, aborted, address } = logged
  return [
    time.slice(11, 19),
    ...(address === undefined ? [] : [address]),
    method,
    path,
    status,
    `${bytes.toLocaleString('en')} B`,
    `${milliseconds} ms`,
    ...(engine === undefined ? [] : [`${engine}, ${rows} ${rows === 1 ? 'row' : 'rows'}`]),
    ...(aborted ? ['aborted'] : [])
  ].join(' ')
}

/** A failure of our own as a line of JSON, so that a log has nothing else. */
export const errorLine = (error: unknown): string =>
  JSON.stringify({
    time: new Date().toISOString(),
    level: 'error',
    error: error instanceof Error ? (error.stack ?? error.message) : String(error)
  })
