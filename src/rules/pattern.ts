/** What may stand in a sentence, as a rule writes it; the text form is described in `ontology/rules/README.md`. */
export type Pattern =
  | { readonly kind: 'word'; readonly words: ReadonlySet<string> }
  | Slot
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly of: readonly Pattern[] }
  | { readonly kind: 'optional'; readonly part: Pattern }

/** A place for something of a type. */
export interface Slot {
  readonly kind: 'slot'
  readonly name: string
  readonly type: string
  /** One or several, enumerated. */
  readonly many: boolean
  /** Several. */
  readonly list: boolean
  /** The type with `many` and `list`, as it is written: slots that take the same have the same. */
  readonly takes: string
}

/** A pattern that cannot be read: what is wrong, and at which character of it. */
export class PatternError extends Error {
  constructor(message: string, at: number) {
    super(`${message}, at character ${at + 1} of the pattern`)
  }
}

const lexer =
  /\s+|"([^"]+)"|\{([A-Za-z]\w*)?:([a-z][\w -]*?)(\+\+?)?\}|<([\w-]+)>|(\.\.\.?)(\d+)?|([()|?^$])|([^\s()|?<>{}]+)/gy

interface Lexeme {
  readonly at: number
  readonly text: string
  readonly match: RegExpExecArray
}

/**
 * Reads a pattern. `definitions` are the patterns that `<name>` stands for. Throws PatternError, with what is
 * wrong and where.
 */
export function parsePattern(source: string, definitions: ReadonlyMap<string, Pattern>): Pattern {
  const lexemes: Lexeme[] = []
  lexer.lastIndex = 0
  while (lexer.lastIndex < source.length) {
    const at = lexer.lastIndex
    const match = lexer.exec(source)
    if (!match) throw new PatternError(`"${source.slice(at, at + 12)}" cannot be read`, at)
    if (match[0].trim() !== '') lexemes.push({ at, text: match[0], match })
  }
  let index = 0
  let unnamed = 0

  const choice = (): Pattern => {
    const of = [sequence()]
    while (lexemes[index]?.text === '|') {
      index++
      of.push(sequence())
    }
    return of.length === 1 ? of[0]! : { kind: 'choice', of }
  }
  const sequence = (): Pattern => {
    const parts: Pattern[] = []
    for (let lexeme = lexemes[index]; lexeme && !/^[|)]$/.test(lexeme.text); lexeme = lexemes[index]) {
      const part = atom(lexeme)
      if (lexemes[index]?.text === '?') {
        index++
        parts.push({ kind: 'optional', part })
      } else parts.push(part)
    }
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts }
  }
  const atom = ({ at, text, match }: Lexeme): Pattern => {
    index++
    if (text === '(') {
      const inner = choice()
      if (lexemes[index]?.text !== ')') throw new PatternError('a parenthesis is not closed', at)
      index++
      return inner
    }
    if (text === '^') return { kind: 'start' }
    if (text === '$') return { kind: 'end' }
    const [, quoted, name, type, many, definition, gap, most] = match
    if (quoted !== undefined) return { kind: 'word', words: new Set([quoted]) }
    if (type !== undefined)
      return {
        kind: 'slot',
        name: name ?? `_${unnamed++}`,
        type: type.trim(),
        many: many !== undefined,
        list: many === '++',
        takes: `${type.trim()}${many ?? ''}`
      }
    if (definition !== undefined) {
      const defined = definitions.get(definition)
      if (!defined) throw new PatternError(`<${definition}> is not defined`, at)
      return defined
    }
    if (gap !== undefined) return { kind: 'gap', most: Number(most ?? 8) }
    if (text === '?') throw new PatternError('"?" stands after nothing', at)
    // A word may list its forms: `join/joins/joined`.
    const words = text.length > 1 ? text.split('/') : [text]
    return { kind: 'word', words: new Set(words.map(word => word.toLowerCase())) }
  }
  const pattern = choice()
  if (index < lexemes.length)
    throw new PatternError(`"${lexemes[index]!.text}" stands where nothing can`, lexemes[index]!.at)
  return pattern
}

