import {
  type CharacterSet,
  characters,
  classText,
  complement,
  difference,
  escapeSet,
  propertySet,
  union
} from './character-set.ts'

/** The flags of `fn:matches` (XPath F&O 3.1 §5.6.2) that change how a pattern is read. */
export interface PatternFlags {
  /** `s`: the dot matches line ends too. */
  readonly dotAll: boolean
  /** `x`: white space outside of classes is for the reader. */
  readonly spaced: boolean
}

class NotAPattern extends Error {}

const point = (text: string): CharacterSet => {
  const code = text.codePointAt(0)!
  return characters([code, code])
}
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/**
 * A regular expression of XPath (F&O 3.1 §5.6.1) in the syntax of RE2; undefined for what is none, and for what takes
 * more than linear time (back-references) or is not known (rarer blocks). Taken besides, for the habits of other
 * engines: `\b`, `\B`, `(?i)` at the start, escapes of any ASCII punctuation, and `]` and `}` alone.
 */
export function translated(pattern: string, flags: PatternFlags): string | undefined {
  try {
    return new Translation(pattern, flags).whole()
  } catch (error) {
    if (error instanceof NotAPattern) return undefined
    throw error
  }
}

class Translation {
  readonly #pattern: string
  readonly #flags: PatternFlags
  #at = 0

  constructor(pattern: string, flags: PatternFlags) {
    this.#pattern = pattern
    this.#flags = flags
  }

  whole(): string {
    let out = ''
    if (this.#pattern.startsWith('(?i)')) {
      out = '(?i)'
      this.#at = 4
    }
    while (this.#at < this.#pattern.length) out += this.#piece()
    return out
  }

  #piece(): string {
    const char = this.#next()
    switch (char) {
      case '\\':
        return this.#escape()
      case '[':
        return classText(this.#class(0))
      case '.':
        return this.#flags.dotAll ? '(?s:.)' : '[^\\n\\r]'
      case '(':
        if (this.#peek() !== '?') return char
        if (!this.#pattern.startsWith('?:', this.#at)) throw new NotAPattern()
        this.#at += 2
        return '(?:'
      case '{':
        return this.#count()
      case ')':
      case '|':
      case '*':
      case '+':
      case '?':
      case '^':
      case '$':
        return char
      default:
        return this.#flags.spaced && /[\t\n\r ]/.test(char) ? '' : literal(char)
    }
  }

  #count(): string {
    const count = /\d+(?:,\d*)?\}/y
    count.lastIndex = this.#at
    const match = count.exec(this.#pattern)
    if (!match) throw new NotAPattern()
    this.#at = count.lastIndex
    return `{${match[0]}`
  }

  #escape(): string {
    const letter = this.#peek()
    if (letter === 'b' || letter === 'B') return `\\${this.#next()}`
    return classText(this.#escaped())
  }

  /** What stands behind a backslash, in a class or not. */
  #escaped(): CharacterSet {
    const letter = this.#next()
    if (controls[letter]) return point(controls[letter])
    if (letter === 'p' || letter === 'P') {
      const property = /\{([A-Za-z0-9-]+)\}/y
      property.lastIndex = this.#at
      const name = property.exec(this.#pattern)?.[1]
      const set = name && propertySet(name)
      if (!set) throw new NotAPattern()
      this.#at = property.lastIndex
      return letter === 'p' ? set : complement(set)
    }
    const set = /[sdwic]/i.test(letter) ? escapeSet(letter) : undefined
    if (set) return set
    if (/[!-/:-@[-`{-~]/.test(letter)) return point(letter)
    throw new NotAPattern()
  }

  /** A class, behind its `[` and up to its `]`; those that are taken from one another nest. */
  #class(depth: number): CharacterSet {
    if (depth > 32) throw new NotAPattern()
    const isNegated = this.#peek() === '^'
    if (isNegated) this.#next()
    const parts: CharacterSet[] = []
    let taken: CharacterSet | undefined
    while (this.#peek() !== ']' || parts.length === 0) {
      const char = this.#next()
      if (char === '-' && this.#peek() === '[' && parts.length > 0) {
        this.#next()
        taken = this.#class(depth + 1)
        if (this.#peek() !== ']') throw new NotAPattern()
        break
      }
      if (char === '[') throw new NotAPattern()
      const set = char === '\\' ? this.#escaped() : point(char)
      parts.push(this.#isRange() ? this.#range(set) : set)
    }
    this.#next()
    const set = union(parts)
    const all = isNegated ? complement(set) : set
    return taken ? difference(all, taken) : all
  }

  /** Whether a `-` follows that makes a range: not one that ends the class, nor one that begins a subtraction. */
  #isRange(): boolean {
    const [dash, next] = [this.#peek(), this.#pattern[this.#at + 1]]
    return dash === '-' && next !== ']' && next !== '[' && next !== undefined
  }

  #range(from: CharacterSet): CharacterSet {
    this.#next()
    const char = this.#next()
    const to = char === '\\' ? this.#escaped() : point(char)
    const [first, last] = [single(from), single(to)]
    if (first === undefined || last === undefined || first > last) throw new NotAPattern()
    return characters([first, last])
  }

  #peek(): string | undefined {
    return this.#pattern[this.#at]
  }

  /** The next character, whole where it takes two units. */
  #next(): string {
    const code = this.#pattern.codePointAt(this.#at)
    if (code === undefined) throw new NotAPattern()
    const char = String.fromCodePoint(code)
    this.#at += char.length
    return char
  }
}

const single = ({ ranges: [range, ...others], categories }: CharacterSet): number | undefined =>
  range && others.length === 0 && categories.length === 0 && range[0] === range[1] ? range[0] : undefined

/** A character that stands for itself. */
const literal = (char: string): string =>
  /[A-Za-z0-9]/.test(char) ? char : `\\x{${char.codePointAt(0)!.toString(16)}}`
