import type { Evidence } from '../claims/claims.ts'
import type { KeyTier, Property } from './catalogue.ts'

/** A typed value, as the Wikibase data model has them. */
export type Value =
  | { readonly type: 'item'; readonly iri: string }
  | {
      readonly type: 'time'
      /** ISO 8601 with a four-digit year or more, always `T00:00:00Z`; `-0044-03-15T00:00:00Z` is 45 BC. */
      readonly time: string
      /** Wikibase's scale: 7 century, 8 decade, 9 year, 10 month, 11 day. */
      readonly precision: number
    }
  | {
      readonly type: 'quantity'
      /** A signed decimal with its digits as written: `+63`, `-0.5`. */
      readonly amount: string
      /** QID of the unit; absent for a bare number. */
      readonly unit?: string
      /** The least and the most it may be, signed decimals too; absent where nothing bounds it. */
      readonly lower?: string
      readonly upper?: string
    }
  | { readonly type: 'coordinate'; readonly latitude: string; readonly longitude: string }
  | { readonly type: 'monolingual'; readonly text: string; readonly language: string }
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'external-id'; readonly text: string }
  | { readonly type: 'iri'; readonly iri: string }
  /** A value exists but is not known (an "unknown value" snak); `key` tells such values apart. */
  | { readonly type: 'unknown'; readonly key: string }

/** A property with a value: what statements are made of besides their subject. */
export interface Snak {
  readonly property: Property
  readonly value: Value
}

/** Where one source says a statement, and how the value was understood. */
export interface Reference {
  /** Id of the source. */
  readonly source: string
  readonly evidence: Evidence
  /** How the key was found to mean the property; absent for the dataset's own properties. */
  readonly tier?: KeyTier
  /** The rules that read it from prose, in the order of their names. */
  readonly rules?: readonly string[]
  /** How a part of the value that the source does not state was inferred, or what less than the statement it says. */
  readonly method?: string
  /** BCP 47 tag of the words quoted, where it is not the dataset's language. */
  readonly language?: string
  /** What the source itself says, where the statement's value is finer. */
  readonly said?: Value
  /** Set where the words list all there are: references to this place for this property are the whole list. */
  readonly closed?: true
  /** Set where the source says it as what holds when it is written: a field, not a story. */
  readonly current?: true
  /**
   * A statement of the same subject that the words bear on, without saying that it ended: the id of its property, the
   * IRI of its value, and what is told of it, `frozen`, `suspended`, `announced end` or `payments ended`.
   */
  readonly bears?: { readonly property: string; readonly value: string; readonly status: string }
}

/** A claim aligned to terms. */
export interface Statement extends Snak {
  /** IRI of the entity it is about. */
  readonly subject: string
  readonly qualifiers: readonly Snak[]
  readonly references: readonly Reference[]
  /** Set where a language model alone proposes it. */
  readonly proposed?: true
}

/** The one spelling of a value by which values are compared and hashed. */
export function valueKey(value: Value): string {
  switch (value.type) {
    case 'time':
      return `time ${value.time}/${value.precision}`
    case 'quantity':
      return `quantity ${value.amount}${value.unit === undefined ? '' : ` ${value.unit}`}${boundsKey(value)}`
    case 'coordinate':
      return `coordinate ${value.longitude} ${value.latitude}`
    case 'monolingual':
      return `text ${value.language} ${value.text}`
    case 'unknown':
      return `unknown ${value.key}`
    case 'string':
    case 'external-id':
      return `${value.type} ${value.text}`
    default:
      return `${value.type} ${value.iri}`
  }
}

const boundsKey = ({ lower, upper }: Value & { type: 'quantity' }): string =>
  lower === undefined && upper === undefined ? '' : ` [${lower ?? ''}, ${upper ?? ''}]`
