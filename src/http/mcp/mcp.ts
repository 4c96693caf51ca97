import type { Context } from 'hono'
import { Fault } from '../faults.ts'
import type { Site } from '../site.ts'
import type { QueryService } from '../sparql/query-service.ts'
import { toolsOf } from './tools.ts'

/** Answers a request of the Model Context Protocol. */
type McpEndpoint = (c: Context) => Promise<Response>

/**
 * `/mcp`: the dataset for language models, by the Model Context Protocol
 * (https://modelcontextprotocol.io/specification). What speaks the protocol is loaded by the first request.
 * `longest`: bytes of a request.
 */
export function mcpEndpoint(
  site: Site,
  queries: QueryService,
  {
    longest,
    onInternalError
  }: { readonly longest: number; readonly onInternalError: (error: unknown) => void }
): McpEndpoint {
  const { title, version, counts } = site.published.manifest
  const instructions = `${title}: linked data${counts.statements > 0 ? ' in the model of Wikibase' : ''}, ${counts.entities} entities, ${counts.triples} triples. Find IRIs with search, look at an entity with describe, ask anything else with query, and check a fact before you rely on it with why. ${site.base}llms.txt tells more.`
  const open = async () => {
    const { createMcp } = await import('./server.ts')
    const description = { title, version, address: site.base, instructions }
    return createMcp(description, toolsOf(site, queries), longest, onInternalError)
  }
  let opening: ReturnType<typeof open> | undefined
  return async c => {
    checkOrigin(c.req.header('origin'), site.base)
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return (await opening).fetch(c.req.raw)
  }
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Transports, Security: a page of another origin must not use a server through a browser, as it could by DNS
 * rebinding. Pages of the site and of this machine may; programs send no Origin.
 */
function checkOrigin(origin: string | undefined, base: string): void {
  if (origin === undefined) return
  const from = URL.parse(origin)
  if (from && (from.origin === new URL(base).origin || loopback.has(from.hostname))) return
  throw new Fault(
    'origin-refused',
    'Pages of that origin may not use this endpoint; /sparql and the rest they may'
  )
}
