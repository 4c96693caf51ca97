import { type Context, Hono } from 'hono'
import { type WriterSettings, writeAll } from '../dumps/dumps.ts'
import { faultPage, homePage, ontologyPage, type PageSite, shapesPage, style } from '../pages/pages.ts'
import type { AskService } from '../query/query.ts'
import { contentType, formatOf, formats, iri, type Quad, quadLine } from '../rdf/rdf.ts'
import { decoded, describe } from '../store/store.ts'
import { datasetDescription } from './dataset.ts'
import { data, page, pageSiteOf, thing } from './documents.ts'
import { dump } from './dumps.ts'
import { endpoints } from './endpoints.ts'
import type { MetricFamily } from './exposition.ts'
import { clientFault, Fault, type FaultCode, faults } from './faults.ts'
import { feed } from './feed.ts'
import { fragments } from './fragments.ts'
import { llms } from './llms.ts'
import { mcpEndpoint } from './mcp.ts'
import { memento, timeMap, withHistory } from './mementos.ts'
import { countedQueries, health, Metrics, metricsText } from './metrics.ts'
import { negotiate } from './negotiation.ts'
import { openApi } from './openapi.ts'
import { uriOf } from './paths.ts'
import { conditional } from './preconditions.ts'
import type { Published } from './published.ts'
import { QueryGate, type QueryGateLimits } from './query-gate.ts'
import type { QueryAnswer, QueryService } from './query-service.ts'
import { cacheControl, send, whole } from './representations.ts'
import { croissant, schemaDataset } from './schema-dataset.ts'
import { searched } from './search.ts'
import { documentVariants, html, pageHeaders, pick, Redirect, Site } from './site.ts'
import { robots, sitemap, sitemapPart } from './sitemap.ts'
import { sparql } from './sparql.ts'
import { createQueryService, defaultSparqlLimits, type SparqlLimits } from './sparql-answer.ts'
import { queryBodies } from './sparql-request.ts'
import { version } from './versions.ts'
import { why } from './why.ts'

/** What an operator may set. */
export interface AppOptions {
  readonly limits: Partial<SparqlLimits>
  /** Answers queries over the dataset, within limits of its own; by default this thread does. */
  readonly queries: QueryService
  /** How many queries may be under way. */
  readonly gate: Partial<QueryGateLimits>
  /** Whom a request comes from, where that can be told: who asks much is told apart from the others by it. */
  readonly clientOf: (c: Context) => string | undefined
  /** Asks, for queries of this thread, the other endpoints that the manifest allows; without it none is asked. */
  readonly askService: AskService
  /** Told of every failure that is our own fault; by default nobody is. */
  readonly onInternalError: (error: unknown) => void
  /** Counts what is answered; kept by a host that replaces one dataset by another. */
  readonly metrics: Metrics
  /** What the host measures itself, for `/metrics`. */
  readonly hostMetrics: () => readonly MetricFamily[]
  /** Whether whoever sends a request may read `/metrics`; by default everybody may. */
  readonly mayMeasure: (request: Request) => boolean
  /** Told what a request was, when its answer begins. */
  readonly onAnswer: (request: Request, seen: SeenAnswer) => void
}

/** What the site knows of a request that a host cannot see. */
export interface SeenAnswer {
  /** The route that it took. */
  readonly route: string
  /** The engine of its query, with what is counted as the answer is written. */
  readonly query?: Pick<QueryAnswer, 'engine' | 'tally'>
}

/** What handlers leave for those that look on. */
interface Variables {
  route: string
  query: QueryAnswer
}

type Handler = (c: Context) => Response | Promise<Response>

/**
 * The whole site as one application of web-standard requests and responses: Node and Workers run it alike.
 * Every address is under the base's path; every IRI the dataset mints can be looked up.
 */
