import { type Property, type Value, valueKey } from '../alignment/alignment.ts'
import { jointValue } from './agreement.ts'
import { liesIn } from './containment.ts'
import { distance, pointOf } from './gazetteer.ts'
import type { Judged, Judging } from './judging.ts'
import { newestRivals } from './newest-rivals.ts'
import { isAfter, spanOf } from './time-spans.ts'
import { datedWords, listWords, sourcesDo, valueWords, witnessedList } from './wording.ts'

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
  for (const [property, statements] of judging.properties()) {
    if (statements.length < 2) continue
    if (!judging.grounds.constraints.has(property, 'single')) continue
    const live = statements.filter(judged => judged.isLive && judged.qualifier('P582') === undefined)
    judgeNamed(judging, property, live)
    findNested(judging, property, live)
    const plain = live.filter(judged => judged.ranked === 'normal' && !isApart(judged))
    if (plain.length > 1) judgeRivals(judging, property, plain)
  }
}

const isApart = (judged: Judged): boolean =>
  judged.merged.statement.qualifiers.some(snak => !snak.property.local && apart.has(snak.property.id))

/**
 * Places of which one lies in the other: both are right. The inner says more, and yet is not preferred: then no
 * direct triple would say that what has its seat in a street of a town has it in the town.
 */
function findNested(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const around = new Set<Judged>()
  const inner = new Set<Judged>()
  for (const a of statements)
    for (const b of statements)
      if (!isApart(a) && !isApart(b) && liesIn(a.value, b.value, judging.grounds)) {
        inner.add(a)
        around.add(b)
      }
  if (around.size === 0) return
  const finest = [...inner].filter(judged => !around.has(judged))
  const { labelOf } = judging.grounds
  const names = (judged: Iterable<Judged>): string =>
    listWords([...judged].map(({ value }) => valueWords(value, labelOf)))
  const isSure = finest.length === 1
  judging.find({
    kind: 'Granularity',
    state: 'settled',
    property,
    involves: [...finest, ...around],
    comment: `${judging.label}, ${property.label}: ${witnessedList([...finest, ...around], judging)}. ${isSure ? `${names(finest)} lies in ${names(around)}` : `Each of ${names(finest)} lies in ${around.size === 1 ? names(around) : 'one of the others'}`}.`,
    resolution: `What lies around agrees with what lies in it, and neither outranks the other: ${names(finest)} ${isSure ? 'says' : 'say'} more, and people ask for ${names(around)} too.`
  })
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
  // Under one name too there may be two.
  if (own.some(a => own.some(b => areRivals(a.value, b.value)))) {
    judgeRivals(judging, property, own)
    return
  }
  const comment = `${judging.label}, ${property.label}: ${witnessedList(named, judging)}.`
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
    resolution: `${listWords(own.map(judged => valueWords(judged.value, judging.grounds.labelOf)))} is preferred, being of the name it has; ${others.length === 1 ? 'the other stays' : 'the others stay'} with normal rank and the name ${others.length === 1 ? 'it is' : 'they are'} of.`
  })
}

const textOf = (value: Value): string =>
  value.type === 'string' || value.type === 'monolingual' || value.type === 'external-id' ? value.text : ''

const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b)
const plainName = (name: string): string => name.replace(/^the\s+/i, '').toLowerCase()

/** Statements with nothing that tells them apart. */
function judgeRivals(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const { grounds } = judging
  const contradict = ({ value: a }: Judged, { value: b }: Judged): boolean =>
    areRivals(a, b) && !liesIn(a, b, grounds) && !liesIn(b, a, grounds)
  const rivals = statements.filter(judged =>
    statements.some(other => other !== judged && contradict(judged, other))
  )
  if (rivals.length < 2) return
  const { testimony, labelOf } = grounds
  // Those that each come after all that they contradict do not contradict each other.
  const latest = newestRivals(judging, rivals, contradict)
  const comment = `${judging.label}, ${property.label}: ${witnessedList(rivals, judging)}. It has one value at a time.`
  if (latest.length === 0) {
    const undated = rivals.flatMap(({ references }) => (testimony.newest(references) ? [] : references))
    const why =
      undated.length > 0
        ? `${sourcesDo(undated, 'has', 'have')} no date to compare`
        : 'the newest sources may be of one time'
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
  const reasons = latest.map(({ judged, newest }) => {
    const words = datedWords(newest)
    judged.rank('preferred', `the newest source says so: ${words}`)
    for (const other of statements)
      if (!rivals.includes(other) && liesIn(judged.value, other.value, grounds))
        other.rank('preferred', `what the newest source says lies in it: ${words}`)
    return words
  })
  const named = latest.map(({ judged }) => valueWords(judged.value, labelOf))
  judging.find({
    kind: 'ValueConflict',
    state: 'settled',
    property,
    involves: rivals,
    comment,
    resolution: `${listWords(named)} ${named.length === 1 ? 'is' : 'are'} preferred: the newest ${reasons.length === 1 ? 'source says' : 'sources say'} so, ${listWords([...new Set(reasons)])}; the dated sources of the ${rivals.length - named.length === 1 ? 'other' : 'others'} are older.`
  })
}

/** Whether two values cannot both be meant. */
function areRivals(a: Value, b: Value): boolean {
  if (a.type === 'unknown' || b.type === 'unknown') return false
  if (a.type === 'coordinate' && b.type === 'coordinate') return distance(pointOf(a), pointOf(b)) > near
  if (a.type === 'time' && b.type === 'time') {
    const [one, other] = [spanOf(a), spanOf(b)]
    return isAfter(one, other) || isAfter(other, one)
  }
  return valueKey(a) !== valueKey(b) && jointValue(a, b) === undefined
}
