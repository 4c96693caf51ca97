import { defaultGraph, iri, type Term } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** Everything that the default graph has as the value of a predicate of something. */
export const objectsOf = (store: Store, subject: Term, predicate: string): Term[] =>
  [...store.match(subject, iri(predicate), null, defaultGraph)].map(({ object }) => object)

/** The first such value, of something that has an IRI. */
export function objectOf(store: Store, subject: Term | undefined, predicate: string): Term | undefined {
  if (subject?.termType !== 'NamedNode') return undefined
  for (const { object } of store.match(subject, iri(predicate), null, defaultGraph)) return object
  return undefined
}

/** Everything that has a value for a predicate. */
export const subjectsOf = (store: Store, predicate: string, object: Term): Term[] =>
  [...store.match(null, iri(predicate), object, defaultGraph)].map(({ subject }) => subject)
