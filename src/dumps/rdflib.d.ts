// What Hawksbill uses of rdflib, typed here: its own types bring the DOM and Node with them.
declare module 'rdflib/lib/node.js' {}

declare module 'rdflib/lib/factories/canonical-data-factory.js' {
  export interface RdflibTerm {
    readonly termType: string
    readonly value: string
    toNT(): string
  }
  const factory: {
    namedNode(iri: string): RdflibTerm
    literal(value: string, languageOrDatatype?: string | RdflibTerm): RdflibTerm
    quad(subject: RdflibTerm, predicate: RdflibTerm, object: RdflibTerm): unknown
  }
  export default factory
}

declare module 'rdflib/lib/serializer.js' {
  import type { RdflibTerm } from 'rdflib/lib/factories/canonical-data-factory.js'

  export class Serializer {
    constructor(store: { rdfFactory: unknown; fromNT(text: string): RdflibTerm | undefined })
    setNamespaces(namespaces: Readonly<Record<string, string>>): this
    statementsToXML(statements: readonly unknown[]): string
  }
}
