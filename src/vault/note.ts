import type { Report } from '../problem.ts'
import { type Dialect, importedObsidian } from './dialects.ts'
import type { Field } from './frontmatter.ts'
import type { Body } from './markdown.ts'

/** One Markdown file of the vault, read but not yet understood. */
export interface Note extends Body {
  /** Path in the vault, with `/` between folders. */
  readonly path: string
  /** The path without `.md`: what the note is called in IRIs. */
  readonly id: string
  readonly text: string
  readonly frontmatter: readonly Field[]
  /** Name of the dialect it is written in. */
  readonly dialect: string
  /** What the page is called where that is not the name of its file. */
  readonly title?: string
}

/** Reads a note; undefined, with its faults reported, when its frontmatter cannot be read. */
export const parseNote = (
  path: string,
  text: string,
  report: Report,
  dialect: Dialect = importedObsidian
): Note | undefined => dialect.read(path, text, report)
