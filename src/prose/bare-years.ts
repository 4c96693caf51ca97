import { isCounted, isFunctionWord } from './counted-nouns.ts'
import { isCapitalised, isDash, type Token, tokenAt, wordSet } from './tokens.ts'

/** Words after which four digits are a year, unless what follows counts them. */
const prepositions = wordSet(`
  in since by until till beyond during throughout before after from circa ca into through pre post year years mid early
  late between dated founded established est formed born died signed opened published released built completed
  erected created elected adopted ratified dissolved abolished introduced b d
`)

/** Words between whose two numbers lies a change of amount: "rose from 1500 to 2000". */
const changes = wordSet(`
  rose risen rise rises grew grown grow grows increased increase increases fell fallen fall falls dropped drop
  drops decreased decrease decreases reduced ranged ranging ranges range expanded up down multiplied divided
  cut shrank shrunk exceeded totalled totaled numbered numbering outnumbered beaten
`)

/** Nouns whose "of" is followed by an amount. */
const amounts = wordSet(`
  population total elevation height altitude length area depth width breadth distance capacity number sum maximum
  minimum weight mass strength force speed score rate crew army average cost price value budget fine range
  thousands hundreds page pages garrison host fleet contingent majority membership circulation power output size
  radius volume quantity amount limit quota minority lot group
`)

/** What is named after the year it belongs to, so that no article is needed: "1992 treaty". */
const events = wordSet(`
  treaty agreement war election elections constitution census revolution coup summit charter resolution edition
  referendum protest protests invasion earthquake report law act statute pact accord accords convention declaration
  crisis uprising offensive conflict conference congress championship championships cup olympics games season
  festival reform reforms massacre rebellion ceasefire truce attack attacks bombing budget amendment protocol
  memorandum statistics estimate estimates survey data film novel album song book study siege battle campaign
  expedition famine flood floods riots strike genocide presidential parliamentary winter summer world
`)

const determiners = wordSet(`
  the a an its their his her this that our whose each every another old original famous infamous new ill-fated
`)

/** Words with a number that is their name: "Article 1999", "page 1850". */
const labels = wordSet(`
  article articles page pages p pp chapter section paragraph resolution no nos number numbers room line route model
  type class version volume vol issue item highway flight channel frequency
`)

/** How the words make four digits a year: said of a time, as the epithet of a thing, or standing alone. */
export type YearReading = 'time' | 'epithet' | 'alone'

/** Where a bare year stands, and what has been read before it. */
export interface YearPlace {
  /** The token after the year, or after the range it begins. */
  readonly next: number
  /** The year is the first of a range of years. */
  readonly isRange: boolean
  /** The token after the last year read, or -1. */
  readonly lastEnd: number
  /** The token that opens the parentheses that the year is in, or -1. */
  readonly parenthesis: number
}

/** Whether four digits (from `index` up to `next`) are a year; `undefined` when the words do not make them one. */
export function yearReading(
  tokens: readonly Token[],
  index: number,
  { next, isRange, lastEnd, parenthesis }: YearPlace
): YearReading | undefined {
  const previous = tokenAt(tokens, index - 1)
  const following = tokenAt(tokens, next)
  if (labels.has(previous.lower) || (previous.text === '.' && labels.has(tokenAt(tokens, index - 2).lower))) {
    return undefined
  }
  if (index === 0 && following.kind === 'end') return 'alone'
  if (isChange(tokens, index, next)) return undefined
  if (following.joined && following.text === '-' && tokenAt(tokens, next + 1).joined) {
    if (tokenAt(tokens, next + 1).kind === 'digits' || isCounted(tokens, next)) return undefined
  }
  if (isListed(tokens, index, lastEnd)) return isCounted(tokens, next) ? undefined : 'time'
  if (isAfterPreposition(tokens, index, next, isRange)) return 'time'
  if (isEpithet(tokens, index, next)) return 'epithet'
  if (parenthesis >= 0 && isInParentheses(tokens, index, next, parenthesis)) return 'time'
  if (isRange) return isCounted(tokens, next, 3) || previous.kind === 'digits' ? undefined : 'time'
  return isHead(tokens, index, next) ? 'time' : undefined
}

/** "in 1992, 1995 and 1999": the years after the first. */
function isListed(tokens: readonly Token[], index: number, lastEnd: number): boolean {
  if (lastEnd < 0 || index - lastEnd > 4 || index === lastEnd) return false
  const between = tokens.slice(lastEnd, index).map(({ lower }) => lower)
  return (
    between.every(word => /^(?:,|;|&|and|or|in|again|about|around|circa|c|ca|\.)$/.test(word)) &&
    between[0] !== 'in'
  )
}

/** Words that may stand between a preposition and the year: "since at least 1992", "in about 1200". */
const hedges = wordSet('about around approximately roughly circa ca c . ~ least at early mid late - the or')

