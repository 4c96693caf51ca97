import type { Context } from 'hono'
import { queryPage, resultPage } from '../pages/pages.ts'
import {
  type Answer,
  type AnswerForm,
  defaultQueryLimits,
  type PreparedQuery,
  prepare,
  QueryError,
  type QueryLimits,
  type ResultFormat,
  type Row,
  resultFormats,
  type Services
} from '../query/query.ts'
import { contentType, type Format, formats, type Quad } from '../rdf/rdf.ts'
import { pageSiteOf } from './documents.ts'
import { Fault, queryFaults } from './faults.ts'
import { negotiate, type Variant } from './negotiation.ts'
import { html, pageHeaders, pick, type Site } from './site.ts'
import { readSparqlRequest } from './sparql-request.ts'

/** How much a client may ask of the endpoint. */
export interface SparqlLimits extends QueryLimits {
  /** Bytes of a query, in a body or in the address. */
  readonly body: number
}

export const defaultSparqlLimits: SparqlLimits = { ...defaultQueryLimits, body: 1024 * 1024 }

/** Rows a page shows; the other formats carry all. */
const pageRows = 1000

type AnswerVariant =
  | (Variant & { readonly extension: string; readonly results: ResultFormat })
  | (Variant & { readonly extension: string; readonly graph: Format })
  | typeof html

/** The forms in which the answer to a query of this form can be had. */
function variantsOf(form: AnswerForm): readonly AnswerVariant[] {
  if (form === 'quads') return [...formats.map(graph => ({ ...variantOf(graph), graph })), html]
  const fitting = resultFormats.filter(results => form === 'bindings' || results.boolean)
  return [...fitting.map(results => ({ ...variantOf(results), results })), html]
}

const variantOf = ({ extension, mediaTypes }: Format | ResultFormat) => ({ extension, mediaTypes })

/** `/sparql`: the SPARQL 1.1 Protocol's query operation; without a query, a form for people. */
export async function sparql(
  c: Context,
  site: Site,
  limits: SparqlLimits,
  services?: Services
): Promise<Response> {
  const { query, dataset, format } = await readSparqlRequest(c, limits.body)
  if (query === undefined) {
    if (
      c.req.method !== 'POST' &&
      negotiate(c.req.header('accept'), [{ mediaTypes: ['application/problem+json'] }, html]) === html
    )
      return new Response(await queryPage(pageSiteOf(site), ''), {
        headers: { ...pageHeaders, Vary: 'Accept' }
      })
    throw new Fault('query-missing', 'Send a query as ?query=…, as a form, or as application/sparql-query')
  }
  if (query.trim() === '') throw new Fault('query-missing', 'The query is empty')
  if (query.length > limits.body) throw new Fault('too-long', `A query may have ${limits.body} bytes at most`)
  try {
    const prepared = prepare(query, { base: site.base, dataset, limits, services })
    const variant = variantFor(c, prepared, format)
    const answer = await prepared.run(site.published.store, c.req.raw.signal)
    return await respond(c, site, query, answer, variant)
  } catch (error) {
    throw error instanceof QueryError ? faultOf(error) : error
  }
}

function variantFor(c: Context, { form }: PreparedQuery, format: string | undefined): AnswerVariant {
  const variants = variantsOf(form)
  if (format === undefined || format === '') return pick(c, variants)
  const chosen = variants.find(({ extension }) => extension === format)
  if (chosen) return chosen
  const available = variants.map(({ extension }) => extension)
  throw new Fault('not-acceptable', `format can be one of ${available.join(', ')} for this query`, {
    members: { available }
  })
}

function faultOf({ code, message, place }: QueryError): Fault {
  const headers = code === 'timeout' || code === 'too-large' ? { 'Retry-After': '60' } : {}
  const at = place ? ` (line ${place.line}, column ${place.column})` : ''
  return new Fault(queryFaults[code], message + at, { members: { ...place }, headers })
}

