import { addTo, isOperation, type Operation, partsOf, type TermOrVariable, type Variable } from './algebra.ts'

export const isVariable = (term: unknown): term is Variable =>
  (term as Variable | undefined)?.termType === 'Variable'

/** Variables by their names. */
export interface InScope {
  /** Those that solutions of an operation may bind (SPARQL 1.2 Query §18.3.1). */
  readonly possible: ReadonlySet<string>
  /** Those that all of them bind. */
  readonly certain: ReadonlySet<string>
}

/** The variables in scope of an operation. */
export function inScope(operation: Operation): InScope {
  const inputs = inputsOf(operation).map(inScope)
  const [first = nothing] = inputs
  const { possible } = together(inputs)
  switch (operation.type) {
    case 'bgp':
      return only((operation['patterns'] as Operation[]).flatMap(namesOfTriple))
    case 'pattern':
    case 'path':
      return only(namesOfTriple(operation))
    case 'join':
      return together(inputs)
    case 'union':
      return { possible, certain: new Set(inAll(possible, inputs)) }
    case 'leftjoin':
      return { possible, certain: first.certain }
    case 'extend': {
      const { expression, variable } = operation as unknown as { expression: Operation; variable: Variable }
      const extended = together([first, only([variable.value])])
      return {
        possible: extended.possible,
        certain: isCertain(expression, first) ? extended.certain : first.certain
      }
    }
    case 'graph':
      return together([first, only(namesOf([operation['name']]))])
    case 'service':
      // One that fails silently binds nothing.
      return { possible, certain: new Set() }
    case 'group': {
      const keys = namesOf(operation['variables'] as Variable[])
      const aggregates = operation['aggregates'] as { variable: Variable }[]
      return {
        possible: new Set([...keys, ...namesOf(aggregates.map(({ variable }) => variable))]),
        certain: new Set(inAll(keys, inputs))
      }
    }
    case 'project': {
      const chosen = namesOf(operation['variables'] as Variable[])
      return { possible: new Set(chosen), certain: new Set(inAll(chosen, inputs)) }
    }
    case 'values': {
      const rows = operation['bindings'] as Record<string, unknown>[]
      const names = namesOf(operation['variables'] as Variable[])
      const certain = names.filter(name => rows.every(row => Object.hasOwn(row, name)))
      return { possible: new Set(names), certain: new Set(certain) }
    }
    default:
      // The left side of MINUS; filters, orders and slices bind nothing of their own.
      return first
  }
}

const nothing: InScope = { possible: new Set(), certain: new Set() }

const only = (names: Iterable<string>): InScope => ({ possible: new Set(names), certain: new Set(names) })

const together = (parts: readonly InScope[]): InScope => ({
  possible: new Set(parts.flatMap(({ possible }) => [...possible])),
  certain: new Set(parts.flatMap(({ certain }) => [...certain]))
})

const inAll = (names: Iterable<string>, parts: readonly InScope[]): string[] =>
  [...names].filter(name => parts.every(({ certain }) => certain.has(name)))

/** Whether an expression never fails: it is a term, or a variable that is bound. */
function isCertain({ subType, term }: Operation, { certain }: InScope): boolean {
  if (subType !== 'term') return false
  return isVariable(term) ? certain.has(term.value) : namesOf([term]).length === 0
}

const inputsOf = ({ input }: Operation): readonly Operation[] =>
  Array.isArray(input) ? input : isOperation(input) ? [input] : []

/** The names of the variables among terms, and in triple terms and patterns. */
export const namesOf = (terms: readonly unknown[]): string[] =>
  terms.flatMap(term =>
    isVariable(term)
      ? [term.value]
      : (term as TermOrVariable | undefined)?.termType === 'Quad'
        ? namesOfTriple(term as object)
        : []
  )

function namesOfTriple(triple: object): string[] {
  const { subject, predicate, object, graph } = triple as Record<string, unknown>
  return namesOf([subject, predicate, object, graph])
}

/** All variables that are written in a part of a query; those inside sub-selects only where these count too. */
export function variablesWrittenIn(part: Operation, subSelects = false): Set<string> {
  const names = new Set<string>()
  const waiting = [part]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const name of namesOf(Object.values(next).flat())) names.add(name)
    if (subSelects || next.type !== 'project' || next === part) addTo(waiting, partsOf(next))
  }
  return names
}
