import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const pageBytes = 1 << 14
const mostPages = 1024
const lineBreak = 0x0a
const space = 0x20

/** A file of N-Triples or N-Quads sorted by code point, in which subjects are found without reading all of it. */
export class SortedFile {
  readonly bytes: number
  readonly #file: number
  readonly #pages = new Map<number, Buffer>()

  constructor(path: string) {
    this.#file = openSync(path, 'r')
    this.bytes = fstatSync(this.#file).size
  }

  close(): void {
    closeSync(this.#file)
  }

  #page(number: number): Buffer {
    const known = this.#pages.get(number)
    if (known) return known
    if (this.#pages.size >= mostPages) this.#pages.clear()
    const page = Buffer.allocUnsafe(Math.min(pageBytes, this.bytes - number * pageBytes))
    const read = readSync(this.#file, page, 0, page.length, number * pageBytes)
    const whole = page.subarray(0, read)
    this.#pages.set(number, whole)
    return whole
  }

  /** Where this byte stands next, from `from` on; the end of the file where it does not. */
  #next(byte: number, from: number): number {
    for (let at = from; at < this.bytes; ) {
      const number = Math.floor(at / pageBytes)
      const found = this.#page(number).indexOf(byte, at - number * pageBytes)
      if (found >= 0) return number * pageBytes + found
      at = (number + 1) * pageBytes
    }
    return this.bytes
  }

  #lineFrom(at: number): number {
    return at === 0 ? 0 : Math.min(this.#next(lineBreak, at - 1) + 1, this.bytes)
  }

  #subjectAt(line: number): Buffer {
    const end = this.#next(space, line)
    const first = Math.floor(line / pageBytes)
    if (end <= (first + 1) * pageBytes)
      return this.#page(first).subarray(line - first * pageBytes, end - first * pageBytes)
    const subject = Buffer.allocUnsafe(end - line)
    readSync(this.#file, subject, 0, subject.length, line)
    return subject
  }

  /**
   * The lines about a subject, given in N-Triples; where there are none, the place for them. `from` is a line's
   * start at or before it.
   */
  find(subject: string, from: number): { readonly start: number; readonly end: number } {
    const wanted = Buffer.from(subject)
    let [low, high] = [from, this.bytes]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const line = this.#lineFrom(middle)
      if (line < high && Buffer.compare(this.#subjectAt(line), wanted) < 0) low = line + 1
      else high = middle
    }
    const start = low === from ? from : this.#lineFrom(low)
    let end = start
    while (end < this.bytes && this.#subjectAt(end).equals(wanted)) end = this.#next(lineBreak, end) + 1
    return { start, end: Math.min(end, this.bytes) }
  }
}
