/**
 * The text of a document that may be shown whole, as `texts/{name}.json` (an index) and `texts/{name}/1.json` and so on
 * (pages of a size that a page of the site can hold). Offsets are UTF-16 code units of the document as it was read.
 */
export type TextFile =
  | { readonly file: `${string}.json`; readonly content: TextIndex }
  | { readonly file: `${string}/${number}.json`; readonly content: TextPage }

/** How a text is divided. */
export interface TextIndex {
  /** BCP 47 tag. */
  readonly language: string
  /** For each page the offset from which on a reference belongs to it; the first is 0. */
  readonly starts: readonly number[]
}

/** One page of a text: its blocks in order. */
export interface TextPage {
  readonly blocks: readonly ReadingBlock[]
}

/**
 * Words as people read them, without mark-up. `places` tells where they stand in the document: three numbers for each
 * piece, where it begins in `text`, and where it begins and ends there. A piece as long there as here is the document's
 * own characters, one for one.
 */
export interface ReadingPassage {
  readonly text: string
  readonly places: readonly number[]
}

/** A block of a text. What stands in one list, or in one table, has the same number. */
export type ReadingBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly passage: ReadingPassage }
  | { readonly kind: 'paragraph' | 'caption'; readonly passage: ReadingPassage }
  | { readonly kind: 'item'; readonly list: number; readonly passage: ReadingPassage }
  | { readonly kind: 'field'; readonly key: ReadingPassage; readonly values: readonly ReadingPassage[] }
  | {
      readonly kind: 'row'
      readonly table: number
      readonly heads: readonly ReadingPassage[]
      readonly cells: readonly ReadingPassage[]
    }
