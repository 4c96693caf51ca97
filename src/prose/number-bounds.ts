import type { NumberMention } from './mention.ts'
import { areWords, type Token, tokenAt } from './tokens.ts'

type Bound = NonNullable<NumberMention['bound']>

/** Words before a number that make it a bound, the longest first; their last word tells which to try. */
const before: readonly (readonly [Bound, readonly string[]])[] = (
  [
    [
      'about',
      'about, around, approximately, approx, roughly, circa, ca, nearly, almost, some, ~, ≈, estimated'
    ],
    ['about', 'an estimated, close to, in the region of, in the order of, on average'],
    [
      'more than',
      'more than, over, upwards of, greater than, in excess of, exceeding, exceeds, exceeded, >, well over'
    ],
    ['more than', 'above, just over, longer than, larger than, no longer under'],
    [
      'at least',
      'at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of, ≥'
    ],
    ['less than', 'less than, fewer than, under, below, <, just under, smaller than, shorter than'],
    [
      'at most',
      'up to, at most, no more than, not more than, a maximum of, maximum of, as many as, as much as'
    ],
    ['at most', 'not exceeding, no longer than, not longer than, ≤']
  ] as const
)
  .flatMap(([bound, phrases]) => phrases.split(', ').map(phrase => [bound, phrase.split(' ')] as const))
  .sort((a, b) => b[1].length - a[1].length)

/** Prepositions that are as often of a place or a time: "under one roof", "over two regions", "around a ninth". */
export const isPreposition = ({ lower }: Token): boolean =>
  /^(?:over|under|above|below|around|some|about)$/.test(lower)

const byLastWord = Map.groupBy(before, ([, words]) => words.at(-1)!)

/** The bound that the words before a token make of a number there, and the token at which they begin. */
export function boundBefore(
  tokens: readonly Token[],
  index: number,
  floor: number
): { readonly bound: Bound; readonly start: number } | undefined {
  // "over a million", "about the same", "c. 500".
  const skip = /^(?:a|an|the|another)$/.test(tokenAt(tokens, index - 1).lower) ? 1 : 0
  for (const end of skip ? [index, index - 1] : [index]) {
    const last = tokenAt(tokens, end - 1)
    if (last.text === '.' && /^(?:c|ca|approx)$/.test(tokenAt(tokens, end - 2).lower)) {
      return end - 2 < floor ? undefined : { bound: 'about', start: end - 2 }
    }
    for (const [bound, words] of byLastWord.get(last.lower) ?? []) {
      const start = end - words.length
      if (start >= floor && areWords(tokens, start, words)) return { bound, start }
    }
  }
  return undefined
}

/** The bound that the words after a number make of it: "or more", "or so", `+`. */
export function boundAfter(tokens: readonly Token[], index: number): Bound | undefined {
  const token = tokenAt(tokens, index)
  if (token.text === '+')
    return token.joined && tokenAt(tokens, index + 1).kind !== 'digits' ? 'at least' : undefined
  if (token.lower !== 'or') return undefined
  const { lower } = tokenAt(tokens, index + 1)
  if (/^(?:more|over|above|longer)$/.test(lower)) return 'at least'
  if (/^(?:fewer|less|under)$/.test(lower)) return 'at most'
  return lower === 'so' || lower === 'thereabouts' ? 'about' : undefined
}
