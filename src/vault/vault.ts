/** Markdown notes → notes with fields, links and sections, each with its place; what is private. */

export { withoutMarks } from './block-marks.ts'
export { type TypeRule, typesOf } from './class-names.ts'
export { type DayReader, dayReader } from './days.ts'
export { type Dialect, dialectOf, dialects } from './dialects.ts'
export { memoryShelf, type Progress, type ReadTask, type Shelf, type VaultFiles } from './files.ts'
export type { Field, FieldValue } from './frontmatter.ts'
export type { InlineField } from './inline-field.ts'
export {
  type ItemName,
  isAttachment,
  itemOf,
  type Link,
  linksOf,
  linkText,
  mayHoldLinks,
  nameOf,
  parseLink
} from './link.ts'
export { type Body, type Section, writtenText } from './markdown.ts'
export type { ModelSettings } from './model-settings.ts'
export { NamesToHide } from './names-to-hide.ts'
export { type Note, parseNote } from './note.ts'
export {
  keepsBack,
  matcher,
  namesPrivatePath,
  privacyOf,
  saysPrivate,
  withoutPrivatePaths
} from './private.ts'
export { PrivateNames } from './private-names.ts'
export { type IndexedNote, type IndexedVault, type LinkTarget, NoteIndex, pathFrom } from './resolve.ts'
export {
  defaultSettings,
  parseBase,
  parseDate,
  parseSettings,
  type Settings,
  type ShownText,
  type SourceSettings,
  settingsFile
} from './settings.ts'
export { decodeText, LineMap, lineAt } from './text.ts'
export type { WikipediaArticle } from './web-address.ts'
