import { joined } from './bytes.ts'
import { GraphSets } from './graph-sets.ts'
import { JoinStatistics } from './join-statistics.ts'
import type { Column, Sections } from './sections.ts'
import { StoreError } from './store-error.ts'

/** Triples of a pattern, by their places in one of the orders. */
export interface Match {
  /** How many triples there are. */
  readonly length: number
  /** The places, but for the first `skip`. */
  places(skip?: number): Iterable<number>
  subject(place: number): number
  /** The number of the predicate's term. */
  predicate(place: number): number
  object(place: number): number
  /** The number of the set of graphs that it stands in. */
  set(place: number): number
}

/** Statistics of a predicate. */
export interface PredicateStatistics {
  readonly triples: number
  readonly subjects: number
  readonly objects: number
}

/**
 * The triples of a store, by the numbers of their terms, in three orders: by subject, predicate and object; by
 * predicate, object and subject; by object, subject and predicate. Predicates have codes of their own, from 0, in the
 * order of their terms. Columns are views of the file.
 */
export class Triples {
  readonly quads: number
  readonly count: number
  /** Terms of the predicates by code, in order. */
  readonly predicates: Uint32Array
  readonly #sections: Sections
  readonly #terms: number
  readonly #graphs: Uint32Array
  readonly graphSets: GraphSets
  #spo: Order | undefined
  #pos: Order | undefined
  #osp: Order | undefined
  #joins: JoinStatistics | undefined

  constructor(sections: Sections, terms: number) {
    this.#sections = sections
    this.#terms = terms
    const [quads = 0, count = 0] = sections.f64('counts')
    this.quads = quads
    this.count = count
    this.predicates = sections.u32('predicates')
    this.#graphs = sections.u32('graphs')
    this.graphSets = new GraphSets(sections.u32('graph-sets'))
  }

  get spo(): Order {
    this.#spo ??= this.#order('spo', 'spo-objects', 'spo-predicates')
    return this.#spo
  }

  get pos(): Order {
    this.#pos ??= this.#order('pos', 'pos-objects', 'pos-subjects')
    return this.#pos
  }

  get osp(): Order {
    this.#osp ??= this.#order('osp', 'osp-subjects', 'osp-predicates')
    return this.#osp
  }

  #order(name: string, first: string, second: string): Order {
    const sections = this.#sections
    const starts = sections.u32(`${name}-starts`)
    const graphs = this.graphSets.count > 1 ? sections.column(`${name}-graphs`, this.count) : undefined
    const columns = [first, second].map(column =>
      column.endsWith('predicates') ? sections.column(column, this.count) : sections.u32(column)
    )
    const order = { starts, first: columns[0]!, second: columns[1]!, graphs }
    const wide = columns.every(({ length }) => length === this.count)
    if (!wide || starts.at(-1) !== this.count || (name === 'osp' && starts.length !== this.#terms + 1))
      throw new StoreError('damaged', `The order ${name} of the store does not fit together`)
    return order
  }

  /** Whether every triple stands in one and the same graph. */
  get isOfOneGraph(): boolean {
    const { graphSets } = this
    return graphSets.count === 0 || (graphSets.count === 1 && graphSets.size(0) === 1)
  }

  /** The code of a predicate; −1 for a term that is none. */
  codeOf(predicate: number): number {
    return indexIn(this.predicates, predicate)
  }

  statisticsOf(code: number): PredicateStatistics {
    const statistics = this.#sections.u32('statistics')
    const { starts } = this.pos
    return {
      triples: starts[code + 1]! - starts[code]!,
      subjects: statistics[code * 2]!,
      objects: statistics[code * 2 + 1]!
    }
  }

  /** How many rows come of joining the triples of two predicates. */
  get joins(): JoinStatistics {
    this.#joins ??= new JoinStatistics(this.#sections.u32('joins'))
    return this.#joins
  }

  /** The code of a named graph by its term, from 1; −1 for one that the store does not have. */
  graphCodeOf(term: number): number {
    if (term < 0) return -1
    const at = indexIn(this.#graphs, term)
    return at < 0 ? -1 : at + 1
  }

  /** How many named graphs there are: they have the codes from 1 on. */
  get graphCount(): number {
    return this.#graphs.length
  }

  /** The term of a graph's code, which is not 0. */
  graphTerm(code: number): number {
    return this.#graphs[code - 1]!
  }

  /** The triples that have these terms, and stand in the graph of this code, where one is given. */
  match(
    s: number | undefined,
    p: number | undefined,
    o: number | undefined,
    graph: number | undefined
  ): Match | undefined {
    const code = p === undefined ? undefined : this.codeOf(p)
    if (code === -1) return undefined
    const isEverywhere = graph === undefined || this.graphSets.isEverywhere(graph)
    if (!isEverywhere && s === undefined && o === undefined && code === undefined && graph! > 0)
      return this.#inGraph(graph!)
    const found =
      s !== undefined
        ? this.#ofSubject(s, code, o)
        : o !== undefined
          ? this.#ofObject(o, code)
          : this.#ofPredicate(code)
    if (!found || isEverywhere) return found
    return this.#within(found, graph!)
  }

  #ofSubject(s: number, code: number | undefined, o: number | undefined): Match | undefined {
    if (code === undefined && o !== undefined) return this.#ofObjectAndSubject(o, s)
    const { starts, first: objects, second: codes, graphs } = this.spo
    if (s + 1 >= starts.length) return undefined
    let [from, to] = [starts[s]!, starts[s + 1]!]
    if (code !== undefined) {
      ;[from, to] = rangeOf(codes, from, to, code)
      if (o !== undefined) [from, to] = rangeOf(objects, from, to, o)
    }
    const { predicates } = this
    return rangeMatch(from, to, graphs, {
      subject: () => s,
      predicate: at => predicates[codes[at]!]!,
      object: at => objects[at]!
    })
  }

  #ofObjectAndSubject(o: number, s: number): Match | undefined {
    const { starts, first: subjects, second: codes, graphs } = this.osp
    if (o + 1 >= starts.length) return undefined
    const [from, to] = rangeOf(subjects, starts[o]!, starts[o + 1]!, s)
    const { predicates } = this
    return rangeMatch(from, to, graphs, {
      subject: () => s,
      predicate: at => predicates[codes[at]!]!,
      object: () => o
    })
  }

