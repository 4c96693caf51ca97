import { html } from 'hono/html'
import { type Citation, type CitedPlaces, citationsAt, citedPlaces } from '../store/store.ts'
import { anchorOf, datasetOf } from './facts.ts'
import { pager } from './pager.ts'
import { addressOf, type Html, hrefOf, type PageSite } from './site.ts'
import type { TextBlock } from './text.ts'

/** Where the pages of a source's text begin, as offsets of the source; absent where it has no text. */
export type PageStarts = readonly number[] | undefined

/** A page of a source. */
export interface SourcePage {
  /** Counted from 1. */
  readonly number: number
  /** How many there are. */
  readonly of: number
  /** The part of the source's text that stands on it, where its text may be shown. */
  readonly text?: { readonly language: string; readonly blocks: readonly TextBlock[] }
  readonly starts?: PageStarts
}

/** Citations on one page of a source without text. */
const citationsPerPage = 50
/** Citations on one page of a text; its pages are made so that it has hardly ever as many. */
export const mostOnPage = 400

/** How many pages a source has. */
export const pagesOfSource = (site: PageSite, source: string, starts: PageStarts): number =>
  starts?.length ?? Math.max(1, Math.ceil(citedPlaces(datasetOf(site), source).length / citationsPerPage))

/** The page of a source that a reference, named as in `#ref-…`, leads to; the first for what is no reference to it. */
export function pageOfReference(site: PageSite, source: string, name: string, starts: PageStarts): number {
  const places = citedPlaces(datasetOf(site), source)
  const at = places.findIndex(({ reference }) => anchorOf(reference.value) === name)
  if (at < 0) return 1
  if (!starts) return 1 + Math.floor(at / citationsPerPage)
  return Math.max(1, 1 + starts.findLastIndex(start => start <= places[at]!.place))
}

/** The statements that are cited on one page, and how many references belong to it. */
export function citationsOn(
  site: PageSite,
  source: string,
  number: number,
  starts: PageStarts
): { readonly citations: readonly Citation[]; readonly references: number; readonly first: number } {
  const dataset = datasetOf(site)
  const places: CitedPlaces = citedPlaces(dataset, source)
  const [from = 0, to = Number.POSITIVE_INFINITY] = starts?.slice(number - 1, number + 1) ?? []
  const first = starts ? places.findIndex(({ place }) => place >= from) : (number - 1) * citationsPerPage
  const own = starts
    ? places.filter(({ place }) => place >= from && place < to)
    : places.slice(first, first + citationsPerPage)
  return { citations: citationsAt(dataset, own.slice(0, mostOnPage)), references: own.length, first }
}

/** Where a reference stands on the page of its source: the site finds which of its pages that is. */
export function citationHref(site: PageSite, source: string, reference: string): string | undefined {
  const page = hrefOf(source, site)
  const name = encodeURIComponent(anchorOf(reference))
  return page === undefined ? undefined : `${page}${page.includes('?') ? '&' : '?'}ref=${name}#ref-${name}`
}

/** The address of another page of the same source. */
const addressOfPage =
  (site: PageSite, source: string) =>
  (page: number | undefined): string =>
    addressOf(site, `page/${source.slice(site.manifest.base.length)}`, { page })

/** The way to the other pages of a source; nothing where there is one alone. */
export const sourcePager = (site: PageSite, source: string, { number, of }: SourcePage): Html | string =>
  pager({ page: number, pages: of }, addressOfPage(site, source), 'Pages of this source')

/** The same way for programs, in the head of a page. */
export function pagingLinks(site: PageSite, source: string, { number, of }: SourcePage): Html {
  const address = addressOfPage(site, source)
  return html`${number > 1 ? html`<link rel="prev" href="${address(number === 2 ? undefined : number - 1)}">` : ''}${number < of ? html`<link rel="next" href="${address(number + 1)}">` : ''}`
}
