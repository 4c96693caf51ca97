// What Hawksbill uses of N3.js, typed here: the published types begin with a reference to Node's, which
// would let Node's globals into code that also runs on Workers and in browsers.
declare module 'n3' {
  import type { DataFactory as Factory, Quad, Term } from '@rdfjs/types/data-model.js'

  export const DataFactory: Factory<Quad>

  /** What the parser makes terms with. */
  export interface TermFactory {
    namedNode(value: string): Term
    blankNode(label?: string): Term
    literal(
      value: string,
      tag?: string | Term | { readonly language: string; readonly direction: 'ltr' | 'rtl' }
    ): Term
    quad(subject: Term, predicate: Term, object: Term, graph?: Term): Quad
    defaultGraph(): Term
  }

  export interface ParserOptions {
    format?: string
    baseIRI?: string
    blankNodePrefix?: string
    factory?: TermFactory
  }

  /** A token with its place: the line counted from 1, columns from 0. */
  export interface Token {
    readonly type: string
    readonly value: string
    readonly prefix: string
    readonly line: number
    readonly endLine?: number
    readonly start: number
    readonly end: number
  }

  export interface ParseError extends Error {
    readonly context: {
      readonly token?: Token
      readonly line: number
      readonly previousToken?: Token
    }
  }

  export interface Callbacks {
    /** Neither an error nor a quad: the document is at its end. */
    onQuad(error: ParseError | null, quad: Quad | null): void
    onPrefix?(prefix: string, iri: Term): void
    onTokenEnd?(token: Token): void
  }

  /** Text that comes in pieces: the parser says what to call with each, and what at the end. */
  export interface Pieces {
    on(event: string, listener: (piece: string) => void): void
  }

  export class Parser {
    constructor(options?: ParserOptions)
    parse(text: string): Quad[]
    parse(pieces: Pieces, callbacks: Callbacks): void
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
