import type { Term } from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable } from '../algebra.ts'
import { namesOf } from '../variables.ts'
import { type Context, NotCovered } from './context.ts'
import type { ExpressionTree } from './expression.ts'
import type { Node } from './node.ts'
import type { TermTable } from './terms.ts'

/** An expression of the algebra; `planned` makes the plan of what stands in EXISTS. Throws NotCovered. */
export function expressionTree(
  operation: Operation,
  context: Context,
  terms: TermTable,
  planned: (pattern: Operation) => Node
): ExpressionTree {
  const args = (): ExpressionTree[] =>
    (operation['args'] as Operation[]).map(arg => expressionTree(arg, context, terms, planned))
  switch (operation['subType']) {
    case 'term':
      return termTree(operation['term'] as TermOrVariable, context, terms)
    case 'operator':
      return {
        type: 'call',
        name: (operation['operator'] as string).toLowerCase(),
        isNamed: false,
        args: args()
      }
    case 'named':
      return { type: 'call', name: (operation['name'] as Term).value, isNamed: true, args: args() }
    case 'existence': {
      const node = planned(operation['input'] as Operation)
      return {
        type: 'exists',
        test: { node, origin: context.scope.fresh() },
        isNot: operation['not'] === true
      }
    }
    default:
      throw new NotCovered(`The executor has no expression ${operation['subType']}`)
  }
}

function termTree(term: TermOrVariable, context: Context, terms: TermTable): ExpressionTree {
  if (term.termType === 'Variable')
    return { type: 'variable', slot: context.scope.slotOf(term.value), name: term.value }
  if (term.termType !== 'Quad' || namesOf([term]).length === 0) return constantTree(term as Term, terms)
  const { subject, predicate, object } = term as unknown as Record<
    'subject' | 'predicate' | 'object',
    TermOrVariable
  >
  const [s, p, o] = [subject, predicate, object].map(part => termTree(part, context, terms))
  return { type: 'triple', parts: [s!, p!, o!] }
}

export const constantTree = (term: Term, terms: TermTable): ExpressionTree => ({
  type: 'term',
  term,
  number: terms.numberOf(term)
})
