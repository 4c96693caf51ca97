import type { Span, Token } from '../prose/prose.ts'
import type { Reading } from './analyse.ts'
import type { Referent } from './lexicon.ts'
import { isOfClass, type Mention } from './mention.ts'

type Group = Pick<
  Mention,
  'first' | 'last' | 'referents' | 'group' | 'count' | 'except' | 'method' | 'explainedBy'
>

interface Sentence {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly mentions: readonly Mention[]
  readonly mentionsAt: (index: number) => readonly Mention[]
  readonly nextTokens: readonly Token[]
  readonly reading: Reading
}

/**
 * Words for several things at once, with the things where the text lists them: after a colon or between dashes
 * (`six states: A, B and C`), or in the sentence after (`These countries are A, B and C.`).
 */
export function groupsOf(sentence: Sentence): Group[] {
  const { tokens, reading } = sentence
  const { counts, qualifying, determiners, groups: nouns } = reading.words
  const groups: Group[] = []
  let nameFrom: readonly number[] | undefined
  const isNamed = (first: number): boolean => {
    nameFrom ??= nameStarts(sentence)
    return nameFrom[first]! < first
  }
  for (let i = 0; i < tokens.length; i++) {
    const { word, kind: mark } = tokens[i]!
    if (
      mark === 'mark' ||
      !(
        mark === 'number' ||
        counts.has(word) ||
        qualifying.has(word) ||
        determiners.has(word) ||
        nouns.has(word)
      )
    )
      continue
    const head = groupHead(tokens, i, reading)
    if (head === undefined) continue
    const { first, last, count, kind } = head
    // "Commonwealth of Independent States" is a name.
    if (isNamed(first)) continue
    const exception = exceptionAt(sentence, last, kind)
    if (exception) {
      groups.push({
        first,
        last: exception.last,
        referents: [],
        group: true,
        except: exception.referents,
        ...(count === undefined ? {} : { count }),
        method: 'members'
      })
      i = exception.last - 1
      continue
    }
    const listed =
      listAfter(sentence, last, kind) ??
      listFarther(sentence, last, kind, count) ??
      listInNext(sentence, kind)
    if (listed !== undefined && (count === undefined || listed.referents.length === count))
      groups.push({
        first,
        last: Math.max(last, listed.last ?? last),
        referents: listed.referents,
        group: true,
        ...(count === undefined ? {} : { count }),
        ...(listed.explainedBy ? { explainedBy: listed.explainedBy } : {}),
        ...(listed.method ? { method: listed.method } : {})
      })
    else {
      const known =
        /^(?:member|members|signatory|signatories|parties|participating|remained)$/.test(
          tokens[last - 1]!.word
        ) || tokens.slice(first, last).some(({ word }) => word === 'member')
      groups.push({
        first,
        last,
        referents: [],
        group: true,
        ...(count === undefined ? {} : { count }),
        ...(known ? { method: 'members' } : {})
      })
    }
    i = last - 1
  }
  return groups
}

/** By token: where the name that reaches over it from farthest left begins; the token itself where none does. */
function nameStarts({ tokens, mentions }: Sentence): number[] {
  const starts = tokens.map((_, i) => i)
  for (const { referents, first, last } of mentions)
    if (referents.length > 0) for (let i = first + 1; i < last; i++) starts[i] = Math.min(starts[i]!, first)
  return starts
}

function groupHead(
  tokens: readonly Token[],
  first: number,
  { words }: Reading
): { first: number; last: number; count?: number; kind: string } | undefined {
  let i = first
  let count: number | undefined
  for (; i < Math.min(first + 7, tokens.length); i++) {
    const { word, kind } = tokens[i]!
    if (i === first + 1 && word === 'but' && tokens[first]!.word === 'all')
      return { first, last: i, kind: 'country' }
    // "the six that remained"
    if (count !== undefined && word === 'that' && tokens[i + 1]?.word === 'remained')
      return { first, last: i + 2, count, kind: 'country' }
    const number =
      words.counts.get(word) ?? (kind === 'number' && /^\d{1,3}$/.test(word) ? Number(word) : undefined)
    if (number !== undefined && count === undefined) count = number
    else if (words.groups.has(word)) {
      // "member states": the last of two such words is the head.
      while (words.groups.has(tokens[i + 1]?.word ?? '')) i++
      const head = tokens[i]!.word
      if (!/s$|people|children/.test(head)) return undefined
      if (i === first && count === undefined && !/^(?:members|signatories|parties)$/.test(head))
        return undefined
      return { first, last: i + 1, ...(count === undefined ? {} : { count }), kind: words.groups.get(head)! }
    } else if (!(words.qualifying.has(word) || (i === first && words.determiners.has(word)))) return undefined
  }
  return undefined
}

/** `all members except A, B and C`, `all but A and B`. */
function exceptionAt(
  { tokens, mentionsAt }: Sentence,
  at: number,
  kind: string
): { readonly referents: readonly Referent[]; readonly last: number } | undefined {
  if (!/^(?:except|excepting|excluding|but|save)$/.test(tokens[at]?.word ?? '')) return undefined
  return enumeration(tokens, mentionsAt, tokens[at + 1]?.word === 'for' ? at + 2 : at + 1, referent =>
    isOfClass(referent, kind)
  )
}

