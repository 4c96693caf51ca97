import { byCodePoint, defaultGraph, iri, localNameOf, RDF } from '../rdf/rdf.ts'
import { keysOf } from './keys.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'
import type { Subjects } from './subjects.ts'

export const disagreementStates = ['open', 'settled'] as const
export type DisagreementState = (typeof disagreementStates)[number]

/** Which disagreements are wanted; without a kind or a state those of all. */
export interface DisagreementFilter {
  /** `ClosedListContradiction`. */
  readonly kind?: string | undefined
  readonly state?: DisagreementState | undefined
}

/** All disagreements of a dataset. */
export interface DisagreementList {
  /** How many there are of each kind and state, by the names of kinds. */
  readonly kinds: readonly (Readonly<Record<DisagreementState, number>> & { readonly kind: string })[]
  /** Their IRIs: open ones first, by kind, then in the order of the store. */
  of(filter: DisagreementFilter): Subjects
}

/** Whether the dataset tells of any disagreement. */
export function hasDisagreements({ store, base }: Pick<Dataset, 'store' | 'base'>): boolean {
  for (const _ of store.match(null, iri(`${RDF}type`), iri(`${base}ontology#Disagreement`), defaultGraph))
    return true
  return false
}

const kept = new WeakMap<Store, DisagreementList>()

/** The disagreements of a dataset, which are gone through once; what is kept of each is a number. */
export function disagreementsIn({ store, base }: Pick<Dataset, 'store' | 'base'>): DisagreementList {
  const known = kept.get(store)
  if (known) return known
  const { pairs, termOf } = keysOf(store)
  const textOf = (key: number): string => termOf(key).value
  const settled = new Set<number>()
  for (const [disagreement, state] of pairs(`${base}ontology#state`))
    if (textOf(state) === `${base}ontology#Settled`) settled.add(disagreement)
  const found = new Map<number, Record<DisagreementState, number[]>>()
  for (const [disagreement, kind] of pairs(`${base}ontology#kind`)) {
    const states = found.get(kind) ?? { open: [], settled: [] }
    found.set(kind, states)
    states[settled.has(disagreement) ? 'settled' : 'open'].push(disagreement)
  }
  const byKind = [...found]
    .map(([kind, { open, settled }]) => ({
      kind: localNameOf(textOf(kind)),
      open: Uint32Array.from(open),
      settled: Uint32Array.from(settled)
    }))
    .sort((a, b) => byCodePoint(a.kind, b.kind))
  const list: DisagreementList = {
    kinds: byKind.map(({ kind, open, settled }) => ({ kind, open: open.length, settled: settled.length })),
    of: ({ kind, state }) =>
      joined(
        disagreementStates
          .filter(one => state === undefined || one === state)
          .flatMap(one => byKind.filter(row => kind === undefined || row.kind === kind).map(row => row[one])),
        textOf
      )
  }
  kept.set(store, list)
  return list
}

/** Lists one behind another. */
function joined(lists: readonly Uint32Array[], textOf: (key: number) => string): Subjects {
  return {
    length: lists.reduce((sum, { length }) => sum + length, 0),
    slice(from, to) {
      const keys: number[] = []
      let before = 0
      for (const list of lists) {
        keys.push(...list.subarray(Math.max(0, from - before), Math.max(0, to - before)))
        before += list.length
      }
      return keys.map(textOf)
    }
  }
}
