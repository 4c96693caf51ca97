import {
  isSource,
  type PageSite,
  type PageStarts,
  pageOfReference,
  pagesOfSource,
  type SourcePage,
  type TextBlock
} from '../pages/pages.ts'
import { Fault } from './faults.ts'
import { caching } from './protocol/header-fields.ts'
import type { Site } from './site.ts'

/** The query of a page's own address. */
export const pageQuery = (number: number): string => (number === 1 ? '' : `?page=${number}`)

/** The name of the files of a source's text; undefined where its text is not shown. */
const textOf = ({ published: { manifest, text } }: Site, source: string): string | undefined =>
  text && manifest.sources.find(({ iri }) => iri === source)?.text

/** What a file under `texts/` holds; undefined where there is none. */
async function read<T>(site: Site, file: string): Promise<T | undefined> {
  const text = await site.published.text?.(file)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

const indexOf = async (
  site: Site,
  source: string
): Promise<{ readonly language: string; readonly starts: PageStarts } | undefined> => {
  const name = textOf(site, source)
  return name === undefined ? undefined : read(site, `${name}.json`)
}

/**
 * A page of a source, with the text on it where it may be shown; undefined for what is no source. Throws a Fault where
 * there is no page of that number.
 */
export async function sourcePage(
  site: Site,
  pages: PageSite,
  subject: string,
  number: number
): Promise<SourcePage | undefined> {
  const isOfSource = isSource(pages, subject)
  const index = isOfSource ? await indexOf(site, subject) : undefined
  const of = isOfSource ? pagesOfSource(pages, subject, index?.starts) : 1
  if (number > of)
    throw new Fault('not-found', of === 1 ? 'There is one page of this' : `There are ${of} pages of this`)
  if (!isOfSource) return undefined
  const page = index && (await read<{ blocks: TextBlock[] }>(site, `${textOf(site, subject)}/${number}.json`))
  if (!index || !page) return { number, of }
  return { number, of, starts: index.starts, text: { language: index.language, blocks: page.blocks } }
}

/** Sends from `?ref=…` to the page of a source on which that reference stands; a fragment goes along (RFC 9110 §10.2.2). */
export async function toCitation(
  site: Site,
  pages: PageSite,
  name: string,
  subject: string,
  reference: string,
  language: string | undefined
): Promise<Response> {
  const number = isSource(pages, subject)
    ? pageOfReference(pages, subject, reference, (await indexOf(site, subject))?.starts)
    : 1
  const query = new URLSearchParams([
    ...(language === undefined ? [] : [['lang', language]]),
    ...(number === 1 ? [] : [['page', String(number)]])
  ])
  return new Response(null, {
    status: 303,
    headers: {
      Location: site.documentUrl(`page/${name}`) + (query.size > 0 ? `?${query}` : ''),
      'Cache-Control': caching.brief
    }
  })
}
