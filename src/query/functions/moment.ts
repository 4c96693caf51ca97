import { type Literal, type Term, typedBy } from '../../rdf/rdf.ts'
import { type Datatype, datatypeOf, type MomentKind, xsd } from './datatypes.ts'
import * as exact from './exact.ts'

/** A value of the date and time datatypes (XSD 1.1 part 2 §3.3.7–14). */
export interface Moment {
  readonly kind: MomentKind
  /**
   * Its first instant in seconds since 1970-01-01T00:00:00Z; without a zone as if it were in UTC. What it does not
   * say is taken of December 31, 1972 (for years and months: the first of them).
   */
  readonly instant: exact.Exact
  /** Minutes east of UTC, -840 to 840; undefined where it is said for no zone. */
  readonly zone: number | undefined
}

/** The parts of a moment in its own zone. */
export interface MomentFields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 0 to less than 60. */
  readonly second: exact.Exact
}

const year = '(-?(?:0\\d{3}|[1-9]\\d{3,8}))'
const month = '(\\d\\d)'
const day = '(\\d\\d)'
const clock = '(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?)'
const zone = '(Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))?'

/** The lexical forms, with groups for year, month, day, hour, minute, second and zone; years have up to nine digits. */
const forms: Readonly<Record<MomentKind, RegExp>> = {
  dateTime: new RegExp(`^${year}-${month}-${day}T${clock}${zone}$`),
  date: new RegExp(`^${year}-${month}-${day}()()()${zone}$`),
  time: new RegExp(`^()()()${clock}${zone}$`),
  gYear: new RegExp(`^${year}()()()()()${zone}$`),
  gYearMonth: new RegExp(`^${year}-${month}()()()()${zone}$`),
  gMonth: new RegExp(`^()--${month}()()()()${zone}$`),
  gMonthDay: new RegExp(`^()--${month}-${day}()()()${zone}$`),
  gDay: new RegExp(`^()()---${day}()()()${zone}$`)
}
/** What a kind does not say, 0 for what it does; the year is a leap year, the month a long one. */
const absent: Readonly<Record<MomentKind, readonly [year: number, month: number, day: number]>> = {
  dateTime: [0, 0, 0],
  date: [0, 0, 0],
  time: [1972, 12, 31],
  gYear: [0, 1, 1],
  gYearMonth: [0, 0, 1],
  gMonth: [1972, 0, 1],
  gMonthDay: [1972, 0, 0],
  gDay: [1972, 12, 0]
}

/** The moment that a text spells in the lexical space of a kind; undefined for any other. */
export function parseMoment(text: string, kind: MomentKind): Moment | undefined {
  const match = forms[kind].exec(text)
  if (!match) return undefined
  const year = match[1] ? Number(match[1]) : absent[kind][0]
  const month = match[2] ? Number(match[2]) : absent[kind][1]
  const day = match[3] ? Number(match[3]) : absent[kind][2]
  const [hour, minute] = [Number(match[4]), Number(match[5])]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || minute > 59) return undefined
  const second = exact.exactOf(match[6] || '0')
  if (!second || exact.compare(second, exact.whole(60)) >= 0) return undefined
  if (hour > 24 || (hour === 24 && (minute > 0 || second.unscaled !== 0))) return undefined
  // The end of the day is the begin of the next; of a time, that of the same.
  const hours = kind === 'time' ? hour % 24 : hour
  return momentOf(kind, daysTo(year, month, day), hours * 3600 + minute * 60, second, zoneOf(match[7]))
}

/** Minutes east of UTC that a zone designator stands for. */
function zoneOf(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4))
  return text.startsWith('-') ? 0 - minutes : minutes
}

function momentOf(
  kind: MomentKind,
  days: number,
  seconds: number,
  second: exact.Exact,
  zone: number | undefined
): Moment | undefined {
  const start = exact.plus(exact.times(days, 86_400), seconds - (zone ?? 0) * 60)
  const instant = exact.add(exact.whole(start), second)
  return instant && { kind, instant, zone }
}

/** The value of a literal of a date or time datatype; undefined of any other term. */
export function momentOfTerm(term: Term | undefined): Moment | undefined {
  if (term?.termType !== 'Literal') return undefined
  const datatype = datatypeOf(term)
  return datatype?.family === 'moment' ? momentOfText(term.value, datatype) : undefined
}

