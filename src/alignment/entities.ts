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
}

interface Draft {
  readonly iri: string
  readonly qid?: string
  /** Names by a note about the entity, which come before those by links to it. */
  readonly names: string[]
  readonly spellings: Map<string, number>
  readonly aliases: Set<string>
  readonly keywords: Set<string>
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
      for (const keyword of subject.keywords) draft.keywords.add(keyword)
      if (subject.abstract !== undefined) draft.abstract ??= subject.abstract
    }
  }

  #learn(target: Target): void {
    if (target.kind === 'item' && target.qid !== undefined) this.#learnLabel(target.label, target.qid)
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
      keywords: new Set()
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
   * there is exactly one; otherwise the dataset gets an entity of its own for it, never a guessed item.
   */
  ofTarget(target: Target): string {
    if (target.kind === 'note') return this.#ofNote.get(target.id) ?? this.#minted('note', target.id)
    const label = target.kind === 'item' ? target.label : target.name
    if (target.kind === 'item' && target.qid !== undefined) return this.ofItem(target.qid, label)
    const qids = this.#qidsByLabel.get(fold(label))
    if (qids?.size === 1) return this.ofItem([...qids][0]!, label)
    return this.#minted(target.kind === 'item' ? 'item' : 'note', label)
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

  /** All entities, by IRI, their labels in the language of the vault. */
  list(language: string): Entity[] {
    const entities = [...this.#drafts.values()].map(draft => {
      const [label = draft.qid ?? this.#iris.localName(draft.iri), ...others] = namesOf(draft)
      const aliases = [...new Set([...draft.aliases, ...others])]
        .filter(alias => alias !== label)
        .sort(byCodePoint)
      return {
        iri: draft.iri,
        ...(draft.qid === undefined ? {} : { qid: draft.qid }),
        label: { text: label, language },
        aliases: aliases.map(text => ({ text, language })),
        keywords: [...draft.keywords].sort(byCodePoint),
        ...(draft.abstract === undefined ? {} : { abstract: { text: draft.abstract, language } })
      }
    })
    return entities.sort((a, b) => byCodePoint(a.iri, b.iri))
  }
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A note's own name; else the spellings of links, the commonest first. Link spellings of a note's subject are aliases. */
function namesOf({ names, spellings }: Draft): string[] {
  const linked = [...spellings].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b)).map(([label]) => label)
  return names.length > 0 ? [names[0]!, ...linked] : linked
}
