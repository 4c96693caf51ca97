import { calendarAt } from './date-points.ts'
import { digitNumeralAt } from './digit-numerals.ts'
import type { Span } from './document.ts'
import type { NumberMention } from './mention.ts'
import { boundAfter, boundBefore, isPreposition } from './number-bounds.ts'
import { isFewDigitYear, isLabel, isOfMillennium, isPronoun, nameAt } from './number-names.ts'
import { isNumberWord, type Numeral, shiftDecimal, wordNumeralAt } from './numerals.ts'
import { recurrenceAt } from './recurrences.ts'
import { isCapitalised, isDash, type Token, tokenAt, tokensOf, wordSet } from './tokens.ts'
import { type Unit, type Units, unitAt } from './units.ts'

/** Words between a number and its unit of time: "five more years". */
const fillers = wordSet('more other additional further consecutive full whole calendar long successive extra')

interface Measure {
  readonly next: number
  readonly unit?: Unit
  readonly word?: string
}

class NumberReader {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #dates: readonly Span[]
  readonly #units: Units
  readonly #mentions: NumberMention[] = []
  #floor = 0
  #nextDate = 0
  /** The last token that was a number in name only. */
  #lastName = -9

  constructor(text: string, dates: readonly Span[], units: Units) {
    this.#text = text
    this.#tokens = tokensOf(text)
    this.#dates = dates
    this.#units = units
  }

