import { type Property, type Snak, type Value, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { holds, isAfter, spanOf, timeWords } from './time-spans.ts'

/**
 * The value that says all that both say: the finer of a day and its year, a number with the bounds of either.
 * Undefined where not both can be meant.
 */
export function jointValue(a: Value, b: Value): Value | undefined {
  if (a.type === 'time' && b.type === 'time') return holds(a, b) ? b : holds(b, a) ? a : undefined
  if (a.type === 'quantity' && b.type === 'quantity') {
    if (a.amount !== b.amount || a.unit !== b.unit) return undefined
    if (a.lower !== undefined && b.lower !== undefined && a.lower !== b.lower) return undefined
    if (a.upper !== undefined && b.upper !== undefined && a.upper !== b.upper) return undefined
    return { ...a, ...b }
  }
  if (a.type === 'monolingual' && b.type === 'monolingual' && a.text === b.text) {
    if (a.language === 'und') return b
    if (b.language === 'und') return a
  }
  if (a.type === 'item' && b.type === 'item') return a.iri === b.iri ? a : undefined
  // That there was a day says less than which it was.
  if (a.type === 'unknown' && b.type === 'time') return b
  if (a.type === 'time' && b.type === 'unknown') return a
  return valueKey(a) === valueKey(b) ? a : undefined
}

/** What less than the joint value one source says, in words; undefined where it says as much. */
export function shortfall(said: Value, joint: Value): string | undefined {
  if (valueKey(said) === valueKey(joint)) return undefined
  if (said.type === 'time') return `says only ${timeWords(said)}`
  if (said.type === 'quantity') return `says only ${quantityWords(said)}`
  if (said.type === 'unknown') return 'leaves it open'
  return 'does not say the language'
}

/** A number with what bounds it, for people: `at least 2000`, `2000, from 1900 to 2100`; without its unit. */
export function quantityWords({ amount, lower, upper }: Value & { type: 'quantity' }): string {
  const [n, least, most] = [amount, lower, upper].map(text => text?.replace(/^\+/, ''))
  if (least !== undefined && most !== undefined) return `${n}, from ${least} to ${most}`
  if (least !== undefined) return n === least ? `at least ${n}` : `${n}, at least ${least}`
  if (most !== undefined) return n === most ? `at most ${n}` : `${n}, at most ${most}`
  return n!
}

/** The qualifiers of a statement, by property. */
export type Qualifiers = ReadonlyMap<string, readonly Snak[]>

// Object and subject named as, sourcing circumstances (`circa`).
const ofSource = new Set(['P1932', 'P1810', 'P1480'])

/**
 * Whether a qualifier tells how a source says something, in which words or how surely, and not when or how it
 * holds: such qualifiers never contradict each other.
 */
export const isOfSource = ({ property }: Snak): boolean => ofSource.has(property.id)

/** Qualifiers by property, each once, in the order of their spellings. */
export const qualifiersOf = (snaks: readonly Snak[]): Map<string, Snak[]> =>
  Map.groupBy([...spelled(snaks).values()], ({ property }) => property.id)

/** Qualifiers by their spellings, in the order of these. */
export const spelled = (snaks: readonly Snak[]): Map<string, Snak> =>
  new Map(snaks.map(snak => [snakKey(snak), snak] as const).sort(([a], [b]) => byCodePoint(a, b)))

/** The one spelling of the qualifiers that tell claims apart: of those that tell when or how something holds. */
export const restrictions = (snaks: readonly Snak[]): string =>
  [...spelled(snaks.filter(snak => !isOfSource(snak))).keys()].join('\n')

/** The one spelling of a property: a vault's own may have the name of one of Wikidata's. */
export const propertyKey = ({ id, local }: Property): string => `${local} ${id}`

/** The one spelling of a property with a value. */
export const snakKey = ({ property, value }: Snak): string => `${property.id} ${valueKey(value)}`

/** The qualifiers that say all that both say; undefined where they contradict each other. */
export function jointQualifiers(a: Qualifiers, b: Qualifiers): Qualifiers | undefined {
  if (a.size === 0) return b
  if (b.size === 0) return a
  if (endsBeforeStart(a, b) || endsBeforeStart(b, a)) return undefined
  const joint: [string, readonly Snak[]][] = []
  for (const [property, snaks] of b) {
    const others = a.get(property)
    const both = others ? jointSnaks(others, snaks) : snaks
    if (!both) return undefined
    joint.push([property, both])
  }
  return new Map([...a, ...joint])
}

/** Values of one property: what the longer list has, made finer by the shorter, all of which must be in it. */
function jointSnaks(a: readonly Snak[], b: readonly Snak[]): readonly Snak[] | undefined {
  if (isOfSource(a[0]!)) return [...qualifiersOf([...a, ...b]).values()][0]
  if (a.length === 1 && b.length === 1) {
    const value = jointValue(a[0]!.value, b[0]!.value)
    return value && [{ ...a[0]!, value }]
  }
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  let joint = long
  for (const { value } of short) {
    const agreeing = long.filter(other => jointValue(other.value, value) !== undefined)
    if (agreeing.length === 0) return undefined
    // A coarse value that several finer ones have a part in makes none of them finer.
    if (agreeing.length > 1) continue
    const [only] = agreeing
    joint = joint.map(snak => (snak === only ? { ...snak, value: jointValue(snak.value, value)! } : snak))
  }
  return joint
}

/** Whether what starts by one side's qualifiers (P580) has already ended by the other's (P582). */
function endsBeforeStart(a: Qualifiers, b: Qualifiers): boolean {
  const [start] = a.get('P580') ?? []
  const [end] = b.get('P582') ?? []
  return (
    start?.value.type === 'time' &&
    end?.value.type === 'time' &&
    isAfter(spanOf(start.value), spanOf(end.value))
  )
}
