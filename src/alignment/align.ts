import { type Claim, isOfProse, type Source, type SourceClaims, type Words } from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import { alignProse } from './align-document.ts'
import { alignLists } from './align-lists.ts'
import { type Catalogue, type Datatype, type KeyTier, localProperty, type Property } from './catalogue.ts'
import { Entities } from './entities.ts'
import type { Entity } from './entity.ts'
import type { Iris } from './iris.ts'
import { KeyCounts, type KeyUse } from './key-uses.ts'
import type { LanguageTables } from './languages.ts'
import type { Lesson } from './lesson.ts'
import { datatypeName, readWords, wordsText } from './read-words.ts'
import { type Reference, type Statement, valueKey } from './statement.ts'
import { tagReadings } from './tag-readings.ts'
import { Unresolved } from './unresolved.ts'
import type { ReadValue } from './values.ts'

/** What alignment knows besides the claims. */
export interface AlignmentContext {
  readonly iris: Iris
  readonly catalogue: Catalogue
  readonly languages: LanguageTables
  /** The language the vault's labels are written in. */
  readonly language: string
}

/** A source with what it is about, and what it mentions, as IRIs. */
export interface AlignedSource extends Source {
  /** Absent for a document that is about no entity of the dataset. */
  readonly entity?: string
  readonly mentions: readonly string[]
}

/**
 * Words → terms: gives each claim its property, its typed value and its entities. It reads every source twice,
 * so that it need not keep them: `learn` all of them, then `align` them one by one.
 */
export class Aligner {
  readonly entities: Entities
  #keys = new KeyCounts()
  readonly #context: AlignmentContext
  readonly #isLanguage: (tag: string) => boolean
  readonly #report: Report
  #settled = false

  constructor(context: AlignmentContext, report: Report) {
    this.entities = new Entities(context.iris)
    this.#context = context
    this.#isLanguage = tag => context.languages.languages.has(tag.split('-')[0]!)
    this.#report = report
  }

  /** Takes in what a source calls things; all sources, before the first is aligned. */
  learn(lesson: Lesson): void {
    this.entities.learn(lesson)
  }

  #settle(): Entities {
    if (!this.#settled) this.entities.settle()
    this.#settled = true
    return this.entities
  }

  /** The entity a source is about; undefined for a document about none. */
  entityOf(source: Source, qid: string | undefined): string | undefined {
    const entities = this.#settle()
    return qid === undefined ? entities.ofNote(source.id) : entities.ofItem(qid)
  }

