import type { Term } from '../rdf/rdf.ts'

/** A variable of a query; its value is its name without `?`. */
export interface Variable {
  readonly termType: 'Variable'
  readonly value: string
}

/** A node of SPARQL algebra (SPARQL 1.2 Query §18), as the parser makes it: plain objects that refer to others. */
export interface Operation {
  type: string
  [key: string]: unknown
}

/** Parts of an algebra that are looked at here. */
export type TermOrVariable = Term | Variable

/** The parts of an operation that are operations, expressions, paths, patterns or lists of them. */
export function* partsOf(operation: object): Iterable<Operation> {
  for (const value of Object.values(operation)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isOperation(item)) yield item
    } else if (isOperation(value)) yield value
  }
}

export const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Adds items to a list, one by one: a query may have more of them than a call may have arguments. */
export function addTo<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item)
}

/** An operation and everything below it, parents first; without recursion, since queries may be deep. */
export function* walk(operation: Operation): Iterable<Operation> {
  const waiting = [operation]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    addTo(waiting, partsOf(next))
  }
}

/** Puts one operation in the place of another among the inputs of a third. */
export function replaceInput(parent: Operation, old: Operation, by: Operation): void {
  for (const [key, value] of Object.entries(parent)) {
    if (value === old) parent[key] = by
    else if (Array.isArray(value)) parent[key] = value.map(item => (item === old ? by : item))
  }
}
