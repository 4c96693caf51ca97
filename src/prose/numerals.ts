import { isDash, type Token, tokenAt } from './tokens.ts'

/** A number as written, and the token after it. */
export interface Numeral {
  readonly next: number
  /** Decimal digits, `.` before the fraction. */
  readonly amount: string
  readonly ordinal?: true
  readonly fraction?: string
  readonly isWords: boolean
  /** The power of ten of its "million", which counts for both ends of "5 to 7 million". */
  readonly power?: number
}

const below20 =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' '
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' '
  )

const cardinalValues = new Map<string, number>([
  ...below20.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const)
])
const ordinalValues = new Map<string, number>([
  ...ordinals.slice(1).map((word, index) => [word, index + 1] as const),
  ...tens.map((word, index) => [word.replace(/y$/, 'ieth'), (index + 2) * 10] as const)
])

/** Powers of ten, of the words that multiply what stands before them. */
const powers = new Map<string, number>([
  ['thousand', 3],
  ['million', 6],
  ['millions', 6],
  ['mn', 6],
  ['mln', 6],
  ['billion', 9],
  ['billions', 9],
  ['bn', 9],
  ['bln', 9],
  ['trillion', 12],
  ['tn', 12]
])

const openers = new Set([...cardinalValues.keys(), ...ordinalValues.keys(), 'half', 'a', 'an'])

/** Whether a word can begin a number in words. */
export const isNumberWord = (lower: string): boolean => openers.has(lower)

/** A decimal times a power of ten, without rounding: `1.5`, 6 → `1500000`. */
export function shiftDecimal(decimal: string, power: number): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const moved = whole + fraction.slice(0, power).padEnd(power, '0')
  const rest = fraction.slice(power)
  return (moved.replace(/^0+(?=\d)/, '') || '0') + (rest && `.${rest}`)
}

/** Applies "million" and its like, as often as they stand there; also behind a hyphen, "3-million". */
export function multiplied(tokens: readonly Token[], numeral: Numeral): Numeral {
  let { next, amount, power: shifted = 0 } = numeral
  for (let count = 0; count < 3; count += 1) {
    const hyphen = isDash(tokenAt(tokens, next)) && tokenAt(tokens, next).joined ? 1 : 0
    const { lower } = tokenAt(tokens, next + hyphen)
    const power = lower === 'hundred' && !hyphen ? 2 : powers.get(lower)
    if (power === undefined) break
    amount = shiftDecimal(amount, power)
    shifted += power
    next += 1 + hyphen
  }
  return { ...numeral, next, amount, ...(shifted > 0 && { power: shifted }) }
}

/** The value of a word that follows the tens in "twenty-one", "twenty one", "twenty-first". */
function unitsAfter(
  tokens: readonly Token[],
  index: number
): { next: number; value: number; ordinal: boolean } | undefined {
  const at = isDash(tokenAt(tokens, index)) && tokenAt(tokens, index).joined ? index + 1 : index
  const { lower } = tokenAt(tokens, at)
  const cardinal = cardinalValues.get(lower)
  if (cardinal !== undefined && cardinal > 0 && cardinal < 10)
    return { next: at + 1, value: cardinal, ordinal: false }
  const ordinal = ordinalValues.get(lower)
  if (ordinal !== undefined && ordinal < 10 && at > index)
    return { next: at + 1, value: ordinal, ordinal: true }
  return undefined
}