export function createApp(
  published: Published,
  {
    limits = {},
    askService,
    queries: uncounted = createQueryService(published, limits, askService),
    gate: gateLimits,
    clientOf = () => undefined,
    onInternalError,
    metrics = new Metrics(),
    hostMetrics = () => [],
    mayMeasure = () => true,
    onAnswer
  }: Partial<AppOptions> = {}
): Hono<{ Variables: Variables }> {
  const site = new Site(published)
  const queries = countedQueries(uncounted, metrics)
  const app = new Hono<{ Variables: Variables }>({ getPath: request => new URL(request.url).pathname })
  const { body: longest } = { ...defaultSparqlLimits, ...limits }
  const gate = new QueryGate(gateLimits)

  app.use('*', async (c, next) => {
    const began = performance.now()
    await next()
    const route = c.get('route') ?? 'other'
    const query = c.get('query')
    metrics.request(route, c.req.raw.method, c.res.status, (performance.now() - began) / 1000)
    onAnswer?.(c.req.raw, { route, ...(query && { query }) })
    for (const [name, value] of Object.entries(everywhere)) c.res.headers.set(name, value)
    if (!c.res.headers.has('Content-Security-Policy'))
      c.res.headers.set('Content-Security-Policy', dataPolicy)
  })
  app.use('*', async (c, next) => {
    // RFC 9110 §15.5.15; c.req.url has the host besides, which is short.
    if (c.req.url.length > longestAddress)
      throw new Fault('address-too-long', `An address may have ${longestAddress} bytes at most`)
    await next()
  })
  app.use('*', async (c, next) => {
    await next()
    await conditional(c, site)
  })

  const route = (
    path: string,
    handlers: Partial<Record<'GET' | 'POST' | 'QUERY', Handler>>,
    headers: Readonly<Record<string, string>> = {}
  ): void => {
    const allow = [
      ...Object.keys(handlers).flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
      'OPTIONS'
    ].join(', ')
    for (const [method, handler] of Object.entries(handlers))
      app.on(method, site.root + path, c => {
        c.set('route', `/${path}`)
        return handler(c)
      })
    app.all(site.root + path, c => {
      c.set('route', `/${path}`)
      if (c.req.method === 'OPTIONS')
        return new Response(null, { status: 204, headers: { Allow: allow, ...headers, ...preflight(allow) } })
      throw new Fault('method-not-allowed', `This address answers ${allow}`, {
        headers: { Allow: allow, ...headers }
      })
    })
  }

  // Before the wildcard below, which matches the root without its slash too.
  if (site.root !== '/')
    app.get(
      site.root.slice(0, -1),
      () => new Response(null, { status: 301, headers: { Location: site.root } })
    )
  route('', { GET: c => home(c, site) })
  // Below the host and not below the base (RFC 8615; VoID §7.2).
  app.get('/.well-known/void', c => wellKnownVoid(c, site))
  route('dataset', { GET: c => toDataset(c, site) })
  for (const { extension } of formats) route(`dataset.${extension}`, { GET: c => datasetDocument(c, site) })
  route('data/*', { GET: c => withHistory(data)(c, site) })
  route('page/*', { GET: c => withHistory(page)(c, site) })
  route('version/:version', { GET: async c => (await version(c, site)) ?? thing(c, site) })
  route('version/*', { GET: async c => (await memento(c, site)) ?? thing(c, site) })
  route('timemap/*', { GET: c => timeMap(c, site) })
  route('feed', { GET: c => feed(c, site) })
  route('feed/:page', { GET: c => feed(c, site) })
  route('dump/*', { GET: c => dump(c, site) })
  for (const identity of ['own', 'wikidata'] as const) {
    const query: Handler = c => sparql(c, site, { queries, gate, client: clientOf(c), longest, identity })
    route(endpoints[identity], { GET: query, POST: query, QUERY: query }, queryBodies)
  }
  route('search', { GET: c => searched(c, site) })
  route('fragments', { GET: c => fragments(c, site) })
  route('why', { GET: c => why(c, site) })
  route('ontology', { GET: c => ontology(c, site) })
  route('shapes', { GET: c => shapes(c, site) })
  route('croissant.json', { GET: c => croissantDocument(c, site) })
  route('context.jsonld', { GET: c => context(c, site) })
  route('frame.jsonld', { GET: c => frame(c, site) })
  route('wd/:id', { GET: c => fromWikidata(c, site) })
  route('problem/:code', { GET: c => problem(c, site) })
  route('style.css', {
    GET: () =>
      new Response(style, {
        headers: { 'Content-Type': 'text/css;charset=utf-8', 'Cache-Control': 'public, max-age=3600' }
      })
  })
  const mcp = mcpEndpoint(site, queries, { longest, onInternalError: onInternalError ?? (() => undefined) })
  route('mcp', { POST: c => gate.during(clientOf(c), () => mcp(c)) })
  route('openapi.json', { GET: c => openApi(c, site) })
  route('llms.txt', { GET: c => llms(c, site) })
  route('robots.txt', { GET: c => robots(c, site) })
  route('sitemap.xml', { GET: c => sitemap(c, site) })
  route('sitemap/*', { GET: c => sitemapPart(c, site) })
  route('healthz', { GET: c => health(c, site) })
  route('metrics', {
    GET: c => {
      if (!mayMeasure(c.req.raw)) throw new Fault('not-found', 'The metrics are not for everybody')
      return metricsText(site, metrics, hostMetrics())
    }
  })
  // Everything else under the base may be something the dataset has minted an IRI for.
  route('*', { GET: c => withHistory(thing)(c, site) })
  app.notFound(c => faultResponse(c, site, new Fault('not-found', 'There is nothing at this address')))
  app.onError((thrown, c) => {
    const error = clientFault(thrown)
    if (error instanceof Redirect)
      return new Response(null, { status: error.status, headers: { Location: error.location } })
    if (error instanceof Fault) return faultResponse(c, site, error)
    onInternalError?.(error)
    return faultResponse(
      c,
      site,
      new Fault('internal', 'The request could not be answered; it may work later')
    )
  })
  return app
}

