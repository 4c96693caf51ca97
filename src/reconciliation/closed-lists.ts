import { valueKey } from '../alignment/alignment.ts'
import { contradicted, contraryLists, kindOf, sizesOf } from './contrary-lists.ts'
import type { Judged, Judging } from './judging.ts'
import type { ClosedList, Ending } from './testimony.ts'
import { byTime, isAfter, momentWords, spanOf } from './time-spans.ts'
import { listWords, sourcesDo, sourceWords, statementWords, witnessed } from './wording.ts'

/**
 * Values that sources leave out of lists of all there are, and values whose end is told from their own side.
 *
 * A value that no list has is deprecated where two sources or more list the others; one list alone decides
 * nothing, nor do lists that are older than the source of the value, since things change after a list is made.
 */
export function judgeByLists(judging: Judging): void {
  const { grounds, subject } = judging
  const { testimony } = grounds
  for (const [property, statements] of judging.properties()) {
    const { id } = property
    const forward = statements.filter(isNow)
    const lists = forward.length === 0 ? [] : testimony.listsOf(subject.iri, id)
    for (const judged of forward)
      if (judged.value.type === 'item')
        judgeAgainst(judging, judged, {
          lists,
          listed: valueKey(judged.value),
          endings: testimony.endingsOf(subject.iri, id, judged.value.iri),
          isCurrent: testimony.isCurrent(subject.iri, id, judged.value.iri),
          beside: forward
        })
    // The same from the other side: whether what it says it belongs to has it among its own.
    const self = valueKey({ type: 'item', iri: subject.iri })
    for (const judged of forward) {
      if (judged.value.type !== 'item' || grounds.constraints.valuesOf(property, 'counterpart') === undefined)
        continue
      const back = testimony.listsOf(judged.value.iri, `^${id}`)
      judgeAgainst(judging, judged, { lists: back, listed: self, endings: [], isCurrent: false, beside: [] })
    }
  }
}

/** Whether a statement is of what holds now, as far as it says itself. */
const isNow = (judged: Judged): boolean =>
  judged.isLive && judged.qualifier('P582') === undefined && judged.qualifier('P585') === undefined

interface Against {
  readonly lists: readonly ClosedList[]
  /** How the lists would spell it. */
  readonly listed: string
  readonly endings: readonly Ending[]
  /** Whether it is told of as it is now. */
  readonly isCurrent: boolean
  /** The statements that the lists are about. */
  readonly beside: readonly Judged[]
}

function judgeAgainst(judging: Judging, judged: Judged, against: Against): void {
  const { listed, endings, isCurrent, beside } = against
  const lists = against.lists.filter(list => isOfKind(judging, listed, list))
  const without = lists.filter(({ values }) => !values.has(listed))
  if (lists.length > 0 && without.length < lists.length) {
    if (without.length > 0) findDivided(judging, judged, lists, without)
    return
  }
  if (endings.length > 0 && !isCurrent && isOver(judging, judged, endings)) return
  if (without.length > 0) findStray(judging, judged, without, beside)
}

/**
 * Whether a list is of things of a value's kind: an alliance has countries as members, and organs as parts, and a
 * list of the ones says nothing of the others.
 */
function isOfKind(judging: Judging, listed: string, { values }: ClosedList): boolean {
  const kinds = new Set([...values].map(value => kindOf(judging, value)))
  return kinds.size === 1 ? kinds.has(kindOf(judging, listed)) : values.has(listed)
}

