import { byCodePoint, defaultGraph, iri, PROV, type Term, termText } from '../rdf/rdf.ts'
import {
  claimDisputed,
  disagreementOf,
  disagreementsAbout,
  disagreementsOver,
  disagreementWords,
  entityName
} from './disagreements.ts'
import { folded, namesOf } from './entity-names.ts'
import { nearest } from './meant-property.ts'
import { objectOf } from './objects.ts'
import { isClaim, propertyNamed } from './properties.ts'
import {
  type Dataset,
  type FoundStatement,
  findStatement,
  numbered,
  ranks,
  readingOf,
  type StatementSummary,
  sourceNamed,
  statementsOf,
  summaryOf
} from './statements.ts'
import { shownValue } from './values.ts'
import type { ClaimingGraph, Counterpart, WhyAnswer, WhyFact, WhySubject } from './why-answer.ts'
import { WhyError } from './why-error.ts'
import type { ClaimedValue, UnderstoodQuestion } from './why-question.ts'

/** How many items a list of an answer holds. */
const defaultWhyLimit = 100

/** How much of a disagreement is told beside a fact. */
const inDisagreements = { statements: 25, references: 10 }

/** What two questions must have alike to have the same answer. */
export const questionKey = ({ subject, property, asked }: UnderstoodQuestion): string =>
  JSON.stringify([
    subject,
    property?.claim ?? null,
    asked
      ? [
          asked.statements.map(statement => statement.iri),
          asked.claims.map(({ term }) => termText(term)),
          asked.entities,
          // Only then the words themselves are looked for.
          asked.statements.length + asked.entities.length > 0 ? null : asked.words.folded
        ]
      : null
  ])

/**
 * The answer to a question; its lists hold so many items at most. Throws a WhyError where the dataset says nothing
 * of the property or the value, in statements or graphs or disagreements.
 */
export function whyAnswer(
  dataset: Dataset,
  question: UnderstoodQuestion,
  limit: number = defaultWhyLimit
): WhyAnswer {
  const cut = new Cut(limit)
  return question.property ? whyFact(dataset, question, cut) : whySubject(dataset, question, cut)
}

/** Shortens lists, and remembers whether it did. */
class Cut {
  readonly #limit: number
  truncated = false

  constructor(limit: number) {
    this.#limit = limit
  }

