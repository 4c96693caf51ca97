import type { Document, Passage, Span } from '../prose/prose.ts'

type Block = Document['blocks'][number]

/** Blocks in which a paragraph that ends in a colon goes on in the list behind it: `three states:`, `- Norway,`, …. */
export function withRunOnLists(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind !== 'paragraph' || !/:\s*$/.test(block.passage.text)) {
      joined.push(block)
      continue
    }
    const passages = [block.passage]
    const first = blocks[i + 1]
    for (let next = first; next?.kind === 'item' && first?.kind === 'item' && next.list === first.list; ) {
      passages.push(next.passage)
      i++
      next = blocks[i + 1]
    }
    joined.push({ ...block, passage: new RunOnPassage(passages) })
  }
  return joined
}

/** Passages one after the other, with a comma where an item has none. */
class RunOnPassage implements Passage {
  readonly text: string
  readonly links: Passage['links']
  /** Each passage with where it begins in the text. */
  readonly #parts: readonly { readonly at: number; readonly passage: Passage }[]

  constructor(passages: readonly Passage[]) {
    let text = ''
    this.#parts = passages.map(passage => {
      if (text !== '') text += /(?:[,;:.]|\b(?:and|or))$/.test(text) ? ' ' : ', '
      const at = text.length
      text += passage.text
      return { at, passage }
    })
    this.text = text
    this.links = this.#parts.flatMap(({ at, passage }) =>
      passage.links.map(link => ({ ...link, start: link.start + at, end: link.end + at }))
    )
  }

  origin(start: number, end: number): Span {
    const first = this.#parts.findLast(({ at }) => at <= start)!
    const last = this.#parts.findLast(({ at }) => at < end) ?? first
    const within = ({ at, passage }: typeof first, offset: number): number =>
      Math.min(Math.max(offset - at, 0), passage.text.length)
    return {
      start: first.passage.origin(within(first, start), first.passage.text.length).start,
      end: last.passage.origin(0, within(last, end)).end
    }
  }
}
