import type { CompiledStore } from '../compiled/compiled.ts'
import { obstacleTo, type Unit } from '../dumps/dumps.ts'
import type { Problem } from '../problem.ts'
import { defaultGraph, formats, type Quad } from '../rdf/rdf.ts'

/** What a store holds, subject by subject, for the writers of dumps; `onQuads` is told how far they are. */
export function* unitsOf(store: CompiledStore, onQuads: (quads: number) => void): Generator<Unit> {
  let block: Quad[] = []
  let told = 0
  for (const quad of store.match()) {
    if (block.length > 0 && !quad.subject.equals(block[0]!.subject)) {
      yield { made: { blocks: [block] } }
      told += block.length
      onQuads(told)
      block = []
    }
    block.push(quad)
  }
  if (block.length > 0) yield { made: { blocks: [block] } }
}

/** By the extensions of the formats that cannot carry a store, why they cannot. */
export function obstaclesIn(store: CompiledStore): Map<string, Problem> {
  const found = new Map<string, Problem>()
  for (const quad of store.match(null, null, null, defaultGraph))
    for (const { extension, name } of formats) {
      const obstacle = found.has(extension) ? undefined : obstacleTo(extension, quad)
      if (obstacle === undefined) continue
      found.set(extension, {
        severity: 'warning',
        code: 'dump-left-out',
        file: `dumps/dataset.${extension}`,
        message: `${obstacle}, so there is no dump in ${name}`,
        remedy: 'take another format, they have everything'
      })
    }
  return found
}
