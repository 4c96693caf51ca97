import type { Token } from '../prose/prose.ts'
import type { FoundName } from './document-names.ts'
import type { Referent } from './lexicon.ts'
import type { Words } from './words.ts'

/** A name by its tokens: from where it was looked for to before `last`. */
interface HeadedName {
  readonly last: number
  /** The class that its head word tells. */
  readonly kind: string
  /** Absent where it is the words themselves. */
  readonly label?: string
  /** The organization that it belongs to, where its words name one. */
  readonly owner?: Referent
}

/** Whether a word is short for several: `NATO`, `ОДКБ`. */
export const isAcronym = (word: string): boolean => /^\p{Lu}[\p{Lu}\p{N}&]{1,9}$/u.test(word)

/** Where a run of capitalised words ends, with the small words inside it. */
export function capitalsEnd(tokens: readonly Token[], first: number, words: Words): number {
  let end = first + 1
  for (let i = first + 1; i < tokens.length && i < first + 14; i++) {
    const { capital, word, kind } = tokens[i]!
    if (capital || (kind === 'number' && i === end && /^(?:[ivx]+|\d{1,2})$/i.test(word))) end = i + 1
    // "Warren G. Harding"
    else if (word === '.' && /^\p{Lu}$/u.test(tokens[i - 1]!.text) && tokens[i + 1]?.capital) continue
    else if (!words.joining.has(word)) break
    else if (word === 'and' || word === 'in') {
      // "Council of Ministers and Court": only inside a name whose head stands before "of" or "for".
      if (
        beginsAnother(tokens, first, i, words) ||
        tokens[i + 1]?.word === 'the' ||
        !tokens.slice(first, i).some(t => t.word === 'of' || t.word === 'for')
      )
        break
    }
  }
  return end
}

/** `Republic of Karelia and Leningrad Oblast`: behind "and" stands a name with a head of its own. */
function beginsAnother(tokens: readonly Token[], first: number, and: number, { heads }: Words): boolean {
  let end = and + 1
  while (tokens[end]?.capital) end++
  const isHeaded = tokens
    .slice(first, and)
    .some(({ word }, i, before) => heads.has(word) && before[i + 1]?.word === 'of')
  return (
    end > and + 1 &&
    isHeaded &&
    heads.has(tokens[end - 1]!.word) &&
    heads.get(tokens[end - 1]!.word) !== 'organ'
  )
}

/**
 * A name whose head word tells its class, `Collective Security Council`, `Treaty of Tartu`, in the run of capitals from
 * `first` to before `end`; behind a `known` owner, also a common name in small letters, `CSTO peacekeeping force`.
 */
export function headedName(
  tokens: readonly Token[],
  first: number,
  end: number,
  known: readonly FoundName[] | undefined,
  { heads, common, commonHeads, plain }: Words
): HeadedName | undefined {
  // "CSTO peacekeeping force": a known owner, then a common name of one to three words.
  if (known) {
    const at = known[0]!.last
    const most = commonHeads.has(tokens[at]?.word ?? '') ? 3 : 0
    for (let length = most; length >= 1; length--) {
      const words = tokens.slice(at, at + length)
      if (words.length < length) continue
      const kind = common.get(words.map(({ word }) => word).join(' '))
      const [owner] = known[0]!.referents
      if (kind !== undefined && owner?.classes.includes('organization')) {
        const name = words.map(({ text, capital, word }) => (capital ? text : word)).join(' ')
        const label = kind === 'agreement' ? name.replace(/^\p{Ll}/u, c => c.toUpperCase()) : name
        return { last: at + length, label: `${owner.short ?? owner.label} ${label}`, kind, owner }
      }
    }
  }
  if (plain.has(tokens[first]!.word)) return undefined
  const upto = tokens
    .slice(first, end)
    .findIndex(({ word }) => word === 'of' || word === 'for' || word === 'in' || word === 'on')
  const before = upto < 0 ? end : first + upto
  let head = heads.get(tokens[before - 1]!.word)
  let last = before
  if (head !== undefined && upto >= 0) last = end
  else if (head === undefined && upto >= 0) {
    // "Organization for Security": no head before the small word; the end may have one.
    head = heads.get(tokens[end - 1]!.word)
    last = end
  }
  if (head === undefined || last - first < 2) return undefined
  const owner = known?.[0]?.referents.find(({ classes }) => classes.includes('organization'))
  return { last, kind: head, ...(owner === undefined ? {} : { owner }) }
}

/** Where the office that begins at a token ends; the index itself where none does. */
export function roleEnd(
  tokens: readonly Token[],
  i: number,
  { roles, roleHeads, longestRole }: Words
): number {
  if (!roleHeads.has(tokens[i]?.word ?? '')) return i
  for (let length = Math.min(longestRole, tokens.length - i); length >= 1; length--) {
    const words = tokens.slice(i, i + length)
    if (words.every(({ kind }) => kind === 'word') && roles.has(words.map(({ word }) => word).join(' ')))
      return i + length
  }
  return i
}

/** Words as they are written. */
export const textOf = (text: string, tokens: readonly Token[], first: number, last: number): string =>
  text.slice(tokens[first]!.start, tokens[last - 1]!.end)
