import { multiplied, type Numeral } from './numerals.ts'
import { type Token, tokenAt } from './tokens.ts'

const fractions = new Map([
  ['½', '.5'],
  ['¼', '.25'],
  ['¾', '.75']
])

/** A stretch of digits: the token after it, and its number, if it is one. */
interface Digits {
  readonly next: number
  readonly decimal?: string
  /** A single space divides it, "29 743": it could be two numbers. */
  readonly isLoose?: boolean
}

/**
 * Everything from a token up to a limit that is written together as digits: `146,150,000`, `+7 495 123-45-67`,
 * `9/11`, `1.2.3`. What is more than one number, or none, is to be left out whole.
 */
function digitsAt(tokens: readonly Token[], index: number, limit: number, text: string): Digits {
  let next = index + 1
  let groups = [tokenAt(tokens, index).text]
  let marks: string[] = []
  let dash = 0
  while (next < limit) {
    const token = tokenAt(tokens, next)
    const after = tokenAt(tokens, next + 1)
    if (token.kind === 'digits' && !token.joined) {
      marks.push(text.slice(tokenAt(tokens, next - 1).end, token.start) === ' ' ? ' ' : 'group')
      groups.push(token.text)
      next += 1
    } else if (isGlue(token, after)) {
      if (token.text === '-' || token.text === '–') dash = dash === 0 ? next : -1
      marks.push(token.text)
      groups.push(after.text)
      next += 2
    } else break
  }
  if (dash > 0) {
    // One dash divides the ends of a range; two make a telephone number or the like.
    const first = marks.findIndex(mark => mark === '-' || mark === '–')
    groups = groups.slice(0, first + 1)
    marks = marks.slice(0, first)
  }
  const decimal = dash < 0 ? undefined : decimalOf(groups, marks)
  if (decimal === undefined) return { next }
  return { next: dash > 0 ? dash : next, decimal, isLoose: marks.length === 1 && marks[0] === ' ' }
}

const isGlue = (token: Token, after: Token): boolean =>
  token.kind === 'mark' &&
  token.joined &&
  after.kind === 'digits' &&
  after.joined &&
  !/^[([{"“—;'’]$/.test(token.text)

/** The number that groups of digits make with the marks between; none for dates, times, telephones, versions. */
function decimalOf(groups: readonly string[], marks: readonly string[]): string | undefined {
  const point = marks.indexOf('.')
  if (point >= 0 && point !== marks.length - 1) return undefined
  const wholes = point < 0 ? groups : groups.slice(0, -1)
  const grouping = point < 0 ? marks : marks.slice(0, -1)
  const [mark] = grouping
  if (mark !== undefined) {
    if (mark !== ',' && mark !== 'group' && mark !== ' ') return undefined
    const isGrouped =
      grouping.every(other => other === mark) && wholes.slice(1).every(group => group.length === 3)
    if (!isGrouped || wholes[0]!.length > 3 || wholes[0] === '0') return undefined
  }
  const whole = wholes.join('').replace(/^0+(?=\d)/, '')
  return point < 0 ? whole : `${whole}.${groups.at(-1)}`
}

/** A number in digits with its multiplier; no `numeral` where digits stand that are no number. */
export function digitNumeralAt(
  tokens: readonly Token[],
  index: number,
  limit: number,
  text: string
): { readonly next: number; readonly numeral?: Numeral; readonly isLoose?: boolean } {
  const { next, decimal, isLoose = false } = digitsAt(tokens, index, limit, text)
  if (decimal === undefined) return { next }
  const following = tokenAt(tokens, next)
  const half = fractions.get(following.text)
  if (half && following.joined) {
    return { next: next + 1, numeral: { next: next + 1, amount: decimal + half, isWords: false } }
  }
  if (following.joined && /^(?:st|nd|rd|th)$/.test(following.lower)) {
    return { next: next + 1, numeral: { next: next + 1, amount: decimal, ordinal: true, isWords: false } }
  }
  return { next, isLoose, numeral: multiplied(tokens, { next, amount: decimal, isWords: false }) }
}
