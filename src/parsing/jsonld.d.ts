// What Hawksbill uses of jsonld.js, typed here: it comes without types.
declare module 'jsonld' {
  interface RemoteDocument {
    readonly documentUrl: string
    readonly document: unknown
  }

  interface ToRdfOptions {
    readonly base?: string
    readonly rdfDirection?: 'i18n-datatype'
    readonly documentLoader?: (iri: string) => Promise<RemoteDocument>
    readonly format?: string
    readonly safe?: boolean
  }

  interface PlainTerm {
    readonly termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph'
    readonly value: string
    readonly language?: string
    readonly datatype?: PlainTerm
  }

  interface PlainQuad {
    readonly subject: PlainTerm
    readonly predicate: PlainTerm
    readonly object: PlainTerm
    readonly graph: PlainTerm
  }

  interface Options {
    readonly documentLoader?: (iri: string) => Promise<RemoteDocument>
    /** Whether a document with one node at its top has no `@graph`. */
    readonly omitGraph?: boolean
  }

  const jsonld: {
    toRDF(document: unknown, options: ToRdfOptions): Promise<PlainQuad[]>
    /** Of a document, or of the one at this address. */
    expand(document: unknown, options?: Options): Promise<unknown[]>
    compact(document: unknown, context: object, options: Options): Promise<object>
    /** Compacted where a context is given. */
    flatten(document: unknown, context: object | null, options: Options): Promise<object>
    frame(document: unknown, frame: object, options: Options): Promise<object>
  }
  export default jsonld
}
