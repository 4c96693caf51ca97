import type { Block, CalendarDate, NumberMention, Passage, Span } from '../prose/prose.ts'
import type { Guarded } from './guard.ts'
import type { Referent } from './lexicon.ts'
import type { Analysis } from './mention.ts'

/** What a statement says, in the document's terms: `unknown` is a value there is and nobody says which. */
export type FoundValue =
  | {
      readonly kind: 'referent'
      readonly referent: Referent
      /** What the text calls something that no item is known of, where that is not its label. */
      readonly words?: string
    }
  | { readonly kind: 'date'; readonly date: CalendarDate; readonly precision?: 'decade' | 'century' }
  | { readonly kind: 'number'; readonly number: NumberMention }
  | { readonly kind: 'text'; readonly text: string; readonly language?: string }
  | { readonly kind: 'unknown' }

/** A statement that a rule makes of a match; properties are P-ids. */
export interface FoundStatement {
  readonly subject: Referent
  readonly property: string
  readonly value: FoundValue
  readonly qualifiers: readonly { readonly property: string; readonly value: FoundValue }[]
  /** Set where it stands in a list of all there are: other statements of the place with this property are the rest. */
  readonly closed?: true
  readonly bears?: Bearing
}

/** A statement of the same subject that what is said bears on, without being one, and how: `frozen`, `announced end`. */
export interface Bearing {
  readonly property: string
  readonly value: Referent
  readonly status: string
}

/** Where a rule matched, and what kept it from speaking, if anything did. */
export interface Place {
  readonly passage: Passage
  /** In the passage's text: the words that say it. */
  readonly span: Span
  readonly guarded?: Guarded
}

/** What one rule made of one place; no statements where a guard kept it from speaking, or it only taught a name. */
export interface Finding extends Place {
  /** Id of the rule. */
  readonly rule: string
  readonly statements: readonly FoundStatement[]
  /** How what the words leave unsaid was understood. */
  readonly methods: readonly string[]
  /** Set where a field says it, which tells what holds when it is written, and no story. */
  readonly current?: true
}

/** Everything found in a sentence, a field or a row. */
export interface ReadPiece {
  readonly block: Block
  readonly passage: Passage
  /** In the passage's text. */
  readonly span: Span
  /** What was recognised: of a field one for each value, of a row one for each cell. */
  readonly analyses: readonly Analysis[]
  readonly findings: readonly Finding[]
}
