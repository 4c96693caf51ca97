import type { DisagreementReading, EntityName } from './disagreements.ts'
import type { PropertyName } from './properties.ts'
import type { SourceName, StatementReading, StatementSummary } from './statements.ts'
import type { ShownValue } from './values.ts'

/** A named graph with the source whose claims it holds. */
export interface ClaimingGraph {
  readonly graph: string
  readonly source: SourceName
}

/** A statement that was asked about. */
export interface ExplainedStatement extends StatementReading {
  /** The named graphs that hold exactly this value. */
  readonly claimedIn: readonly ClaimingGraph[]
  /** IRIs of the disagreements that it takes part in. */
  readonly disagreements: readonly string[]
}

/** A disagreement, and whether it is over what was asked or over another value of the property. */
export interface ExplainedDisagreement extends DisagreementReading {
  readonly concerns: boolean
}

/** A statement of another entity that points back at the subject. */
export interface Counterpart extends StatementSummary {
  readonly subject: EntityName
  readonly property: PropertyName
}

/** Who says a fact, where and in which words, and what became of it and of its rivals. Lists may be cut. */
export interface WhyFact {
  readonly subject: EntityName
  readonly property: PropertyName
  /**
   * What the value was understood as: one or more values, or none that the dataset knows; absent where none was
   * asked for.
   */
  readonly values?: readonly ShownValue[]
  /** The statements with that value, or with any: those of best rank first. */
  readonly statements: readonly ExplainedStatement[]
  /** Values that sources say and no statement has as they say it, such as a year where the statement has the day. */
  readonly claims: readonly { readonly value: ShownValue; readonly claimedIn: readonly ClaimingGraph[] }[]
  /** The other statements of the subject with the property. */
  readonly rivals: readonly StatementSummary[]
  /** Those over the statements above, then others over the property. */
  readonly disagreements: readonly ExplainedDisagreement[]
  /** Statements of the value about the subject. */
  readonly counterparts: readonly Counterpart[]
  /** How many there are of each, before lists were cut. */
  readonly totals: Readonly<
    Record<'statements' | 'claims' | 'rivals' | 'disagreements' | 'counterparts', number>
  >
  readonly truncated: boolean
}

/** What can be asked of a subject. */
export interface WhySubject {
  readonly subject: EntityName
  readonly properties: readonly (PropertyName & {
    readonly statements: number
    readonly best: number
    readonly deprecated: number
    readonly disagreements: number
  })[]
  /** Disagreements that are about no property, such as which of two items the subject is. */
  readonly disagreements: readonly ExplainedDisagreement[]
  readonly totals: Readonly<Record<'properties' | 'disagreements', number>>
  readonly truncated: boolean
}

export type WhyAnswer = WhyFact | WhySubject
