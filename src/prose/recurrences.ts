import { type Token, tokenAt } from './tokens.ts'
import { type Units, unitAt } from './units.ts'

const adverbs = new Map([
  ['annually', 'year'],
  ['yearly', 'year'],
  ['monthly', 'month'],
  ['weekly', 'week'],
  ['daily', 'day'],
  ['hourly', 'hour']
])

/**
 * Words for what happens once in a unit of time, the unit's Wikidata item and word, and the token after them:
 * "every year", "annually", "once a year". "daily life", "weekly newspaper" are none: only before a verb's end
 * or beside "once" do the lesser adverbs tell how often.
 */
export function recurrenceAt(
  tokens: readonly Token[],
  index: number,
  units: Units
): { readonly next: number; readonly item: string; readonly word: string } | undefined {
  const { lower } = tokenAt(tokens, index)
  const following = tokenAt(tokens, index + 1)
  if (lower === 'once') {
    const adverb = adverbs.get(following.lower)
    if (adverb) return unitNamed(adverb, index + 2, units)
    const isEach = /^(?:a|an|every|each|per)$/.test(following.lower)
    return isEach ? timeUnit(tokens, index + 2, units) : undefined
  }
  if (lower === 'every' || lower === 'each') {
    return timeUnit(tokens, index + 1, units)
  }
  const adverb = adverbs.get(lower)
  if (adverb === undefined || tokenAt(tokens, index - 1).text === '-') return undefined
  const isSure = lower === 'annually' || lower === 'yearly' || following.kind !== 'word'
  return isSure && isRate(tokens, index)
    ? undefined
    : isSure
      ? unitNamed(adverb, index + 1, units)
      : undefined
}

/** "twice annually", "three times yearly": not once. */
const isRate = (tokens: readonly Token[], index: number): boolean =>
  /^(?:twice|thrice|times|bi|semi)$/.test(tokenAt(tokens, index - 1).lower)

function timeUnit(
  tokens: readonly Token[],
  index: number,
  units: Units
): { next: number; item: string; word: string } | undefined {
  const found = unitAt(tokens, index, units)
  const { lower, text } = tokenAt(tokens, index)
  if (found?.unit.dimension !== 'time' || !found.unit.item || lower.endsWith('s')) return undefined
  return { next: found.next, item: found.unit.item, word: text }
}

function unitNamed(
  word: string,
  next: number,
  units: Units
): { next: number; item: string; word: string } | undefined {
  const item = units.get(word)?.[0]?.unit.item
  return item === undefined ? undefined : { next, item, word }
}
