import type { Quad, Term } from '../rdf/rdf.ts'
import {
  citedBy,
  type Dataset,
  disagreementsOver,
  type FoundStatement,
  findStatement,
  isClaim,
  numbered,
  propertyNamed,
  qualifiersOf,
  type Rank,
  ranks,
  referenceOf,
  type StatementReference,
  standingOf,
  type ValueDetail,
  type Words
} from '../store/store.ts'
import { type FactKind, factKinds, kindOf } from './fact-order.ts'
import type { PageSite } from './site.ts'
import { nameFor, readerLanguage } from './words.ts'

/** A value with what qualifies it and who says so. */
export interface Fact {
  /** The IRI of the statement. */
  readonly statement: string
  readonly value: Term
  readonly detail: ValueDetail
  readonly rank: Rank
  readonly reason?: string
  readonly qualifiers: readonly {
    readonly label: Words
    readonly value: Term
    readonly detail: ValueDetail
  }[]
  readonly sources: readonly FactSource[]
  /** IRIs of the disagreements that it takes part in. */
  readonly disagreements: readonly string[]
}

/** One reference: the source, and the words or the place in it. */
export interface FactSource {
  /** The reference's IRI. */
  readonly reference: string
  /** The source's IRI. */
  readonly source?: string
  readonly title: string
  readonly quote?: string
  /** `has_part_s_, line 14` of a note's frontmatter; of words that are not shown, `characters 812 to 835`. */
  readonly place?: string
}

/** All facts with one property. */
export interface FactGroup {
  readonly property: string
  readonly kind: FactKind
  readonly label: Words
  readonly facts: readonly Fact[]
}

/** What reading statements for a page needs. */
export const datasetOf = (site: PageSite): Dataset => ({
  store: site.store,
  base: site.manifest.base,
  language: readerLanguage(site)
})

/** The facts of an entity by property, from its statement nodes: by their kinds, then in the order of its description. */
export function factsOf(site: PageSite, description: readonly Quad[]): FactGroup[] {
  const dataset = datasetOf(site)
  const { store, base, language } = dataset
  const byClaim = new Map<string, FoundStatement[]>()
  for (const { predicate, object } of description) {
    const claim = predicate.value
    if (!isClaim(claim, base)) continue
    const found = findStatement(dataset, object.value, claim)
    if (!found) continue
    const statements = byClaim.get(claim)
    if (statements) statements.push(found)
    else byClaim.set(claim, [found])
  }
  const groups = [...byClaim].map(([claim, statements]) => {
    const { iri: property, id } = propertyNamed(store, claim, base, language)
    const facts = statements.map(found => factOf(site, dataset, found))
    const words = new Map(
      facts.map(({ value, statement }) => [
        statement,
        value.termType === 'NamedNode' ? (nameFor(site, value.value)?.text ?? value.value) : value.value
      ])
    )
    const inOrder = (a: Fact, b: Fact): number =>
      ranks.indexOf(a.rank) - ranks.indexOf(b.rank) ||
      numbered.compare(words.get(a.statement)!, words.get(b.statement)!)
    return {
      property,
      kind: kindOf(store, property, facts[0]!.value),
      label: nameFor(site, property) ?? { text: id, language: '' },
      facts: facts.sort(inOrder)
    }
  })
  const place = (group: FactGroup): number => factKinds.findIndex(({ kind }) => kind === group.kind)
  return groups.sort((a, b) => place(a) - place(b))
}

const factOf = (site: PageSite, dataset: Dataset, found: FoundStatement): Fact => ({
  statement: found.iri,
  value: found.term,
  detail: found.detail,
  ...standingOf(dataset, found),
  qualifiers: qualifiersOf(dataset, found).map(({ property, term, detail }) => ({
    label: nameFor(site, property.iri) ?? { text: property.id, language: '' },
    value: term,
    detail
  })),
  sources: citedBy(found)
    .map(reference => sourceOf(referenceOf(dataset, reference)))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)),
  disagreements: disagreementsOver(dataset, found.iri).map(({ value }) => value)
})

/** A reference as pages show it. */
export function sourceOf(reference: StatementReference): FactSource {
  const { source, quote } = reference
  const place = placeText(reference)
  return {
    reference: reference.iri,
    ...(source && { source: source.iri }),
    title: source?.title ?? 'a source',
    ...(quote !== undefined && { quote }),
    ...(place !== '' && { place })
  }
}

/** Where in its source a reference points: `has_part_s_, line 14`, `characters 812 to 835`. */
export const placeText = ({ key, line, start, end }: StatementReference): string =>
  [
    ...(key === undefined ? [] : [key]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(start === undefined ? [] : [`characters ${start} to ${end}`])
  ].join(', ')

/** The name of a node of the dataset as a fragment: `Q318693-8d0e…` of a statement. */
export const anchorOf = (node: string): string => node.slice(node.lastIndexOf('/') + 1)
