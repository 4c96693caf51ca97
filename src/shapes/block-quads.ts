import { type Quad, RDF, type Term } from '../rdf/rdf.ts'

/**
 * Few quads, found by their subject or by the type they give: what a validation asks for. A store with all indexes
 * takes longer to fill than these quads take to check.
 */
export class BlockQuads {
  readonly #quads: readonly Quad[]
  readonly #bySubject = new Map<string, Quad[]>()
  readonly #byType = new Map<string, Quad[]>()

  constructor(quads: readonly Quad[]) {
    this.#quads = quads
    for (const quad of quads) {
      put(this.#bySubject, quad.subject.value, quad)
      if (quad.predicate.value === `${RDF}type`) put(this.#byType, quad.object.value, quad)
    }
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

function put(groups: Map<string, Quad[]>, key: string, quad: Quad): void {
  const group = groups.get(key)
  if (group) group.push(quad)
  else groups.set(key, [quad])
}