/** A number in words: "six", "twenty-one", "three hundred thousand", "two hundred and five", "twenty-first". */
export function wordNumeralAt(tokens: readonly Token[], index: number): Numeral | undefined {
  const special = halfAt(tokens, index) ?? dozenAt(tokens, index)
  if (special) return special
  let next = index
  let total = 0
  let part = 0
  let seen = false
  let lastPower = 99
  let firstPower = 0
  for (let count = 0; count < 24; count += 1) {
    const joint =
      seen && tokenAt(tokens, next).lower === 'and' && part % 100 === 0 && part + total > 0 ? 1 : 0
    const { lower } = tokenAt(tokens, next + joint)
    const value = cardinalValues.get(lower)
    if (value !== undefined && part % 100 === 0 && (part === 0 || value > 0)) {
      const more = value >= 20 ? unitsAfter(tokens, next + joint + 1) : undefined
      if (seen && part === 0 && lastPower === 99) break
      part += value + (more?.value ?? 0)
      next = more?.next ?? next + joint + 1
      seen = true
      if (more?.ordinal) return { next, amount: String(total + part), ordinal: true, isWords: true }
      continue
    }
    const isArticle = !seen && (lower === 'a' || lower === 'an')
    const multiplier = tokenAt(tokens, next + 1).lower
    if (isArticle && (multiplier === 'hundred' || powers.has(multiplier)) && !multiplier.endsWith('s')) {
      part = 1
      next += 1
      seen = true
      continue
    }
    if (joint === 0 && seen && lower === 'hundred' && part > 0 && part < 100) {
      part *= 100
      next += 1
      continue
    }
    const power = joint === 0 && seen ? powers.get(lower) : undefined
    if (power !== undefined && part > 0 && power < lastPower) {
      total += part * 10 ** power
      part = 0
      if (lastPower === 99) firstPower = power
      lastPower = power
      next += 1
      continue
    }
    break
  }
  if (!seen) {
    const ordinal = ordinalValues.get(tokenAt(tokens, index).lower)
    return ordinal === undefined
      ? undefined
      : { next: index + 1, amount: String(ordinal), ordinal: true, isWords: true }
  }
  const power = part === 0 && firstPower > 0 ? { power: firstPower } : {}
  return fractionAfter(tokens, { next, amount: String(total + part), isWords: true, ...power })
}

const parts = new Map([
  ['half', 2],
  ['halves', 2],
  ['third', 3],
  ['thirds', 3],
  ['quarter', 4],
  ['quarters', 4],
  ['fourths', 4],
  ['fifth', 5],
  ['fifths', 5],
  ['sixths', 6],
  ['tenth', 10],
  ['tenths', 10]
])

const fraction = (over: number, under: number, next: number): Numeral => ({
  next,
  amount: String(Math.round((over / under) * 10000) / 10000),
  fraction: `${over}/${under}`,
  isWords: true
})

/** "two-thirds", "three quarters", "one third of"; "two and a half". */
function fractionAfter(tokens: readonly Token[], numeral: Numeral): Numeral {
  const { next, amount } = numeral
  const hyphen = isDash(tokenAt(tokens, next)) && tokenAt(tokens, next).joined ? 1 : 0
  const { lower } = tokenAt(tokens, next + hyphen)
  const under = parts.get(lower)
  const isOne = amount === '1'
  const over = Number(amount)
  if (under !== undefined && over < under && over > 0 && lower.endsWith('s') !== isOne) {
    if (hyphen || lower.endsWith('s') || tokenAt(tokens, next + 1).lower === 'of') {
      return fraction(over, under, next + hyphen + 1)
    }
  }
  if (['and', 'a', 'half'].every((word, offset) => tokenAt(tokens, next + offset).lower === word)) {
    return multiplied(tokens, { ...numeral, next: next + 3, amount: `${amount}.5` })
  }
  return numeral
}

/** "half a million", "half of", "half an hour", "a third of", "a quarter of". */
function halfAt(tokens: readonly Token[], index: number): Numeral | undefined {
  const { lower } = tokenAt(tokens, index)
  const second = tokenAt(tokens, index + 1).lower
  if (lower === 'half') {
    if (/^(?:first|second|latter|other|and|and|-)$/.test(tokenAt(tokens, index - 1).lower)) return undefined
    if (second === 'a' || second === 'an') {
      const power = powers.get(tokenAt(tokens, index + 2).lower)
      if (power !== undefined) return { next: index + 3, amount: shiftDecimal('0.5', power), isWords: true }
      if (tokenAt(tokens, index + 2).lower === 'dozen') return { next: index + 3, amount: '6', isWords: true }
      return { ...fraction(1, 2, index + 2) }
    }
    return second === 'of' || second === 'the' ? fraction(1, 2, index + 1) : undefined
  }
  if (lower !== 'a' || tokenAt(tokens, index + 2).lower !== 'of') return undefined
  const under = parts.get(second)
  return under !== undefined && !second.endsWith('s') && second !== 'half'
    ? fraction(1, under, index + 2)
    : undefined
}

/** "a dozen", "two dozen"; not "dozens". */
function dozenAt(tokens: readonly Token[], index: number): Numeral | undefined {
  const { lower } = tokenAt(tokens, index)
  if (tokenAt(tokens, index + 1).lower !== 'dozen') return undefined
  const count = lower === 'a' ? 1 : cardinalValues.get(lower)
  return count === undefined ? undefined : { next: index + 2, amount: String(count * 12), isWords: true }
}
