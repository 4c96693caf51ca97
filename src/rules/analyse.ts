import {
  type DateContext,
  type DateMention,
  type NumberMention,
  readDates,
  readNumbers,
  type Span,
  type Token,
  tokensOf,
  type Units
} from '../prose/prose.ts'
import { clausesOf, parenthesesOf, quotedTokens } from './clauses.ts'
import type { DocumentNames, FoundName } from './document-names.ts'
import type { Focus } from './focus.ts'
import { byStart, groupsOf } from './groups.ts'
import type { Lexicon, Referent } from './lexicon.ts'
import { type Analysis, isOfClass, type Mention } from './mention.ts'
import { isAcronym, textOf } from './name-shapes.ts'
import { officesOf } from './offices.ts'
import type { Words } from './words.ts'

/** What reading a document's sentences rests on, and what is known so far of the document. */
export interface Reading {
  readonly lexicon: Lexicon
  readonly words: Words
  readonly units: Units
  readonly names: DocumentNames
  readonly dates: DateContext
  readonly focus: Focus
  /** What the document is about. */
  readonly subject: Referent | undefined
}

type Unplaced = Omit<Mention, 'start' | 'end' | 'referents'> & { readonly referents?: readonly Referent[] }

/** Recognises what a sentence of a passage names; `following` is the sentence after it, for the lists it explains. */
export function analyse(text: string, span: Span, reading: Reading, following?: Span): Analysis {
  const { names, words } = reading
  const tokens = tokensOf(text, span)
  const sentence = text.slice(span.start, span.end)
  const shift = <M extends Span & { boundStart?: number }>(mention: M): M => ({
    ...mention,
    start: mention.start + span.start,
    end: mention.end + span.start,
    ...(mention.boundStart === undefined ? {} : { boundStart: mention.boundStart + span.start })
  })
  const dates = readDates(sentence, reading.dates)
  const numbers = readNumbers(sentence, dates, reading.units).map(shift)
  const mentions: Mention[] = []
  const endIndex = (first: number, end: number): number => {
    let i = first
    while (i < tokens.length && tokens[i]!.start < end) i++
    return i
  }
  const placed = (mention: Unplaced): Mention => ({
    referents: [],
    ...mention,
    start: tokens[mention.first]!.start,
    end: tokens[mention.last - 1]!.end
  })
  const put = (mention: Unplaced): void => {
    if (mention.last > mention.first) mentions.push(placed(mention))
  }
  const taken = new Uint8Array(tokens.length)
  const putMeasure = (found: DateMention | NumberMention): void => {
    // "more than 2,000": the bound belongs to the number.
    const begins = (found.kind === 'number' ? found.boundStart : undefined) ?? found.start
    const first = tokenAt(tokens, begins)
    if (first === undefined) return
    const last = endIndex(first, found.end)
    if (found.kind === 'date') taken.fill(1, first, last)
    put(found.kind === 'date' ? { first, last, date: found } : { first, last, number: found })
  }
  for (const date of dates.map(shift)) putMeasure(date)
  for (const number of numbers) putMeasure(number)

  const found = names.find(text, tokens).filter(({ first, last }) => !taken.subarray(first, last).includes(1))
  const nameAt = new Map(found.map(name => [name.first, name]))
  const nameEnding = new Map(found.map(name => [name.last, name]))
  for (const { first, last, referents, demonym } of found)
    put({ first, last, referents, ...(demonym ? { demonym } : {}) })
  learnAcronyms(text, tokens, found, names)
  for (const office of officesOf(tokens, nameAt, nameEnding, reading)) {
    const known = nameAt.get(office.first)
    if (known?.last !== office.last || !known.referents.includes(office.referent!))
      put({ first: office.first, last: office.last, referents: office.referent ? [office.referent] : [] })
    // The name behind an office, or an office and a comma, is a person's.
    const at = tokens[office.last]?.text === ',' ? office.last + 1 : office.last
    const name = nameAt.get(at)
    if (name === undefined || name.demonym || !mayBePerson(name.referents)) continue
    if (at > office.last && !name.referents[0]!.label.includes(' ')) continue
    const person = names.person(name.referents[0]!)
    put({ first: office.first, last: name.last, referents: [person] })
  }
  for (const name of found) {
    if (name.first === 0 || name.demonym || !mayBePerson(name.referents)) continue
    const before = tokens[name.first - 1]!
    const dotted = before.text === '.' ? tokens[name.first - 2] : before
    if (dotted?.capital && words.titles.has(dotted.word) && name.referents[0]!.classes[0] === 'name')
      put({
        first: tokens.indexOf(dotted),
        last: name.last,
        referents: [names.person(name.referents[0]!)]
      })
  }
  for (const { first, last, referents, demonym } of found) {
    // "the Tajik capital of Dushanbe" is Dushanbe.
    if (!demonym || tokens[last]?.word !== 'capital') continue
    const city = nameAt.get(tokens[last + 1]?.word === 'of' ? last + 2 : last + 1)
    if (city && referents.length === 1) put({ first, last: city.last, referents: city.referents })
  }
  const explains =
    following && /^(?:these|they|those|the)\b/i.test(text.slice(following.start, following.start + 8))
  const nextTokens = explains ? tokensOf(text, following) : []
  for (const group of groupsOf({
    text,
    tokens,
    mentions,
    mentionsAt: byStart(mentions),
    nextTokens,
    reading
  }))
    put(group)
  // What a group's words seem to name is no name: "the Member States".
  const groups = mentions.filter(({ group }) => group)
  const named =
    groups.length === 0
      ? mentions
      : mentions.filter(
          ({ first, last, referents }) =>
            referents.length !== 1 ||
            referents[0]!.classes[0] !== 'name' ||
            !groups.some(group => group.first <= first && last <= group.last)
        )
  for (const anaphor of reading.focus.anaphors(tokens, named)) named.push(placed(anaphor))

  const { topic } = reading.focus
  const starting = byStart(named)
  const mentionsAt = tokens.map((_, i) => starting(i))
  const covered = new Uint8Array(tokens.length + 1)
  for (const { first, last } of named) covered.fill(1, first + 1, last)
  const ordered = mentionsAt.flat()
  const grouped = new Uint8Array(tokens.length)
  for (const { group, first, last } of ordered) if (group) grouped.fill(1, first, last)
  const analysis: Analysis = {
    ...span,
    text,
    tokens,
    mentionsAt,
    mentions: ordered,
    dates: ordered.filter(({ date }) => date),
    grouped,
    clauseOf: clausesOf(tokens, index => covered[index] === 1, words),
    quoted: quotedTokens(tokens),
    parentheses: parenthesesOf(tokens),
    ...(topic === undefined ? {} : { topic })
  }
  reading.focus.move(analysis)
  return analysis
}

/** The token that holds an offset, which may lie inside one: `29743 km2`. */
function tokenAt(tokens: readonly Token[], offset: number): number | undefined {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low < tokens.length && tokens[low]!.start <= offset ? low : undefined
}

const mayBePerson = (referents: readonly Referent[]): boolean =>
  referents.some(
    referent =>
      referent.classes.length === 0 || referent.classes[0] === 'name' || isOfClass(referent, 'person')
  )

/** `Collective Security Council (CSC)`: what stands in parentheses behind a name is what it is also called. */
function learnAcronyms(
  text: string,
  tokens: readonly Token[],
  found: readonly FoundName[],
  names: DocumentNames
): void {
  for (const { last, referents, demonym } of found) {
    const inner = tokens[last + 1]
    if (tokens[last]?.text !== '(' || inner === undefined || demonym || referents.length !== 1) continue
    const closes = tokens[last + 2]?.text
    if ((closes === ')' || closes === ';' || closes === ',') && isAcronym(inner.text))
      names.alias(textOf(text, tokens, last + 1, last + 2), referents[0]!)
  }
}
