import type { DateMention } from '../prose/prose.ts'
import type { Match } from './match.ts'
import { type Analysis, isOfClass, type Mention } from './mention.ts'
import type { Filled } from './slots.ts'

const frontedBy = new Set(['after', 'following', 'during', 'when', 'in', 'on', 'at', 'since', 'by'])
const placedBy = new Set(['in', 'at', 'to', 'near'])

/** The last token of a match that its pattern's own words took; the first of all where they took none. */
const literalEnd = ({ literal, first }: Match): number => (literal.size > 0 ? Math.max(...literal) : first)

/** The date of a match's clause: behind the match, in it, or at the head of the clause or the sentence. */
export function clauseDate(match: Match, { dates, clauseOf, tokens }: Analysis): Filled | undefined {
  if (dates.length === 0) return undefined
  const { last, slots } = match
  const used = new Set([...slots.values()].map(({ mention }) => mention))
  const at = literalEnd(match)
  let behind: Mention | undefined
  let ahead: Mention | undefined
  for (const date of dates) {
    const clause = clauseOf[date.first]
    if (used.has(date) || (clause !== clauseOf[at] && clause !== clauseOf[last - 1])) continue
    if (date.first >= at) behind ??= date
    if (date.last <= at && (ahead === undefined || date.last > ahead.last)) ahead = date
  }
  // "On 6 October 2007, …": at the head of a sentence a date holds for all of it that has no other.
  const fronted = (): Mention | undefined => {
    const opening = frontedBy.has(tokens[0]?.word ?? '') ? tokens.findIndex(({ text }) => text === ',') : 1
    return dates.find(date => !used.has(date) && date.first <= Math.max(1, opening))
  }
  const chosen = behind && behind.first - last < 12 ? behind : (ahead ?? fronted())
  return (
    chosen && {
      first: chosen.first,
      last: chosen.last,
      referents: [],
      date: chosen.date!,
      mention: chosen
    }
  )
}

/** The place of a match's clause: the first with "in" or "at" before it. */
export function clausePlace(
  match: Match,
  type: string,
  { mentions, clauseOf, tokens }: Analysis
): Filled | undefined {
  const { first, last, slots } = match
  const used = new Set([...slots.values()].map(({ mention }) => mention))
  const at = literalEnd(match)
  const clause = clauseOf[Math.min(at, tokens.length - 1)]
  const placeAt = (mention: Mention): Filled | undefined => {
    if (clauseOf[mention.first] !== clause || used.has(mention) || mention.group || mention.demonym)
      return undefined
    let before = mention.first - 1
    if (tokens[before]?.word === 'the') before--
    const word = tokens[before]?.word ?? ''
    if (!placedBy.has(word) || mention.first - last > 10) return undefined
    if (mention.first < first && (word === 'to' || word === 'near')) return undefined
    const referents = mention.referents.filter(referent => isOfClass(referent, type))
    return referents.length > 0 ? { first: mention.first, last: mention.last, referents, mention } : undefined
  }
  const from = Math.min(first, at)
  for (const mention of mentions) {
    const place = mention.first >= from ? placeAt(mention) : undefined
    if (place) return place
  }
  // At the head of the sentence: "In Oslo, …".
  for (const mention of mentions) {
    if (mention.first > 2) break
    const place = placeAt(mention)
    if (place) return place
  }
  return undefined
}

const understood = (date: DateMention): Filled => ({ first: 0, last: 1, referents: [], date })

/** `At the same time`: the year of the sentence before. */
export function sameTime({ tokens }: Analysis, before: DateMention | undefined): Filled | undefined {
  const [at, which, same, time] = tokens
  if (at?.word !== 'at' || before === undefined) return undefined
  const isSame =
    which?.word === 'the' ? same?.word === 'same' && time?.word === 'time' : same?.word === 'time'
  if (!isSame || !/^(?:the|this|that)$/.test(which?.word ?? '')) return undefined
  return understood({
    kind: 'date',
    start: at.start,
    end: at.end,
    date: { year: before.date.year },
    method: 'the year is that of the sentence before, "at the same time"'
  })
}

/** The month of a date in the sentences just before, of the same paragraph. */
export function justBefore(nearby: DateMention | undefined): Filled | undefined {
  if (nearby === undefined) return undefined
  const { year, month } = nearby.date
  return understood({
    kind: 'date',
    start: 0,
    end: 0,
    date: { year, ...(month === undefined ? {} : { month }) },
    method: 'the month is that of the sentences before'
  })
}