async function respond(
  c: Context,
  site: Site,
  query: string,
  answer: Answer,
  variant: AnswerVariant
): Promise<Response> {
  const headers = { Vary: 'Accept', 'Cache-Control': 'no-cache' }
  if ('graph' in variant && answer.form === 'quads') {
    const quads = await collected(answer.quads)
    if (variant.graph.extension === 'rdf') checkXml(quads)
    const text = site.document(blocksOf(quads), variant.graph)
    return new Response(text, { headers: { ...headers, 'Content-Type': contentType(variant.graph) } })
  }
  if ('results' in variant && answer.form !== 'quads') {
    const body = await begun(variant.results.write(answer), c.req.raw.method === 'HEAD')
    return new Response(body, { headers: { ...headers, 'Content-Type': variant.results.contentType } })
  }
  const page = await resultPage(pageSiteOf(site), query, await shown(site, answer))
  return new Response(page, { headers: { ...headers, ...pageHeaders } })
}

/** An answer for a page: the first rows, or Turtle. */
async function shown(site: Site, answer: Answer) {
  if (answer.form === 'boolean') return answer
  if (answer.form === 'quads') {
    const turtle = site.document(blocksOf(await collected(answer.quads)), formats[0]!)
    return { form: 'text' as const, text: turtle }
  }
  const rows: Row[] = []
  for await (const row of answer.rows) {
    if (rows.length === pageRows)
      return { form: 'rows' as const, variables: answer.variables, rows, more: true }
    rows.push(row)
  }
  return { form: 'rows' as const, variables: answer.variables, rows, more: false }
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

// RDF/XML §5.3: properties are element names, split where the writer splits IRIs; XML 1.0 §2.2: characters.
const xmlName = /[/#][\p{L}_][\p{L}\p{M}\p{N}._-]*$/u
const xmlText = /^[\t\n\r -\ufffd\u{10000}-\u{10ffff}]*$/u

/** Throws a Fault for a graph that RDF/XML cannot carry; every other format can. */
function checkXml(quads: readonly Quad[]): void {
  for (const { predicate, object } of quads) {
    const why = !xmlName.test(predicate.value)
      ? `the property <${predicate.value}>, which does not end in an XML name`
      : object.termType === 'Literal' && !xmlText.test(object.value)
        ? `a character of a value of <${predicate.value}>`
        : undefined
    if (why === undefined) continue
    const available = formats
      .filter(({ extension }) => extension !== 'rdf')
      .map(({ mediaTypes }) => mediaTypes[0])
    throw new Fault('not-acceptable', `RDF/XML cannot carry ${why}`, { members: { available } })
  }
}

/** A constructed graph as blocks for the writers: a subject each. */
function blocksOf(quads: readonly Quad[]): Iterable<readonly Quad[]> {
  const groups = new Map<string, Quad[]>()
  for (const quad of quads) {
    const key = `${quad.subject.termType}|${quad.subject.value}`
    const group = groups.get(key)
    if (group) group.push(quad)
    else groups.set(key, [quad])
  }
  return groups.values()
}

/** Characters of a result that are made before its status line is sent, and in each piece after it. */
const [head, piece] = [64 * 1024, 16 * 1024]

/**
 * The pieces of a text as a body. A failure among the first of them is thrown, so that the status can tell;
 * a later one breaks the connection, since a document that just ends would look complete.
 */
async function begun(
  pieces: AsyncIterable<string>,
  only: boolean
): Promise<string | ReadableStream<Uint8Array> | null> {
  const iterator = pieces[Symbol.asyncIterator]()
  const upTo = async (size: number): Promise<{ text: string; done: boolean }> => {
    const parts: string[] = []
    for (let length = 0; length < size; ) {
      const next = await iterator.next()
      if (next.done) return { text: parts.join(''), done: true }
      parts.push(next.value)
      length += next.value.length
    }
    return { text: parts.join(''), done: false }
  }
  const first = await upTo(head)
  if (first.done) return first.text
  if (only) {
    await iterator.return?.()
    return null
  }
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: controller => controller.enqueue(encoder.encode(first.text)),
    pull: async controller => {
      const { text, done } = await upTo(piece)
      if (text !== '') controller.enqueue(encoder.encode(text))
      if (done) controller.close()
    },
    cancel: async () => {
      await iterator.return?.()
    }
  })
}
