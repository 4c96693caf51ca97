import { daysOfMonth, isCalendarDate, isShortMonth, months } from './calendar.ts'
import { isCounted } from './counted-nouns.ts'
import type { CalendarDate } from './mention.ts'
import { isCapitalised, isDash, type Token, tokenAt } from './tokens.ts'

/** What words say of a date before anything is carried into it, and the token after them. */
export interface Point {
  readonly next: number
  /** No year: it is to be carried from other words. */
  readonly date: Partial<CalendarDate>
  readonly until?: Partial<CalendarDate>
  readonly precision?: 'decade' | 'century'
  readonly method?: string
  /** Nothing but digits that can be a year: the words around must make it one. */
  readonly bare?: true
  /** "11 January the same year". */
  readonly sameYear?: true
  /** The words have the form of a date, and there is no such day. */
  readonly none?: true
}

/** First and last year, of four digits, that stand without an era. */
const firstYear = 1000
const lastYear = 2100

/** Whether a run of digits is a whole number by itself on its right: not `1992km`, `1.992`, `1992:5`. */
export function endsNumber(tokens: readonly Token[], index: number): boolean {
  const next = tokenAt(tokens, index + 1)
  if (!next.joined) return true
  if (next.kind === 'word' || next.text === '_' || next.text === '@') return false
  const after = tokenAt(tokens, index + 2)
  const isGlue = next.kind === 'mark' && '.,:/·×+^'.includes(next.text)
  return !(isGlue && after.kind === 'digits' && after.joined)
}

/** Whether digits are a whole number by themselves on their left: not `F16`, `0.16`, `$16`, `5-16`. */
export function beginsNumber(tokens: readonly Token[], index: number): boolean {
  const previous = tokenAt(tokens, index - 1)
  if (previous.kind === 'mark' && '$€£₽#№'.includes(previous.text)) return false
  if (!tokenAt(tokens, index).joined) return true
  if (previous.kind === 'mark') {
    if (isDash(previous) && previous.joined && previous.text === '-') {
      return /^(?:mid|early|late|pre|post)$/.test(tokenAt(tokens, index - 2).lower)
    }
    return !'.,:/×+^_=@&-−'.includes(previous.text) || !previous.joined
  }
  return previous.kind === 'end'
}

/** `BC`, `B.C.E.`, `AD`, `CE` at a token. */
function eraAt(tokens: readonly Token[], index: number): { before: boolean; next: number } | undefined {
  let letters = ''
  let next = index
  while (next < index + 8 && letters.length < 3) {
    const { text, kind, joined } = tokenAt(tokens, next)
    if (next > index && !joined) break
    if (
      kind === 'word' &&
      /^[A-Z]{1,3}$/.test(text) &&
      (letters === '' || tokenAt(tokens, next - 1).text === '.')
    ) {
      letters += text
    } else if (text !== '.' || letters === '' || letters.length !== (next - index + 1) / 2) break
    next += 1
  }
  if (letters === 'BC' || letters === 'BCE') return { before: true, next }
  if (letters === 'AD' || letters === 'CE') return { before: false, next }
  return undefined
}

const yearOf = (digits: string, before: boolean): number => (before ? 1 - Number(digits) : Number(digits))

/** A year with its era, or four digits that can be one (then `bare`). */
export function yearAt(tokens: readonly Token[], index: number): Point | undefined {
  const token = tokenAt(tokens, index)
  if (token.kind === 'word') {
    const era = eraAt(tokens, index)
    const digits = era && tokenAt(tokens, era.next)
    if (!era || era.before || digits?.kind !== 'digits' || digits.text.length > 4 || digits.joined)
      return undefined
    if (!endsNumber(tokens, era.next) || Number(digits.text) === 0) return undefined
    return { next: era.next + 1, date: { year: Number(digits.text) } }
  }
  if (token.kind !== 'digits' || token.text.length > 4) return undefined
  // "10,000 BC"
  const group = tokenAt(tokens, index + 2)
  const isGrouped = tokenAt(tokens, index + 1).text === ',' && group.joined && /^\d{3}$/.test(group.text)
  if (isGrouped && token.text.length < 3) {
    const era = eraAt(tokens, index + 3)
    return era?.before ? { next: era.next, date: { year: yearOf(token.text + group.text, true) } } : undefined
  }
  const era = eraAt(tokens, index + 1)
  if (era && Number(token.text) > 0) {
    return { next: era.next, date: { year: yearOf(token.text, era.before) } }
  }
  if (!endsNumber(tokens, index)) return undefined
  const year = Number(token.text)
  if (tokenAt(tokens, index - 1).lower === 'year' && tokenAt(tokens, index - 2).lower === 'the' && year > 0) {
    return { next: index + 1, date: { year } }
  }
  if (token.text.length !== 4 || year < firstYear || year > lastYear) return undefined
  return { next: index + 1, date: { year }, bare: true }
}

