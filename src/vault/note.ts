import type { Report } from '../problem.ts'
import { type Field, parseFrontmatter } from './frontmatter.ts'
import { type Body, parseBody } from './markdown.ts'

/** One Markdown file of the vault, read but not yet understood. */
export interface Note extends Body {
  /** Path in the vault, with `/` between folders. */
  readonly path: string
  /** The path without `.md`: what the note is called in IRIs. */
  readonly id: string
  readonly text: string
  readonly frontmatter: readonly Field[]
}

/** Reads a note; undefined, with its faults reported, when its frontmatter cannot be read. */
export function parseNote(path: string, text: string, report: Report): Note | undefined {
  const frontmatter = parseFrontmatter(text, path, report)
  if (!frontmatter) return undefined
  return {
    path,
    id: path.replace(/\.md$/i, ''),
    text,
    frontmatter: frontmatter.fields,
    ...parseBody(text, frontmatter.bodyStart)
  }
}
