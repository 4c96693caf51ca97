// What Hawksbill uses of shacl-engine, typed here: it comes without types.
declare module 'shacl-engine' {
  import type { Literal, NamedNode, Quad, Term } from '@rdfjs/types/data-model.js'

  /** What the engine asks of a set of quads (RDF/JS Dataset §2.1). */
  export interface Dataset {
    readonly size: number
    match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Iterable<Quad>
  }

  /** A node, or several, among the quads of a dataset. */
  interface Pointer {
    /** Undefined where there are several. */
    readonly term: Term | undefined
  }

  interface Result {
    readonly focusNode: Pointer
    readonly path: readonly { readonly predicates: readonly NamedNode[] }[] | null
    readonly value: Pointer | undefined
    readonly severity: NamedNode
    readonly shape: { readonly ptr: Pointer }
    readonly message: readonly Literal[]
  }

  export class Validator {
    constructor(shapes: Dataset, options: { factory: { literal(value: string, language?: string): Literal } })
    validate(
      data: { dataset: Dataset },
      shapes?: readonly { readonly terms: readonly Term[] }[]
    ): Promise<{ readonly results: readonly Result[] }>
  }
}