/** A month by its name, with the full stop of an abbreviation. */
export function monthAt(
  tokens: readonly Token[],
  index: number
): { month: number; next: number; name: string } | undefined {
  const token = tokenAt(tokens, index)
  const month = isCapitalised(token) ? months.get(token.lower) : undefined
  if (month === undefined) return undefined
  const stop = tokenAt(tokens, index + 1)
  const isStop = isShortMonth(token.lower) && stop.text === '.' && stop.joined
  return { month, next: index + (isStop ? 2 : 1), name: token.lower }
}

/** A day of a month: one or two digits, with or without the ending of an ordinal. */
export function dayAt(tokens: readonly Token[], index: number): { day: number; next: number } | undefined {
  const { kind, text } = tokenAt(tokens, index)
  if (kind !== 'digits' || text.length > 2) return undefined
  const day = Number(text)
  if (day < 1 || day > 31) return undefined
  const ending = tokenAt(tokens, index + 1)
  if (ending.joined && /^(?:st|nd|rd|th)$/.test(ending.lower)) return { day, next: index + 2 }
  return endsNumber(tokens, index) ? { day, next: index + 1 } : undefined
}

/**
 * The token after a note in brackets on the Old Style date; `alone` when the brackets say only that the date
 * before them is one.
 */
function oldStyleAt(tokens: readonly Token[], index: number): { next: number; alone: boolean } | undefined {
  const close = { '(': ')', '[': ']' }[tokenAt(tokens, index).text]
  if (close === undefined) return undefined
  let isNote = false
  let alone = true
  for (let next = index + 1; next < index + 16; next += 1) {
    const { text, lower, kind } = tokenAt(tokens, next)
    if (text === close) return isNote ? { next: next + 1, alone } : undefined
    if (kind === 'digits') alone = false
    if (
      text === 'OS' ||
      lower === 'julian' ||
      (lower === 'old' && tokenAt(tokens, next + 1).lower === 'style')
    ) {
      isNote = true
    }
    if (text === 'O' && tokenAt(tokens, next + 2).text === 'S') isNote = true
  }
  return undefined
}

/** "the same year", "that year", "of the same year" after a day and a month. */
function sameYearAt(tokens: readonly Token[], index: number): number | undefined {
  let next = index
  if (tokenAt(tokens, next).text === ',') next += 1
  if (/^(?:of|in)$/.test(tokenAt(tokens, next).lower)) next += 1
  const { lower } = tokenAt(tokens, next)
  if (lower === 'that') next += tokenAt(tokens, next + 1).lower === 'same' ? 2 : 1
  else if (lower === 'the' && tokenAt(tokens, next + 1).lower === 'same') next += 2
  else return undefined
  return tokenAt(tokens, next).lower === 'year' ? next + 1 : undefined
}

/** Puts the year after a day and a month, if one stands there, and leaves Old Style dates in brackets out. */
function withYear(tokens: readonly Token[], from: number, date: Partial<CalendarDate>): Point {
  let next = from
  let style = oldStyleAt(tokens, next)
  let point: Point = { next: from, date }
  if (style) next = style.next
  const isComma = tokenAt(tokens, next).text === ','
  const isOf = tokenAt(tokens, next).lower === 'of' && date.day === undefined
  const year = yearAt(tokens, next + (isComma || isOf ? 1 : 0))
  const same = sameYearAt(tokens, next)
  if (year && (!year.bare || isOwnYear(tokens, year.next, date))) {
    point = { next: year.next, date: { ...date, ...year.date } }
    const after = oldStyleAt(tokens, point.next)
    if (after && !style) point = { ...point, next: after.next }
    style ??= after
  } else if (same !== undefined) point = { next: same, date, sameYear: true }
  return style?.alone || !isCalendarDate(point.date) ? { ...point, none: true } : point
}

/** Whether four digits after a month are its year: "15 May 1992 people" can hardly be, "May 2000 people" can. */
const isOwnYear = (tokens: readonly Token[], next: number, { day }: Partial<CalendarDate>): boolean =>
  day !== undefined
    ? !isCounted(tokens, next) || tokenAt(tokens, next - 2).text !== ','
    : !isCounted(tokens, next)

