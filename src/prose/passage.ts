import type { Passage, Span } from './document.ts'

/** A link over a stretch of a passage's text. */
type PassageLink = Passage['links'][number]

/**
 * The passage as pieces, each three numbers: where it begins in the text, and where it begins and ends in the
 * source. A piece as long in the source as in the text is the source's own characters, one for one.
 */
class MappedPassage implements Passage {
  readonly text: string
  readonly links: readonly PassageLink[]
  readonly #pieces: readonly number[]

  constructor(text: string, links: readonly PassageLink[], pieces: readonly number[]) {
    this.text = text
    this.links = links
    this.#pieces = pieces
  }

  origin(start: number, end: number): Span {
    const pieces = this.#pieces
    if (pieces.length === 0) return { start: 0, end: 0 }
    const first = this.#pieceAt(start)
    const from = this.#verbatim(first)
      ? pieces[first + 1]! + Math.min(start, this.#textEnd(first)) - pieces[first]!
      : pieces[first + 1]!
    if (end <= start) return { start: from, end: from }
    const last = this.#pieceAt(end - 1)
    return {
      start: from,
      end: this.#verbatim(last) ? pieces[last + 1]! + end - pieces[last]! : pieces[last + 2]!
    }
  }

  /** The pieces moved so that the text begins at an offset, for passages put together. */
  pieces(offset: number): number[] {
    return this.#pieces.map((number, i) => (i % 3 === 0 ? number + offset : number))
  }

  /** Index in `#pieces` of the piece a character of the text is in. */
  #pieceAt(offset: number): number {
    let low = 0
    let high = this.#pieces.length / 3 - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#pieces[middle * 3]! <= offset) low = middle
      else high = middle - 1
    }
    return low * 3
  }

  #textEnd(piece: number): number {
    return this.#pieces[piece + 3] ?? this.text.length
  }

  #verbatim(piece: number): boolean {
    return this.#pieces[piece + 2]! - this.#pieces[piece + 1]! === this.#textEnd(piece) - this.#pieces[piece]!
  }
}

/** Characters that take no room and that no reader sees: soft hyphens, zero-width spaces, byte order marks. */
const invisible = (code: number): boolean =>
  code === 0xad || code === 0x200b || code === 0x2060 || code === 0xfeff

/** White space as `\s` has it, told by code since every character of a document is asked. */
const white = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 0xa0 ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000

/** Gathers what a reader sees of a stretch of a source, in the order of the text. */
export class PassageWriter {
  readonly #source: string
  #parts: string[] = []
  #length = 0
  #pieces: number[] = []
  #links: PassageLink[] = []
  /** White space seen since the last word: it is a space only if another word follows. */
  #space: Span | undefined

  constructor(source: string) {
    this.#source = source
  }

  /** Length of the text so far: where the next word will stand, unless a space comes before it. */
  get length(): number {
    return this.#length
  }

  /** Adds the source's own characters. */
  copy(start: number, end: number): this {
    const source = this.#source
    let at = start
    while (at < end) {
      const from = at
      let code = source.charCodeAt(at)
      if (invisible(code)) at++
      else if (white(code)) {
        while (++at < end && white(source.charCodeAt(at)));
        this.space(from, at)
      } else {
        // A single space between words is the source's own and goes with them.
        while (++at < end) {
          code = source.charCodeAt(at)
          if (code > 32 && code < 0xa0) continue
          if (code === 32 && at + 1 < end) {
            const next = source.charCodeAt(at + 1)
            if (!white(next) && !invisible(next)) continue
          }
          if (white(code) || invisible(code)) break
        }
        this.#add(source.slice(from, at), from, at)
      }
    }
    return this
  }

  /** Adds words that stand for a stretch of the source: a character reference, what a template shows. */
  put(text: string, start: number, end: number): this {
    if (/^\s+$/.test(text)) return this.space(start, end)
    if (text !== '' && !(text.length === 1 && invisible(text.charCodeAt(0)))) this.#add(text, start, end)
    return this
  }

  /** A break between words. */
  space(start: number, end: number): this {
    this.#space ??= { start, end: Math.max(end, start) }
    return this
  }

  /** Lays a link over the text from an offset to here. */
  link(address: string, from: number): void {
    // Between the offset and its first word there may be a space, which is no part of the link.
    while (from < this.#length && this.#characterAt(from) === ' ') from++
    if (from < this.#length) this.#links.push({ start: from, end: this.#length, address })
  }

  /** The passage so far; the writer is empty afterwards. */
  finish(): Passage {
    const passage = new MappedPassage(this.#parts.join(''), this.#links, this.#pieces)
    this.#parts = []
    this.#length = 0
    this.#pieces = []
    this.#links = []
    this.#space = undefined
    return passage
  }

  #add(text: string, start: number, end: number): void {
    if (this.#space && this.#length > 0) this.#piece(' ', this.#space.start, this.#space.end)
    this.#space = undefined
    this.#piece(text, start, end)
  }

  #piece(text: string, start: number, end: number): void {
    const last = this.#pieces.length - 3
    const goesOn =
      last >= 0 &&
      this.#pieces[last + 2] === start &&
      end - start === text.length &&
      start - this.#pieces[last + 1]! === this.#length - this.#pieces[last]!
    if (goesOn) this.#pieces[last + 2] = end
    else this.#pieces.push(this.#length, start, end)
    this.#parts.push(text)
    this.#length += text.length
  }

  #characterAt(offset: number): string {
    let at = this.#length
    for (let i = this.#parts.length - 1; i >= 0; i--) {
      at -= this.#parts[i]!.length
      if (at <= offset) return this.#parts[i]!.charAt(offset - at)
    }
    return ''
  }
}

/** The words of a stretch of plain source. */
export const passageOf = (source: string, start: number, end: number): Passage =>
  new PassageWriter(source).copy(start, end).finish()

/** Passages in the order of the source as one, with a space between. */
export function joined(passages: readonly Passage[]): Passage {
  const worded = passages.filter(({ text }) => text !== '')
  if (worded.length === 1) return worded[0]!
  let text = ''
  const links: PassageLink[] = []
  const pieces: number[] = []
  for (const passage of worded) {
    if (text !== '') {
      const place = passage.origin(0, 0).start
      pieces.push(text.length, place, place)
      text += ' '
    }
    const offset = text.length
    if (passage instanceof MappedPassage) for (const number of passage.pieces(offset)) pieces.push(number)
    for (const link of passage.links)
      links.push({ ...link, start: link.start + offset, end: link.end + offset })
    text += passage.text
  }
  return new MappedPassage(text, links, pieces)
}

export const emptyPassage: Passage = new MappedPassage('', [], [])

/**
 * Where the characters of a passage stand in its source: three numbers for each piece, where it begins in the text, and
 * where it begins and ends in the source. A piece as long there as here is the source's own characters.
 */
export function placesOf(passage: Passage): number[] {
  const places: number[] = []
  for (let at = 0; at < passage.text.length; at++) {
    const { start, end } = passage.origin(at, at + 1)
    const last = places.length - 3
    const goesOn = last >= 0 && places[last + 2] === start && start - places[last + 1]! === at - places[last]!
    if (goesOn && end === start + 1) places[last + 2] = end
    else if (last < 0 || places[last + 1] !== start || places[last + 2] !== end) places.push(at, start, end)
  }
  return places
}

/** Whether a passage has a letter or a digit: punctuation alone says nothing. */
export const hasWords = ({ text }: Passage): boolean => /[\p{L}\p{N}]/u.test(text)
