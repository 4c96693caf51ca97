import type { Claim, Source, SourceClaims, Words } from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import { type Catalogue, type Datatype, type KeyTier, localProperty, type Property } from './catalogue.ts'
import { Entities, type Entity } from './entities.ts'
import type { Iris } from './iris.ts'
import { type LanguageTables, languagesNamed, type Tagged, tagLanguages } from './languages.ts'
import type { Reference, Statement, Value } from './statement.ts'
import { type ReadValue, readValue } from './values.ts'

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

/** How one key was understood, and how often. */
export interface KeyUse {
  readonly key: string
  readonly property: Property
  readonly tier: KeyTier
  readonly values: number
  /** Where it stands first. */
  readonly file: string
  readonly line?: number
}

export interface Alignment {
  readonly statements: readonly Statement[]
  readonly entities: readonly Entity[]
  readonly sources: readonly AlignedSource[]
  readonly keys: readonly KeyUse[]
}

/** Words → terms: gives each claim its property, its typed value and its entities. */
export function align(
  sources: readonly SourceClaims[],
  context: AlignmentContext,
  report: Report
): Alignment {
  const entities = new Entities(context.iris, sources)
  const keys = new KeyCounts()
  const statements: Statement[] = []
  const aligned: AlignedSource[] = []
  for (const { source, subject, claims } of sources) {
    const entity = subject.qid === undefined ? entities.ofNote(source.id) : entities.ofItem(subject.qid)
    aligned.push({
      ...source,
      ...(entity === undefined ? {} : { entity }),
      mentions: [...new Set(subject.mentions.map(target => entities.ofTarget(target)))].sort()
    })
    if (entity === undefined) continue
    statements.push(...new SubjectAligner(entity, source, entities, context, keys, report).align(claims))
  }
  return { statements, entities: entities.list(context.language), sources: aligned, keys: keys.list() }
}

class KeyCounts {
  readonly #uses = new Map<string, KeyUse>()