  read(): NumberMention[] {
    let index = this.#listNumber()
    while (index < this.#tokens.length) index = this.#readAt(index)
    return this.#mentions
  }

  /** The token after "1." or "2)" at the head of an item. */
  #listNumber(): number {
    const [number, mark, word] = [0, 1, 2].map(index => tokenAt(this.#tokens, index))
    const isItem =
      number?.kind === 'digits' && number.text.length < 4 && mark?.joined === true && word?.kind !== 'end'
    return isItem && /^[.)]$/.test(mark.text) && !word?.joined ? 2 : 0
  }

  /** Whether a token is in a date; tokens are asked about in their order, those ahead by `#dateAhead`. */
  #dateAt(token: Token): Span | undefined {
    while (this.#nextDate < this.#dates.length && this.#dates[this.#nextDate]!.end <= token.start)
      this.#nextDate += 1
    const date = this.#dates[this.#nextDate]
    return date && date.start < token.end ? date : undefined
  }

  #readAt(index: number): number {
    const tokens = this.#tokens
    const token = tokenAt(tokens, index)
    if (this.#dateAt(token)) return index + 1
    // Days without a known year are no numbers either.
    const day = calendarAt(tokens, index)
    if (day && (day.none || day.date.day !== undefined)) return day.next
    if (token.kind === 'digits') return this.#digits(index, index)
    if (token.kind === 'mark' || token.lower.length < 4) {
      const symbol = unitAt(tokens, index, this.#units)
      const isAmount = symbol?.unit.dimension === 'money' && tokenAt(tokens, symbol.next).kind === 'digits'
      if (isAmount) return this.#digits(symbol.next, index, symbol.unit)
    }
    if (token.kind === 'mark') return index + 1
    return this.#recurrence(index) ?? this.#words(index) ?? index + 1
  }

  /** The index of the first token of the next date. */
  #limit(index: number): number {
    const date = this.#dates[this.#nextDate]
    if (!date) return this.#tokens.length
    let limit = index
    while (
      limit < index + 16 &&
      tokenAt(this.#tokens, limit).kind !== 'end' &&
      tokenAt(this.#tokens, limit).start < date.start
    )
      limit += 1
    return limit < index + 16 ? limit : this.#tokens.length
  }

  #digits(index: number, start: number, currency?: Unit): number {
    const tokens = this.#tokens
    const { next, numeral, isLoose } = digitNumeralAt(tokens, index, this.#limit(index), this.#text)
    if (!numeral) return next
    const negative = this.#negative(index, numeral)
    if (negative) return this.#take(index - 1, negative)
    if (start === index && this.#isNamed(index)) return next
    if (isLoose && !unitAt(tokens, next, this.#units)) return next
    const following = tokenAt(tokens, numeral.next)
    const isPower = currency && following.joined && /^[mMkK]$/.test(following.text)
    if (isPower) {
      const amount = shiftDecimal(numeral.amount, following.lower === 'm' ? 6 : 3)
      return this.#take(start, { ...numeral, amount, next: numeral.next + 1 }, currency)
    }
    const suffix = following.joined && following.kind === 'word' && numeral.next === next && !numeral.ordinal
    // `4x4`, `1080p`, `5G`: only a unit may be written together with its number.
    if (suffix && !unitAt(tokens, numeral.next, this.#units)) return next + 1
    return numeral.ordinal ? this.#ordinal(index, numeral) : this.#take(start, numeral, currency)
  }

  /** "−5 °C": a minus sign, or a hyphen where a temperature follows, that no word stands against. */
  #negative(index: number, numeral: Numeral): Numeral | undefined {
    const [sign, token] = [tokenAt(this.#tokens, index - 1), tokenAt(this.#tokens, index)]
    if (!token.joined || (sign.joined && tokenAt(this.#tokens, index - 2).text !== '(')) return undefined
    const isDegree = unitAt(this.#tokens, numeral.next, this.#units)?.unit.dimension === 'temperature'
    return sign.text === '−' || (isDash(sign) && isDegree)
      ? { ...numeral, amount: `-${numeral.amount}` }
      : undefined
  }

  #isNamed(index: number): boolean {
    const place = this.#isListedName(index) ? 'after a name' : nameAt(this.#tokens, index)
    const isNamed = place === 'name' || (place === 'after a name' && !this.#isMeasured(index))
    if (isNamed) this.#lastName = index
    return isNamed || isFewDigitYear(this.#tokens, index)
  }

  /** "Lines 1, 2 and 3": numbers in a row with one that is a name. */
  #isListedName(index: number): boolean {
    const between = this.#tokens.slice(this.#lastName + 1, index)
    return (
      this.#lastName >= 0 &&
      between.length < 3 &&
      between.every(({ lower }) => /^(?:,|and|or|to|&|–|-)$/.test(lower))
    )
  }

  /** Whether a unit after digits shows that they are an amount, whatever stands before. */
  #isMeasured(index: number): boolean {
    const { numeral } = digitNumeralAt(this.#tokens, index, this.#limit(index), this.#text)
    const found = numeral && unitAt(this.#tokens, numeral.next, this.#units)
    return found !== undefined && found.unit.item !== undefined
  }

  #words(index: number): number | undefined {
    const tokens = this.#tokens
    const token = tokenAt(tokens, index)
    if (!isNumberWord(token.lower)) return undefined
    const previous = tokenAt(tokens, index - 1)
    // "Group of Seven", "Seven Years' War": a capital within a sentence makes a name.
    if (isCapitalised(token) && !/^(?:|[.:;!?—–"“”«(‘])$/.test(previous.text)) return index + 1
    if (previous.joined !== false && previous.text === '-' && token.joined) return index + 1
    const numeral = wordNumeralAt(tokens, index) ?? this.#article(index)
    if (!numeral) return undefined
    const following = tokenAt(tokens, numeral.next)
    if (isCapitalised(token) && isCapitalised(following) && index > 0) return numeral.next
    if (numeral.ordinal) return this.#ordinal(index, numeral)
    if (token.lower === 'one' && numeral.next === index + 1 && isPronoun(tokens, index, this.#units))
      return index + 1
    if (isLabel(previous)) return numeral.next
    return this.#take(index, numeral)
  }

  /** "the third session"; not "at first", "a second", "the 1st Army", "first of all". */
  #ordinal(index: number, numeral: Numeral): number {
    const tokens = this.#tokens
    const following = tokenAt(tokens, numeral.next)
    const { lower } = tokenAt(tokens, index)
    if (isCapitalised(following) || isOfMillennium(tokens, numeral.next)) return numeral.next
    const isAdverb =
      /^(?:at|time)$/.test(tokenAt(tokens, index - 1).lower) || /^(?:and|of)$/.test(following.lower)
    if (lower === 'first' && isAdverb) return numeral.next
    return this.#take(index, numeral)
  }

  /** "a week", where words for its length stand before: "lasted about a week". */
  #article(index: number): Numeral | undefined {
    const tokens = this.#tokens
    const { lower } = tokenAt(tokens, index)
    if (lower !== 'a' && lower !== 'an') return undefined
    const found = unitAt(tokens, index + 1, this.#units)
    if (found?.unit.dimension !== 'time' || tokenAt(tokens, index + 1).lower.endsWith('s')) return undefined
    const previous = tokenAt(tokens, index - 1).lower
    const isLength = /^(?:for|lasted|lasts|lasting|last|within|after|takes|took|taking|every|spent)$/.test(
      previous
    )
    if (!isLength && !boundBefore(tokens, index, this.#floor)) return undefined
    return { next: index + 1, amount: '1', isWords: true }
  }

  #recurrence(index: number): number | undefined {
    const found = recurrenceAt(this.#tokens, index, this.#units)
    if (!found) return undefined
    const bound = boundBefore(this.#tokens, index, this.#floor)
    this.#push(index, found.next, {
      amount: '1',
      unit: found.item,
      unitWord: found.word,
      recurring: true,
      ...(bound && { bound: bound.bound, boundStart: tokenAt(this.#tokens, bound.start).start })
    })
    return found.next
  }

  /** The unit after a number, also behind a hyphen: "three-year", "five more years". */
  #measure(next: number): Measure {
    const tokens = this.#tokens
    const hyphen =
      isDash(tokenAt(tokens, next)) && tokenAt(tokens, next).joined && tokenAt(tokens, next + 1).joined
    const filler = fillers.has(tokenAt(tokens, next).lower) ? 1 : 0
    const at = next + (hyphen || filler ? 1 : 0)
    const found = unitAt(tokens, at, this.#units)
    if (!found || (filler && found.unit.dimension !== 'time')) return { next }
    const [from, to] = [tokenAt(tokens, at).start, tokenAt(tokens, found.next - 1).end]
    return { next: found.next, unit: found.unit, word: this.#text.slice(from, to) }
  }

  /** The second number of a range, and the token after it. */
  #farEnd(first: Numeral, start: number, next: number): Numeral | undefined {
    const tokens = this.#tokens
    const link = tokenAt(tokens, next)
    const isBetween = tokenAt(tokens, start - 1).lower === 'between'
    const isChange = tokenAt(tokens, start - 1).lower === 'from'
    const isLink = isBetween ? link.lower === 'and' : isDash(link) || /^(?:to|or)$/.test(link.lower)
    if (!isLink || isChange || this.#dateAhead(next + 1)) return undefined
    const token = tokenAt(tokens, next + 1)
    const second =
      token.kind === 'digits'
        ? digitNumeralAt(tokens, next + 1, this.#limit(next + 1), this.#text).numeral
        : isNumberWord(token.lower)
          ? wordNumeralAt(tokens, next + 1)
          : undefined
    if (!second || second.ordinal || second.fraction || first.fraction) return undefined
    return second
  }

  #dateAhead(index: number): boolean {
    const { start, end } = tokenAt(this.#tokens, index)
    for (let at = this.#nextDate; at < this.#dates.length && at < this.#nextDate + 3; at += 1) {
      const date = this.#dates[at]!
      if (date.start < end && date.end > start) return true
    }
    return false
  }

  /** Takes a number in with its unit, its far end and its bounds; the token to go on from. */
  #take(start: number, numeral: Numeral, currency?: Unit): number {
    const tokens = this.#tokens
    let { next, unit, word }: Measure =
      numeral.ordinal || currency ? { next: numeral.next } : this.#measure(numeral.next)
    let near = numeral.amount
    let upTo: string | undefined
    const far = numeral.ordinal ? undefined : this.#farEnd(numeral, start, next)
    if (far) {
      const measure = this.#measure(far.next)
      // "5 to 7 million" counts millions on both sides.
      const isShared = numeral.power === undefined && numeral.amount.length < 4
      const amount = isShared ? shiftDecimal(numeral.amount, far.power ?? 0) : numeral.amount
      const isLower = Number(far.amount) <= Number(amount)
      const isSame = unit === undefined || measure.unit === unit
      if (isSame && !isLower) {
        near = amount
        upTo = far.amount
        next = measure.next
        unit = measure.unit
        word = measure.word
      } else if (isDash(tokenAt(tokens, next))) return far.next
    }
    if (currency) {
      unit = currency
      word = this.#text.slice(tokenAt(tokens, start).start, tokenAt(tokens, start).end)
    }
    // "$30 per day", "5 km/min": the unit is another than its first word says.
    const following = tokenAt(tokens, next)
    const isRate =
      (following.lower === 'per' || (following.text === '/' && following.joined)) && unit !== undefined
    if (isRate && unit?.dimension !== 'ratio') return next
    const before = numeral.ordinal ? undefined : boundBefore(tokens, start, this.#floor)
    const isSmall = numeral.isWords && unit === undefined && numeral.amount.length < 2
    const previous = tokenAt(tokens, start - 1)
    // "over five years" is as often during them, and "under one roof" no bound at all.
    const isVague =
      isPreposition(previous) && ((unit?.dimension === 'time' && previous.lower === 'over') || isSmall)
    const after = boundAfter(tokens, next)
    const isRecurring = unit?.dimension === 'time' && tokenAt(tokens, start - 1).lower === 'every'
    const isTold = unit !== undefined && (unit.dimension === 'time' || unit.item === undefined)
    this.#push(start, next, {
      amount: near,
      ...(upTo !== undefined && { upTo }),
      ...(unit?.item !== undefined && { unit: unit.item }),
      ...(isTold && word !== undefined && { unitWord: word }),
      ...(before && !isVague
        ? { bound: before.bound, boundStart: tokenAt(tokens, before.start).start }
        : after && { bound: after }),
      ...(numeral.ordinal && { ordinal: true as const }),
      ...(numeral.fraction !== undefined && { fraction: numeral.fraction }),
      ...(isRecurring && { recurring: true as const })
    })
    return next
  }

  #push(from: number, to: number, rest: Omit<NumberMention, 'kind' | 'start' | 'end'>): void {
    const [start, end] = [tokenAt(this.#tokens, from).start, tokenAt(this.#tokens, to - 1).end]
    this.#mentions.push({ kind: 'number', start, end, ...rest })
    this.#floor = to
  }
}

/**
 * The numbers and measures that a sentence or a cell names outside its dates, in their order; they do not
 * overlap. `dates`: the spans of its dates, in their order. A number that is part of a name is none: "Article 4".
 */
export const readNumbers = (text: string, dates: readonly Span[], units: Units): NumberMention[] =>
  new NumberReader(text, dates, units).read()
