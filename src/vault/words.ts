/** A word of a text: as written, folded for comparison, and where it stands. */
export interface Word {
  readonly exact: string
  readonly folded: string
  /** UTF-16 offsets; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

// In scripts without spaces every character is a word of its own; invisible characters part no words. Entities
// of HTML stand between words, whatever letters they are written with.
const wordShape =
  /&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*|[[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060\ufeff]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]]+/gv
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const beyondAscii = /[^\0-\x7f]/

/**
 * The words of a text. Everything that is no letter, digit or mark parts words: underscores and hyphens too.
 * Ways to write the same letter (NFC, NFD, compatibility forms) make no difference.
 */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(wordShape)) {
    const written = match[0]
    if (written[0] === '&') continue
    const exact = beyondAscii.test(written) ? written.replace(invisible, '').normalize('NFKC') : written
    if (exact !== '')
      yield { exact, folded: exact.toLowerCase(), start: match.index, end: match.index + written.length }
  }
}

/** By this names are the same whatever their case, their separators and their way of writing a letter. */
export const foldedWords = (words: Iterable<Word>): string =>
  Array.from(words, ({ folded }) => folded).join(' ')
