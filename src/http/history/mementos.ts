import type { Context } from 'hono'
import { type HistoricVersion, hasHistory } from '../../dumps/dumps.ts'
import { formatOf, iri } from '../../rdf/rdf.ts'
import { data, page, thing, thingPathOf } from '../documents.ts'
import { Fault } from '../faults.ts'
import { caching, httpDate, link, timeOf } from '../protocol/header-fields.ts'
import { send } from '../protocol/representations.ts'
import { type Handler, Redirect, type Site } from '../site.ts'
import { type Timeline, timelineOf } from './timeline.ts'

/** What a path below the root is about that may have a history: `data/Q649.ttl` → `entity/Q649`. */
function subjectOf(path: string): string | undefined {
  const [, kind, name = ''] = /^(data|page)\/(.+)$/.exec(path) ?? []
  if (kind === undefined) return hasHistory(path) ? path : undefined
  const [, stem = name, extension = ''] = /^(.+)\.([a-z]+)$/.exec(name) ?? []
  const subject = thingPathOf(kind === 'data' && formatOf(extension) ? stem : name)
  return hasHistory(subject) ? subject : undefined
}

/** The same document of another thing. */
function pathFor(path: string, to: string): string {
  const name = to.startsWith('entity/') ? to.slice('entity/'.length) : to
  if (path.startsWith('page/')) return `page/${name}`
  if (!path.startsWith('data/')) return to
  const [extension = ''] = /\.[a-z]+$/.exec(path) ?? []
  return `data/${name}${formatOf(extension.slice(1)) ? extension : ''}`
}

/**
 * Leads from things that are not described any more, and from their documents, to what took their place, by the
 * settings or by the history (301); says of others that they are gone (410).
 */
async function leadOn(site: Site, path: string, subject: string): Promise<void> {
  const { manifest, store } = site.published
  if (store.count(iri(site.base + subject)) > 0) return
  const { redirects = {} } = manifest
  let to = subject
  for (const seen = new Set<string>(); Object.hasOwn(redirects, to) && !seen.has(to); to = redirects[to]!)
    seen.add(to)
  const fate = await timelineOf(site)?.fateOf(to)
  to = fate?.to ?? to
  if (to !== subject && store.count(iri(site.base + to)) > 0)
    throw new Redirect(301, site.url(pathFor(path, to)))
  if (!fate) return
  const links = path.startsWith('data/') || path.startsWith('page/') ? { Link: relations(site, path) } : {}
  throw new Fault('gone', 'The dataset said something of this once, and does not any more', {
    headers: links
  })
}

/** Links from a document that is there now, or was (RFC 7089 §2.2): it is its own TimeGate. */
const relations = (site: Site, path: string): string =>
  `${originalLink(site, path)}, ${link(`${site.base}timemap/${path}`, 'timemap', linkFormat)}`

const originalLink = (site: Site, path: string): string => link(site.base + path, 'original timegate')

const linkFormat = 'application/link-format'

/**
 * A handler of documents, or of what leads to them, that answers for what is not described any more too, and sends
 * who asks for another time (`Accept-Datetime`, RFC 7089 §4.1) to the document as it was then.
 */
export const withHistory =
  (handler: Handler): Handler =>
  async (c, site) => {
    const path = site.pathOf(c)
    const subject = subjectOf(path)
    if (subject === undefined) return handler(c, site)
    const timeline = timelineOf(site)
    const isDocument = path.startsWith('page/') || /^data\/.*\.[a-z]+$/.test(path)
    const asked = timeline && isDocument ? c.req.header('accept-datetime') : undefined
    if (asked !== undefined) return earlier(site, timeline!, path, subject, asked)
    await leadOn(site, path, subject)
    const response = await handler(c, site)
    if (!timeline || !isDocument || ![200, 304].includes(response.status)) return response
    response.headers.append('Link', relations(site, path))
    response.headers.append('Vary', 'Accept-Datetime')
    return response
  }

