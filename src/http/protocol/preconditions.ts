import type { Context } from 'hono'
import { Fault } from '../faults.ts'
import type { Site } from '../site.ts'
import { timeOf } from './header-fields.ts'

/**
 * An HTTP date in its preferred form, made of one of the two old forms that are still to be understood (RFC 9110
 * §5.6.7); any other text as it is. A year of two digits is never more than 50 years ahead.
 */
function preferredDate(field: string | undefined): string | undefined {
  const old =
    /^(?<weekday>[A-Z][a-z]{2})[a-z]*day, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<short>\d\d) (?<time>[\d:]{8}) GMT$/.exec(
      field ?? ''
    ) ??
    /^(?<weekday>[A-Z][a-z]{2}) (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>[\d:]{8}) (?<year>\d{4})$/.exec(
      field ?? ''
    )
  if (!old) return field
  const { weekday, day = '', month, short, time, year } = old.groups!
  const latest = new Date().getUTCFullYear() + 50
  const fullYear = year ?? latest - ((latest - Number(short)) % 100)
  return `${weekday}, ${day.replace(' ', '0')} ${month} ${fullYear} ${time} GMT`
}

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
  const unmodifiedSince = timeOf(preferredDate(c.req.header('if-unmodified-since')))
  const hasFailed =
    ifMatch === undefined
      ? modified !== undefined && unmodifiedSince !== undefined && modified > unmodifiedSince
      : ifMatch.trim() !== '*' && !ifMatch.split(',').some(item => item.trim() === tag)
  if (hasFailed) {
    await res.body?.cancel()
    throw new Fault('precondition-failed', 'What you have is not what there is now')
  }
  const modifiedSince = timeOf(preferredDate(c.req.header('if-modified-since')))
  if (res.status === 304 || c.req.header('if-none-match') !== undefined || modified === undefined) return
  if (modifiedSince === undefined || modified > modifiedSince || !['GET', 'HEAD'].includes(c.req.raw.method))
    return
  await res.body?.cancel()
  const headers = new Headers(res.headers)
  for (const name of contentFields) headers.delete(name)
  c.res = undefined
  c.res = new Response(null, { status: 304, headers })
}
