/** How many words of a name are found, and how many UTF-16 units of a word tell it from others. */
export const mostWords = 64
const longestWord = 60
/** How much of a text is looked at: more than so many words usually take. */
const longestText = 4096

/** From this place on the words of a name are not told apart by their places. */
export const lastPlace = 3

const ascii = /^[\0-\x7f]*$/
const plainWord = /[a-z\d]+/g
// Vowel signs of Indic scripts and voicing marks of Japanese make other words; accents and points do not.
const accents = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}]]--[\u3099\u309a]]|\p{Me}/gv
// Letters that differ from a plain one by a stroke, which Unicode does not take off.
const stroked: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ'
}
const strokedLetters = /[łøđħŧæœς]/g
const wordPattern =
  /(?<spaceless>[[\p{L}\p{N}\p{M}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]]+)|[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]]+/gv
const signPattern = /[^\p{Z}\p{C}\p{M}]+/gv

/**
 * The words of a name or of a question, as they are compared: without case, accents and compatibility forms
 * (Unicode NFKD), between whatever is no letter and no digit. Of scripts that put no spaces between words each
 * character makes a word with the next, and the last one alone, so that any stretch is found by its words. A text
 * without letters and digits is split at its spaces. Words of more than 60 units are cut, and so are texts of more
 * than 64 words.
 */
export const wordsOf = (text: string): string[] => readWords(text).words

/** The words of a text, and whether these are all of it. */
export function readWords(text: string): { words: string[]; isWhole: boolean } {
  const part = text.length > longestText ? text.slice(0, longestText) : text
  const isPlain = ascii.test(part)
  const folded = isPlain ? part.toLowerCase() : foldedText(part)
  const found: string[] = isPlain ? (folded.match(plainWord) ?? []) : foldedWords(folded)
  if (found.length === 0) found.push(...Array.from(folded.matchAll(signPattern), ([sign]) => sign))
  const isWhole =
    text.length <= longestText && found.length <= mostWords && found.every(word => word.length <= longestWord)
  return { words: isWhole ? found : found.slice(0, mostWords).map(cut), isWhole }
}

/** Without case and accents; by way of capitals, so that ß is ss, and ı is i; small letters first, for ẞ has no capital. */
const foldedText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(strokedLetters, letter => stroked[letter]!)

function foldedWords(folded: string): string[] {
  const found: string[] = []
  for (const match of folded.matchAll(wordPattern)) {
    if (found.length > mostWords) break
    if (match.groups?.['spaceless'] === undefined) found.push(match[0])
    else addPairs(match[0], found)
  }
  return found
}

function addPairs(run: string, found: string[]): void {
  const characters = [...run]
  for (let i = 0; i < characters.length && found.length <= mostWords; i++)
    found.push(characters[i]! + (characters[i + 1] ?? ''))
}

function cut(word: string): string {
  if (word.length <= longestWord) return word
  const isHalf = (word.codePointAt(longestWord - 1) ?? 0) > 0xffff
  return word.slice(0, isHalf ? longestWord - 1 : longestWord)
}

/** The different words of a text, with the place of the first of each, those from the fourth on at one place. */
export function placesOf(all: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const [i, word] of all.entries()) if (!places.has(word)) places.set(word, Math.min(i, lastPlace))
  return places
}

/**
 * How well known something is, by the statements about it: 0 to 239, exactly up to 16 and then in steps of an eighth
 * of a power of two, so that names of about the same weight stand in the order of their letters.
 */
export function prominenceOf(statements: number): number {
  if (statements < 16) return Math.max(0, Math.floor(statements))
  const power = Math.min(31, Math.floor(Math.log2(statements)))
  const eighth = Math.min(7, Math.floor(statements / 2 ** (power - 3)) - 8)
  return 16 + (power - 4) * 8 + eighth
}

/** How well a language fits the one asked for: 0 is it, 1 is a variety of the same, 2 another. Tags in lower case. */
export function languageFit(language: string, asked: string): 0 | 1 | 2 {
  if (language === asked) return 0
  return language.split('-', 1)[0] === asked.split('-', 1)[0] && asked !== '' && language !== '' ? 1 : 2
}

/** How a name answers a question: it is what was asked for, it begins so, or it has all the words. */
export type NameMatch = 'whole' | 'begins' | 'words'

/**
 * How the words of a name answer those of a question, whose last may be the beginning of one; undefined where a word
 * is missing. Words are compared by their first places (`placesOf`): a name is the whole of what was asked for where
 * it has as many words, and all at their places.
 */
export function matchOf(name: readonly string[], asked: readonly string[]): NameMatch | undefined {
  const last = asked.at(-1)
  if (last === undefined) return undefined
  const there = placesOf(name)
  const before = placesOf(asked.slice(0, -1))
  for (const word of before.keys()) if (!there.has(word)) return undefined
  const isInPlace = [...before].every(([word, place]) => there.get(word) === place)
  const isRepeated = before.has(last)
  const place = Math.min(asked.length - 1, lastPlace)
  const beginnings = isRepeated ? [] : [...there].filter(([word]) => word.startsWith(last))
  if (!isRepeated && beginnings.length === 0) return undefined
  if (!isInPlace) return 'words'
  if (name.length === asked.length && (isRepeated || there.get(last) === place)) return 'whole'
  return isRepeated || beginnings.some(([, at]) => at === place) ? 'begins' : 'words'
}