/** "15 May 1992", "14–16 June", "5th of May". */
function dayFirstAt(tokens: readonly Token[], index: number): Point | undefined {
  const first = dayAt(tokens, index)
  if (!first) return undefined
  let next = first.next
  let last: { day: number; next: number } | undefined
  const link = tokenAt(tokens, next)
  if (isDash(link) || link.lower === 'to') {
    const article = tokenAt(tokens, next + 1).lower === 'the' ? 1 : 0
    last = dayAt(tokens, next + 1 + article)
    next = last?.next ?? next
    if (!last && !(link.joined && monthAt(tokens, next + 1))) return undefined
    if (!last) next += 1
  }
  if (tokenAt(tokens, next).lower === 'of') next += 1
  const month = monthAt(tokens, next)
  if (!month) return undefined
  next = month.next + (link.joined && isDash(tokenAt(tokens, month.next)) && isDash(link) && !last ? 1 : 0)
  const point = withYear(tokens, next, { month: month.month, day: last?.day ?? first.day })
  if (!last || point.none) return point
  if (last.day <= first.day) return { ...point, none: true }
  return { ...point, date: { ...point.date, day: first.day }, until: point.date }
}

/** "May 15, 1992", "June 14–16, 2009", "May 1992", "May". */
function monthFirstAt(tokens: readonly Token[], index: number): Point | undefined {
  const month = monthAt(tokens, index)
  if (!month) return undefined
  const article =
    tokenAt(tokens, month.next).lower === 'the' && tokenAt(tokens, month.next + 2).joined ? 1 : 0
  const first = dayAt(tokens, month.next + article)
  const date = { month: month.month }
  if (!first) {
    return withYear(tokens, month.next, date)
  }
  const link = tokenAt(tokens, first.next)
  const last = isDash(link) && link.joined ? dayAt(tokens, first.next + 1) : undefined
  const point = withYear(tokens, last?.next ?? first.next, { ...date, day: last?.day ?? first.day })
  if (point.date.year === undefined && isCounted(tokens, point.next)) return { next: month.next, date }
  if (!last || point.none) return point
  if (last.day <= first.day) return { ...point, none: true }
  return { ...point, date: { ...point.date, day: first.day }, until: point.date }
}

/** `1992-05-15`, `1992/05/15`, `15.05.1992`; `15/05/1992` where only one order makes a date. */
function numericAt(tokens: readonly Token[], index: number): Point | undefined {
  const [a, mark, b, second, c] = [0, 1, 2, 3, 4].map(offset => tokenAt(tokens, index + offset))
  if (a?.kind !== 'digits' || b?.kind !== 'digits' || c?.kind !== 'digits') return undefined
  if (mark?.text !== second?.text || !mark?.joined || !b.joined || !second?.joined || !c.joined)
    return undefined
  const next = index + 5
  const after = tokenAt(tokens, next)
  const isTime = after.joined && after.text === 'T'
  if (after.joined && !isTime && !endsNumber(tokens, index + 4)) return undefined
  if (after.joined && after.text === mark.text && tokenAt(tokens, next + 1).kind === 'digits')
    return undefined
  const numbers = [Number(a.text), Number(b.text), Number(c.text)] as const
  const made = (year: number, month: number, day: number): Point => {
    const date = { year, month, day }
    return isCalendarDate(date) ? { next, date } : { next, date, none: true }
  }
  if (
    /^\d{4}$/.test(a.text) &&
    (mark.text === '-' || mark.text === '/') &&
    b.text.length === 2 &&
    c.text.length === 2
  ) {
    return made(...numbers)
  }
  if (!/^\d{4}$/.test(c.text) || a.text.length > 2 || b.text.length > 2) return undefined
  const [x, y, year] = numbers
  if (mark.text === '.') return made(year, y, x)
  if (mark.text !== '/' && mark.text !== '-') return undefined
  if (x === y || (x > 12 && y <= 12)) return made(year, y, x)
  return y > 12 && x <= 12 ? made(year, x, y) : { next, date: {}, none: true }
}

/** A day or a month that stands at a token, its year with it where that is said. */
export function calendarAt(tokens: readonly Token[], index: number): Point | undefined {
  const { kind } = tokenAt(tokens, index)
  if (kind === 'word') return monthFirstAt(tokens, index)
  if (kind !== 'digits') return undefined
  return numericAt(tokens, index) ?? dayFirstAt(tokens, index)
}

/** The last day that a date can be: for `2009-02`, 2009-02-28. */
export const lastDayOf = ({ year, month = 12, day }: CalendarDate): CalendarDate => ({
  year,
  month,
  day: day ?? daysOfMonth(month, year)
})
