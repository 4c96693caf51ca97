import type { DateMention } from './mention.ts'
import { type Token, tokenAt } from './tokens.ts'

/** What the words before a date make of it. */
export interface Modifiers {
  /** The token at which the date begins with its epithets: "late October", "the beginning of 2010". */
  readonly start: number
  readonly bound?: DateMention['bound']
  /** The preposition before all that, in lower case. */
  readonly preposition: string
  readonly asOf: boolean
}

const epithets = new Map<string, DateMention['bound']>([
  ['early', 'early'],
  ['mid', 'mid'],
  ['late', 'late'],
  ['about', 'about'],
  ['around', 'about'],
  ['approximately', 'about'],
  ['roughly', 'about'],
  ['circa', 'about'],
  ['ca', 'about'],
  ['c', 'about'],
  ['~', 'about']
])

const parts = new Map<string, DateMention['bound']>([
  ['beginning', 'early'],
  ['start', 'early'],
  ['outset', 'early'],
  ['middle', 'mid'],
  ['end', 'late'],
  ['close', 'late']
])

/** The epithet that ends before a token, and the token at which it begins. */
function epithetBefore(
  tokens: readonly Token[],
  at: number
): { start: number; bound: DateMention['bound'] } | undefined {
  const previous = tokenAt(tokens, at - 1)
  const isLinked = previous.text === '-' || previous.text === '.'
  const word = isLinked ? at - 2 : at - 1
  const { lower } = tokenAt(tokens, word)
  const bound = epithets.get(lower)
  if (bound && (previous.text !== '.' || lower === 'c' || lower === 'ca')) return { start: word, bound }
  if (previous.text === '-' && (lower === 'pre' || lower === 'post')) {
    return { start: word, bound: lower === 'pre' ? 'before' : 'after' }
  }
  const of = previous.lower === 'the' ? at - 2 : at - 1
  if (tokenAt(tokens, of).lower !== 'of') return undefined
  const noun = tokenAt(tokens, of - 1).lower
  const order = tokenAt(tokens, of - 2).lower
  if (noun === 'half' && (order === 'first' || order === 'second' || order === 'latter')) {
    return { start: of - 2, bound: order === 'first' ? 'early' : 'late' }
  }
  const part = parts.get(noun)
  return part && { start: of - 1, bound: part }
}

/** The words before the token at which a date begins; none of them is before `floor`. */
export function modifiersBefore(tokens: readonly Token[], index: number, floor: number): Modifiers {
  let start = index
  let bound: DateMention['bound']
  for (let found = epithetBefore(tokens, start); found && found.start >= floor; ) {
    // Of "about the end of 2010" the nearer word tells more.
    bound ??= found.bound
    start = found.start
    found = epithetBefore(tokens, start)
  }
  let before = start - 1
  if (tokenAt(tokens, before).lower === 'the') before -= 1
  const preposition = before < floor ? '' : tokenAt(tokens, before).lower
  const farther = tokenAt(tokens, before - 1).lower
  const asOf = (preposition === 'of' || preposition === 'at') && farther === 'as'
  if (preposition === 'before' || (preposition === 'to' && farther === 'prior')) bound ??= 'before'
  if (
    preposition === 'after' ||
    preposition === 'beyond' ||
    (preposition === 'to' && farther === 'subsequent')
  )
    bound ??= 'after'
  if (preposition === 'than' && farther === 'later') bound ??= 'after'
  if (preposition === 'than' && farther === 'earlier') bound ??= 'before'
  return { start, ...(bound && { bound }), preposition, asOf }
}
