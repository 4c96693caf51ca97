import type { CalendarDate } from './mention.ts'

/** The months as English writes them, January first. */
export const monthNames: readonly string[] =
  'January February March April May June July August September October November December'.split(' ')
const lowerNames = monthNames.map(name => name.toLowerCase())

/** Full names and the usual abbreviations of the months, in lower case; January is 1. */
export const months: ReadonlyMap<string, number> = new Map([
  ...lowerNames.map((name, index) => [name, index + 1] as const),
  ...lowerNames.map((name, index) => [name.slice(0, 3), index + 1] as const),
  ['sept', 9]
])

/** Whether the lower-case name of a month is written short, so that a full stop may follow it. */
export const isShortMonth = (name: string): boolean => name.length < 5 && !lowerNames.includes(name)

/** Days of a month; without a year, February has 29. Years are astronomical: 0 is 1 BC. */
export function daysOfMonth(month: number, year?: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  if (year === undefined) return 29
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** Whether there is such a day; parts left out are not judged. */
export const isCalendarDate = ({ year, month, day }: Partial<CalendarDate>): boolean =>
  (month === undefined || (month >= 1 && month <= 12)) &&
  (day === undefined || (day >= 1 && month !== undefined && day <= daysOfMonth(month, year)))

/** The month so many months away, as year and month. */
export function addMonths({ year, month }: { year: number; month: number }, count: number): CalendarDate {
  const months = year * 12 + (month - 1) + count
  return { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 }
}

/** The day so many days away. */
export function addDays(
  { year, month, day }: { year: number; month: number; day: number },
  count: number
): CalendarDate {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day + count)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Whether a date may come after another: parts that one of them lacks do not tell. */
export function isNotBefore(later: CalendarDate, earlier: CalendarDate): boolean {
  if (later.year !== earlier.year) return later.year > earlier.year
  if (later.month === undefined || earlier.month === undefined) return true
  if (later.month !== earlier.month) return later.month > earlier.month
  return later.day === undefined || earlier.day === undefined || later.day >= earlier.day
}

/** `2009-06-14`, `2009-06`, `2009`; `-0043` for 44 BC, as in ISO 8601. */
export function calendarDateText({ year, month, day }: CalendarDate): string {
  const parts = [month, day].filter(part => part !== undefined).map(part => String(part).padStart(2, '0'))
  return [(year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0'), ...parts].join('-')
}