  #ofObject(o: number, code: number | undefined): Match | undefined {
    const { predicates } = this
    if (code !== undefined) {
      const { starts, first: objects, second: subjects, graphs } = this.pos
      const [from, to] = rangeOf(objects, starts[code]!, starts[code + 1]!, o)
      const predicate = predicates[code]!
      return rangeMatch(from, to, graphs, {
        subject: at => subjects[at]!,
        predicate: () => predicate,
        object: () => o
      })
    }
    const { starts, first: subjects, second: codes, graphs } = this.osp
    if (o + 1 >= starts.length) return undefined
    return rangeMatch(starts[o]!, starts[o + 1]!, graphs, {
      subject: at => subjects[at]!,
      predicate: at => predicates[codes[at]!]!,
      object: () => o
    })
  }

  #ofPredicate(code: number | undefined): Match {
    if (code === undefined) return this.#all()
    const { starts, first: objects, second: subjects, graphs } = this.pos
    const predicate = this.predicates[code]!
    return rangeMatch(starts[code]!, starts[code + 1]!, graphs, {
      subject: at => subjects[at]!,
      predicate: () => predicate,
      object: at => objects[at]!
    })
  }

  #all(): Match {
    const { starts, first: objects, second: codes, graphs } = this.spo
    const { predicates } = this
    let subject = 0
    return rangeMatch(0, this.count, graphs, {
      // Whoever goes through all comes from one subject to the next.
      subject: at => {
        if (at < starts[subject]! || at >= starts[subject + 1]!) {
          if (at === starts[subject + 1]) while (starts[++subject + 1]! <= at);
          else subject = lastNotAbove(starts, at)
        }
        return subject
      },
      predicate: at => predicates[codes[at]!]!,
      object: at => objects[at]!
    })
  }

  /** All triples of a named graph, by subject. */
  #inGraph(graph: number): Match {
    const starts = this.#sections.u32('graph-starts')
    const places = this.#sections.u32('graph-places')
    const sets = this.graphSets.with(graph, this.#graphs.length + 1)
    const ranges = Array.from(sets, set => places.subarray(starts[set]!, starts[set + 1]!))
    const all = this.#all()
    return {
      ...all,
      length: ranges.reduce((sum, range) => sum + range.length, 0),
      *places(skip = 0) {
        const places = ranges.length === 1 ? ranges[0]! : joined(ranges, Uint32Array).sort()
        yield* places.subarray(skip)
      }
    }
  }

  /** Those of a match that stand in a graph. */
  #within(found: Match, graph: number): Match {
    const { graphSets } = this
    return {
      get length() {
        let length = 0
        for (const at of found.places()) if (graphSets.has(found.set(at), graph)) length++
        return length
      },
      *places(skip = 0) {
        let left = skip
        for (const at of found.places()) if (graphSets.has(found.set(at), graph) && --left < 0) yield at
      },
      subject: at => found.subject(at),
      predicate: at => found.predicate(at),
      object: at => found.object(at),
      set: at => found.set(at)
    }
  }
}

/** One order: where the rows of each first term begin, and the other two columns. */
export interface Order {
  readonly starts: Uint32Array
  readonly first: Column
  readonly second: Column
  readonly graphs: Column | undefined
}

function rangeMatch(
  from: number,
  to: number,
  graphs: Column | undefined,
  terms: Pick<Match, 'subject' | 'predicate' | 'object'>
): Match {
  return {
    length: to - from,
    *places(skip = 0) {
      for (let at = from + skip; at < to; at++) yield at
    },
    set: at => (graphs ? graphs[at]! : 0),
    ...terms
  }
}

/** From the first to behind the last place of a value in a sorted part of a column. */
export function rangeOf(column: Column, from: number, to: number, value: number): [number, number] {
  const first = firstNotBelow(column, from, to, value)
  return [first, firstNotBelow(column, first, to, value + 1)]
}

/** The first place in a sorted part of a column with a value or a greater one. */
export function firstNotBelow(column: Column, from: number, to: number, value: number): number {
  let [low, high] = [from, to]
  // Most parts are short: an entity has few statements.
  while (high - low > 8) {
    const middle = (low + high) >>> 1
    if (column[middle]! < value) low = middle + 1
    else high = middle
  }
  while (low < high && column[low]! < value) low++
  return low
}

function indexIn(sorted: Uint32Array, value: number): number {
  const at = firstNotBelow(sorted, 0, sorted.length, value)
  return sorted[at] === value ? at : -1
}

/** The last place whose start is not above a value, of those that are not empty. */
function lastNotAbove(starts: Uint32Array, value: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (starts[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
