import type { Property, Reference, Snak, Value } from '../alignment/alignment.ts'
import { Constraints } from './constraints.ts'
import type { DisagreementKind } from './disagreement.ts'
import { Gazetteer } from './gazetteer.ts'
import { type Merged, withQualifier } from './merging.ts'
import { Testimony } from './testimony.ts'

/** What statements are judged by. */
export interface Grounds {
  readonly constraints: Constraints
  readonly gazetteer: Gazetteer
  readonly testimony: Testimony
  /** What an entity is called. */
  readonly labelOf: (iri: string) => string
  /** The Wikidata item that an entity is. */
  readonly qidOf: (iri: string) => string | undefined
  /** What kind of thing an entity is, where that is well known: `country`. */
  readonly classOf: (iri: string) => string | undefined
  /** The item of the country that a well-known place lies in. */
  readonly countryOf: (iri: string) => string | undefined
}

/** What is known of the entity besides its statements. */
export interface Subject {
  readonly iri: string
  /** Ids of the notes about it. */
  readonly notes?: readonly string[]
  /** Other items that notes say it is, with the note. */
  readonly rivals?: readonly { readonly qid: string; readonly note: string }[]
}

export type Rank = 'preferred' | 'normal' | 'deprecated'

/** A statement while it is judged. */
export class Judged {
  #merged: Merged
  #rank: Rank = 'normal'
  #reasons: string[] = []
  /** Whether what it says is over, and its property is asked for what is. */
  isPast = false
  /** Whether its subject is no class, though it says that it is one (P279). */
  isOfIndividual = false

  constructor(merged: Merged) {
    this.#merged = merged
    if (merged.statement.proposed)
      this.rank('deprecated', 'proposed by a language model, not confirmed by a rule')
  }

  get merged(): Merged {
    return this.#merged
  }

  get property(): Property {
    return this.#merged.statement.property
  }

  get value(): Value {
    return this.#merged.statement.value
  }

  get references(): readonly Reference[] {
    return this.#merged.references
  }

  /** Whether it has not been found wrong, nor is a proposal. */
  get isLive(): boolean {
    return this.#rank !== 'deprecated'
  }

  get ranked(): Rank {
    return this.#rank
  }

  get reason(): string | undefined {
    return this.#reasons.length === 0 ? undefined : this.#reasons.join('; ')
  }

  /** The first value of a qualifier. */
  qualifier(property: string): Value | undefined {
    return this.qualifiers(property)[0]
  }

  qualifiers(property: string): Value[] {
    return this.#merged.statement.qualifiers.flatMap(snak =>
      snak.property.id === property && !snak.property.local ? [snak.value] : []
    )
  }

  /** Ranks it, and says why; what has once been found wrong is not preferred. */
  rank(rank: 'preferred' | 'deprecated', reason: string): void {
    if (this.#rank === 'deprecated' && rank !== 'deprecated') return
    if (this.#rank !== rank) this.#reasons = []
    this.#rank = rank
    if (!this.#reasons.includes(reason)) this.#reasons.push(reason)
  }

  /** Says something of a statement whose rank stays. */
  remark(reason: string): void {
    if (!this.#reasons.includes(reason)) this.#reasons.push(reason)
  }

  qualify(snak: Snak): void {
    this.#merged = withQualifier(this.#merged, snak)
  }
}

/** What a check found. */
export interface Finding {
  readonly kind: DisagreementKind
  readonly state: 'open' | 'settled'
  readonly property?: Property
  readonly involves: readonly Judged[]
  readonly comment: string
  readonly resolution: string
  readonly references?: readonly Reference[]
}

/** The statements of one entity, before the checks. */
export class Judging {
  readonly subject: Subject
  readonly grounds: Grounds
  readonly statements: readonly Judged[]
  /** Those of sources: what models alone propose contradicts nothing. */
  readonly stated: readonly Judged[]
  /** Of properties of Wikidata alone, by P-id. */
  readonly #byProperty: ReadonlyMap<string, readonly Judged[]>
  readonly findings: Finding[] = []

  constructor(subject: Subject, grounds: Grounds, merged: readonly Merged[]) {
    this.subject = subject
    this.grounds = grounds
    this.statements = merged.map(one => new Judged(one))
    this.stated = this.statements.filter(({ merged: { statement } }) => !statement.proposed)
    const shared = this.stated.filter(({ property }) => !property.local)
    this.#byProperty = Map.groupBy(shared, ({ property }) => property.id)
  }

  /** The properties of its statements, Wikidata's alone, with the statements; proposals of models left out. */
  *properties(): Iterable<readonly [Property, readonly Judged[]]> {
    for (const same of this.#byProperty.values()) yield [same[0]!.property, same]
  }

  /** The statements of one property, proposals of models left out. */
  of(property: string): readonly Judged[] {
    return this.#byProperty.get(property) ?? []
  }

  get label(): string {
    return this.grounds.labelOf(this.subject.iri)
  }

  find(finding: Finding): void {
    this.findings.push(finding)
  }
}

/** Grounds on which nothing can be found. */
export const noGrounds: Grounds = {
  constraints: Constraints.nothing,
  gazetteer: new Gazetteer(),
  testimony: Testimony.nothing,
  labelOf: iri => iri,
  qidOf: () => undefined,
  classOf: () => undefined,
  countryOf: () => undefined
}
