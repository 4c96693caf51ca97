import { write } from '../../dumps/dumps.ts'
import { type AnswerView, resultPage, tileHosts, viewIn } from '../../pages/pages.ts'
import {
  type Answer,
  type AnswerForm,
  type AskService,
  defaultQueryLimits,
  prepare,
  QueryError,
  type QueryLimits,
  type ResultFormat,
  type Row,
  resultFormats,
  type Services,
  Turns
} from '../../query/query.ts'
import { contentType, type Format, formats, type Quad } from '../../rdf/rdf.ts'
import { pageSiteOf } from '../documents.ts'
import { clientFault, Fault, queryFault } from '../faults.ts'
import { caching, pageHeaders, picturePageHeaders } from '../protocol/header-fields.ts'
import type { Variant } from '../protocol/negotiation.ts'
import { jsonText } from '../protocol/representations.ts'
import type { Published } from '../published.ts'
import { formatVariant, html, pickBy, Site } from '../site.ts'
import { endpoints } from './endpoints.ts'
import type { QueryAnswer, QueryQuestion, QueryService, QueryTally } from './query-service.ts'

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
  if (form === 'quads') return [...formats.map(graph => ({ ...formatVariant(graph), graph })), html]
  const fitting = resultFormats.filter(results => form === 'bindings' || results.boolean)
  return [...fitting.map(results => ({ ...variantOf(results), results })), html]
}

const variantOf = ({ extension, mediaTypes, contentType }: ResultFormat) => ({
  extension,
  mediaTypes,
  parameters: /;charset=utf-8\b/.test(contentType) ? { charset: 'utf-8' } : {}
})

/** What of a published dataset its queries need; all but the store is plain data. */
export type Queried = Pick<Published, 'manifest' | 'context' | 'store' | 'scripts'>

/** Answers queries over a dataset in this thread; `askService` asks the other endpoints that its manifest allows. */
export function createQueryService(
  dataset: Queried,
  limits: Partial<SparqlLimits> = {},
  askService?: AskService
): QueryService {
  const site = new Site({
    ...dataset,
    frame: { '@context': [] },
    ontology: [],
    shapes: [],
    dump: async () => undefined
  })
  const settings = {
    limits: { ...defaultSparqlLimits, ...limits },
    services: askService && { allowed: dataset.manifest.federation ?? [], ask: askService }
  }
  return { answer: (question, signal) => answered(site, settings, question, signal) }
}

async function answered(
  site: Site,
  settings: { readonly limits: SparqlLimits; readonly services: Services | undefined },
  question: QueryQuestion,
  signal: AbortSignal
): Promise<QueryAnswer> {
  try {
    const tally: QueryTally = { rows: 0 }
    const { query, dataset, languages, identity } = question
    const prepared = prepare(query, { base: site.base, dataset, languages, identity, ...settings })
    if (question.explain) {
      const explanation = await prepared.explain(site.published.store, signal)
      const headers = { 'Cache-Control': caching.asked, 'Content-Type': 'application/json' }
      const body = jsonText(explanation)
      return { engine: explanation.engine, tally, headers, body: question.isHead ? null : body }
    }
    const variant = variantFor(question, prepared.form)
    const answer = counting(await prepared.run(site.published.store, signal), tally)
    return { engine: answer.engine, tally, ...(await written(site, question, answer, variant, signal)) }
  } catch (error) {
    if (signal.aborted) throw queryFault(new QueryError('aborted', 'The client left'))
    throw clientFault(error)
  }
}

/** An answer that counts what is taken of it. */
function counting(answer: Answer, tally: QueryTally): Answer {
  if (answer.form === 'boolean') return answer
  if (answer.form === 'quads') return { ...answer, quads: eachCounted(answer.quads, () => 1, tally) }
  const batches = eachCounted(answer.batches, ({ length }) => length, tally)
  return {
    form: 'bindings',
    engine: answer.engine,
    variables: answer.variables,
    batches,
    get rows() {
      return eachOf(batches)
    }
  }
}

async function* eachCounted<T>(
  items: AsyncIterable<T>,
  sizeOf: (item: T) => number,
  tally: QueryTally
): AsyncIterable<T> {
  for await (const item of items) {
    tally.rows += sizeOf(item)
    yield item
  }
}

async function* eachOf<T>(batches: AsyncIterable<readonly T[]>): AsyncIterable<T> {
  for await (const batch of batches) yield* batch
}

function variantFor({ format, accept }: QueryQuestion, form: AnswerForm): AnswerVariant {
  const variants = variantsOf(form)
  if (format === undefined || format === '') return pickBy(accept, variants)
  const chosen = variants.find(({ extension }) => extension === format)
  if (chosen) return chosen
  const available = variants.map(({ extension }) => extension)
  throw new Fault('not-acceptable', `format can be one of ${available.join(', ')} for this query`, {
    members: { available }
  })
}

