import { kinds } from '../../compiled/compiled.ts'
import { type OrderKey, orderKeyOf, orderKeys } from '../functions/functions.ts'
import { unbound } from './batch.ts'
import { quickOrder } from './quick-comparison.ts'
import type { TermTable } from './terms.ts'

/** Compares terms by their numbers as ORDER BY does (§15.1); 0 for equal values. */
export function termComparer(terms: TermTable): (a: number, b: number) => number {
  const keys = new Map<number, OrderKey>()
  const keyOf = (number: number): OrderKey => {
    let key = keys.get(number)
    if (!key) {
      key = orderKeyOf(terms.termOf(number))
      keys.set(number, key)
    }
    return key
  }
  return (a, b) => {
    if (a === b) return 0
    if (a === unbound) return -1
    if (b === unbound) return 1
    if (a < terms.base && b < terms.base) {
      // IRIs are numbered in their order.
      if (terms.kindOf(a) === kinds.iri && terms.kindOf(b) === kinds.iri) return a - b
      const order = quickOrder(terms, a, b)
      if (order !== 0) return order
    }
    return orderKeys(keyOf(a), keyOf(b))
  }
}
