import { type Operation, walk } from '../algebra.ts'
import { inScope, variablesWrittenIn } from '../variables.ts'

/** Functions that give another value each time. */
const unsteady = new Set(['rand', 'uuid', 'struuid', 'bnode'])

/** Whether a condition has one outcome for given values of its variables, wherever it is asked. */
const isSteady = (condition: Operation): boolean => {
  for (const { subType, operator } of walk(condition))
    if (
      subType === 'existence' ||
      (subType === 'operator' && unsteady.has((operator as string).toLowerCase()))
    )
      return false
  return true
}

/**
 * The operation with a condition on its solutions put into it, below what only adds to solutions or leaves some out:
 * the left side of OPTIONAL and MINUS, what BIND extends, and each branch of UNION, where all that the condition reads
 * is bound for sure. Undefined where it has to stay where it is.
 */
export function sunk(operation: Operation, condition: Operation): Operation | undefined {
  const names = variablesWrittenIn(condition, true)
  return names.size > 0 && isSteady(condition) ? within(operation, condition, names) : undefined
}

function within(
  operation: Operation,
  condition: Operation,
  names: ReadonlySet<string>
): Operation | undefined {
  const { input } = operation
  const filtered = (part: Operation): Operation =>
    within(part, condition, names) ?? { type: 'filter', input: part, expression: condition }
  const binds = (part: Operation): boolean => {
    const { certain } = inScope(part)
    return [...names].every(name => certain.has(name))
  }
  switch (operation.type) {
    case 'leftjoin':
    case 'minus': {
      const [left, right] = input as [Operation, Operation]
      return binds(left) ? { ...operation, input: [filtered(left), right] } : undefined
    }
    case 'union': {
      const branches = input as Operation[]
      return branches.every(binds) ? { ...operation, input: branches.map(filtered) } : undefined
    }
    case 'extend':
      return binds(input as Operation) ? { ...operation, input: filtered(input as Operation) } : undefined
    default:
      return undefined
  }
}
