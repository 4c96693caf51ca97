import type { FunctionContext } from '../functions/functions.ts'
import type { Solutions } from './batch.ts'
import type { DatasetView } from './graph-view.ts'
import type { Profile } from './profile.ts'
import type { RowList } from './row-list.ts'
import type { ServiceCalls } from './service-calls.ts'
import type { TermTable } from './terms.ts'
import type { Work } from './work.ts'

/** What all nodes of a plan work with while it runs. */
export interface Run {
  readonly terms: TermTable
  readonly view: DatasetView
  readonly work: Work
  /** What functions need to know of the query. */
  readonly functions: Omit<FunctionContext, 'row'> & { row: object }
  /** How other endpoints are asked; undefined where none is. */
  readonly services: ServiceCalls | undefined
  /** What nodes that do not depend on their input gave. */
  readonly held: Map<Node, RowList>
  /** Counts what nodes do, where somebody asks. */
  readonly profile?: Profile
  /** What was found out for EXISTS of the rows of the batch at hand. */
  readonly exists: Map<object, Uint8Array>
}

/** A node of a plan: takes solutions, and gives those of its own that are compatible with each, joined with it. */
export interface Node {
  /** Slots that have a value in all its own solutions, and those that may have one. */
  readonly certain: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
  /** How many solutions it has by itself, more or less. */
  readonly estimate: number
  /** How many solutions it gives for each of an input in which these slots have a value, more or less. */
  perRow(bound: ReadonlySet<number>): number
  /**
   * Whether solutions that bind these slots may be put into it before its own are found: the outcome is that of
   * finding them alone and joining then (SPARQL evaluates from the inside out, §18.6).
   */
  accepts(bound: ReadonlySet<number>): boolean
  /** The solutions, with the slots in `live`. */
  run(run: Run, input: Solutions, live: ReadonlySet<number>): Solutions
  /** Slots that its own conditions read, whether or not it binds them. */
  readonly reads?: ReadonlySet<number>
  /** A slot that must have a value before it is run. */
  readonly needs?: number | undefined
  /** How a plan is shown. */
  readonly label: string
  readonly children: readonly Node[]
}

export const union = <T>(...sets: Iterable<T>[]): Set<T> => new Set(sets.flatMap(set => [...set]))

export const meets = <T>(a: Iterable<T>, b: ReadonlySet<T>): boolean => {
  for (const item of a) if (b.has(item)) return true
  return false
}

/** What of the first is in the second. */
export const within = <T>(a: Iterable<T>, b: ReadonlySet<T>): T[] => [...a].filter(item => b.has(item))

/** The slots of which what is shared of two is not certain in the third. */
export const uncertain = (
  a: Iterable<number>,
  b: ReadonlySet<number>,
  certain: ReadonlySet<number>
): boolean => {
  for (const slot of a) if (b.has(slot) && !certain.has(slot)) return true
  return false
}

/** Slots that conditions anywhere in a node read. */
export const readsOf = (node: Node): Set<number> => union(node.reads ?? [], ...node.children.map(readsOf))
