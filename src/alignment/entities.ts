import type { Source, Target } from '../claims/claims.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { type Draft, described, type Entity, namesOf, newDraft } from './entity.ts'
import { type Iris, normalisedLabel } from './iris.ts'
import type { Lesson, NamedTarget } from './lesson.ts'

/** An entity that prose tells of, and of which nothing says which item it is. */
export interface MintedEntity {
  readonly entity: string
  readonly class: string
  readonly label: string
  /** The id of the source that is first to tell of it. */
  readonly source: string
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * The entities of a dataset: decides which words name which entity, and mints IRIs for those without an item.
 * It is told of every source first (`learn`, then `settle`), since a name in one may be explained in another.
 */
export class Entities {
  readonly #iris: Iris
  readonly #drafts = new Map<string, Draft>()
  /** The same by local name as asked for: an IRI costs more to make than to look up. */
  readonly #byLocalName = new Map<string, Draft>()
  /** Entity IRIs of notes, by source id. */
  readonly #ofNote = new Map<string, string>()
  readonly #qidsByLabel = new Map<string, Set<string>>()
  /** Entity IRIs by exact name: articles are called by those. */
  readonly #byTitle = new Map<string, Set<string>>()
  #lessons: Lesson[] = []
  /** Targets that only all sources together explain, and how often each occurs. */
  #pending = new Map<string, { target: Target; count: number; teller?: string }>()

  /**
   * While set, takes what is asked: `note {id}`, `title {title}`, `label {label}`, `name {IRI}`, `pages {IRI}`;
   * and `item {QID}` for an entity that comes into being by being asked for.
   */
  questions: Set<string> | undefined

  constructor(iris: Iris) {
    this.#iris = iris
  }

  /** Notes that something else was asked on which the work in hand depends. */
  ask(question: string): void {
    this.questions?.add(question)
  }

  /** Every question that has an answer of its own, and the answer: two vaults differ for nobody in any other. */
  *answers(): Iterable<readonly [question: string, answer: string]> {
    for (const [id, iri] of this.#ofNote) yield [`note ${id}`, iri]
    for (const [title, iris] of this.#byTitle) if (iris.size === 1) yield [`title ${title}`, [...iris][0]!]
    for (const [label, qids] of this.#qidsByLabel)
      if (qids.size === 1) yield [`label ${label}`, [...qids][0]!]
    for (const draft of this.#drafts.values()) {
      const [name] = namesOf(draft)
      if (name !== undefined) yield [`name ${draft.iri}`, name]
      if (draft.sameAs.size > 0) yield [`pages ${draft.iri}`, [...draft.sameAs].sort(byCodePoint).join(' ')]
    }
  }

  /** Takes in what a source calls things. */
  learn(lesson: Lesson): void {
    const { source, subject, targets, told } = lesson
    const teller = source.kind === 'document' ? source.id : undefined
    for (const [target, count] of targets) this.#learn(target, count, teller)
    for (const [target, count] of told) this.#learn(target, count, source.id)
    if (subject.qid !== undefined) for (const name of subject.names) this.#learnLabel(name, subject.qid)
    this.#lessons.push(lesson)
  }

  /** Decides, once every source is learnt. */
  settle(): void {
    const ownNames = new Map<string, number>()
    for (const { source, subject } of this.#lessons) {
      if (source.kind !== 'note' || subject.qid !== undefined) continue
      const name = normalisedLabel(source.title)
      ownNames.set(name, (ownNames.get(name) ?? 0) + 1)
    }
    for (const lesson of this.#lessons) this.#introduce(lesson, ownNames)
    const ofNotes = new Set(this.#ofNote.values())
    for (const { target, count, teller } of this.#pending.values()) {
      const draft = this.#draftOf(target)
      const label = target.kind === 'item' ? target.label : target.kind === 'name' ? target.name : ''
      if (!draft || label === '') continue
      draft.spellings.set(label, (draft.spellings.get(label) ?? 0) + count)
      if (teller !== undefined && draft.qid === undefined && !ofNotes.has(draft.iri))
        draft.minted ??= { class: target.kind === 'item' ? 'item' : 'note', source: teller }
    }
    this.#lessons = []
    this.#pending = new Map()
  }

  #introduce({ source, subject, articles }: Lesson, ownNames: ReadonlyMap<string, number>): void {
    const draft = this.#subject(source, subject.qid, ownNames)
    if (draft === undefined) return
    if (source.kind === 'note') this.#ofNote.set(source.id, draft.iri)
    draft.names.push(...subject.names)
    for (const alias of subject.aliases) draft.aliases.add(alias)
    for (const name of subject.translations ?? [])
      draft.translations.set(`${name.language} ${name.text}`, name)
    for (const keyword of subject.keywords) draft.keywords.add(keyword)
    for (const type of subject.types ?? []) draft.types.add(type)
    const titles = new Set([...subject.names, ...subject.aliases].map(plainTitle))
    for (const title of titles) this.#learnTitle(title, draft.iri)
    for (const { title, page } of articles) if (titles.has(title)) draft.sameAs.add(page)
  }

  /** `teller`: the source whose prose names the target; absent for links, which their authors wrote. */
  #learn(target: NamedTarget, count: number, teller?: string): void {
    if (target.kind === 'minted') {
      const draft = this.#draftOf(target)!
      this.#tell(draft, target.label)
      for (const alias of target.aliases) draft.aliases.add(alias)
      if (teller !== undefined) draft.minted ??= { class: target.class, source: teller }
      return
    }
    if (target.kind !== 'item' || target.qid === undefined) {
      const key = `${target.kind}\n${target.kind === 'item' ? target.label : target.kind === 'name' ? target.name : target.title}`
      const known = this.#pending.get(key)
      if (known) known.count += count
      else this.#pending.set(key, { target, count, ...(teller === undefined ? {} : { teller }) })
      return
    }
    const draft = this.#draft(target.qid, target.qid)
    if (target.label === '') return
    // A word of prose may mean an item only where it stands: it teaches nobody else what the name means.
    if (teller !== undefined) {
      this.#tell(draft, target.label)
      return
    }
    const before = draft.spellings.get(target.label)
    draft.spellings.set(target.label, (before ?? 0) + count)
    if (before !== undefined) return
    this.#learnLabel(target.label, target.qid)
    this.#learnTitle(target.label, draft.iri)
  }

  #tell(draft: Draft, name: string): void {
    draft.told ??= new Map()
    draft.told.set(name, (draft.told.get(name) ?? 0) + 1)
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
    const named = this.#byLocalName.get(localName)
    if (named) return named
    const iri = this.#iris.entity(localName)
    const known = this.#drafts.get(iri)
    if (known) {
      this.#byLocalName.set(localName, known)
      return known
    }
    const draft = newDraft(iri, qid)
    this.#drafts.set(iri, draft)
    this.#byLocalName.set(localName, draft)
    return draft
  }

  /** The entity a note is about, by its source id. */
  ofNote(id: string): string | undefined {
    this.questions?.add(`note ${id}`)
    return this.#ofNote.get(id)
  }

  /** The entity of a Wikidata item. */
  ofItem(qid: string): string {
    this.questions?.add(`item ${qid}`)
    return this.#draft(qid, qid).iri
  }

  /**
   * The entity a link names. A name without a QID is the item that the vault gives this name elsewhere, where
   * there is exactly one; otherwise the dataset gets an entity of its own for it, never a guessed item. An
   * article that no single entity has the title of names none.
   */
  ofTarget(target: Target): string | undefined {
    if (target.kind === 'note') {
      const known = this.ofNote(target.id)
      if (known !== undefined) return known
    }
    return this.#draftOf(target)?.iri
  }

  #draftOf(target: Target): Draft | undefined {
    if (target.kind === 'note') return this.#minted('note', target.id)
    if (target.kind === 'minted') return this.#minted(normalisedLabel(target.class), target.label)
    if (target.kind === 'article') {
      this.questions?.add(`title ${target.title}`)
      const iris = this.#byTitle.get(target.title)
      const [iri] = iris ?? []
      return iris?.size === 1 && iri !== undefined ? this.#drafts.get(iri) : undefined
    }
    const label = target.kind === 'item' ? target.label : target.name
    const qid = target.kind === 'item' && target.qid !== undefined ? target.qid : this.#qidOf(label)
    return qid === undefined
      ? this.#minted(target.kind === 'item' ? 'item' : 'note', label)
      : this.#draft(qid, qid)
  }

  /** Whether a target's words say which entity it is; a name that nothing in the vault bears does not. */
  isResolved(target: Target): boolean {
    if (target.kind === 'item') return target.qid !== undefined || this.#qidOf(target.label) !== undefined
    return target.kind !== 'name' || this.#qidOf(target.name) !== undefined
  }

  #qidOf(label: string): string | undefined {
    const folded = fold(label)
    this.questions?.add(`label ${folded}`)
    const qids = this.#qidsByLabel.get(folded)
    return qids?.size === 1 ? [...qids][0]! : undefined
  }

