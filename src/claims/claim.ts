/** What a source says of one property, still in the source's words. */
export interface Claim {
  /** The key or phrase that names the property, as written: `has_part_s_`. */
  readonly property: string
  readonly value: Words
  readonly qualifiers: readonly { readonly property: string; readonly value: Words }[]
  readonly evidence: Evidence
}

/** The words of a value, with the shape the source gave them. */
export type Words =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: Target }
  /** Values that only mean something together, such as `[60.72, 28.73]`. */
  | { readonly kind: 'tuple'; readonly items: readonly string[] }

/** What a link names, as far as the vault itself can tell. */
export type Target =
  /** An imported Wikidata item; without a QID only its label is known. */
  | { readonly kind: 'item'; readonly label: string; readonly qid?: string }
  /** A note, by the id of its source. */
  | { readonly kind: 'note'; readonly id: string }
  /** Nothing the vault has: a name and no more. */
  | { readonly kind: 'name'; readonly name: string }

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
}

/** What a source is about, in its own words. */
export interface Subject {
  /** The Wikidata item it says it is. */
  readonly qid?: string
  /** Names of the subject, the most deliberate first. */
  readonly names: readonly string[]
  readonly aliases: readonly string[]
  readonly keywords: readonly string[]
  readonly abstract?: string
  /** Links in its running text, which say no more than that the target is mentioned. */
  readonly mentions: readonly Target[]
}
