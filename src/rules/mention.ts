import type { DateMention, NumberMention, Span, Token } from '../prose/prose.ts'
import type { Referent } from './lexicon.ts'

/** Something a sentence names, over tokens `first` to before `last`. */
export interface Mention extends Span {
  readonly first: number
  readonly last: number
  /** What it may be; a name that several things bear has them all. None for dates and numbers. */
  readonly referents: readonly Referent[]
  /** Set where the words stand for all referents together: `six states: A, B and C`. */
  readonly group?: true
  /** How many things a group says it is, where its members are not known. */
  readonly count?: number
  /** Those of a group's members that the text takes out: `all but A and B`. */
  readonly except?: readonly Referent[]
  readonly date?: DateMention
  readonly number?: NumberMention
  /** An adjective of the country: `Armenian`. */
  readonly demonym?: true
  /** Where the words themselves do not name it: how it was understood. */
  readonly method?: string
  /** A stretch of the passage that explains it, such as the list of a group's members. */
  readonly explainedBy?: Span
}

/** A sentence with all that was recognised in it. */
export interface Analysis extends Span {
  /** The passage's text; offsets are into it. */
  readonly text: string
  readonly tokens: readonly Token[]
  /** By their first token, the longest first. */
  readonly mentionsAt: readonly (readonly Mention[])[]
  /** All of them, in the order of `mentionsAt`. */
  readonly mentions: readonly Mention[]
  /** Those that are dates. */
  readonly dates: readonly Mention[]
  /** By token: whether it stands in the words of a group. */
  readonly grouped: Uint8Array
  /** By token: the number of the clause it stands in. */
  readonly clauseOf: readonly number[]
  /** By token: whether it stands in somebody's quoted words. */
  readonly quoted: readonly boolean[]
  /** What the sentence before, of the same paragraph, began with. */
  readonly topic?: Referent
  /** By token that opens a parenthesis: the index after the closing one. */
  readonly parentheses: ReadonlyMap<number, number>
}

/** Whether a referent is of a class, directly or by kind. */
export const isOfClass = ({ classes }: Referent, wanted: string): boolean =>
  wanted === 'entity' ? true : classes.includes(wanted)
