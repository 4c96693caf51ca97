/** What a source says of one property, still in the source's words. */
export interface Claim {
  /** What it is about, where that is not the source's own subject: prose tells of many things. */
  readonly subject?: Target
  /** The key that names the property, as written: `has_part_s_`; the P-id where a rule chose it. */
  readonly property: string
  readonly value: Words
  /** Their properties are P-ids where a rule chose the claim's. */
  readonly qualifiers: readonly { readonly property: string; readonly value: Words }[]
  readonly evidence: Evidence
  /** Set where the words list all there are: the claims of this property with the same evidence are the whole list. */
  readonly closed?: true
  /** Set where the source says it as what holds when it is written: a field, not a story. */
  readonly current?: true
  /** A claim of the same subject that this bears on, without being one, and how: `frozen`, `announced end`. */
  readonly bears?: { readonly property: string; readonly value: Target; readonly status: string }
  /**
   * Who chose the key: an importer of Wikidata items; the author, whose words may be anything; a rule that
   * reads prose; or a language model, whose proposals rank below all others.
   */
  readonly keyBy: 'importer' | 'author' | 'rule' | 'model'
}

/** Whether a claim was read from prose, so that its properties are P-ids and it may be about anything. */
export const isOfProse = ({ keyBy }: Claim): boolean => keyBy === 'rule' || keyBy === 'model'

/** The words of a value, with the shape the source gave them. */
export type Words =
  | {
      readonly kind: 'text'
      readonly text: string
      /** BCP 47, where the source or a rule tells it. */
      readonly language?: string
    }
  /** A date that prose names: `2007-10`, `-0043-03-15`; the precision is that of its parts, unless given. */
  | { readonly kind: 'time'; readonly text: string; readonly precision?: 'decade' | 'century' }
  | {
      readonly kind: 'quantity'
      /** A decimal: `2000`, `0.5`. */
      readonly amount: string
      /** QID of the unit. */
      readonly unit?: string
      readonly lower?: string
      readonly upper?: string
    }
  | { readonly kind: 'link'; readonly text: string; readonly target: Target }
  /** Values that only mean something together, such as `[60.72, 28.73]`. */
  | { readonly kind: 'tuple'; readonly items: readonly string[] }

/** What a link names, as far as the vault itself can tell. */
export type Target =
  /** A Wikidata item; without a QID only its label is known, and `line` says where the link stands. */
  | { readonly kind: 'item'; readonly label: string; readonly qid?: string; readonly line?: number }
  /** An article of Wikipedia, by the IRI of its page. */
  | { readonly kind: 'article'; readonly title: string; readonly page: string }
  /** A note, by the id of its source. */
  | { readonly kind: 'note'; readonly id: string }
  /** An entity that only prose tells of, by its class (a word for IRIs, `exercise`) and what it is called. */
  | {
      readonly kind: 'minted'
      readonly class: string
      readonly label: string
      readonly aliases: readonly string[]
    }
  /** Nothing the vault has: a name and no more; with a line where the link that stands there is a slip. */
  | { readonly kind: 'name'; readonly name: string; readonly line?: number }

/** Where a source says something: under a key of its frontmatter, or in its text. */
export type Evidence =
  | {
      readonly kind: 'field'
      readonly key: string
      /** Counted from 1. */
      readonly line: number
    }
  | {
      readonly kind: 'text'
      /** UTF-16 offsets into the source as read; `end` is exclusive. */
      readonly start: number
      readonly end: number
      /** The very words; absent where they must not be shown. */
      readonly quote?: string
      /** The rule that read them. */
      readonly rule?: string
      /** How what the words themselves leave unsaid was found. */
      readonly method?: string
    }

/** Everything one source says of its main subject. */
export interface SourceClaims {
  readonly source: Source
  readonly subject: Subject
  readonly claims: readonly Claim[]
}

/** A note or a prose document; every claim has exactly one. */
export interface Source {
  readonly id: string
  readonly kind: 'note' | 'document'
  /** Path in the vault. */
  readonly file: string
  readonly title: string
  readonly about?: string
  readonly date?: string
  readonly license?: string
  /** BCP 47 tag of the language it is written in, where that is not the vault's. */
  readonly language?: string
  /** `none` where not a word of it may be shown. */
  readonly text?: 'none'
  /** Set where the dialect has it that keys are the author's own words throughout. */
  readonly ownKeys?: true
}

/** What a source is about, in its own words. */
export interface Subject {
  /** The Wikidata item it says it is. */
  readonly qid?: string
  /** Other items that it says it is, in places less sure. */
  readonly otherQids?: readonly string[]
  /** Names of the subject, the most deliberate first. */
  readonly names: readonly string[]
  readonly aliases: readonly string[]
  /** Names with the language the source gives them, a BCP 47 tag as far as it can be told. */
  readonly translations?: readonly { readonly text: string; readonly language: string }[]
  readonly keywords: readonly string[]
  /** IRIs of classes that the settings give the note. */
  readonly types?: readonly string[]
  readonly abstract?: string
  /** Links in its running text, which say no more than that the target is mentioned. */
  readonly mentions: readonly Target[]
}
