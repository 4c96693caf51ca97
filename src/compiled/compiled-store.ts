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
import { joined } from './bytes.ts'
import { Dictionary } from './dictionary.ts'
import { Sections } from './sections.ts'
import { type Match, Triples } from './triples.ts'

/** A compiled dataset: asked like any store, with terms, or by their numbers. */
export class CompiledStore {
  /** All its bytes, which nobody may change. Where they are shared, other threads can open the store too. */
  readonly file: ArrayBufferLike
  readonly #sections: Sections
  #dictionary: Dictionary | undefined
  #triples: Triples | undefined

  constructor(buffer: ArrayBufferLike) {
    this.file = buffer
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

  /**
   * The quads that have these terms, but for the first `skip` of them; `null` or nothing in a place matches every term
   * there. What is skipped is not looked up, and where each match is one quad not even gone through.
   */
  *match(
    subject?: Term | null,
    predicate?: Term | null,
    object?: Term | null,
    graph?: Term | null,
    skip = 0
  ): Generator<Quad> {
    const asked = this.#numbersOf(subject, predicate, object, graph)
    if (!asked) return
    const { dictionary, numbers } = this
    const { match, code } = asked
    const only = numbers.isOfOneGraph ? (numbers.graphSets.of(0)[0] ?? 0) : undefined
    const inOnly = only === undefined ? undefined : this.#graphOf(only)
    // Literals have several spellings, since the case of a tag does not count: the dataset's own is given.
    const asAsked = object?.termType === 'NamedNode' || object?.termType === 'BlankNode' ? object : undefined
    const isOneQuadEach = code !== undefined || inOnly !== undefined
    let left = isOneQuadEach ? 0 : skip
    for (const at of match.places(isOneQuadEach ? skip : 0)) {
      if (left > 0) {
        const quads = numbers.graphSets.size(match.set(at))
        if (quads <= left) {
          left -= quads
          continue
        }
      }
      const s = subject ?? dictionary.termOf(match.subject(at))
      const p = predicate ?? dictionary.termOf(match.predicate(at))
      const o = asAsked ?? dictionary.termOf(match.object(at))
      if (inOnly) {
        yield quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object, inOnly)
        continue
      }
      for (const inGraph of numbers.graphSets.of(match.set(at)))
        if ((code === undefined || inGraph === code) && --left < 0)
          yield quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object, this.#graphOf(inGraph))
    }
  }

  #graphOf(code: number): Quad_Graph {
    return code === 0 ? defaultGraph : (this.dictionary.termOf(this.numbers.graphTerm(code)) as Quad_Graph)
  }

  /** How many quads `match` would give, without giving them. */
  count(subject?: Term | null, predicate?: Term | null, object?: Term | null, graph?: Term | null): number {
    const asked = this.#numbersOf(subject, predicate, object, graph)
    if (!asked) return 0
    const { numbers } = this
    const { match, code } = asked
    if (code !== undefined || numbers.isOfOneGraph) return match.length
    if (!subject && !predicate && !object) return numbers.quads
    let count = 0
    for (const at of match.places()) count += numbers.graphSets.size(match.set(at))
    return count
  }

  /** A pattern by numbers; undefined where a term of it is not in the store, or the graph is not. */
  #numbersOf(
    subject: Term | null | undefined,
    predicate: Term | null | undefined,
    object: Term | null | undefined,
    graph: Term | null | undefined
  ): { readonly match: Match; readonly code: number | undefined } | undefined {
    const { dictionary, numbers } = this
    const s = subject ? dictionary.numberOf(subject) : undefined
    if (s === -1) return undefined
    const p = predicate ? dictionary.numberOf(predicate) : undefined
    if (p === -1) return undefined
    const o = object ? dictionary.numberOf(object) : undefined
    if (o === -1) return undefined
    let code: number | undefined
    if (graph) {
      code = graph.termType === 'DefaultGraph' ? 0 : numbers.graphCodeOf(dictionary.numberOf(graph))
      if (code === -1) return undefined
    }
    const match = numbers.match(s, p, o, code)
    return match && { match, code }
  }
}

/**
 * Opens a compiled store: a file, or the segments that it is cut into, in order, which are joined. Nothing is read
 * but the table of its sections. Throws a StoreError for what is no store, of another version, cut short or damaged;
 * so does whatever uses a part that is damaged.
 */
export function openCompiled(file: ArrayBufferLike | readonly Uint8Array[]): CompiledStore {
  return new CompiledStore(Array.isArray(file) ? wholeOf(file) : (file as ArrayBufferLike))
}

function wholeOf(segments: readonly Uint8Array[]): ArrayBufferLike {
  const [only] = segments
  if (segments.length === 1 && only!.byteOffset === 0 && only!.byteLength === only!.buffer.byteLength)
    return only!.buffer
  return joined(segments, Uint8Array).buffer
}
