import {
  byCodePoint,
  commonPrefixes,
  defaultGraph,
  iri,
  localNameOf,
  PROV,
  RDFS,
  type Term
} from '../rdf/rdf.ts'
import { labelOf, textSaid } from './labels.ts'
import { objectsOf, subjectsOf } from './objects.ts'
import { claimOfIri, isClaim, type PropertyName, propertyNamed } from './properties.ts'
import {
  type Dataset,
  findStatement,
  readingOf,
  referenceOf,
  type StatementReading,
  type StatementReference,
  type StatementSummary
} from './statements.ts'
import { itemOf } from './values.ts'

/** An entity as programs and people name it. */
export interface EntityName {
  readonly iri: string
  readonly label: string
  /** Its IRI in Wikidata, where it has an item. */
  readonly item?: string
}

/** A statement that takes part in a disagreement: whose it is, and who says it. */
export interface InvolvedStatement extends StatementSummary {
  readonly subject: EntityName
  readonly property: PropertyName
  readonly references: readonly StatementReference[]
  /** Where they are asked for. */
  readonly qualifiers?: StatementReading['qualifiers']
}

/** How much of a disagreement is read at most. */
export interface DisagreementExtent {
  readonly statements: number
  /** Of each statement, and of what is quoted besides. */
  readonly references: number
  /** Of each statement; by default none is read. */
  readonly qualifiers?: number
}

/** Statements that cannot all stand, and what was done about it. */
export interface DisagreementReading {
  readonly iri: string
  /** `ClosedListContradiction`, and in words: `closed list contradiction`. */
  readonly kind: string
  readonly kindText: string
  readonly state: 'open' | 'settled'
  readonly about: EntityName
  /** Absent where entities themselves are in question. */
  readonly property?: PropertyName
  /** What disagrees, in words. */
  readonly comment?: string
  /** What was done about it, or why it stays open. */
  readonly resolution?: string
  /** At most so many as are asked for; `involved` tells how many there are. */
  readonly involves: readonly InvolvedStatement[]
  readonly involved: number
  /** Words that contradict and are no statement of the entity. */
  readonly references: readonly StatementReference[]
}

/** An entity by its IRI, with its label in the language of the dataset where it has one. */
export function entityName({ store, base, language }: Dataset, entity: string): EntityName {
  const item = itemOf(store, iri(entity))
  const local = entity.startsWith(`${base}entity/`) ? entity.slice(`${base}entity/`.length) : entity
  return {
    iri: entity,
    label: labelOf(store, entity, language) ?? local,
    ...(item !== undefined && { item })
  }
}

/** The claim predicate of the property that a disagreement is about; undefined where it is about none. */
export function claimDisputed({ store, base }: Dataset, disagreement: Term): string | undefined {
  const [property] = objectsOf(store, disagreement, `${base}ontology#property`)
  return property && claimOfIri(property.value, base)
}

/** The disagreements about an entity, by their IRIs. */
export const disagreementsAbout = (
  { store, base }: Pick<Dataset, 'store' | 'base'>,
  entity: string
): Term[] => subjectsOf(store, `${base}ontology#about`, iri(entity)).sort(byIri)

/** The disagreements that a statement takes part in, whatever they are about. */
export const disagreementsOver = ({ store, base }: Dataset, statement: string): Term[] =>
  subjectsOf(store, `${base}ontology#involves`, iri(statement)).sort(byIri)

const byIri = (a: Term, b: Term): number => byCodePoint(a.value, b.value)

/** What a disagreement says in words: what disagrees, what was done about it, and what is quoted against it. */
export const disagreementWords = ({ store, base }: Dataset, disagreement: Term): string[] =>
  [
    ...objectsOf(store, disagreement, `${RDFS}comment`),
    ...objectsOf(store, disagreement, `${base}ontology#resolution`),
    ...objectsOf(store, disagreement, `${PROV}wasDerivedFrom`).flatMap(reference =>
      objectsOf(store, reference, `${commonPrefixes['pr']}P1683`)
    )
  ].map(({ value }) => value)

/** The name of a kind in words: `closed list contradiction`. */
export const kindText = (name: string): string => name.replace(/(?!^)(?=[A-Z])/g, ' ').toLowerCase()

/** Reads a disagreement with the first of the statements it involves, and of the words behind each of these. */
export function disagreementOf(
  dataset: Dataset,
  disagreement: Term,
  most: DisagreementExtent
): DisagreementReading {
  const { store, base, language } = dataset
  const term = (name: string): string => `${base}ontology#${name}`
  const [about] = objectsOf(store, disagreement, term('about'))
  const claim = claimDisputed(dataset, disagreement)
  const kind = objectsOf(store, disagreement, term('kind'))[0]?.value ?? ''
  const name = localNameOf(kind)
  const comment = textSaid(store, disagreement, `${RDFS}comment`, language)
  const resolution = textSaid(store, disagreement, term('resolution'), language)
  const involved = objectsOf(store, disagreement, term('involves')).map(({ value }) => value)
  return {
    iri: disagreement.value,
    kind: name,
    kindText: kindText(name),
    state: objectsOf(store, disagreement, term('state')).some(({ value }) => value === term('Settled'))
      ? 'settled'
      : 'open',
    about: entityName(dataset, about?.value ?? ''),
    ...(claim !== undefined && { property: propertyNamed(store, claim, base, language) }),
    ...(comment !== undefined && { comment }),
    ...(resolution !== undefined && { resolution }),
    involves: involved
      .sort(byCodePoint)
      .slice(0, most.statements)
      .flatMap(statement => involvedStatement(dataset, statement, most) ?? []),
    involved: involved.length,
    references: objectsOf(store, disagreement, `${PROV}wasDerivedFrom`)
      .sort(byIri)
      .slice(0, most.references)
      .map(reference => referenceOf(dataset, reference))
  }
}

/** A statement by its IRI alone, with its entity and its property. */
function involvedStatement(
  dataset: Dataset,
  statement: string,
  most: DisagreementExtent
): InvolvedStatement | undefined {
  const { store, base, language } = dataset
  for (const { subject, predicate } of store.match(null, null, iri(statement), defaultGraph)) {
    if (!isClaim(predicate.value, base)) continue
    const found = findStatement(dataset, statement, predicate.value)
    if (!found) continue
    const { qualifiers, references, ...reading } = readingOf(dataset, found)
    return {
      subject: entityName(dataset, subject.value),
      property: propertyNamed(store, predicate.value, base, language),
      ...reading,
      references: references.slice(0, most.references),
      ...(most.qualifiers !== undefined && { qualifiers: qualifiers.slice(0, most.qualifiers) })
    }
  }
  return undefined
}