/** Bytes of an address: what browsers and proxies carry, and no more. */
const longestAddress = 64 * 1024

/** Header fields of every response: anybody's page may read it, no browser may guess its type. */
const everywhere = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Accept-Query, Allow, Content-Encoding, Content-Range, ETag, Last-Modified, Link, Location, Memento-Datetime, Retry-After, Server-Timing',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin'
}

/** The policy of what is no page: a browser that shows it, such as XML, loads and runs nothing. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

const preflight = (allow: string) => ({
  'Access-Control-Allow-Methods': allow,
  'Access-Control-Allow-Headers':
    'Accept, Accept-Datetime, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, If-Range, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Range',
  'Access-Control-Max-Age': '86400'
})

/** A fault as problem details (RFC 9457), or as a page for who prefers one. */
async function faultResponse(
  c: Context,
  site: Site,
  { code, message, members, headers }: Fault
): Promise<Response> {
  const { status, title } = faults[code]
  const common = { ...headers, Vary: 'Accept', 'Cache-Control': 'no-store' }
  const problem = { mediaTypes: ['application/problem+json', 'application/json'] }
  if (negotiate(c.req.header('accept'), [problem, html]) === html) {
    const words = code === 'not-found' ? wordsOf(c.req.path) : ''
    const body = await faultPage(pageSiteOf(site), { status, title, detail: message, words })
    return whole(body, { status, headers: { ...common, ...pageHeaders } })
  }
  const body = { type: `${site.base}problem/${code}`, title, status, detail: message, code, ...members }
  return whole(`${JSON.stringify(body, null, 1)}\n`, {
    status,
    headers: { ...common, 'Content-Type': 'application/problem+json' }
  })
}

/** The words of the last part of a path, for who looks for what is not there: `/page/note-old_name` → `old name`. */
function wordsOf(path: string): string {
  const last = decoded(path).split('/').at(-1) ?? ''
  return last
    .replace(/^note-|\.[a-z]+$/g, '')
    .replace(/[-_+]+/g, ' ')
    .trim()
    .slice(0, 80)
}

/** What a problem's `type` leads to. */
async function problem(c: Context, site: Site): Promise<Response> {
  const code = site.pathOf(c).slice('problem/'.length)
  if (!Object.hasOwn(faults, code)) throw new Fault('not-found', 'There is no problem of that name')
  const { status, title } = faults[code as FaultCode]
  const detail = 'Answers with this status say why in their detail.'
  const make = () => faultPage(pageSiteOf(site), { status, title, detail })
  return send(c, await site.representations.of(`problem/${code}`, make), pageHeaders)
}

