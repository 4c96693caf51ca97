import { addDays, addMonths } from './calendar.ts'
import type { Anchor, DateContext } from './date-context.ts'
import { monthAt, type Point } from './date-points.ts'
import type { CalendarDate } from './mention.ts'
import { type Token, tokenAt, wordSet } from './tokens.ts'

type Unit = 'year' | 'month' | 'day'

const small = new Map(
  'a one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, Math.max(index, 1)] as const)
)

const unitOf = ({ lower }: Token): Unit | undefined =>
  lower === 'year' || lower === 'month' || lower === 'day' ? lower : undefined

const unitsOf = ({ lower }: Token): Unit | undefined =>
  lower === 'years' ? 'year' : lower === 'months' ? 'month' : lower === 'days' ? 'day' : undefined

/** "over the next year", "within two years": how long, not when. */
const lengths = wordSet('over for within during throughout in than about almost nearly some')

/** A date so many units after another; none where that one is not as precise. */
function shift({ year, month, day }: CalendarDate, count: number, unit: Unit): CalendarDate | undefined {
  if (unit === 'year') return { year: year + count }
  if (month === undefined) return undefined
  if (unit === 'month') return addMonths({ year, month }, count)
  return day === undefined ? undefined : addDays({ year, month, day }, count)
}

const isPhraseEnd = ({ kind, text }: Token): boolean => kind === 'end' || /^[.,;:)—–]$/.test(text)

/** Words that tell a date from another: the token after them, and the date, from an anchor. */
interface Relation {
  readonly next: number
  readonly dateFrom: (date: CalendarDate) => CalendarDate | undefined
  readonly isDocuments?: true
}

/** "that year", "the same day", "that same month". */
function sameAt(tokens: readonly Token[], index: number): Relation | undefined {
  const { lower } = tokenAt(tokens, index)
  const second = tokenAt(tokens, index + 1).lower
  if (lower !== 'that' && !(lower === 'the' && second === 'same')) return undefined
  const next = index + (second === 'same' ? 2 : 1)
  const unit = unitOf(tokenAt(tokens, next))
  return unit && { next: next + 1, dateFrom: date => shift(date, 0, unit) }
}

/** "the following year", "the previous month", "the next day", "the following October". */
function neighbourAt(tokens: readonly Token[], index: number): Relation | undefined {
  if (tokenAt(tokens, index).lower !== 'the') return undefined
  const { lower } = tokenAt(tokens, index + 1)
  const step =
    lower === 'following' || lower === 'next' ? 1 : /^(?:previous|preceding|prior)$/.test(lower) ? -1 : 0
  if (step === 0) {
    const unit = unitOf(tokenAt(tokens, index + 1))
    const { lower: side } = tokenAt(tokens, index + 2)
    if (!unit || (side !== 'before' && side !== 'after') || !isPhraseEnd(tokenAt(tokens, index + 3)))
      return undefined
    return { next: index + 3, dateFrom: date => shift(date, side === 'after' ? 1 : -1, unit) }
  }
  if (lengths.has(tokenAt(tokens, index - 1).lower) && tokenAt(tokens, index - 1).lower !== 'in')
    return undefined
  if (lower === 'next' && tokenAt(tokens, index - 1).lower === 'in') return undefined
  const unit = unitOf(tokenAt(tokens, index + 2))
  if (unit) return { next: index + 3, dateFrom: date => shift(date, step, unit) }
  const named = monthAt(tokens, index + 2)
  if (!named || tokenAt(tokens, named.next).kind === 'digits') return undefined
  const { month } = named
  const dateFrom = (date: CalendarDate): CalendarDate | undefined => {
    if (date.month === undefined) return undefined
    const isLater = step > 0 ? month <= date.month : month >= date.month
    return { year: date.year + (isLater ? step : 0), month }
  }
  return { next: named.next, dateFrom }
}

/** "two years later", "Three days earlier", "a year before" at the end of a phrase. */
function distanceAt(tokens: readonly Token[], index: number): Relation | undefined {
  const token = tokenAt(tokens, index)
  const count = token.kind === 'digits' && token.text.length < 4 ? Number(token.text) : small.get(token.lower)
  if (count === undefined || count === 0) return undefined
  const unit = count === 1 ? unitOf(tokenAt(tokens, index + 1)) : unitsOf(tokenAt(tokens, index + 1))
  const { lower: side } = tokenAt(tokens, index + 2)
  if (!unit || lengths.has(tokenAt(tokens, index - 1).lower)) return undefined
  const isPlain = side === 'later' || side === 'earlier' || side === 'afterwards'
  if (!isPlain && !((side === 'before' || side === 'after') && isPhraseEnd(tokenAt(tokens, index + 3)))) {
    return undefined
  }
  if (isPlain && tokenAt(tokens, index + 3).lower === 'than') return undefined
  const step = side === 'earlier' || side === 'before' ? -count : count
  return { next: index + 3, dateFrom: date => shift(date, step, unit) }
}

/** "this year", "last month" in a document that has a date. */
function documentAt(tokens: readonly Token[], index: number): Relation | undefined {
  const { lower } = tokenAt(tokens, index)
  const step = lower === 'this' ? 0 : lower === 'last' ? -1 : lower === 'next' ? 1 : undefined
  const unit = unitOf(tokenAt(tokens, index + 1))
  const before = tokenAt(tokens, index - 1).lower
  if (step === undefined || !unit || unit === 'day' || before === 'the' || before === 'its') return undefined
  return { next: index + 2, dateFrom: date => shift(date, step, unit), isDocuments: true }
}

/** Words before which a distance may stand and mean its own date: "later that year". */
const particles = wordSet('later earlier also')

/**
 * A date told from another: "the following October", "that year", "three days earlier". It has a date when the
 * context has one to tell it from, as precise as its unit; `none` otherwise, so that its words are read no more.
 */
export function relativeAt(tokens: readonly Token[], index: number, context: DateContext): Point | undefined {
  const start = particles.has(tokenAt(tokens, index).lower) ? index + 1 : index
  const relation =
    sameAt(tokens, start) ??
    (start === index
      ? (neighbourAt(tokens, index) ?? distanceAt(tokens, index) ?? documentAt(tokens, index))
      : undefined)
  if (!relation) return undefined
  const own = context.documentDate && { date: context.documentDate, words: "the document's own date" }
  const anchor: Pick<Anchor, 'date' | 'words'> | undefined = relation.isDocuments ? own : context.nearAnchor()
  const date = anchor && relation.dateFrom(anchor.date)
  const { next } = relation
  return date ? { next, date, method: `told from ${anchor.words}` } : { next, date: {}, none: true }
}

/** The words that such a date can begin with, in lower case. */
export const relationOpeners: ReadonlySet<string> = new Set([
  ...small.keys(),
  ...particles,
  'that',
  'the',
  'this',
  'last',
  'next'
])
