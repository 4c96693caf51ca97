import { valueKey } from '../alignment/alignment.ts'
import type { Judged, Judging } from './judging.ts'
import { newestRivals } from './newest-rivals.ts'
import { isAfter, spanOf, type TimeSpan } from './time-spans.ts'
import { datedWords, witnessedList } from './wording.ts'

/**
 * One thing that is told to have begun, or ended, at two times: not two periods one after the other, since one
 * time lies within the period of the other. The newest source decides, where all have a date; and yet none is
 * preferred, for that would put it before the other values of its property, which are none of its rivals.
 */
export function judgePeriods(judging: Judging): void {
  for (const [, statements] of judging.properties()) {
    const periods = statements.filter(
      judged =>
        judged.isLive &&
        judged.value.type === 'item' &&
        ['P580', 'P582'].some(id => judged.qualifier(id)?.type === 'time')
    )
    for (const same of Map.groupBy(periods, ({ value }) => valueKey(value)).values()) {
      const rivals = same.filter(judged => same.some(other => other !== judged && areRivals(judged, other)))
      if (rivals.length > 1) findRivals(judging, rivals)
    }
  }
}

function findRivals(judging: Judging, rivals: readonly Judged[]): void {
  const [latest] = newestRivals(judging, rivals)
  const newest = latest?.newest
  latest?.judged.remark(`the newest source says so: ${datedWords(latest.newest)}`)
  judging.find({
    kind: 'ValueConflict',
    state: newest ? 'settled' : 'open',
    property: rivals[0]!.property,
    involves: rivals,
    comment: `${judging.label}, ${rivals[0]!.property.label}: ${witnessedList(rivals, judging)}. It cannot have begun, or ended, at all of these times.`,
    resolution: newest
      ? `What ${newest.source} says is to be believed, being newer. All stay with normal rank, so that none outranks other values.`
      : 'Open: nothing tells which is right. All stay with normal rank.'
  })
}

interface Period {
  readonly start: TimeSpan | undefined
  readonly end: TimeSpan | undefined
}

function periodOf(judged: Judged): Period {
  const [start, end] = ['P580', 'P582'].map(id => {
    const value = judged.qualifier(id)
    return value?.type === 'time' ? spanOf(value) : undefined
  })
  return { start, end }
}

const isWithin = (time: TimeSpan, { start, end }: Period): boolean =>
  isAfter(time, start) && isAfter(end, time)

const areSame = (a: TimeSpan | undefined, b: TimeSpan | undefined): boolean =>
  a !== undefined && b !== undefined && !isAfter(a, b) && !isAfter(b, a)

/** Whether two are of one time that is told in two ways. */
function areRivals(one: Judged, other: Judged): boolean {
  const [a, b] = [periodOf(one), periodOf(other)]
  if (areSame(a.start, b.start)) return a.end !== undefined && b.end !== undefined && !areSame(a.end, b.end)
  if (areSame(a.end, b.end)) return a.start !== undefined && b.start !== undefined
  return [
    [a, b],
    [b, a]
  ].some(([inner, outer]) =>
    [inner!.start, inner!.end].some(time => time !== undefined && isWithin(time, outer!))
  )
}