/** The slots of a pattern, by name. */
export function slotsOf(pattern: Pattern, into = new Map<string, Slot>()): typeof into {
  if (pattern.kind === 'slot') into.set(pattern.name, pattern)
  else if (pattern.kind === 'sequence') for (const part of pattern.parts) slotsOf(part, into)
  else if (pattern.kind === 'choice') for (const part of pattern.of) slotsOf(part, into)
  else if (pattern.kind === 'optional') slotsOf(pattern.part, into)
  return into
}

// What a slot of this type takes is the word itself.
const its: ReadonlySet<string> = new Set(['its'])

/**
 * Sets of words of each of which one stands wherever the pattern matches, so that a sentence that lacks one need
 * not be tried.
 */
export function neededWords(pattern: Pattern): ReadonlySet<string>[] {
  if (pattern.kind === 'word') return [pattern.words]
  if (pattern.kind === 'slot' && pattern.type === 'its') return [its]
  if (pattern.kind === 'sequence') return pattern.parts.flatMap(neededWords)
  if (pattern.kind !== 'choice') return []
  const all = pattern.of.map(neededWords)
  // Of each alternative the smallest set: one of them stands there.
  const smallest = all.map(sets => [...sets].sort((a, b) => a.size - b.size)[0])
  return smallest.includes(undefined) ? [] : [new Set(smallest.flatMap(words => [...words!]))]
}

/** What a match may begin with: one of some words, or something named; anything where `any` is set. */
export interface Beginning {
  readonly words: ReadonlySet<string>
  readonly mention: boolean
  readonly any: boolean
}

/** What a match of a pattern may begin with. */
export function beginningOf(pattern: Pattern): Beginning {
  const { words, mention, any } = beginning(pattern)
  return { words, mention, any }
}

function beginning(pattern: Pattern): Beginning & { readonly empty: boolean } {
  const none = new Set<string>()
  switch (pattern.kind) {
    case 'word':
      return { words: pattern.words, mention: false, any: false, empty: false }
    case 'slot': {
      if (pattern.type === 'its') return { words: its, mention: false, any: false, empty: false }
      const any = /^(?:phrase|words|kind|acronym)$/.test(pattern.type)
      return { words: none, mention: !any, any, empty: false }
    }
    case 'choice': {
      const all = pattern.of.map(beginning)
      return {
        words: new Set(all.flatMap(({ words }) => [...words])),
        mention: all.some(({ mention }) => mention),
        any: all.some(({ any }) => any),
        empty: all.some(({ empty }) => empty)
      }
    }
    case 'optional':
      return { ...beginning(pattern.part), empty: true }
    case 'sequence': {
      const words = new Set<string>()
      let [mention, any] = [false, false]
      for (const part of pattern.parts) {
        const own = beginning(part)
        for (const word of own.words) words.add(word)
        mention ||= own.mention
        any ||= own.any
        if (!own.empty) return { words, mention, any, empty: false }
      }
      return { words, mention, any, empty: true }
    }
    // A start is followed by what may stand behind words that are passed over.
    default:
      return { words: none, mention: false, any: true, empty: true }
  }
}

/**
 * The slots a pattern may begin with, and what is left of it behind each, for sentences that leave the subject out;
 * dates, numbers and phrases are none.
 */
export function openings(pattern: Pattern): [Slot, Pattern][] {
  if (pattern.kind === 'choice') return pattern.of.flatMap(openings)
  if (pattern.kind !== 'sequence') return []
  const [head, ...rest] = pattern.parts
  if (head?.kind === 'slot')
    return /^(?:date|number|phrase|words|quantity)$/.test(head.type)
      ? []
      : [[head, { kind: 'sequence', parts: rest }]]
  if (head?.kind === 'sequence')
    return openings(head).map(([slot, left]) => [slot, { kind: 'sequence', parts: [left, ...rest] }])
  return []
}
