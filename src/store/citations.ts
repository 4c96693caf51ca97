import { byCodePoint, commonPrefixes, defaultGraph, iri, PROV } from '../rdf/rdf.ts'
import { type EntityName, entityName } from './disagreements.ts'
import { subjectsOf } from './objects.ts'
import { isClaim, type PropertyName, propertyNamed } from './properties.ts'
import {
  type Dataset,
  type FoundStatement,
  findStatement,
  type Rank,
  referenceOf,
  type StatementReference,
  standingOf
} from './statements.ts'

const PR = commonPrefixes['pr']!

/** A statement that cites a source, with the place and the words in it. */
export interface Citation {
  readonly reference: StatementReference
  readonly subject: EntityName
  readonly property: PropertyName
  readonly statement: FoundStatement
  readonly rank: Rank
}

/** References that are put in order before the first are read: more of one source than any person pages through. */
const mostOrdered = 5_000

/** The statements that cite a source, in the order of their places in it: of so many at most, from one on. */
export function citationsOf(
  dataset: Dataset,
  source: string,
  { from = 0, most }: { readonly from?: number; readonly most: number }
): { readonly total: number; readonly citations: readonly Citation[] } {
  const { store } = dataset
  const total = store.count(null, iri(`${PR}P248`), iri(source), defaultGraph)
  const references: StatementReference[] = []
  for (const { subject } of store.match(null, iri(`${PR}P248`), iri(source), defaultGraph)) {
    if (references.length >= mostOrdered) break
    references.push(referenceOf(dataset, subject))
  }
  references.sort((a, b) => placeOf(a) - placeOf(b) || byCodePoint(a.iri, b.iri))
  const citations = references.slice(from, from + most).flatMap(reference => citationOf(dataset, reference))
  return { total, citations }
}

const placeOf = ({ line, start }: StatementReference): number => line ?? start ?? 0

/** What a reference is of; nothing where that is no statement, but words that contradict one. */
function citationOf(dataset: Dataset, reference: StatementReference): Citation[] {
  const { store, base, language } = dataset
  return subjectsOf(store, `${PROV}wasDerivedFrom`, iri(reference.iri)).flatMap(node => {
    for (const { subject, predicate } of store.match(null, null, node, defaultGraph)) {
      if (!isClaim(predicate.value, base)) continue
      const statement = findStatement(dataset, node.value, predicate.value)
      if (!statement) continue
      return {
        reference,
        subject: entityName(dataset, subject.value),
        property: propertyNamed(store, predicate.value, base, language),
        statement,
        rank: standingOf(dataset, statement).rank
      }
    }
    return []
  })
}
