import type { Context } from 'hono'
import {
  landImage,
  mapPage,
  momentPattern,
  neighboursPage,
  parseBox,
  tileHosts,
  timelinePage
} from '../pages/pages.ts'
import { iri, WD } from '../rdf/rdf.ts'
import { dayOnAxis } from '../store/store.ts'
import { documentNameOf, pageSiteOf, thingPathOf } from './documents.ts'
import { Fault } from './faults.ts'
import { pageNumber } from './paging.ts'
import { caching, picturePageHeaders } from './protocol/header-fields.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { whole } from './protocol/representations.ts'
import { readerPage } from './reader-page.ts'
import { Redirect, type Site } from './site.ts'

/** `/land.svg`: what maps are drawn on. */
export const land = (): Response =>
  whole(landImage, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': caching.long } })

/** `/map?bbox=…&page=…`: everything that has coordinates. */
export async function map(c: Context, site: Site): Promise<Response> {
  const { bbox, page } = parametersNamed(c, ['bbox', 'page', 'lang'])
  const box = bbox === undefined ? undefined : parseBox(bbox)
  if (bbox !== undefined && !box)
    throw new Fault('bad-request', 'bbox is west,south,east,north in degrees, such as -10,35,30,55')
  const number = pageNumber(page)
  return readerPage(
    c,
    site,
    `map ${bbox ?? ''} ${number}`,
    pages => mapPage(pages, { page: number, ...(box && { box }) }),
    picturePageHeaders(tileHosts(pageSiteOf(site)))
  )
}

/** `/timeline?about=…&property=…&from=…&to=…&page=…`: what is dated, of everything or of one thing. */
export async function timeline(c: Context, site: Site): Promise<Response> {
  const given = parametersNamed(c, ['about', 'property', 'from', 'to', 'page', 'lang'])
  const { about = '', property = '', page, from = '', to = '' } = given
  const number = pageNumber(page)
  const first = from === '' ? undefined : yearOf('from', from)
  const last = to === '' ? undefined : yearOf('to', to)
  if (first && last && last.to <= first.from) throw new Fault('bad-request', 'to is before from')
  const subject = about === '' ? undefined : thingNamed(site, about)
  const kept = { about, property, from, to }
  const said = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== ''))
  return readerPage(c, site, `timeline ${JSON.stringify(said)} ${number}`, pages =>
    timelinePage(pages, {
      ...(subject !== undefined && { about: subject }),
      ...(property !== '' && { property: propertyNamed(site, property) }),
      span: { ...(first && { from: first.from }), ...(last && { to: last.to }) },
      page: number,
      kept: said
    })
  )
}

/** `/neighbours/{name}`: what an entity is related to. */
export async function neighbours(c: Context, site: Site): Promise<Response> {
  const name = site.pathOf(c).slice('neighbours/'.length)
  parametersNamed(c, ['lang'])
  if (documentNameOf(name) !== name) throw new Redirect(301, site.url(`neighbours/${documentNameOf(name)}`))
  const subject = site.base + thingPathOf(name)
  return readerPage(c, site, `neighbours/${name}`, pages =>
    name.includes('/') || site.published.store.count(iri(subject)) === 0
      ? undefined
      : neighboursPage(pages, subject)
  )
}

/** The IRI of something by its id or its own IRI. */
function thingNamed({ base, published: { store } }: Site, words: string): string {
  const found = [words, `${base}entity/${words}`, WD + words].find(
    name => /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(name) && store.count(iri(name)) > 0
  )
  if (found === undefined) throw new Fault('not-found', 'The dataset has nothing of that name')
  return found
}

/** The IRI of a property by its id, its key or its own IRI. */
const propertyNamed = ({ base }: Site, words: string): string =>
  /^P\d+$/.test(words) ? WD + words : words.includes(':') ? words : `${base}property/${words}`

/** What a year, a month or a day takes of the axis of years; people's -44 is 44 BC. */
function yearOf(name: string, text: string): { readonly from: number; readonly to: number } {
  const [, sign = '', year = '', month, day] = /^(-?)(\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? []
  const fits = new RegExp(`^${momentPattern}$`).test(text)
  if (!fits || Number(month ?? 1) < 1 || Number(month ?? 1) > 12 || Number(day ?? 1) > 31)
    throw new Fault('bad-request', `${name} is a year, a month or a day, such as 1992, -44 or 1992-05-15`)
  const number = sign === '' ? Number(year) : 1 - Number(year)
  if (month === undefined) return { from: number, to: number + 1 }
  const from = dayOnAxis(number, Number(month), Number(day ?? 1))
  return { from, to: from + (day === undefined ? 1 / 12 : 1 / 365) }
}
