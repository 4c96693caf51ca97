// What Hawksbill uses of Comunica and of the iterators below it, typed here: their own types bring Node's.
declare module '@comunica/query-sparql-rdfjs-lite' {
  import type { Quad, Term } from '@rdfjs/types/data-model.js'

  export interface ResultStream<T> extends AsyncIterable<T> {
    destroy(cause?: Error): void
    on(event: 'error', listener: (error: Error) => void): unknown
  }

  export interface Bindings extends Iterable<[variable: { readonly value: string }, term: Term]> {
    get(variable: string): Term | undefined
  }

  export type Result =
    | { readonly resultType: 'bindings'; execute(): Promise<ResultStream<Bindings>> }
    | { readonly resultType: 'quads'; execute(): Promise<ResultStream<Quad>> }
    | { readonly resultType: 'boolean'; execute(): Promise<boolean> }
    | { readonly resultType: 'void'; execute(): Promise<void> }

  export class QueryEngine {
    query(operation: object, context: Readonly<Record<string, unknown>>): Promise<Result>
  }
}

declare module 'asynciterator' {
  export class AsyncIterator<T> {
    readable: boolean
    readonly done: boolean
    read(): T | null
    close(): void
    destroy(cause?: Error): void
  }
  /** Says how all iterators run their work: as soon as the code at hand is done, in any order. */
  export function setTaskScheduler(schedule: (task: () => void) => void): void
}
