import type { Context } from 'hono'
import { type Store, type Subjects, subjectsUnder } from '../../store/store.ts'
import { documentNameOf } from '../documents.ts'
import { Fault } from '../faults.ts'
import { uriOf } from '../protocol/paths.ts'
import { send } from '../protocol/representations.ts'
import type { Site } from '../site.ts'

/**
 * Addresses in a part of the sitemap; the protocol allows 50,000 and 50 MB
 * (https://www.sitemaps.org/protocol.html).
 */
const partSize = 20_000

const listed = new WeakMap<Store, Subjects>()

/** What has a page: the entities; of a dataset that has none by our own scheme, all that it says something of. */
function pagedOf({ published: { store }, base }: Site): Subjects {
  const known = listed.get(store)
  if (known) return known
  const entities = subjectsUnder(store, `${base}entity/`)
  const found = entities.length > 0 ? entities : subjectsUnder(store, base)
  listed.set(store, found)
  return found
}

/** The home page is on the first part. */
const partsOf = (site: Site): number => Math.max(1, Math.ceil((1 + pagedOf(site).length) / partSize))

const xml = { 'Content-Type': 'application/xml;charset=utf-8' }
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

const document = (root: string, item: string, addresses: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">\n${addresses
    .map(address => `<${item}><loc>${escaped(address)}</loc></${item}>\n`)
    .join('')}</${root}>\n`

const escaped = (address: string): string => uriOf(address).replaceAll('&', '&amp;').replaceAll("'", '&apos;')

/** `/sitemap.xml`: the index of the parts. When a page changed is not known, so none says. */
export async function sitemap(c: Context, site: Site): Promise<Response> {
  const make = () =>
    document(
      'sitemapindex',
      'sitemap',
      Array.from({ length: partsOf(site) }, (_, i) => `${site.base}sitemap/${i + 1}.xml`)
    )
  return send(c, await site.representations.of('sitemap.xml', make), xml)
}

/** `/sitemap/1.xml` and so on: the pages for people. */
export async function sitemapPart(c: Context, site: Site): Promise<Response> {
  const path = site.pathOf(c)
  const number = Number(/^sitemap\/([1-9]\d{0,6})\.xml$/.exec(path)?.[1] ?? 0)
  if (number < 1 || number > partsOf(site)) throw new Fault('not-found', 'The sitemap has no such part')
  const made = await site.representations.of(path, () => {
    const from = (number - 1) * partSize
    const pages = pagedOf(site)
      .slice(Math.max(0, from - 1), from - 1 + partSize)
      .map(iri => iri.slice(site.base.length))
      // A name alone would be taken for that of an entity.
      .filter(path => path.includes('/'))
      .map(path => `${site.base}page/${documentNameOf(path)}`)
    return document('urlset', 'url', number === 1 ? [site.base, ...pages] : pages)
  })
  return send(c, made, xml)
}

/** What crawlers shall not follow: one address stands for any number of answers that pages tell better. */
const endless = ['sparql', 'fragments', 'search', 'why', 'mcp', 'metrics', 'map?', 'timeline?', 'neighbours/']

/** `/robots.txt` (RFC 9309): pages and documents may be read, what computes answers not. */
export async function robots(c: Context, site: Site): Promise<Response> {
  const make = () =>
    [
      'User-agent: *',
      ...endless.map(path => `Disallow: ${site.root}${path}`),
      `Allow: ${site.root}`,
      '',
      `Sitemap: ${site.base}sitemap.xml`,
      ''
    ].join('\n')
  return send(c, await site.representations.of('robots.txt', make), {
    'Content-Type': 'text/plain;charset=utf-8'
  })
}
