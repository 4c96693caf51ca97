import { yearReading } from './bare-years.ts'
import { isCalendarDate, months } from './calendar.ts'
import { isCounted } from './counted-nouns.ts'
import { DateContext } from './date-context.ts'
import { type Modifiers, modifiersBefore } from './date-modifiers.ts'
import { periodOpeners } from './date-periods.ts'
import { beginsNumber, calendarAt, dayAt, type Point } from './date-points.ts'
import { type Range, rangeAt } from './date-ranges.ts'
import type { CalendarDate, DateMention } from './mention.ts'
import { relationOpeners, relativeAt } from './relative-dates.ts'
import { isCapitalised, type Token, tokenAt, tokensOf, wordSet } from './tokens.ts'

export { DateContext } from './date-context.ts'

/** Words before a month that stands alone, which could be a name or a verb: "in May", "late March". */
const monthPrepositions = wordSet('in since until till by during from through before after of between')

/** Words that a date can begin with; at others nothing is tried. */
const openers = new Set([...months.keys(), ...relationOpeners, ...periodOpeners, ...wordSet('ad ce a')])

interface Dated {
  readonly date: CalendarDate
  readonly until?: CalendarDate
  readonly method?: string
}

/** Reads one sentence or cell, from left to right. */
class DateReader {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #context: DateContext
  readonly #mentions: DateMention[] = []
  /** The token after the last mention, and after the last year. */
  #floor = 0
  #lastYear = -1
  /** Tokens that open the parentheses around the current token. */
  readonly #open: number[] = []
  #scanned = 0
  /** "Three days earlier," before "on 26 August". */
  #told: Dated | undefined

  constructor(text: string, context: DateContext) {
    this.#text = text
    this.#tokens = tokensOf(text)
    this.#context = context
  }

  read(): DateMention[] {
    let index = 0
    while (index < this.#tokens.length) {
      this.#scanParentheses(index)
      index = this.#readAt(index)
    }
    return this.#mentions
  }

  #scanParentheses(to: number): void {
    for (; this.#scanned < to; this.#scanned += 1) {
      const { text } = tokenAt(this.#tokens, this.#scanned)
      if (text === '(' || text === '[') this.#open.push(this.#scanned)
      else if (text === ')' || text === ']') this.#open.pop()
    }
  }

  /** The token to go on from. */
  #readAt(index: number): number {
    const tokens = this.#tokens
    const { kind, lower } = tokenAt(tokens, index)
    if (kind === 'mark' || (kind === 'word' && !openers.has(lower))) return index + 1
    const relative =
      kind === 'word' || tokenAt(tokens, index + 1).kind === 'word'
        ? relativeAt(tokens, index, this.#context)
        : undefined
    if (relative) {
      const isExplained =
        tokenAt(tokens, relative.next).text === ',' &&
        tokenAt(tokens, relative.next + 1).lower === 'on' &&
        calendarAt(tokens, relative.next + 2) !== undefined
      if (isExplained) this.#told = relative.none ? undefined : this.#dated(relative)
      else if (!relative.none) this.#take(relative, modifiersBefore(tokens, index, this.#floor))
      return relative.next
    }
    if (kind === 'digits' && !beginsNumber(tokens, index)) return index + 1
    const listed = this.#dayOfList(index)
    const range: Range | undefined = listed ?? rangeAt(tokens, index)
    if (!range) return index + 1
    if (range.none) return range.next
    if (!this.#isDate(index, range)) return range.bare ? range.next : index + 1
    return range.next
  }

  /** "on 14 and 16 June 2009": the first day. */
  #dayOfList(index: number): Point | undefined {
    const tokens = this.#tokens
    const day = tokenAt(tokens, index - 1).lower === 'on' ? dayAt(tokens, index) : undefined
    if (!day || !/^(?:and|or|,)$/.test(tokenAt(tokens, day.next).lower)) return undefined
    const other =
      tokenAt(tokens, day.next + 1).kind === 'digits' ? calendarAt(tokens, day.next + 1) : undefined
    const { month, year, day: otherDay = 0 } = other?.date ?? {}
    if (other?.none || month === undefined || otherDay <= day.day) return undefined
    return { next: day.next, date: { ...(year !== undefined && { year }), month, day: day.day } }
  }

