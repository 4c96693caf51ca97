import { type Property, type Value, valueKey } from '../alignment/alignment.ts'
import { jointValue } from './agreement.ts'
import { liesIn } from './containment.ts'
import { distance } from './gazetteer.ts'
import type { Judged, Judging } from './judging.ts'
import { spanOf } from './time-spans.ts'
import { listWords, sourceWords, valueWords, witnessed } from './wording.ts'

/** Qualifiers that tell one value from another which holds at another time, of another part, or by another count. */
const apart = new Set([
  'P580',
  'P582',
  'P585',
  'P1264',
  'P518',
  'P1810',
  'P642',
  'P459',
  'P3831',
  'P1326',
  'P1319'
])

/** Points so near each other are one place, measured twice, in kilometres. */
const near = 1

/**
 * Values of a property that has one at a time: where they differ, the value under the entity's own name is before
 * those under earlier names, and the newer source before the older where all have dates; nothing else decides.
 */
export function judgeSingleValues(judging: Judging): void {
  for (const [, statements] of judging.properties) {
    if (statements.length < 2) continue
    const { property } = statements[0]!
    if (!judging.grounds.constraints.has(property, 'single')) continue
    const live = statements.filter(judged => judged.isLive && judged.qualifier('P582') === undefined)
    judgeNamed(judging, property, live)
    const within = judgeNested(judging, property, live)
    const plain = live.filter(judged => judged.ranked === 'normal' && !isApart(judged) && !within.has(judged))
    if (plain.length > 1) judgeRivals(judging, property, plain)
  }
}

const isApart = (judged: Judged): boolean =>
  judged.merged.statement.qualifiers.some(snak => !snak.property.local && apart.has(snak.property.id))

/**
 * Places of which one lies in the other: both are right. The inner says more, and yet is not preferred: then no
 * direct triple would say that what has its seat in a street of a town has it in the town. Gives what takes part.
 */
function judgeNested(judging: Judging, property: Property, statements: readonly Judged[]): Set<Judged> {
  const around = new Set<Judged>()
  const inner = new Set<Judged>()
  for (const a of statements)
    for (const b of statements)
      if (!isApart(a) && !isApart(b) && liesIn(a.value, b.value, judging.grounds)) {
        inner.add(a)
        around.add(b)
      }
  if (around.size === 0) return around
  const finest = [...inner].filter(judged => !around.has(judged))
  const { labelOf } = judging.grounds
  const names = (judged: Iterable<Judged>): string =>
    listWords([...judged].map(({ value }) => valueWords(value, labelOf)))
  judging.find({
    kind: 'Granularity',
    state: 'settled',
    property,
    involves: [...finest, ...around],
    comment: `${judging.label}, ${property.label}: ${listWords([...finest, ...around].map(judged => witnessed(judged, judging)))}; the first lies in the other.`,
    resolution: `All are right, and none outranks another: ${names(finest)} says more, and people ask for ${names(around)} too.`
  })
  return new Set([...around, ...finest])
}

/** What began under one name and another: of an entity's own names the value is its own. */
function judgeNamed(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const named = statements.filter(judged => judged.qualifier('P1810') !== undefined)
  if (named.length < 2) return
  const own = named.filter(judged =>
    judged.qualifiers('P1810').some(name => sameName(textOf(name), judging.label))
  )
  const others = named.filter(judged => !own.includes(judged))
  if (others.length === 0) return
  const comment = `${judging.label}, ${property.label}: ${listWords(named.map(judged => witnessed(judged, judging)))}.`
  if (own.length === 0) {
    judging.find({
      kind: 'TemporalSuccession',
      state: 'open',
      property,
      involves: named,
      comment,
      resolution: 'Open: none of the names is the one it has here. All stay with normal rank.'
    })
    return
  }
  for (const judged of own)
    judged.rank('preferred', 'the value under the name it has; the others are of what it was named before')
  judging.find({
    kind: 'TemporalSuccession',
    state: 'settled',
    property,
    involves: named,
    comment,
    resolution: `${listWords(own.map(judged => valueWords(judged.value, judging.grounds.labelOf)))} is preferred, being of the name it has; the others stay with normal rank and the name they are of.`
  })
}

const textOf = (value: Value): string =>
  value.type === 'string' || value.type === 'monolingual' || value.type === 'external-id' ? value.text : ''

const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b)
const plainName = (name: string): string => name.replace(/^the\s+/i, '').toLowerCase()

/** Statements with nothing that tells them apart. */
function judgeRivals(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const rivals = statements.filter(judged =>
    statements.some(other => other !== judged && areRivals(judged.value, other.value))
  )
  if (rivals.length < 2) return
  const { testimony } = judging.grounds
  const dated = rivals.map(judged => ({ judged, newest: testimony.newest(judged.references) }))
  const latest = dated.find(({ judged, newest }) =>
    dated.every(
      other =>
        other.judged === judged || (newest && other.newest && newest.span.first > other.newest.span.last)
    )
  )
  const comment = `${judging.label}, ${property.label}: ${listWords(rivals.map(judged => witnessed(judged, judging)))}; it has one value at a time.`
  if (!latest) {
    const undated = dated.filter(({ newest }) => newest === undefined).map(({ judged }) => judged)
    const why =
      undated.length > 0
        ? `${sourceWords(undated.flatMap(({ references }) => references))} ${undated.length === 1 ? 'has' : 'have'} no date to compare`
        : 'the sources are of one time'
    judging.find({
      kind: 'ValueConflict',
      state: 'open',
      property,
      involves: rivals,
      comment,
      resolution: `Open: ${why}. All stay with normal rank, whatever the number of sources.`
    })
    return
  }
  const reason = `the newest source says so: ${latest.newest!.source}`
  latest.judged.rank('preferred', reason)
  judging.find({
    kind: 'ValueConflict',
    state: 'settled',
    property,
    involves: rivals,
    comment,
    resolution: `${valueWords(latest.judged.value, judging.grounds.labelOf)} is preferred: ${reason}, and the sources of the others are older.`
  })
}

/** Whether two values cannot both be meant. */
function areRivals(a: Value, b: Value): boolean {
  if (a.type === 'unknown' || b.type === 'unknown') return false
  if (a.type === 'coordinate' && b.type === 'coordinate') return distance(pointOf(a), pointOf(b)) > near
  if (a.type === 'time' && b.type === 'time') {
    const [one, other] = [spanOf(a), spanOf(b)]
    return one.first > other.last || other.first > one.last
  }
  return valueKey(a) !== valueKey(b) && jointValue(a, b) === undefined
}

const pointOf = (
  value: Value & { readonly type: 'coordinate' }
): { latitude: number; longitude: number } => ({
  latitude: Number(value.latitude),
  longitude: Number(value.longitude)
})
