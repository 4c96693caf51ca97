import type { Triples } from '../../compiled/compiled.ts'
import { iri } from '../../rdf/rdf.ts'
import type { DatasetClause } from '../dataset.ts'
import type { TermTable } from './terms.ts'

/** Which graphs a query is about, by codes of the store: merged into the default graph, and named (SPARQL 1.2 §13). */
export class DatasetView {
  readonly #triples: Triples
  /** Codes of the graphs that make the default graph. */
  readonly defaults: readonly number[]
  /** Codes of the named graphs; undefined for all that there are. */
  readonly named: readonly number[] | undefined
  /** What is known of each set of graphs: 1 where it has one of the defaults, 2 where it has none. */
  readonly #known: Uint8Array
  readonly isWholeStore: boolean

  constructor(terms: TermTable, clause: DatasetClause | undefined) {
    const { numbers, dictionary } = terms.store
    this.#triples = numbers
    const codesOf = (names: readonly string[]): number[] =>
      [...new Set(names.map(name => numbers.graphCodeOf(dictionary.numberOf(iri(name)))))].filter(
        code => code > 0
      )
    this.defaults = clause ? codesOf(clause.default) : [0]
    this.named = clause && codesOf(clause.named)
    const [only] = this.defaults
    this.isWholeStore = this.defaults.length === 1 && numbers.graphSets.isEverywhere(only!)
    this.#known = new Uint8Array(this.isWholeStore ? 0 : numbers.graphSets.count)
  }

  /** Whether the triples of a set of graphs stand in the default graph. */
  hasDefault(set: number): boolean {
    if (this.isWholeStore) return true
    const known = this.#known[set]!
    if (known > 0) return known === 1
    const { graphSets } = this.#triples
    const has = this.defaults.some(code => graphSets.has(set, code))
    this.#known[set] = has ? 1 : 2
    return has
  }

  /** The same of a graph that no variable names. */
  holds(set: number, graph: ActiveGraph): boolean {
    if (graph.kind === 'default') return this.hasDefault(set)
    return graph.kind === 'named' && graph.code > 0 && this.#triples.graphSets.has(set, graph.code)
  }

  /** Codes of the named graphs. */
  get names(): readonly number[] {
    return this.named ?? Array.from({ length: this.#triples.graphCount }, (_, i) => i + 1)
  }

  isNamed(code: number): boolean {
    return code > 0 && (this.named === undefined || this.named.includes(code))
  }
}

/** The graph that a pattern is about: the default graph, a named one by its code (−1 for one that is not there), or whichever a variable names. */
export type ActiveGraph =
  | { readonly kind: 'default' }
  | { readonly kind: 'named'; readonly code: number }
  | { readonly kind: 'variable'; readonly slot: number }