  /** Takes in a date if the words around make it one; whether they do. */
  #isDate(index: number, range: Range): boolean {
    const tokens = this.#tokens
    const modifiers = modifiersBefore(tokens, index, this.#floor)
    let isEpithet = false
    let isAlone = false
    if (range.bare) {
      const reading = yearReading(tokens, index, {
        next: range.next,
        isRange: range.isRange === true || range.open === true,
        lastEnd: this.#lastYear,
        parenthesis: this.#open.at(-1) ?? -1
      })
      if (!reading) return false
      isEpithet = reading === 'epithet'
      isAlone = reading === 'alone' && !range.isRange && !range.open
    } else if (range.date.year === undefined && range.date.day === undefined && !range.sameYear) {
      // "of the October Revolution" names no month.
      const isPlaced = tokenAt(tokens, modifiers.start - 1).lower === modifiers.preposition
      const isNamed = isCapitalised(tokenAt(tokens, range.next)) || !isPlaced
      const isMonth = monthPrepositions.has(modifiers.preposition) || modifiers.start < index
      if (isNamed || !(isMonth || range.isRange)) return false
      if (isCounted(tokens, range.next)) return false
    }
    const told = this.#told
    this.#told = undefined
    const { month, day } = range.date
    const isTold = range.date.year === undefined && told?.date.month === month && told?.date.day === day
    const dated = isTold ? told : this.#dated(range)
    if (!dated) return false
    this.#take({ ...range, ...dated, next: range.next }, modifiers, isEpithet, isAlone)
    return true
  }

  /** The date with its year, its own or one that other words give. */
  #dated(range: Range): Dated | undefined {
    const { date, until, method } = range
    if (date.year !== undefined) {
      const own = { date: date as CalendarDate, ...(until && { until: until as CalendarDate }) }
      return { ...own, ...(method && { method }) }
    }
    const given = this.#yearAfter(range) ?? this.#yearBefore(range)
    if (!given) return undefined
    const full = { ...date, year: given.year }
    if (!isCalendarDate(full)) return undefined
    const how = `the year is that of ${given.words}`
    return { date: full, ...(until && { until: { ...until, year: given.year } }), method: how }
  }

  /** "on 12 March and 14 June 2010": the year of the date that the next word joins. */
  #yearAfter({ next, date, sameYear }: Range): { year: number; words: string } | undefined {
    const tokens = this.#tokens
    if (sameYear || !/^(?:and|or|,|&)$/.test(tokenAt(tokens, next).lower)) return undefined
    const start = next + (tokenAt(tokens, next + 1).lower === 'and' ? 2 : 1)
    const at = tokenAt(tokens, start).lower === 'on' ? start + 1 : start
    const other = calendarAt(tokens, at)
    const { year, month = 0 } = other?.date ?? {}
    if (!other || other.none || year === undefined || month < date.month!) return undefined
    return { year, words: `"${this.#words(at, other.next)}" after it` }
  }

  /** The year of the last date, if time need not run back for it, but within a month. */
  #yearBefore({ date, sameYear }: Range): { year: number; words: string } | undefined {
    const anchor = this.#context.yearAnchor()
    if (!anchor) return undefined
    const { year, month } = anchor.date
    if (!sameYear && month !== undefined && date.month! < month) return undefined
    return { year, words: anchor.yearWords }
  }

  #words(from: number, to: number): string {
    return this.#text.slice(tokenAt(this.#tokens, from).start, tokenAt(this.#tokens, to - 1).end)
  }

  #take(range: Range, modifiers: Modifiers, isEpithet = false, isBare = false): void {
    const tokens = this.#tokens
    const { next, until, precision, method } = range
    const { start, bound, preposition, asOf } = modifiers
    const isLasting = /^(?:on|onward|onwards)$/.test(tokenAt(tokens, next).lower) && preposition === 'from'
    const isOpen = range.open || ((preposition === 'since' || isLasting) && (!until || precision))
    // "after the 1991 dissolution" is after the thing, whose year is 1991.
    const isOfThing = isEpithet && (bound === 'before' || bound === 'after')
    const isBounded = bound && !isOfThing && (!until || precision || bound === 'about')
    const mention: DateMention = {
      kind: 'date',
      start: tokenAt(tokens, start).start,
      end: tokenAt(tokens, next - 1).end,
      date: range.date as CalendarDate,
      ...(until && { until: until as CalendarDate }),
      ...(precision && { precision }),
      ...(isOpen && { open: true as const }),
      ...(isBounded && { bound }),
      ...(asOf && { asOf: true as const }),
      ...(isBare && { bare: true as const }),
      ...(method && { method })
    }
    this.#mentions.push(mention)
    if (range.date.month === undefined || range.bare) this.#lastYear = next
    this.#context.add(mention, this.#words(start, next), {
      isEpithet,
      isAside: this.#open.length > 0,
      isLimit: /^(?:until|till|by|before|for)$/.test(preposition) || bound === 'before',
      opensSentence: this.#floor === 0 && start < 3
    })
    this.#floor = next
  }
}

/**
 * The dates that a sentence, a heading or a cell names, in their order; they do not overlap, and their spans
 * leave prepositions out. The context is asked for what the words leave out, and takes in what they say: give it
 * the sentences of a document in their order, and `context.aside()` for cells, notes and captions.
 */
export function readDates(text: string, context: DateContext): DateMention[] {
  context.beginSentence(title => readDates(title, new DateContext()))
  return new DateReader(text, context).read()
}
