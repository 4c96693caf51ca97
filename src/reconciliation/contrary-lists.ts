import type { Reference } from '../alignment/alignment.ts'
import type { Judged, Judging } from './judging.ts'
import type { ClosedList, DatedSource } from './testimony.ts'
import { counted, listWords, sourcesOf } from './wording.ts'

/** Lists of all there are that contradict a statement, and what they decide. */
export interface ContraryLists {
  readonly references: readonly Reference[]
  /** Their sources that do not make the statement. */
  readonly apart: readonly string[]
  /** Their sources that make the statement too. */
  readonly own: readonly string[]
  /** A source of the statement that may be newer than the lists: things may have changed since they were made. */
  readonly newer: DatedSource | undefined
  readonly areDated: boolean
  /** Whether they outweigh the statement: lists of two sources or more, one of them at least not its own. */
  readonly decide: boolean
}

export function contraryLists(
  { grounds: { testimony } }: Judging,
  judged: Judged,
  lists: readonly ClosedList[]
): ContraryLists {
  const references = lists.map(({ reference }) => reference)
  const [claimed, newest] = [testimony.newest(judged.references), testimony.newest(references)]
  // A list in the same source is as new as what else it says.
  const mayBeNewer =
    claimed !== undefined &&
    (!newest || (newest.source !== claimed.source && claimed.span.last > newest.span.first))
  const [sources, making] = [sourcesOf(lists), sourcesOf(judged.references)]
  const apart = sources.filter(source => !making.includes(source))
  return {
    references,
    apart,
    own: sources.filter(source => making.includes(source)),
    newer: mayBeNewer ? claimed : undefined,
    areDated: newest !== undefined,
    decide: sources.length >= 2 && apart.length > 0 && !mayBeNewer
  }
}

/** Why a statement is wrong by lists that decide; `what` those do that are not of its own sources: `list all 6`. */
export const contradicted = ({ apart, own }: ContraryLists, what: string): string =>
  `contradicted by ${counted(apart.length, 'source')} that ${what} (${listWords(apart)})${own.length > 0 ? ', and by the text of its own source' : ''}`

/** How many values lists have, each number once. */
export const sizesOf = (lists: readonly ClosedList[]): number[] =>
  [...new Set(lists.map(({ values }) => values.size))].sort((a, b) => a - b)

/** What kind of thing a value of a list is, by its spelling; undefined for what is not well known. */
export const kindOf = ({ grounds }: Judging, value: string): string | undefined =>
  grounds.classOf(value.slice('item '.length))