  count(key: string, property: Property, tier: KeyTier, file: string, line: number | undefined): void {
    const id = `${key}\n${property.id}`
    const use = this.#uses.get(id)
    const place = line === undefined ? { file } : { file, line }
    this.#uses.set(
      id,
      use ? { ...use, values: use.values + 1 } : { key, property, tier, values: 1, ...place }
    )
  }

  list(): KeyUse[] {
    return [...this.#uses.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  }
}

// Properties that say which languages a subject's names may be written in: its own, then those of its places.
const languageProperties = ['P37', 'P407', 'P364', 'P2936', 'P1412', 'P103']
const territoryProperties = ['P17', 'P527', 'P27', 'P495', 'P1001']

interface Reading extends ReadValue {
  readonly claim: Claim
  readonly property: Property
}

/** Aligns what one source says of its subject. */
class SubjectAligner {
  readonly #subject: string
  readonly #source: Source
  readonly #entities: Entities
  readonly #context: AlignmentContext
  readonly #keys: KeyCounts
  readonly #report: Report

  constructor(
    subject: string,
    source: Source,
    entities: Entities,
    context: AlignmentContext,
    keys: KeyCounts,
    report: Report
  ) {
    this.#subject = subject
    this.#source = source
    this.#entities = entities
    this.#context = context
    this.#keys = keys
    this.#report = report
  }

  align(claims: readonly Claim[]): Statement[] {
    const byKey = new Map<string, Claim[]>()
    for (const claim of claims) byKey.set(claim.property, [...(byKey.get(claim.property) ?? []), claim])
    const readings = [...byKey.values()].flatMap(group => this.#readKey(group))
    return this.#tag(readings).map(({ claim, property, value, method }) => {
      const reference: Reference = {
        source: this.#source.id,
        evidence: claim.evidence,
        ...(method === undefined ? {} : { method })
      }
      return { subject: this.#subject, property, value, qualifiers: [], references: [reference] }
    })
  }

  /** Finds the property of a key: the first candidate that most of the key's values fit. */
  #readKey(claims: readonly Claim[]): Reading[] {
    const key = claims[0]!.property
    let meant: Property | undefined
    for (const { property, tier } of this.#context.catalogue.candidates(key)) {
      const readings = claims.map(claim => ({ claim, read: this.#read(claim.value, property.datatype) }))
      const fitting = readings.filter(({ read }) => read !== undefined)
      if (fitting.length * 2 < claims.length || fitting.length === 0) {
        if (tier === 'label') meant ??= property
        continue
      }
      return readings.map(({ claim, read }) => {
        if (!read) return this.#local(claim, property)
        this.#count(claim, property, tier)
        return { ...read, claim, property }
      })
    }
    return claims.map(claim => this.#local(claim, meant))
  }

  #count(claim: Claim, property: Property, tier: KeyTier): void {
    const { evidence } = claim
    this.#keys.count(
      claim.property,
      property,
      tier,
      this.#source.file,
      evidence.kind === 'field' ? evidence.line : undefined
    )
  }

  /** A claim that fits no property of Wikidata keeps its key and its words as a property of the dataset. */
  #local(claim: Claim, unfit?: Property): Reading {
    // A pair of numbers under a key such as `location` is the habit of map plugins, not a slip.
    if (unfit && claim.value.kind !== 'tuple')
      this.#report({
        severity: 'warning',
        code: 'value-unfit',
        file: this.#source.file,
        ...(claim.evidence.kind === 'field' ? { line: claim.evidence.line } : {}),
        message: `${claim.property} is ${unfit.label} (${unfit.id}), whose values are ${datatypeNames[unfit.datatype] ?? unfit.datatype}, not: ${wordsText(claim.value)}`,
        remedy: 'mend the value; it is published under a property of this dataset until then'
      })
    const { datatype, read } = this.#guess(claim)
    const property = localProperty(claim.property, datatype)
    this.#count(claim, property, 'local')
    return { ...read, claim, property }
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
      const read = this.#read(value, datatype)
      if (read) return { datatype, read }
    }
    return { datatype: 'string', read: { value: { type: 'string', text: wordsText(value) } } }
  }

  #read(words: Words, datatype: Datatype): ReadValue | undefined {
    if (datatype === 'wikibase-item') return this.#readItem(words)
    if (datatype === 'monolingualtext')
      return words.kind === 'text'
        ? { value: { type: 'monolingual', text: words.text, language: 'und' } }
        : undefined
    if (datatype === 'wikibase-property') {
      const id =
        words.kind === 'text'
          ? /^(?:https?:\/\/www\.wikidata\.org\/entity\/)?(P[1-9]\d*)$/.exec(words.text)?.[1]
          : undefined
      return id === undefined
        ? undefined
        : { value: { type: 'iri', iri: `http://www.wikidata.org/entity/${id}` } }
    }
    return readValue(words, datatype)
  }

  #readItem(words: Words): ReadValue | undefined {
    if (words.kind === 'link') return { value: { type: 'item', iri: this.#entities.ofTarget(words.target) } }
    if (words.kind !== 'text') return undefined
    const qid = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d*)$/.exec(
      words.text
    )?.[1]
    if (qid !== undefined) return { value: { type: 'item', iri: this.#entities.ofItem(qid) } }
    const unknown = readValue(words, 'string')?.value
    return unknown?.type === 'unknown' ? { value: unknown } : undefined
  }

  /** Gives monolingual texts their language, lists of native names first, since they teach the others. */
  #tag(readings: readonly Reading[]): Reading[] {
    const texts = new Map<string, Set<string>>()
    for (const { property, value } of readings) {
      if (value.type !== 'monolingual') continue
      texts.set(property.id, (texts.get(property.id) ?? new Set()).add(value.text))
    }
    if (texts.size === 0) return [...readings]
    const known = new Map<string, string>()
    const tagged = new Map<string, Tagged>()
    const own = { label: this.#entities.labelOf(this.#subject), language: this.#context.language }
    const candidates = this.#candidateLanguages(readings)
    const lists = [...texts].sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1))
    for (const [property, values] of lists) {
      const oneEach = property === 'P1705' && values.size > 1
      for (const tag of tagLanguages(
        [...values],
        { candidates, known, own },
        this.#context.languages,
        oneEach
      )) {
        tagged.set(`${property}\n${tag.text}`, tag)
        if (tag.language !== 'und') known.set(tag.text, tag.language)
      }
    }
    return readings.map(reading => {
      if (reading.value.type !== 'monolingual') return reading
      const tag = tagged.get(`${reading.property.id}\n${reading.value.text}`)
      if (!tag) return reading
      const value: Value = { ...reading.value, language: tag.language }
      return tag.language === 'und'
        ? { ...reading, value }
        : { ...reading, value, method: `language by ${tag.method}` }
    })
  }

  #candidateLanguages(readings: readonly Reading[]): string[] {
    const named = (properties: readonly string[]): string[] =>
      properties.flatMap(id =>
        readings.flatMap(({ property, value }) =>
          property.id === id && value.type === 'item'
            ? languagesNamed(this.#entities.labelOf(value.iri), this.#context.languages)
            : []
        )
      )
    return [...new Set([...named(languageProperties), ...named(territoryProperties)])]
  }
}

const datatypeNames: Readonly<Partial<Record<Datatype, string>>> = {
  'wikibase-item': 'links to items',
  'globe-coordinate': 'coordinates',
  commonsMedia: 'files on Commons',
  quantity: 'numbers',
  time: 'dates',
  url: 'web addresses'
}

const wordsText = (words: Words): string => (words.kind === 'tuple' ? words.items.join(', ') : words.text)
