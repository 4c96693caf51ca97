import { type Literal, type Term, typedBy } from '../../rdf/rdf.ts'
import { type DurationType, datatypeOf, xsd } from './datatypes.ts'
import * as exact from './exact.ts'

/** A value of `xsd:duration` or of a datatype derived from it (XSD 1.1 part 2 §3.3.6); both parts have one sign. */
export interface Duration {
  readonly type: DurationType
  /** A safe integer. */
  readonly months: number
  readonly seconds: exact.Exact
}

const form =
  /^(-)?P(?=[\dT])(?:(\d{1,15})Y)?(?:(\d{1,15})M)?(?:(\d{1,15})D)?(?:T(?=\d)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** The duration that a text spells in the lexical space of the type; undefined for any other. */
export function parseDuration(text: string, type: DurationType): Duration | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  const [, sign, years, months, days, hours, minutes, seconds] = match
  if (type === 'dayTimeDuration' && (years || months)) return undefined
  if (type === 'yearMonthDuration' && (days || hours || minutes || seconds)) return undefined
  const part = (digits: string | undefined, unit: number): exact.Whole =>
    exact.times(Number(digits ?? 0), unit)
  const whole = exact.plus(exact.plus(part(days, 86_400), part(hours, 3600)), part(minutes, 60))
  const rest = exact.exactOf(seconds ?? '0')
  const all = rest && exact.add(exact.whole(whole), rest)
  const allMonths = Number(years ?? 0) * 12 + Number(months ?? 0)
  if (!all) return undefined
  return durationOf(type, sign ? 0 - allMonths : allMonths, sign ? exact.negated(all) : all)
}

/** A duration of these parts; undefined where their signs differ, or there are too many months to count exactly. */
export function durationOf(
  type: DurationType,
  months: number,
  seconds: exact.Exact | undefined
): Duration | undefined {
  if (!seconds || !Number.isSafeInteger(months)) return undefined
  if ((months < 0 && seconds.unscaled > 0) || (months > 0 && seconds.unscaled < 0)) return undefined
  return { type, months, seconds }
}

/** The value of a literal of a duration datatype; undefined of any other term. */
export function durationOfTerm(term: Term | undefined): Duration | undefined {
  if (term?.termType !== 'Literal') return undefined
  const datatype = datatypeOf(term)
  return datatype?.family === 'duration' ? parseDuration(term.value, datatype.type) : undefined
}

/** The canonical form (XSD 1.1 part 2 §E.2, "durationCanonicalMap"). */
export function durationText({ type, months, seconds }: Duration): string {
  const isNegative = months < 0 || seconds.unscaled < 0
  const allMonths = Math.abs(months)
  const size = isNegative ? exact.negated(seconds) : seconds
  const whole = exact.floor(size)
  const fraction = exact.subtract(size, whole) ?? exact.zero
  const [minutes, second] = exact.divided(whole.unscaled, 60)
  const [hours, minute] = exact.divided(minutes, 60)
  const [days, hour] = exact.divided(hours, 24)
  const rest = exact.add(exact.whole(second), fraction) ?? exact.zero
  const part = (value: exact.Whole, unit: string): string => (value === 0 ? '' : `${value}${unit}`)
  const date = part(Math.floor(allMonths / 12), 'Y') + part(allMonths % 12, 'M') + part(days, 'D')
  const time = part(hour, 'H') + part(minute, 'M') + (rest.unscaled === 0 ? '' : `${exact.textOf(rest)}S`)
  const body = date + (time && `T${time}`)
  return `${isNegative ? '-' : ''}P${body || (type === 'yearMonthDuration' ? '0M' : 'T0S')}`
}

export const durationTerm = (duration: Duration | undefined): Literal | undefined =>
  duration && typedBy(durationText(duration), xsd[duration.type])

export const equalDurations = (a: Duration, b: Duration): boolean =>
  a.months === b.months && exact.compare(a.seconds, b.seconds) === 0

/** Negative, 0 or positive; undefined where one has more months, and the other more seconds. */
export function compareDurations(a: Duration, b: Duration): number | undefined {
  const bySeconds = exact.compare(a.seconds, b.seconds)
  const byMonths = Math.sign(a.months - b.months)
  return bySeconds * byMonths < 0 ? undefined : bySeconds + byMonths
}

/** A month as a 4800th of the 146,097 days in 400 years. */
const secondsOfMonth = 2_629_746

/** A weak order of all durations, in which what is less by `compareDurations` is less. */
export function orderDurations(a: Duration, b: Duration): number {
  return exact.compare(length(a), length(b)) || Math.sign(a.months - b.months)
}

const length = ({ months, seconds }: Duration): exact.Exact =>
  exact.add(exact.whole(exact.times(months, secondsOfMonth)), seconds) ?? seconds
