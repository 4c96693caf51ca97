import { CompiledStore } from '../compiled/compiled.ts'
import { defaultGraph } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** A named graph, and how many triples it has. */
export interface NamedGraph {
  readonly name: string
  readonly triples: number
}

/** How many named graphs a store has, and the first of them, `most` at most, by their names' order in the store. */
export function namedGraphs(store: Store, most: number): { count: number; graphs: NamedGraph[] } {
  const names = store instanceof CompiledStore ? compiledNames(store) : scannedNames(store)
  const graphs = names.first(most).map(term => ({
    name: term.value,
    triples: store.count(null, null, null, term)
  }))
  return { count: names.count, graphs }
}

function compiledNames({ numbers, dictionary }: CompiledStore) {
  const first = (most: number) =>
    Array.from({ length: Math.min(most, numbers.graphCount) }, (_, i) =>
      dictionary.termOf(numbers.graphTerm(i + 1))
    )
  return { count: numbers.graphCount, first }
}

/** Of a view of a store, which has no table of its graphs. */
function scannedNames(store: Store) {
  const names = new Map([...store.match()].map(({ graph }) => [graph.value, graph]))
  names.delete(defaultGraph.value)
  return { count: names.size, first: (most: number) => [...names.values()].slice(0, most) }
}
