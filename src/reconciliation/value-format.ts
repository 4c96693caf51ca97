import { RE2JS } from 're2js'

/** Compiled as they are first needed; undefined for what does not compile. */
const known = new Map<string, RE2JS | undefined>()

/** Longer values are no ids. In UTF-16 units. */
const longest = 10_000

/**
 * Whether a whole text has a form that a regular expression gives, in time in proportion to its length: patterns
 * are Wikidata's, texts anybody's, and together they must not stop a build. Undefined where the pattern is none.
 */
export function matches(text: string, pattern: string): boolean | undefined {
  if (!known.has(pattern)) known.set(pattern, compiled(pattern))
  const expression = known.get(pattern)
  return expression && text.length <= longest ? expression.matches(text) : undefined
}

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return undefined
  }
}
