import { byCodePoint, commonPrefixes, defaultGraph, iri, OA, PROV, type Term } from '../rdf/rdf.ts'
import { type DisagreementReading, disagreementOf, type EntityName, entityName } from './disagreements.ts'
import { objectOf, subjectsOf } from './objects.ts'
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
import type { Store } from './store.ts'

const PR = commonPrefixes['pr']!

/** What cites a source, with the place and the words in it: a statement, or a disagreement that the words decide. */
export type Citation = StatementCitation | DisagreementCitation

/** A statement that cites a source. */
export interface StatementCitation {
  readonly reference: StatementReference
  readonly subject: EntityName
  readonly property: PropertyName
  readonly statement: FoundStatement
  readonly rank: Rank
}

/** Words against a statement, which are themselves evidence of none. */
export interface DisagreementCitation {
  readonly reference: StatementReference
  readonly disagreement: DisagreementReading
}

/** References that are put in order before any is read: more of one source than any person pages through. */
export const mostOrdered = 5_000

/** The places in a source that references point to, in order: the line or the offset of each. */
export type CitedPlaces = readonly { readonly reference: Term; readonly place: number }[]

/** Sources whose places stay in memory, since who reads a source comes back for its next page. */
const mostKept = 8
const kept = new WeakMap<Store, Map<string, CitedPlaces>>()

/** Where a source is cited, of so many references as are put in order. */
export function citedPlaces({ store, base }: Pick<Dataset, 'store' | 'base'>, source: string): CitedPlaces {
  const ofStore = kept.get(store) ?? new Map<string, CitedPlaces>()
  kept.set(store, ofStore)
  const known = ofStore.get(source)
  if (known) return known
  const places: { reference: Term; place: number }[] = []
  for (const { subject } of store.match(null, iri(`${PR}P248`), iri(source), defaultGraph)) {
    if (places.length >= mostOrdered) break
    const line = objectOf(store, subject, `${base}ontology#line`)
    const start = line ?? objectOf(store, objectOf(store, subject, `${OA}hasSelector`), `${OA}start`)
    places.push({ reference: subject, place: /^\d+$/.test(start?.value ?? '') ? Number(start!.value) : 0 })
  }
  places.sort((a, b) => a.place - b.place || byCodePoint(a.reference.value, b.reference.value))
  ofStore.set(source, places)
  for (const oldest of ofStore.keys()) {
    if (ofStore.size <= mostKept) break
    ofStore.delete(oldest)
  }
  return places
}

/** How many references cite a source. */
export const countCitations = ({ store }: Pick<Dataset, 'store'>, source: string): number =>
  store.count(null, iri(`${PR}P248`), iri(source), defaultGraph)

/** What has these references, in their order. */
export const citationsAt = (dataset: Dataset, places: CitedPlaces): Citation[] =>
  places.flatMap(({ reference }) => citationOf(dataset, referenceOf(dataset, reference)))

/** What a reference is of. */
function citationOf(dataset: Dataset, reference: StatementReference): Citation[] {
  const { store, base, language } = dataset
  return subjectsOf(store, `${PROV}wasDerivedFrom`, iri(reference.iri)).flatMap(
    (node): Citation | Citation[] => {
      if (node.value.startsWith(`${base}disagreement/`))
        return { reference, disagreement: disagreementOf(dataset, node, { statements: 0, references: 0 }) }
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
    }
  )
}
