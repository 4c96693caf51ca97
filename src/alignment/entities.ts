import type { Source, SourceClaims, Target } from '../claims/claims.ts'
import { type Iris, normalisedLabel } from './iris.ts'

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

interface Draft {
  readonly iri: string
  readonly qid?: string
  /** Names by a note about the entity, which come before those by links to it. */
  readonly names: string[]
  readonly spellings: Map<string, number>
  readonly aliases: Set<string>
  readonly translations: Map<string, LanguageText>
  readonly keywords: Set<string>
  readonly types: Set<string>
  readonly sameAs: Set<string>
  abstract?: string
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/** The entities of a dataset: decides which words name which entity, and mints IRIs for those without an item. */
export class Entities {
  readonly #iris: Iris
  readonly #drafts = new Map<string, Draft>()
  /** Entity IRIs of notes, by source id. */
  readonly #ofNote = new Map<string, string>()
  readonly #qidsByLabel = new Map<string, Set<string>>()
  /** Entity IRIs by exact name: articles are called by those. */
  readonly #byTitle = new Map<string, Set<string>>()

  /** Looks through all sources first, since a name in one may be explained in another. */
  constructor(iris: Iris, sources: readonly SourceClaims[]) {
    this.#iris = iris
    for (const { subject, claims } of sources) {
      for (const target of subject.mentions) this.#learn(target)
      for (const { value } of claims) if (value.kind === 'link') this.#learn(value.target)
      if (subject.qid !== undefined) for (const name of subject.names) this.#learnLabel(name, subject.qid)
    }
    const ownNames = new Map<string, number>()
    for (const { source, subject } of sources) {
      if (source.kind !== 'note' || subject.qid !== undefined) continue
      const name = normalisedLabel(source.title)
      ownNames.set(name, (ownNames.get(name) ?? 0) + 1)
    }
    for (const { source, subject } of sources) {
      const draft = this.#subject(source, subject.qid, ownNames)
      if (draft === undefined) continue
      if (source.kind === 'note') this.#ofNote.set(source.id, draft.iri)
      draft.names.push(...subject.names)
      for (const alias of subject.aliases) draft.aliases.add(alias)
      for (const name of subject.translations ?? [])
        draft.translations.set(`${name.language} ${name.text}`, name)
      for (const keyword of subject.keywords) draft.keywords.add(keyword)
      for (const type of subject.types ?? []) draft.types.add(type)
      const titles = new Set([...subject.names, ...subject.aliases].map(plainTitle))
      for (const title of titles) this.#learnTitle(title, draft.iri)
      for (const target of subject.mentions)
        if (target.kind === 'article' && titles.has(target.title)) draft.sameAs.add(target.page)
      if (subject.abstract !== undefined) draft.abstract ??= subject.abstract
    }
  }

  #learn(target: Target): void {
    if (target.kind !== 'item' || target.qid === undefined || target.label === '') return
    this.#learnLabel(target.label, target.qid)
    this.#learnTitle(target.label, this.#iris.entity(target.qid))
  }

