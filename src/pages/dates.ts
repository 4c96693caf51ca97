import { timeText } from '../store/store.ts'
import { pageLanguage } from './words.ts'

/** A time to the precision it is known, as it is written in this language; `language` of the text comes back with it. */
export function timeWords(
  value: string,
  precision: number,
  language: string
): { readonly text: string; readonly language: string } {
  const own = { text: timeText(value, precision, pageLanguage), language: pageLanguage }
  if (language.split('-')[0] === pageLanguage || precision < 9) return own
  if (Intl.DateTimeFormat.supportedLocalesOf([language]).length === 0) return own
  const [, sign = '', digits = '', month = '01', day = '01'] =
    /^([+-]?)(\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(value) ?? []
  if (digits === '') return own
  const year = sign === '-' ? -Number(digits) : Number(digits)
  const isYear = precision === 9 || month === '00'
  const isMonth = !isYear && (precision === 10 || day === '00')
  const date = new Date(0)
  date.setUTCFullYear(year, isYear ? 0 : Number(month) - 1, isYear || isMonth ? 1 : Number(day))
  // A day of the Julian calendar that the Gregorian has not, or a year beyond what dates can be.
  if (Number.isNaN(date.getTime()) || (!isYear && date.getUTCMonth() !== Number(month) - 1)) return own
  const parts = isYear ? 'year' : isMonth ? 'month' : 'day'
  return { text: formatFor(language, parts, year <= 0).format(date), language }
}

/** How dates are written, by language: to make a format takes longer than the rest of a page. */
const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 1000

function formatFor(
  language: string,
  smallest: 'year' | 'month' | 'day',
  hasEra: boolean
): Intl.DateTimeFormat {
  const key = `${smallest} ${hasEra} ${language}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    ...(smallest !== 'year' && { month: 'long' as const }),
    ...(smallest === 'day' && { day: 'numeric' as const }),
    ...(hasEra && { era: 'short' as const }),
    calendar: 'gregory',
    timeZone: 'UTC'
  })
  // Tags come from data and from requests.
  if (formats.size >= mostFormats) formats.clear()
  formats.set(key, made)
  return made
}