function isAfterPreposition(
  tokens: readonly Token[],
  index: number,
  next: number,
  isRange: boolean
): boolean {
  let before = index - 1
  while (before >= index - 4 && hedges.has(tokenAt(tokens, before).lower)) before -= 1
  const isHedged = before < index - 1
  const { lower } = tokenAt(tokens, before)
  const hedge = tokenAt(tokens, before + 1).lower
  if (isHedged && tokenAt(tokens, index - 1).lower === 'the') return false
  if (isHedged && /^(?:circa|ca|c|mid|early|late)$/.test(hedge)) return !isCounted(tokens, next)
  if (isHedged && before < 0 && /^(?:about|around)$/.test(hedge)) {
    return tokenAt(tokens, next).text === ',' && !isCounted(tokens, next)
  }
  const farther = tokenAt(tokens, before - 1)
  if (lower === 'of') return isYearOf(tokens, before, next)
  if (lower === 'for') return isPhraseEnd(tokens, next)
  if (lower === 'to')
    return (
      /^(?:prior|back|up|dates|dating|dated|date|subsequent)$/.test(farther.lower) && !isCounted(tokens, next)
    )
  if (lower === 'than') return /^(?:earlier|later)$/.test(farther.lower) && !isCounted(tokens, next)
  if (lower === 'at' || lower === 'as') return farther.lower === 'as' && !isCounted(tokens, next)
  if (!prepositions.has(lower)) return false
  if (lower === 'between' && !isRange) return false
  // A sentence that opens with "In 2014 soldiers" tells when; "In 2000 villages" may tell how many.
  const opens = before === 0 && lower === 'in' && Number(tokenAt(tokens, index).text) % 100 !== 0
  return (
    !isCounted(tokens, next) ||
    (opens && !/^(?:km|kilomet|met|mile|people|m$|%)/.test(tokenAt(tokens, next).lower))
  )
}

/** "rose from 1500 to 2000", "fell by 1500", "between 1500 and 2000 were killed". */
function isChange(tokens: readonly Token[], index: number, next: number): boolean {
  const { lower } = tokenAt(tokens, index - 1)
  if (lower === 'between' && /^(?:were|are)$/.test(tokenAt(tokens, next).lower)) return true
  const isOfAmount = lower === 'by' || lower === 'from' || lower === 'between' || lower === 'to'
  return isOfAmount && [2, 3].some(back => changes.has(tokenAt(tokens, index - back).lower))
}

/** "the war of 1812", "the end of 2010"; not "a population of 1850". */
function isYearOf(tokens: readonly Token[], before: number, next: number): boolean {
  const noun = tokenAt(tokens, before - 1)
  if (noun.lower === 'as') return !isCounted(tokens, next)
  return noun.kind === 'word' && !amounts.has(noun.lower) && !isCounted(tokens, next, 3)
}

/** "the 2002 charter", "a 2004 resolution", "the 2005 Tulip Revolution", "1992 treaty", "Armenia's 2018 revolution". */
function isEpithet(tokens: readonly Token[], index: number, next: number): boolean {
  const [previous, following] = [tokenAt(tokens, index - 1), tokenAt(tokens, next)]
  const possessed = previous.text === 's' && previous.joined && /^['’]$/.test(tokenAt(tokens, index - 2).text)
  const isNamed = following.text === '-' ? false : following.kind === 'word' && !isFunctionWord(following)
  if (!isNamed || isCounted(tokens, next, 3)) {
    // "the 2014 annexation" is an epithet; "the 1992 is" is none.
    return false
  }
  if (determiners.has(previous.lower) || possessed) return true
  const isFree = !isCapitalised(previous) || isFunctionWord(previous) || previous.kind === 'end'
  return isFree && (events.has(following.lower) || events.has(tokenAt(tokens, next + 1).lower))
}

/** "(1992)", "(Tashkent, 1992)", "(1992; lapsed)", "(1950–2010)": nothing that the number could count. */
function isInParentheses(tokens: readonly Token[], index: number, next: number, open: number): boolean {
  const following = tokenAt(tokens, next)
  const isClosed = /^[)\],;:]$/.test(following.text) || following.kind === 'end'
  const isFirst = index === open + 1 || /^[,;]$/.test(tokenAt(tokens, index - 1).text)
  if (isFirst) return isClosed
  return isClosed && index - open < 4 && tokenAt(tokens, index - 1).kind === 'word' && following.text === ')'
    ? /^(?:b|d|fl|r|c|died|born|est|edition)$/.test(tokenAt(tokens, index - 1).lower)
    : false
}

/** "1992: the treaty is signed", "Tashkent, 1992." */
function isHead(tokens: readonly Token[], index: number, next: number): boolean {
  const [previous, following] = [tokenAt(tokens, index - 1), tokenAt(tokens, next)]
  if (index === 0) return following.text === ':' || (isDash(following) && !following.joined)
  if (previous.text === '.' && /^(?:b|d|c|ca|est|fl)$/.test(tokenAt(tokens, index - 2).lower)) {
    return !isCounted(tokens, next)
  }
  const isPlaced = previous.text === ',' && isCapitalised(tokenAt(tokens, index - 2))
  return isPlaced && index > 2 && (following.kind === 'end' || /^[.;)]$/.test(following.text))
}

const isPhraseEnd = (tokens: readonly Token[], index: number): boolean =>
  tokenAt(tokens, index).kind === 'end' ||
  /^[.,;:)]$/.test(tokenAt(tokens, index).text) ||
  isFunctionWord(tokenAt(tokens, index))