  #learnTitle(name: string, iri: string): void {
    const title = plainTitle(name)
    const iris = this.#byTitle.get(title)
    if (iris) iris.add(iri)
    else this.#byTitle.set(title, new Set([iri]))
  }

  #learnLabel(label: string, qid: string): void {
    const qids = this.#qidsByLabel.get(fold(label))
    if (qids) qids.add(qid)
    else this.#qidsByLabel.set(fold(label), new Set([qid]))
  }

  #subject(
    { kind, id, title }: Source,
    qid: string | undefined,
    ownNames: ReadonlyMap<string, number>
  ): Draft | undefined {
    if (qid !== undefined) return this.#draft(qid, qid)
    if (kind === 'document') return undefined
    // Two notes of one name are two entities: both are then told apart by their folders.
    const name = normalisedLabel(title)
    return this.#draft(`note-${(ownNames.get(name) ?? 0) > 1 || name === '' ? normalisedLabel(id) : name}`)
  }

  #draft(localName: string, qid?: string): Draft {
    const iri = this.#iris.entity(localName)
    const known = this.#drafts.get(iri)
    if (known) return known
    const draft: Draft = {
      iri,
      ...(qid === undefined ? {} : { qid }),
      names: [],
      spellings: new Map(),
      aliases: new Set(),
      translations: new Map(),
      keywords: new Set(),
      types: new Set(),
      sameAs: new Set()
    }
    this.#drafts.set(iri, draft)
    return draft
  }

  /** The entity a note is about, by its source id. */
  ofNote(id: string): string | undefined {
    return this.#ofNote.get(id)
  }

  /** The entity of a Wikidata item; a label by which something calls it is remembered. */
  ofItem(qid: string, label?: string): string {
    const draft = this.#draft(qid, qid)
    if (label !== undefined && label !== '') draft.spellings.set(label, (draft.spellings.get(label) ?? 0) + 1)
    return draft.iri
  }

  /**
   * The entity a link names. A name without a QID is the item that the vault gives this name elsewhere, where
   * there is exactly one; otherwise the dataset gets an entity of its own for it, never a guessed item. An
   * article that no single entity has the title of names none.
   */
  ofTarget(target: Target): string | undefined {
    if (target.kind === 'note') return this.#ofNote.get(target.id) ?? this.#minted('note', target.id)
    if (target.kind === 'article') {
      const iris = this.#byTitle.get(target.title)
      const [iri] = iris ?? []
      if (iris?.size !== 1 || iri === undefined) return undefined
      return this.#drafts.has(iri) ? iri : this.ofItem(this.#iris.localName(iri), target.title)
    }
    const label = target.kind === 'item' ? target.label : target.name
    if (target.kind === 'item' && target.qid !== undefined) return this.ofItem(target.qid, label)
    const qid = this.#qidOf(label)
    return qid === undefined
      ? this.#minted(target.kind === 'item' ? 'item' : 'note', label)
      : this.ofItem(qid, label)
  }

  /** Whether a target's words say which entity it is; a name that nothing in the vault bears does not. */
  isResolved(target: Target): boolean {
    if (target.kind === 'item') return target.qid !== undefined || this.#qidOf(target.label) !== undefined
    return target.kind !== 'name' || this.#qidOf(target.name) !== undefined
  }

  #qidOf(label: string): string | undefined {
    const qids = this.#qidsByLabel.get(fold(label))
    return qids?.size === 1 ? [...qids][0]! : undefined
  }

  #minted(kind: string, label: string): string {
    const draft = this.#draft(`${kind}-${normalisedLabel(label) || 'unnamed'}`)
    draft.spellings.set(label, (draft.spellings.get(label) ?? 0) + 1)
    return draft.iri
  }

  /** The name an entity has so far, for other steps of alignment. */
  labelOf(iri: string): string {
    const draft = this.#drafts.get(iri)
    return draft === undefined ? '' : (namesOf(draft)[0] ?? this.#iris.localName(iri))
  }

  /** Pages elsewhere that are about this entity. */
  pagesOf(iri: string): ReadonlySet<string> {
    return this.#drafts.get(iri)?.sameAs ?? new Set()
  }

  /**
   * All entities, by IRI, their labels in the language of the vault; names in a language that `isLanguage` does
   * not know are in an undetermined one.
   */
  list(language: string, isLanguage: (tag: string) => boolean = () => true): Entity[] {
    const entities = [...this.#drafts.values()].map(draft => {
      const [label = draft.qid ?? this.#iris.localName(draft.iri), ...others] = namesOf(draft)
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
        ...(draft.abstract === undefined ? {} : { abstract: { text: draft.abstract, language } }),
        types: [...draft.types].sort(byCodePoint),
        sameAs: [...draft.sameAs].sort(byCodePoint)
      }
    })
    return entities.sort((a, b) => byCodePoint(a.iri, b.iri))
  }
}

const plainTitle = (name: string): string => name.normalize('NFC').replaceAll('_', ' ').trim()
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A note's own name; else the spellings of links, the commonest first. Link spellings of a note's subject are aliases. */
function namesOf({ names, spellings }: Draft): string[] {
  const linked = [...spellings].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b)).map(([label]) => label)
  return names.length > 0 ? [names[0]!, ...linked] : linked
}
