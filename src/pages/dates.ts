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
  const format = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    ...(!isYear && { month: 'long' as const }),
    ...(!isYear && !isMonth && { day: 'numeric' as const }),
    ...(year <= 0 && { era: 'short' as const }),
    calendar: 'gregory',
    timeZone: 'UTC'
  })
  return { text: format.format(date), language }
}
