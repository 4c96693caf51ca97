/** A whole number of any size: a number as long as that is a safe integer, else a bigint; so `===` compares two. */
export type Whole = number | bigint

/** A decimal of any size and precision: `unscaled` divided by ten to the power of `scale`, which is not negative. */
export interface Exact {
  readonly unscaled: Whole
  readonly scale: number
}

/** Numbers of more digits are not reckoned with (XPath F&O 3.1 §4.2 lets a processor have such a limit). */
const mostDigits = 4096
/** Digits behind the point, and significant ones, that a quotient has at least where it does not end before. */
const quotientDigits = 18

export const zero: Exact = { unscaled: 0, scale: 0 }
export const whole = (unscaled: Whole): Exact => ({ unscaled, scale: 0 })

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
const tenTo = (exponent: number): Whole => powers[exponent] ?? 10n ** BigInt(exponent)
const safest = BigInt(Number.MAX_SAFE_INTEGER)
const limit = 10n ** BigInt(mostDigits)

const shortened = (value: bigint): Whole => (value <= safest && value >= -safest ? Number(value) : value)

export function plus(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return shortened(BigInt(a) + BigInt(b))
}

export function times(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    // Adding 0 turns -0, which no integer is, into 0.
    if (Number.isSafeInteger(product)) return product + 0
  }
  return shortened(BigInt(a) * BigInt(b))
}

export const minus = (a: Whole): Whole => (typeof a === 'number' ? 0 - a : shortened(-a))

/** The quotient rounded down, and what remains, which has the sign of the divisor. */
export function divided(a: Whole, b: Whole): [quotient: Whole, rest: Whole] {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b
    const quotient = (a - rest) / b + 0
    return rest !== 0 && rest < 0 !== b < 0 ? [quotient - 1, rest + b] : [quotient, rest + 0]
  }
  const [dividend, divisor] = [BigInt(a), BigInt(b)]
  const rest = dividend % divisor
  const quotient = dividend / divisor
  return rest !== 0n && rest < 0n !== divisor < 0n
    ? [shortened(quotient - 1n), shortened(rest + divisor)]
    : [shortened(quotient), shortened(rest)]
}

