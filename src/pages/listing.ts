import { html } from 'hono/html'
import { datasetLanguages } from './language-links.ts'
import { layout } from './layout.ts'
import { pager } from './pager.ts'
import { beginningOf } from './room.ts'
import { addressOf, type Html, type PageSite } from './site.ts'
import { counted, languageAttributes, nameFor, pageLanguage } from './words.ts'

/** Which page of a list is shown, of how many. */
export interface Listing {
  /** From 1. */
  readonly page: number
  readonly pages: number
  /** How many there are on all pages. */
  readonly total: number
}

/** Things that a page lists. */
export const listedOnPage = 50
/** `12 to 61 of 1,234`. */
export const extentText = ({ page, total }: Listing, shown: number): string =>
  `${counted((page - 1) * listedOnPage + 1)} to ${counted((page - 1) * listedOnPage + shown)} of ${counted(total)}`

/** A list that has pages. */
interface ListingContent {
  /** Where it is, below the root, and what it asks for there. */
  readonly path: string
  readonly parameters?: Readonly<Record<string, string>>
  /** What all lists at this path are called. */
  readonly title: string
  /** The IRI of what this one is of; absent where it is of everything. */
  readonly of?: string
  readonly listing: Listing
  readonly list: Html
}

/** A page of a list, below the way there, with the other pages and the other languages. */
export async function listingPage(
  site: PageSite,
  { path, parameters, title, of, listing, list }: ListingContent
): Promise<string> {
  const { page } = listing
  const to = (more: { page?: number | undefined; lang?: string }): string =>
    addressOf(site, path, { ...parameters, page: page > 1 ? page : undefined, ...more })
  const name = of === undefined ? { text: title, language: pageLanguage } : nameFor(site, of)
  const text = beginningOf(name?.text ?? of!.replace(site.manifest.base, ''), 120)
  const language = name?.language ?? ''
  const body = html`<h1${languageAttributes(language)}>${text}</h1>
${datasetLanguages(site, lang => to({ lang }))}
${list}
${pager(listing, page => to({ page }))}`
  const crumbs = [
    { text: 'Browse', href: addressOf(site, 'browse') },
    ...(of === undefined ? [] : [{ text: title, href: addressOf(site, path) }])
  ]
  return String(
    await layout(site, { title: text, titleLanguage: language, body, crumbs, unlisted: page > 1 })
  )
}
