import type { Span } from './document.ts'

/** A word (letters only), a run of ASCII digits, or one other character that is no white space. */
export interface Token extends Span {
  readonly kind: 'word' | 'digits' | 'mark' | 'end'
  readonly text: string
  /** In lower case; for words of 24 letters and more, which are in no table, the word as it stands. */
  readonly lower: string
  /** No white space stands before it. */
  readonly joined: boolean
}

/** Stands for what is before the first token and after the last. */
const end: Token = { kind: 'end', text: '', lower: '', joined: false, start: -1, end: -1 }

const letterOrMark = /^[\p{L}\p{M}]$/u

const isSpace = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200b) ||
  code === 0x202f ||
  code === 0x2060 ||
  code === 0x3000 ||
  code === 0xfeff

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Surrogates count as letters: which half of the planes they come from matters to no rule here. */
const isLetter = (code: number, text: string, at: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code > 127 && ((code >= 0xd800 && code <= 0xdfff) || letterOrMark.test(text[at]!)))

/** The text last asked for, if short, with its tokens: a sentence is read for dates, then for numbers. */
let last: { readonly text: string; readonly tokens: readonly Token[] } = { text: '', tokens: [] }

/** The tokens of a text, in order; white space is none. Time is linear in the text. */
export function tokensOf(text: string): readonly Token[] {
  if (text === last.text) return last.tokens
  const tokens = tokenized(text)
  if (text.length < 10_000) last = { text, tokens }
  return tokens
}

function tokenized(text: string): Token[] {
  const tokens: Token[] = []
  let joined = false
  let at = 0
  while (at < text.length) {
    const start = at
    const code = text.charCodeAt(at)
    at += 1
    if (isSpace(code)) {
      joined = false
      continue
    }
    let kind: Token['kind'] = 'mark'
    if (isDigit(code)) {
      kind = 'digits'
      while (at < text.length && isDigit(text.charCodeAt(at))) at += 1
    } else if (isLetter(code, text, start)) {
      kind = 'word'
      while (at < text.length && isLetter(text.charCodeAt(at), text, at)) at += 1
    }
    const words = text.slice(start, at)
    const lower = kind === 'word' && words.length < 24 ? words.toLowerCase() : words
    tokens.push({ kind, text: words, lower, joined, start, end: at })
    joined = true
  }
  return tokens
}

/** The token at an index, also beyond both ends. */
export const tokenAt = (tokens: readonly Token[], index: number): Token =>
  // An index below zero would make the engine look for a property of that name.
  index < 0 ? end : (tokens[index] ?? end)

/** Whether a word begins with a capital letter. */
export const isCapitalised = ({ kind, text }: Token): boolean =>
  kind === 'word' && text[0] !== text[0]!.toLowerCase()

/** Whether the tokens from an index on are these words, in lower case. */
export const areWords = (tokens: readonly Token[], from: number, words: readonly string[]): boolean =>
  words.every((word, offset) => tokenAt(tokens, from + offset).lower === word)

export const isDash = ({ kind, text }: Token): boolean =>
  kind === 'mark' && (text === '-' || text === '–' || text === '—' || text === '‒' || text === '‑')

/** Words of a table written in a row, between spaces. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))
