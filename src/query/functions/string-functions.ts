import { directedText, type Literal, langText, type Term, text } from '../../rdf/rdf.ts'
import { booleanTerm, directionOf, isStringLiteral, longestText, plainText } from './datatypes.ts'
import { doubleOf, integerTerm, numericOf } from './numeric.ts'
import { type Pattern, patternOf } from './pattern.ts'
import { of1, of2, ofMany, type Scalar, type ScalarFunction } from './scalar.ts'

/** A string literal with another text, and the language and direction of this one. */
export function withText(like: Literal, value: string): Literal {
  if (like.language === '') return text(value)
  const direction = directionOf(like)
  return direction === '' ? langText(value, like.language) : directedText(value, like.language, direction)
}

const sameLanguage = (a: Literal, b: Literal): boolean =>
  a.language.toLowerCase() === b.language.toLowerCase() && directionOf(a) === directionOf(b)

/** Argument compatibility (SPARQL 1.2 Query §17.4.3.1): the second has no language, or that of the first. */
const areCompatible = (a: Literal, b: Literal): boolean => b.language === '' || sameLanguage(a, b)

const onString = (apply: (literal: Literal) => Term | undefined): ScalarFunction =>
  of1(term => (isStringLiteral(term) ? apply(term) : undefined))

const onCompatible = (apply: (literal: Literal, part: string) => Term): ScalarFunction =>
  of2((a, b) =>
    isStringLiteral(a) && isStringLiteral(b) && areCompatible(a, b) ? apply(a, b.value) : undefined
  )

const outsideBasicPlane = /[\ud800-\udbff][\udc00-\udfff]/

/** Characters, where two UTF-16 units may be one. */
const lengthOf = (value: string): number => (outsideBasicPlane.test(value) ? [...value].length : value.length)

/** Rounded as `fn:substring` does: half up. */
const rounded = (term: Term | undefined): number | undefined => {
  const number = numericOf(term)
  return number && Math.round(doubleOf(number))
}

/** SUBSTR: from the character of this number, the first being 1, and so many; NaN takes nothing. */
const substr: Scalar = ([source, from, count]) => {
  if (!isStringLiteral(source)) return undefined
  const start = rounded(from)
  const length = count ? rounded(count) : Number.POSITIVE_INFINITY
  if (start === undefined || length === undefined) return undefined
  const end = start + length - 1
  if (Number.isNaN(start) || Number.isNaN(end)) return withText(source, '')
  const first = Math.max(0, start - 1)
  const { value } = source
  const part = outsideBasicPlane.test(value)
    ? [...value].slice(first, Math.max(first, end)).join('')
    : value.slice(first, Math.max(first, end))
  return withText(source, part)
}

/** CONCAT: in the language and direction that all have, else in none; undefined beyond 2²⁴ units, an error. */
const concat: Scalar = args => {
  let value = ''
  for (const arg of args) {
    if (!isStringLiteral(arg)) return undefined
    if (value.length + arg.value.length > longestText) return undefined
    value += arg.value
  }
  const [first] = args as readonly Literal[]
  if (!first || first.language === '') return text(value)
  return (args as readonly Literal[]).every(arg => sameLanguage(first, arg))
    ? withText(first, value)
    : text(value)
}

const before = (literal: Literal, part: string): Term => {
  const at = literal.value.indexOf(part)
  return at < 0 ? text('') : withText(literal, literal.value.slice(0, at))
}

const after = (literal: Literal, part: string): Term => {
  const at = literal.value.indexOf(part)
  return at < 0 ? text('') : withText(literal, literal.value.slice(at + part.length))
}

/** ENCODE_FOR_URI: all but unreserved characters as the octets of their UTF-8 (XPath `fn:encode-for-uri`). */
const encoded = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )

/** The last pattern asked for: a FILTER asks for one again and again. */
let last: { pattern: string; flags: string; made: Pattern | undefined } | undefined

function patternFor(pattern: Term | undefined, flags: Term | undefined): Pattern | undefined {
  const words = plainText(pattern)
  const letters = flags ? plainText(flags) : ''
  if (words === undefined || letters === undefined) return undefined
  if (last?.pattern !== words || last.flags !== letters)
    last = { pattern: words, flags: letters, made: patternOf(words, letters) }
  return last.made
}

const regex: Scalar = ([source, pattern, flags]) => {
  if (!isStringLiteral(source)) return undefined
  return booleanTerm(patternFor(pattern, flags)?.test(source.value))
}

const replace: Scalar = ([source, pattern, replacement, flags]) => {
  const words = plainText(replacement)
  if (!isStringLiteral(source) || words === undefined) return undefined
  const value = patternFor(pattern, flags)?.replace(source.value, words)
  return value === undefined ? undefined : withText(source, value)
}

/** LANGMATCHES: basic filtering (RFC 4647 §3.3.1), where `*` matches any language. */
function matchesRange(tag: string, range: string): boolean {
  if (range === '*') return tag !== ''
  const [has, wanted] = [tag.toLowerCase(), range.toLowerCase()]
  return has === wanted || (wanted !== '' && has.startsWith(`${wanted}-`))
}

/** The functions on strings (SPARQL 1.2 Query §17.4.3) and LANGMATCHES, by their operators. */
export const stringFunctions: Readonly<Record<string, ScalarFunction>> = {
  strlen: onString(({ value }) => integerTerm(lengthOf(value))),
  substr: ofMany(2, 3, substr),
  ucase: onString(literal => withText(literal, literal.value.toUpperCase())),
  lcase: onString(literal => withText(literal, literal.value.toLowerCase())),
  strstarts: onCompatible(({ value }, part) => booleanTerm(value.startsWith(part))),
  strends: onCompatible(({ value }, part) => booleanTerm(value.endsWith(part))),
  contains: onCompatible(({ value }, part) => booleanTerm(value.includes(part))),
  strbefore: onCompatible(before),
  strafter: onCompatible(after),
  encode_for_uri: onString(({ value }) =>
    value.length > longestText / 9 ? undefined : text(encoded(value))
  ),
  concat: ofMany(0, Number.POSITIVE_INFINITY, concat),
  regex: ofMany(2, 3, regex),
  replace: ofMany(3, 4, replace),
  langmatches: of2((tag, range) => {
    const [has, wanted] = [plainText(tag), plainText(range)]
    return has === undefined || wanted === undefined ? undefined : booleanTerm(matchesRange(has, wanted))
  })
}
