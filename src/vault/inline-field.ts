import { withoutMarks } from './block-marks.ts'

/** `key:: value` in the body (the inline field of Dataview), alone on a line or in brackets. */
export interface InlineField {
  readonly key: string
  readonly text: string
  /** Offsets of key and value in the note. */
  readonly start: number
  readonly end: number
}

const keyShape = /^[\p{L}_][\p{L}\p{M}\p{N}_ /~-]{0,99}$/u
const brackets: Readonly<Record<string, string>> = { '[': ']', '(': ')' }
// Quote marks, list marks, a task's box, the marks of a heading and of a tag.
const lineMarks = /^[\s>*+#-]*(?:\d{1,9}[.)]\s+)?(?:\[.\]\s+)?[#*~]*/u

/** How far before `::` a key can begin, and how far after it the bracket can close. */
const keyReach = 140
const valueReach = 5000

/**
 * Inline fields, line by line: `key:: value` fills a line of its own (perhaps a heading, a quote or a list
 * item, the key with a `#` before it), `[key:: value]` and `(key:: value)` stand anywhere.
 */
export function inlineFields(visible: string): InlineField[] {
  const found: InlineField[] = []
  if (!visible.includes('::')) return found
  for (let lineStart = 0; lineStart < visible.length; ) {
    const newline = visible.indexOf('\n', lineStart)
    const lineEnd = newline < 0 ? visible.length : newline
    const line = visible.slice(lineStart, lineEnd)
    for (let at = line.indexOf('::'); at >= 0; at = line.indexOf('::', at + 2)) {
      const field = fieldAt(line, at)
      if (!field) continue
      found.push({ ...field, start: lineStart + field.start, end: lineStart + field.end })
      at = Math.max(at, field.end - 2)
    }
    lineStart = lineEnd + 1
  }
  return found
}

function fieldAt(line: string, colons: number): InlineField | undefined {
  const reach = Math.max(0, colons - keyReach)
  const before = line.slice(reach, colons)
  const open = Math.max(before.lastIndexOf('['), before.lastIndexOf('('))
  const close = open < 0 ? undefined : brackets[before[open]!]
  if (close !== undefined) {
    const end = closingBracket(line, colons + 2, before[open]!, close)
    if (end > 0) return fieldOf(before.slice(open + 1), line.slice(colons + 2, end), reach + open, end + 1)
  }
  if (reach > 0) return undefined
  const key = before.replace(lineMarks, '')
  // `std::vector` within a sentence is no field: a key of several words is followed by a space.
  if (/\s/.test(key.trim()) && /^\w/.test(line.slice(colons + 2, colons + 3))) return undefined
  // A field in brackets further on in the line is its own.
  const next = /\s[[(][\p{L}_][\p{L}\p{N}_ /-]{0,99}::/u.exec(line.slice(colons + 2))
  const end = next ? colons + 2 + next.index : line.trimEnd().length
  return fieldOf(key.replace(/[*~]+\s*$/, ''), line.slice(colons + 2, end), colons - key.length, end)
}

function fieldOf(key: string, value: string, start: number, end: number): InlineField | undefined {
  const text = withoutMarks(value.replace(/^\*+(?=\s)/, ''))
  return keyShape.test(key.trim()) && text !== '' ? { key: key.trim(), text, start, end } : undefined
}

/** Where the bracket that is open before `from` closes on this line; -1 where it does not. */
function closingBracket(line: string, from: number, open: string, close: string): number {
  let depth = 1
  const last = Math.min(line.length, from + valueReach)
  for (let i = from; i < last; i++) {
    if (line[i] === open) depth++
    else if (line[i] === close && --depth === 0) return i
  }
  return -1
}
