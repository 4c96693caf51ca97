import type { Literal, Term } from '../../rdf/rdf.ts'
import { type Duration, durationOf, durationOfTerm, durationTerm } from './duration.ts'
import * as exact from './exact.ts'
import {
  daysIn,
  fieldsOf,
  type Moment,
  type MomentFields,
  momentOfTerm,
  momentTerm,
  momentWith
} from './moment.ts'
import { decimalOf, type Numeric, numericOf, numericTerm } from './numeric.ts'

/**
 * Sums, differences, products and quotients with times and durations (XPath F&O 3.1 §8.4 and §9.7); undefined where
 * the operands have none. Of `xsd:duration`, months are added before seconds (XSD 1.1 part 2 §E.3.3).
 */
export function addTemporal(a: Term, b: Term): Literal | undefined {
  const [momentA, durationB] = [momentOfTerm(a), durationOfTerm(b)]
  if (momentA && durationB) return momentTerm(later(momentA, durationB))
  const durationA = durationOfTerm(a)
  if (durationA && durationB) return durationTerm(sum(durationA, durationB))
  const momentB = momentOfTerm(b)
  return durationA && momentB && momentTerm(later(momentB, durationA))
}

export function subtractTemporal(a: Term, b: Term): Literal | undefined {
  const durationB = durationOfTerm(b)
  if (durationB) {
    const momentA = momentOfTerm(a)
    if (momentA) return momentTerm(later(momentA, opposite(durationB)))
    const durationA = durationOfTerm(a)
    return durationA && durationTerm(sum(durationA, opposite(durationB)))
  }
  const [from, to] = [momentOfTerm(a), momentOfTerm(b)]
  if (!from || !to || from.kind !== to.kind || !['dateTime', 'date', 'time'].includes(from.kind))
    return undefined
  // With one zone unknown, so is how much lies between them.
  if ((from.zone === undefined) !== (to.zone === undefined)) return undefined
  return durationTerm(durationOf('dayTimeDuration', 0, exact.subtract(from.instant, to.instant)))
}

export function multiplyTemporal(a: Term, b: Term): Literal | undefined {
  const duration = durationOfTerm(a)
  if (duration) return timesNumber(duration, numericOf(b))
  const other = durationOfTerm(b)
  return other && timesNumber(other, numericOf(a))
}

export function divideTemporal(a: Term, b: Term): Literal | undefined {
  const dividend = durationOfTerm(a)
  if (!dividend) return undefined
  const divisor = durationOfTerm(b)
  if (divisor) {
    if (dividend.type !== divisor.type || dividend.type === 'duration') return undefined
    const ofMonths = dividend.type === 'yearMonthDuration'
    const quotient = ofMonths
      ? exact.divide(exact.whole(dividend.months), exact.whole(divisor.months))
      : exact.divide(dividend.seconds, divisor.seconds)
    return quotient && numericTerm({ type: 'decimal', exact: quotient })
  }
  const value = numericOf(b)
  const number = value && decimalOf(value)
  return number && scaled(dividend, value => exact.divide(value, number))
}

const opposite = ({ type, months, seconds }: Duration): Duration => ({
  type,
  months: 0 - months,
  seconds: exact.negated(seconds)
})

const sum = (a: Duration, b: Duration): Duration | undefined =>
  durationOf(a.type === b.type ? a.type : 'duration', a.months + b.months, exact.add(a.seconds, b.seconds))

function timesNumber(duration: Duration, factor: Numeric | undefined): Literal | undefined {
  const number = factor && decimalOf(factor)
  return number && scaled(duration, value => exact.multiply(value, number))
}

/** Months become whole ones; a general duration, which could not be rounded so, has no such product. */
function scaled(
  duration: Duration,
  by: (value: exact.Exact) => exact.Exact | undefined
): Literal | undefined {
  if (duration.type === 'duration') return undefined
  const months = by(exact.whole(duration.months))
  const seconds = by(duration.seconds)
  return months && durationTerm(durationOf(duration.type, Number(exact.round(months).unscaled), seconds))
}

/** The moment after a duration. A day that its month does not have is the last of it. */
function later(moment: Moment, { type, months, seconds }: Duration): Moment | undefined {
  const { kind, zone } = moment
  if (kind === 'time') {
    if (type !== 'dayTimeDuration') return undefined
    const instant = exact.add(moment.instant, seconds)
    return instant && momentWith('time', fieldsOf({ kind, instant, zone }), zone)
  }
  if (kind !== 'dateTime' && kind !== 'date') return undefined
  const start = months === 0 ? moment : momentWith(kind, afterMonths(fieldsOf(moment), months), zone)
  const instant = start && exact.add(start.instant, seconds)
  if (!instant || Math.abs(exact.approximately(instant)) > mostSeconds) return undefined
  // A date drops the time of the day it comes to.
  return kind === 'date'
    ? momentWith('date', fieldsOf({ kind, instant, zone }), zone)
    : { kind, instant, zone }
}

/** Years of nine digits are the longest. */
const mostSeconds = 32_000_000_000_000_000

function afterMonths(fields: MomentFields, months: number): MomentFields {
  const all = fields.year * 12 + fields.month - 1 + months
  const year = Math.floor(all / 12)
  const month = all - year * 12 + 1
  return { ...fields, year, month, day: Math.min(fields.day, daysIn(year, month)) }
}

/** How far a moment's zone is from UTC, as an `xsd:dayTimeDuration`. */
export const zoneTerm = (zone: number): Literal | undefined =>
  durationTerm(durationOf('dayTimeDuration', 0, exact.whole(zone * 60)))