/** The integer that digits with an optional sign spell; undefined for anything else, and beyond 4096 digits. */
export function wholeOf(text: string): Whole | undefined {
  const { length } = text
  const first = text.charCodeAt(0)
  const signed = first === 43 || first === 45
  if (length > mostDigits || length === (signed ? 1 : 0)) return undefined
  let value = 0
  for (let i = signed ? 1 : 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  if (length < 16) return first === 45 ? 0 - value : value
  return shortened(first === 45 ? -BigInt(text.slice(1)) : BigInt(signed ? text.slice(1) : text))
}

/** The decimal that a text in the lexical space of `xsd:decimal` spells (XSD 1.1 part 2 §3.3.3); else undefined. */
export function exactOf(text: string): Exact | undefined {
  const point = text.indexOf('.')
  if (point < 0) {
    const unscaled = wholeOf(text)
    return unscaled === undefined ? undefined : { unscaled, scale: 0 }
  }
  const fraction = text.slice(point + 1)
  if (fraction.startsWith('+') || fraction.startsWith('-')) return undefined
  const unscaled = wholeOf(text.slice(0, point) + fraction)
  return unscaled === undefined ? undefined : { unscaled, scale: fraction.length }
}

const scaled = (unscaled: Whole, by: number): Whole => (by === 0 ? unscaled : times(unscaled, tenTo(by)))

const within = (unscaled: Whole, scale: number): Exact | undefined =>
  scale > mostDigits || (typeof unscaled === 'bigint' && (unscaled >= limit || unscaled <= -limit))
    ? undefined
    : { unscaled, scale }

/** The sum; undefined beyond 4096 digits, as with the other operations. */
export function add(a: Exact, b: Exact): Exact | undefined {
  const scale = Math.max(a.scale, b.scale)
  return within(plus(scaled(a.unscaled, scale - a.scale), scaled(b.unscaled, scale - b.scale)), scale)
}

export const negated = ({ unscaled, scale }: Exact): Exact => ({ unscaled: minus(unscaled), scale })

export const subtract = (a: Exact, b: Exact): Exact | undefined => add(a, negated(b))

export const multiply = (a: Exact, b: Exact): Exact | undefined =>
  within(times(a.unscaled, b.unscaled), a.scale + b.scale)

/** The quotient, to 18 digits or more where it has no end, rounded half away from zero; undefined by zero. */
export function divide(a: Exact, b: Exact): Exact | undefined {
  if (b.unscaled === 0) return undefined
  if (a.scale === b.scale && typeof a.unscaled === 'number' && typeof b.unscaled === 'number') {
    if (a.unscaled % b.unscaled === 0) return whole(a.unscaled / b.unscaled + 0)
  }
  const magnitude = digitsOf(a.unscaled) - a.scale - (digitsOf(b.unscaled) - b.scale)
  const scale = Math.max(quotientDigits, a.scale, quotientDigits - magnitude)
  if (scale > mostDigits) return undefined
  const up = scale + b.scale - a.scale
  const dividend = BigInt(scaled(a.unscaled, Math.max(0, up)))
  const divisor = BigInt(scaled(b.unscaled, Math.max(0, -up)))
  const quotient = dividend / divisor
  const rest = dividend % divisor
  const twice = rest < 0n ? rest * -2n : rest * 2n
  const away = twice >= (divisor < 0n ? -divisor : divisor)
  const sign = dividend < 0n === divisor < 0n ? 1n : -1n
  return withoutZeros({ unscaled: shortened(away ? quotient + sign : quotient), scale })
}

const digitsOf = (value: Whole): number => String(value).length - (value < 0 ? 1 : 0)

function withoutZeros({ unscaled, scale }: Exact): Exact {
  const digits = String(unscaled)
  let zeros = 0
  while (zeros < scale && digits.charCodeAt(digits.length - 1 - zeros) === 48) zeros += 1
  if (unscaled === 0) return zero
  return { unscaled: wholeOf(digits.slice(0, digits.length - zeros)) ?? unscaled, scale: scale - zeros }
}

/** Negative, 0 or positive as the first is less than, equal to or greater than the second. */
export function compare(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [scaled(a.unscaled, scale - a.scale), scaled(b.unscaled, scale - b.scale)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The greatest integer that is not greater. */
export const floor = ({ unscaled, scale }: Exact): Exact =>
  scale === 0 ? { unscaled, scale } : whole(divided(unscaled, tenTo(scale))[0])

export const ceil = (value: Exact): Exact => negated(floor(negated(value)))

/** The nearest integer; of two the greater. */
export const round = ({ unscaled, scale }: Exact): Exact =>
  scale === 0
    ? { unscaled, scale }
    : floor({ unscaled: plus(times(unscaled, 10), times(5, tenTo(scale))), scale: scale + 1 })

/** The nearest integer towards zero. */
export const truncated = (value: Exact): Exact => (value.unscaled < 0 ? ceil(value) : floor(value))

/** The nearest double, ties to even; infinite where the value is too large. */
export function approximately(value: Exact): number {
  const { unscaled, scale } = value
  if (scale === 0) return Number(unscaled)
  // Both are doubles without loss, so that the division is rounded once.
  if (typeof unscaled === 'number' && scale <= 22) return unscaled / 10 ** scale
  return Number(textOf(value))
}

/** The canonical form: no needless zeros, and no point in an integer (XSD 1.1 part 2 §3.3.3.2). */
export function textOf({ unscaled, scale }: Exact): string {
  if (scale === 0) return String(unscaled)
  const digits = String(unscaled < 0 ? minus(unscaled) : unscaled).padStart(scale + 1, '0')
  const point = digits.length - scale
  let end = digits.length
  while (end > point && digits.charCodeAt(end - 1) === 48) end -= 1
  const sign = unscaled < 0 ? '-' : ''
  return (
    sign + (end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`)
  )
}

/** The decimal of a finite double: an integer exactly, else the fewest digits that are read back as the same. */
export function shortest(value: number): Exact {
  if (Number.isInteger(value)) return whole(shortened(BigInt(value)))
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const digits = exactOf(mantissa) ?? zero
  // An integer was dealt with above: what has an exponent of more than its digits is one.
  return { unscaled: digits.unscaled, scale: digits.scale - Number(exponent) }
}

/** The very value of a finite double, in binary fractions. */
export function binary(value: number): Exact {
  let halvings = 0
  let unscaled = value
  for (; !Number.isInteger(unscaled); halvings++) unscaled *= 2
  return { unscaled: times(shortened(BigInt(unscaled)), shortened(5n ** BigInt(halvings))), scale: halvings }
}
