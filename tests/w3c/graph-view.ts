import { type Quad, RDF, type Term } from '../../src/rdf/rdf.ts'

/** A small graph in memory, read along its properties. */
export class GraphView {
  readonly #objects = new Map<string, Map<string, Term[]>>()
  readonly quads: readonly Quad[]

  constructor(quads: readonly Quad[]) {
    this.quads = quads
    for (const { subject, predicate, object } of quads) {
      const key = `${subject.termType} ${subject.value}`
      const properties = this.#objects.get(key) ?? new Map<string, Term[]>()
      this.#objects.set(key, properties)
      const objects = properties.get(predicate.value)
      if (objects) objects.push(object)
      else properties.set(predicate.value, [object])
    }
  }

  /** All values of a property, in the order of the document. */
  all(subject: Term, property: string): readonly Term[] {
    return this.#objects.get(`${subject.termType} ${subject.value}`)?.get(property) ?? []
  }

  /** The first value of a property. */
  one(subject: Term, property: string): Term | undefined {
    return this.all(subject, property)[0]
  }

  /** The members of an RDF collection. */
  list(head: Term | undefined): Term[] {
    const members: Term[] = []
    for (let at = head; at && at.value !== `${RDF}nil`; at = this.one(at, `${RDF}rest`)) {
      const first = this.one(at, `${RDF}first`)
      if (first) members.push(first)
    }
    return members
  }

  /** What has this class. */
  instances(type: string): Term[] {
    return this.quads
      .filter(({ predicate, object }) => predicate.value === `${RDF}type` && object.value === type)
      .map(({ subject }) => subject)
  }
}