  of<T>(items: readonly T[]): readonly T[] {
    if (items.length > this.#limit) this.truncated = true
    return items.slice(0, this.#limit)
  }
}

function whyFact(dataset: Dataset, question: UnderstoodQuestion, cut: Cut): WhyFact {
  const { base, language, store } = dataset
  const { subject, asked, claims } = question
  const { claim, ...property } = question.property!
  const chosen = new Set((asked?.statements ?? question.statements).map(statement => statement.iri))
  const sorted = question.statements
    .map(found => ({ found, summary: summaryOf(dataset, found) }))
    .sort((a, b) => inOrder(a.summary, b.summary))
  const meant = sorted.filter(({ found }) => chosen.has(found.iri)).map(({ found }) => found)
  const rivals = sorted.filter(({ found }) => !chosen.has(found.iri)).map(({ summary }) => summary)
  const stated = new Set(question.statements.map(({ term }) => termText(term)))
  const unstated = (asked?.claims ?? claims).filter(({ term }) => !stated.has(termText(term)))
  const counterparts = (asked?.entities ?? []).flatMap(entity => pointingBack(dataset, entity, subject))
  const disputes = disputesOf(dataset, question, meant)
  if (
    meant.length + unstated.length + counterparts.length === 0 &&
    !disputes.some(({ concerns }) => concerns)
  )
    throw nothingFound(dataset, question, rivals)
  const graphsOf = new Map(claims.map(({ term, graphs }) => [termText(term), graphs]))
  const statements = cut.of(meant).map(found => {
    const reading = readingOf(dataset, found)
    return {
      ...reading,
      qualifiers: cut.of(reading.qualifiers),
      references: cut.of(reading.references),
      claimedIn: cut.of(claimingGraphs(dataset, graphsOf.get(termText(found.term)) ?? [])),
      disagreements: cut.of(disagreementsOver(dataset, found.iri)).map(({ value }) => value)
    }
  })
  const values = new Map(
    [...meant, ...unstated].map(found => {
      const detail = 'detail' in found ? found.detail : {}
      return [termText(found.term), shownValue(store, found.term, detail, base, language)]
    })
  )
  for (const entity of asked?.entities ?? [])
    if (values.size === 0) values.set('', shownValue(store, iri(entity), {}, base, language))
  return {
    subject: entityName(dataset, subject),
    property,
    ...(asked && { values: cut.of([...values.values()]) }),
    statements,
    claims: cut.of(unstated).map(({ term, graphs }: ClaimedValue) => ({
      value: shownValue(store, term, {}, base, language),
      claimedIn: cut.of(claimingGraphs(dataset, graphs))
    })),
    rivals: cut.of(rivals),
    disagreements: cut.of(disputes).map(({ node, concerns }) => ({
      ...disagreementOf(dataset, node, inDisagreements),
      concerns
    })),
    counterparts: cut.of(counterparts),
    totals: {
      statements: meant.length,
      claims: unstated.length,
      rivals: rivals.length,
      disagreements: disputes.length,
      counterparts: counterparts.length
    },
    truncated: cut.truncated
  }
}

const inOrder = (a: StatementSummary, b: StatementSummary): number =>
  Number(b.best) - Number(a.best) ||
  ranks.indexOf(a.rank) - ranks.indexOf(b.rank) ||
  numbered.compare(a.value.text, b.value.text) ||
  (a.iri < b.iri ? -1 : 1)

/** Graphs with their sources, by the sources' titles. */
const claimingGraphs = (dataset: Dataset, graphs: readonly string[]): ClaimingGraph[] =>
  graphs
    .map(graph => ({ graph, source: sourceNamed(dataset, sourceOf(dataset, graph)) }))
    .sort((a, b) => byCodePoint(a.source.title, b.source.title) || byCodePoint(a.graph, b.graph))

const sourceOf = ({ store, base }: Dataset, graph: string): string =>
  objectOf(store, iri(graph), `${PROV}wasDerivedFrom`)?.value ??
  graph.replace(`${base}graph/`, `${base}source/`)

/** The disagreements over a fact, then the others over its property. */
function disputesOf(
  dataset: Dataset,
  { subject, property, asked }: UnderstoodQuestion,
  meant: readonly FoundStatement[]
): { readonly node: Term; readonly concerns: boolean }[] {
  const involving = new Map<string, Term>()
  for (const { iri: statement } of meant)
    for (const node of disagreementsOver(dataset, statement)) involving.set(node.value, node)
  const about = disagreementsAbout(dataset, subject).filter(
    node => claimDisputed(dataset, node) === property!.claim
  )
  const all = new Map([...involving, ...about.map(node => [node.value, node] as const)])
  // Of a value that no statement has, a disagreement can only speak in words.
  const names = asked && (meant.length === 0 ? namesAsked(dataset, asked) : [])
  return [...all.values()]
    .map(node => ({
      node,
      concerns: !names || involving.has(node.value) || mentions(disagreementWords(dataset, node), names)
    }))
    .sort((a, b) => Number(b.concerns) - Number(a.concerns) || (a.node.value < b.node.value ? -1 : 1))
}

/**
 * What the value that was asked for is called, as disagreements may mention it. Of words that name nothing known only
 * numbers and dates count: any others would be found in any text.
 */
function namesAsked(
  { store }: Dataset,
  { entities, words }: NonNullable<UnderstoodQuestion['asked']>
): string[] {
  const names = entities.flatMap(entity => namesOf(store, iri(entity)))
  if (entities.length === 0 && /\p{N}/u.test(words.text)) names.push(words.text)
  return names.map(folded).filter(name => name !== '')
}

/** Whether some texts name something; whole words only. */
function mentions(texts: readonly string[], names: readonly string[]): boolean {
  const words = texts.map(text => ` ${folded(text)} `)
  return names.some(name => words.some(text => text.includes(` ${name} `)))
}

/** What has a term as an object anywhere, each once: a statement may have it as its value and in a qualifier. */
const valued = (store: Dataset['store'], target: Term): string[] => [
  ...new Set([...store.match(null, null, target, defaultGraph)].map(({ subject }) => subject.value))
]

/** The statements of one entity whose value is another. */
function pointingBack(dataset: Dataset, from: string, to: string): Counterpart[] {
  const { store, base, language } = dataset
  if (from === to) return []
  const [source, target] = [iri(from), iri(to)]
  // Either may have statements without end: those of the one, or those that have the other as their value.
  const fewer = store.count(source, null, null, defaultGraph) <= store.count(null, null, target, defaultGraph)
  const links = fewer
    ? [...store.match(source, null, null, defaultGraph)]
    : valued(store, target).flatMap(statement => [...store.match(source, null, iri(statement), defaultGraph)])
  return links
    .filter(({ predicate }) => isClaim(predicate.value, base))
    .flatMap(({ predicate, object }) => {
      const statement = findStatement(dataset, object.value, predicate.value)
      if (statement?.term.value !== to) return []
      return {
        subject: entityName(dataset, from),
        property: propertyNamed(store, predicate.value, base, language),
        ...summaryOf(dataset, statement)
      }
    })
    .sort((a, b) => numbered.compare(a.property.id, b.property.id) || inOrder(a, b))
}

function nothingFound(
  dataset: Dataset,
  { subject, property, properties, statements }: UnderstoodQuestion,
  values: readonly StatementSummary[]
): WhyError {
  const { label } = entityName(dataset, subject)
  const { label: asked, id } = property!
  if (statements.length === 0)
    return new WhyError(
      'property-unknown',
      `The dataset says nothing of ${asked} (${id}) of ${label}`,
      properties.length > 0 ? 'ask for a property that it has' : 'it has no statements at all',
      nearest(properties, asked)
    )
  return new WhyError(
    'value-unknown',
    `No source says this of ${asked} (${id}) of ${label}`,
    'ask for a value that it has, or for all of them by leaving the value out',
    values
      .slice(0, 12)
      .map(({ value: { type, value, text } }) => ({ ...(type === 'iri' && { iri: value }), label: text }))
  )
}

function whySubject(dataset: Dataset, { subject, properties }: UnderstoodQuestion, cut: Cut): WhySubject {
  const about = disagreementsAbout(dataset, subject)
  const claims = about.map(node => claimDisputed(dataset, node))
  const general = about.filter((_, i) => claims[i] === undefined)
  // Kept here even where only a disagreement tells of it: a gap is one.
  const disputed = new Set(claims.filter(claim => claim !== undefined))
  for (const { claim } of properties) disputed.delete(claim)
  const { store, base, language } = dataset
  const missing = [...disputed].map(claim => ({ claim, ...propertyNamed(store, claim, base, language) }))
  const told = cut.of([...properties, ...missing]).map(({ claim, ...property }) => {
    const summaries = statementsOf(dataset, subject, claim).map(found => summaryOf(dataset, found))
    return {
      ...property,
      statements: summaries.length,
      best: summaries.filter(({ best }) => best).length,
      deprecated: summaries.filter(({ rank }) => rank === 'deprecated').length,
      disagreements: claims.filter(disputedClaim => disputedClaim === claim).length
    }
  })
  return {
    subject: entityName(dataset, subject),
    properties: told,
    disagreements: cut
      .of(general)
      .map(node => ({ ...disagreementOf(dataset, node, inDisagreements), concerns: true })),
    totals: { properties: properties.length + missing.length, disagreements: general.length },
    truncated: cut.truncated
  }
}