export function momentOfText(
  text: string,
  { kind, zoned }: Extract<Datatype, { family: 'moment' }>
): Moment | undefined {
  const value = parseMoment(text, kind)
  return zoned && value?.zone === undefined ? undefined : value
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The days of a month, 1 to 12, of the proleptic Gregorian calendar. */
export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : lengths[month - 1]!

const daysOf400Years = 146_097
/** From March 1 of the year 0 to 1970-01-01. */
const daysToEpoch = 719_468

/** Days from 1970-01-01 to a date. Years are counted from March, so that a leap day is the last of one. */
function daysTo(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const cycle = Math.floor(marchYear / 400)
  const yearOfCycle = marchYear - cycle * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfCycle =
    yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear
  return cycle * daysOf400Years + dayOfCycle - daysToEpoch
}

function dateOf(days: number): { year: number; month: number; day: number } {
  const sinceMarch = days + daysToEpoch
  const cycle = Math.floor(sinceMarch / daysOf400Years)
  const dayOfCycle = sinceMarch - cycle * daysOf400Years
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365
  )
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  }
}

/** The parts of a moment, in its own zone. */
export function fieldsOf({ instant, zone }: Moment): MomentFields {
  const local = exact.add(instant, exact.whole((zone ?? 0) * 60)) ?? instant
  const seconds = exact.floor(local)
  const [days, ofDay] = exact.divided(seconds.unscaled, 86_400).map(Number) as [number, number]
  const minutes = Math.floor(ofDay / 60)
  const fraction = exact.subtract(local, seconds) ?? exact.zero
  return {
    ...dateOf(days),
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    second: exact.add(exact.whole(ofDay % 60), fraction) ?? exact.zero
  }
}

/** The moment of a kind with these parts, in the zone; the parts that the kind does not say are dropped. */
export function momentWith(
  kind: MomentKind,
  { year, month, day, hour, minute, second }: MomentFields,
  zone: number | undefined
): Moment | undefined {
  const [ofYear, ofMonth, ofDay] = absent[kind]
  const days = daysTo(ofYear || year, ofMonth || month, ofDay || day)
  return kind === 'dateTime' || kind === 'time'
    ? momentOf(kind, days, hour * 3600 + minute * 60, second, zone)
    : momentOf(kind, days, 0, exact.zero, zone)
}

/** The zone as it is written: `Z`, `+01:00`; empty where there is none. */
export function zoneText(zone: number | undefined): string {
  if (zone === undefined) return ''
  if (zone === 0) return 'Z'
  const minutes = Math.abs(zone)
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
const yearText = (year: number): string => (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0')

/** The lexical form in its own zone, as XPath F&O 3.1 §19.1.2.4 writes it. */
export function momentText(moment: Moment): string {
  const { year, month, day, hour, minute, second } = fieldsOf(moment)
  const seconds = exact.textOf(second)
  const time = `${two(hour)}:${two(minute)}:${seconds.indexOf('.') === 1 || seconds.length === 1 ? '0' : ''}${seconds}`
  const texts: Readonly<Record<MomentKind, string>> = {
    dateTime: `${yearText(year)}-${two(month)}-${two(day)}T${time}`,
    date: `${yearText(year)}-${two(month)}-${two(day)}`,
    time,
    gYear: yearText(year),
    gYearMonth: `${yearText(year)}-${two(month)}`,
    gMonth: `--${two(month)}`,
    gMonthDay: `--${two(month)}-${two(day)}`,
    gDay: `---${two(day)}`
  }
  return texts[moment.kind] + zoneText(moment.zone)
}

/** The literal; undefined where the year has more than nine digits, which no moment here has. */
export function momentTerm(moment: Moment | undefined): Literal | undefined {
  if (!moment) return undefined
  const text = momentText(moment)
  return parseMoment(text, moment.kind) && typedBy(text, xsd[moment.kind])
}

const fourteenHours = exact.whole(14 * 3600)

/**
 * Negative, 0 or positive; undefined for different kinds, and where one of the two has no zone and the order depends
 * on which it is (XSD 1.1 part 2 §3.3.7.1: the zone may lie 14 hours to either side).
 */
export function compareMoments(a: Moment, b: Moment): number | undefined {
  if (a.kind !== b.kind) return undefined
  const order = exact.compare(a.instant, b.instant)
  if ((a.zone === undefined) === (b.zone === undefined)) return order
  const between = exact.subtract(a.instant, b.instant)
  if (!between) return undefined
  const size = between.unscaled < 0 ? exact.negated(between) : between
  return exact.compare(size, fourteenHours) > 0 ? order : undefined
}