interface Listed {
  readonly referents: readonly Referent[]
  /** The index after the list, where it stands in the sentence itself. */
  readonly last?: number
  readonly explainedBy?: Span
  readonly method?: string
}

/** A list at the end of the sentence, of just as many as the words count: `six countries signed it: A, …`. */
function listFarther(
  { tokens, mentionsAt }: Sentence,
  from: number,
  kind: string,
  count: number | undefined
): Listed | undefined {
  if (count === undefined) return undefined
  for (let i = from; i < tokens.length; i++) {
    if (!/^[:—]$/.test(tokens[i]!.text)) continue
    const list = enumeration(tokens, mentionsAt, i + 1, referent => isOfClass(referent, kind))
    if (list?.referents.length === count)
      return {
        referents: list.referents,
        explainedBy: { start: tokens[i + 1]!.start, end: tokens[list.last - 1]!.end }
      }
  }
  return undefined
}

/** A list after a group's words: behind a colon or a dash, with a few words between at most. */
function listAfter({ tokens, mentionsAt }: Sentence, from: number, kind: string): Listed | undefined {
  for (let i = from; i < Math.min(from + 11, tokens.length); i++) {
    const { text, word } = tokens[i]!
    if (text === '.' || text === ';' || (text === ',' && tokens[i + 1]?.word !== 'namely')) return undefined
    const opens =
      text === ':' ||
      text === '—' ||
      text === '–' ||
      text === '(' ||
      word === 'namely' ||
      word === 'including'
    if (!opens) continue
    const list = enumeration(tokens, mentionsAt, i + 1, referent => isOfClass(referent, kind))
    if (list === undefined) return undefined
    const closed = /^[—–)]$/.test(tokens[list.last]?.text ?? '') ? list.last + 1 : list.last
    return { referents: list.referents, last: closed }
  }
  return undefined
}

/** `These countries are A, B and C.`, as the next sentence. */
function listInNext({ text, nextTokens, reading }: Sentence, kind: string): Listed | undefined {
  const [first, noun, verb] = nextTokens
  if (!first || !noun || !verb || !/^(?:these|they|those|the)$/.test(first.word)) return undefined
  // "These countries are", "the six are"
  const { groups, counts } = reading.words
  const isGroup = groups.has(noun.word) || (first.word === 'the' && counts.has(noun.word))
  const at = first.word === 'they' ? 2 : isGroup ? 3 : 0
  if (at === 0 || !/^(?:are|were|is|include|included|included)$/.test(nextTokens[at - 1]!.word))
    return undefined
  const found = reading.names.find(text, nextTokens).map(
    ({ first, last, referents }): Mention => ({
      first,
      last,
      referents,
      start: nextTokens[first]!.start,
      end: nextTokens[last - 1]!.end
    })
  )
  const list = enumeration(nextTokens, byStart(found), at, referent => isOfClass(referent, kind))
  return (
    list && {
      referents: list.referents,
      explainedBy: { start: first.start, end: nextTokens.at(-1)!.end },
      method: 'the next sentence lists them'
    }
  )
}

const none: readonly Mention[] = []

/** Looks mentions up by their first token, the longest first. */
export function byStart(mentions: readonly Mention[]): (index: number) => readonly Mention[] {
  const starts = new Map<number, Mention[]>()
  for (const mention of mentions) {
    const others = starts.get(mention.first)
    if (others) others.push(mention)
    else starts.set(mention.first, [mention])
  }
  for (const list of starts.values()) list.sort((a, b) => b.last - a.last)
  return index => starts.get(index) ?? none
}

const between = new Set([',', 'and', 'or', 'as', 'well', '&'])

/** Two or more names of a class with commas and `and` between them. */
export function enumeration(
  tokens: readonly Token[],
  mentionsAt: (index: number) => readonly Mention[],
  from: number,
  fits: (referent: Referent) => boolean
): { readonly referents: readonly Referent[]; readonly last: number } | undefined {
  const referents: Referent[] = []
  let i = from
  let last = from
  while (i < tokens.length) {
    if (tokens[i]!.word === 'the') i++
    const mention = mentionsAt(i).find(
      ({ referents: named, demonym, group }) => !demonym && !group && named.some(fits)
    )
    if (mention === undefined) break
    referents.push(mention.referents.find(fits)!)
    i = last = mention.last
    // "Turkey (until 1990)": a note on one of them.
    if (tokens[i]?.text === '(') {
      let close = i + 1
      while (close < i + 8 && tokens[close] && tokens[close]!.text !== ')') close++
      if (tokens[close]?.text === ')' && close - i < 8) i = last = close + 1
    }
    while (tokens[i] && between.has(tokens[i]!.word)) i++
    if (i === last) break
  }
  return referents.length >= 2 ? { referents: [...new Set(referents)], last } : undefined
}
