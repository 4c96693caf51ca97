import type { Aligner, Iris, Statement } from '../alignment/alignment.ts'
import { type Grounds, Testimony } from '../reconciliation/reconciliation.ts'
import type { KnownSource } from './linked-sources.ts'
import type { Tables } from './tables.ts'

/** What an entity asks when it asks what documents tell of it. */
const testimonyQuestion = (entity: string): string => `testimony ${entity}`

/** What the statements of all entities are judged by; `lists` are those in the abstracts of notes. */
export function groundsOf(
  { constraints, gazetteer, places }: Tables,
  { entities }: Aligner,
  iris: Iris,
  sources: readonly KnownSource[],
  told: ReadonlyMap<string, readonly Statement[]>,
  lists: Iterable<Statement>
): Grounds {
  const labelOf = (iri: string): string => entities.labelOf(iri)
  const qidOf = (iri: string): string | undefined => entities.qidOf(iri)
  const dates = new Map(sources.flatMap(({ id, date }) => (date === undefined ? [] : [[id, date]])))
  const ask = (entity: string): void => entities.ask(testimonyQuestion(entity))
  return {
    constraints,
    gazetteer,
    testimony: new Testimony(told, dates, constraints, labelOf, ask, lists),
    labelOf,
    qidOf,
    // Of something that only a list names nothing is known but its IRI.
    classOf: iri => places.get(iris.localName(iri))?.class,
    countryOf: iri => places.get(qidOf(iri) ?? '')?.country
  }
}

/** What documents tell, as answers to the questions that entities ask about it. */
export function* testimonyAnswers(testimony: Testimony): Iterable<readonly [string, string]> {
  for (const [entity, text] of testimony.answers()) yield [testimonyQuestion(entity), text]
}
