// What Hawksbill uses of N3.js, typed here: the published types begin with a reference to Node's, which
// would let Node's globals into code that also runs on Workers and in browsers.
declare module 'n3' {
  import type { DataFactory as Factory, Quad, Term } from '@rdfjs/types/data-model.js'

  export const DataFactory: Factory<Quad>

  export interface ParserOptions {
    format?: string
    baseIRI?: string
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
  }
}
