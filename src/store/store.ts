import { parseRdf, type Quad, quadSet, type Term } from '../rdf/rdf.ts'

export { describe, labelOf, propertyOf } from './describe.ts'
export type { DisagreementReading, EntityName, InvolvedStatement } from './disagreements.ts'
export type { PropertyName } from './properties.ts'
export { defaultSearchLimit, type SearchAnswer, type SearchResult, search } from './search.ts'
export type { Dataset, SourceName, StatementReference, StatementSummary } from './statements.ts'
export {
  boundsText,
  coordinateText,
  decoded,
  detailOf,
  plainNumber,
  type ShownValue,
  timeText,
  type ValueDetail
} from './values.ts'
export { defaultWhyLimit, questionKey, whyAnswer } from './why.ts'
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

/** Opens a dataset from the bytes of its N-Quads dump. Throws an Error that names the line of a syntax error. */
export function openStore(bytes: Uint8Array): Store {
  const quads = quadSet(parseRdf(new TextDecoder('utf-8', { fatal: true }).decode(bytes), 'nq'))
  return {
    size: quads.size,
    match: (s = null, p = null, o = null, g = null) => quads.match(s, p, o, g),
    count: (s = null, p = null, o = null, g = null) => quads.countQuads(s, p, o, g)
  }
}
