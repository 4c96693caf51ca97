import { DCTERMS, defaultGraph, iri, RDFS, SCHEMA, SKOS, type Term } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

const nameProperties = [`${RDFS}label`, `${DCTERMS}title`, `${SCHEMA}name`, `${SKOS}prefLabel`]

/**
 * What something is called: its label in this language, else in English, else in any; undefined when the
 * dataset knows no name for it.
 */
export function labelOf(store: Store, node: Term | string, language: string): string | undefined {
  const subject = typeof node === 'string' ? iri(node) : node
  if (subject.termType !== 'NamedNode') return undefined
  for (const property of nameProperties) {
    const name = textSaid(store, subject, property, language)
    if (name !== undefined) return name
  }
  return undefined
}

/** The text that a predicate says of something: in this language, else in English, else in none, else in any. */
export function textSaid(
  store: Store,
  subject: Term,
  predicate: string,
  language: string
): string | undefined {
  let best: { rank: number; value: string } | undefined
  for (const { object } of store.match(subject, iri(predicate), null, defaultGraph)) {
    if (object.termType !== 'Literal') continue
    const rank =
      object.language === language ? 0 : object.language === 'en' ? 1 : object.language === '' ? 2 : 3
    if (!best || rank < best.rank || (rank === best.rank && object.value < best.value))
      best = { rank, value: object.value }
  }
  return best?.value
}
