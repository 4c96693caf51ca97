import { type Property, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { contradicted, contraryLists, kindOf, sizesOf } from './contrary-lists.ts'
import type { Judged, Judging } from './judging.ts'
import type { ClosedList } from './testimony.ts'
import { counted, listedBy, listWords, statementWords, witnessed } from './wording.ts'

/** Numbers that say how many values there are, and lists that were written out twice. */
export function judgeCounts(judging: Judging): void {
  for (const [property, statements] of judging.properties()) {
    const countedProperties = judging.grounds.constraints.valuesOf(property, 'count-of')
    if (countedProperties) for (const judged of statements) judgeCount(judging, judged, countedProperties)
    if (property.datatype === 'monolingualtext') findRepeats(judging, property, statements)
  }
}

/** A count beside what it counts: lists of all there are, or else the values stated of the entity itself. */
function judgeCount(judging: Judging, judged: Judged, countedProperties: readonly string[]): void {
  const { value } = judged
  // A count in units is one of something else than members or parts.
  if (!judged.isLive || value.type !== 'quantity' || value.unit !== undefined) return
  // A count of another time, or of some of them, is no rival of what is listed now.
  if (['P585', 'P580', 'P582', 'P518', 'P642'].some(id => judged.qualifier(id) !== undefined)) return
  const count = Number(value.amount)
  const lists = distinctLists(judging, countedProperties)
  if (lists.length > 0) {
    const kin = ofOneKind(lists, judging)
    const others = kin.filter(({ values }) => values.size !== count)
    if (others.length > 0) judgeByLists(judging, judged, others.length === kin.length, others)
    return
  }
  const listed = countedProperties
    .flatMap(id => judging.of(id))
    .filter(other => other.isLive && !other.isPast)
  const values = new Set(
    listed.filter(other => other.qualifier('P582') === undefined).map(({ value: one }) => valueKey(one))
  )
  // Fewer may be stated than there are: only more are a contradiction.
  if (values.size <= Math.max(0, count)) return
  judging.find({
    kind: 'Cardinality',
    state: 'open',
    property: judged.property,
    involves: [judged, ...listed],
    comment: `${judging.label}, ${judged.property.label}: ${witnessed(judged, judging)}, and ${counted(values.size, 'value')} of ${listWords([...new Set(listed.map(({ property }) => property.label))])} are stated.`,
    resolution: 'Open: the number may be old, or some of the values wrong. All stay with normal rank.'
  })
}

function distinctLists({ subject, grounds }: Judging, properties: readonly string[]): ClosedList[] {
  const lists = new Map<string, ClosedList>()
  for (const property of properties)
    for (const list of grounds.testimony.listsOf(subject.iri, property))
      lists.set(`${list.source} ${JSON.stringify(list.reference.evidence)}`, list)
  return [...lists.values()]
}

/** Lists of what is of a known kind, countries, before lists of whatever else belongs to it, such as its organs. */
function ofOneKind(lists: readonly ClosedList[], judging: Judging): readonly ClosedList[] {
  const known = lists.filter(({ values }) => [...values].every(value => kindOf(judging, value) !== undefined))
  return known.length > 0 ? known : lists
}

function judgeByLists(
  judging: Judging,
  judged: Judged,
  allDiffer: boolean,
  others: readonly ClosedList[]
): void {
  const sizes = sizesOf(others)
  const contrary = contraryLists(judging, judged, others)
  const { references, apart, own, newer, decide } = contrary
  const isAgreed = allDiffer && sizes.length === 1
  const isSettled = isAgreed && decide
  if (isSettled)
    judged.rank(
      'deprecated',
      contradicted(
        contrary,
        `${apart.length === 1 ? 'lists' : 'list'} ${sizes[0] === 1 ? 'one alone' : `all ${sizes[0]}`}`
      )
    )
  const why = !isAgreed
    ? 'the lists do not agree'
    : apart.length === 0
      ? 'no other source lists them'
      : apart.length + own.length < 2
        ? 'one list alone decides nothing'
        : `${newer?.source} may be newer than the lists`
  judging.find({
    kind: 'Cardinality',
    state: isSettled ? 'settled' : 'open',
    property: judged.property,
    involves: [judged],
    references,
    comment: `${judging.label}, ${judged.property.label}: ${witnessed(judged, judging)}; ${listedBy(apart, own, sizes.join(' or '))}.`,
    resolution: isSettled
      ? 'Deprecated: several sources list all there are, and agree on how many.'
      : `Open: ${why}. The number stays with normal rank.`
  })
}

/** A text that stands several times under one key: in as many languages, which the list does not tell. */
function findRepeats(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const repeated = statements.flatMap(judged => {
    const fields = judged.references.flatMap(({ source, evidence }) =>
      evidence.kind === 'field' ? { source, ...evidence } : []
    )
    const repeats = [...Map.groupBy(fields, ({ source, key }) => `${source} ${key}`).values()]
      .map(same => ({ source: same[0]!.source, times: new Set(same.map(({ line }) => line)).size }))
      .filter(({ times }) => times > 1)
    if (repeats.length === 0) return []
    const times = Math.max(...repeats.map(one => one.times))
    return { judged, times, sources: repeats.map(({ source }) => source) }
  })
  if (repeated.length === 0) return
  const untagged = statements.filter(({ value }) => value.type === 'monolingual' && value.language === 'und')
  const written = repeated.map(({ judged, times }) => `${statementWords(judged, judging)} ${times} times`)
  const sources = [...new Set(repeated.flatMap(one => one.sources))].sort(byCodePoint)
  judging.find({
    kind: 'Cardinality',
    state: 'settled',
    property,
    involves: repeated.map(({ judged }) => judged),
    comment: `${judging.label}, ${property.label}: ${listWords(sources)} ${sources.length === 1 ? 'has' : 'have'} ${listWords(written)}, as happens to texts in several languages that have lost their tags.`,
    resolution: `Each text is published once${untagged.length === 0 ? '' : `; ${counted(untagged.length, 'text')} of this property stay${untagged.length === 1 ? 's' : ''} without a language, as none is told`}.`
  })
}
