import { type Reference, type Snak, type Statement, type Value, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import {
  jointQualifiers,
  jointValue,
  propertyKey,
  type Qualifiers,
  qualifiersOf,
  shortfall,
  spelled
} from './agreement.ts'
import { type Claimed, claimedOf, groupsOf, type Joined, joinedOf } from './joining.ts'
import { addReference, byPlace } from './references.ts'

/** One statement of all claims that say the same, or the same more and less exactly. */
export interface Merged {
  readonly statement: Statement
  /** Spellings of the value and of the qualifiers, the latter in order. */
  readonly value: string
  readonly qualifiers: readonly string[]
  /** By source and place. */
  readonly references: readonly Reference[]
  /** What sources say less exactly than the statement. */
  readonly coarser: readonly Coarser[]
}

/** What a source says less exactly than the statement that it is evidence for. */
export interface Coarser {
  readonly source: string
  /** Where it is a qualifier that is said so. */
  readonly qualifier?: Snak['property']
  readonly said: Value
  readonly finer: Value
  /** The sources that say it as exactly as the statement. */
  readonly exact: readonly string[]
}

/** Statements of one subject, each once; in an order that does not depend on theirs. */
export function mergedOf(statements: readonly Statement[]): Merged[] {
  return groupsOf(claimedOf(statements)).flatMap(group =>
    group.length === 1 ? group.map(alone) : joinedOf(group).map(together)
  )
}

/** Whether two statements could be one. */
export const agree = ({ statement: a }: Merged, { statement: b }: Merged): boolean =>
  propertyKey(a.property) === propertyKey(b.property) &&
  jointValue(a.value, b.value) !== undefined &&
  jointQualifiers(qualifiersOf(a.qualifiers), qualifiersOf(b.qualifiers)) !== undefined

function merged(
  statement: Statement,
  qualifiers: Qualifiers,
  references: readonly Reference[],
  coarser: readonly Coarser[] = []
): Merged {
  const snaks = spelled([...qualifiers.values()].flat())
  return {
    statement: { ...statement, qualifiers: [...snaks.values()] },
    value: valueKey(statement.value),
    qualifiers: [...snaks.keys()],
    references: [...references].sort(byPlace),
    coarser
  }
}

/** The same with one more qualifier. */
export const withQualifier = ({ statement, references, coarser }: Merged, snak: Snak): Merged =>
  merged(statement, qualifiersOf([...statement.qualifiers, snak]), references, coarser)

const alone = ({ statement, qualifiers, references }: Claimed): Merged =>
  merged(statement, qualifiers, [...references.values()])

/** One statement of several that agree with each other. */
function together({ members, value, qualifiers }: Joined): Merged {
  if (members.length === 1) return alone(members[0]!)
  const references = new Map<string, Reference>()
  const coarser: Coarser[] = []
  const sayers = (says: (member: Claimed) => boolean): string[] =>
    members.filter(says).flatMap(member => [...member.references.values()].map(({ source }) => source))
  for (const member of members) {
    const less: Omit<Coarser, 'source'>[] = []
    const { value: said } = member.statement
    const notes: string[] = []
    const note = shortfall(said, value)
    if (note !== undefined) {
      notes.push(note)
      const exact = sayers(({ statement }) => valueKey(statement.value) === valueKey(value))
      less.push({ said, finer: value, exact })
    }
    for (const snak of [...member.qualifiers.values()].flat()) {
      const finer = finerOf(snak, qualifiers)
      const short = finer && shortfall(snak.value, finer)
      if (!finer || short === undefined) continue
      const label = snak.property.label
      notes.push(snak.value.type === 'unknown' ? `leaves the ${label} open` : `${short} as ${label}`)
      const exact = sayers(other =>
        (other.qualifiers.get(snak.property.id) ?? []).some(one => valueKey(one.value) === valueKey(finer))
      )
      less.push({ qualifier: snak.property, said: snak.value, finer, exact })
    }
    for (const reference of member.references.values()) {
      addReference(references, withNotes(reference, notes, note === undefined ? undefined : said))
      for (const one of less) coarser.push({ source: reference.source, ...one })
    }
  }
  return merged({ ...members[0]!.statement, value }, qualifiers, [...references.values()], coarser)
}

/** The finer value of a qualifier that what a source says has become. */
function finerOf({ property, value }: Snak, joint: Qualifiers): Value | undefined {
  const same = joint.get(property.id) ?? []
  if (same.some(snak => valueKey(snak.value) === valueKey(value))) return undefined
  return same.find(snak => jointValue(snak.value, value) !== undefined)?.value
}

function withNotes(reference: Reference, notes: readonly string[], said: Value | undefined): Reference {
  if (notes.length === 0) return reference
  const method = [...(reference.method === undefined ? [] : [reference.method]), ...notes].join('; ')
  return { ...reference, method, ...(said === undefined ? {} : { said }) }
}

const propertyNumber = ({ property }: Statement): number =>
  property.local ? Number.MAX_SAFE_INTEGER : Number(property.id.slice(1))

/** The order of statements: by property, value and qualifiers. */
export function inOrder(a: Merged, b: Merged): number {
  return (
    propertyNumber(a.statement) - propertyNumber(b.statement) ||
    byCodePoint(a.statement.property.id, b.statement.property.id) ||
    byCodePoint(a.value, b.value) ||
    byCodePoint(a.qualifiers.join('\n'), b.qualifiers.join('\n'))
  )
}
