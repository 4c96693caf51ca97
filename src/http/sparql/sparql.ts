import type { Context } from 'hono'
import { writeAll } from '../../dumps/dumps.ts'
import { queryPage } from '../../pages/pages.ts'
import type { Identity } from '../../query/query.ts'
import { contentType, formatOf } from '../../rdf/rdf.ts'
import { pageSiteOf } from '../documents.ts'
import { Fault } from '../faults.ts'
import { versionHeaders } from '../history/versions.ts'
import { pageHeaders } from '../protocol/header-fields.ts'
import { acceptedLanguages } from '../protocol/languages.ts'
import { negotiate } from '../protocol/negotiation.ts'
import { send, whole } from '../protocol/representations.ts'
import { readerOf, variesBy } from '../reader.ts'
import { documentVariants, html, type Site } from '../site.ts'
import { endpoints } from './endpoints.ts'
import type { QueryGate } from './query-gate.ts'
import type { QueryService } from './query-service.ts'
import { queryBodies, readSparqlRequest } from './request.ts'
import { serviceDescription, servicePrefixesOf } from './service-description.ts'

/** How an endpoint answers. */
export interface Endpoint {
  readonly queries: QueryService
  readonly gate: QueryGate
  /** Whom the request comes from, as the gate counts clients; undefined where that cannot be told. */
  readonly client: string | undefined
  /** Bytes of a query. */
  readonly longest: number
  readonly identity: Identity
}

/** `/sparql`: the SPARQL 1.1 Protocol's query operation; without a query, what the endpoint is. */
export async function sparql(
  c: Context,
  site: Site,
  { queries, gate, client, longest, identity }: Endpoint
): Promise<Response> {
  const began = performance.now()
  const { query, dataset, format, explain, view, lang } = await readSparqlRequest(c, longest)
  if (query === undefined) return itself(c, site, identity)
  if (query.trim() === '') throw new Fault('query-missing', 'The query is empty')
  if (query.length > longest) throw new Fault('too-long', `A query may have ${longest} bytes at most`)
  const answer = await gate.through(client, () =>
    queries.answer(
      {
        query,
        dataset,
        format,
        identity,
        explain,
        view,
        lang,
        accept: c.req.header('accept'),
        languages: acceptedLanguages(
          lang ?? c.req.header('accept-language'),
          site.published.manifest.language
        ),
        isHead: c.req.raw.method === 'HEAD'
      },
      c.req.raw.signal
    )
  )
  c.set('query', answer)
  const { engine, headers, body } = answer
  // Server Timing §3; the times are those to the first piece of the body.
  const timing = `engine;desc="${engine}", total;dur=${(performance.now() - began).toFixed(1)}`
  return whole(body, {
    headers: {
      ...headers,
      ...versionHeaders(site.published.manifest),
      'Server-Timing': timing,
      ...queryBodies
    }
  })
}

const longestDraft = 20_000

/** An endpoint without a query (SPARQL 1.1 Service Description §2): RDF of itself, or the form. */
async function itself(c: Context, site: Site, identity: Identity): Promise<Response> {
  const { method } = c.req.raw
  const chosen =
    method === 'GET' || method === 'HEAD' ? negotiate(c.req.header('accept'), documentVariants) : undefined
  const common = { Vary: 'Accept', ...queryBodies }
  if (chosen === html) {
    // A query to look at and change before it is run.
    const draft = (new URL(c.req.url).searchParams.get('draft') ?? '').slice(0, longestDraft)
    const reader = readerOf(c, site)
    const page = await queryPage(pageSiteOf(site, reader), draft, endpoints[identity])
    return whole(page, { headers: { ...pageHeaders, ...common, Vary: variesBy(reader) } })
  }
  const format = chosen && formatOf(chosen.extension)
  // Who accepts nothing but results has forgotten the query.
  if (!format)
    throw new Fault('query-missing', 'Send a query as ?query=…, as a form, or as application/sparql-query', {
      headers: queryBodies
    })
  const made = await site.representations.of(`${endpoints[identity]}.${format.extension}`, () => {
    const writer = { ...site.writer, prefixes: servicePrefixesOf(site.writer.prefixes) }
    return writeAll(format.extension, serviceDescription(site.published, identity), writer)
  })
  return send(c, made, { 'Content-Type': contentType(format), ...common })
}
