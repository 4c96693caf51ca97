import { type Context, Hono } from 'hono'
import type { AskService } from '../query/query.ts'
import { formats } from '../rdf/rdf.ts'
import type { MetricFamily } from './about/exposition.ts'
import { llms } from './about/llms.ts'
import { countedQueries, health, Metrics, metricsText } from './about/metrics.ts'
import { openApi } from './about/openapi.ts'
import { robots, sitemap, sitemapPart } from './about/sitemap.ts'
import { browse, classes, properties } from './browse.ts'
import { croissantDocument, dataset, datasetDocument, home, wellKnownVoid } from './dataset/dataset.ts'
import { dump } from './dataset/dumps.ts'
import { disagreements, disagreementTable } from './disagreements.ts'
import { data, fromWikidata, page, thing } from './documents.ts'
import { clientFault, Fault } from './faults.ts'
import { fragments } from './fragments/fragments.ts'
import { feed } from './history/feed.ts'
import { memento, timeMap, withHistory } from './history/mementos.ts'
import { version } from './history/versions.ts'
import { mcpEndpoint } from './mcp/mcp.ts'
import { faultResponse, problem } from './problems.ts'
import { propertiesSearched } from './property-search.ts'
import { dataPolicy, everywhere, preflight, scriptPolicy } from './protocol/header-fields.ts'
import { conditional } from './protocol/preconditions.ts'
import type { Published } from './published.ts'
import { script } from './scripts.ts'
import { searched } from './search.ts'
import { type Handler, Redirect, Site } from './site.ts'
import { createQueryService, defaultSparqlLimits, type SparqlLimits } from './sparql/answer.ts'
import { endpoints } from './sparql/endpoints.ts'
import { QueryGate, type QueryGateLimits } from './sparql/query-gate.ts'
import type { QueryAnswer, QueryService } from './sparql/query-service.ts'
import { queryBodies } from './sparql/request.ts'
import { sparql } from './sparql/sparql.ts'
import { icon, stylesheet } from './stylesheet.ts'
import { land, map, neighbours, timeline } from './views.ts'
import { context, frame, ontology, shapes } from './vocabulary.ts'
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

type Handlers = Partial<Record<'GET' | 'POST' | 'QUERY', Handler>>

/** What can be read, by its address below the root; of two that fit the first counts. */
const documents: Readonly<Record<string, Handler>> = {
  '': home,
  dataset,
  ...Object.fromEntries(formats.map(({ extension }) => [`dataset.${extension}`, datasetDocument])),
  'data/*': withHistory(data),
  'page/*': withHistory(page),
  'version/:version': async (c, site) => (await version(c, site)) ?? thing(c, site),
  'version/*': async (c, site) => (await memento(c, site)) ?? thing(c, site),
  'timemap/*': timeMap,
  feed,
  'feed/:page': feed,
  'dump/*': dump,
  search: searched,
  browse,
  classes,
  properties,
  disagreements,
  'disagreements.csv': disagreementTable,
  map,
  timeline,
  'neighbours/*': neighbours,
  'search/properties': propertiesSearched,
  fragments,
  why,
  ontology,
  shapes,
  'croissant.json': croissantDocument,
  'context.jsonld': context,
  'frame.jsonld': frame,
  'wd/:id': fromWikidata,
  'problem/:code': problem,
  'style.css': stylesheet,
  'favicon.svg': icon,
  'land.svg': land,
  'assets/:name': script,
  'openapi.json': openApi,
  'llms.txt': llms,
  'robots.txt': robots,
  'sitemap.xml': sitemap,
  'sitemap/*': sitemapPart,
  healthz: health
}

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
    // What has no policy of its own is no page.
    const policy = c.res.headers.get('Content-Security-Policy')
    if (policy === null) c.res.headers.set('Content-Security-Policy', dataPolicy)
    else if (published.scripts?.length)
      c.res.headers.set('Content-Security-Policy', `${policy}; ${scriptPolicy}`)
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

  const route = (path: string, handlers: Handlers, headers: Readonly<Record<string, string>> = {}): void => {
    const allow = [
      ...Object.keys(handlers).flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
      'OPTIONS'
    ].join(', ')
    for (const [method, handler] of Object.entries(handlers))
      app.on(method, site.root + path, c => {
        c.set('route', `/${path}`)
        return handler(c, site)
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
  // Below the host and not below the base (RFC 8615; VoID §7.2).
  app.get('/.well-known/void', c => wellKnownVoid(c, site))
  for (const [path, handler] of Object.entries(documents)) route(path, { GET: handler })
  for (const identity of ['own', 'wikidata'] as const) {
    const query: Handler = c => sparql(c, site, { queries, gate, client: clientOf(c), longest, identity })
    route(endpoints[identity], { GET: query, POST: query, QUERY: query }, queryBodies)
  }
  const mcp = mcpEndpoint(site, queries, { longest, onInternalError: onInternalError ?? (() => undefined) })
  route('mcp', { POST: c => gate.during(clientOf(c), () => mcp(c)) })
  route('metrics', {
    GET: c => {
      if (!mayMeasure(c.req.raw)) throw new Fault('not-found', 'The metrics are not for everybody')
      return metricsText(site, metrics, hostMetrics())
    }
  })
  // Everything else under the base may be something the dataset has minted an IRI for.
  route('*', { GET: withHistory(thing) })
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
