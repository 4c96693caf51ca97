import { toAst } from '@traqula/algebra-sparql-1-2'
import { Generator } from '@traqula/generator-sparql-1-2'
import { type Term, termText, XSD } from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable } from '../algebra.ts'
import { algebraOfText } from '../parse.ts'
import { QueryError } from '../query-error.ts'
import { inScope, variablesWrittenIn } from '../variables.ts'

/** Solutions that are sent along: for each the terms of the same variables. */
export interface SentValues {
  readonly names: readonly string[]
  readonly rows: readonly (readonly Term[])[]
}

/** The group of a SERVICE as SPARQL text that another endpoint understands. */
export class ServiceText {
  readonly #inner: Operation

  /**
   * `toThere`: what a constant is called there. Throws a QueryError for a group whose text would not mean the same,
   * as far as reading it again tells.
   */
  constructor(inner: Operation, toThere: (term: TermOrVariable) => TermOrVariable) {
    this.#inner = withTerms(inner, toThere) as Operation
    const again = algebraOfText(this.query([], undefined))
    if (canonical(again['input']) !== canonical(projection([], this.#inner)['input']))
      throw new QueryError('unsupported', 'What stands in SERVICE cannot be written as a query of its own')
  }

  /** A SELECT of these variables; with values, of the solutions of the group that are compatible with one of them. */
  query(names: readonly string[], values: SentValues | undefined): string {
    const inner = values ? joined(valuesOf(values), this.#inner) : this.#inner
    const tree = toAst(projection(names, inner))
    plainStrings(tree)
    return new Generator().generate(tree)
  }
}

const mentioned = (part: Operation): Set<string> => variablesWrittenIn(part, true)

const variable = (value: string) => ({ termType: 'Variable', value })

/** Without variables a solution still counts, so that something has to be selected. */
function projection(names: readonly string[], inner: Operation): Operation {
  const whole = grouped(inner) as Operation
  // BIND at the end would be taken for an expression of the SELECT.
  const input = whole.type === 'extend' ? { type: 'union', input: [whole] } : whole
  if (names.length > 0) return { type: 'project', input, variables: names.map(variable) }
  const used = mentioned(inner)
  let name = 'found'
  while (used.has(name)) name += '_'
  const expression = { type: 'expression', subType: 'term', term: one }
  return {
    type: 'project',
    input: { type: 'extend', input, variable: variable(name), expression },
    variables: [variable(name)]
  }
}

const one = {
  termType: 'Literal',
  value: '1',
  language: '',
  direction: '',
  datatype: { termType: 'NamedNode', value: `${XSD}integer` }
}

const valuesOf = ({ names, rows }: SentValues): Operation => ({
  type: 'values',
  variables: names.map(variable),
  bindings: rows.map(row => Object.fromEntries(names.map((name, i) => [name, row[i]!])))
})

/**
 * Values joined with an operation, as far inside as they may stand: engines look at what stands together. What lies
 * between must not see more than it would have.
 */
function joined(values: Operation, operation: Operation): Operation {
  const names = inScope(values).possible
  const isBlind = (to: ReadonlySet<string>, certain: ReadonlySet<string>): boolean =>
    [...to].every(name => !names.has(name) || certain.has(name))
  const withInput = (first: Operation, ...others: unknown[]): Operation => ({
    ...operation,
    input: others.length > 0 ? [joined(values, first), ...others] : joined(values, first)
  })
  switch (operation.type) {
    case 'leftjoin':
    case 'minus': {
      const [left, right] = operation['input'] as [Operation, Operation]
      const expression = operation['expression'] as Operation | undefined
      const seen = new Set([...mentioned(right), ...(expression ? mentioned(expression) : [])])
      if (isBlind(seen, inScope(left).certain)) return withInput(left, right)
      break
    }
    case 'filter':
    case 'extend': {
      const input = operation['input'] as Operation
      const seen = mentioned(operation['expression'] as Operation)
      const made = operation['variable'] as { readonly value: string } | undefined
      if (isBlind(seen, inScope(input).certain) && !(made && names.has(made.value))) return withInput(input)
      break
    }
    case 'join':
      return { type: 'join', input: [values, ...(operation['input'] as Operation[])] }
  }
  return { type: 'join', input: [values, operation] }
}

/**
 * The writer puts OPTIONAL and MINUS of a group that is joined to another behind what stands before that group; a
 * union of one keeps it a group.
 */
function grouped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grouped)
  if (!isOperation(value)) return value
  const copy = copyOf(value, grouped)
  if (copy.type !== 'join') return copy
  const input = (copy['input'] as Operation[]).map((part, i) =>
    i > 0 && (part.type === 'leftjoin' || part.type === 'minus') ? { type: 'union', input: [part] } : part
  )
  return { ...copy, input }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Operations, expressions and paths; patterns and triple terms are terms. */
const isOperation = (value: unknown): value is Operation =>
  isObject(value) && typeof value['type'] === 'string' && value['termType'] === undefined

const isTerm = (value: unknown): value is TermOrVariable =>
  isObject(value) && typeof value['termType'] === 'string'

function copyOf<T extends object>(value: T, change: (part: unknown) => unknown): T {
  const copy = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>
  for (const [key, part] of Object.entries(value)) copy[key] = change(part)
  return copy as T
}

/** A copy of an operation in which each term is what it is called elsewhere. */
function withTerms(value: unknown, change: (term: TermOrVariable) => TermOrVariable): unknown {
  if (Array.isArray(value)) return value.map(part => withTerms(part, change))
  if (!isObject(value)) return value
  if (isTerm(value) && value.termType !== 'Quad') return change(value)
  return copyOf(value, part => withTerms(part, change))
}

/** `xsd:string` goes unsaid: stores of RDF 1.0 tell it from a plain literal. */
function plainStrings(node: unknown): void {
  const waiting = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isObject(next)) continue
    const datatype = next['langOrIri']
    if (next['subType'] === 'literal' && isObject(datatype) && datatype['value'] === `${XSD}string`)
      next['langOrIri'] = undefined
    for (const value of Object.values(next)) if (isObject(value)) waiting.push(value)
  }
}

/** An operation as text that is the same for operations that differ only in how joins are nested. */
function canonical(value: unknown): string {
  return JSON.stringify(canonicalPart(value))
}

function canonicalPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalPart)
  if (!isObject(value)) return value
  if (isTerm(value)) {
    if (value.termType === 'Variable') return `?${value.value}`
    if (value.termType !== 'Quad') return value.termType === 'DefaultGraph' ? '' : termText(value as Term)
    const { subject, predicate, object } = value as unknown as Record<string, unknown>
    return [subject, predicate, object].map(canonicalPart)
  }
  const { type, input } = value
  if (type === 'union' && Array.isArray(input) && input.length === 1) return canonicalPart(input[0])
  if (type === 'join') return { type, input: joinedParts(value as Operation) }
  if (type === 'expression' && typeof value['operator'] === 'string')
    return canonicalEntries({ ...value, operator: value['operator'].toLowerCase() })
  return canonicalEntries(value)
}

const canonicalEntries = (value: object): unknown =>
  Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, canonicalPart(part)])

/** What is joined, however it is nested; triples that follow each other as one pattern. */
function joinedParts(operation: Operation): unknown[] {
  const parts: unknown[] = []
  let patterns: unknown[] | undefined
  const collect = (part: Operation): void => {
    if (part.type === 'join') for (const inner of part['input'] as Operation[]) collect(inner)
    else if (part.type === 'bgp') {
      if (!patterns) {
        patterns = []
        parts.push(patterns)
      }
      patterns.push(...(part['patterns'] as unknown[]).map(canonicalPart))
    } else {
      patterns = undefined
      parts.push(canonicalPart(part))
    }
  }
  collect(operation)
  return parts
}
