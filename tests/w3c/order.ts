import { type Operation, type TermOrVariable, type Variable, walk } from '../../src/query/algebra.ts'
import type { Strictness } from './compare.ts'

/** The operations through which the order of solutions passes. */
const passing = new Set(['project', 'slice', 'distinct', 'reduced'])

/**
 * Which order the algebra of a SELECT asks for: that of its outermost ORDER BY. Rows may change places where all keys
 * are variables that can be seen in them; where one is an expression, or is not projected, nobody can tell whether two
 * rows are equal.
 */
export function orderOf(operation: Operation, variables: readonly string[]): Strictness['order'] {
  let at = operation
  while (passing.has(at.type)) at = at['input'] as Operation
  if (at.type !== 'orderby') return 'free'
  const keys = (at['expressions'] as Operation[]).map(expression => {
    const key = expression['operator'] === 'desc' ? (expression['args'] as Operation[])[0]! : expression
    return key['term'] as TermOrVariable | undefined
  })
  return keys.every(key => key?.termType === 'Variable' && variables.includes(key.value))
    ? { sorted: keys.map(key => key!.value) }
    : 'fixed'
}

/** The variables whose values expressions compute, and no pattern finds: those of BIND, and of `AS` elsewhere. */
export const computedVariables = (operation: Operation): ReadonlySet<string> =>
  new Set(
    [...walk(operation)].flatMap(part =>
      part.type === 'extend' ? [(part['variable'] as Variable).value] : []
    )
  )
