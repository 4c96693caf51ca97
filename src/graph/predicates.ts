import type { Property } from '../alignment/alignment.ts'
import { iri, type NamedNode, WD } from '../rdf/rdf.ts'

/** The predicates of one property (Wikibase "RDF Dump Format", section Predicates), and its own node. */
export interface Predicates {
  readonly entity: NamedNode
  readonly direct: NamedNode
  readonly directNormalized: NamedNode
  readonly claim: NamedNode
  readonly statement: NamedNode
  readonly statementValue: NamedNode
  readonly statementNormalized: NamedNode
  readonly qualifier: NamedNode
  readonly qualifierValue: NamedNode
  readonly qualifierNormalized: NamedNode
}

/** Predicates by property: Wikidata's own, and alike under the base for the dataset's local properties. */
export class PredicateTable {
  readonly #base: string
  readonly #known = new Map<Property['id'], Predicates>()

  constructor(base: string) {
    this.#base = base
  }

  of({ id, local }: Property): Predicates {
    const key = local ? `local ${id}` : id
    const known = this.#known.get(key)
    if (known) return known
    const prop = local ? `${this.#base}prop/` : 'http://www.wikidata.org/prop/'
    const predicates: Predicates = {
      entity: iri(local ? `${this.#base}property/${id}` : WD + id),
      direct: iri(`${prop}direct/${id}`),
      directNormalized: iri(`${prop}direct-normalized/${id}`),
      claim: iri(prop + id),
      statement: iri(`${prop}statement/${id}`),
      statementValue: iri(`${prop}statement/value/${id}`),
      statementNormalized: iri(`${prop}statement/value-normalized/${id}`),
      qualifier: iri(`${prop}qualifier/${id}`),
      qualifierValue: iri(`${prop}qualifier/value/${id}`),
      qualifierNormalized: iri(`${prop}qualifier/value-normalized/${id}`)
    }
    this.#known.set(key, predicates)
    return predicates
  }
}
