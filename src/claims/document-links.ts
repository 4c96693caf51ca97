import { type Document, type Passage, tokensOf } from '../prose/prose.ts'
import type { DocumentNames, Lexicon, Referent } from '../rules/rules.ts'

/**
 * Teaches a document's names what its own links say: `[[Kazakhstan|the republic]]`. A link counts where its address
 * is a Wikidata item, or the title of something that is known by just this name.
 */
export function learnLinks({ blocks }: Document, lexicon: Lexicon, names: DocumentNames): void {
  for (const block of blocks)
    for (const { text, links } of passagesOf(block))
      for (const { start, end, address } of links) {
        const words = text.slice(start, end).trim()
        // What is written small is a common noun, whatever page explains it.
        if (!/^\p{Lu}/u.test(words)) continue
        const referent = referentOf(address, words, lexicon)
        if (referent && referent.label !== words) names.alias(words, referent)
      }
}

function passagesOf(block: Document['blocks'][number]): readonly Passage[] {
  if (block.kind === 'row') return block.cells
  return block.kind === 'field' ? block.values : [block.passage]
}

function referentOf(address: string, words: string, lexicon: Lexicon): Referent | undefined {
  const item = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d*)$/.exec(address)?.[1]
  if (item !== undefined)
    return lexicon.ofItem(item) ?? lexicon.add({ label: words, qid: item, classes: [], aliases: [] })
  if (
    /^[a-z][a-z0-9+.-]*:/i.test(address) &&
    !/^https?:\/\/[a-z-]+(?:\.m)?\.wikipedia\.org\/wiki\//i.test(address)
  )
    return undefined
  const title = titleOf(address)
  const tokens = tokensOf(title, { start: 0, end: title.length })
  const [found] = lexicon.names.at(tokens, 0)
  return found?.end === tokens.length && found.values.length === 1 ? found.values[0] : undefined
}

/** The last part of an address as a title: `../Asia/Kazakhstan.md#History` → `Kazakhstan`. */
function titleOf(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  const plain = last.replace(/\.(?:md|html?)$/i, '').replaceAll('_', ' ')
  try {
    return decodeURIComponent(plain).trim()
  } catch {
    return plain.trim()
  }
}
