import { tokensOf } from '../prose/prose.ts'
import type { DocumentNames } from './document-names.ts'
import type { Lexicon, Referent } from './lexicon.ts'
import type { Words } from './words.ts'

/**
 * The class that some words name: the longest end of them that is known as one ("intergovernmental military
 * alliance": military alliance). Where none is known but the last word tells what it is a kind of, a class of the
 * dataset's own. `exact`: only the whole words count.
 */
export function kindOf(
  text: string,
  lexicon: Lexicon,
  names: DocumentNames,
  { heads, vague }: Words,
  exact = false
): Referent | undefined {
  const tokens = tokensOf(text, { start: 0, end: text.length })
  while (/^(?:the|a|an|this|its)$/.test(tokens[0]?.word ?? '')) tokens.shift()
  // "an elongated bay of the Mediterranean Sea" is a bay; "a city and municipality" is a city first.
  const cut = exact ? -1 : tokens.findIndex(({ word }, i) => i > 0 && /^(?:of|and|or|for)$/.test(word))
  if (cut > 0) {
    const [whole] = lexicon.kinds.at(tokens, 0)
    if (whole?.end !== tokens.length) tokens.length = cut
  }
  if (
    tokens.some(({ word }) =>
      /^(?:largest|biggest|smallest|oldest|highest|longest|deepest|second|third|most|least)$/.test(word)
    ) &&
    !exact
  )
    return undefined
  for (let first = 0; first < (exact ? 1 : tokens.length); first++) {
    const [known] = lexicon.kinds.at(tokens, first)
    if (known?.end === tokens.length) return known.values[0]
  }
  if (exact || tokens.length > 4 || tokens.some(({ capital, kind }) => capital || kind !== 'word'))
    return undefined
  const head = tokens.at(-1)?.word ?? ''
  if (!heads.has(head) || vague.has(head)) return undefined
  return names.mint(text.slice(tokens[0]!.start, tokens.at(-1)!.end), 'concept')
}
