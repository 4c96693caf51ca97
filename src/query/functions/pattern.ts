import { RE2JS } from 're2js'
import { longestText } from './datatypes.ts'
import { translated } from './pattern-syntax.ts'

/** A compiled regular expression of XPath. */
export interface Pattern {
  /** Whether any part of the text matches. */
  test(text: string): boolean
  /**
   * The text with all matches replaced; undefined where the replacement is none, the pattern matches no text, or
   * the outcome is longer than 2²⁴ units.
   */
  replace(text: string, replacement: string): string | undefined
}

/** Longer patterns are refused: matching takes time in proportion to pattern and text. In UTF-16 units. */
const longest = 4096
/** So many compiled patterns are kept, those that were used last. */
const most = 128
const kept = new Map<string, Pattern | undefined>()

/**
 * The pattern of `fn:matches` and `fn:replace` with these flags (XPath F&O 3.1 §5.6): `i s m x q`; undefined for what
 * is no pattern or flag, or cannot be matched in time that is linear in the text.
 */
export function patternOf(pattern: string, flags: string): Pattern | undefined {
  const key = `${flags}/${pattern}`
  const known = kept.get(key)
  if (known !== undefined || kept.has(key)) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  if (pattern.length > longest || !/^[smixq]*$/.test(flags)) return undefined
  const made = compiled(pattern, flags)
  kept.set(key, made)
  if (kept.size > most) kept.delete(kept.keys().next().value!)
  return made
}

function compiled(pattern: string, flags: string): Pattern | undefined {
  const isQuoted = flags.includes('q')
  const ignoresCase = flags.includes('i')
  if (!ignoresCase && (isQuoted || !/[\\[\](){}|*+?.^$\s]/.test(pattern))) return literally(pattern, isQuoted)
  const source = isQuoted
    ? RE2JS.quote(pattern)
    : translated(pattern, { dotAll: flags.includes('s'), spaced: flags.includes('x') })
  if (source === undefined) return undefined
  const isMultiline = flags.includes('m') && !isQuoted
  try {
    const expression = RE2JS.compile(
      source,
      (ignoresCase ? RE2JS.CASE_INSENSITIVE : 0) | (isMultiline ? RE2JS.MULTILINE : 0)
    )
    return {
      test: text => expression.test(text),
      replace(text, replacement) {
        const template = templateOf(replacement, isQuoted, expression.groupCount())
        return template && !expression.test('') ? replaced(text, expression, template) : undefined
      }
    }
  } catch {
    return undefined
  }
}

/** What has no special character needs no engine. */
const literally = (words: string, isQuoted: boolean): Pattern => ({
  test: text => text.includes(words),
  replace(text, replacement) {
    const template = templateOf(replacement, isQuoted, 0)
    if (!template || words === '') return undefined
    const insert = template.map(part => (part === 0 ? words : part)).join('')
    const parts = text.split(words)
    return text.length + (parts.length - 1) * insert.length > longestText ? undefined : parts.join(insert)
  }
})

/** Texts, and numbers of groups. */
type Template = readonly (string | number)[]

/**
 * A replacement, in which `$1` stands for a group and `\$` and `\\` for a character; undefined for any other use of
 * the two (XPath F&O 3.1 §5.6.4). Digits that would make no group of the pattern are digits.
 */
function templateOf(replacement: string, isQuoted: boolean, groups: number): Template | undefined {
  if (isQuoted) return [replacement]
  const parts: (string | number)[] = []
  for (const [part, escaped, digits] of replacement.matchAll(/\\([\s\S]?)|\$(\d*)|[^\\$]+/g)) {
    if (escaped !== undefined) {
      if (escaped !== '\\' && escaped !== '$') return undefined
      parts.push(escaped)
    } else if (digits !== undefined) {
      if (digits === '') return undefined
      let length = digits.length
      while (length > 1 && Number(digits.slice(0, length)) > groups) length -= 1
      parts.push(Number(digits.slice(0, length)), digits.slice(length))
    } else parts.push(part)
  }
  return parts.map(part => (typeof part === 'number' && part > groups ? '' : part))
}

function replaced(text: string, expression: RE2JS, template: Template): string | undefined {
  let out = ''
  let at = 0
  for (const match of expression.matchAll(text)) {
    const start = match.index ?? at
    out += text.slice(at, start)
    for (const part of template) out += typeof part === 'number' ? (match[part] ?? '') : part
    at = start + match[0].length
    if (out.length > longestText) return undefined
  }
  return out + text.slice(at)
}
