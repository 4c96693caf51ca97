import type { Context } from 'hono'
import { type ViewName, viewNames } from '../../pages/pages.ts'
import type { DatasetClause } from '../../query/query.ts'
import { Fault } from '../faults.ts'
import { languageTag } from '../protocol/languages.ts'
import { onlyOne, parametersOf } from '../protocol/parameters.ts'

/** What a client asks of the endpoint, read off any of the three forms of the protocol. */
export interface SparqlRequest {
  /** Undefined where there is none at all: a person opened the address. */
  readonly query: string | undefined
  readonly dataset: DatasetClause | undefined
  /** The file extension of the results format asked for by `?format=`, before `Accept`. */
  readonly format: string | undefined
  /** Whether `?explain=1` asks how the answer is found. */
  readonly explain: boolean
  /** How `?view=` asks a page to show the answer. */
  readonly view: ViewName | undefined
  /** The language of names that `?lang=` asks for, as a BCP 47 tag. */
  readonly lang: string | undefined
}

const bodyTypes = 'application/sparql-query, application/x-www-form-urlencoded'

/** Header fields that say in which bodies a query can be sent. */
export const queryBodies = { 'Accept-Post': bodyTypes, 'Accept-Query': bodyTypes }

/**
 * Reads a request (SPARQL 1.1 Protocol §2.1): GET; POST or QUERY (draft-ietf-httpbis-safe-method-w-body) of a form or
 * of a query. Throws a Fault. `limit`: bytes of a body.
 */
export async function readSparqlRequest(c: Context, limit: number): Promise<SparqlRequest> {
  const { search } = new URL(c.req.url)
  const inUrl = parametersOf(search.slice(1))
  const method = c.req.raw.method
  if (method !== 'POST' && method !== 'QUERY') return requestOf(inUrl)
  const type = bodyTypeOf(c.req.header('content-type'))
  if (type === 'application/x-www-form-urlencoded') {
    const inBody = parametersOf(await textOf(c, limit))
    return requestOf(new URLSearchParams([...inUrl, ...inBody]))
  }
  if (type === 'application/sparql-query') {
    if (inUrl.has('query'))
      throw new Fault('query-repeated', 'The query is in the body and in the address; send it in one place')
    inUrl.set('query', await textOf(c, limit))
    return requestOf(inUrl)
  }
  if (type === 'application/sparql-update')
    throw new Fault('update-refused', 'This is an update; the dataset can only be read')
  throw unsupported(
    'Send a query as application/sparql-query or in a form as application/x-www-form-urlencoded'
  )
}

const unsupported = (detail: string): Fault =>
  new Fault('unsupported-media-type', detail, { headers: queryBodies })

/** The media type of a body, in lower case, without parameters; a Fault where its text is not in UTF-8. */
function bodyTypeOf(field = ''): string {
  const [type = '', ...parameters] = field.toLowerCase().split(';')
  for (const parameter of parameters) {
    const [, charset] = /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(parameter) ?? []
    // US-ASCII is UTF-8 that uses less of it.
    if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
      throw unsupported('The text of a query is in UTF-8; send it without charset, or with charset=utf-8')
  }
  return type.trim()
}

function requestOf(parameters: URLSearchParams): SparqlRequest {
  if (parameters.has('update'))
    throw new Fault('update-refused', 'This is an update; the dataset can only be read')
  const queries = parameters.getAll('query')
  if (queries.length > 1)
    throw new Fault('query-repeated', `There are ${queries.length} parameters named query; send one`)
  const merged = graphsOf(parameters, 'default-graph-uri')
  const named = graphsOf(parameters, 'named-graph-uri')
  return {
    query: queries[0],
    dataset: merged.length + named.length > 0 ? { default: merged, named } : undefined,
    format: onlyOne(parameters, 'format'),
    explain: ['1', 'true'].includes(onlyOne(parameters, 'explain') ?? ''),
    view: viewOf(onlyOne(parameters, 'view')),
    lang: languageOf(onlyOne(parameters, 'lang'))
  }
}

const languageOf = (tag: string | undefined): string | undefined =>
  tag === undefined ? undefined : languageTag(tag)

function viewOf(name: string | undefined): ViewName | undefined {
  const view = viewNames.find(known => known === name)
  if (name !== undefined && view === undefined)
    throw new Fault('bad-request', `view can be one of ${viewNames.join(', ')}`)
  return view
}

/** Graphs that the protocol chooses; a Fault for one that is not named by an absolute IRI (§2.1.4). */
function graphsOf(parameters: URLSearchParams, name: string): string[] {
  const graphs = parameters.getAll(name)
  const relative = graphs.find(graph => !/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(graph))
  if (relative !== undefined)
    throw new Fault('bad-request', `${name} is not an absolute IRI: ${relative.slice(0, 80)}`)
  return graphs
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
