import type { Term } from '../rdf/rdf.ts'
import { isTime, precisionOf, type ValueDetail } from './values.ts'

/** A time as a place on an axis of years, as astronomers count them: 0 is 1 BC. */
export interface Moment {
  readonly term: Term
  /** How exact it is: 7 century, 8 decade, 9 year, 10 month, 11 day. */
  readonly precision: number
  /** The first instant that it may be, and the first that it may not be any more. */
  readonly from: number
  readonly to: number
}

/** Further off than any time that somebody means. */
const furthest = 1e11

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** A day on the axis of years; months and days count from 1, and may go beyond their month. */
export function dayOnAxis(year: number, month: number, day: number): number {
  const leap = isLeap(year)
  const days = daysBefore[month - 1]! + (leap && month > 2 ? 1 : 0) + day - 1
  return year + days / (leap ? 366 : 365)
}

/** Where a time lies, with all that its precision leaves open; undefined for what is none, and for what is too far off. */
export function momentOf(term: Term, detail: ValueDetail = {}): Moment | undefined {
  if (!isTime(term)) return undefined
  const [, sign = '', digits = '', month = '00', day = '00'] =
    /^([+-]?)(\d{4,12})(?:-(\d\d))?(?:-(\d\d))?/.exec(term.value) ?? []
  if (digits === '') return undefined
  const year = sign === '-' ? -Number(digits) : Number(digits)
  if (Math.abs(year) > furthest || Number(month) > 12 || Number(day) > 31) return undefined
  const asked = precisionOf(term, detail)
  const precision = month === '00' ? Math.min(asked, 9) : day === '00' ? Math.min(asked, 10) : asked
  const [from, to] = spanOf(year, Number(month), Number(day), precision)
  return { term, precision, from, to }
}

function spanOf(year: number, month: number, day: number, precision: number): readonly [number, number] {
  if (precision >= 11) {
    const from = dayOnAxis(year, month, day)
    return [from, from + 1 / (isLeap(year) ? 366 : 365)]
  }
  if (precision === 10)
    return [dayOnAxis(year, month, 1), month === 12 ? year + 1 : dayOnAxis(year, month + 1, 1)]
  if (precision === 9) return [year, year + 1]
  const length = 10 ** (9 - precision)
  // Decades begin with a round number, centuries and millennia end with one; before our era both run backwards.
  const number = year > 0 ? year : 1 - year
  const first =
    precision === 8 ? Math.floor(number / length) * length : Math.floor((number - 1) / length) * length + 1
  const from = year > 0 ? first : 2 - first - length
  return [from, from + length]
}
