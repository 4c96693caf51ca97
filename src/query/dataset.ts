import { iri, type Quad, quad, type Term } from '../rdf/rdf.ts'
import type { Store } from '../store/store.ts'

/** Which graphs a query is about, by IRI: merged into its default graph, and named in it. */
export interface DatasetClause {
  readonly default: readonly string[]
  readonly named: readonly string[]
}

/**
 * The store as the RDF dataset that a query or the protocol asks for (SPARQL 1.2 Query §13.2): only loaded
 * graphs can be chosen, an unknown one is empty, nothing is ever fetched. Where several graphs are merged, `count`
 * and `size` count what more than one of them says more than once: they are for planning, and 0 is exact.
 */
export function datasetOf(store: Store, { default: merged, named }: DatasetClause): Store {
  const defaults = [...new Set(merged)].map(iri)
  const names = new Set(named)

  const match = function* (
    s?: Term | null,
    p?: Term | null,
    o?: Term | null,
    g?: Term | null
  ): Iterable<Quad> {
    if (!g || g.termType === 'DefaultGraph') {
      for (const [i, graph] of defaults.entries()) {
        const earlier = defaults.slice(0, i)
        for (const { subject, predicate, object } of store.match(s, p, o, graph)) {
          // A merge is a set: what several graphs say is there once.
          if (!earlier.some(graph => store.count(subject, predicate, object, graph) > 0))
            yield quad(subject, predicate, object)
        }
      }
    }
    if (!g) for (const name of names) yield* store.match(s, p, o, iri(name))
    else if (g.termType === 'NamedNode' && names.has(g.value)) yield* store.match(s, p, o, g)
  }

  const count = (s?: Term | null, p?: Term | null, o?: Term | null, g?: Term | null): number => {
    let total = 0
    if (!g || g.termType === 'DefaultGraph')
      for (const graph of defaults) total += store.count(s, p, o, graph)
    if (!g) for (const name of names) total += store.count(s, p, o, iri(name))
    else if (g.termType === 'NamedNode' && names.has(g.value)) total += store.count(s, p, o, g)
    return total
  }

  return { size: count(), match, count }
}
