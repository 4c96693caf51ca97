// What Hawksbill uses of Traqula, typed here: its own types reach Node's through `@rdfjs/types`.
declare module '@traqula/parser-sparql-1-2' {
  /** What Chevrotain, below Traqula, says of a syntax error. */
  export interface SyntaxFault {
    readonly message: string
    readonly token: { readonly image: string; readonly startOffset: number }
  }

  /** `PREFIX` or `BASE`, the value as written. */
  export interface Declaration {
    readonly subType: string
    readonly value: { readonly value: string }
  }

  export interface SyntaxTree {
    readonly type: 'query' | 'update'
    readonly subType?: 'select' | 'construct' | 'describe' | 'ask'
    readonly variables?: readonly { readonly type: string }[]
    /** Declarations, in their order; updates have some for each operation instead. */
    readonly context?: readonly Declaration[]
    /** Of an update; one of declarations alone has an entry without operation. */
    readonly updates?: readonly { readonly operation?: object }[]
  }

  export class Parser {
    constructor(options?: { errorHandler?: (faults: readonly SyntaxFault[]) => never })
    parse(query: string, context?: { prefixes?: Record<string, string>; baseIRI?: string }): SyntaxTree
  }
}

declare module '@traqula/algebra-sparql-1-2' {
  import type { SyntaxTree } from '@traqula/parser-sparql-1-2'

  export function toAlgebra(
    tree: SyntaxTree,
    options?: {
      quads?: boolean
      prefixes?: Record<string, string>
      baseIRI?: string
      blankToVariable?: boolean
    }
  ): { type: string; [key: string]: unknown }

  export function toAst(operation: { type: string; [key: string]: unknown }): SyntaxTree
}

declare module '@traqula/generator-sparql-1-2' {
  import type { SyntaxTree } from '@traqula/parser-sparql-1-2'

  export class Generator {
    generate(tree: SyntaxTree): string
  }
}
