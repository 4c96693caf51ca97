import type { ReadingBlock, ReadingPassage, TextIndex, TextPage } from '../dumps/dumps.ts'
import { placesWithin } from './reading-text.ts'

/** Weights are bytes of HTML, about: of a page's text and facts, as it should be and at most. */
const wantedWeight = 36_000
const pageWeight = 48_000
/** Of what stands around a passage, and of a fact. */
const aroundPassage = 40
const factWeight = 420
/** Of one block, so that no page has much more than its weight; and characters of a part of what is longer. */
const longestBlock = 20_000
const longestPart = 3_000

/**
 * Divides a text into pages; `cited` are the offsets at which words begin that statements cite, in order. A page has
 * one block at least, and what stands between two pages is cited on the first.
 */
export function textPages(
  blocks: readonly ReadingBlock[],
  cited: readonly number[]
): Pick<TextIndex, 'starts'> & { readonly pages: readonly TextPage[] } {
  const parts = blocks.flatMap(block => (weightOf(block) > longestBlock ? [...partsOf(block)] : [block]))
  const begin = beginnings(parts)
  let fact = 0
  const weights = parts.map((block, i) => {
    const end = begin[i + 1] ?? Number.POSITIVE_INFINITY
    const first = fact
    while (fact < cited.length && cited[fact]! < end) fact++
    return weightOf(block) + (fact - first) * factWeight
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const share = total / Math.ceil(total / wantedWeight)
  const starts: number[] = [0]
  const pages: ReadingBlock[][] = [[]]
  let weight = 0
  let before = 0
  for (const [i, block] of parts.entries()) {
    const page = pages.at(-1)!
    const added = weights[i]!
    if (page.length > 0 && (weight + added > pageWeight || before + added / 2 > share * pages.length)) {
      // A heading stands above what it heads.
      const moved: ReadingBlock[] = []
      while (page.length > 1 && page.at(-1)!.kind === 'heading') moved.unshift(page.pop()!)
      starts.push(begin[i - moved.length]!)
      pages.push([...moved, block])
      weight = added
    } else {
      page.push(block)
      weight += added
    }
    before += added
  }
  return { starts, pages: pages.map(own => ({ blocks: own })) }
}

/** Where each block begins in the document; what stands in several blocks, such as a cell, counts for the first. */
function beginnings(blocks: readonly ReadingBlock[]): number[] {
  let last = 0
  return blocks.map(block => {
    let next = Number.POSITIVE_INFINITY
    for (const { places } of ownPassages(block))
      if (places[1] !== undefined && places[1] >= last) next = Math.min(next, places[1])
    if (next !== Number.POSITIVE_INFINITY) last = next
    return last
  })
}

/** The passages of a block, without the heads of columns, which stand above it. */
const ownPassages = (block: ReadingBlock): readonly ReadingPassage[] =>
  block.kind === 'field' ? [block.key, ...block.values] : block.kind === 'row' ? block.cells : [block.passage]

const weightOf = (block: ReadingBlock): number =>
  [...ownPassages(block), ...(block.kind === 'row' ? block.heads : [])].reduce(
    (sum, { text }) => sum + aroundPassage + bytesInHtml(text),
    0
  )

const escapedInHtml = '"&\'<>'

/** Bytes of a text in UTF-8 with what HTML escapes escaped. */
function bytesInHtml(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    bytes += code < 0x80 ? (escapedInHtml.includes(text[i]!) ? 6 : 1) : code < 0x800 ? 2 : 3
  }
  return bytes
}

/** What is too long for a page, as paragraphs that follow each other. */
function* partsOf(block: ReadingBlock): Iterable<ReadingBlock> {
  for (const passage of ownPassages(block))
    for (let start = 0; start < passage.text.length; ) {
      const end = endOfPart(passage.text, start)
      const text = passage.text.slice(start, end)
      yield { kind: 'paragraph', passage: { text, places: placesWithin(passage, start, end, -start) } }
      start = end
    }
}

/** Behind the last sentence that ends within a part, else the last word, else where the part is full. */
function endOfPart(text: string, start: number): number {
  if (text.length - start <= longestPart) return text.length
  const part = text.slice(start, start + longestPart)
  const sentence = Math.max(...['. ', '! ', '? ', '。'].map(end => part.lastIndexOf(end) + end.length))
  const word = part.lastIndexOf(' ') + 1
  const end = [sentence, word].find(place => place > longestPart / 2) ?? longestPart
  // Half of a surrogate pair is no character.
  return start + end - (/[\ud800-\udbff]$/.test(part.slice(0, end)) ? 1 : 0)
}
