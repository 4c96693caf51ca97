import type { Aligner, Statement } from '../alignment/alignment.ts'
import type { SourceClaims } from '../claims/claims.ts'
import type { KnownSource } from './linked-sources.ts'

/** What the sources are about: which of them tell of an entity, by their numbers, and what documents say of it. */
export class Subjects {
  readonly #sources: Map<string | undefined, number[]>
  /**
   * The statements of documents, by the IRI of what they are about. Any document may tell of any entity, so they are
   * held: a vault has few beside its notes.
   */
  readonly told = new Map<string, Statement[]>()
  /** IRIs of all that something is told of, in their order. */
  readonly iris: readonly string[]

  constructor(sources: readonly KnownSource[], documents: readonly SourceClaims[], aligner: Aligner) {
    this.#sources = Map.groupBy(sources.keys(), number => {
      const source = sources[number]!
      return aligner.entityOf(source, source.qid)
    })
    for (const claims of documents)
      for (const [subject, statements] of aligner.alignProse(claims)) {
        const known = this.told.get(subject)
        if (known) for (const statement of statements) known.push(statement)
        else this.told.set(subject, statements)
      }
    const iris = new Set([...this.#sources.keys(), ...this.told.keys()].filter(iri => iri !== undefined))
    this.iris = [...iris].sort()
  }

  has(iri: string): boolean {
    return this.#sources.has(iri) || this.told.has(iri)
  }

  sourcesAbout(iri: string): readonly number[] {
    return this.#sources.get(iri) ?? []
  }

  get sourcesAboutNothing(): readonly number[] {
    return this.#sources.get(undefined) ?? []
  }
}
