import { DCTERMS, defaultGraph, iri, RDFS, SCHEMA, SKOS, type Term } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

const nameProperties = [`${RDFS}label`, `${DCTERMS}title`, `${SCHEMA}name`, `${SKOS}prefLabel`]

/** Words as the dataset has them; `language` is the BCP 47 tag, empty where they have none. */
export interface Words {
  readonly text: string
  readonly language: string
}

/**
 * What something is called: its label in this language, else in English, else in any; undefined when the
 * dataset knows no name for it.
 */
export const labelOf = (store: Store, node: Term | string, language: string): string | undefined =>
  nameOf(store, node, [language])?.text

/** What something is called, in the first of these languages that it has a name in; else as `labelOf` has it. */
export function nameOf(store: Store, node: Term | string, languages: readonly string[]): Words | undefined {
  const subject = typeof node === 'string' ? iri(node) : node
  if (subject.termType !== 'NamedNode') return undefined
  for (const property of nameProperties) {
    const name = wordsSaid(store, subject, property, languages)
    if (name !== undefined) return name
  }
  return undefined
}

/** The text that a predicate says of something: in this language, else in English, else in none, else in any. */
export const textSaid = (
  store: Store,
  subject: Term,
  predicate: string,
  language: string
): string | undefined => wordsSaid(store, subject, predicate, [language])?.text

/** The same in the first of these languages that there is, with the language it is in. */
export function wordsSaid(
  store: Store,
  subject: Term,
  predicate: string,
  languages: readonly string[]
): Words | undefined {
  const order = [...languages, 'en', '']
  let best: (Words & { readonly rank: number }) | undefined
  for (const { object } of store.match(subject, iri(predicate), null, defaultGraph)) {
    if (object.termType !== 'Literal') continue
    const { value: text, language } = object
    const at = order.indexOf(language)
    const rank = at < 0 ? order.length : at
    if (!best || rank < best.rank || (rank === best.rank && text < best.text)) best = { rank, text, language }
  }
  return best && { text: best.text, language: best.language }
}

/** Tags that name no one language (ISO 639-2). */
export const noLanguages: ReadonlySet<string> = new Set(['', 'und', 'mul', 'mis', 'zxx'])

/** The languages in which `nameOf` can name something, sorted; without the tags that name no one language. */
export function languagesNamed(store: Store, subject: Term): string[] {
  const languages = new Set<string>()
  for (const property of nameProperties) {
    for (const { object } of store.match(subject, iri(property), null, defaultGraph))
      if (object.termType === 'Literal') languages.add(object.language)
    if (languages.size > 0) break
  }
  for (const tag of noLanguages) languages.delete(tag)
  return [...languages].sort()
}
