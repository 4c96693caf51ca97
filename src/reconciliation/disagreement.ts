import type { Property, Reference } from '../alignment/alignment.ts'

/** The ways in which statements can disagree, as the vocabulary names them. */
export type DisagreementKind =
  | 'ValueConflict'
  | 'Granularity'
  | 'TemporalSuccession'
  | 'ClosedListContradiction'
  | 'Cardinality'
  | 'OutOfRange'
  | 'FormatViolation'
  | 'ImpossibleCoordinate'
  | 'TypeClash'
  | 'SymmetricGap'
  | 'InverseGap'
  | 'IdentityClash'

/** Statements that cannot all stand as they are, or leave out what another implies, and what became of them. */
export interface Disagreement {
  readonly iri: string
  /** IRI of the entity whose statements disagree. */
  readonly about: string
  /** Absent where the sources disagree about which entity it is. */
  readonly property?: Property
  readonly kind: DisagreementKind
  /** Open where nothing decides. */
  readonly state: 'open' | 'settled'
  /** What disagrees, in English words. */
  readonly comment: string
  /** What was done about it, or why nothing was. */
  readonly resolution: string
  /** IRIs of the statements that take part, on whichever side. */
  readonly involves: readonly string[]
  /** Where sources say what contradicts and is no statement of the entity. */
  readonly references: readonly Reference[]
}
