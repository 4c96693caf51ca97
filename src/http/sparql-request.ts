import type { Context } from 'hono'
import type { DatasetClause } from '../query/query.ts'
import { Fault } from './faults.ts'
import { parametersOf } from './parameters.ts'

/** What a client asks of the endpoint, read off any of the three forms of the protocol. */
export interface SparqlRequest {
  /** Undefined where there is none at all: a person opened the address. */
  readonly query: string | undefined
  readonly dataset: DatasetClause | undefined
  /** The file extension of the results format asked for by `?format=`, before `Accept`. */
  readonly format: string | undefined
  /** Whether `?explain=1` asks how the answer is found. */
  readonly explain: boolean
}

/** Reads a request (SPARQL 1.1 Protocol §2.1): GET, POST of a form, POST of a query. Throws a Fault. */
export async function readSparqlRequest(c: Context, limit: number): Promise<SparqlRequest> {
  const { search } = new URL(c.req.url)
  const inUrl = parametersOf(search.slice(1))
  if (c.req.method !== 'POST') return requestOf(inUrl)
  const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  if (type.trim() === 'application/x-www-form-urlencoded') {
    const inBody = parametersOf(await textOf(c, limit))
    return requestOf(new URLSearchParams([...inUrl, ...inBody]))
  }
  if (type.trim() === 'application/sparql-query') {
    if (inUrl.has('query'))
      throw new Fault('query-repeated', 'The query is in the body and in the address; send it in one place')
    inUrl.set('query', await textOf(c, limit))
    return requestOf(inUrl)
  }
  if (type.trim() === 'application/sparql-update')
    throw new Fault('update-refused', 'This is an update; the dataset can only be read')
  throw new Fault(
    'unsupported-media-type',
    'Send a query as application/sparql-query or in a form as application/x-www-form-urlencoded',
    { headers: { 'Accept-Post': 'application/sparql-query, application/x-www-form-urlencoded' } }
  )
}

function requestOf(parameters: URLSearchParams): SparqlRequest {
  if (parameters.has('update'))
    throw new Fault('update-refused', 'This is an update; the dataset can only be read')
  const queries = parameters.getAll('query')
  if (queries.length > 1)
    throw new Fault('query-repeated', `There are ${queries.length} parameters named query; send one`)
  const merged = parameters.getAll('default-graph-uri')
  const named = parameters.getAll('named-graph-uri')
  return {
    query: queries[0],
    dataset: merged.length + named.length > 0 ? { default: merged, named } : undefined,
    format: parameters.get('format') ?? undefined,
    explain: ['1', 'true'].includes(parameters.get('explain') ?? '')
  }
}

/** The body as text; at most so many bytes, uncompressed, in UTF-8. */
async function textOf(c: Context, limit: number): Promise<string> {
  const encoding = c.req.header('content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new Fault('unsupported-media-type', 'Send the body without Content-Encoding', {
      headers: { 'Accept-Encoding': 'identity' }
    })
  const tooLong = () => new Fault('too-long', `A query may have ${limit} bytes at most`)
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLong()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, size] = ['', 0]
  const reader = c.req.raw.body?.getReader()
  try {
    for (;;) {
      const next = await reader?.read()
      if (!next || next.done) return text + decoder.decode()
      size += next.value.length
      if (size > limit) {
        await reader?.cancel()
        throw tooLong()
      }
      text += decoder.decode(next.value, { stream: true })
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('bad-request', 'The body is not UTF-8, or did not arrive whole')
  }
}