  /** A source with its entity, and the statements that its own keys make about it. */
  align({ source, subject, claims }: SourceClaims): { source: AlignedSource; statements: Statement[] } {
    const entities = this.#settle()
    const entity = this.entityOf(source, subject.qid)
    const unresolved = new Unresolved(source.file, entities, this.#report)
    const own = entity === undefined ? new Set<string>() : entities.pagesOf(entity)
    const mentions = new Set(
      subject.mentions.flatMap(target => {
        unresolved.check(target)
        if (target.kind !== 'article') return entities.ofTarget(target) ?? []
        return own.has(target.page) ? [] : (entities.ofTarget(target) ?? target.page)
      })
    )
    const aligned = { ...source, ...(entity === undefined ? {} : { entity }), mentions: [...mentions].sort() }
    if (entity === undefined) return { source: aligned, statements: [] }
    // What prose names and nothing explains is listed in a report of its own.
    for (const claim of claims)
      if (claim.value.kind === 'link' && !isOfProse(claim)) unresolved.check(claim.value.target)
    const known = new Map((subject.translations ?? []).map(({ text, language }) => [text, language]))
    const aligner = new SubjectAligner(
      entity,
      source,
      known,
      entities,
      this.#context,
      this.#keys,
      this.#report
    )
    return { source: aligned, statements: aligner.align(claims) }
  }

  /**
   * The statements that rules read from a source's prose, by the IRI of what each is about; `lineOf` gives the
   * line of an offset into its text, for reports. Throws an Error for a property that the catalogue lacks.
   */
  alignProse(claims: SourceClaims, lineOf?: (offset: number) => number): Map<string, Statement[]> {
    const entities = this.#settle()
    const own = this.entityOf(claims.source, claims.subject.qid)
    const report = this.#report
    return alignProse(claims, { ...this.#context, entities, report, own, ...(lineOf ? { lineOf } : {}) })
  }

  /** Lists of all there are of something, as statements that are not published, only held against others. */
  alignLists(claims: SourceClaims): Statement[] {
    return alignLists(claims, { ...this.#context, entities: this.#settle() })
  }

  /** An entity as it is called; the abstract is that of a source about it. */
  describe(entity: string, abstract?: string): Entity {
    return this.#settle().describe(entity, this.#context.language, this.#isLanguage, abstract)
  }

  /** How the keys were understood of the sources that were aligned since this was asked last. */
  takeKeys(): KeyUse[] {
    const keys = this.#keys.list()
    this.#keys = new KeyCounts()
    return keys
  }

  /** What was asked of the entities while something was done. */
  questionsOf<T>(work: () => T): { readonly result: T; readonly questions: ReadonlySet<string> } {
    const questions = new Set<string>()
    this.#settle().questions = questions
    try {
      return { result: work(), questions }
    } finally {
      this.entities.questions = undefined
    }
  }
}

interface Reading extends ReadValue {
  readonly claim: Claim
  readonly property: Property
  readonly tier: KeyTier
}

// Only of these datatypes does a value show that it is meant: nearly any words make a string or an id.
const telling = new Set<Datatype>([
  'wikibase-item',
  'wikibase-property',
  'time',
  'globe-coordinate',
  'url',
  'commonsMedia',
  'geo-shape',
  'tabular-data'
])
const exactTiers = new Set<KeyTier>(['label', 'renormalised label', 'P-id'])

/** Aligns what one source says of its subject. */
class SubjectAligner {
  readonly #subject: string
  readonly #source: Source
  /** Texts whose language the subject's own language maps tell. */
  readonly #translations: ReadonlyMap<string, string>
  readonly #entities: Entities
  readonly #context: AlignmentContext
  readonly #keys: KeyCounts
  readonly #report: Report

  constructor(
    subject: string,
    source: Source,
    translations: ReadonlyMap<string, string>,
    entities: Entities,
    context: AlignmentContext,
    keys: KeyCounts,
    report: Report
  ) {
    this.#subject = subject
    this.#source = source
    this.#translations = translations
    this.#entities = entities
    this.#context = context
    this.#keys = keys
    this.#report = report
  }

  align(claims: readonly Claim[]): Statement[] {
    const byKey = new Map<string, Claim[]>()
    // What an importer wrote comes first, since copies of it by the author are known by it.
    for (const keyBy of ['importer', 'author'] as const)
      for (const claim of claims) {
        if (claim.keyBy !== keyBy) continue
        const group = byKey.get(`${keyBy} ${claim.property}`)
        if (group) group.push(claim)
        else byKey.set(`${keyBy} ${claim.property}`, [claim])
      }
    const stated = new Set<string>()
    const readings = [...byKey.values()].flatMap(group => {
      const read = this.#readKey(group, stated)
      for (const { property, value } of read) stated.add(`${property.id} ${valueKey(value)}`)
      return read
    })
    const tagged = tagReadings(readings, {
      own: { label: this.#entities.labelOf(this.#subject), language: this.#context.language },
      translations: this.#translations,
      tables: this.#context.languages,
      labelOf: iri => this.#entities.labelOf(iri)
    })
    return tagged.map(({ claim, property, tier, value, method }) => {
      const reference: Reference = {
        source: this.#source.id,
        evidence: claim.evidence,
        ...(tier === 'local' ? {} : { tier }),
        ...(method === undefined ? {} : { method })
      }
      return { subject: this.#subject, property, value, qualifiers: [], references: [reference] }
    })
  }

  /** Finds the property of a key: the first candidate that most of the key's values fit. */
  #readKey(claims: readonly Claim[], stated: ReadonlySet<string>): Reading[] {
    const { property: key, keyBy } = claims[0]!
    let meant: Property | undefined
    for (const { property, tier } of this.#context.catalogue.candidates(key)) {
      if (this.#source.ownKeys && !exactTiers.has(tier)) continue
      const readings = claims.map(claim => ({ claim, read: this.#read(claim.value, property.datatype) }))
      const fitting = readings.filter(({ read }) => read !== undefined)
      if (fitting.length * 2 < claims.length || fitting.length === 0) {
        if (tier === 'label') meant ??= property
        continue
      }
      // An author's word that only resembles a label means the property when its values show it, or repeat it.
      if (keyBy === 'author' && !exactTiers.has(tier) && !telling.has(property.datatype)) {
        const repeats = fitting.every(({ read }) => stated.has(`${property.id} ${valueKey(read!.value)}`))
        if (!repeats) continue
      }
      return readings.map(({ claim, read }) => {
        if (!read) return this.#local(claim, property)
        this.#keys.count(claim, property, tier)
        return { ...read, claim, property, tier }
      })
    }
    return claims.map(claim => this.#local(claim, meant))
  }

  /** A claim that fits no property of Wikidata keeps its key and its words as a property of the dataset. */
  #local(claim: Claim, unfit?: Property): Reading {
    // A pair of numbers under a key such as `location` is the habit of map plugins, not a slip.
    // Nor is an author's own word that happens to be a label.
    const slip = unfit && claim.value.kind !== 'tuple' && !this.#source.ownKeys
    if (slip)
      this.#report({
        severity: 'warning',
        code: 'value-unfit',
        file: this.#source.file,
        ...(claim.evidence.kind === 'field' ? { line: claim.evidence.line } : {}),
        message: `${claim.property} is ${unfit.label} (${unfit.id}), whose values are ${datatypeName(unfit.datatype)}, not: ${wordsText(claim.value)}`,
        remedy: 'mend the value; it is published under a property of this dataset until then'
      })
    const { datatype, read } = this.#guess(claim)
    const property = localProperty(claim.property, datatype)
    this.#keys.count(claim, property, 'local', slip ? unfit : undefined)
    return { ...read, claim, property, tier: 'local' }
  }

  #guess({ value }: Claim): { datatype: Datatype; read: ReadValue } {
    // A number with a leading zero is a code; one without may be either, and nobody adds up codes by mistake.
    const shapes: readonly [Datatype, RegExp | undefined][] = [
      ['wikibase-item', undefined],
      ['globe-coordinate', /^Point/],
      ['time', /^-?\d{4,}-\d\d(-\d\d(T.*)?)?$/],
      ['quantity', /^[+-]?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/],
      ['url', /^(?:https?:\/\/|mailto:)/]
    ]
    for (const [datatype, shape] of shapes) {
      if (value.kind === 'text' && (shape === undefined || !shape.test(value.text))) continue
      if (value.kind === 'link' && !/^(?:wikibase-item|url)$/.test(datatype)) continue
      const read = this.#read(value, datatype)
      if (read) return { datatype, read }
    }
    return { datatype: 'string', read: { value: { type: 'string', text: wordsText(value) } } }
  }

  #read(words: Words, datatype: Datatype): ReadValue | undefined {
    return readWords(words, datatype, this.#entities, this.#context.catalogue)
  }
}