  #minted(kind: string, label: string): Draft {
    return this.#draft(`${kind}-${normalisedLabel(label) || 'unnamed'}`)
  }

  /** The name an entity has so far, for other steps of alignment. */
  labelOf(iri: string): string {
    this.questions?.add(`name ${iri}`)
    const draft = this.#drafts.get(iri)
    return draft === undefined ? '' : (namesOf(draft)[0] ?? this.#iris.localName(iri))
  }

  /** The entities minted for what only prose tells of, in the order of their IRIs, with what they are called. */
  minted(): MintedEntity[] {
    return this.iris.flatMap(entity => {
      const { minted } = this.#drafts.get(entity)!
      return minted ? [{ entity, ...minted, label: this.labelOf(entity) }] : []
    })
  }

  /** Pages elsewhere that are about this entity. */
  pagesOf(iri: string): ReadonlySet<string> {
    this.questions?.add(`pages ${iri}`)
    return this.#drafts.get(iri)?.sameAs ?? new Set()
  }

  /** IRIs of all entities so far, in the order of code points. */
  get iris(): string[] {
    return [...this.#drafts.keys()].sort(byCodePoint)
  }

  /** The item an entity is, by the entity's IRI; undefined for those without one. */
  qidOf(iri: string): string | undefined {
    return this.#drafts.get(iri)?.qid
  }

  /**
   * An entity, its names in the language of the vault; names in a language that `isLanguage` does not know are
   * in an undetermined one. Throws an Error for an IRI that is none.
   */
  describe(iri: string, language: string, isLanguage: (tag: string) => boolean, abstract?: string): Entity {
    const draft = this.#drafts.get(iri)
    if (!draft) throw new Error(`There is no entity ${iri}`)
    return described(draft, this.#iris.localName(iri), language, isLanguage, abstract)
  }
}

const plainTitle = (name: string): string => name.normalize('NFC').replaceAll('_', ' ').trim()
