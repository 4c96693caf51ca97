/** Statements of many sources → merged, ranked statements, and where they disagree. */
export { Constraints } from './constraints.ts'
export type { Disagreement, DisagreementKind } from './disagreement.ts'
export { Gazetteer } from './gazetteer.ts'
export type { Grounds, Subject } from './judging.ts'
export { type Circumstances, type RankedStatement, type Reconciled, reconcile } from './reconcile.ts'
export { Testimony } from './testimony.ts'
