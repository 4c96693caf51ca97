import type { Match } from './match.ts'
import type { Analysis } from './mention.ts'
import type { Rule } from './rule-file.ts'
import type { Words } from './words.ts'

/** Why a match says nothing: the kind of guard, and the word that told. */
export interface Guarded {
  readonly kind: string
  readonly word: string
}

/** What keeps a match from being a fact, judged in the clause that its own words stand in. */
export function guardOf(
  match: Match,
  rule: Rule,
  { tokens, clauseOf, quoted, grouped }: Analysis,
  { guards }: Words
): Guarded | undefined {
  if (rule.guards.size === 0) return undefined
  const literal = [...match.literal]
  const at = literal.length > 0 ? Math.min(...literal) : match.first
  const end = literal.length > 0 ? Math.max(...literal) : match.last - 1
  if (rule.guards.has('quotation') && quoted[end]) return { kind: 'quotation', word: '“' }
  if (rule.guards.has('question') && tokens.at(-1)?.text === '?') return { kind: 'question', word: '?' }
  const clauses = new Set([clauseOf[at], clauseOf[end]])
  const named = [...match.slots.values()].filter(({ mention }) => mention !== undefined)
  const inSlot = (i: number): boolean =>
    grouped[i] === 1 || named.some(({ first, last }) => i >= first && i < last)
  for (let i = 0; i < tokens.length; i++) {
    const { word, capital } = tokens[i]!
    const kind = guards.get(word) ?? (word.endsWith("n't") ? 'negation' : undefined)
    if (kind === undefined || !rule.guards.has(kind) || (capital && i > 0)) continue
    if (!clauses.has(clauseOf[i]) || match.literal.has(i) || inSlot(i)) continue
    // Doubt and report stand before what they are about; a denial close behind it counts too.
    if (
      i < at ||
      (i < end && kind !== 'report') ||
      (kind === 'negation' && i - Math.max(end, match.last - 1) < 3)
    )
      return { kind, word }
  }
  return governing(rule, at, { tokens, clauseOf }, guards)
}

/** `X said that …`, `… if …`: the clause before that this one hangs on. */
function governing(
  rule: Rule,
  at: number,
  { tokens, clauseOf }: Pick<Analysis, 'tokens' | 'clauseOf'>,
  guards: Words['guards']
): Guarded | undefined {
  let first = at
  while (first > 0 && clauseOf[first - 1] === clauseOf[at]) first--
  const opener = tokens[first]?.word
  if (opener === 'if' || opener === 'unless' || opener === 'whether')
    return rule.guards.has('condition') ? { kind: 'condition', word: opener } : undefined
  if (opener !== 'that') return undefined
  for (let i = first - 1; i >= Math.max(0, first - 6); i--) {
    const kind = guards.get(tokens[i]!.word)
    if (kind !== undefined && rule.guards.has(kind)) return { kind, word: tokens[i]!.word }
  }
  return undefined
}
