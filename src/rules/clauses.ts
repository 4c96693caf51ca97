import type { Token } from '../prose/prose.ts'
import type { Words } from './words.ts'

// Words that join clauses where a verb of its own follows; between two nouns they join nouns.
const joiners = new Set(['and', 'or'])
/** Numbers the clauses of a sentence, token by token; none begins `inside` a name or a date. */
export function clausesOf(
  tokens: readonly Token[],
  inside: (index: number) => boolean,
  { openers, participles, verbs }: Words
): number[] {
  const clauses: number[] = []
  let clause = 0
  for (const [i, { word }] of tokens.entries()) {
    if (i > 0 && !inside(i)) {
      const before = tokens[i - 1]!.word
      if (word === ';' || word === '—' || (word === ':' && i > 1)) clause++
      else if (openers.has(word) && before !== 'than') {
        // "that year" and "after 2004" begin no clause; "after the dissolution" does no harm.
        if (!/^(?:year|month|day)$/.test(tokens[i + 1]?.word ?? '')) clause++
      } else if (before === ',' && participles.has(word)) clause++
      else if (joiners.has(word) && hasVerbSoon(tokens, i + 1, verbs)) clause++
    }
    clauses.push(clause)
  }
  return clauses
}

/** Whether a verb follows within a few words, before the next comma. */
function hasVerbSoon(tokens: readonly Token[], from: number, verbs: ReadonlySet<string>): boolean {
  for (let i = from; i < Math.min(from + 4, tokens.length); i++) {
    const { word, kind, capital } = tokens[i]!
    if (kind === 'mark') return false
    if (!capital && (verbs.has(word) || (word.length > 3 && word.endsWith('ed')))) return true
  }
  return false
}

/** Marks the tokens that stand between quotation marks; a word or two in them are only a name or a manner. */
export function quotedTokens(tokens: readonly Token[]): boolean[] {
  const quoted = tokens.map(() => false)
  let open = -1
  for (const [i, { text }] of tokens.entries()) {
    if (open < 0 && (text === '“' || text === '"' || text === '«' || text === '„')) open = i
    else if (
      open >= 0 &&
      (text === '”' || text === '"' || text === '»' || (text === '“' && tokens[open]!.text === '„'))
    ) {
      if (i - open > 4) quoted.fill(true, open, i + 1)
      open = -1
    }
  }
  // A quotation that the sentence does not close goes on to its end.
  if (open >= 0 && tokens.length - open > 4) quoted.fill(true, open)
  return quoted
}

/** Where parentheses close, by the token that opens them; unclosed ones are none. */
export function parenthesesOf(tokens: readonly Token[]): Map<number, number> {
  const closed = new Map<number, number>()
  const open: number[] = []
  for (const [i, { text }] of tokens.entries()) {
    if (text === '(' || text === '[') open.push(i)
    else if ((text === ')' || text === ']') && open.length > 0) closed.set(open.pop()!, i + 1)
  }
  return closed
}
