import type { Context } from 'hono'
import { searchPage } from '../pages/pages.ts'
import { defaultSearchLimit, type SearchAnswer, search } from '../store/store.ts'
import { pageSiteOf } from './documents.ts'
import { Fault } from './faults.ts'
import { pageHeaders } from './protocol/header-fields.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { jsonText, send } from './protocol/representations.ts'
import { askedLanguage, readerKey, readerOf, variesBy } from './reader.ts'
import { html, pick, type Site } from './site.ts'

const longestText = 500
const mostResults = 100

const json = { mediaTypes: ['application/json'], write: (answer: SearchAnswer): unknown => answer }
/** OpenSearch Suggestions 1.1: the text, completions, descriptions, addresses. */
const suggestions = {
  mediaTypes: ['application/x-suggestions+json'],
  write: ({ query, results }: SearchAnswer): unknown => [
    query,
    results.map(({ name }) => name.text),
    results.map(({ label, description }) => description ?? label),
    results.map(({ iri }) => iri)
  ]
}

/** `/search?q=…&lang=…&limit=…`: what is called so, in JSON, as suggestions for what is being typed, or as a page. */
export async function searched(c: Context, site: Site): Promise<Response> {
  const variant = pick(c, [json, suggestions, html])
  const { text, limit } = questionOf(c)
  if (text === '') throw new Fault('query-missing', 'Say in q what to search for')
  const [mediaType = ''] = variant.mediaTypes
  // Programs get names in the dataset's language, whatever their users read.
  const reader =
    variant === html
      ? readerOf(c, site)
      : { language: askedLanguage(c) ?? site.published.manifest.language, asked: undefined }
  const { language } = reader
  const made = await site.representations.of(
    `search ${mediaType} ${readerKey(reader)} ${limit} ${text}`,
    () => {
      const answer = search({ store: site.published.store, base: site.base, language }, text, { limit })
      return 'write' in variant
        ? jsonText(variant.write(answer))
        : searchPage(pageSiteOf(site, reader), answer)
    }
  )
  return variant === html
    ? send(c, made, { ...pageHeaders, Vary: variesBy(reader) })
    : send(c, made, { 'Content-Type': mediaType, Vary: 'Accept' })
}

/** What is searched for, where it may be nothing; a Fault for what is no question. */
export function questionOf(c: Context): { text: string; limit: number } {
  const { q = '', limit = String(defaultSearchLimit) } = parametersNamed(c, ['q', 'lang', 'limit'])
  const text = q.trim()
  if (text.length > longestText) throw new Fault('too-long', `q may have ${longestText} characters at most`)
  const most = /^\d{1,4}$/.test(limit) ? Number(limit) : 0
  if (most < 1 || most > mostResults)
    throw new Fault('bad-request', `limit is a whole number from 1 to ${mostResults}`)
  return { text, limit: most }
}
