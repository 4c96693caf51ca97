import type { Iris, Property } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import type { Constraints } from './constraints.ts'
import type { Disagreement, DisagreementKind } from './disagreement.ts'
import type { RankedStatement } from './reconcile.ts'
import { listWords } from './wording.ts'

/** What other entities may have to say to a statement: P-id, value (an entity's IRI, or an id's text), the statement's IRI. Plain data. */
export type Link = readonly [property: string, value: string, statement: string]

/** The links of an entity: what holds both ways, or has an inverse, and ids that one thing alone has. */
export function linksOf(statements: readonly RankedStatement[], constraints: Constraints): Link[] {
  return statements.flatMap((statement): Link[] => {
    const { property, value, iri, rank, qualifiers } = statement
    if (property.local || rank === 'deprecated') return []
    if (value.type === 'external-id')
      return constraints.has(property, 'shared') ? [] : [[property.id, value.text, iri]]
    if (value.type !== 'item' || qualifiers.some(snak => snak.property.id === 'P582')) return []
    const isLinked =
      constraints.has(property, 'symmetric') ||
      constraints.has(property, 'inverse') ||
      isInverse(property, constraints)
    return isLinked ? [[property.id, value.iri, iri]] : []
  })
}

const isInverse = ({ id }: Property, constraints: Constraints): boolean => constraints.inverses.has(id)

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
      if (this.#isRelation(property)) {
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
      else if (Array.isArray(known)) known.push(own)
      else if (known.subject !== subject) this.#owners.set(key, [known, own])
    }
  }

  #isRelation(property: string): boolean {
    const of = { id: property, local: false }
    return (
      this.#constraints.valuesOf(of, 'symmetric') !== undefined ||
      this.#constraints.valuesOf(of, 'inverse') !== undefined ||
      this.#constraints.inverses.has(property)
    )
  }

  /** What was found, by the entity that it is about, in the order of their IRIs; `propertyOf` describes a P-id. */
  find(propertyOf: (pid: string) => Property | undefined): [entity: string, disagreements: Disagreement[]][] {
    const found = new Map<string, Disagreement[]>()
    const add = (disagreement: Disagreement): void => {
      const same = found.get(disagreement.about)
      if (same) same.push(disagreement)
      else found.set(disagreement.about, [disagreement])
    }
    for (const [key, values] of this.#values) {
      const [subject = '', id = ''] = key.split(' ')
      const of = { id, local: false }
      if (this.#constraints.valuesOf(of, 'symmetric') !== undefined)
        this.#findUnanswered('SymmetricGap', subject, id, id, values, propertyOf, add)
      for (const inverse of this.#constraints.valuesOf(of, 'inverse') ?? [])
        this.#findUnanswered('InverseGap', subject, id, inverse, values, propertyOf, add)
    }
    for (const [key, owners] of this.#owners)
      if (Array.isArray(owners)) this.#findShared(key, owners, propertyOf, add)
    for (const disagreements of found.values()) disagreements.sort((a, b) => byCodePoint(a.iri, b.iri))
    return [...found].sort(([a], [b]) => byCodePoint(a, b))
  }

  #findUnanswered(
    kind: DisagreementKind,
    subject: string,
    id: string,
    back: string,
    values: ReadonlyMap<string, string>,
    propertyOf: (pid: string) => Property | undefined,
    add: (disagreement: Disagreement) => void
  ): void {
    const [property, answer] = [propertyOf(id), propertyOf(back)]
    if (!property || !answer) return
    for (const [value, statement] of values) {
      if (value === subject) continue
      const answers = this.#values.get(`${value} ${back}`)
      if (!answers || answers.has(subject)) continue
      const [from = '', to = '', ...others] = this.#names([subject, value, ...answers.keys()])
      const shown = others.length > 5 ? [...others.slice(0, 5), `${others.length - 5} more`] : others
      add(
        this.#disagreement(kind, value, answer, [statement], {
          comment: `${from} has ${to} as ${property.label}; ${to} has ${listWords(shown)} as ${answer.label}, and not ${from}.`,
          resolution: 'Open: one of the two may be incomplete. Nothing is added.'
        })
      )
    }
  }

  #findShared(
    key: string,
    owners: readonly Known[],
    propertyOf: (pid: string) => Property | undefined,
    add: (disagreement: Disagreement) => void
  ): void {
    const property = propertyOf(key.slice(0, key.indexOf(' ')))
    if (!property) return
    const sorted = [...owners].sort((a, b) => byCodePoint(a.subject, b.subject))
    const names = this.#names(sorted.map(({ subject }) => subject))
    const statements = sorted.map(({ statement }) => statement)
    add(
      this.#disagreement('IdentityClash', sorted[0]!.subject, property, statements, {
        comment: `${listWords(names)} have one and the same ${property.label}, “${key.slice(key.indexOf(' ') + 1)}”.`,
        resolution: 'Open: they may be one, or one has the id of the other. Both stay.'
      })
    )
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