async function home(c: Context, site: Site): Promise<Response> {
  const { extension } = pick(c, [html, ...documentVariants.filter(variant => variant !== html)])
  if (extension !== 'html') return toDataset(c, site)
  const made = await site.representations.of('', () =>
    homePage(pageSiteOf(site), JSON.stringify(schemaDataset(site.published)))
  )
  return send(c, made, { ...pageHeaders, Vary: 'Accept' })
}

/** `/dataset` is the dataset itself: people go to the home page, machines to its description. */
function toDataset(c: Context, site: Site): Response {
  const { extension } = pick(c, documentVariants)
  const location = extension === 'html' ? site.url('') : site.url(`dataset.${extension}`)
  return new Response(null, { status: 303, headers: { Location: location, Vary: 'Accept' } })
}

async function datasetDocument(c: Context, site: Site): Promise<Response> {
  const path = site.pathOf(c)
  const format = formatOf(path.slice('dataset.'.length))
  if (!format) throw new Fault('not-found', 'The dataset is not described in that format')
  const made = await site.representations.of(path, () => {
    const { store } = site.published
    // The data may hold a part of this already.
    const said = [
      ...datasetDescription(site.published),
      ...describe(store, `${site.base}dataset`, site.base).flat()
    ]
    const block = [...new Map(said.map(quad => [quadLine(quad), quad])).values()]
    return site.document([block], format)
  })
  return send(c, made, {
    'Content-Type': contentType(format),
    Link: `<${uriOf(site.base)}dataset>; rel="describes"`
  })
}

const ontology = (c: Context, site: Site): Promise<Response> =>
  vocabulary(c, site, 'ontology', { write: site.writer, page: ontologyPage })

const shapes = (c: Context, site: Site): Promise<Response> =>
  vocabulary(c, site, 'shapes', { write: site.shapesWriter, page: shapesPage })

/** A small document that is served whole, negotiated where it lies: its terms are parts of it. */
async function vocabulary(
  c: Context,
  site: Site,
  name: 'ontology' | 'shapes',
  as: { readonly write: WriterSettings; page(site: PageSite, quads: readonly Quad[]): Promise<string> }
): Promise<Response> {
  const { extension } = pick(c, documentVariants)
  const quads = site.published[name]
  const format = formatOf(extension)
  const made = await site.representations.of(`${name}.${extension}`, () =>
    format ? writeAll(extension, [quads], as.write) : as.page(pageSiteOf(site), quads)
  )
  return send(c, made, {
    ...(format ? { 'Content-Type': contentType(format) } : pageHeaders),
    Vary: 'Accept'
  })
}

/** `/.well-known/void`: leads to the description of the dataset, in a format for machines (VoID §7.2). */
function wellKnownVoid(c: Context, site: Site): Response {
  const { extension } = pick(c, formats)
  const headers = { Location: site.url(`dataset.${extension}`), Vary: 'Accept' }
  return new Response(null, { status: 303, headers })
}

async function croissantDocument(c: Context, site: Site): Promise<Response> {
  const make = () => `${JSON.stringify(croissant(site.published), null, 1)}\n`
  const made = await site.representations.of('croissant.json', make)
  return send(c, made, { 'Content-Type': 'application/ld+json' })
}

async function context(c: Context, site: Site): Promise<Response> {
  const make = () => `${JSON.stringify(site.published.context, null, 1)}\n`
  const made = await site.representations.of('context.jsonld', make)
  return send(c, made, { 'Content-Type': 'application/ld+json' })
}

async function frame(c: Context, site: Site): Promise<Response> {
  const make = () => `${JSON.stringify(site.published.frame, null, 1)}\n`
  const made = await site.representations.of('frame.jsonld', make)
  const profile = 'http://www.w3.org/ns/json-ld#frame'
  return send(c, made, { 'Content-Type': `application/ld+json;profile="${profile}"` })
}

/** `/wd/Q649`: from an item's id in Wikidata to our entity. */
function fromWikidata(c: Context, site: Site): Response {
  const id = site.pathOf(c).slice('wd/'.length)
  if (!/^Q\d+$/.test(id) || site.published.store.count(iri(`${site.base}entity/${id}`)) === 0)
    throw new Fault('not-found', 'The dataset has no entity for that item')
  return new Response(null, {
    status: 303,
    headers: { Location: site.url(`entity/${id}`), 'Cache-Control': cacheControl }
  })
}
