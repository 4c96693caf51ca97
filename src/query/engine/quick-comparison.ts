import { kinds } from '../../compiled/compiled.ts'
import { termsEqual } from '../functions/functions.ts'
import { unbound } from './batch.ts'
import { classes, isNumeric } from './literal-classes.ts'
import type { TermTable } from './terms.ts'

/** Times this far apart are so whatever their time zones are: 28 hours, in milliseconds. */
const farApart = 100_800_000

/** Whether two terms are equal (`=`, §17.3), by their numbers where these tell; undefined for an error. */
export function equalNumbers(terms: TermTable, a: number, b: number): boolean | undefined {
  if (a === unbound || b === unbound) return undefined
  const [left, right] = [terms.kindOf(a), terms.kindOf(b)]
  if (left <= kinds.blank || right <= kinds.blank) return a === b
  const order = quickOrder(terms, a, b)
  return order === 0 ? termsEqual(terms.termOf(a), terms.termOf(b)) : false
}

/** The order of two literals where their numbers or doubles tell it; 0 where they have to be looked at. */
export function quickOrder(terms: TermTable, a: number, b: number): number {
  if (a >= terms.base || b >= terms.base) return 0
  const [left, right] = [terms.classOf(a), terms.classOf(b)]
  if (left === classes.other) {
    const { dictionary } = terms.store
    const areStrings = terms.kindOf(a) === kinds.string && terms.kindOf(b) === kinds.string
    // Strings are numbered in the order of their texts.
    return areStrings && dictionary.tagOf(a) === '' && dictionary.tagOf(b) === '' ? a - b : 0
  }
  const difference = terms.valueOf(a) - terms.valueOf(b)
  if (isNumeric(left)) return isNumeric(right) && !Number.isNaN(difference) ? difference : 0
  const isTime = left === classes.dateTime || left === classes.date
  return isTime && left === right && Math.abs(difference) > farApart ? difference : 0
}
