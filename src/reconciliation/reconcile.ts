import {
  type Iris,
  type Reference,
  type Snak,
  type Statement,
  type Value,
  valueKey
} from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import {
  jointQualifiers,
  jointValue,
  type Qualifiers,
  qualifiersOf,
  shortfall,
  snakKey
} from './agreement.ts'
import { addReference, type Claimed, claimedOf, groupsOf, type Joined, joinedOf } from './joining.ts'

/** A statement as published: one for all sources that make it, with its rank (Wikibase data model, "Rank"). */
export interface RankedStatement extends Statement {
  readonly iri: string
  readonly rank: 'preferred' | 'normal' | 'deprecated'
  /** Why it has this rank, in English; every statement of a rank other than normal has one. */
  readonly reason?: string
  /** Whether no statement of the same subject and property ranks higher; never so when deprecated. */
  readonly best: boolean
}

/**
 * Merges the statements of one subject that can be one, each source keeping its reference; in an order that
 * does not depend on theirs.
 *
 * Statements with one property are one where their values and qualifiers say the same, or one says more than the
 * other: a day than its year, a number with a bound than the number alone, a qualifier than none. What could be
 * one with either of two that contradict each other stays alone, since nothing tells which it is.
 *
 * What language models alone propose is merged apart, so that it changes no other statement; it is left out
 * where it agrees with one, and deprecated where it adds to them.
 */
export function reconcile(statements: readonly Statement[], iris: Iris): RankedStatement[] {
  const made = mergedOf(statements.filter(({ proposed }) => !proposed))
  const added = mergedOf(statements.filter(({ proposed }) => proposed)).filter(
    proposal => !made.some(other => agree(other, proposal))
  )
  return [...made, ...added].sort(inOrder).map(({ statement, value, qualifiers, references }) => ({
    ...statement,
    references: references.sort(byPlace),
    iri: iris.statement(statement.subject, statement.property.id, value, qualifiers),
    ...(statement.proposed
      ? { rank: 'deprecated' as const, reason: proposedReason, best: false }
      : { rank: 'normal' as const, best: true })
  }))
}

const proposedReason = 'proposed by a language model, not confirmed by a rule'

const mergedOf = (statements: readonly Statement[]): Merged[] =>
  groupsOf(claimedOf(statements)).flatMap(group =>
    group.length === 1 ? group.map(alone) : joinedOf(group).map(together)
  )

/** Whether two statements could be one. */
const agree = ({ statement: a }: Merged, { statement: b }: Merged): boolean =>
  a.property.id === b.property.id &&
  a.property.local === b.property.local &&
  jointValue(a.value, b.value) !== undefined &&
  jointQualifiers(qualifiersOf(a.qualifiers), qualifiersOf(b.qualifiers)) !== undefined

interface Merged {
  readonly statement: Statement
  /** Spellings of the value and of the qualifiers, the latter in order. */
  readonly value: string
  readonly qualifiers: readonly string[]
  readonly references: Reference[]
}

const merged = (statement: Statement, qualifiers: Qualifiers, references: Reference[]): Merged => {
  const snaks = [...qualifiers.values()].flat()
  const spelled = new Map(snaks.map(snak => [snakKey(snak), snak]))
  const order = [...spelled.keys()].sort(byCodePoint)
  return {
    statement: { ...statement, qualifiers: order.map(key => spelled.get(key)!) },
    value: valueKey(statement.value),
    qualifiers: order,
    references
  }
}

const alone = ({ statement, qualifiers, references }: Claimed): Merged =>
  merged(statement, qualifiers, [...references.values()])

/** One statement of several that agree with each other. */
function together({ members, value, qualifiers }: Joined): Merged {
  if (members.length === 1) return alone(members[0]!)
  const references = new Map<string, Reference>()
  for (const member of members) {
    const notes = [
      shortfall(member.statement.value, value),
      ...[...member.qualifiers.values()].flat().map(said => qualifierShortfall(said, qualifiers))
    ].filter(note => note !== undefined)
    const said = valueKey(member.statement.value) === valueKey(value) ? undefined : member.statement.value
    for (const reference of member.references.values())
      addReference(references, withNotes(reference, notes, said))
  }
  return merged({ ...members[0]!.statement, value }, qualifiers, [...references.values()])
}

function qualifierShortfall({ property, value }: Snak, joint: Qualifiers): string | undefined {
  const same = joint.get(property.id) ?? []
  if (same.some(snak => valueKey(snak.value) === valueKey(value))) return undefined
  const finer = same.find(snak => jointValue(snak.value, value) !== undefined)
  const note = finer && shortfall(value, finer.value)
  return note === undefined ? undefined : `${note} as ${property.label}`
}

function withNotes(reference: Reference, notes: readonly string[], said: Value | undefined): Reference {
  if (notes.length === 0) return reference
  const method = [...(reference.method === undefined ? [] : [reference.method]), ...notes].join('; ')
  return { ...reference, method, ...(said === undefined ? {} : { said }) }
}

const propertyNumber = ({ property }: Statement): number =>
  property.local ? Number.MAX_SAFE_INTEGER : Number(property.id.slice(1))

function inOrder(a: Merged, b: Merged): number {
  return (
    propertyNumber(a.statement) - propertyNumber(b.statement) ||
    byCodePoint(a.statement.property.id, b.statement.property.id) ||
    byCodePoint(a.value, b.value) ||
    byCodePoint(a.qualifiers.join('\n'), b.qualifiers.join('\n'))
  )
}

const placeOf = ({ evidence }: Reference): number =>
  evidence.kind === 'field' ? evidence.line : evidence.start

function byPlace(a: Reference, b: Reference): number {
  return (
    byCodePoint(a.source, b.source) ||
    placeOf(a) - placeOf(b) ||
    byCodePoint(JSON.stringify(a.evidence), JSON.stringify(b.evidence)) ||
    byCodePoint(a.method ?? '', b.method ?? '')
  )
}
