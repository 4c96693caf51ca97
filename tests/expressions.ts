import { toAlgebra } from '@traqula/algebra-sparql-1-2'
import { Parser } from '@traqula/parser-sparql-1-2'
import { describe, expect, test } from 'vitest'
import { type FunctionContext, namedFunctionOf, scalarOf } from '../src/query/functions/functions.ts'
import { blankNode, prefixesOf, type Term, termText, typed, XSD } from '../src/rdf/rdf.ts'

interface Expression {
  readonly subType: 'term' | 'operator' | 'named'
  readonly term: Term
  readonly operator: string
  readonly name: Term
  readonly args: readonly Expression[]
}

const base = 'http://example.org/a/b'
const prefixes = {
  ...prefixesOf('https://data.example/'),
  '': 'http://example.org/',
  unit: 'http://qudt.org/vocab/unit#',
  uom: 'http://www.opengis.net/def/uom/OGC/1.0/'
}

const parser = new Parser()

/** An expression of SPARQL, as the algebra has it. */
export function expressionOf(text: string): Expression {
  const tree = parser.parse(`SELECT (${text} AS ?r) {}`, { prefixes: { ...prefixes }, baseIRI: base })
  const algebra = toAlgebra(tree, { prefixes: { ...prefixes }, baseIRI: base })
  const extend = algebra['input'] as { expression: Expression }
  return extend.expression
}

/** What functions are given in tests: chance that is none, and blank nodes by label for each solution. */
export function contextOf(row: object = {}): FunctionContext {
  const labels = new WeakMap<object, Map<string, Term>>()
  let count = 0
  return {
    now: typed('2026-08-01T12:00:00Z', `${XSD}dateTime`),
    base,
    row,
    random: () => 0.5,
    blankNode(solution, label) {
      const ofRow = labels.get(solution) ?? new Map<string, Term>()
      labels.set(solution, ofRow)
      const node = (label !== undefined && ofRow.get(label)) || blankNode(`n${count++}`)
      if (label !== undefined) ofRow.set(label, node)
      return node
    }
  }
}

/** The value of an expression without variables; undefined for an error. */
export function evaluated(expression: Expression, context = contextOf()): Term | undefined {
  if (expression.subType === 'term') return expression.term
  const found =
    expression.subType === 'named' ? namedFunctionOf(expression.name.value) : scalarOf(expression.operator)
  if (!found) throw new Error(`There is no function ${expression.operator ?? expression.name.value}`)
  if (expression.args.length < found.least || expression.args.length > found.most)
    throw new Error(
      `${expression.operator ?? expression.name.value} takes not ${expression.args.length} arguments`
    )
  const args = expression.args.map(arg => evaluated(arg, context))
  return args.includes(undefined) ? undefined : found.apply(args as Term[], context)
}

/** The value of an expression in N-Triples, datatypes of XSD shortened; `error` for an error. */
export function valueOfExpression(text: string, context?: FunctionContext): string {
  return spelled(evaluated(expressionOf(text), context))
}

export const spelled = (term: Term | undefined): string =>
  term
    ? termText(term as Parameters<typeof termText>[0])
        .replaceAll(new RegExp(`<${XSD}(\\w+)>`, 'g'), 'xsd:$1')
        .replace(/^"(.*)"\^\^xsd:(?:integer|boolean)$/, '$1')
    : 'error'

/** Expressions with their values: `error` for an error, integers and booleans without their datatype. */
export function table(name: string, rows: readonly (readonly [expression: string, value: string])[]): void {
  describe(name, () => {
    test.each(rows)('%s is %s', (expression, value) => {
      expect(valueOfExpression(expression)).toBe(value)
    })
  })
}

/** Numbers as results spell them. */
export const decimal = (value: string): string => `"${value}"^^xsd:decimal`
export const double = (value: string): string => `"${value}"^^xsd:double`
export const float = (value: string): string => `"${value}"^^xsd:float`
