import { type Quad, RDF, type Term } from '../rdf/rdf.ts'

/**
 * Few quads, found by their subject or by the type they give: what a validation asks for. A store with all indexes
 * takes longer to fill than these quads take to check.
 */
export class BlockQuads {
  readonly #quads: readonly Quad[]
  readonly #bySubject: ReadonlyMap<string, readonly Quad[]>
  readonly #byType: ReadonlyMap<string, readonly Quad[]>

  constructor(quads: readonly Quad[]) {
    this.#quads = quads
    this.#bySubject = Map.groupBy(quads, ({ subject }) => subject.value)
    const types = quads.filter(({ predicate }) => predicate.value === `${RDF}type`)
    this.#byType = Map.groupBy(types, ({ object }) => object.value)
  }

  get size(): number {
    return this.#quads.length
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): readonly Quad[] {
    const some = subject
      ? this.#bySubject.get(subject.value)
      : object && predicate?.value === `${RDF}type`
        ? this.#byType.get(object.value)
        : this.#quads
    return (some ?? []).filter(
      quad =>
        (!subject || quad.subject.equals(subject)) &&
        (!predicate || quad.predicate.equals(predicate)) &&
        (!object || quad.object.equals(object))
    )
  }
}
