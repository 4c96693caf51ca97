// What Hawksbill uses of N3.js, typed here: the published types begin with a reference to Node's, which
// would let Node's globals into code that also runs on Workers and in browsers.
declare module 'n3' {
  import type {
    BlankNode,
    DefaultGraph,
    DataFactory as Factory,
    Literal,
    NamedNode,
    Quad,
    Term
  } from '@rdfjs/types/data-model.js'

  export const DataFactory: Factory<Quad> & {
    namedNode<Iri extends string>(iri: Iri): NamedNode<Iri>
    blankNode(label?: string): BlankNode
    literal(value: string, languageOrDatatype?: string | NamedNode): Literal
    defaultGraph(): DefaultGraph
  }

  export interface ParserOptions {
    format?: string
    baseIRI?: string
    blankNodePrefix?: string
  }

  export class Parser {
    constructor(options?: ParserOptions)
    parse(text: string): Quad[]
  }

  export class Store {
    constructor(quads?: Iterable<Quad>)
    readonly size: number
    match(
      subject?: Term | null,
      predicate?: Term | null,
      object?: Term | null,
      graph?: Term | null
    ): Iterable<Quad>
    countQuads(
      subject?: Term | null,
      predicate?: Term | null,
      object?: Term | null,
      graph?: Term | null
    ): number
    getObjects(subject: Term | null, predicate: Term | null, graph: Term | null): Term[]
  }
}
