import type { Value } from '../alignment/alignment.ts'

export type TimeValue = Value & { readonly type: 'time' }

/** The days a time may mean, as numbers that stand in the order of the days; both ends included. */
export interface TimeSpan {
  readonly first: number
  readonly last: number
}

/** As spans number days: every month has 31. */
export const daysInYear = 372

// Each is compared with many others.
const spans = new WeakMap<TimeValue, TimeSpan>()

/** The days that a time of its precision may mean. */
export function spanOf(value: TimeValue): TimeSpan {
  let span = spans.get(value)
  if (!span) {
    span = readSpan(value)
    spans.set(value, span)
  }
  return span
}

function readSpan({ time, precision }: TimeValue): TimeSpan {
  const [, years = '0', months = '1', days = '1'] = /^(-?\d+)-(\d\d)-(\d\d)/.exec(time) ?? []
  const [year, month, day] = [Number(years), Number(months), Number(days)]
  if (precision >= 11) return { first: dayNumber(year, month, day), last: dayNumber(year, month, day) }
  if (precision === 10) return { first: dayNumber(year, month, 1), last: dayNumber(year, month, 31) }
  const [from, to] = precision === 9 ? [year, year] : yearsOf(year, precision)
  return { first: dayNumber(from, 1, 1), last: dayNumber(to, 12, 31) }
}

/** Whether all days of one time are days of the other, which is then the coarser, or the same. */
export function holds(coarser: TimeValue, finer: TimeValue): boolean {
  const [outer, inner] = [spanOf(coarser), spanOf(finer)]
  return outer.first <= inner.first && inner.last <= outer.last
}

/** Whether all days of one span come after all of another; of what is not known nobody can tell. */
export const isAfter = (a: TimeSpan | undefined, b: TimeSpan | undefined): boolean =>
  a !== undefined && b !== undefined && a.first > b.last

/** The order of times: by their first days, the finer first. */
export const byTime = (a: TimeValue, b: TimeValue): number =>
  spanOf(a).first - spanOf(b).first || spanOf(a).last - spanOf(b).last

/** A time in words, for people: `2002-10-07`, `2002-10`, `2002`, `the 1990s`, `the 20th century`. */
export function timeWords({ time, precision }: TimeValue): string {
  const [, years = '', rest = ''] = /^(-?\d+)(-\d\d-\d\d)/.exec(time) ?? []
  if (precision >= 11) return years + rest
  if (precision === 10) return years + rest.slice(0, 3)
  const year = Number(years)
  const [number, era] = year > 0 ? [year, ''] : [1 - year, ' BC']
  if (precision === 9) return years
  if (precision === 8) return `the ${Math.floor(number / 10) * 10}s${era}`
  return `the ${ordinal(Math.ceil(number / 100))} century${era}`
}

/** `on 2002-10-07`, `in 2002`. */
export const momentWords = (time: TimeValue): string =>
  `${time.precision > 10 ? 'on' : 'in'} ${timeWords(time)}`

/** The calendar has no day of this number, but days keep their order, whatever the length of a month. */
const dayNumber = (year: number, month: number, day: number): number =>
  year * daysInYear + (month - 1) * 31 + (day - 1)

/** The first and the last year of the decade or century that a year is in; year 0 is 1 BC. */
function yearsOf(year: number, precision: number): [number, number] {
  const number = year > 0 ? year : 1 - year
  const [near, far] =
    precision === 8
      ? [Math.max(1, Math.floor(number / 10) * 10), Math.floor(number / 10) * 10 + 9]
      : [Math.ceil(number / 100) * 100 - 99, Math.ceil(number / 100) * 100]
  return year > 0 ? [near, far] : [1 - far, 1 - near]
}

function ordinal(n: number): string {
  const teens = n % 100 > 10 && n % 100 < 14
  return `${n}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}
