/** Statements of many sources → merged, ranked statements, and where they disagree. */
export { Constraints, rowsOf } from './constraints.ts'
export type { Disagreement, DisagreementKind } from './disagreement.ts'
export { Gaps, type Link, linksOf } from './gaps.ts'
export { Gazetteer } from './gazetteer.ts'
export type { Grounds, Subject } from './judging.ts'
export { type Circumstances, type RankedStatement, type Reconciled, reconcile } from './reconcile.ts'
export { type Names, reportedDisagreement } from './reported.ts'
export { Testimony } from './testimony.ts'
