import {
  defaultGraph,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term
} from '../rdf/rdf.ts'
import { Dictionary } from './dictionary.ts'
import { Sections } from './sections.ts'
import { type Match, Triples } from './triples.ts'

/** A compiled dataset: asked like any store, with terms, or by their numbers. */
export class CompiledStore {
  readonly #sections: Sections
  #dictionary: Dictionary | undefined
  #triples: Triples | undefined

  constructor(buffer: ArrayBufferLike) {
    this.#sections = new Sections(buffer)
  }

  /** Terms by number, and numbers by term. */
  get dictionary(): Dictionary {
    this.#dictionary ??= new Dictionary(this.#sections)
    return this.#dictionary
  }

  /** The triples by the numbers of their terms. */
  get numbers(): Triples {
    this.#triples ??= new Triples(this.#sections, this.dictionary.size)
    return this.#triples
  }

  /** How many quads it holds, over all graphs. */
  get size(): number {
    return this.numbers.quads
  }

  /** How many distinct triples it holds. */
  get triples(): number {
    return this.numbers.count
  }

  /** The bytes of a section, held against its checksum; undefined where the store has none of the name. */
  section(name: string): Uint8Array | undefined {
    return this.#sections.find(name)
  }

  /** Holds the whole file against its checksums. Throws a StoreError where they differ. */
  verify(): void {
    this.#sections.verify()
  }

  /** The quads that have these terms; `null` or nothing in a place matches every term there. */
  *match(
    subject?: Term | null,
    predicate?: Term | null,
    object?: Term | null,
    graph?: Term | null
  ): Generator<Quad> {
    const found = this.#find(subject, predicate, object, graph)
    if (!found) return
    const { dictionary, numbers } = this
    const [s, p, o] = [subject, predicate, object].map(term => term ?? undefined)
    const wanted = graph
      ? numbers.graphCodeOf(graph.termType === 'DefaultGraph' ? -1 : dictionary.numberOf(graph))
      : -1
    // The term of a place that is bound is the dataset's own, not that of whoever asks.
    const own = [s, p, o].map(term => (term ? dictionary.termOf(dictionary.numberOf(term)) : undefined))
    for (const at of found.places()) {
      const ownSubject = own[0] ?? dictionary.termOf(found.subject(at))
      const ownPredicate = own[1] ?? dictionary.termOf(found.predicate(at))
      const ownObject = own[2] ?? dictionary.termOf(found.object(at))
      for (const code of numbers.graphsOf(found.set(at))) {
        if (wanted >= 0 && code !== wanted) continue
        const inGraph = code === 0 ? defaultGraph : dictionary.termOf(numbers.graphTerm(code))
        yield quad(
          ownSubject as Quad_Subject,
          ownPredicate as Quad_Predicate,
          ownObject as Quad_Object,
          inGraph as Quad_Graph
        )
      }
    }
  }

  /** How many quads `match` would give, without giving them. */
  count(subject?: Term | null, predicate?: Term | null, object?: Term | null, graph?: Term | null): number {
    const found = this.#find(subject, predicate, object, graph)
    if (!found) return 0
    const { dictionary, numbers } = this
    const wanted = graph
      ? numbers.graphCodeOf(graph.termType === 'DefaultGraph' ? -1 : dictionary.numberOf(graph))
      : -1
    if (numbers.isOfOneGraph) return found.length
    if (!subject && !predicate && !object && !graph) return numbers.quads
    let count = 0
    for (const at of found.places()) {
      const set = found.set(at)
      if (wanted < 0) count += numbers.graphsOf(set).length
      else if (numbers.graphsOf(set).includes(wanted)) count++
    }
    return count
  }

  /** Where the triples of a pattern stand; undefined where a term of it is not in the store, or the graph is not. */
  #find(
    subject?: Term | null,
    predicate?: Term | null,
    object?: Term | null,
    graph?: Term | null
  ): Match | undefined {
    const { dictionary, numbers } = this
    const numberOf = (term: Term | null | undefined): number | undefined =>
      term ? dictionary.numberOf(term) : undefined
    const [s, p, o] = [numberOf(subject), numberOf(predicate), numberOf(object)]
    if (s === -1 || p === -1 || o === -1) return undefined
    const code = graph
      ? numbers.graphCodeOf(graph.termType === 'DefaultGraph' ? -1 : dictionary.numberOf(graph))
      : undefined
    if (code === -1) return undefined
    return numbers.match(s, p, o, code)
  }
}

/**
 * Opens a compiled store: a file, or the segments that it is cut into, in order, which are joined. Nothing is read
 * but the table of its sections. Throws a StoreError for what is no store, of another version, cut short or damaged;
 * so does whatever uses a part that is damaged.
 */
export function openCompiled(file: ArrayBufferLike | readonly Uint8Array[]): CompiledStore {
  return new CompiledStore(Array.isArray(file) ? joined(file) : (file as ArrayBufferLike))
}

function joined(segments: readonly Uint8Array[]): ArrayBufferLike {
  const [only] = segments
  if (segments.length === 1 && only!.byteOffset === 0 && only!.byteLength === only!.buffer.byteLength)
    return only!.buffer
  const whole = new Uint8Array(segments.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const segment of segments) {
    whole.set(segment, at)
    at += segment.length
  }
  return whole.buffer
}
