import { byCodePoint } from '../rdf/rdf.ts'
import { linePieces } from './store-file.ts'

/**
 * Subjects, as they stand in N-Quads, that one of two files has and not the other, or of which they say different
 * things.
 */
interface ChangedSubjects {
  readonly created: string[]
  readonly changed: string[]
  readonly gone: string[]
}

/** Compares two sorted N-Quads files, subject by subject; of each a few megabytes are in memory. */
export function changedSubjects(earlier: string | undefined, later: string): ChangedSubjects {
  const found: ChangedSubjects = { created: [], changed: [], gone: [] }
  const before = earlier === undefined ? [].values() : groupsIn(earlier)
  const after = groupsIn(later)
  let [old, now] = [before.next(), after.next()]
  while (!old.done || !now.done) {
    const order = old.done ? 1 : now.done ? -1 : byCodePoint(old.value!.subject, now.value!.subject)
    if (order < 0) found.gone.push(old.value!.subject)
    else if (order > 0) found.created.push(now.value!.subject)
    else if (old.value!.lines !== now.value!.lines) found.changed.push(now.value!.subject)
    if (order <= 0) old = before.next()
    if (order >= 0) now = after.next()
  }
  return found
}

interface Group {
  readonly subject: string
  readonly lines: string
}

function* groupsIn(file: string): Generator<Group, undefined> {
  let subject = ''
  let lines = ''
  for (const piece of linePieces(file)) {
    let start = 0
    for (let at = 0; at < piece.length; ) {
      const end = piece.indexOf('\n', at) + 1 || piece.length
      const next = piece.slice(at, piece.indexOf(' ', at))
      if (next !== subject) {
        lines += piece.slice(start, at)
        if (lines !== '') yield { subject, lines }
        subject = next
        lines = ''
        start = at
      }
      at = end
    }
    lines += piece.slice(start)
  }
  if (lines !== '') yield { subject, lines }
  return undefined
}
