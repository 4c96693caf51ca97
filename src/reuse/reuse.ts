/** What an earlier build left, and what of it still holds. */
export type { Answers } from './answers.ts'
export type { Earlier, EarlierUnits, Keeper, LinkedSource, UnitRecord } from './earlier.ts'
export { fingerprint } from './fingerprint.ts'
export { Units } from './units.ts'
