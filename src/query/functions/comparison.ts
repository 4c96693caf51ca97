import { byCodePoint, type Literal, type Term } from '../../rdf/rdf.ts'
import { booleanOf, type Datatype, datatypeOf, directionOf } from './datatypes.ts'
import { compareDurations, type Duration, equalDurations, parseDuration } from './duration.ts'
import { compareMoments, type Moment, momentOfText } from './moment.ts'
import { compareNumeric, type Numeric, parseNumeric } from './numeric.ts'

/** The value of a literal of a known datatype, by the family of its datatype. */
export type Value =
  | { readonly family: 'number'; readonly value: Numeric }
  | { readonly family: 'moment'; readonly value: Moment }
  | { readonly family: 'duration'; readonly value: Duration }
  | { readonly family: 'boolean'; readonly value: boolean }
  | { readonly family: 'text'; readonly value: string }

/** The value that a text stands for in a datatype; undefined where it is not in its lexical space. */
export function parseValue(text: string, datatype: Datatype): Value | undefined {
  if (datatype.family === 'text') return { family: 'text', value: text }
  const value =
    datatype.family === 'number'
      ? parseNumeric(text, datatype)
      : datatype.family === 'moment'
        ? momentOfText(text, datatype)
        : datatype.family === 'duration'
          ? parseDuration(text, datatype.type)
          : booleanOf(text)
  return value === undefined ? undefined : ({ family: datatype.family, value } as Value)
}

/** Whether two literals are the same term; language tags are so in any case (RDF 1.2 Concepts §3.3). */
const sameLiteral = (a: Literal, b: Literal): boolean =>
  a.value === b.value &&
  a.datatype.value === b.datatype.value &&
  (a.language === b.language || a.language.toLowerCase() === b.language.toLowerCase()) &&
  directionOf(a) === directionOf(b)

/** SAMETERM (SPARQL 1.2 Query §17.4.1): whether two terms are the same, however equal their values. */
export function sameTerm(a: Term, b: Term): boolean {
  if (a === b) return true
  if (a.termType === 'Literal') return b.termType === 'Literal' && sameLiteral(a, b)
  if (a.termType === 'Quad')
    return (
      b.termType === 'Quad' &&
      sameTerm(a.subject, b.subject) &&
      sameTerm(a.predicate, b.predicate) &&
      sameTerm(a.object, b.object)
    )
  return a.termType === b.termType && a.value === b.value
}

/**
 * The operator `=` (SPARQL 1.2 Query §17.3 and §17.4.1): values where both are known, which are different where their
 * datatypes have no value in common; else true for the same term, and undefined, an error, for literals that may or
 * may not be equal: those of unknown datatypes, ill-typed ones, and times whose order is not known for want of a zone.
 */
export function termsEqual(a: Term, b: Term): boolean | undefined {
  if (a.termType === 'Literal') return b.termType === 'Literal' ? equalLiterals(a, b) : false
  if (a.termType === 'Quad') {
    if (b.termType !== 'Quad') return false
    const parts = [termsEqual(a.subject, b.subject), termsEqual(a.predicate, b.predicate)]
    if (parts.includes(false)) return false
    const objects = termsEqual(a.object, b.object)
    return objects === false ? false : parts.includes(undefined) ? undefined : objects
  }
  return a.termType === b.termType && a.value === b.value
}

function equalLiterals(a: Literal, b: Literal): boolean | undefined {
  if (a.language !== '' || b.language !== '') return sameLiteral(a, b)
  const [ofA, ofB] = [datatypeOf(a), datatypeOf(b)]
  if (!ofA || !ofB) return sameLiteral(a, b) || undefined
  if (ofA.family === 'text' && ofB.family === 'text') return a.value === b.value
  const [x, y] = [parseValue(a.value, ofA), parseValue(b.value, ofB)]
  if (!x || !y) return sameLiteral(a, b) || undefined
  return equalValues(x, y)
}

function equalValues(a: Value, b: Value): boolean | undefined {
  if (a.family === 'number' && b.family === 'number') return compareNumeric(a.value, b.value) === 0
  if (a.family === 'duration' && b.family === 'duration') return equalDurations(a.value, b.value)
  if (a.family === 'moment' && b.family === 'moment') {
    if (a.value.kind !== b.value.kind) return false
    const order = compareMoments(a.value, b.value)
    return order === undefined ? undefined : order === 0
  }
  return a.family === b.family && a.value === b.value
}

/**
 * How two values lie by the operators `< > <= >=` (SPARQL 1.2 Query §17.3): negative, 0 or positive; NaN, which all
 * four find false, where one is not a number; undefined, an error, where the operators are not defined for them.
 * They are for numbers, plain strings by code point, booleans, dates and times of one kind, and durations.
 */
export function compareValues(a: Term, b: Term): number | undefined {
  if (a.termType !== 'Literal' || b.termType !== 'Literal') return undefined
  const [ofA, ofB] = [datatypeOf(a), datatypeOf(b)]
  if (!ofA || !ofB || ofA.family !== ofB.family) return undefined
  if (ofA.family === 'text') return byCodePoint(a.value, b.value)
  const [x, y] = [parseValue(a.value, ofA), parseValue(b.value, ofB)]
  if (!x || !y) return undefined
  if (x.family === 'number' && y.family === 'number') return compareNumeric(x.value, y.value)
  if (x.family === 'moment' && y.family === 'moment') return compareMoments(x.value, y.value)
  if (x.family === 'duration' && y.family === 'duration') return compareDurations(x.value, y.value)
  return Number(x.value) - Number(y.value)
}

/**
 * The effective boolean value (SPARQL 1.2 Query §17.2.2) of a boolean, a string without language, or a number;
 * undefined, an error, of any other term, and of ill-typed literals.
 */
export function effectiveBoolean(term: Term): boolean | undefined {
  if (term.termType !== 'Literal') return undefined
  const datatype = datatypeOf(term)
  if (datatype?.family === 'boolean') return booleanOf(term.value)
  if (datatype?.family === 'text') return term.value !== ''
  if (datatype?.family !== 'number') return undefined
  const number = parseNumeric(term.value, datatype)
  if (!number) return undefined
  return 'exact' in number ? number.exact.unscaled !== 0 : number.double !== 0 && !Number.isNaN(number.double)
}