/** A value that ended, as is told from its own side: it was right, and is not now. */
function isOver(judging: Judging, judged: Judged, endings: readonly Ending[]): boolean {
  const { constraints, testimony } = judging.grounds
  const claimed = testimony.newest(judged.references)
  // A source that was written after the end may know of a new beginning.
  const later = endings.filter(({ end }) => !isAfter(claimed?.span, end && spanOf(end)))
  if (later.length === 0) return false
  const times = new Map(later.flatMap(({ end }) => (end ? [[valueKey(end), end] as const] : [])))
  const ends = [...times.values()].sort(byTime).map(momentWords)
  const ended = ends.length > 0 ? `ended ${ends.join(' or ')}` : 'ended, on a day that is not told'
  const say = sourcesDo(later, 'says', 'say')
  const isAskedAsOfNow = constraints.has(judged.property, 'standing')
  judged.isPast = true
  judged.remark(`it ${ended}, as ${say}`)
  judging.find({
    kind: 'TemporalSuccession',
    state: 'settled',
    property: judged.property,
    involves: [judged],
    references: later.map(({ reference }) => reference),
    comment: `${judging.label}, ${judged.property.label}: ${statementWords(judged, judging)} is stated by ${sourceWords(judged.references)} without an end, and ${say} that it ${ended}.`,
    resolution: isAskedAsOfNow
      ? 'Kept with normal rank, since it once held; it is not among the direct triples, which say what holds.'
      : 'Kept with normal rank, since it once held.'
  })
  return true
}

/** Some lists have it and some have not. */
function findDivided(
  judging: Judging,
  judged: Judged,
  lists: readonly ClosedList[],
  without: readonly ClosedList[]
): void {
  const having = lists.filter(list => !without.includes(list))
  judging.find({
    kind: 'ClosedListContradiction',
    state: 'open',
    property: judged.property,
    involves: [judged],
    references: lists.map(({ reference }) => reference),
    comment: `${judging.label}, ${judged.property.label}: lists of all there are differ on ${statementWords(judged, judging)}: ${sourcesDo(having, 'has', 'have')} it, and ${sourcesDo(without, 'has', 'have')} not.`,
    resolution: 'Open: nothing tells which list is right. The statement stays with normal rank.'
  })
}

/** No list has it. */
function findStray(
  judging: Judging,
  judged: Judged,
  lists: readonly ClosedList[],
  beside: readonly Judged[]
): void {
  const contrary = contraryLists(judging, judged, lists)
  const { references, apart, own, newer, areDated, decide } = contrary
  const listedBeside = beside.filter(
    other => other !== judged && lists.some(({ values }) => values.has(valueKey(other.value)))
  )
  const told = [
    ...(apart.length > 0 ? [`${listWords(apart)} ${leavingOut(lists, apart)}`] : []),
    ...(own.length > 0 ? [`the text of ${listWords(own)} itself ${leavingOut(lists, own)}`] : [])
  ]
  if (decide) judged.rank('deprecated', contradicted(contrary, leavingOut(lists, apart)))
  const why = !newer
    ? apart.length === 0
      ? 'no other source lists them'
      : 'one list alone decides nothing'
    : areDated
      ? `${newer.source} may be newer than the lists, and things may have changed since`
      : `the lists have no date, and ${newer.source} may be newer`
  judging.find({
    kind: 'ClosedListContradiction',
    state: decide ? 'settled' : 'open',
    property: judged.property,
    involves: [judged, ...listedBeside],
    references,
    comment: `${judging.label}, ${judged.property.label}: ${witnessed(judged, judging)}; ${told.join(', and ')}.`,
    resolution: decide
      ? `Deprecated: several sources list all there are, and none of them has it. It stays in the graph of ${sourceWords(judged.references)}, and reaches no direct triple.`
      : `Open: ${why}. The statement stays with normal rank.`
  })
}

/** What some sources do with a value that their lists leave out: `list all 6 without it`. */
function leavingOut(lists: readonly ClosedList[], sources: readonly string[]): string {
  const sizes = sizesOf(lists.filter(({ source }) => sources.includes(source)))
  const verb = sources.length === 1 ? 'lists' : 'list'
  return sizes.length === 1 && sizes[0] === 1
    ? `${verb} another as the only one`
    : `${verb} all ${sizes.join(' or ')} without it`
}
