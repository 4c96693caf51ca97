import type { Context } from 'hono'
import { faultPage } from '../pages/pages.ts'
import { decoded } from '../store/store.ts'
import { pageSiteOf } from './documents.ts'
import { Fault, type FaultCode, faults } from './faults.ts'
import { caching, pageHeaders } from './protocol/header-fields.ts'
import { negotiate } from './protocol/negotiation.ts'
import { jsonText, send, whole } from './protocol/representations.ts'
import { html, type Site } from './site.ts'

const mediaType = 'application/problem+json'
const details = { mediaTypes: [mediaType, 'application/json'] }

/** A fault as problem details (RFC 9457), or as a page for who prefers one. */
export async function faultResponse(
  c: Context,
  site: Site,
  { code, message, members, headers }: Fault
): Promise<Response> {
  const { status, title } = faults[code]
  // The form of the fault depends on Accept, whatever else the fault itself depends on.
  const varying = new Set(['Accept', ...(headers['Vary']?.split(', ') ?? [])])
  const common = { ...headers, Vary: [...varying].join(', '), 'Cache-Control': caching.never }
  if (negotiate(c.req.header('accept'), [details, html]) === html) {
    const words = code === 'not-found' ? wordsOf(c.req.path) : ''
    const body = await faultPage(pageSiteOf(site), { status, title, detail: message, words })
    return whole(body, { status, headers: { ...common, ...pageHeaders } })
  }
  const body = { type: `${site.base}problem/${code}`, title, status, detail: message, code, ...members }
  return whole(jsonText(body), { status, headers: { ...common, 'Content-Type': mediaType } })
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

/** `/problem/{code}`: what a problem's `type` leads to. */
export async function problem(c: Context, site: Site): Promise<Response> {
  const code = site.pathOf(c).slice('problem/'.length)
  if (!Object.hasOwn(faults, code)) throw new Fault('not-found', 'There is no problem of that name')
  const { status, title } = faults[code as FaultCode]
  const detail = 'Answers with this status say why in their detail.'
  const make = () => faultPage(pageSiteOf(site), { status, title, detail })
  return send(c, await site.representations.of(`problem/${code}`, make), pageHeaders)
}
