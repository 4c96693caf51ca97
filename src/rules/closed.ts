import type { Match } from './match.ts'
import type { Analysis } from './mention.ts'
import type { Rule } from './rule-file.ts'
import type { Filled } from './slots.ts'
import type { Words } from './words.ts'

const none: ReadonlySet<string> = new Set()

/**
 * The slots of a match that hold all there are of their kind: two or more that the text lists, of a rule whose words
 * say so, or that a number counts. A list that goes on, or that the words call a part (`mainly`, `founding`, `among`),
 * holds no more than some.
 */
export function closedSlots(
  { closed }: Rule,
  match: Match,
  analysis: Analysis,
  words: Words
): ReadonlySet<string> {
  if (closed === undefined) return none
  const all = new Set<string>()
  for (const [name, filled] of match.slots)
    if (filled.group && filled.referents.length > 1 && isWhole(closed, filled, match, analysis, words))
      all.add(name)
  return all
}

function isWhole(
  closed: NonNullable<Rule['closed']>,
  { first, last, mention, referents }: Filled,
  { first: begin, literal }: Match,
  analysis: Analysis,
  words: Words
): boolean {
  const { mentions, tokens } = analysis
  // Whom the words of a group mean was told elsewhere: they list nobody.
  if (mention !== undefined && mention.referents.length === 0) return false
  const groups = mentions.filter(({ group, ...at }) => group && at.last > begin && at.first <= first)
  const counts = groups.flatMap(({ count }) => count ?? [])
  if (counts.some(count => count !== referents.length)) return false
  if (counts.length === 0 && (closed === 'counted' || mention !== undefined)) return false
  const start = Math.min(begin, ...groups.map(group => group.first))
  // "Two members are …": there may be more; "the two members are …" are all.
  const counter = groups.find(group => group.first < first && group !== mention)
  if (counter && !words.determiners.has(tokens[counter.first]!.word)) return false
  if (literal.has(begin) && !mayBegin(start, analysis, words)) return false
  return !isPartial(start, last, literal, analysis, words) && (mention !== undefined || ends(last, analysis))
}

/** Whether nothing before the words narrows them: `key` members, two `of` the members. */
function mayBegin(start: number, { tokens }: Analysis, { determiners, openers }: Words): boolean {
  const before = tokens[start - 1]
  return (
    before === undefined ||
    before.kind === 'mark' ||
    determiners.has(before.word) ||
    openers.has(before.word) ||
    /^(?:a|an|and|its)$/.test(before.word)
  )
}

/** Whether a word beside the list tells that there are others. */
function isPartial(
  start: number,
  end: number,
  literal: ReadonlySet<number>,
  { tokens, clauseOf, grouped }: Analysis,
  { open }: Words
): boolean {
  for (let i = start; i < Math.min(tokens.length, end + 4); i++) {
    const { word, capital } = tokens[i]!
    if (!open.has(word) || literal.has(i) || (capital && i > 0)) continue
    if (i >= end && clauseOf[i] !== clauseOf[end - 1]) continue
    // "six states, including A, B, …", of which there are six; "six former Soviet republics" are six still.
    if (word === 'including' && grouped[i] === 1) continue
    if (word === 'former' && tokens[i + 1]?.capital) continue
    return true
  }
  return false
}

/** Whether an enumeration ends where the names known do: `Norway, Sweden and the people of the sea` goes on. */
function ends(last: number, { tokens, clauseOf }: Analysis): boolean {
  let next = last
  while (/^(?:,|and|or|as|well|&)$/.test(tokens[next]?.word ?? '')) next++
  if (next === last) return true
  const after = tokens[next]?.word === 'the' ? tokens[next + 1] : tokens[next]
  return after === undefined || (clauseOf[next] !== clauseOf[last - 1] && !after.capital)
}
