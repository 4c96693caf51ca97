import { sha256 } from '@noble/hashes/sha2.js'
import type { Context } from 'hono'
import type { QueryAnswer } from '../sparql/query-service.ts'
import { caching } from './header-fields.ts'

/** The bytes of a document in one format, with its strong entity tag (RFC 9110 §8.8.3). */
interface Representation {
  readonly body: Uint8Array<ArrayBuffer>
  readonly tag: string
}

/** What a representation is made of. */
type Made = string | Uint8Array<ArrayBuffer>

/** Documents as they were sent, the most recently asked for: the dataset behind them does not change. */
export class Representations {
  readonly #kept = new Map<string, Representation>()
  readonly #capacity: number
  #size = 0
  #hits = 0
  #misses = 0

  /** Keeps so many bytes at most. */
  constructor(capacity = 16 * 1024 * 1024) {
    this.#capacity = capacity
  }

  /** How often a representation was kept, how often it had to be made, and the bytes of those that are kept. */
  get use(): { readonly hits: number; readonly misses: number; readonly bytes: number } {
    return { hits: this.#hits, misses: this.#misses, bytes: this.#size }
  }

  /**
   * The representation of that name, made now if it is not kept. What `make` throws is thrown, and not kept.
   * `kind` tells the tags of representations at one address apart, even where they have the same bytes.
   */
  async of(name: string, make: () => Made | Promise<Made>, kind = ''): Promise<Representation> {
    const kept = this.#kept.get(name)
    if (kept) {
      this.#hits += 1
      // A map keeps the order of insertion: what is asked for goes to the end, what leaves is taken from the start.
      this.#kept.delete(name)
      this.#kept.set(name, kept)
      return kept
    }
    this.#misses += 1
    const content = await make()
    const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const made = { body, tag: tagOf(body, kind) }
    if (!this.#kept.has(name)) {
      this.#kept.set(name, made)
      this.#size += body.length
      for (const [oldest, { body: leaving }] of this.#kept) {
        if (this.#size <= this.#capacity) break
        this.#kept.delete(oldest)
        this.#size -= leaving.length
      }
    }
    return made
  }
}

/** Small bodies are hashed sooner here than by another thread of the host. */
function tagOf(body: Uint8Array<ArrayBuffer>, kind: string): string {
  const digest = sha256(body)
  return `"${Array.from(digest.subarray(0, 12), byte => byte.toString(16).padStart(2, '0')).join('')}${kind}"`
}

/** A document in JSON, as people can read it too. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

/** Whether `If-None-Match` names a tag (RFC 9110 §13.1.2, weak comparison). */
export const matches = (field: string | undefined, tag: string): boolean =>
  field !== undefined &&
  (field.trim() === '*' || field.split(',').some(item => item.trim().replace(/^W\//, '') === tag))

/** A representation as a response, or 304 for whoever has it already. */
export function send(
  c: Context,
  { body, tag }: Representation,
  { 'Content-Type': contentType, ...headers }: { 'Content-Type': string; [name: string]: string }
): Response {
  const { 'Content-Encoding': coding, ...others } = headers
  const kept = { ETag: tag, 'Cache-Control': caching.brief, ...others }
  if (matches(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers: kept })
  return new Response(body, {
    ...(coding !== undefined && encoded),
    headers: {
      ...kept,
      'Content-Type': contentType,
      ...(coding !== undefined && { 'Content-Encoding': coding }),
      'Content-Length': String(body.length)
    }
  })
}

/** Of a response whose body is encoded already; workerd would encode it once more otherwise. */
export const encoded = { encodeBody: 'manual' } as ResponseInit

/** A response with its length, where the body is there as a whole: so HEAD can say it too (RFC 9110 §9.3.2). */
export function whole(body: QueryAnswer['body'], { status = 200, headers }: WholeInit): Response {
  if (body === null || body instanceof ReadableStream) return new Response(body, { status, headers })
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return new Response(bytes, { status, headers: { ...headers, 'Content-Length': String(bytes.length) } })
}

interface WholeInit {
  readonly status?: number
  readonly headers: Readonly<Record<string, string>>
}
