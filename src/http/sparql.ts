import type { Context } from 'hono'
import { queryPage } from '../pages/pages.ts'
import type { Identity } from '../query/query.ts'
import { pageSiteOf } from './documents.ts'
import { Fault } from './faults.ts'
import { acceptedLanguages } from './languages.ts'
import { negotiate } from './negotiation.ts'
import type { QueryService } from './query-service.ts'
import { html, pageHeaders, type Site } from './site.ts'
import { readSparqlRequest } from './sparql-request.ts'
import { versionHeaders } from './versions.ts'

/** Where the endpoint is, below the root, by how its answers name entities that have an item in Wikidata. */
export const endpoints: Readonly<Record<Identity, string>> = { own: 'sparql', wikidata: 'sparql/wikidata' }

/** `/sparql`: the SPARQL 1.1 Protocol's query operation; without a query, a form for people. `longest`: bytes of a query. */
export async function sparql(
  c: Context,
  site: Site,
  queries: QueryService,
  { longest, identity }: { readonly longest: number; readonly identity: Identity }
): Promise<Response> {
  const began = performance.now()
  const { query, dataset, format, explain } = await readSparqlRequest(c, longest)
  if (query === undefined) {
    if (
      c.req.method !== 'POST' &&
      negotiate(c.req.header('accept'), [{ mediaTypes: ['application/problem+json'] }, html]) === html
    )
      return new Response(await queryPage(pageSiteOf(site), '', endpoints[identity]), {
        headers: { ...pageHeaders, Vary: 'Accept' }
      })
    throw new Fault('query-missing', 'Send a query as ?query=…, as a form, or as application/sparql-query')
  }
  if (query.trim() === '') throw new Fault('query-missing', 'The query is empty')
  if (query.length > longest) throw new Fault('too-long', `A query may have ${longest} bytes at most`)
  const { engine, headers, body } = await queries.answer(
    {
      query,
      dataset,
      format,
      identity,
      explain,
      accept: c.req.header('accept'),
      languages: acceptedLanguages(c.req.header('accept-language'), site.published.manifest.language),
      isHead: c.req.method === 'HEAD'
    },
    c.req.raw.signal
  )
  // Server Timing §3; the times are those to the first piece of the body.
  const timing = `engine;desc="${engine}", total;dur=${(performance.now() - began).toFixed(1)}`
  return new Response(body, {
    headers: { ...headers, ...versionHeaders(site.published.manifest), 'Server-Timing': timing }
  })
}
