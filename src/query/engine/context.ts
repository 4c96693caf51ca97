import type { ActiveGraph } from './graph-view.ts'
import type { Scope } from './scope.ts'

/** Thrown for an operation that the executor does not know; another engine may. */
export class NotCovered extends Error {}

/** Where a part of a query stands: its variables, its graph, and what is known to have a value before it. */
export interface Context {
  readonly scope: Scope
  readonly graph: ActiveGraph
  readonly given: ReadonlySet<number>
  /** Whether it is the pattern of an EXISTS. */
  readonly isInExists?: boolean
}
