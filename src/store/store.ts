import { labelExtras, openCompiled, StoreWriter } from '../compiled/compiled.ts'
import { LineReader, type Quad, RdfSyntaxError, type Term } from '../rdf/rdf.ts'

export type { DatasetStatistics } from '../compiled/compiled.ts'
export {
  type Citation,
  type CitedPlaces,
  citationsAt,
  citedPlaces,
  countCitations,
  mostOrdered
} from './citations.ts'
export { type ClassLink, type ClassLinks, classLinksOf } from './class-links.ts'
export { type ClassCount, type Classes, classesOf, memberCount, membersOf } from './classes.ts'
export {
  type DatedFact,
  type DatedFacts,
  datedFactsOf,
  exactly,
  factsDatedIn,
  hasDates,
  isDated
} from './dated-facts.ts'
export { describe } from './describe.ts'
export {
  type DisagreementFilter,
  type DisagreementList,
  type DisagreementState,
  disagreementStates,
  disagreementsIn,
  hasDisagreements
} from './disagreement-list.ts'
export {
  type DisagreementExtent,
  type DisagreementReading,
  disagreementOf,
  disagreementsAbout,
  disagreementsOver,
  type EntityName,
  type InvolvedStatement,
  kindText
} from './disagreements.ts'
export { type NamedGraph, namedGraphs } from './graphs.ts'
export { type IncomingLinks, incomingOf } from './incoming.ts'
export { labelLanguages } from './label-languages.ts'
export { labelOf, languagesNamed, nameOf, type Words, wordsSaid } from './labels.ts'
export { dayOnAxis, type Moment, momentOf } from './moments.ts'
export { type Link, type Neighbours, neighboursOf } from './neighbours.ts'
export { type Outline, outlineOf } from './outline.ts'
export { ownersOf } from './owners.ts'
export { hasPlaces, isPlace, type Place, type Places, placesOf } from './places.ts'
export { isClaim, type PropertyName, propertyNamed, propertyOf } from './properties.ts'
export { type FoundProperty, type PropertyAnswer, searchProperties } from './property-search.ts'
export { defaultSearchLimit, type SearchAnswer, type SearchResult, search } from './search.ts'
export { type QuadPattern, sliceOf } from './slice.ts'
export { type StatedProperty, type StatedValue, statedProperties, valuesOf } from './stated-properties.ts'
export {
  citedBy,
  type Dataset,
  type FoundStatement,
  findStatement,
  numbered,
  qualifiersOf,
  type Rank,
  ranks,
  referenceOf,
  type SourceName,
  type StatementReference,
  type StatementSummary,
  sourceKindOf,
  standingOf
} from './statements.ts'
export { type Subjects, subjectsUnder } from './subjects.ts'
export { successorOf } from './successors.ts'
export {
  boundsText,
  coordinateText,
  decoded,
  isNumber,
  isTime,
  itemOf,
  monthName,
  type Point,
  plainNumber,
  pointOf,
  pointPattern,
  precisionOf,
  type ShownValue,
  timeText,
  type ValueDetail
} from './values.ts'
export { questionKey, whyAnswer } from './why.ts'
export type {
  ClaimingGraph,
  Counterpart,
  ExplainedDisagreement,
  ExplainedStatement,
  WhyAnswer,
  WhyFact,
  WhySubject
} from './why-answer.ts'
export { type Candidate, candidateText, WhyError, type WhyErrorCode } from './why-error.ts'
export { understood, type WhyQuestion } from './why-question.ts'

/** A published dataset that can be asked for quads; `null` or nothing in a place matches every term there. */
export interface Store {
  /** How many quads it holds, over all graphs. */
  readonly size: number
  match(
    subject?: Term | null,
    predicate?: Term | null,
    object?: Term | null,
    graph?: Term | null
  ): Iterable<Quad>
  /** How many quads `match` would give, without giving them. */
  count(subject?: Term | null, predicate?: Term | null, object?: Term | null, graph?: Term | null): number
}

/**
 * Opens a dataset from the bytes of its N-Quads dump, compiled as it is read: for datasets without a store beside
 * their dumps. Throws an Error that names the line of a syntax error.
 */
export function openDump(bytes: Uint8Array): Store {
  const reader = new LineReader(true)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  try {
    return storeOf(quadsOf(reader, text))
  } catch (error) {
    if (!(error instanceof RdfSyntaxError)) throw error
    throw new Error(`line ${error.line}, column ${error.column}: ${error.message}`, { cause: error })
  }
}

function* quadsOf(reader: LineReader, text: string): Generator<Quad> {
  yield* reader.read(text)
  yield* reader.end()
}

/** A store of these quads, in memory. */
export function storeOf(quads: Iterable<Quad>): Store {
  const writer = new StoreWriter({ extras: labelExtras() })
  for (const quad of quads) writer.add(quad)
  const pieces: Uint8Array[] = []
  for (const piece of writer.finish()) pieces.push(piece.slice())
  return openCompiled(pieces)
}
