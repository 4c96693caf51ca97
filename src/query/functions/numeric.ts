import { type Literal, type Term, typedBy } from '../../rdf/rdf.ts'
import { type Datatype, datatypeOf, type NumericType, xsd } from './datatypes.ts'
import * as exact from './exact.ts'

/** A numeric value: integers and decimals exactly, floats (already rounded to one) and doubles as they are. */
export type Numeric =
  | { readonly type: 'integer' | 'decimal'; readonly exact: exact.Exact }
  | { readonly type: 'float' | 'double'; readonly double: number }

const floating = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/

/** The number that a lexical form stands for in a datatype; undefined where it is not in its lexical space. */
export function parseNumeric(
  text: string,
  { type, least, most }: Extract<Datatype, { family: 'number' }>
): Numeric | undefined {
  if (type === 'integer') {
    const value = exact.wholeOf(text)
    if (value === undefined) return undefined
    if ((least !== undefined && value < least) || (most !== undefined && value > most)) return undefined
    return { type, exact: { unscaled: value, scale: 0 } }
  }
  if (type === 'decimal') {
    const value = exact.exactOf(text)
    return value && { type, exact: value }
  }
  if (!floating.test(text)) return undefined
  const double = Number(text.replace('INF', 'Infinity'))
  return { type, double: type === 'float' ? Math.fround(double) : double }
}

/** The value of a numeric literal, of any datatype derived from a numeric one; undefined of any other term. */
export function numericOf(term: Term | undefined): Numeric | undefined {
  if (term?.termType !== 'Literal') return undefined
  const datatype = datatypeOf(term)
  return datatype?.family === 'number' ? parseNumeric(term.value, datatype) : undefined
}

/** The nearest double. */
export const doubleOf = (value: Numeric): number =>
  'exact' in value ? exact.approximately(value.exact) : value.double

/**
 * The decimal of a number; of a float or double an integer exactly, and anything else as the fewest digits that are
 * read back as the same, which is what whoever wrote it meant. Undefined of infinities and NaN.
 */
export function decimalOf(value: Numeric): exact.Exact | undefined {
  if ('exact' in value) return value.exact
  const { double, type } = value
  if (!Number.isFinite(double)) return undefined
  return exact.shortest(Number.isInteger(double) ? double : Number(scientific(double, type)))
}

/** The number as a literal in canonical form (XSD 1.1 part 2 §3.3.3–5, §3.4.13). */
export const numericTerm = (value: Numeric): Literal => typedBy(numericText(value), xsd[value.type])

export const numericText = (value: Numeric): string =>
  'exact' in value ? exact.textOf(value.exact) : floatingText(value.double, value.type)

export const integerTerm = (value: exact.Whole): Literal => typedBy(String(value), xsd.integer)
export const doubleTerm = (value: number): Literal => typedBy(floatingText(value, 'double'), xsd.double)

/** Mantissa and exponent in the fewest digits that are read back as the same value. */
function scientific(value: number, type: 'float' | 'double'): string {
  if (type === 'double') return value.toExponential()
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits)
    if (Math.fround(Number(text)) === value) return text
  }
  return value.toExponential()
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN'
  return value === Number.POSITIVE_INFINITY ? 'INF' : value === Number.NEGATIVE_INFINITY ? '-INF' : undefined
}

function floatingText(value: number, type: 'float' | 'double'): string {
  const special = notFinite(value)
  if (special) return special
  const [mantissa = '', exponent = ''] = scientific(value, type).split('e')
  const sign = Object.is(value, -0) ? '-' : ''
  return `${sign}${mantissa}${mantissa.includes('.') ? '' : '.0'}E${exponent.replace('+', '')}`
}

/** The number as a cast to `xsd:string` has it (XPath F&O 3.1 §19.1.2.2): between 10⁻⁶ and 10⁶ without exponent. */
export function castText(value: Numeric): string {
  if ('exact' in value) return exact.textOf(value.exact)
  const { double, type } = value
  const size = Math.abs(double)
  if (double === 0) return Object.is(double, -0) ? '-0' : '0'
  if (!(size >= 1e-6 && size < 1e6)) return floatingText(double, type)
  return exact.textOf(decimalOf(value) ?? exact.zero)
}

