/** Statements of many sources → merged, ranked statements. */
export { type RankedStatement, reconcile } from './reconcile.ts'
