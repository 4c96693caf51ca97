import type { Span } from './document.ts'

/** A day, a month or a year of the proleptic Gregorian calendar; year 0 is 1 BC, as in ISO 8601. */
export interface CalendarDate {
  readonly year: number
  readonly month?: number
  readonly day?: number
}

/** A date a text names, with the precision of its words. */
export interface DateMention extends Span {
  readonly kind: 'date'
  readonly date: CalendarDate
  /** The last date of a range, `2013-2021`, `from May to July 2010`; then `date` is the first. */
  readonly until?: CalendarDate
  /** The words name a decade or a century: `date` is its first year and `until` its last, 1801 and 1900. */
  readonly precision?: 'decade' | 'century'
  /** A range whose end has not come: `2013-present`, `since 2005`. */
  readonly open?: true
  /** The words make it less sure: `about 1200`, `late October`, `before 1992`. */
  readonly bound?: 'about' | 'before' | 'after' | 'early' | 'mid' | 'late'
  /** `As of October 2023`: when the statement was true, not when it became so. */
  readonly asOf?: true
  /** The text is nothing but a number that can be a year, as a cell `1850` is: its head decides. */
  readonly bare?: true
  /** Where a part of the date was carried over from other words: how, in words, for the reference. */
  readonly method?: string
}

/** A number a text names, as a decimal with its digits, or a time span, with the Wikidata item of its unit. */
export interface NumberMention extends Span {
  readonly kind: 'number'
  /** Decimal digits, `.` before the fraction: `2000`, `29743`, `0.5`. */
  readonly amount: string
  /** The far end of a range: `5 to 7`. */
  readonly upTo?: string
  /** `Q712226` for km²; absent for a bare number, and for a count of things. */
  readonly unit?: string
  /**
   * The unit as written, for units that are a length of time, `year`, and for those whose item the words do
   * not tell, `dollars`: a number with a `unitWord` is never a count of things.
   */
  readonly unitWord?: string
  readonly bound?: 'about' | 'more than' | 'less than' | 'at least' | 'at most'
  /** Where the words of the bound begin, `more than`; they are outside the span, as are `or more` after it. */
  readonly boundStart?: number
  /** `third`, `21st`. */
  readonly ordinal?: true
  /** The exact value of a fraction in words, whose `amount` is rounded to four digits: `2/3`. */
  readonly fraction?: string
  /** It happens once in this time: `every five years`, `annually`. */
  readonly recurring?: true
}