const ranks: Readonly<Record<NumericType, number>> = { integer: 0, decimal: 1, float: 2, double: 3 }

/** The type in which two numbers are reckoned with: the wider of theirs (SPARQL 1.2 Query §17.3, type promotion). */
const wider = (a: NumericType, b: NumericType): NumericType => (ranks[a] >= ranks[b] ? a : b)

const floatingOf = (value: number, type: NumericType): Numeric =>
  type === 'float' ? { type, double: Math.fround(value) } : { type: 'double', double: value }

const exactOf = (value: exact.Exact | undefined, type: NumericType): Numeric | undefined =>
  value && { type: type === 'integer' ? type : 'decimal', exact: value }

/** As a value of the type, which is as wide as its own or wider. */
const promoted = (value: Numeric, type: NumericType): number =>
  type === 'float' ? Math.fround(doubleOf(value)) : doubleOf(value)

const operation =
  (
    ofExact: (a: exact.Exact, b: exact.Exact) => exact.Exact | undefined,
    ofDoubles: (a: number, b: number) => number,
    isClosed = true
  ) =>
  (a: Numeric, b: Numeric): Numeric | undefined => {
    const type = wider(a.type, b.type)
    if ('exact' in a && 'exact' in b) return exactOf(ofExact(a.exact, b.exact), isClosed ? type : 'decimal')
    return floatingOf(ofDoubles(promoted(a, type), promoted(b, type)), type)
  }

/** XPath `op:numeric-add`; undefined where the result has more than 4096 digits, as with the others. */
export const add = operation(exact.add, (a, b) => a + b)
export const subtract = operation(exact.subtract, (a, b) => a - b)
export const multiply = operation(exact.multiply, (a, b) => a * b)
/** XPath `op:numeric-divide`: of integers a decimal; undefined for a division of integers or decimals by zero. */
export const divide = operation(exact.divide, (a, b) => a / b, false)

const unary =
  (ofExact: (value: exact.Exact) => exact.Exact, ofDouble: (value: number) => number) =>
  (value: Numeric): Numeric =>
    'exact' in value
      ? { type: value.type, exact: ofExact(value.exact) }
      : { type: value.type, double: ofDouble(value.double) }

export const negate = unary(exact.negated, value => -value)
export const absolute = unary(value => (value.unscaled < 0 ? exact.negated(value) : value), Math.abs)
export const ceil = unary(exact.ceil, Math.ceil)
export const floor = unary(exact.floor, Math.floor)
/** The nearest integer; of two the greater (XPath `fn:round`). */
export const round = unary(exact.round, Math.round)

/** Negative, 0 or positive after promotion, as the operators have it; NaN where either is NaN. */
export function compareNumeric(a: Numeric, b: Numeric): number {
  if ('exact' in a && 'exact' in b) return exact.compare(a.exact, b.exact)
  const type = wider(a.type, b.type)
  const [x, y] = [promoted(a, type), promoted(b, type)]
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN
}

/**
 * A weak order of all numbers by their very values, NaN before all. Promotion makes numbers of different types
 * equal that are not, so that `=` is not transitive; whatever is less by it is so here too.
 */
export function orderNumeric(a: Numeric, b: Numeric): number {
  const [x, y] = [doubleOf(a), doubleOf(b)]
  if (x < y) return -1
  if (x > y) return 1
  if ('double' in a && 'double' in b) return x === y ? 0 : Number(Number.isNaN(y)) - Number(Number.isNaN(x))
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? -1 : 1
  // Only an exact number can be so large that it seems infinite.
  if ('double' in a && !Number.isFinite(a.double)) return a.double > 0 ? 1 : -1
  if ('double' in b && !Number.isFinite(b.double)) return b.double > 0 ? -1 : 1
  return exact.compare(veryValue(a), veryValue(b))
}

const veryValue = (value: Numeric): exact.Exact =>
  'exact' in value ? value.exact : exact.binary(value.double)
