import { readFileSync } from 'node:fs'
import { DateContext, readDates } from '../src/prose/dates.ts'
import type { CalendarDate, DateMention, NumberMention } from '../src/prose/mention.ts'
import { readNumbers } from '../src/prose/numbers.ts'
import { parseUnits } from '../src/prose/units.ts'

/** The units as the product has them. */
export const units = parseUnits(readFileSync(new URL('../ontology/units.tsv', import.meta.url), 'utf8'))

const separator = ' ¦ '

const dateText = ({ year, month, day }: CalendarDate): string =>
  [year, month, day].filter(part => part !== undefined).join('-')

const written = (text: string, mention: DateMention): string => {
  const { start, end, date, until, precision, open, bound, asOf, bare, method } = mention
  const flags = [precision, open && 'open', bound, asOf && 'as of', bare && 'bare', method && `{${method}}`]
  const dates = until ? `${dateText(date)}/${dateText(until)}` : dateText(date)
  return [`${text.slice(start, end)} = ${dates}`, ...flags.filter(Boolean)].join(' ')
}

/**
 * The dates of a sentence, one line. `before`: what the document has before it; `# ` begins a heading, `§` a
 * paragraph, `@` the document's own date.
 */
export function datesOf(text: string, before: string): string {
  const own = /@(\d+)-(\d+)-(\d+)/.exec(before)
  const [year = 0, month = 0, day = 0] = own?.slice(1).map(Number) ?? []
  const context = own ? new DateContext({ year, month, day }) : new DateContext()
  let section: readonly string[] = []
  context.enter(section)
  for (const piece of before.split(separator)) {
    if (piece.startsWith('# ')) section = [piece.slice(2)]
    if (piece.startsWith('# ') || piece === '§') context.enter(section)
    else if (piece !== '' && !piece.startsWith('@')) readDates(piece, context)
  }
  return readDates(text, context)
    .map(mention => written(text, mention))
    .join(separator)
}

/** The numbers of a sentence outside its dates, one line. */
export function numbersOf(text: string): string {
  return readNumbers(text, readDates(text, new DateContext()), units)
    .map((mention: NumberMention) => {
      const { start, end, amount, upTo, unit, unitWord, bound, boundStart, ordinal, fraction, recurring } =
        mention
      const begun = boundStart === undefined ? '' : ` from "${text.slice(boundStart, start).trim()}"`
      const flags = [
        unit,
        unitWord && `"${unitWord}"`,
        bound && `${bound}${begun}`,
        ordinal && 'ordinal',
        fraction,
        recurring && 'recurring'
      ]
      const amounts = upTo === undefined ? amount : `${amount}..${upTo}`
      return [`${text.slice(start, end)} = ${amounts}`, ...flags.filter(Boolean)].join(' ')
    })
    .join(separator)
}
