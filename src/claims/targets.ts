import type { Report } from '../problem.ts'
import { type Link, linkText, type Note, type NoteIndex, nameOf } from '../vault/vault.ts'
import type { Target } from './claim.ts'

/** The vault around a note: what its links may lead to, and what must not be named. */
export interface VaultContext {
  readonly index: NoteIndex
  readonly isPrivate: (path: string) => boolean
}

/**
 * What a link of a note names; undefined for a link that names nothing, or something private. A link that
 * could mean several notes is reported and stays a name.
 */
export function targetOf(
  link: Link,
  lineOf: () => number,
  note: Note,
  { index, isPrivate }: VaultContext,
  report: Report
): Target | undefined {
  if (isPrivate(link.target)) return undefined
  if (link.item) return { kind: 'item', ...link.item }
  const found = index.resolve(link, note)
  if (found.kind === 'self') return undefined
  if (found.kind === 'note')
    return isPrivate(found.note.path) ? undefined : { kind: 'note', id: found.note.id }
  if (found.kind === 'ambiguous')
    report({
      severity: 'warning',
      code: 'link-ambiguous',
      file: note.path,
      line: lineOf(),
      message: `the link ${linkText(link)} could mean ${found.paths.slice(0, 3).join(' or ')}`,
      remedy: 'write the folder of the one you mean'
    })
  return { kind: 'name', name: nameOf(link.target).replaceAll('_', ' ').trim() }
}
