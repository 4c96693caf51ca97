import type { Report } from '../problem.ts'

/**
 * The text of a file, decoded strictly as UTF-8 without its byte order mark. Reports a file that is not
 * UTF-8, with the line of the first bad byte, and then gives undefined.
 */
export function decodeText(bytes: Uint8Array, file: string, report: Report): string | undefined {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  try {
    if (!utf16) return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // told below, with its place
  }
  const readable = new TextDecoder('utf-8').decode(bytes)
  const bad = readable.indexOf('\ufffd')
  report({
    severity: 'error',
    code: 'not-utf8',
    file,
    line: utf16 ? 1 : lineAt(readable, bad),
    message: utf16 ? 'the file is UTF-16, not UTF-8' : 'the file is not UTF-8 text',
    remedy: 'save it with the encoding UTF-8; it is left out until then'
  })
  return undefined
}

/** The line, counted from 1, that holds the character at this offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}

/** Lines of one text by offset, for many questions about the same text. */
export class LineMap {
  readonly #starts: number[] = [0]

  constructor(text: string) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1)
  }

  /** The line, counted from 1, that holds the character at this offset. */
  at(offset: number): number {
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
