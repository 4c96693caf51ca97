import { iri, type NamedNode, type Quad, quad } from '../rdf/rdf.ts'
import type { Operation, TermOrVariable, Variable } from './algebra.ts'

/** A variable with this name, as the parser makes them. */
export const variable = (name: string): Variable & { equals(other: unknown): boolean } => ({
  termType: 'Variable',
  value: name,
  equals: other => {
    const { termType, value } = (other ?? {}) as Partial<TermOrVariable>
    return termType === 'Variable' && value === name
  }
})

/** The expression that is a term or a variable. */
export const termExpression = (term: TermOrVariable): Operation => ({
  type: 'expression',
  subType: 'term',
  term
})

/** A call of a function or operator that SPARQL has a word or sign for, in lower case. */
export const call = (operator: string, ...args: readonly Operation[]): Operation => ({
  type: 'expression',
  subType: 'operator',
  operator,
  args
})

/** A call of the function that an IRI names. */
export const callNamed = (name: string, ...args: readonly Operation[]): Operation => ({
  type: 'expression',
  subType: 'named',
  name: iri(name),
  args
})

/** A triple pattern over the default graph, as the parser makes them: a quad that is an operation too. */
export function triplePattern(
  subject: TermOrVariable,
  predicate: NamedNode,
  object: TermOrVariable
): Operation {
  const triple: object = quad(subject as Quad['subject'], predicate, object as Quad['object'])
  return Object.assign(triple, { type: 'pattern' })
}

/** Names of variables that a query does not use. */
export class FreshNames {
  readonly #used: Set<string>
  #count = 0

  constructor(used: Iterable<string>) {
    this.#used = new Set(used)
  }

  next(): Variable {
    let name: string
    do name = `_${this.#count++}`
    while (this.#used.has(name))
    return variable(name)
  }
}
