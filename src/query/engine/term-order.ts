import { kinds } from '../../compiled/compiled.ts'
import { orderTerms } from '../functions/functions.ts'
import { unbound } from './batch.ts'
import { quickOrder } from './compiler.ts'
import type { TermTable } from './terms.ts'

/** Compares terms by their numbers as ORDER BY does (§15.1). */
export function termComparer(terms: TermTable): (a: number, b: number) => number {
  return (a, b) => {
    if (a === b) return 0
    if (a !== unbound && b !== unbound && a < terms.base && b < terms.base) {
      // IRIs are numbered in their order.
      if (terms.kindOf(a) === kinds.iri && terms.kindOf(b) === kinds.iri) return a - b
      const order = quickOrder(terms, a, b)
      if (order !== 0) return order
    }
    return orderTerms(
      a === unbound ? undefined : terms.termOf(a),
      b === unbound ? undefined : terms.termOf(b)
    )
  }
}
