import { isOperation, type Operation, partsOf, type TermOrVariable, type Variable } from './algebra.ts'

export const isVariable = (term: unknown): term is Variable =>
  (term as Variable | undefined)?.termType === 'Variable'

/**
 * The variables in scope of an operation (SPARQL 1.2 Query §18.3.1): those that its solutions may bind, or with
 * `always` only those that each of them binds.
 */
export function variablesOf(operation: Operation, always = false): Set<string> {
  const inputs = inputsOf(operation)
  const below = (at: number): Set<string> => {
    const input = inputs[at]
    return input ? variablesOf(input, always) : new Set()
  }
  switch (operation.type) {
    case 'bgp':
      return new Set((operation['patterns'] as Operation[]).flatMap(namesOfPattern))
    case 'pattern':
    case 'path':
      return new Set(namesOfPattern(operation))
    case 'join':
      return joined(inputs.map((_, at) => below(at)))
    case 'union': {
      const branches = inputs.map((_, at) => below(at))
      const [first = new Set<string>(), ...others] = branches
      return always ? others.reduce(common, first) : joined(branches)
    }
    case 'leftjoin':
      return always ? below(0) : joined([below(0), below(1)])
    case 'extend': {
      const { expression, variable } = operation as unknown as { expression: Operation; variable: Variable }
      const bound = below(0)
      // An expression that fails leaves its variable unbound; a term never does.
      const term = expression['subType'] === 'term' ? (expression['term'] as TermOrVariable) : undefined
      if (!always || (term && (!isVariable(term) || bound.has(term.value)))) bound.add(variable.value)
      return bound
    }
    case 'graph':
      return joined([below(0), new Set(namesOf([operation['name']]))])
    case 'group': {
      const keys = new Set(namesOf(operation['variables'] as Variable[]))
      if (always) return common(keys, below(0))
      const aggregates = operation['aggregates'] as { variable: Variable }[]
      return joined([keys, new Set(namesOf(aggregates.map(({ variable }) => variable)))])
    }
    case 'project': {
      const chosen = new Set(namesOf(operation['variables'] as Variable[]))
      return always ? common(chosen, below(0)) : chosen
    }
    case 'values': {
      const rows = operation['bindings'] as Record<string, unknown>[]
      const names = namesOf(operation['variables'] as Variable[])
      return new Set(always ? names.filter(name => rows.every(row => Object.hasOwn(row, name))) : names)
    }
    default:
      // The left side of MINUS; filters, orders and slices bind nothing of their own.
      return below(0)
  }
}

const joined = (sets: readonly Set<string>[]): Set<string> => new Set(sets.flatMap(set => [...set]))

const common = (one: Set<string>, other: Set<string>): Set<string> =>
  new Set([...one].filter(name => other.has(name)))

const inputsOf = ({ input }: Operation): readonly Operation[] =>
  Array.isArray(input) ? input : isOperation(input) ? [input] : []

const namesOf = (terms: readonly unknown[]): string[] => terms.filter(isVariable).map(({ value }) => value)

function namesOfPattern(pattern: Operation): string[] {
  const { subject, predicate, object, graph } = pattern
  return [subject, predicate, object, graph].flatMap(term =>
    (term as TermOrVariable | undefined)?.termType === 'Quad'
      ? namesOfPattern(term as unknown as Operation)
      : namesOf([term])
  )
}

/** All variables that are written in a part of a query; those inside sub-selects only where these count too. */
export function variablesWrittenIn(part: Operation, subSelects = false): Set<string> {
  const names = new Set<string>()
  const waiting = [part]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'pattern' || next.type === 'path')
      for (const name of namesOfPattern(next)) names.add(name)
    for (const value of Object.values(next)) {
      for (const name of namesOf(Array.isArray(value) ? value : [value])) names.add(name)
    }
    if (subSelects || next.type !== 'project' || next === part) waiting.push(...partsOf(next))
  }
  return names
}
