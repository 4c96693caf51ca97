import { defaultGraph, iri, RDFS, SCHEMA, SKOS, type Term } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

const about = iri(`${SCHEMA}about`)
const [label, alias] = [iri(`${RDFS}label`), iri(`${SKOS}altLabel`)]

const objects = (store: Store, subject: Term, predicate: Term): Term[] =>
  Array.from(store.match(subject, predicate, null, defaultGraph), quad => quad.object)
const subjects = (store: Store, predicate: Term, object: Term): Term[] =>
  Array.from(store.match(null, predicate, object, defaultGraph), quad => quad.subject)

/** The only one of these IRIs; undefined where there are several or none. */
function only(found: readonly Term[]): string | undefined {
  const distinct = new Set(found.map(term => term.value))
  return distinct.size === 1 ? [...distinct][0] : undefined
}

/**
 * What took the place of something that was described in `before` and is not in `now`; IRIs. Of an entity it is
 *
 * 1. what the notes and documents that were about it are about now, where they agree: so a note that got an item of
 *    Wikidata, or another, is found;
 * 2. else the only entity that has its label as an alias and had not: so two notes that were merged are found where
 *    the name of one was kept as an alias.
 *
 * Of a source, it is the only new source about the same entity: so a note that was moved is found. Else undefined.
 */
export function successorOf(before: Store, now: Store, gone: string, base: string): string | undefined {
  const node = iri(gone)
  const isHere = ({ value }: Term): boolean => value.startsWith(`${base}entity/`) && now.count(iri(value)) > 0
  if (gone.startsWith(`${base}source/`)) {
    const entities = objects(before, node, about).filter(isHere)
    const others = entities.flatMap(entity => subjects(now, about, entity))
    return only(others.filter(source => before.count(source) === 0))
  }
  if (!gone.startsWith(`${base}entity/`)) return undefined
  const sources = subjects(before, about, node)
  const moved = only(sources.flatMap(source => objects(now, source, about)).filter(isHere))
  if (moved !== undefined) return moved
  return only(
    objects(before, node, label).flatMap(name =>
      subjects(now, alias, name).filter(other => isHere(other) && before.count(other, alias, name) === 0)
    )
  )
}
