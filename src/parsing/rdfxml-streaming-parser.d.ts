// What Hawksbill uses of rdfxml-streaming-parser, typed here: its published types bring Node's.
declare module 'rdfxml-streaming-parser' {
  import type { Quad } from '@rdfjs/types/data-model.js'

  export interface ParserOptions {
    readonly baseIRI?: string
    readonly dataFactory?: object
    readonly trackPosition?: boolean
  }

  export class RdfXmlParser {
    constructor(options?: ParserOptions)
    /** Its parser of XML. */
    protected readonly saxParser: { close(): unknown; readonly line: number; readonly column: number }
    on(event: 'error', listener: (error: Error) => void): this
    push(quad: Quad | null): boolean
    _transform(text: string, encoding: string, done: (error?: Error | null) => void): void
  }
}
