import type { Context } from 'hono'
import { defaultSearchLimit, type SearchAnswer, search } from '../store/store.ts'
import { Fault } from './faults.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { jsonText, send } from './protocol/representations.ts'
import { pick, type Site } from './site.ts'

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

/** `/search?q=…&lang=…&limit=…`: what is called so, in JSON or as suggestions for what is being typed. */
export async function searched(c: Context, site: Site): Promise<Response> {
  const { mediaTypes, write } = pick(c, [json, suggestions])
  const { text, language, limit } = questionOf(c, site.published.manifest.language)
  const made = await site.representations.of(`search ${mediaTypes[0]} ${language} ${limit} ${text}`, () => {
    const answer = search({ store: site.published.store, base: site.base, language }, text, { limit })
    return jsonText(write(answer))
  })
  return send(c, made, { 'Content-Type': mediaTypes[0]!, Vary: 'Accept' })
}

function questionOf(c: Context, ownLanguage: string): { text: string; language: string; limit: number } {
  const {
    q = '',
    lang = ownLanguage,
    limit = String(defaultSearchLimit)
  } = parametersNamed(c, ['q', 'lang', 'limit'])
  const text = q.trim()
  if (text === '') throw new Fault('query-missing', 'Say in q what to search for')
  if (text.length > longestText) throw new Fault('too-long', `q may have ${longestText} characters at most`)
  // RFC 5646 §2.1, as far as its shape goes.
  if (lang.length > 60 || !/^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(lang))
    throw new Fault('bad-request', 'lang is a language tag, such as en or zh-hant')
  const most = /^\d{1,4}$/.test(limit) ? Number(limit) : 0
  if (most < 1 || most > mostResults)
    throw new Fault('bad-request', `limit is a whole number from 1 to ${mostResults}`)
  return { text, language: lang.toLowerCase(), limit: most }
}
