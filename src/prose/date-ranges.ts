import { isNotBefore } from './calendar.ts'
import { periodAt } from './date-periods.ts'
import { calendarAt, endsNumber, type Point, yearAt } from './date-points.ts'
import type { CalendarDate } from './mention.ts'
import { isDash, type Token, tokenAt } from './tokens.ts'

/** A date or a range of dates whose years may still be missing. */
export interface Range extends Point {
  readonly open?: true
  readonly isRange?: true
}

const isPresent = ({ lower }: Token): boolean => /^(?:present|today|now)$/.test(lower)

/** Whether a token joins the first date of a range with its last. */
function isLink(tokens: readonly Token[], index: number, start: number): boolean {
  const token = tokenAt(tokens, index)
  if (token.lower === 'and') return tokenAt(tokens, start - 1).lower === 'between'
  return isDash(token) || /^(?:to|until|till|through|thru)$/.test(token.lower)
}

/** Gives each end of a range the year of the other, where it has none of its own. */
function completed(
  a: Partial<CalendarDate>,
  b: Partial<CalendarDate>
): readonly [Partial<CalendarDate>, Partial<CalendarDate>] | undefined {
  const turns = a.month !== undefined && b.month !== undefined && b.month < a.month ? 1 : 0
  if (a.year === undefined && b.year === undefined) return turns ? undefined : [a, b]
  if (a.year === undefined) return b.month === undefined ? undefined : [{ ...a, year: b.year! - turns }, b]
  if (b.year === undefined) return b.month === undefined ? undefined : [a, { ...b, year: a.year + turns }]
  return [a, b]
}

/** "1992–99" and "2010/11": the years up to another of the same century, in two digits. */
function shortYearAt(tokens: readonly Token[], first: Point): Range | undefined {
  const link = tokenAt(tokens, first.next)
  const { kind, text, joined } = tokenAt(tokens, first.next + 1)
  if (!first.bare || kind !== 'digits' || text.length !== 2 || !joined || !link.joined) return undefined
  const { year } = first.date as CalendarDate
  const until = Math.floor(year / 100) * 100 + Number(text)
  if (until <= year || !endsNumber(tokens, first.next + 1)) return undefined
  // "2004-05" may be a month.
  if (link.text === '-' && Number(text) <= 12) return undefined
  return { ...first, next: first.next + 2, until: { year: until }, isRange: true }
}

/** "2010/11" and "2010/2011", from one summer or winter to the next. */
function twinYearsAt(tokens: readonly Token[], index: number): Range | undefined {
  const [first, slash, second] = [0, 1, 2].map(offset => tokenAt(tokens, index + offset))
  if (first?.text.length !== 4 || slash?.text !== '/' || second?.kind !== 'digits') return undefined
  const year = Number(first.text)
  const isNext = String(year + 1) === second.text || String(year + 1).slice(2) === second.text
  if (!slash.joined || !second.joined || !isNext || !endsNumber(tokens, index + 2)) return undefined
  if (first.kind !== 'digits' || year < 1000 || year > 2100) return undefined
  return { next: index + 3, date: { year }, until: { year: year + 1 }, bare: true, isRange: true }
}

/** The token after a "c." or "around" before the second of two years. */
function skipCirca(tokens: readonly Token[], index: number): number {
  if (!/^(?:c|ca|circa|about|around)$/.test(tokenAt(tokens, index).lower)) return index
  return tokenAt(tokens, index + 1).text === '.' ? index + 2 : index + 1
}

const isEra = ({ kind }: Token): boolean => kind === 'word'

/** "500–400 BC", "14–37 AD", "31 BC – AD 14", "AD 14–37": years whose era stands once or twice. */
function eraRangeAt(tokens: readonly Token[], index: number): Range | undefined {
  const { kind, text } = tokenAt(tokens, index)
  const first = yearAt(tokens, index)
  if (first && !first.bare && first.date.year! > 0 && isDash(tokenAt(tokens, first.next))) {
    const last = tokenAt(tokens, first.next + 1)
    const isYear = last.kind === 'digits' && last.text.length < 5 && endsNumber(tokens, first.next + 1)
    if (kind === 'word' && isYear && Number(last.text) > first.date.year!) {
      const until = { year: Number(last.text) }
      return { next: first.next + 2, date: first.date, until, isRange: true }
    }
  }
  if (kind !== 'digits' || text.length > 4 || !isLink(tokens, index + 1, index)) return undefined
  const last = yearAt(tokens, skipCirca(tokens, index + 2))
  if (!last || last.bare || isEra(tokenAt(tokens, skipCirca(tokens, index + 2)))) return undefined
  const until = last.date.year!
  const year = until > 0 ? Number(text) : 1 - Number(text)
  return year < until ? { next: last.next, date: { year }, until: { year: until }, isRange: true } : undefined
}

/** The date or the range of dates at a token. A range whose end would come first is read as its first date. */
export function rangeAt(tokens: readonly Token[], index: number): Range | undefined {
  const era = eraRangeAt(tokens, index) ?? twinYearsAt(tokens, index)
  if (era) return era
  const first = calendarAt(tokens, index) ?? periodAt(tokens, index) ?? yearAt(tokens, index)
  if (!first || first.none) return first
  if (first.sameYear || (first.until && !first.precision)) return first
  if (!isLink(tokens, first.next, index)) return first
  const short = shortYearAt(tokens, first)
  if (short) return short
  let start = first.next + 1
  const link = tokenAt(tokens, first.next)
  if (first.date.year !== undefined && link.lower !== 'and' && link.text !== '—') {
    const article = tokenAt(tokens, start).lower === 'the' ? 1 : 0
    if (isPresent(tokenAt(tokens, start + article)))
      return { ...first, next: start + article + 1, open: true }
    if (isDash(link) && /^\)?$/.test(tokenAt(tokens, start).text))
      return { ...first, next: start, open: true }
  }
  if (first.precision && tokenAt(tokens, start).lower === 'the') start += 1
  if (first.date.month === undefined) start = skipCirca(tokens, start)
  const second = calendarAt(tokens, start) ?? periodAt(tokens, start) ?? yearAt(tokens, start)
  if (!second || second.none || second.precision !== first.precision) return first
  // "until" and "to" join two bare years, and dates that are told as exactly as one another.
  if (second.bare && first.date.month !== undefined) return first
  const ends = completed(first.date, second.until ?? second.date)
  if (!ends) return first
  const [date, until] = ends
  if (date.year !== undefined && !isNotBefore(until as CalendarDate, date as CalendarDate)) return first
  return { ...first, next: second.next, date, until, isRange: true }
}
