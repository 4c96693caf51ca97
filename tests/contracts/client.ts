import { expect } from 'vitest'

/** Asks a server for a path below its host; redirects are not followed. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>

/** The RDF formats by file extension. */
export const formats = {
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
  nt: 'application/n-triples',
  rdf: 'application/rdf+xml',
  nq: 'application/n-quads',
  trig: 'application/trig'
}

export const members = ['Armenia', 'Belarus', 'Kazakhstan', 'Kyrgyzstan', 'Russia', 'Tajikistan']

/** What a browser accepts when a person follows a link. */
export const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

type Rows = Record<string, { value: string }>[]

/** A body as text, whatever its media type: workerd warns of `text()` on types it does not know to be text. */
export const textOf = async (response: Response): Promise<string> =>
  new TextDecoder().decode(await response.arrayBuffer())

/** The problem details of a response, which must be well-formed and give nothing of the inside away. */
export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const problem = (await response.json()) as Record<string, unknown>
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^http/),
    title: expect.any(String),
    status: response.status
  })
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts\b|\bat \w+ \(/)
  return problem
}

/** What a response says in JSON, which must have gone well. */
export async function jsonOf<T>(response: Response): Promise<T> {
  const body = await textOf(response)
  expect(response.status, body).toBe(200)
  return JSON.parse(body) as T
}

/** The usual requests, in short. */
export function clientOf(ask: Ask) {
  const get = (path: string, accept?: string, headers: Record<string, string> = {}) =>
    ask(path, { headers: { ...(accept !== undefined && { Accept: accept }), ...headers } })
  const query = (text: string, accept = 'application/sparql-results+json', extra = '') =>
    get(`/sparql?query=${encodeURIComponent(text)}${extra}`, accept)
  const rows = async (text: string): Promise<Rows> => {
    const { results } = await jsonOf<{ results: { bindings: Rows } }>(await query(text))
    return results.bindings
  }
  return { get, query, rows }
}

/** Asks a path what it answers in JSON, by parameters. */
export function questionsOf<Answer>(ask: Ask, path: string) {
  const { get } = clientOf(ask)
  const addressOf = (question: Record<string, string>) => `${path}?${new URLSearchParams(question)}`
  const asked = (question: Record<string, string>, accept?: string, headers?: Record<string, string>) =>
    get(addressOf(question), accept, headers)
  const answered = async (question: Record<string, string>) => jsonOf<Answer>(await asked(question))
  /** Expects an answer that may be kept, and of which HEAD says what GET does; gives its tag. */
  const expectKept = async (question: Record<string, string>) => {
    const whole = await asked(question)
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    expect(whole.headers.get('content-type')).toBe('application/json')
    expect(whole.headers.get('vary')).toMatch(/\bAccept\b/)
    expect(whole.headers.get('access-control-allow-origin')).toBe('*')
    expect(whole.headers.get('cache-control')).toMatch(/max-age/)
    const { byteLength } = await whole.arrayBuffer()
    const known = await asked(question, undefined, { 'If-None-Match': etag })
    expect([known.status, await textOf(known)]).toEqual([304, ''])
    const head = await ask(addressOf(question), { method: 'HEAD' })
    expect([head.status, head.headers.get('etag'), await textOf(head)]).toEqual([200, etag, ''])
    expect([null, String(byteLength)]).toContain(head.headers.get('content-length'))
    return etag
  }
  return { asked, answered, expectKept }
}
