import type { Quad, Term } from '../../src/rdf/rdf.ts'

/** A store that is measured, behind what all of them can do. */
export interface Engine {
  /** A store that has read this N-Triples file, or opened what `compile` made of it. */
  open(file: string): OpenStore
  /** Compiles an N-Triples file into another, and says how many bytes that has; engines that keep nothing have none. */
  compile?(file: string, into: string): number
}

export interface OpenStore {
  readonly size: number
  /** The engine's own term. */
  term(term: Term): unknown
  match(
    subject: unknown,
    predicate: unknown,
    object: unknown
  ): Iterable<Pick<Quad, 'subject' | 'predicate' | 'object'>>
}
