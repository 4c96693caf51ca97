import type { Quad, Term } from '../rdf/rdf.ts'
import {
  citedBy,
  type Dataset,
  type FoundStatement,
  findStatement,
  isClaim,
  labelOf,
  numbered,
  propertyNamed,
  qualifiersOf,
  type Rank,
  ranks,
  referenceOf,
  type StatementReference,
  standingOf,
  type ValueDetail
} from '../store/store.ts'

/** A value with what qualifies it and who says so. */
export interface Fact {
  readonly value: Term
  readonly detail: ValueDetail
  readonly rank: Rank
  readonly reason?: string
  readonly qualifiers: readonly {
    readonly label: string
    readonly value: Term
    readonly detail: ValueDetail
  }[]
  readonly sources: readonly FactSource[]
}

/** One reference: the source, and the words or the place in it. */
export interface FactSource {
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
  readonly label: string
  readonly facts: readonly Fact[]
}

/** The facts of an entity by property, from its statement nodes, in the order of its description. */
export function factsOf(dataset: Dataset, description: readonly Quad[]): FactGroup[] {
  const { store, base, language } = dataset
  const byClaim = new Map<string, Fact[]>()
  for (const { predicate, object } of description) {
    const claim = predicate.value
    if (!isClaim(claim, base)) continue
    const found = findStatement(dataset, object.value, claim)
    if (!found) continue
    const facts = byClaim.get(claim)
    if (facts) facts.push(factOf(dataset, found))
    else byClaim.set(claim, [factOf(dataset, found)])
  }
  return [...byClaim].map(([claim, facts]) => {
    const { iri: property, label } = propertyNamed(store, claim, base, language)
    const words = new Map(facts.map(fact => [fact, labelOf(store, fact.value, language) ?? fact.value.value]))
    const inOrder = (a: Fact, b: Fact): number =>
      ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || numbered.compare(words.get(a)!, words.get(b)!)
    return { property, label, facts: facts.sort(inOrder) }
  })
}

const factOf = (dataset: Dataset, found: FoundStatement): Fact => ({
  value: found.term,
  detail: found.detail,
  ...standingOf(dataset, found),
  qualifiers: qualifiersOf(dataset, found).map(({ property, term, detail }) => ({
    label: property.label,
    value: term,
    detail
  })),
  sources: citedBy(found)
    .map(reference => sourceOf(referenceOf(dataset, reference)))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
})

function sourceOf({ source, quote, key, line, start, end }: StatementReference): FactSource {
  const place = [
    ...(key === undefined ? [] : [key]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(start === undefined ? [] : [`characters ${start} to ${end}`])
  ].join(', ')
  return {
    ...(source && { source: source.iri }),
    title: source?.title ?? 'a source',
    ...(quote !== undefined && { quote }),
    ...(place !== '' && { place })
  }
}
