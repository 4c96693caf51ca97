import { StoreError } from './store-error.ts'

/** So many answers are kept of whether all triples stand in a graph. */
const keptAnswers = 64

/** The sets of graphs that triples stand in, by codes of graphs, 0 for the default graph; views of the file. */
export class GraphSets {
  /** How many sets there are. */
  readonly count: number
  readonly #starts: Uint32Array
  readonly #members: Uint32Array
  readonly #everywhere = new Map<number, boolean>()
  #setsByGraph: { readonly starts: Uint32Array; readonly sets: Uint32Array } | undefined

  /** The section `graph-sets`. */
  constructor(table: Uint32Array) {
    this.count = table[0] ?? 0
    if (table.length < this.count + 2)
      throw new StoreError('damaged', 'The graphs of the store do not fit together')
    this.#starts = table.subarray(1, this.count + 2)
    this.#members = table.subarray(this.count + 2)
  }

  /** The graphs of a set, in order. */
  of(set: number): Uint32Array {
    return this.#members.subarray(this.#starts[set], this.#starts[set + 1])
  }

  /** How many graphs a set has. */
  size(set: number): number {
    return this.#starts[set + 1]! - this.#starts[set]!
  }

  has(set: number, graph: number): boolean {
    const members = this.#members
    const end = Math.min(this.#starts[set + 1]!, members.length)
    for (let at = this.#starts[set]!; at < end && members[at]! <= graph; at++)
      if (members[at] === graph) return true
    return false
  }

  /** Whether every triple stands in a graph. */
  isEverywhere(graph: number): boolean {
    const known = this.#everywhere.get(graph)
    if (known !== undefined) return known
    let set = 0
    while (set < this.count && this.has(set, graph)) set++
    if (this.#everywhere.size >= keptAnswers) this.#everywhere.clear()
    this.#everywhere.set(graph, set === this.count)
    return set === this.count
  }

  /** The sets that have a graph. `graphs`: how many codes there are. */
  with(graph: number, graphs: number): Uint32Array {
    this.#setsByGraph ??= this.#byGraph(graphs)
    const { starts, sets } = this.#setsByGraph
    return sets.subarray(starts[graph], starts[graph + 1])
  }

  #byGraph(graphs: number): { readonly starts: Uint32Array; readonly sets: Uint32Array } {
    const starts = new Uint32Array(graphs + 1)
    for (const graph of this.#members) starts[graph + 1]!++
    for (let graph = 0; graph < graphs; graph++) starts[graph + 1]! += starts[graph]!
    const next = starts.slice()
    const sets = new Uint32Array(this.#members.length)
    for (let set = 0; set < this.count; set++) for (const graph of this.of(set)) sets[next[graph]!++] = set
    return { starts, sets }
  }
}
