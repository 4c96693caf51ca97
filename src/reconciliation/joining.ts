import { type Reference, type Statement, type Value, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import {
  jointQualifiers,
  jointValue,
  propertyKey,
  type Qualifiers,
  qualifiersOf,
  restrictions
} from './agreement.ts'
import { addReference } from './references.ts'
import { isAfter, spanOf } from './time-spans.ts'

/** What one or more sources claim in the same terms. */
export interface Claimed {
  readonly statement: Statement
  /** The spelling of property, value and qualifiers by which claims are compared, without what tells how a source says it. */
  readonly key: string
  readonly qualifiers: Qualifiers
  /** By the place each names. */
  readonly references: Map<string, Reference>
}

const noQualifiers: Qualifiers = new Map()

/** Statements of one subject, those in the same terms together, by their keys. */
export function claimedOf(statements: readonly Statement[]): Claimed[] {
  const byKey = new Map<string, Claimed>()
  for (const statement of statements) {
    const key = `${propertyKey(statement.property)}\n${valueKey(statement.value)}\n${restrictions(statement.qualifiers)}`
    const same = byKey.get(key)
    const qualifiers = statement.qualifiers.length === 0 ? noQualifiers : qualifiersOf(statement.qualifiers)
    const claimed: Claimed = {
      statement,
      key,
      qualifiers: same ? together(same.qualifiers, qualifiers) : qualifiers,
      references: same?.references ?? new Map()
    }
    byKey.set(key, claimed)
    for (const reference of statement.references) addReference(claimed.references, reference)
  }
  return [...byKey.values()].sort((a, b) => byCodePoint(a.key, b.key))
}

/** Qualifiers that differ only in how sources say it. */
const together = (a: Qualifiers, b: Qualifiers): Qualifiers =>
  a.size === 0 && b.size === 0 ? a : qualifiersOf([...a.values(), ...b.values()].flat())

/** Claims in groups outside of which none can be one with another; the order within groups stays. */
export function groupsOf(claimed: readonly Claimed[]): Claimed[][] {
  const coarsest = new Map<string, number>()
  for (const { statement } of claimed) {
    if (statement.value.type !== 'time') continue
    const property = propertyKey(statement.property)
    coarsest.set(property, Math.min(coarsest.get(property) ?? 11, statement.value.precision))
  }
  const groups = Map.groupBy(claimed, ({ statement }) => {
    const property = propertyKey(statement.property)
    return `${property}\n${roughValue(statement, coarsest.get(property) ?? 11)}`
  })
  return [...groups.values()]
}

/** A spelling that all values have in common which may be one with this; `coarsest` is the coarsest precision. */
function roughValue({ value }: Statement, coarsest: number): string {
  if (value.type === 'quantity') return `quantity ${value.amount} ${value.unit}`
  if (value.type === 'monolingual') return `text ${value.text}`
  if (value.type !== 'time') return valueKey(value)
  // A decade may lie in two centuries.
  if (coarsest < 8) return 'time'
  const year = Number(/^-?\d+/.exec(value.time)?.[0])
  if (coarsest > 8) return `time ${year}`
  return year > 0 ? `time ${Math.floor(year / 10)}` : `time BC ${Math.floor((1 - year) / 10)}`
}

/** Claims that are one statement, with all that they say together. */
export interface Joined {
  readonly members: readonly Claimed[]
  readonly value: Value
  readonly qualifiers: Qualifiers
}

/**
 * The claims of a group, those together that are one statement. A claim is one with all that agree with it, if
 * those also agree among themselves; otherwise it could be one with this or with that, and stays alone. So who
 * is one with whom does not depend on any order.
 */
export function joinedOf(group: readonly Claimed[]): Joined[] {
  const joined = group.map(claim => ({
    members: [claim],
    value: claim.statement.value,
    qualifiers: claim.qualifiers
  }))
  // Two that both say when something began, or ended, are one or not by that, before any that leave it open.
  const begun = joinedAmong(joined, ({ qualifiers }) => qualifiers.has('P580'))
  const ended = joinedAmong(begun, ({ qualifiers }) => qualifiers.has('P582'))
  return joinedAmong(ended, () => true)
}

function joinedAmong(all: readonly Joined[], isMeant: (part: Joined) => boolean): Joined[] {
  let joined = all.filter(isMeant)
  // What is joined says more than its parts, and so may contradict what they did not.
  for (let before = Number.POSITIVE_INFINITY; joined.length > 1 && joined.length < before; ) {
    before = joined.length
    joined = joinedOnce(joined)
  }
  return [...joined, ...all.filter(part => !isMeant(part))]
}

function joinedOnce(all: readonly Joined[]): Joined[] {
  const parts = withoutRepeats(all)
  const agreeing = parts.map(() => new Set<number>())
  for (const [i, a] of parts.entries())
    for (let j = i + 1; j < parts.length; j++) {
      if (!joint(a, parts[j]!)) continue
      agreeing[i]!.add(j)
      agreeing[j]!.add(i)
    }
  const agreeAmongThemselves = (members: readonly number[]): boolean =>
    members.every((i, at) => members.every((j, other) => other <= at || agreeing[i]!.has(j)))
  const isDecided = agreeing.map(others => agreeAmongThemselves([...others]))
  const taken = new Set<number>()
  const joined: Joined[] = []
  const take = (members: readonly number[]): void => {
    const whole = jointOfAll(members.map(i => parts[i]!))
    // Each two of them may agree where all together do not: what fits either of two does not make these one.
    if (!whole) return
    for (const i of members) taken.add(i)
    joined.push(whole)
  }
  // Of two decided claims that agree, each agrees with just what the other does.
  for (const [i, others] of agreeing.entries())
    if (isDecided[i] && !taken.has(i)) {
      const same = [i, ...[...others].filter(j => isDecided[j])]
      if (same.length > 1) take(same)
    }
  // What has ended has begun: an end that agrees with one beginning alone is the end of that.
  for (const [i, others] of agreeing.entries()) {
    if (taken.has(i) || isDecided[i] || !hasOnly('P580', parts[i]!)) continue
    const ends = [...others].filter(j => isDecided[j] && !taken.has(j) && hasOnly('P582', parts[j]!))
    if (ends.length === 1) take([i, ...ends])
  }
  // That something has ended, and nobody says when, is told of its last time.
  for (const [i, others] of agreeing.entries()) {
    if (taken.has(i) || isDecided[i] || parts[i]!.qualifiers.get('P582')?.[0]?.value.type !== 'unknown')
      continue
    const last = lastEnded([...others].map(j => [j, parts[j]!] as const))
    if (last !== undefined && !taken.has(last)) take([i, last])
  }
  for (const [i, part] of parts.entries()) if (!taken.has(i)) joined.push(part)
  return joined
}

/** Which of several ended last; undefined where one has not ended, or two may have been the last. */
function lastEnded(parts: readonly (readonly [number, Joined])[]): number | undefined {
  const ends = parts.map(([i, { qualifiers }]) => {
    const end = qualifiers.get('P582')?.[0]?.value
    return { i, span: end?.type === 'time' ? spanOf(end) : undefined }
  })
  return ends.find(({ i, span }) => ends.every(other => other.i === i || isAfter(span, other.span)))?.i
}

const hasOnly = (property: 'P580' | 'P582', { qualifiers }: Joined): boolean =>
  qualifiers.has(property) && !qualifiers.has(property === 'P580' ? 'P582' : 'P580')

/** Those that came to say the same as one. */
function withoutRepeats(parts: readonly Joined[]): Joined[] {
  const byKey = new Map<string, Joined>()
  for (const part of parts) {
    const key = `${valueKey(part.value)}\n${restrictions([...part.qualifiers.values()].flat())}`
    const same = byKey.get(key)
    byKey.set(key, same ? joint(same, part)! : part)
  }
  return [...byKey.values()]
}

/** All as one; undefined where they contradict each other. */
function jointOfAll([first, ...others]: readonly Joined[]): Joined | undefined {
  let whole = first
  for (const part of others) whole = whole && joint(whole, part)
  return whole
}

/** Two as one; undefined where they contradict each other. */
function joint(a: Joined, b: Joined): Joined | undefined {
  const value = jointValue(a.value, b.value)
  const qualifiers = value && jointQualifiers(a.qualifiers, b.qualifiers)
  return value && qualifiers && { members: [...a.members, ...b.members], value, qualifiers }
}
