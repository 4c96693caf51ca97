import { characterReference } from './character-reference.ts'
import type { Passage, Span } from './document.ts'
import { NextOccurrence } from './next-occurrence.ts'
import { hasWords, PassageWriter, passageOf } from './passage.ts'

/** Destinations of link definitions by label, labels without case (CommonMark §4.7). */
export type LinkDefinitions = ReadonlyMap<string, string>

export const linkLabel = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

const marks = /\\[!-/:-@[-`{-~\r\n]|`+|!?\[|<|&[#a-zA-Z]|\*+|_+|~~|==|%%|\{\{|\bhttps?:\/\//g

/** The words of a stretch of Markdown and the captions of pictures in it; `hidden` are marks within it. */
export function markdownWords(
  source: string,
  start: number,
  end: number,
  definitions: LinkDefinitions,
  hidden: readonly Span[] = []
): { passage: Passage; captions: Passage[] } {
  const words = new MarkdownWords(source, start, end, definitions, hidden)
  return { passage: words.read(), captions: words.captions }
}

class MarkdownWords {
  readonly captions: Passage[] = []
  readonly #source: string
  readonly #base: number
  readonly #text: string
  readonly #definitions: LinkDefinitions
  readonly #hidden: readonly Span[]
  readonly #writer: PassageWriter
  readonly #next: NextOccurrence
  /** Closing bracket of each opening one. */
  readonly #brackets: ReadonlyMap<number, number>
  /** Places where runs of `*`, `_`, `~~`, `==` are marks of emphasis. */
  readonly #emphasis: ReadonlySet<number>
  /** Where the runs of backticks of each length are, the next one last. */
  readonly #ticks: ReadonlyMap<number, number[]>
  /** Links that are open: where their words end, where the link ends, and what it leads to. */
  readonly #open: { close: number; end: number; from: number; address: string }[] = []
  #hiddenAt = 0

  constructor(
    source: string,
    start: number,
    end: number,
    definitions: LinkDefinitions,
    hidden: readonly Span[]
  ) {
    this.#source = source
    this.#base = start
    this.#text = source.slice(start, end)
    this.#definitions = definitions
    this.#hidden = hidden
    this.#writer = new PassageWriter(source)
    this.#next = new NextOccurrence(this.#text)
    this.#brackets = matchingBrackets(this.#text)
    this.#emphasis = emphasisMarks(this.#text)
    this.#ticks = runsOfTicks(this.#text)
  }

  read(): Passage {
    const text = this.#text
    let at = 0
    marks.lastIndex = 0
    for (;;) {
      const match = marks.exec(text)
      const index = match?.index ?? text.length
      for (let link = this.#open.at(-1); link && link.close <= index; link = this.#open.at(-1)) {
        this.#open.pop()
        this.#copy(at, Math.max(at, link.close))
        this.#writer.link(link.address, link.from)
        at = Math.max(at, link.end)
      }
      if (!match) break
      // The mark stood in a link's address.
      if (index < at) {
        marks.lastIndex = at
        continue
      }
      const taken = this.#mark(match[0], index, at)
      if (taken > 0) at = index + taken
      // A run of marks that means nothing is looked at once, not once for each of its marks.
      const run = /^[`*_]/.test(match[0]) ? match[0].length : 1
      marks.lastIndex = Math.max(at, index + run)
    }
    this.#copy(at, text.length)
    return this.#writer.finish()
  }

  /** Writes a stretch without the marks hidden in it. */
  #copy(start: number, end: number): void {
    let at = this.#base + start
    const stop = this.#base + end
    while (this.#hiddenAt < this.#hidden.length && this.#hidden[this.#hiddenAt]!.start < stop) {
      const mark = this.#hidden[this.#hiddenAt]!
      if (mark.start > at) this.#writer.copy(at, mark.start)
      at = Math.max(at, mark.end)
      this.#hiddenAt++
    }
    if (at < stop) this.#writer.copy(at, stop)
  }

  /** Reads a mark and returns how much of the text it takes up, or 0 where it is plain text. */
  #mark(mark: string, index: number, at: number): number {
    const text = this.#text
    const before = (): void => this.#copy(at, index)
    const dropped = (length: number): number => {
      before()
      return length
    }
    switch (mark[0]) {
      case '\\': {
        before()
        // The mark itself goes with what follows; before a line's end the backslash breaks the line.
        if (!/[\r\n]/.test(mark)) this.#copy(index + 1, index + 2)
        else this.#writer.space(this.#base + index, this.#base + index + 2)
        return 2
      }
      case '`': {
        const runs = this.#ticks.get(mark.length)
        while (runs && runs.length > 0 && runs.at(-1)! <= index) runs.pop()
        const close = runs?.at(-1)
        if (close === undefined) return 0
        before()
        this.#copy(index + mark.length, close)
        return close + mark.length - index
      }
      case '*':
      case '_':
      case '~':
      case '=':
        return this.#emphasis.has(index) ? dropped(mark.length) : 0
      case '&': {
        const reference = characterReference(text, index)
        if (!reference) return 0
        before()
        this.#writer.put(reference.text, this.#base + index, this.#base + index + reference.length)
        return reference.length
      }
      case '%':
      case '{': {
        const close = this.#next.of(mark === '%%' ? '%%' : '}}', index + 2)
        return close < 0 || close - index > 2000 ? 0 : dropped(close + 2 - index)
      }
      case '<':
        return this.#angle(index, before)
      case 'h': {
        const address = /^https?:\/\/[^\s<>"|[\]]*[^\s<>"|[\].,;:!?()'*_]/.exec(
          text.slice(index, index + 2000)
        )?.[0]
        if (!address) return 0
        before()
        const from = this.#writer.length
        this.#copy(index, index + address.length)
        this.#writer.link(address, from)
        return address.length
      }
      default:
        return this.#bracket(mark, index, before)
    }
  }

  #angle(index: number, before: () => void): number {
    const rest = this.#text.slice(index, index + 1000)
    if (rest.startsWith('<!--')) {
      const close = this.#next.of('-->', index + 4)
      if (close < 0) return 0
      before()
      return close + 3 - index
    }
    const address = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>/i.exec(rest)
    if (address) {
      before()
      const from = this.#writer.length
      this.#copy(index + 1, index + 1 + address[1]!.length)
      this.#writer.link(address[1]!, from)
      return address[0].length
    }
    const tag = /^<(?:\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?|%[^<>]*%)>/i.exec(rest)
    if (!tag) return 0
    before()
    if (/^<br\b/i.test(tag[0])) this.#writer.space(this.#base + index, this.#base + index + tag[0].length)
    return tag[0].length
  }

  /** `[words](address)`, `[words][label]`, `[label]`, `[[Note|words]]`, and the pictures among them. */
  #bracket(mark: string, index: number, before: () => void): number {
    const text = this.#text
    const picture = mark === '!['
    const open = index + mark.length - 1
    const close = this.#brackets.get(open)
    if (close === undefined) return 0
    const done = (end: number): number => {
      before()
      return end - index
    }
    if (text[open + 1] === '^') return done(close + 1)
    if (text[open + 1] === '[' && this.#brackets.get(open + 1) === close - 1) {
      if (picture) return done(close + 1)
      if (close - open > 1000) return 0
      const inner = text.slice(open + 2, close - 1)
      const bar = inner.indexOf('|')
      const target = (bar < 0 ? inner : inner.slice(0, bar)).replace(/\\$/, '').trim()
      if (target === '') return 0
      before()
      this.#begin(close - 1, close + 1, target)
      return open + 2 + bar + 1 - index
    }
    const { address, end } = this.#destination(open, close)
    if (address === undefined) return 0
    if (picture) {
      const passage = passageOf(this.#source, this.#base + open + 1, this.#base + close)
      // A picture's name is often its file's; a caption has several words.
      if (hasWords(passage) && passage.text.includes(' ')) this.captions.push(passage)
      return done(end)
    }
    before()
    this.#begin(close, end, address)
    return open + 1 - index
  }

  /** Opens a link; its words begin where the writer is. */
  #begin(close: number, end: number, address: string): void {
    this.#open.push({ close, end, from: this.#writer.length, address })
  }

  #destination(open: number, close: number): { address?: string; end: number } {
    const text = this.#text
    if (text[close + 1] === '(') {
      const inline =
        /^\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/.exec(
          text.slice(close + 1, close + 2500)
        )
      if (inline) return { address: inline[1] ?? inline[2] ?? '', end: close + 1 + inline[0].length }
    }
    if (this.#definitions.size === 0 || close - open > 1000) return { end: 0 }
    const second = text[close + 1] === '[' ? this.#brackets.get(close + 1) : undefined
    const own = text.slice(open + 1, close)
    const label = second === undefined || second === close + 2 ? own : text.slice(close + 2, second)
    const address = this.#definitions.get(linkLabel(label))
    return address === undefined ? { end: 0 } : { address, end: (second ?? close) + 1 }
  }
}

/** Brackets matched in one pass, those after a backslash left alone. */
function matchingBrackets(text: string): Map<number, number> {
  const matched = new Map<number, number>()
  if (!text.includes('[')) return matched
  const open: number[] = []
  for (const { index, 0: mark } of text.matchAll(/\\.|[[\]]/gs)) {
    if (mark === '[') open.push(index)
    else if (mark === ']') {
      const start = open.pop()
      if (start !== undefined) matched.set(start, index)
    }
  }
  return matched
}

/** Runs of emphasis marks that have a partner (CommonMark §6.2, without its rule of multiples of three). */
function emphasisMarks(text: string): Set<number> {
  const matched = new Set<number>()
  const open = new Map<string, number[]>()
  for (const { index, 0: run } of text.matchAll(/\\.|\*+|_+|~~|==/gs)) {
    if (run[0] === '\\') continue
    const before = text[index - 1] ?? ' '
    const after = text[index + run.length] ?? ' '
    const inWord = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)
    if (inWord && run[0] === '_') continue
    const opens = !/\s/.test(after)
    const closes = !/\s/.test(before)
    const waiting = open.get(run[0]!) ?? []
    if (closes && waiting.length > 0) {
      matched.add(waiting.pop()!)
      matched.add(index)
    } else if (opens) {
      waiting.push(index)
      open.set(run[0]!, waiting)
    }
  }
  return matched
}

/** Where the runs of backticks are, by their length: a code span ends with a run as long as its first. */
function runsOfTicks(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>()
  if (!text.includes('`')) return runs
  for (const { index, 0: run } of text.matchAll(/`+/g)) {
    const places = runs.get(run.length)
    if (places) places.push(index)
    else runs.set(run.length, [index])
  }
  for (const places of runs.values()) places.reverse()
  return runs
}
