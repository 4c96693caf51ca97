import { type Literal, sharedIri, type Term, text, typedBy } from '../../rdf/rdf.ts'
import { parseValue, type Value } from './comparison.ts'
import {
  booleanTerm,
  type Datatype,
  type DurationType,
  datatypeOf,
  datatypes,
  type MomentKind,
  type NumericType
} from './datatypes.ts'
import { type Duration, durationOf, durationTerm, durationText } from './duration.ts'
import * as exact from './exact.ts'
import { fieldsOf, type Moment, momentTerm, momentText, momentWith } from './moment.ts'
import { castText, decimalOf, doubleOf, type Numeric, numericTerm } from './numeric.ts'
import { of1, type ScalarFunction } from './scalar.ts'

type NumberDatatype = Extract<Datatype, { family: 'number' }>

/**
 * The constructor functions of XSD's datatypes (SPARQL 1.2 Query §17.5, XPath F&O 3.1 §19), by the IRIs of the
 * datatypes: of a literal with a known value, or of a string that spells one, white space around it aside.
 */
export const casts: ReadonlyMap<string, ScalarFunction> = new Map(
  [...datatypes].map(([datatype, target]) => [
    datatype,
    target.family === 'text' ? of1(toText) : of1(term => cast(term, datatype, target))
  ])
)

function cast(term: Term, iri: string, target: Datatype): Literal | undefined {
  if (term.termType !== 'Literal') return undefined
  const source = datatypeOf(term)
  const value =
    source?.family === 'text'
      ? parseValue(trimmed(term.value), target)
      : source && parseValue(term.value, source)
  if (!value) return undefined
  switch (target.family) {
    case 'boolean':
      return booleanTerm(toBoolean(value))
    case 'number': {
      const number = toNumber(value, target)
      return number && (target.type === 'integer' ? integerOf(number, iri, target) : numericTerm(number))
    }
    case 'moment': {
      const moment = value.family === 'moment' ? toMoment(value.value, target.kind) : undefined
      return target.zoned && moment?.zone === undefined ? undefined : retyped(momentTerm(moment), iri)
    }
    case 'duration':
      return value.family === 'duration' ? durationTerm(toDuration(value.value, target.type)) : undefined
    case 'text':
      return undefined
  }
}

/** White space as XSD knows it, which other white space is not. */
const trimmed = (words: string): string => words.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')

/** `xsd:string`: the canonical form of what is known; the text of what is not, and of an IRI. */
function toText(term: Term): Literal | undefined {
  if (term.termType === 'NamedNode') return text(term.value)
  if (term.termType !== 'Literal') return undefined
  const datatype = datatypeOf(term)
  if (!datatype) return text(term.value)
  const value = parseValue(term.value, datatype)
  return value && text(textOf(value))
}

function textOf(value: Value): string {
  switch (value.family) {
    case 'number':
      return castText(value.value)
    case 'moment':
      return momentText(value.value)
    case 'duration':
      return durationText(value.value)
    default:
      return String(value.value)
  }
}

function toBoolean(value: Value): boolean | undefined {
  if (value.family === 'boolean') return value.value
  if (value.family !== 'number') return undefined
  const number = value.value
  if ('exact' in number) return number.exact.unscaled !== 0
  return number.double !== 0 && !Number.isNaN(number.double)
}

function toNumber(value: Value, { type }: NumberDatatype): Numeric | undefined {
  const number: Numeric | undefined =
    value.family === 'boolean'
      ? { type: 'integer', exact: exact.whole(value.value ? 1 : 0) }
      : value.family === 'number'
        ? value.value
        : undefined
  return number && asType(number, type)
}

function asType(number: Numeric, type: NumericType): Numeric | undefined {
  if (type === 'float' || type === 'double') {
    const double = doubleOf(number)
    return { type, double: type === 'float' ? Math.fround(double) : double }
  }
  const decimal = decimalOf(number)
  return decimal && { type, exact: type === 'integer' ? exact.truncated(decimal) : decimal }
}

/** An integer of a derived datatype, where it is within the bounds of that. */
function integerOf(number: Numeric, iri: string, { least, most }: NumberDatatype): Literal | undefined {
  if (!('exact' in number)) return undefined
  const { unscaled } = number.exact
  if ((least !== undefined && unscaled < least) || (most !== undefined && unscaled > most)) return undefined
  return retyped(numericTerm(number), iri)
}

const retyped = (literal: Literal | undefined, iri: string): Literal | undefined =>
  !literal || literal.datatype.value === iri ? literal : typedBy(literal.value, sharedIri(iri))

/** What a kind of moment says of another: all of dates from times of dates, and the first moment of a date. */
function toMoment(moment: Moment, kind: MomentKind): Moment | undefined {
  if (moment.kind === kind) return moment
  const isDate = moment.kind === 'date' || moment.kind === 'dateTime'
  if (!isDate || (kind === 'time' && moment.kind !== 'dateTime')) return undefined
  return momentWith(kind, fieldsOf(moment), moment.zone)
}

const toDuration = ({ months, seconds }: Duration, type: DurationType): Duration | undefined =>
  durationOf(
    type,
    type === 'dayTimeDuration' ? 0 : months,
    type === 'yearMonthDuration' ? exact.zero : seconds
  )
