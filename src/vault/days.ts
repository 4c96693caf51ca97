const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december'
]
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const words = new Set(
  [...months, ...weekdays].flatMap(name => [name, name.slice(0, 3)]).concat('sept', 'tues', 'thurs', 'week')
)

/** Whether words, in small letters, say nothing but a day, a week, a month or a year: `2024-W03`, `jan 5th, 2024`. */
export const isDayName = (name: readonly string[]): boolean =>
  name.length > 0 &&
  name.every(
    word =>
      words.has(word) ||
      /^(?:\d+(?:st|nd|rd|th)?|w\d{1,2}|kw\d{1,2}|q[1-4]|[年月日週周]|t\d+z?|z)$/.test(word)
  )

/** Reads the name of a day; gives it as `2024-01-05`. */
export type DayReader = (name: string) => string | undefined

const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<y>\\d{4})',
  MMMM: `(?<name>${months.join('|')})`,
  MMM: `(?<name>${months.map(name => name.slice(0, 3)).join('|')})`,
  MM: '(?<m>\\d\\d)',
  M: '(?<m>\\d{1,2})',
  dd: '(?<d>\\d\\d)',
  do: '(?<d>\\d{1,2})(?:st|nd|rd|th)',
  d: '(?<d>\\d{1,2})',
  EEEE: `(?:${weekdays.join('|')})`,
  EEE: `(?:${weekdays.map(name => name.slice(0, 3)).join('|')})`,
  EE: `(?:${weekdays.map(name => name.slice(0, 3)).join('|')})`,
  E: `(?:${weekdays.map(name => name.slice(0, 3)).join('|')})`
}

/** A pattern of Unicode TR 35 (`MMM do, yyyy`) as a reader of names in English; undefined for one that is no day. */
function readerOf(format: string): DayReader | undefined {
  const pieces: string[] = []
  for (const [piece] of format.matchAll(/yyyy|M{1,4}|do|dd?|E{1,4}|'[^']*'|[^yMdE']+|./gs)) {
    const part = parts[piece]
    if (part === undefined && /^[a-z]+$/i.test(piece)) return undefined
    pieces.push(part ?? piece.replaceAll("'", '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  }
  const source = pieces.join('')
  if (!/<y>/.test(source) || !/<d>/.test(source) || !/<m>|<name>/.test(source)) return undefined
  let shape: RegExp
  try {
    shape = new RegExp(`^${source}$`, 'i')
  } catch {
    // A part that stands twice.
    return undefined
  }
  return name => {
    const { y = '', m, d = '', name: monthName = '' } = shape.exec(name.trim())?.groups ?? {}
    const month = m ?? String(months.findIndex(known => known.startsWith(monthName.toLowerCase())) + 1)
    return y === '' ? undefined : dayOf(y, month, d)
  }
}

/** The day as `2024-01-05`; undefined where the calendar has no such day. */
function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

/** A reader of days written in any of these formats, `yyyy-MM-dd` among them; the first that fits is taken. */
export function dayReader(formats: readonly string[]): DayReader {
  const readers = ['yyyy-MM-dd', ...formats].flatMap(format => readerOf(format) ?? [])
  return name => {
    if (name.length > 40 || !/\d{4}/.test(name)) return undefined
    for (const reader of readers) {
      const day = reader(name)
      if (day !== undefined) return day
    }
    return undefined
  }
}
