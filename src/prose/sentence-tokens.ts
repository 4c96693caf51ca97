import type { Span } from './document.ts'

/** A word, a number or a mark of a sentence, by its place in the passage. */
export interface Token extends Span {
  readonly text: string
  /** Folded for comparison: lower case, straight apostrophes, no dots of abbreviation. */
  readonly word: string
  readonly kind: 'word' | 'number' | 'mark'
  /** Begins with a capital letter. */
  readonly capital: boolean
  /** A hyphen joins it to the word before: `Soviet` in `post-Soviet`. */
  readonly hyphened: boolean
}

// A word may hold apostrophes (`d'Ivoire`) but not the possessive `'s`; an abbreviation holds its dots: `U.S.`.
const pattern =
  /(\p{Lu}\.(?:\p{Lu}\.)+)|(['’]s(?![\p{L}\p{N}]))|((?:\d[\d.,]*\d|\d)(?:st|nd|rd|th)?(?![\p{L}\p{N}]))|([\p{L}\p{M}\p{N}]+(?:['’](?!s(?![\p{L}\p{N}]))[\p{L}\p{M}]+)*)|([^\s\p{L}\p{N}])/gu

/**
 * The tokens of a stretch of a text. A hyphen between letters parts two words and is no token: `Secretary-General`
 * is `secretary` `general`, as it is without one.
 */
export function tokensOf(text: string, { start, end }: Span): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = start
  for (let match = pattern.exec(text); match && match.index < end; match = pattern.exec(text)) {
    const [whole, abbreviation, possessive, number, word] = match
    const at = match.index
    if (whole === '-' && isLetter(text[at - 1]) && isLetter(text[at + 1])) continue
    const hyphened = at > 1 && text.charCodeAt(at - 1) === 45 && isLetter(text[at - 2])
    const kind = number !== undefined ? 'number' : word !== undefined || abbreviation ? 'word' : 'mark'
    tokens.push({
      start: at,
      end: at + whole.length,
      text: whole,
      word: possessive !== undefined ? "'s" : folded(abbreviation ? whole.replaceAll('.', '') : whole),
      kind,
      capital: kind === 'word' && isCapital(whole),
      hyphened
    })
  }
  return tokens
}

/** Whether a word begins with a capital; most do with a letter of ASCII. */
function isCapital(word: string): boolean {
  const code = word.charCodeAt(0)
  return code < 128 ? code >= 65 && code <= 90 : /^\p{Lu}/u.test(word)
}

const isLetter = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{M}]/u.test(c)

/** A word as words are compared. Accents stay: they tell names apart. */
export const folded = (word: string): string =>
  /^[a-z]+$/.test(word) ? word : word.normalize('NFC').toLowerCase().replaceAll('’', "'")
