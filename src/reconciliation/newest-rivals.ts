import type { Judged, Judging } from './judging.ts'
import type { DatedSource } from './testimony.ts'
import { isAfter } from './time-spans.ts'

/** A statement with the newest of its sources. */
export interface NewestRival {
  readonly judged: Judged
  readonly newest: DatedSource
}

/**
 * Of statements that cannot all hold, those that a source makes which is newer than all sources of whatever they
 * contradict. Nothing is newer than what has no date. Where each contradicts each there is one at most.
 */
export function newestRivals(
  { grounds: { testimony } }: Judging,
  rivals: readonly Judged[],
  contradict: (a: Judged, b: Judged) => boolean = () => true
): NewestRival[] {
  const dated = rivals.map(judged => ({ judged, newest: testimony.newest(judged.references) }))
  return dated.flatMap(({ judged, newest }) =>
    newest &&
    dated.every(
      other =>
        other.judged === judged ||
        !contradict(judged, other.judged) ||
        isAfter(newest.span, other.newest?.span)
    )
      ? { judged, newest }
      : []
  )
}
