import type { Report } from '../problem.ts'
import { type Link, linksOf, linkText, type NoteIndex, nameOf } from '../vault/vault.ts'
import type { Target } from './claim.ts'

/** The vault around a note: what its links may lead to, and what must not be named. */
export interface VaultContext {
  readonly index: NoteIndex
  readonly isPrivate: (path: string) => boolean
}

/**
 * What a link in a file names; undefined for a link that names nothing, or something private. A link that
 * could mean several notes is reported and stays a name.
 */
export function targetOf(
  link: Link,
  line: number,
  file: string,
  { index, isPrivate }: VaultContext,
  report: Report
): Target | undefined {
  if (isPrivate(link.target)) return undefined
  if (link.item) return { kind: 'item', ...link.item }
  const found = index.resolve(link, file)
  if (found.kind === 'self') return undefined
  if (found.kind === 'note')
    return isPrivate(found.note.path) ? undefined : { kind: 'note', id: found.note.id }
  if (found.kind === 'ambiguous') {
    const paths = found.paths.filter(path => !isPrivate(path))
    if (paths.length > 1)
      report({
        severity: 'warning',
        code: 'link-ambiguous',
        file,
        line,
        message: `the link ${linkText(link)} could mean ${paths.slice(0, 3).join(' or ')}`,
        remedy: 'write the folder of the one you mean'
      })
    // One public note among private ones of its name: to say more would tell that the others exist.
    if (paths.length < found.paths.length) return undefined
  }
  return { kind: 'name', name: nameOf(link.target).replaceAll('_', ' ').trim() }
}

/** A text with its wiki links as the words a reader sees, without those that name something private. */
export function shownText(text: string, file: string, { index, isPrivate }: VaultContext): string {
  if (!text.includes('[[')) return text
  let shown = text
  for (const link of linksOf(text).toReversed()) {
    const found = index.resolve(link, file)
    const hidden =
      link.embed ||
      isPrivate(link.target) ||
      (found.kind === 'note' && isPrivate(found.note.path)) ||
      (found.kind === 'ambiguous' && found.paths.some(isPrivate))
    shown = shown.slice(0, link.start) + (hidden ? '' : linkText(link)) + shown.slice(link.end)
  }
  return shown.trim()
}
