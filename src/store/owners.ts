import { defaultGraph, iri } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** From a selector to its reference, statement and entity it is three steps; sources are one further at most. */
const mostSteps = 4

/**
 * The entities, properties and sources, by their paths below the base, whose descriptions a subject belongs to:
 * itself; what has the statement, or has it as a reference or value of one; what a disagreement is about.
 */
export function ownersOf(store: Store, subject: string, base: string, steps = mostSteps): string[] {
  if (!subject.startsWith(base)) return []
  const path = subject.slice(base.length)
  if (/^(?:entity|source|property)\/./.test(path)) return [path]
  if (steps === 0) return []
  if (path.startsWith('disagreement/')) {
    const about = store.match(iri(subject), iri(`${base}ontology#about`), null, defaultGraph)
    return [...about].flatMap(({ object }) => ownersOf(store, object.value, base, 0))
  }
  if (!/^(?:statement|reference|value)\//.test(path)) return []
  const hash = subject.indexOf('#')
  if (hash >= 0) return ownersOf(store, subject.slice(0, hash), base, steps - 1)
  const owners = new Set<string>()
  for (const quad of store.match(null, null, iri(subject), defaultGraph))
    for (const owner of ownersOf(store, quad.subject.value, base, steps - 1)) owners.add(owner)
  return [...owners]
}
