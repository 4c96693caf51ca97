/** What every text has in it that a regular expression finds something in. */
export interface PatternText {
  readonly text: string
  /** Whether it begins with it. */
  readonly isStart: boolean
  /** Whether letters of the other case do as well. */
  readonly ignoresCase: boolean
}

/**
 * The longest stretch of a pattern of `fn:matches` that stands for itself and has to be there; undefined where there
 * is none to be told easily: groups and classes are passed over, and of alternatives nothing is said.
 */
export function textOfPattern(pattern: string, flags: string): PatternText | undefined {
  const ignoresCase = flags.includes('i') || pattern.startsWith('(?i)')
  if (flags.includes('q')) return { text: pattern, isStart: false, ignoresCase }
  if (flags.includes('x')) return undefined
  const stretches = stretchesOf(pattern.replace(/^\(\?i\)/, ''))
  if (!stretches) return undefined
  const start = stretches.find(({ isStart, text }) => isStart && text !== '')
  if (start && !flags.includes('m')) return { ...start, ignoresCase }
  const text = stretches.reduce(
    (longest, stretch) => (stretch.text.length > longest.length ? stretch.text : longest),
    ''
  )
  return text === '' ? undefined : { text, isStart: false, ignoresCase }
}

interface Stretch {
  text: string
  readonly isStart: boolean
}

/** A piece of a pattern: what is passed over, what is a character by itself, and how often that may stand. */
const piece =
  /(?<start>\^)|(?<set>\[(?:\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[^\]\\[])*\])|(?<escaped>\\[pP]\{[^}]*\}|\\[\s\S])|(?<sign>[.$()|])|(?<count>[*+?]|\{\d+(?:,\d*)?\})|(?<plain>[^\\[\]^.$()|*+?{}])/uy

/** Undefined where alternatives stand outside of groups, or the pattern is none. */
function stretchesOf(pattern: string): Stretch[] | undefined {
  const stretches: Stretch[] = []
  let current: Stretch = { text: '', isStart: false }
  let depth = 0
  const end = (isStart = false): void => {
    stretches.push(current)
    current = { text: '', isStart }
  }
  for (let at = 0, last = ''; at < pattern.length; ) {
    piece.lastIndex = at
    const found = piece.exec(pattern)
    if (!found?.groups) return undefined
    const { start, escaped, sign, count, plain } = found.groups
    const isFirst = at === 0
    at = piece.lastIndex
    if (sign === '(') {
      depth += 1
      end()
      // (?: begins a group like others.
      if (pattern.startsWith('?:', at)) at += 2
    } else if (sign === ')') {
      depth -= 1
      end()
    } else if (depth > 0) continue
    else if (sign === '|') return undefined
    else if (start) end(isFirst)
    else if (count) {
      // What may stand no time at all is not there for sure.
      current.text = current.text.slice(0, current.text.length - last.length)
      end()
    } else {
      last = plain ?? (escaped && /^\\[!-/:-@[-`{-~]$/.test(escaped) ? escaped.slice(1) : '')
      if (last === '') end()
      current.text += last
    }
  }
  if (depth !== 0) return undefined
  end()
  return stretches
}
