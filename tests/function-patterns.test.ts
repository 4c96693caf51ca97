import { expect, test } from 'vitest'
import { aggregateOf, scalarOf } from '../src/query/functions/functions.ts'
import { text, typed, XSD } from '../src/rdf/rdf.ts'
import { contextOf, table, valueOfExpression } from './expressions.ts'

table('regular expressions', [
  ['REGEX("abcDEFghi", "DeFg")', 'false'],
  ['REGEX("abcDEFghi", "DeFg", "i")', 'true'],
  ['REGEX("abc"@en, "^a.c$")', 'true'],
  ['REGEX("a\\nc", "a.c")', 'false'],
  ['REGEX("a\\rc", "a.c")', 'false'],
  ['REGEX("a\\nc", "a.c", "s")', 'true'],
  ['REGEX("a\\nb\\nc", "^b$")', 'false'],
  ['REGEX("a\\nb\\nc", "^b$", "m")', 'true'],
  ['REGEX("a\\n", "a$")', 'false'],
  ['REGEX("ac", " a\\n\\tc ", "x")', 'true'],
  ['REGEX("a c", "a[ ]c", "x")', 'true'],
  ['REGEX("a?+*.{}()[]c", "a?+*.{}()[]C", "iq")', 'true'],
  ['REGEX("abc", "a.c", "q")', 'false'],
  ['REGEX("abbc", "ab{2}c")', 'true'],
  ['REGEX("abbbc", "ab{1,2}c")', 'false'],
  ['REGEX("٣", "^\\\\d$")', 'true'],
  ['REGEX("ö", "^\\\\w$")', 'true'],
  ['REGEX("-", "^\\\\w$")', 'false'],
  ['REGEX("-", "^[\\\\W]$")', 'true'],
  ['REGEX("\u{1d306}", "^.$")', 'true'],
  ['REGEX("\u{1d306}", "^[\u{1d300}-\u{1d356}]$")', 'true'],
  ['REGEX("b", "^[a-z-[aeiou]]$")', 'true'],
  ['REGEX("e", "^[a-z-[aeiou]]$")', 'false'],
  ['REGEX("e", "^[^a-d-[x]]$")', 'true'],
  ['REGEX("x", "^[^a-d-[x]]$")', 'false'],
  ['REGEX("É", "^[\\\\p{L}-[\\\\p{Ll}]]$")', 'true'],
  ['REGEX("é", "^[\\\\p{L}-[\\\\p{Ll}]]$")', 'false'],
  ['REGEX("ж", "^\\\\p{IsCyrillic}$")', 'true'],
  ['REGEX("z", "^\\\\P{IsCyrillic}$")', 'true'],
  ['REGEX("x:y", "^\\\\i\\\\c*$")', 'true'],
  ['REGEX("1y", "^\\\\i\\\\c*$")', 'false'],
  ['REGEX("-", "[a-]")', 'true'],
  ['REGEX("a b", "\\\\bb")', 'true'],
  ['REGEX("ABC", "(?i)abc")', 'true'],
  ['REGEX("abab", "^(?:ab)+$")', 'true'],
  ['REGEX("aa", "(a)\\\\1")', 'error'],
  ['REGEX("a", "a(?=b)")', 'error'],
  ['REGEX("a", "(")', 'error'],
  ['REGEX("a", "a{")', 'error'],
  ['REGEX("a", "[z-a]")', 'error'],
  ['REGEX("a", "\\\\p{Nothing}")', 'error'],
  ['REGEX("a", "\\\\p{constructor}")', 'error'],
  ['REGEX("a", "((a{100}){100}){100}")', 'error'],
  ['REGEX("a", "a", "g")', 'error'],
  ['REGEX("a", "a"@en)', 'error'],
  ['REGEX(:a, "a")', 'error'],
  ['REPLACE("abcd", "b", "Z")', '"aZcd"'],
  ['REPLACE("abab", "B", "Z", "i")', '"aZaZ"'],
  ['REPLACE("banana", "ana", "*")', '"b*na"'],
  ['REPLACE("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'],
  ['REPLACE("日本語"@ja, "[^a-z0-9]", "-")', '"---"@ja'],
  ['REPLACE("aAbBaC", "a", "~/", "i")', '"~/~/bB~/C"'],
  ['REPLACE("ab", "a", "\\\\$\\\\\\\\$0$0")', '"$\\\\aab"'],
  ['REPLACE("ab", "(a)", "$10")', '"a0b"'],
  ['REPLACE("ab", "(a)", "$2")', '"b"'],
  ['REPLACE("a.b", ".", "$", "q")', '"a$b"'],
  ['REPLACE("ab", "a", "$")', 'error'],
  ['REPLACE("ab", "a", "\\\\n")', 'error'],
  ['REPLACE("ab", "x*", "-")', 'error'],
  ['REPLACE("\u{1f46a}a\u{1f46a}", "a", "b")', '"\u{1f46a}b\u{1f46a}"'],
  ['REPLACE(7, "a", "b")', 'error']
])

test('a hostile pattern takes time in proportion to the text', () => {
  expect(valueOfExpression(`REGEX("${'a'.repeat(5000)}", "^(((a+)+)+)+$x")`)).toBe('false')
  expect(valueOfExpression(`REGEX("a", "${'a?'.repeat(3000)}")`)).toBe('error')
})

test('a text that grows beyond measure is an error, and not a full memory', () => {
  let grown = `"${'a'.repeat(1000)}"`
  for (let i = 0; i < 3; i++) grown = `REPLACE(${grown}, "a", "${'a'.repeat(100)}")`
  expect(valueOfExpression(grown)).toBe('error')
  expect(valueOfExpression(grown.replaceAll('"a",', '"a|b",'))).toBe('error')
  const long = typed('a'.repeat(2 ** 23), `${XSD}string`)
  expect(scalarOf('concat')?.apply([long, long], contextOf())?.value).toHaveLength(2 ** 24)
  expect(scalarOf('concat')?.apply([long, long, text('a')], contextOf())).toBeUndefined()
  const group = aggregateOf('group_concat', {})
  for (let i = 0; i < 3; i++) group.add(long)
  expect(group.result()).toBeUndefined()
})
