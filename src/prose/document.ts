/** A stretch of a text in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Words as a reader sees them: without markup, character references resolved, every run of white space that
 * a reader does not see as more than a space one space. `origin` tells where they stand.
 */
export interface Passage {
  readonly text: string
  /** Where the characters from `start` to `end` of `text` stand in the source as read. */
  origin(start: number, end: number): Span
  /** Links over stretches of `text`, with their addresses as written: `Kazakhstan`, `https://…`, `../Note.md`. */
  readonly links: readonly (Span & { readonly address: string })[]
}

/** What every block has: the titles of the headings it stands under, the outermost first. */
interface Placed {
  readonly section: readonly string[]
}

/**
 * A document in the pieces its author made: what stands in one piece is said together. Boilerplate is no
 * piece. A `field` is a key with what stands for it, as in an infobox: `Headquarters: Moscow`. A `row` is one
 * of a table, with the heads of its columns; a cell that spans rows stands in each of them.
 */
export type Block =
  | (Placed & { readonly kind: 'heading'; readonly level: number; readonly passage: Passage })
  | (Placed & { readonly kind: 'paragraph'; readonly passage: Passage })
  | (Placed & {
      readonly kind: 'item'
      readonly passage: Passage
      /** Counts the lists of the document: items of one list have the same number. */
      readonly list: number
    })
  | (Placed & { readonly kind: 'field'; readonly key: Passage; readonly values: readonly Passage[] })
  | (Placed & {
      readonly kind: 'row'
      /** Counts the tables of the document. */
      readonly table: number
      readonly heads: readonly Passage[]
      readonly cells: readonly Passage[]
      /**
       * The row goes on with what the row above says of its subject. Where it is sure which cells it shares
       * with that row, they stand in it; where not, `heads` is empty and `cells` are those written.
       */
      readonly continued?: true
    })
  | (Placed & { readonly kind: 'caption'; readonly passage: Passage })

export type DocumentFormat = 'text' | 'markdown' | 'wikitext' | 'html'

/** A prose document, read. */
export interface Document {
  /** What the document calls itself, where it does. */
  readonly title?: Passage
  readonly blocks: readonly Block[]
}
