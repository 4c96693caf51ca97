import type { Quad } from './terms.ts'

/** What a document is not, by the grammar of its format. */
export class RdfSyntaxError extends Error {
  /** Counted from 1; absent where the format's parser does not tell. */
  readonly line: number | undefined
  /** In characters, counted from 1. */
  readonly column: number | undefined

  /**
   * The message is a sentence without a full stop that says what is wrong, and what was expected where that is
   * known.
   */
  constructor(message: string, line?: number, column?: number, options?: ErrorOptions) {
    super(message, options)
    this.line = line
    this.column = column
  }
}

/**
 * Reads one RDF document that comes in pieces of text, in order. Where its bytes were not UTF-8 the text has a lone
 * surrogate, which no reader lets through.
 */
export interface QuadReader {
  /** Takes the next piece, and gives the quads that are complete with it. Throws an RdfSyntaxError. */
  read(piece: string): readonly Quad[]
  /** Gives what is left once all pieces are there. Throws an RdfSyntaxError. */
  end(): readonly Quad[] | Promise<readonly Quad[]>
}

export interface ReaderOptions {
  /** What the labels of blank nodes begin with, so that those of two documents are different. */
  readonly blankNodes?: string
  /** What relative IRIs are resolved against, where a format has them. */
  readonly base?: string
  /**
   * How many characters may have to stand in memory as one: a line, or a document that is read as a whole; 64 Mi
   * unless given.
   */
  readonly longest?: number
  /** Takes each error; what it is about is left out, and the reading goes on as far as the format lets it. */
  readonly skip?: (error: RdfSyntaxError) => void
}

export const defaultLongest = 1 << 26

/** What a reader says of text that was no UTF-8. */
export const notUtf8 = 'these bytes are not UTF-8'
