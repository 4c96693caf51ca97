import { carriageReturn, columnAt, lineFeed } from './line-grammar.ts'
import {
  defaultLongest,
  notUtf8,
  type QuadReader,
  RdfSyntaxError,
  type ReaderOptions
} from './quad-reader.ts'
import { StatementReader } from './statement-reader.ts'
import type { Quad } from './terms.ts'

/**
 * Reads N-Triples, or N-Quads where `graphs` is set, line by line and strictly by the grammars (RDF 1.2 N-Triples §7,
 * RDF 1.2 N-Quads §7). Equal IRIs that stand near each other are mostly the same object.
 */
export class LineReader implements QuadReader {
  readonly #statements: StatementReader
  readonly #skip: ReaderOptions['skip']
  readonly #longest: number
  /** What came after the last line break, in pieces. */
  #rest: string[] = []
  #restLength = 0
  /** Whether the line that is read is left out for its length. */
  #isTooLong = false

  #line = 1

  constructor(graphs: boolean, { blankNodes = '', longest = defaultLongest, skip }: ReaderOptions = {}) {
    this.#statements = new StatementReader(graphs, blankNodes)
    this.#skip = skip
    this.#longest = longest
  }

  read(piece: string): readonly Quad[] {
    // A carriage return at the very end may be the half of a line break.
    let cut = piece.lastIndexOf('\n') + 1
    if (cut === 0 && piece.length > 1) cut = piece.lastIndexOf('\r', piece.length - 2) + 1
    if (cut === 0) {
      this.#hold(piece)
      return []
    }
    // Joined and not added: a flat text is read faster.
    const lines = [...this.#rest, piece.slice(0, cut)].join('')
    this.#rest = []
    this.#restLength = 0
    const quads = this.#readLines(lines)
    this.#hold(piece.slice(cut))
    return quads
  }

  #hold(piece: string): void {
    if (piece === '') return
    this.#rest.push(piece)
    this.#restLength += piece.length
    if (this.#restLength <= this.#longest) return
    if (!this.#isTooLong) {
      const error = new RdfSyntaxError(`the line is longer than ${this.#longest} characters`, this.#line, 1)
      if (!this.#skip) throw error
      this.#skip(error)
    }
    // What is left of it is no line either.
    this.#isTooLong = true
    this.#rest = []
    this.#restLength = 0
  }

  end(): readonly Quad[] {
    const rest = this.#rest.join('')
    this.#rest = []
    this.#restLength = 0
    return this.#readLines(rest)
  }

  #readLines(text: string): readonly Quad[] {
    const statements = this.#statements
    statements.begin(text)
    const isWellFormed = text.isWellFormed()
    const quads: Quad[] = []
    const length = text.length
    let nextReturn = -1
    for (let at = 0; at < length; ) {
      const nextFeed = text.indexOf('\n', at)
      if (nextReturn < at) nextReturn = orEnd(text.indexOf('\r', at), length)
      const end = Math.min(orEnd(nextFeed, length), nextReturn)
      try {
        if (!this.#isTooLong) {
          if (!isWellFormed) this.#checkUtf8(text, at, end)
          const statement = statements.read(at, end, this.#line)
          if (statement) quads.push(statement)
        }
      } catch (error) {
        if (!this.#skip || !(error instanceof RdfSyntaxError)) throw error
        this.#skip(error)
      }
      this.#isTooLong = false
      if (end < length) this.#line++
      at = end + (text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? 2 : 1)
    }
    statements.begin('')
    return quads
  }

  #checkUtf8(text: string, from: number, to: number): void {
    const line = text.slice(from, to)
    const bad = line.search(/\p{Surrogate}/u)
    if (bad >= 0) throw new RdfSyntaxError(notUtf8, this.#line, columnAt(line, bad))
  }
}

const orEnd = (found: number, end: number): number => (found < 0 ? end : found)
