import { isFurnitureHeading, kindOf, notices } from './boilerplate.ts'
import type { Block, Document, Passage } from './document.ts'
import { hasWords } from './passage.ts'

type Unplaced<B> = B extends unknown ? Omit<B, 'section'> : never

/** A block whose section is not yet known. A heading of level 0 is one whose text does not tell its level. */
export type Piece = Unplaced<Block>

/** Takes the pieces of a document in order, and makes the document of them. */
export class Outline {
  readonly #pieces: Piece[] = []
  #lists = 0
  #tables = 0
  title: Passage | undefined
  /** Whether any running text has come: what stands above it is about the document's subject as a whole. */
  begun = false

  /** How many pieces there are so far. */
  get length(): number {
    return this.#pieces.length
  }

  /** The last piece so far. */
  get last(): Piece | undefined {
    return this.#pieces.at(-1)
  }

  /** The number of a list that begins. */
  list(): number {
    return this.#lists++
  }

  /** The number of a table that begins. */
  table(): number {
    return this.#tables++
  }

  /** Adds a piece; one without a word is none. */
  add(piece: Piece): void {
    if ('passage' in piece && !hasWords(piece.passage)) return
    this.#pieces.push(piece)
    this.begun ||= isRunningText(piece)
  }

  document(): Document {
    const pieces = withoutBoilerplate(titled(this.#pieces, this))
    const blocks = inSections(pieces)
    return this.title ? { title: this.title, blocks } : { blocks }
  }
}

/** A paragraph that is more than a label or a subtitle. */
const isRunningText = (piece: Piece): boolean => piece.kind === 'paragraph' && piece.passage.text.length > 80

/** A first heading of the highest level that opens the document is its title; a line that repeats it is none. */
function titled(pieces: readonly Piece[], outline: Outline): readonly Piece[] {
  const at = pieces.findIndex(({ kind }) => kind === 'heading')
  const heading = pieces[at]
  const opens = heading?.kind === 'heading' && heading.level === 1 && !pieces.slice(0, at).some(isRunningText)
  if (opens) outline.title ??= heading.passage
  const title = outline.title?.text
  if (title === undefined) return pieces
  // The page's own name above its infobox is the title again, not something said.
  return pieces.filter(
    (piece, i) =>
      !(opens && i === at && piece.kind === 'heading' && piece.passage.text === title) &&
      !((piece.kind === 'heading' || piece.kind === 'paragraph') && piece.passage.text === title)
  )
}

/** Pieces that say something of the document's matter. */
function withoutBoilerplate(pieces: readonly Piece[]): Piece[] {
  const dropped = notices(pieces)
  const kept = (i: number): boolean => i < pieces.length && !dropped.has(i)
  // From the end, so that a heading knows whether anything is left below it.
  let below: Piece | undefined
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i]!
    if (!kept(i)) continue
    if (piece.kind === 'heading' && isEmptied(pieces, i, dropped, below)) dropped.add(i)
    else below = piece
  }
  return pieces.filter((_, i) => kept(i))
}

/**
 * Whether a heading heads nothing but boilerplate: what came first below it is gone, and that was a list of
 * questions, teasers or links (their place ends where they end), or nothing else is left in the section. A
 * heading made of a page's own words (`Contents`, `Feedback`) must have running text below it to stay.
 */
function isEmptied(
  pieces: readonly Piece[],
  i: number,
  dropped: ReadonlySet<number>,
  below: Piece | undefined
): boolean {
  const heading = pieces[i]!
  const next = pieces[i + 1]
  if (heading.kind !== 'heading') return false
  const levelBelow = below?.kind === 'heading' ? below.level : undefined
  const nothingLeft =
    !below || (levelBelow !== undefined && (levelBelow === 0 || levelBelow <= heading.level))
  if (isFurnitureHeading(heading.passage.text))
    return nothingLeft || below?.kind === 'field' || dropped.has(i + 1)
  if (!next || !dropped.has(i + 1)) return false
  return nothingLeft || (heading.level === 0 && kindOf(next) === 'listing')
}

/** Blocks with the titles they stand under. */
function inSections(pieces: readonly Piece[]): Block[] {
  const open: { level: number; title: string }[] = []
  let section: readonly string[] = []
  return pieces.map((piece, i) => {
    if (piece.kind !== 'heading') return { ...piece, section }
    // Where the text shows no levels, a heading right below another is the first of that one's parts.
    const before = pieces[i - 1]
    const level =
      piece.level || (before?.kind === 'heading' && before.level === 0 && open.length === 1 ? 3 : 2)
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop()
    const above = open.map(({ title }) => title)
    open.push({ level, title: piece.passage.text })
    section = [...above, piece.passage.text]
    return { ...piece, level, section: above }
  })
}
