/** The functions, operators and aggregates of SPARQL on terms, for whoever evaluates expressions. */
import { XSD } from '../../rdf/rdf.ts'
import { casts } from './casts.ts'
import { geographicFunctions } from './geography.ts'
import type { ScalarFunction } from './scalar.ts'
import { stringFunctions } from './string-functions.ts'
import { termFunctions } from './term-functions.ts'
import { valueFunctions } from './value-functions.ts'

export { type Aggregate, type AggregateName, aggregateOf } from './aggregates.ts'
export { compareValues, effectiveBoolean, sameTerm, termsEqual } from './comparison.ts'
export { type OrderKey, orderKeyOf, orderKeys, orderTerms } from './ordering.ts'
export { type PatternText, textOfPattern } from './pattern-text.ts'
export type { FunctionContext, Scalar, ScalarFunction } from './scalar.ts'

const scalars = new Map<string, ScalarFunction>(
  [termFunctions, stringFunctions, valueFunctions].flatMap(functions => Object.entries(functions))
)

const standardCasts: ReadonlySet<string> = new Set(
  ['boolean', 'double', 'float', 'decimal', 'integer', 'dateTime', 'string'].map(name => XSD + name)
)

/**
 * The function of an operator, by its name in the algebra, which is in lower case: `+`, `uminus`, `strlen`. Undefined
 * for unknown names, and for the forms that see more than terms: BOUND, IF, COALESCE, `||`, `&&`, IN, EXISTS.
 */
export const scalarOf = (operator: string): ScalarFunction | undefined => scalars.get(operator)

/** The function that an IRI names: a cast to a datatype of XSD, or one of GeoSPARQL or Wikidata. */
export const namedFunctionOf = (iri: string): ScalarFunction | undefined =>
  casts.get(iri) ?? geographicFunctions.get(iri)

/** The functions that an IRI names beyond those of SPARQL 1.1 itself (§17.5): more casts, and those for places. */
export const extensionFunctions: readonly string[] = [...casts.keys(), ...geographicFunctions.keys()].filter(
  name => !standardCasts.has(name)
)
