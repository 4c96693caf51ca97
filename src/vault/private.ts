import picomatch from 'picomatch'
import type { Field, FieldValue } from './frontmatter.ts'

/** The words of a field, however its author spelled key and value. */
const wordsOf = (fields: readonly Field[], key: string): string[] =>
  fields.flatMap(field =>
    field.key.trim().toLowerCase().replace(/[_-]/g, '') === key ? scalars(field.value) : []
  )

const scalars = (value: FieldValue): string[] =>
  value.kind === 'scalar'
    ? [value.text.trim().toLowerCase()]
    : value.kind === 'list'
      ? value.items.flatMap(scalars)
      : ['?']

const no = /^(?:false|no|n|off|0|never|none|private)$/
const yes = /^(?:true|yes|y|on|1)$/
// What leaves the question open; a note with anything else under `confidential` is confidential.
const openly = /^(?:public|false|no|n|off|0|none|null|~|)$/

/**
 * Whether a note's own frontmatter keeps it back (VAULT.md, "What must never be published"). A key that stands
 * twice keeps back when either says so: in doubt, nothing is published.
 */
export function keepsBack(fields: readonly Field[]): boolean {
  return (
    wordsOf(fields, 'publish').some(word => no.test(word)) ||
    wordsOf(fields, 'public').some(word => no.test(word)) ||
    wordsOf(fields, 'private').some(word => yes.test(word)) ||
    wordsOf(fields, 'draft').some(word => yes.test(word)) ||
    wordsOf(fields, 'isdeleted').some(word => yes.test(word)) ||
    wordsOf(fields, 'confidential').some(word => !openly.test(word))
  )
}

/** Whether frontmatter that cannot be read as YAML still says, on a line of its own, that the note is private. */
export function saysPrivate(text: string): boolean {
  // Only the top of the text: an author's words further down are no setting.
  for (const line of text.slice(0, 20_000).split(/\r\n?|\n/)) {
    const match =
      /^[\s>*"'{,-]{0,20}(publish|public|private|draft|is[_-]?deleted|confidential)["']?\s{0,9}:{1,2}(.*)$/i.exec(
        line
      )
    if (!match) continue
    const key = match[1]!.toLowerCase().replace(/[_-]/g, '')
    const word = match[2]!
      .replace(/\s#.*$/, '')
      .replace(/^[\s"'[]+|[\s"'\],}]+$/g, '')
      .toLowerCase()
    if (
      key === 'publish' || key === 'public'
        ? no.test(word)
        : key === 'confidential'
          ? !openly.test(word)
          : yes.test(word)
    )
      return true
  }
  return false
}

// Folders that say by their name that they are not for the public; importers link to siblings in them.
const privateFolder = /(?:^|[/\\])_(?:secret|private|personal|internal|protect(?:ed)?)(?:[/\\]|$)/i
const privatePathInText =
  /(?<![^\s"'`<>()[\]{}|,;=:/\\])[^\s"'`<>()[\]{}|,;]{0,300}?(?<![^\s"'`<>()[\]{}|,;=:/\\])_(?:secret|private|personal|internal|protect(?:ed)?)[/\\][^\s"'`<>()[\]{}|,;]*/gi

/** Whether a text names a path in a private folder outside of any link. */
export const namesPrivatePath = (text: string): boolean =>
  /(?:^|[\s"'`<>()[\]{}|,;=:/\\])_(?:secret|private|personal|internal|protect(?:ed)?)[/\\]/i.test(text)

/** A text without the paths in private folders that it names. */
export const withoutPrivatePaths = (text: string): string =>
  namesPrivatePath(text) ? text.replace(privatePathInText, '') : text

/** A test of paths against globs, as the settings write them; no glob matches nothing. */
export const matcher = (globs: readonly string[]): ((path: string) => boolean) =>
  globs.length === 0 ? () => false : picomatch([...globs], { dot: true })

/**
 * A test whether a path, of a note or of a link's target, must never be named. A glob without a wildcard that
 * names a folder means all that is in it; case does not matter, nor does `.md`.
 */
export function privacyOf(globs: readonly string[]): (path: string) => boolean {
  const plainGlobs = globs.map(glob => glob.normalize('NFC').replace(/^(?:\.?\/)+|\/+$/g, ''))
  const listed =
    globs.length === 0
      ? () => false
      : picomatch(
          plainGlobs.flatMap(glob => [glob, `${glob}/**`]),
          { dot: true, nocase: true }
        )
  return path => {
    if (privateFolder.test(path)) return true
    if (globs.length === 0) return false
    const plain = path
      .normalize('NFC')
      .replaceAll('\\', '/')
      .replace(/^(?:\.{0,2}\/)+/, '')
    return plain !== '' && (listed(plain) || listed(`${plain}.md`))
  }
}
