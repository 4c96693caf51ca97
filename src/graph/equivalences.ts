import { OWL, type Quad, RDFS } from '../rdf/rdf.ts'

/** What `ontology/alignment.ttl` says: other vocabularies' terms for Wikidata's properties and classes. */
export class Equivalences {
  readonly #broader = new Map<string, string[]>()

  constructor(alignment: readonly Quad[]) {
    for (const { subject, predicate, object } of alignment) {
      const relates = [
        `${RDFS}subPropertyOf`,
        `${RDFS}subClassOf`,
        `${OWL}equivalentProperty`,
        `${OWL}equivalentClass`
      ]
      if (!relates.includes(predicate.value)) continue
      this.#broader.set(subject.value, [...(this.#broader.get(subject.value) ?? []), object.value].sort())
    }
  }

  /** IRIs of the terms that also hold wherever this property or class does, in a stable order. */
  of(term: string): readonly string[] {
    return this.#broader.get(term) ?? []
  }
}
