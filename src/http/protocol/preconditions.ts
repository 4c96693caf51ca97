import type { Context } from 'hono'
import { Fault } from '../faults.ts'
import type { Site } from '../site.ts'
import { timeOf } from './header-fields.ts'

/** Fields of a representation that an answer without it does not have (RFC 9110 §15.4.5). */
const contentFields = ['Content-Type', 'Content-Length', 'Content-Encoding', 'Content-Range']

/**
 * Tells of an answer that has an entity tag when it was last modified, and answers what clients make conditional on
 * that and on the tag being the same (RFC 9110 §13.2.2): 412, or 304 where nothing is newer. `If-None-Match` is
 * answered by whoever makes the answer, and then dates do not count.
 */
export async function conditional(c: Context, site: Site): Promise<void> {
  const { res } = c
  const tag = res.headers.get('etag')
  if (tag === null || ![200, 206, 304].includes(res.status)) return
  if (site.lastModified !== undefined && !res.headers.has('last-modified'))
    res.headers.set('Last-Modified', site.lastModified)
  const modified = timeOf(res.headers.get('last-modified') ?? undefined)
  const ifMatch = c.req.header('if-match')
  const unmodifiedSince = timeOf(c.req.header('if-unmodified-since'))
  const hasFailed =
    ifMatch === undefined
      ? modified !== undefined && unmodifiedSince !== undefined && modified > unmodifiedSince
      : ifMatch.trim() !== '*' && !ifMatch.split(',').some(item => item.trim() === tag)
  if (hasFailed) {
    await res.body?.cancel()
    throw new Fault('precondition-failed', 'What you have is not what there is now')
  }
  const modifiedSince = timeOf(c.req.header('if-modified-since'))
  if (res.status === 304 || c.req.header('if-none-match') !== undefined || modified === undefined) return
  if (modifiedSince === undefined || modified > modifiedSince || !['GET', 'HEAD'].includes(c.req.raw.method))
    return
  await res.body?.cancel()
  const headers = new Headers(res.headers)
  for (const name of contentFields) headers.delete(name)
  c.res = undefined
  c.res = new Response(null, { status: 304, headers })
}
