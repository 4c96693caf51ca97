import { byCodePoint, type Literal, type Term } from '../../rdf/rdf.ts'
import { parseValue, type Value } from './comparison.ts'
import { datatypeOf, directionOf } from './datatypes.ts'
import { orderDurations } from './duration.ts'
import * as exact from './exact.ts'
import type { Moment } from './moment.ts'
import { orderNumeric } from './numeric.ts'

/** Which terms come before which others: none, blank nodes, IRIs, literals, triple terms (SPARQL 1.2 Query §15.1). */
const places: Readonly<Record<string, number>> = { BlankNode: 1, NamedNode: 2, Literal: 3, Quad: 9 }
/** And which literals before which others; tagged strings are among the plain ones, unknown literals come last. */
const families: Readonly<Record<Value['family'], number>> = {
  number: 3,
  text: 4,
  boolean: 5,
  moment: 6,
  duration: 7
}
const unknown = 8

/** A term with its value, read once for many comparisons. */
export interface OrderKey {
  readonly term: Term | undefined
  readonly place: number
  /** Of a literal whose value is known, but for strings. */
  readonly value: Value | undefined
}

const unbound: OrderKey = { term: undefined, place: 0, value: undefined }

/** What `orderKeys` compares a term by; undefined stands for an unbound variable or an error. */
export function orderKeyOf(term: Term | undefined): OrderKey {
  if (!term) return unbound
  if (term.termType !== 'Literal') return { term, place: places[term.termType] ?? 0, value: undefined }
  if (term.language !== '') return { term, place: families.text, value: undefined }
  const datatype = datatypeOf(term)
  const value = datatype && (datatype.family === 'text' ? undefined : parseValue(term.value, datatype))
  if (!value) return { term, place: datatype?.family === 'text' ? families.text : unknown, value }
  return { term, place: families[value.family], value }
}

/**
 * The order of ORDER BY, with the same keys (SPARQL 1.2 Query §15.1): 0 for equal values, so that the next condition
 * may decide. What is less by the operator `<` is less here too, and the order is one of all terms: see `orderTerms`.
 */
export function orderKeys(a: OrderKey, b: OrderKey): number {
  if (a.place !== b.place) return a.place - b.place
  if (a.value && b.value) return orderValues(a.value, b.value)
  if (!a.term || !b.term) return 0
  return a.term.termType === 'Quad' && b.term.termType === 'Quad'
    ? byParts(a.term, b.term, (x, y) => orderKeys(orderKeyOf(x), orderKeyOf(y)))
    : (a.place === unknown ? byDatatype(a.term, b.term) : 0) || byCodePoint(a.term.value, b.term.value)
}

function orderValues(a: Value, b: Value): number {
  if (a.family === 'number' && b.family === 'number') return orderNumeric(a.value, b.value)
  if (a.family === 'moment' && b.family === 'moment')
    return axis(a.value) - axis(b.value) || exact.compare(a.value.instant, b.value.instant)
  if (a.family === 'duration' && b.family === 'duration') return orderDurations(a.value, b.value)
  return Number(a.value) - Number(b.value)
}

/** Dates, times of dates, months and years share one axis; the others recur, and have one each. */
const axis = ({ kind }: Moment): number => {
  if (kind === 'time') return 1
  return kind === 'gMonth' ? 2 : kind === 'gMonthDay' ? 3 : kind === 'gDay' ? 4 : 0
}

type TripleTerm = Extract<Term, { termType: 'Quad' }>

const byParts = (a: TripleTerm, b: TripleTerm, order: (x: Term, y: Term) => number): number =>
  order(a.subject, b.subject) || order(a.predicate, b.predicate) || order(a.object, b.object)

const byDatatype = (a: Term, b: Term): number =>
  byCodePoint((a as Literal).datatype.value, (b as Literal).datatype.value)

/**
 * A total order of all terms, 0 for the same term alone: that of ORDER BY, then, for literals of equal values, by
 * language and direction (none before any), datatype and lexical form. Undefined, which is unbound, comes first. Within literals: numbers
 * by their very values (NaN first), strings by code point whatever their language, booleans, dates and times on one
 * axis (without a zone as if in UTC), durations (a month as 30.436875 days), then what has no known value.
 */
export function orderTerms(a: Term | undefined, b: Term | undefined): number {
  return a === b ? 0 : orderKeys(orderKeyOf(a), orderKeyOf(b)) || orderEqual(a, b)
}

/** The order of terms that are of equal value. */
function orderEqual(a: Term | undefined, b: Term | undefined): number {
  if (a?.termType === 'Literal' && b?.termType === 'Literal')
    return (
      byCodePoint(a.language.toLowerCase(), b.language.toLowerCase()) ||
      byCodePoint(directionOf(a), directionOf(b)) ||
      byDatatype(a, b) ||
      byCodePoint(a.value, b.value)
    )
  return a?.termType === 'Quad' && b?.termType === 'Quad' ? byParts(a, b, orderTerms) : 0
}
