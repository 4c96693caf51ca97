import {
  byCodePoint,
  commonPrefixes,
  DCTERMS,
  defaultGraph,
  iri,
  OA,
  PROV,
  type Quad,
  RDF,
  type Term,
  WIKIBASE
} from '../rdf/rdf.ts'
import { labelOf } from './labels.ts'
import { objectOf, objectsOf } from './objects.ts'
import { type PropertyName, predicatesOf, propertyNamed, propertyNamespaces } from './properties.ts'
import type { Store } from './store.ts'
import { decoded, detailOf, type ShownValue, shownValue, type ValueDetail } from './values.ts'

const PR = commonPrefixes['pr']!

/** What asking a published dataset in one language needs. */
export interface Dataset {
  readonly store: Store
  readonly base: string
  /** BCP 47 tag of the language that names are shown in, where there is one in it. */
  readonly language: string
}

/** The ranks of statements, the best first. */
export const ranks = ['preferred', 'normal', 'deprecated'] as const
export type Rank = (typeof ranks)[number]

/** A note or a document. */
export interface SourceName {
  readonly iri: string
  readonly id: string
  readonly title: string
  readonly kind?: 'note' | 'document'
  /** `2025`, `2025-12` or `2025-12-03`. */
  readonly date?: string
}

/** Where one source says a statement, and in which words. */
export interface StatementReference {
  readonly iri: string
  readonly source?: SourceName
  /** The key of a note's field, and the line its value begins on. */
  readonly key?: string
  readonly line?: number
  /** UTF-16 offsets of the words in the source. */
  readonly start?: number
  readonly end?: number
  /** The words, as far as they may be shown. */
  readonly quote?: string
  /** The rules that read it from prose, in the order of their names. */
  readonly rules: readonly string[]
  /** What was inferred, or what less than the statement the source says. */
  readonly method?: string
}

/** A statement as its rivals are shown. */
export interface StatementSummary {
  readonly iri: string
  readonly value: ShownValue
  readonly rank: Rank
  /** Whether it is published directly, as `wdt:`. */
  readonly best: boolean
  /** Why it has its rank. */
  readonly reason?: string
  /** How many sources say it. */
  readonly sources: number
}

/** A statement with everything that is said of it. */
export interface StatementReading extends StatementSummary {
  readonly qualifiers: readonly { readonly property: PropertyName; readonly value: ShownValue }[]
  /** By source title, then by place. */
  readonly references: readonly StatementReference[]
}

/** A statement with the term and the detail of its value, for whoever compares values. */
export interface FoundStatement {
  readonly iri: string
  readonly quads: readonly Quad[]
  readonly term: Term
  readonly detail: ValueDetail
}

const objectIn = (quads: readonly Quad[], predicate: string): Term | undefined =>
  quads.find(quad => quad.predicate.value === predicate)?.object

/** All statements of an entity with the property of a claim predicate. */
export const statementsOf = (dataset: Dataset, subject: string, claim: string): FoundStatement[] =>
  objectsOf(dataset.store, iri(subject), claim).flatMap(
    ({ value }) => findStatement(dataset, value, claim) ?? []
  )

/** A statement of the property of this claim predicate; undefined where it has no value of that property. */
export function findStatement(
  { store, base }: Dataset,
  statement: string,
  claim: string
): FoundStatement | undefined {
  const quads = [...store.match(iri(statement), null, null, defaultGraph)]
  const predicates = predicatesOf(claim, base)
  const term = objectIn(quads, predicates.statement)
  if (!term) return undefined
  const detail = detailIn(
    store,
    base,
    objectIn(quads, predicates.statementValue),
    objectIn(quads, predicates.statementNormalized)
  )
  return { iri: statement, quads, term, detail }
}

/** What the nodes behind a value say: its value node, and the address that an external id stands for. */
function detailIn(
  store: Store,
  base: string,
  node: Term | undefined,
  address: Term | undefined
): ValueDetail {
  const known = address?.termType === 'NamedNode' && !address.value.startsWith(`${base}value/`)
  return { ...(node && detailOf(store, node)), ...(known && { address: address.value }) }
}

/** The rank of a statement, and why it has it. */
export function standingOf(
  { base }: Dataset,
  { quads }: FoundStatement
): Pick<StatementSummary, 'rank' | 'reason'> {
  const rank = objectIn(quads, `${WIKIBASE}rank`)?.value
  const reason = objectIn(quads, `${base}ontology#reason`)?.value
  return {
    rank:
      rank === `${WIKIBASE}PreferredRank`
        ? 'preferred'
        : rank === `${WIKIBASE}DeprecatedRank`
          ? 'deprecated'
          : 'normal',
    ...(reason !== undefined && { reason })
  }
}

