import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Literal, type Term, text } from '../../rdf/rdf.ts'
import { compareValues, effectiveBoolean, termsEqual } from './comparison.ts'
import { booleanTerm, type MomentKind, plainText } from './datatypes.ts'
import { fieldsOf, type Moment, type MomentFields, momentOfTerm } from './moment.ts'
import * as numeric from './numeric.ts'
import { impure, of1, of2, ofMany, type ScalarFunction } from './scalar.ts'
import {
  addTemporal,
  divideTemporal,
  multiplyTemporal,
  subtractTemporal,
  zoneTerm
} from './temporal-arithmetic.ts'

const numericTermOf = (value: numeric.Numeric | undefined): Literal | undefined =>
  value && numeric.numericTerm(value)

/** An operator on two numbers, or else on times and durations. */
const arithmetic = (
  ofNumbers: (a: numeric.Numeric, b: numeric.Numeric) => numeric.Numeric | undefined,
  ofTimes: (a: Term, b: Term) => Literal | undefined
): ScalarFunction =>
  of2((a, b) => {
    const x = numeric.numericOf(a)
    const y = numeric.numericOf(b)
    return x && y ? numericTermOf(ofNumbers(x, y)) : ofTimes(a, b)
  })

const onNumber = (apply: (value: numeric.Numeric) => numeric.Numeric): ScalarFunction =>
  of1(term => {
    const value = numeric.numericOf(term)
    return value && numeric.numericTerm(apply(value))
  })

const comparison = (holds: (order: number) => boolean): ScalarFunction =>
  of2((a, b) => {
    const order = compareValues(a, b)
    return order === undefined ? undefined : booleanTerm(holds(order))
  })

const not = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value)

/** A part of a date or time, of kinds that have it. */
const field = (kinds: readonly MomentKind[], get: (fields: MomentFields) => Term): ScalarFunction =>
  onMoment(moment => (kinds.includes(moment.kind) ? get(fieldsOf(moment)) : undefined))

const onMoment = (apply: (moment: Moment, spelled: string) => Term | undefined): ScalarFunction =>
  of1(term => {
    const moment = momentOfTerm(term)
    return moment && apply(moment, term.value)
  })

const withYear: readonly MomentKind[] = ['dateTime', 'date', 'gYear', 'gYearMonth']
const withMonth: readonly MomentKind[] = ['dateTime', 'date', 'gYearMonth', 'gMonth', 'gMonthDay']
const withDay: readonly MomentKind[] = ['dateTime', 'date', 'gMonthDay', 'gDay']
const withClock: readonly MomentKind[] = ['dateTime', 'time']

/** A hash of the text's UTF-8, in lower-case hexadecimal digits. */
const hash = (digest: (bytes: Uint8Array) => Uint8Array): ScalarFunction =>
  of1(term => {
    const words = plainText(term)
    return words === undefined ? undefined : text(bytesToHex(digest(utf8ToBytes(words))))
  })

/** The operators, and the functions on numbers, times and hashes (SPARQL 1.2 Query §17.3, §17.4.4–17.4.6). */
export const valueFunctions: Readonly<Record<string, ScalarFunction>> = {
  '+': arithmetic(numeric.add, addTemporal),
  '-': arithmetic(numeric.subtract, subtractTemporal),
  '*': arithmetic(numeric.multiply, multiplyTemporal),
  '/': arithmetic(numeric.divide, divideTemporal),
  uminus: onNumber(numeric.negate),
  uplus: onNumber(value => value),
  '!': of1(term => booleanTerm(not(effectiveBoolean(term)))),
  '=': of2((a, b) => booleanTerm(termsEqual(a, b))),
  '!=': of2((a, b) => booleanTerm(not(termsEqual(a, b)))),
  '<': comparison(order => order < 0),
  '>': comparison(order => order > 0),
  '<=': comparison(order => order <= 0),
  '>=': comparison(order => order >= 0),
  abs: onNumber(numeric.absolute),
  ceil: onNumber(numeric.ceil),
  floor: onNumber(numeric.floor),
  round: onNumber(numeric.round),
  rand: impure(0, (_, context) => numeric.doubleTerm(context.random())),
  now: ofMany(0, 0, (_, { now }) => now),
  year: field(withYear, ({ year }) => numeric.integerTerm(year)),
  month: field(withMonth, ({ month }) => numeric.integerTerm(month)),
  day: field(withDay, ({ day }) => numeric.integerTerm(day)),
  hours: field(withClock, ({ hour }) => numeric.integerTerm(hour)),
  minutes: field(withClock, ({ minute }) => numeric.integerTerm(minute)),
  seconds: field(withClock, ({ second }) => numeric.numericTerm({ type: 'decimal', exact: second })),
  timezone: onMoment(({ zone }) => (zone === undefined ? undefined : zoneTerm(zone))),
  tz: onMoment((_, spelled) => text(/(?:Z|[+-]\d\d:\d\d)$/.exec(spelled)?.[0] ?? '')),
  md5: hash(md5),
  sha1: hash(sha1),
  sha256: hash(sha256),
  sha384: hash(sha384),
  sha512: hash(sha512)
}