async function written(
  site: Site,
  question: QueryQuestion,
  answer: Answer,
  variant: AnswerVariant,
  signal: AbortSignal
): Promise<Pick<QueryAnswer, 'headers' | 'body'>> {
  const { query, identity, isHead } = question
  const headers = { Vary: 'Accept, Accept-Language', 'Cache-Control': caching.asked }
  if ('graph' in variant && answer.form === 'quads') {
    const quads = await collected(answer.quads)
    if (variant.graph.extension === 'rdf') await checkXml(quads, signal)
    const body = await document(site, quads, variant.graph, signal)
    return { headers: { ...headers, 'Content-Type': contentType(variant.graph) }, body }
  }
  if ('results' in variant && answer.form !== 'quads') {
    const body = await begun(variant.results.write(answer), isHead)
    return { headers: { ...headers, 'Content-Type': variant.results.contentType }, body }
  }
  const shownAnswer = await shown(site, answer, signal)
  const { lang } = question
  const pages = pageSiteOf(site, lang === undefined ? {} : { language: lang, asked: lang })
  const view = viewOf(site, question)
  const body = await resultPage(pages, query, shownAnswer, endpoints[identity], view)
  const page = view.asked === 'map' ? picturePageHeaders(tileHosts(pages)) : pageHeaders
  return { headers: { ...headers, ...page }, body }
}

/** The view that is asked for, and the same question with another; without links where addresses would be too long. */
function viewOf(site: Site, { query, dataset, identity, view, lang }: QueryQuestion): AnswerView {
  const parameters = new URLSearchParams([
    ['query', query],
    ...(dataset?.default ?? []).map(graph => ['default-graph-uri', graph]),
    ...(dataset?.named ?? []).map(graph => ['named-graph-uri', graph]),
    ...(lang === undefined ? [] : [['lang', lang]])
  ])
  const address = `${site.url(endpoints[identity])}?${parameters}`
  const asked = view ?? viewIn(query)
  return { asked, ...(address.length <= longestViewed && { hrefOf: name => `${address}&view=${name}` }) }
}

/** Characters of an address that a page links to several times. */
const longestViewed = 5000

/** An answer for a page: the first rows, or Turtle. */
async function shown(site: Site, answer: Answer, signal: AbortSignal) {
  if (answer.form === 'boolean') return answer
  if (answer.form === 'quads') {
    const quads = await collected(answer.quads)
    const text = await document(site, quads, formats[0]!, signal)
    return { form: 'text' as const, text, quads: quads.slice(0, pageRows) }
  }
  const rows: Row[] = []
  for await (const row of answer.rows) {
    if (rows.length === pageRows)
      return { form: 'rows' as const, variables: answer.variables, rows, more: true }
    rows.push(row)
  }
  return { form: 'rows' as const, variables: answer.variables, rows, more: false }
}

/** A constructed graph in a format; whole, since what a format cannot carry must be known before anything is sent. */
async function document(
  site: Site,
  quads: readonly Quad[],
  format: Format,
  signal: AbortSignal
): Promise<string> {
  const turns = new Turns()
  const blocks = await blocksOf(quads, turns, signal)
  const parts: string[] = []
  for (const part of write(format.extension, blocks, site.writer)) {
    parts.push(part)
    if (turns.isDue) await turns.give(signal)
  }
  return parts.join('')
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
async function checkXml(quads: readonly Quad[], signal: AbortSignal): Promise<void> {
  const turns = new Turns()
  for (const [i, { predicate, object }] of quads.entries()) {
    if (i % 1024 === 0 && turns.isDue) await turns.give(signal)
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
async function blocksOf(
  quads: readonly Quad[],
  turns: Turns,
  signal: AbortSignal
): Promise<Iterable<readonly Quad[]>> {
  const groups = new Map<string, Quad[]>()
  for (const [i, quad] of quads.entries()) {
    const key = `${quad.subject.termType}|${quad.subject.value}`
    const group = groups.get(key)
    if (group) group.push(quad)
    else groups.set(key, [quad])
    if (i % 1024 === 0 && turns.isDue) await turns.give(signal)
  }
  return groups.values()
}

/** Characters of a result that are made before its status line is sent, and in each piece after it. */
const [head, piece] = [64 * 1024, 16 * 1024]

/**
 * The pieces of a text as a body. A failure among the first of them is thrown, so that the status can tell;
 * a later one breaks the connection, since a document that just ends would look complete.
 */
async function begun(pieces: AsyncIterable<string>, only: boolean): Promise<QueryAnswer['body']> {
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