/** A statement in short. */
export function summaryOf(dataset: Dataset, found: FoundStatement): StatementSummary {
  const { store, base, language } = dataset
  const { quads, term, detail } = found
  const { rank, reason } = standingOf(dataset, found)
  const sources = new Set(
    citedBy(found).map(reference => objectOf(store, reference, `${PR}P248`)?.value ?? reference.value)
  )
  return {
    iri: found.iri,
    value: shownValue(store, term, detail, base, language),
    rank,
    best: quads.some(
      ({ predicate, object }) => predicate.value === `${RDF}type` && object.value === `${WIKIBASE}BestRank`
    ),
    ...(reason !== undefined && { reason }),
    sources: sources.size
  }
}

/** A statement with its qualifiers and references. */
export function readingOf(dataset: Dataset, found: FoundStatement): StatementReading {
  const { store, base, language } = dataset
  return {
    ...summaryOf(dataset, found),
    qualifiers: qualifiersOf(dataset, found)
      .map(({ property, term, detail }) => ({
        property,
        value: shownValue(store, term, detail, base, language)
      }))
      .sort(
        (a, b) => numbered.compare(a.property.id, b.property.id) || byCodePoint(a.value.value, b.value.value)
      ),
    references: citedBy(found)
      .map(reference => referenceOf(dataset, reference))
      .sort(inOrder)
  }
}

/** The references of a statement, as it has them. */
export const citedBy = ({ quads }: FoundStatement): Term[] =>
  quads.filter(({ predicate }) => predicate.value === `${PROV}wasDerivedFrom`).map(({ object }) => object)

/** The qualifiers of a statement, as it has them. */
export function qualifiersOf(
  { store, base, language }: Dataset,
  { quads }: FoundStatement
): (Pick<FoundStatement, 'term' | 'detail'> & { readonly property: PropertyName })[] {
  return quads.flatMap(({ predicate, object }) => {
    const namespace = propertyNamespaces(base).find(start => predicate.value.startsWith(`${start}qualifier/`))
    if (namespace === undefined) return []
    const id = predicate.value.slice(`${namespace}qualifier/`.length)
    // `pqv:` and `pqn:` lead to nodes of the same value.
    if (id.includes('/')) return []
    const nodes = (kind: string) => objectIn(quads, `${namespace}qualifier/${kind}/${id}`)
    return {
      property: propertyNamed(store, namespace + id, base, language),
      term: object,
      detail: detailIn(store, base, nodes('value'), nodes('value-normalized'))
    }
  })
}

/** `P31` before `P159`. */
export const numbered = new Intl.Collator('en', { numeric: true })

/** A reference node: the source, and the words or the place in it. */
export function referenceOf({ store, base, language }: Dataset, reference: Term): StatementReference {
  const of = (predicate: string): string | undefined => objectOf(store, reference, predicate)?.value
  const numberOf = (text: string | undefined): number | undefined =>
    text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
  const source = of(`${PR}P248`)
  const selector = objectOf(store, reference, `${OA}hasSelector`)
  const key = of(`${base}ontology#key`)
  const line = numberOf(of(`${base}ontology#line`))
  const start = numberOf(objectOf(store, selector, `${OA}start`)?.value)
  const end = numberOf(objectOf(store, selector, `${OA}end`)?.value)
  const quote = of(`${PR}P1683`)
  const method = of(`${base}ontology#method`)
  const rules = objectsOf(store, reference, `${base}ontology#rule`)
  return {
    iri: reference.value,
    ...(source !== undefined && { source: sourceNamed({ store, base, language }, source) }),
    ...(key !== undefined && { key }),
    ...(line !== undefined && { line }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(quote !== undefined && { quote }),
    rules: rules.map(({ value }) => value).sort(byCodePoint),
    ...(method !== undefined && { method })
  }
}

/** A source by its IRI, as its readers know it. */
export function sourceNamed({ store, base, language }: Dataset, source: string): SourceName {
  const node = iri(source)
  const id = decoded(source.startsWith(`${base}source/`) ? source.slice(`${base}source/`.length) : source)
  const kind = sourceKindOf({ store, base }, source)
  const date = objectOf(store, node, `${DCTERMS}date`)?.value
  return {
    iri: source,
    id,
    title: labelOf(store, node, language) ?? id,
    ...(kind && { kind }),
    ...(date !== undefined && { date })
  }
}

/** Whether a source is a note or a document; undefined where the dataset does not say. */
export function sourceKindOf(
  { store, base }: Pick<Dataset, 'store' | 'base'>,
  source: string
): SourceName['kind'] {
  const is = (term: string): boolean =>
    store.count(iri(source), iri(`${RDF}type`), iri(`${base}ontology#${term}`), defaultGraph) > 0
  return is('Note') ? 'note' : is('Document') ? 'document' : undefined
}

const placeOf = ({ line, start }: StatementReference): number => line ?? start ?? 0

function inOrder(a: StatementReference, b: StatementReference): number {
  return (
    byCodePoint(a.source?.title ?? '', b.source?.title ?? '') ||
    byCodePoint(a.source?.iri ?? '', b.source?.iri ?? '') ||
    placeOf(a) - placeOf(b) ||
    byCodePoint(a.iri, b.iri)
  )
}