/** The redirection of a TimeGate (RFC 7089 §4.1): to the last memento that is not younger, else to the first. */
async function earlier(
  site: Site,
  timeline: Timeline,
  path: string,
  subject: string,
  asked: string
): Promise<Response> {
  const time = timeOf(asked)
  // RFC 7089 §4.5.3
  if (time === undefined)
    throw new Fault('bad-request', 'Accept-Datetime is a date such as Sat, 31 Jan 2026 12:00:00 GMT', {
      headers: { Link: relations(site, path) }
    })
  const mementos = await timeline.mementosOf(subject)
  const chosen = mementos.findLast(({ date }) => Date.parse(date) <= time) ?? mementos[0]
  if (!chosen) {
    await leadOn(site, path, subject)
    throw new Fault('not-found', 'The dataset says nothing of this, and never did')
  }
  return new Response(null, {
    status: 302,
    headers: {
      Location: site.url(`version/${chosen.version}/${path}`),
      Vary: 'Accept-Datetime',
      Link: relations(site, path),
      'Cache-Control': caching.asked
    }
  })
}

/**
 * `/version/{version}/…`: documents as they were in a version, and what leads to them, which never change;
 * undefined for what is no version.
 */
export async function memento(c: Context, site: Site): Promise<Response | undefined> {
  const [, version = '', path = ''] = /^version\/([^/]+)\/(.*)$/.exec(site.pathOf(c)) ?? []
  const timeline = timelineOf(site)
  const then = await timeline?.open(version)
  const date = timeline?.dateOf(version)
  if (!timeline || date === undefined) return undefined
  if (!then) throw new Fault('gone', 'This version is not kept any more')
  const handler = path.startsWith('data/') ? data : path.startsWith('page/') ? page : thing
  const response = await handler(c, then)
  if (![200, 304].includes(response.status)) return response
  const { headers } = response
  headers.set('Memento-Datetime', httpDate(date))
  headers.set('Last-Modified', httpDate(date))
  headers.set('Cache-Control', caching.forEver)
  headers.append('Link', relations(site, path))
  const subject = subjectOf(path)
  if (subject !== undefined) {
    const all = await timeline.mementosOf(subject)
    const at = all.findIndex(one => one.version === version)
    for (const [rel, one] of [
      ['first memento', all[0]],
      ['prev memento', all[at - 1]],
      ['next memento', at < 0 ? undefined : all[at + 1]],
      ['last memento', all.at(-1)]
    ] as const)
      if (one) headers.append('Link', mementoLink(site, path, one, rel))
  }
  return response
}

const mementoLink = (site: Site, path: string, { version, date }: HistoricVersion, rel: string): string =>
  link(`${site.base}version/${version}/${path}`, rel, undefined, { datetime: httpDate(date) })

/** `/timemap/data/Q649.ttl`: every memento of a document, in the link format (RFC 7089 §5). */
export async function timeMap(c: Context, site: Site): Promise<Response> {
  const own = site.pathOf(c)
  const path = own.slice('timemap/'.length)
  const subject = /^(?:data\/.+\.[a-z]+|page\/.+)$/.test(path) ? subjectOf(path) : undefined
  const found = subject === undefined ? [] : ((await timelineOf(site)?.mementosOf(subject)) ?? [])
  const all = found.filter((one, i) => found.findIndex(other => other.version === one.version) === i)
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last) throw new Fault('not-found', 'There is no earlier version of this document')
  const made = await site.representations.of(own, () =>
    [
      originalLink(site, path),
      link(site.base + own, 'self', linkFormat, { from: httpDate(first.date), until: httpDate(last.date) }),
      ...all.map(one => {
        const rel = [...(one === first ? ['first'] : []), ...(one === last ? ['last'] : []), 'memento']
        return mementoLink(site, path, one, rel.join(' '))
      })
    ]
      .join(',\n')
      .concat('\n')
  )
  return send(c, made, { 'Content-Type': linkFormat })
}
