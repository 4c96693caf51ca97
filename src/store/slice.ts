import { CompiledStore } from '../compiled/compiled.ts'
import type { Quad, Term } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** A quad pattern: subject, predicate, object and graph; `null` matches every term there. */
export type QuadPattern = readonly [
  subject: Term | null,
  predicate: Term | null,
  object: Term | null,
  graph: Term | null
]

/**
 * The quads of a pattern from the `offset`-th on, counted from 0, `limit` at most, in an order that is the same each
 * time. A compiled store looks up no term before the offset, and often does not even go there.
 */
export function sliceOf(store: Store, pattern: QuadPattern, offset: number, limit: number): Quad[] {
  const quads: Quad[] = []
  if (limit <= 0) return quads
  const isCompiled = store instanceof CompiledStore
  let left = isCompiled ? 0 : offset
  for (const quad of isCompiled ? store.match(...pattern, offset) : store.match(...pattern)) {
    if (--left >= 0) continue
    quads.push(quad)
    if (quads.length === limit) break
  }
  return quads
}

/** Runs in which what is too much is read. */
const runs = 40

/**
 * The quads of a pattern, `most` at most: of more than that short runs from all over, since the first would all be
 * alike. The same each time.
 */
export function* spreadOf(store: Store, pattern: QuadPattern, most: number): Generator<Quad> {
  const total = store.count(...pattern)
  if (total <= most) {
    yield* store.match(...pattern)
    return
  }
  const each = Math.floor(most / runs)
  for (let run = 0; run < runs; run++) yield* sliceOf(store, pattern, Math.floor((run * total) / runs), each)
}
