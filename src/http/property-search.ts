import type { Context } from 'hono'
import { queryPrefixesOf, TurtleTerms } from '../rdf/rdf.ts'
import { searchProperties } from '../store/store.ts'
import { jsonText, send } from './protocol/representations.ts'
import { askedLanguage } from './reader.ts'
import { questionOf } from './search.ts'
import { pick, type Site } from './site.ts'

const json = { mediaTypes: ['application/json'] }

/**
 * `/search/properties?q=…&lang=…&limit=…`: the properties that are called so, or all, those that are used most first, in
 * JSON; with their predicates as queries write them.
 */
export async function propertiesSearched(c: Context, site: Site): Promise<Response> {
  pick(c, [json])
  const { store, manifest } = site.published
  const { text, limit } = questionOf(c)
  const language = askedLanguage(c) ?? manifest.language
  const made = await site.representations.of(`properties ${language} ${limit} ${text}`, () => {
    const names = new TurtleTerms(queryPrefixesOf(site.base))
    const answer = searchProperties({ store, base: site.base, language }, text, limit)
    const results = answer.results.map(({ predicates, ...property }) => ({
      ...property,
      predicates: Object.fromEntries(
        Object.entries(predicates).map(([form, predicate]) => [form, names.name(predicate)])
      )
    }))
    return jsonText({ ...answer, results })
  })
  return send(c, made, { 'Content-Type': 'application/json', Vary: 'Accept' })
}
