/** An engine that answers queries over a graph, behind what all of them can do. */
export interface QueryEngine {
  /** Reads an N-Triples file, or opens what was compiled of it, and is ready for queries. */
  open(files: { readonly triples: string; readonly compiled: string }): Promise<OpenGraph> | OpenGraph
}

export interface OpenGraph {
  /** Answers a SELECT, and reads the text of each term of each row. */
  run(query: string): Promise<Run> | Run
}

/** One answer. */
export interface Run {
  readonly rows: number
  /** Milliseconds from the query's text to the first row and to the end; the first is not there where there is none. */
  readonly firstMs?: number
  readonly ms: number
  /** What answered, where an engine may pass a query on. */
  readonly by?: string
  /** Lets go of the rows, outside of what is measured. */
  release?(): void
}
