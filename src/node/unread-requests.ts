import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { RequestError } from '@hono/node-server'
import { type FaultCode, faults } from '../http/http.ts'

/** Bytes of the header fields of a request, its address apart. */
const longestFields = 32 * 1024

/**
 * Bytes that the parser takes before it gives up: more than a request may have, so that what is too long gets an
 * answer that says whether it is the address or the fields.
 */
export const longestHead = 512 * 1024

/**
 * What a failure of the parser or of the clock is to a client (https://nodejs.org/api/errors.html, llhttp's
 * errors).
 */
const codes: Readonly<Record<string, FaultCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-late',
  HPE_INVALID_METHOD: 'method-unknown',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too-long'
}

const details: Partial<Record<FaultCode, string>> = {
  'address-too-long': 'The address is too long; a long query can be sent by POST or QUERY',
  'fields-too-long': `The header fields may have ${longestFields} bytes at most`,
  'request-late': 'The request did not arrive in time',
  'method-unknown': 'There is no method of that name here',
  'expectation-failed': 'The only expectation that is met is 100-continue',
  'coding-unknown': 'A body may come in chunks, and in no other transfer coding',
  internal: 'The request could not be answered; it may work later',
  'too-long': 'The extensions of a chunk are too long'
}

/** Problem details (RFC 9457) of a request that does not reach the site. */
function problemText(base: string, code: FaultCode): string {
  const { status, title } = faults[code]
  const detail = details[code] ?? 'This is not a request of HTTP/1.1'
  return `${JSON.stringify({ type: `${base}problem/${code}`, title, status, detail, code }, null, 1)}\n`
}

const fields = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff'
}

/** The answer where a request could not be made one for the site (`bad-request`), or where the site threw. */
export function failureResponse(base: string, error: unknown): Response {
  const code = error instanceof RequestError ? 'bad-request' : 'internal'
  return new Response(problemText(base, code), { status: faults[code].status, headers: fields })
}

/** Why a request that the parser took is none for the site; undefined for one that is. */
function faultOf({ headers, httpVersion, rawHeaders, url = '' }: IncomingMessage): FaultCode | undefined {
  // RFC 9112 §3.2: a path, or an absolute address for what may be a proxy.
  if (!/^(?:\/|https?:\/\/)/i.test(url)) return 'bad-request'
  // RFC 9112 §3.2: so is a request with two Hosts, or of HTTP/1.1 without one, or with one that is no authority.
  if (rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length > 1)
    return 'bad-request'
  if (headers.host === undefined ? httpVersion === '1.1' : !/^[^\s/?#@\\]+$/.test(headers.host))
    return 'bad-request'
  // RFC 9112 §6.1
  const coding = headers['transfer-encoding']?.trim().toLowerCase()
  if (coding !== undefined && httpVersion !== '1.1') return 'bad-request'
  if (coding !== undefined && coding !== 'chunked') return 'coding-unknown'
  // RFC 9110 §10.1.1
  if (!['100-continue', undefined].includes(headers.expect?.toLowerCase())) return 'expectation-failed'
  let length = 0
  for (const part of rawHeaders) length += part.length
  return length > longestFields ? 'fields-too-long' : undefined
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** Hands on to `site` what can be a request for it, and answers the rest. */
export function refusing(base: string, site: Listener): Listener {
  return (request, response) => {
    // RFC 9110 §9.3.7: what the server as a whole can do.
    if (request.method === 'OPTIONS' && request.url === '*') {
      response.writeHead(204, { Allow: 'GET, HEAD, POST, QUERY, OPTIONS' }).end()
      return
    }
    const code = faultOf(request)
    if (!code) {
      site(request, response)
      return
    }
    const text = problemText(base, code)
    response.writeHead(faults[code].status, {
      ...fields,
      'Content-Length': Buffer.byteLength(text),
      Connection: 'close'
    })
    response.end(request.method === 'HEAD' ? undefined : text)
  }
}

/** An error that `clientError` tells of, with what the parser had at hand. */
interface ClientError extends NodeJS.ErrnoException {
  readonly rawPacket?: Uint8Array
}

/**
 * Answers what is not a request by problem details, and closes its connection; `begun`: an answer is on its way
 * there.
 */
export function refuseUnread(base: string, error: ClientError, socket: Socket, begun: boolean): void {
  // The parser goes on to complain of what still arrives.
  if (refused.has(socket)) return
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy()
    return
  }
  refused.add(socket)
  answerOn(socket, base, codeOf(error))
}

/** Answers CONNECT, which only a proxy has a tunnel for (RFC 9110 §9.3.6), by problem details. */
export function refuseTunnel(base: string, socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  answerOn(socket, base, 'method-unknown')
}

/** Writes problem details to a connection as they are sent, and closes it. */
function answerOn(socket: Duplex, base: string, code: FaultCode): void {
  const text = problemText(base, code)
  const head = Object.entries({ ...fields, 'Content-Length': Buffer.byteLength(text), Connection: 'close' })
  const { status, title } = faults[code]
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`,
    // Who is still sending would lose the answer if the connection were closed at once (RFC 9112 §9.6).
    () => setTimeout(() => socket.destroy(), lingering).unref()
  )
}

const refused = new WeakSet<Socket>()

/** Milliseconds that a refused connection is kept to take in what the client is still sending. */
const lingering = 1000

function codeOf({ code = '', rawPacket }: ClientError): FaultCode {
  // Only what is at hand can be looked at: an address has no line break, fields that are too long most likely do.
  if (code === 'HPE_HEADER_OVERFLOW')
    return rawPacket?.includes(0x0a) ? 'fields-too-long' : 'address-too-long'
  // What is not HTTP at all begins with no method either.
  if (
    code === 'HPE_INVALID_METHOD' &&
    !/^[A-Z-]+ \S+ HTTP\//.test(Buffer.from(rawPacket ?? []).toString('latin1'))
  )
    return 'bad-request'
  return codes[code] ?? 'bad-request'
}
