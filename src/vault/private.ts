import picomatch from 'picomatch'
import type { Field } from './frontmatter.ts'

const scalarOf = (fields: readonly Field[], key: string): string | undefined => {
  const field = fields.findLast(candidate => candidate.key === key)
  return field?.value.kind === 'scalar' ? field.value.text.trim().toLowerCase() : undefined
}

/** Whether a note's own frontmatter keeps it back (VAULT.md, "What must never be published"). */
export function keepsBack(fields: readonly Field[]): boolean {
  const confidential = scalarOf(fields, 'confidential')
  return (
    scalarOf(fields, 'publish') === 'false' ||
    scalarOf(fields, 'draft') === 'true' ||
    scalarOf(fields, 'isDeleted') === 'true' ||
    (confidential !== undefined && confidential !== '' && confidential !== 'public')
  )
}

/** Whether frontmatter that cannot be read as YAML still says, on a line of its own, that the note is private. */
export const saysPrivate = (text: string): boolean =>
  /^(?:publish:\s*["']?false|draft:\s*["']?true|isDeleted:\s*["']?true|confidential:\s*["']?(?!public\b)[^\s"'])/im.test(
    text
  )

// Folders that say by their name that they are not for the public; importers link to siblings in them.
const privateFolder = /(?:^|\/)_(?:secret|private|personal|internal|protect)(?:\/|$)/

/** A test of paths against globs, as the settings write them; no glob matches nothing. */
export const matcher = (globs: readonly string[]): ((path: string) => boolean) =>
  globs.length === 0 ? () => false : picomatch([...globs], { dot: true })

/** A test whether a path, of a note or of a link's target, must never be named. */
export function privacyOf(globs: readonly string[]): (path: string) => boolean {
  const listed = matcher(globs)
  return path => {
    const plain = path.replace(/^(?:\.{0,2}\/)+/, '')
    return privateFolder.test(path) || listed(plain) || listed(`${plain}.md`)
  }
}
