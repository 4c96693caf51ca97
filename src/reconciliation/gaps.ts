import type { Iris, Property } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import type { Constraints } from './constraints.ts'
import type { Disagreement, DisagreementKind } from './disagreement.ts'
import type { RankedStatement } from './reconcile.ts'
import { listWords } from './wording.ts'

/**
 * What other entities may have to say to a statement: P-id, value (an entity's IRI, or an id's text), the statement's
 * IRI. Plain data.
 */
export type Link = readonly [property: string, value: string, statement: string]

/** The links of an entity: what holds both ways, or has an inverse, and ids that one thing alone has. */
export function linksOf(statements: readonly RankedStatement[], constraints: Constraints): Link[] {
  return statements.flatMap((statement): Link[] => {
    const { property, value, iri, rank, qualifiers } = statement
    if (property.local || rank === 'deprecated') return []
    if (value.type === 'external-id')
      return constraints.has(property, 'shared') ? [] : [[property.id, value.text, iri]]
    if (value.type !== 'item' || qualifiers.some(snak => snak.property.id === 'P582')) return []
    return isRelation(property.id, constraints) ? [[property.id, value.iri, iri]] : []
  })
}

/** Whether the other end of a property of Wikidata may have something to say to it. */
const isRelation = (id: string, constraints: Constraints): boolean =>
  constraints.inverses.has(id) ||
  (['symmetric', 'inverse', 'counterpart'] as const).some(name => constraints.has({ id, local: false }, name))

interface Known {
  readonly subject: string
  readonly statement: string
}

/**
 * What only several entities together show: a statement that its other end does not answer, though it has statements
 * of that property; and one id on two entities. It is told of the links of every entity, and changes no rank.
 */
export class Gaps {
  readonly #constraints: Constraints
  readonly #labelOf: (iri: string) => string
  readonly #iris: Iris
  /** By subject and property, the values with their statements. */
  readonly #values = new Map<string, Map<string, string>>()
  /** By property and id, who has it; most have one owner. */
  readonly #owners = new Map<string, Known | Known[]>()

  constructor(constraints: Constraints, iris: Iris, labelOf: (iri: string) => string) {
    this.#constraints = constraints
    this.#iris = iris
    this.#labelOf = labelOf
  }

  learn(subject: string, links: readonly Link[]): void {
    for (const [property, value, statement] of links) {
      if (isRelation(property, this.#constraints)) {
        const key = `${subject} ${property}`
        const values = this.#values.get(key) ?? new Map<string, string>()
        values.set(value, statement)
        this.#values.set(key, values)
        continue
      }
      const key = `${property} ${value}`
      const known = this.#owners.get(key)
      const own = { subject, statement }
      if (known === undefined) this.#owners.set(key, own)
      else if (Array.isArray(known)) {
        if (known.every(other => other.subject !== subject)) known.push(own)
      } else if (known.subject !== subject) this.#owners.set(key, [known, own])
    }
  }

  /** What was found, by the entity that it is about, in the order of their IRIs; `propertyOf` describes a P-id. */
  find(propertyOf: (pid: string) => Property | undefined): [entity: string, disagreements: Disagreement[]][] {
    const found = Map.groupBy(this.#all(propertyOf), ({ about }) => about)
    for (const disagreements of found.values()) disagreements.sort((a, b) => byCodePoint(a.iri, b.iri))
    return [...found].sort(([a], [b]) => byCodePoint(a, b))
  }

  *#all(propertyOf: (pid: string) => Property | undefined): Iterable<Disagreement> {
    for (const [key, values] of this.#values) {
      const [subject = '', id = ''] = key.split(' ')
      const property = { id, local: false }
      if (this.#constraints.has(property, 'symmetric'))
        yield* this.#unanswered('SymmetricGap', subject, id, [id], values, propertyOf)
      const inverses = this.#constraints.valuesOf(property, 'inverse')
      if (inverses) yield* this.#unanswered('InverseGap', subject, id, inverses, values, propertyOf)
    }
    for (const [key, owners] of this.#owners) {
      if (!Array.isArray(owners)) continue
      const space = key.indexOf(' ')
      const property = propertyOf(key.slice(0, space))
      if (property) yield this.#shared(property, key.slice(space + 1), owners)
    }
  }

  /** One answer of those that `backs` are is enough, and so is one by a counterpart. */
  *#unanswered(
    kind: DisagreementKind,
    subject: string,
    id: string,
    backs: readonly string[],
    values: ReadonlyMap<string, string>,
    propertyOf: (pid: string) => Property | undefined
  ): Iterable<Disagreement> {
    const property = propertyOf(id)
    const counterparts = this.#constraints.valuesOf({ id, local: false }, 'counterpart') ?? []
    for (const [value, statement] of values) {
      if (!property || value === subject) continue
      const answersBy = (back: string) => this.#values.get(`${value} ${back}`)
      if ([...backs, ...counterparts].some(back => answersBy(back)?.has(subject))) continue
      const others = backs.flatMap(back => {
        const [answer, answers] = [propertyOf(back), answersBy(back)]
        return answer && answers ? [{ answer, names: [...answers.keys()] }] : []
      })
      if (others.length === 0) continue
      const { answer } = others[0]!
      const names = this.#names([subject, value, ...others.flatMap(other => other.names)])
      const [from = '', to = ''] = names.splice(0, 2)
      const has = others.map(
        other => `${other.answer.label} ${listWords(names.splice(0, other.names.length), 6)}`
      )
      yield this.#disagreement(kind, value, answer, [statement], {
        comment: `${from}: ${property.label} ${to}; ${to}: ${has.join(', ')}, and not ${from}.`,
        resolution: 'Open: one of the two may be incomplete. Nothing is added.'
      })
    }
  }

  #shared(property: Property, id: string, owners: readonly Known[]): Disagreement {
    const sorted = [...owners].sort((a, b) => byCodePoint(a.subject, b.subject))
    const names = this.#names(sorted.map(({ subject }) => subject))
    const statements = sorted.map(({ statement }) => statement)
    return this.#disagreement('IdentityClash', sorted[0]!.subject, property, statements, {
      comment: `${listWords(names)} have one and the same ${property.label}, “${id}”.`,
      resolution: 'Open: they may be one, or one has the id of another. All stay.'
    })
  }

  /** What entities are called; of those that share a name, with what tells them apart. */
  #names(entities: readonly string[]): string[] {
    const labels = entities.map(entity => this.#labelOf(entity))
    return labels.map((label, i) =>
      labels.indexOf(label) === i && labels.lastIndexOf(label) === i
        ? label
        : `${label} (${this.#iris.localName(entities[i]!)})`
    )
  }

  #disagreement(
    kind: DisagreementKind,
    about: string,
    property: Property,
    involves: readonly string[],
    { comment, resolution }: Pick<Disagreement, 'comment' | 'resolution'>
  ): Disagreement {
    return {
      iri: this.#iris.disagreement(about, [kind, property.id, ...involves]),
      about,
      property,
      kind,
      state: 'open',
      comment,
      resolution,
      involves: [...involves].sort(byCodePoint),
      references: []
    }
  }
}
