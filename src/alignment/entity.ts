import { byCodePoint } from '../rdf/rdf.ts'

export interface LanguageText {
  readonly text: string
  readonly language: string
}

/** What statements are about, with what it is called. */
export interface Entity {
  readonly iri: string
  /** The Wikidata item it is; entities without one are the dataset's own. */
  readonly qid?: string
  readonly label: LanguageText
  readonly aliases: readonly LanguageText[]
  readonly keywords: readonly string[]
  readonly abstract?: LanguageText
  /** IRIs of classes that the vault's settings give it. */
  readonly types: readonly string[]
  /** IRIs of pages elsewhere about the same thing, such as its article on Wikipedia. */
  readonly sameAs: readonly string[]
}

/** What is known of an entity while sources are learnt. */
export interface Draft {
  readonly iri: string
  readonly qid?: string
  /** Names by a note about the entity, which come before those by links to it. */
  readonly names: string[]
  /** What links of notes call it, and how often. */
  readonly spellings: Map<string, number>
  /** What documents call it, and how often. */
  told?: Map<string, number>
  readonly aliases: Set<string>
  readonly translations: Map<string, LanguageText>
  readonly keywords: Set<string>
  readonly types: Set<string>
  readonly sameAs: Set<string>
  /** Set where prose tells of it and nothing says which item it is: its class, and the source that is first to tell. */
  minted?: { readonly class: string; readonly source: string }
}

export const newDraft = (iri: string, qid: string | undefined): Draft => ({
  iri,
  ...(qid === undefined ? {} : { qid }),
  names: [],
  spellings: new Map(),
  aliases: new Set(),
  translations: new Map(),
  keywords: new Set(),
  types: new Set(),
  sameAs: new Set()
})

/**
 * A note's own name; else what links of notes call it, the commonest first, then what documents do. Spellings
 * of a note's subject are aliases.
 */
export function namesOf({ names, spellings, told }: Draft): string[] {
  const byUse = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b)).map(([name]) => name)
  const linked = [...byUse(spellings), ...(told ? byUse(told) : [])]
  return names.length > 0 ? [names[0]!, ...linked] : linked
}

/** A draft as an entity, its names in the language of the vault; see `Entities.describe`. */
export function described(
  draft: Draft,
  localName: string,
  language: string,
  isLanguage: (tag: string) => boolean,
  abstract: string | undefined
): Entity {
  const [label = draft.qid ?? localName, ...others] = namesOf(draft)
  const translated = [...draft.translations.values()].map(({ text, language: tag }) => ({
    text,
    language: isLanguage(tag) ? tag : 'und'
  }))
  // A name whose language is known is no longer one in the language of the vault.
  const known = new Set(translated.map(({ text }) => text))
  const aliases = [...new Set([...draft.aliases, ...others])]
    .filter(alias => alias !== label && !known.has(alias))
    .map(text => ({ text, language }))
  return {
    iri: draft.iri,
    ...(draft.qid === undefined ? {} : { qid: draft.qid }),
    label: { text: label, language },
    aliases: [
      ...aliases,
      ...translated.filter(name => name.text !== label || name.language !== language)
    ].sort((a, b) => byCodePoint(a.text, b.text) || byCodePoint(a.language, b.language)),
    keywords: [...draft.keywords].sort(byCodePoint),
    ...(abstract === undefined ? {} : { abstract: { text: abstract, language } }),
    types: [...draft.types].sort(byCodePoint),
    sameAs: [...draft.sameAs].sort(byCodePoint)
  }
}
