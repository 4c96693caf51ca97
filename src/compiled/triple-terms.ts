import { RowSorter } from './row-sorter.ts'
import type { Scratch } from './scratch.ts'
import { SectionWriter, type WrittenSection } from './sections.ts'
import type { Numbering, StoredChunk } from './stored-chunks.ts'

/** The triple terms of a store. */
export interface NumberedTriples {
  readonly count: number
  /** Where each depth begins. */
  readonly depths: readonly number[]
  /** Three numbers each. */
  readonly section: WrittenSection
}

/**
 * Numbers the triple terms of all chunks behind all other terms, of which there are `base`: those of a lesser depth
 * first, so that their parts have numbers, then by their parts.
 */
export function numberTriples(
  chunks: readonly StoredChunk[],
  numbering: Numbering,
  base: number,
  budget: number,
  scratch: Scratch
): NumberedTriples {
  const section = new SectionWriter('triple-terms', scratch)
  const depths: number[] = []
  let count = 0
  for (let depth = 1; ; depth++) {
    const sorter = new RowSorter(5, budget, scratch)
    for (const [i, chunk] of chunks.entries()) addTriples(chunk, i, depth, numbering, sorter)
    if (sorter.count === 0) break
    depths.push(count)
    // Numbers of a chunk's triple terms are read while others are given, so they wait until all of a depth have one.
    const numbered = new RowSorter(3, budget, scratch)
    let [s, p, o] = [-1, -1, -1]
    for (const piece of sorter.sorted())
      for (let at = 0; at < piece.length; at += 5) {
        if (piece[at] !== s || piece[at + 1] !== p || piece[at + 2] !== o) {
          s = piece[at]!
          p = piece[at + 1]!
          o = piece[at + 2]!
          for (const part of [s, p, o]) section.sink.u32(part)
          count++
        }
        numbered.add(piece[at + 3]!, piece[at + 4]!, base + count - 1)
      }
    for (const piece of numbered.sorted())
      for (let at = 0; at < piece.length; at += 3)
        numbering.addTriple(piece[at]!, piece[at + 1]!, piece[at + 2]!)
  }
  return { count, depths, section: section.end() }
}

/** Adds the triple terms of one depth by the numbers of their parts, each with its chunk and its number there. */
function addTriples(
  chunk: StoredChunk,
  i: number,
  depth: number,
  numbering: Numbering,
  sorter: RowSorter
): void {
  if (chunk.tripleCount === 0) return
  const { terms, triples } = numbering.of(i)
  let number = 0
  for (const piece of chunk.triples())
    for (let at = 0; at < piece.length; at += 4, number++) {
      if (piece[at + 3] !== depth) continue
      const [s, p, o] = [0, 1, 2].map(part => {
        const place = piece[at + part]!
        return place < 0 ? triples[-1 - place]! : terms[place]!
      })
      sorter.add(s!, p!, o!, i, number)
    }
}
