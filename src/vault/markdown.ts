import { parser as markdown, Table } from '@lezer/markdown'
import { type Link, linksOf } from './link.ts'

/** A heading and what stands below it, up to the next heading of its level or a higher one. */
export interface Section {
  readonly level: number
  /** The heading's text as written, without its `#` marks. */
  readonly title: string
  /** Offset of the heading itself. */
  readonly heading: number
  /** Offsets of the text below the heading in the note; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** `key:: value` in the body (the inline field of Dataview), alone on a line or in brackets. */
export interface InlineField {
  readonly key: string
  readonly text: string
  /** Offsets of key and value in the note. */
  readonly start: number
  readonly end: number
}

export interface Body {
  readonly sections: readonly Section[]
  readonly fields: readonly InlineField[]
  /** Wiki links in running text and fields; those in code and comments are not links. */
  readonly links: readonly Link[]
  /** The note's text with code and comments blanked out, so that offsets stay. */
  readonly visible: string
}

const parser = markdown.configure([Table])
const unseen = new Set([
  'FencedCode',
  'CodeBlock',
  'InlineCode',
  'Comment',
  'CommentBlock',
  'ProcessingInstructionBlock'
])
const headingLevel = /^(?:ATX|Setext)Heading(\d)$/

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')

/** Reads the body of a note, which begins at an offset of its text; all offsets are into the text. */
export function parseBody(text: string, bodyStart: number): Body {
  let visible = blank(text.slice(0, bodyStart)) + text.slice(bodyStart)
  const hide = (start: number, end: number): void => {
    visible = visible.slice(0, start) + blank(visible.slice(start, end)) + visible.slice(end)
  }
  const headings: { level: number; title: string; from: number; to: number }[] = []
  parser.parse(text.slice(bodyStart)).iterate({
    enter: ({ name, from, to }) => {
      const level = headingLevel.exec(name)?.[1]
      if (level) {
        const title = text
          .slice(bodyStart + from, bodyStart + to)
          .replace(/^#+\s*|\s+#*\s*$|\r?\n[=-]+\s*$/g, '')
        headings.push({
          level: Number(level),
          title: title.trim(),
          from: bodyStart + from,
          to: bodyStart + to
        })
      }
      // Indented code is, in notes of people who indent, nearly always text; fences and ticks are meant.
      if (unseen.has(name) && name !== 'CodeBlock') hide(bodyStart + from, bodyStart + to)
    }
  })
  for (const comment of visible.matchAll(/%%[\s\S]*?%%/g))
    hide(comment.index, comment.index + comment[0].length)
  const sections = headings.map(({ level, title, from, to }, i) => {
    const next = headings.slice(i + 1).find(other => other.level <= level)
    return { level, title, heading: from, start: to, end: next?.from ?? text.length }
  })
  return { sections, fields: inlineFields(visible), links: linksOf(visible), visible }
}

const keyShape = /^[\p{L}_][\p{L}\p{N}_ /~-]{0,99}$/u
const brackets: Readonly<Record<string, string>> = { '[': ']', '(': ')' }

/**
 * Inline fields, line by line: `key:: value` fills a line of its own (perhaps a heading, a quote or a list
 * item, the key with a `#` before it), `[key:: value]` and `(key:: value)` stand anywhere.
 */
function inlineFields(visible: string): InlineField[] {
  const found: InlineField[] = []
  let lineStart = 0
  for (const line of visible.split('\n')) {
    for (let at = line.indexOf('::'); at >= 0; at = line.indexOf('::', at + 2)) {
      const field = fieldAt(line, at)
      if (!field) continue
      found.push({ ...field, start: lineStart + field.start, end: lineStart + field.end })
      at = Math.max(at, field.end - 2)
    }
    lineStart += line.length + 1
  }
  return found
}

function fieldAt(line: string, colons: number): InlineField | undefined {
  const before = line.slice(0, colons)
  const open = Math.max(before.lastIndexOf('['), before.lastIndexOf('('))
  const close = open < 0 ? undefined : brackets[before[open]!]
  if (close !== undefined) {
    const end = closingBracket(line, colons + 2, before[open]!, close)
    if (end > 0) return fieldOf(before.slice(open + 1), line.slice(colons + 2, end), open, end + 1)
  }
  const key = before.replace(/^[\s>*+#-]+/, '')
  // `std::vector` within a sentence is no field: a key of several words is followed by a space.
  if (/\s/.test(key.trim()) && /^\w/.test(line.slice(colons + 2))) return undefined
  return fieldOf(key, line.slice(colons + 2), colons - key.length, line.trimEnd().length)
}

function fieldOf(key: string, value: string, start: number, end: number): InlineField | undefined {
  const text = value.trim()
  return keyShape.test(key.trim()) && text !== '' ? { key: key.trim(), text, start, end } : undefined
}

/** Where the bracket that is open before `from` closes on this line; -1 where it does not. */
function closingBracket(line: string, from: number, open: string, close: string): number {
  let depth = 1
  for (let i = from; i < line.length; i++) {
    if (line[i] === open) depth++
    else if (line[i] === close && --depth === 0) return i
  }
  return -1
}
