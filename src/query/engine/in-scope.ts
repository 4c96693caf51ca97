import { type Operation, partsOf, type TermOrVariable, type Variable } from '../algebra.ts'

/** Variables by their names. */
export interface InScope {
  /** Those that solutions of a pattern may bind (SPARQL 1.2 Query §18.2.1). */
  readonly possible: ReadonlySet<string>
  /** Those that all of them bind. */
  readonly certain: ReadonlySet<string>
}

const together = (parts: readonly InScope[]): InScope => ({
  possible: new Set(parts.flatMap(({ possible }) => [...possible])),
  certain: new Set(parts.flatMap(({ certain }) => [...certain]))
})

const only = (names: ReadonlySet<string>): InScope => ({ possible: names, certain: names })

/** The variables of the solutions of an operation. */
export function inScope(operation: Operation): InScope {
  const inputs = (): InScope[] => (operation['input'] as Operation[]).map(inScope)
  const input = (): InScope => inScope(operation['input'] as Operation)
  switch (operation.type) {
    case 'bgp':
    case 'path':
      return only(mentioned(operation))
    case 'join':
      return together(inputs())
    case 'leftjoin': {
      const [left, right] = inputs() as [InScope, InScope]
      return { possible: together([left, right]).possible, certain: left.certain }
    }
    case 'minus':
      return inputs()[0]!
    case 'union': {
      const parts = inputs()
      const { possible } = together(parts)
      return { possible, certain: shared(possible, parts) }
    }
    case 'extend': {
      const { possible, certain } = input()
      return { possible: new Set([...possible, nameOf(operation['variable'])]), certain }
    }
    case 'graph':
      return together([only(new Set(variablesOf(operation['name'] as TermOrVariable))), input()])
    case 'service':
      return { possible: input().possible, certain: new Set() }
    case 'values': {
      const possible = new Set((operation['variables'] as Variable[]).map(nameOf))
      const bindings = operation['bindings'] as Record<string, unknown>[]
      const certain = [...possible].filter(name => bindings.every(row => row[name] !== undefined))
      return { possible, certain: new Set(certain) }
    }
    case 'group': {
      const aggregates = (operation['aggregates'] as Operation[]).map(({ variable }) => nameOf(variable))
      const keys = (operation['variables'] as Variable[]).map(nameOf)
      return { possible: new Set([...keys, ...aggregates]), certain: new Set() }
    }
    case 'project': {
      const possible = new Set((operation['variables'] as Variable[]).map(nameOf))
      return { possible, certain: shared(possible, [input()]) }
    }
    default:
      return input()
  }
}

const nameOf = (variable: unknown): string => (variable as Variable).value

const shared = (names: ReadonlySet<string>, parts: readonly InScope[]): Set<string> =>
  new Set([...names].filter(name => parts.every(({ certain }) => certain.has(name))))

function variablesOf(term: TermOrVariable): string[] {
  if (term.termType === 'Variable') return [term.value]
  if (term.termType !== 'Quad') return []
  const { subject, predicate, object } = term as unknown as Record<string, TermOrVariable>
  return [subject, predicate, object].flatMap(part => variablesOf(part!))
}

/** All variables that are named anywhere in an operation or expression. */
export function mentioned(operation: Operation): Set<string> {
  const names = new Set<string>()
  const waiting: Operation[] = [operation]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const value of Object.values(next).flat()) {
      const { termType } = (value ?? {}) as Partial<TermOrVariable>
      if (termType) for (const name of variablesOf(value as TermOrVariable)) names.add(name)
    }
    if (next.type === 'values') for (const name of inScope(next).possible) names.add(name)
    waiting.push(...partsOf(next))
  }
  return names
}

/** How many solutions a pattern may have of which nothing is known but its constants: a guess. */
export function guessedSize(operation: Operation): number {
  const inputs = (): number[] => (operation['input'] as Operation[]).map(guessedSize)
  switch (operation.type) {
    case 'bgp':
      return Math.min(...(operation['patterns'] as Operation[]).map(guessedMatches), 1e7)
    case 'path':
      return guessedMatches(operation)
    case 'join':
      return Math.min(...inputs())
    case 'union':
      return inputs().reduce((sum, size) => sum + size, 0)
    case 'leftjoin':
    case 'minus':
      return inputs()[0]!
    case 'values':
      return (operation['bindings'] as unknown[]).length
    case 'slice':
      return Math.min(
        (operation['length'] as number | undefined) ?? 1e7,
        guessedSize(operation['input'] as Operation)
      )
    default:
      return guessedSize(operation['input'] as Operation)
  }
}

function guessedMatches({ subject, object }: Operation): number {
  const [isSubject, isObject] = [subject, object].map(end => variablesOf(end as TermOrVariable).length === 0)
  if (isSubject) return isObject ? 1 : 10
  return isObject ? 1e4 : 1e7
}
