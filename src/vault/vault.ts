/** Markdown notes → notes with fields, links and sections, each with its place; what is private. */
export type { Field, FieldValue } from './frontmatter.ts'
export { type ItemName, type Link, linksOf, linkText, nameOf, parseLink } from './link.ts'
export type { InlineField, Section } from './markdown.ts'
export { type Note, parseNote } from './note.ts'
export { keepsBack, matcher, privacyOf, saysPrivate } from './private.ts'
export { type IndexedNote, type LinkTarget, NoteIndex } from './resolve.ts'
export {
  defaultSettings,
  parseBase,
  parseSettings,
  type Settings,
  type SourceSettings,
  settingsFile
} from './settings.ts'
export { decodeText, lineAt } from './text.ts'
