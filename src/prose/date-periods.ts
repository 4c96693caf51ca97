import { type Point, yearAt } from './date-points.ts'
import { isDash, type Token, tokenAt, wordSet } from './tokens.ts'

const ordinalWords = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index) => [word, index + 1] as const)
)

/** "third", "3rd" and "twenty-first" up to 21, as the number of a century or a quarter. */
function ordinalAt(tokens: readonly Token[], index: number): { value: number; next: number } | undefined {
  const token = tokenAt(tokens, index)
  const following = tokenAt(tokens, index + 1)
  if (token.kind === 'digits' && token.text.length < 3) {
    const isOrdinal = following.joined && /^(?:st|nd|rd|th)$/.test(following.lower)
    return isOrdinal ? { value: Number(token.text), next: index + 2 } : undefined
  }
  if (token.lower === 'twenty') {
    const skip = isDash(following) ? 2 : 1
    return tokenAt(tokens, index + skip).lower === 'first' ? { value: 21, next: index + skip + 1 } : undefined
  }
  const value = ordinalWords.get(token.lower)
  return value === undefined ? undefined : { value, next: index + 1 }
}

/** The era after a century: `BC`, `B.C.`, `BCE`; a century without one is of our era. */
function centuryEra(tokens: readonly Token[], index: number): { before: boolean; next: number } {
  const [a, b, c, d] = [0, 1, 2, 3].map(offset => tokenAt(tokens, index + offset).text)
  if (a === 'BC' || a === 'BCE') return { before: true, next: index + 1 }
  if (a === 'AD' || a === 'CE') return { before: false, next: index + 1 }
  if (a === 'B' && b === '.' && c === 'C') return { before: true, next: index + (d === '.' ? 4 : 3) }
  if (a === 'A' && b === '.' && c === 'D') return { before: false, next: index + (d === '.' ? 4 : 3) }
  return { before: false, next: index }
}

/** The years of a century: the 19th is 1801 to 1900; the 5th before our era, 500 to 401 BC, is -499 to -400. */
function century(value: number, before: boolean, next: number): Point {
  const first = before ? 1 - value * 100 : (value - 1) * 100 + 1
  return { next, date: { year: first }, until: { year: first + 99 }, precision: 'century' }
}

/**
 * "19th century", "fifth century BC", "5th–7th century", "16th and 17th centuries" (there the first alone, up to
 * its own word; the second is the next).
 */
function centuryAt(tokens: readonly Token[], index: number): Point | undefined {
  const first = ordinalAt(tokens, index)
  if (!first || first.value < 1 || first.value > 40) return undefined
  const isWord = (at: number): boolean => /^centur(?:y|ies)$/.test(tokenAt(tokens, at).lower)
  const wordAt = (at: number): number => (isDash(tokenAt(tokens, at)) ? at + 1 : at)
  if (isWord(wordAt(first.next))) {
    const era = centuryEra(tokens, wordAt(first.next) + 1)
    return century(first.value, era.before, era.next)
  }
  const link = tokenAt(tokens, first.next)
  const skip = isDash(link) || /^(?:to|and|or)$/.test(link.lower) ? 1 : 0
  const article = tokenAt(tokens, first.next + skip).lower === 'the' ? 1 : 0
  const second = skip ? ordinalAt(tokens, first.next + skip + article) : undefined
  if (!second || !isWord(wordAt(second.next))) return undefined
  const era = centuryEra(tokens, wordAt(second.next) + 1)
  if (link.lower === 'and' || link.lower === 'or') return century(first.value, era.before, first.next)
  const from = century(first.value, era.before, era.next)
  const to = century(second.value, era.before, era.next)
  return from.date.year! < to.date.year! ? { ...from, until: to.until! } : undefined
}

/** "1990s", "1990's" after "the" or a word such as "early". */
function decadeAt(tokens: readonly Token[], index: number): Point | undefined {
  const { kind, text } = tokenAt(tokens, index)
  if (kind !== 'digits' || !/^(?:1\d|20)\d0$/.test(text)) return undefined
  const [second, third] = [tokenAt(tokens, index + 1), tokenAt(tokens, index + 2)]
  let next = index + 2
  if (!second.joined) return undefined
  if (second.text === "'" || second.text === '’') {
    const article = /^(?:the|early|mid|late)$/.test(tokenAt(tokens, index - 1).lower)
    if (!article || third.text !== 's' || !third.joined) return undefined
    next = index + 3
  } else if (second.text !== 's') return undefined
  const year = Number(text)
  return { next, date: { year }, until: { year: year + 9 }, precision: 'decade' }
}

const seasons = wordSet('spring summer autumn fall winter')

const onlyYear = (tokens: readonly Token[], year: Point, from: number): Point => {
  const words = tokens
    .slice(from, year.next)
    .map(({ text, joined }, index) => (index && !joined ? ` ${text}` : text))
  return { next: year.next, date: year.date, method: `"${words.join('')}" is given as its year` }
}

/** "spring 2010", "the winter of 1941", "Q3 2020", "the third quarter of 2010": the year alone is kept. */
function partOfYearAt(tokens: readonly Token[], index: number): Point | undefined {
  const token = tokenAt(tokens, index)
  let next = index + 1
  if (token.text === 'Q' && /^[1-4]$/.test(tokenAt(tokens, next).text) && tokenAt(tokens, next).joined)
    next += 1
  else if (!seasons.has(token.lower)) {
    const quarter = ordinalAt(tokens, index)
    if (!quarter || quarter.value > 4 || tokenAt(tokens, quarter.next).lower !== 'quarter') return undefined
    next = quarter.next + 1
    if (tokenAt(tokens, next).lower !== 'of') return undefined
  }
  if (/^(?:of|,)$/.test(tokenAt(tokens, next).lower)) next += 1
  const year = yearAt(tokens, next)
  return year && onlyYear(tokens, year, index)
}

/** A decade, a century, a season or a quarter at a token. */
export const periodAt = (tokens: readonly Token[], index: number): Point | undefined =>
  decadeAt(tokens, index) ?? centuryAt(tokens, index) ?? partOfYearAt(tokens, index)

/** The words that such a period can begin with, in lower case. */
export const periodOpeners: ReadonlySet<string> = new Set([...ordinalWords.keys(), ...seasons, 'twenty', 'q'])
