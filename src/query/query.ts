/** SPARQL over a store: parse, evaluate, write results. */
export {
  type Answer,
  type AnswerForm,
  answer,
  type BindingsAnswer,
  type BooleanAnswer,
  type EngineName,
  type Explanation,
  type PreparedQuery,
  prepare,
  type QuadsAnswer,
  type QueryOptions,
  type Row
} from './answer.ts'
export type { DatasetClause } from './dataset.ts'
export type { ExplainedNode, ExplainedPlan } from './engine/engine.ts'
export { explanationText } from './explanation.ts'
export { extensionFunctions } from './functions/functions.ts'
export { defaultQueryLimits, type QueryLimits } from './limits.ts'
export { QueryError, type QueryErrorCode, type QueryPlace } from './query-error.ts'
export { type ResultFormat, resultFormats } from './results.ts'
export type { AskService, ServiceRequest, Services } from './services.ts'
export { Turns } from './turn.ts'
export type { Identity } from './wikidata.ts'
