import type { Html } from './site.ts'

/** Bytes that a page may have, without its pictures; some are kept for what stands around its sections. */
export const pageSize = 100_000
const around = 9_000

/** What is left of the room on a page: long lists are cut where it ends, and never the page in the middle. */
export class PageRoom {
  #left = pageSize - around

  /** How many of these bytes may still be used. */
  most(wanted: number): number {
    return Math.max(0, Math.min(wanted, this.#left))
  }

  /** Takes room for a piece of HTML if it is there. */
  take(piece: Html | string, most = this.#left): boolean {
    const size = bytesOf(String(piece))
    if (size > Math.min(most, this.#left)) return false
    this.#left -= size
    return true
  }

  /** The first pieces that have room, in `most` bytes together. */
  fit<T>(items: Iterable<T>, write: (item: T, i: number) => Html, most = this.#left): Html[] {
    const pieces: Html[] = []
    let left = most
    for (const item of items) {
      const piece = write(item, pieces.length)
      if (!this.take(piece, left)) break
      left -= bytesOf(String(piece))
      pieces.push(piece)
    }
    return pieces
  }
}

/** How many bytes a text has in UTF-8, without writing them. */
export function bytesOf(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // The halves of a pair have two each.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return bytes
}

/** The beginning of a text, to the end of a word, with an ellipsis where more follows. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const space = cut.search(/\s\S*$/)
  // Half of a surrogate pair is no character.
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$|[\ud800-\udbff]$/, '')}…`
}
