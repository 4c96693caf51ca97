import type { Property } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { liesIn } from './containment.ts'
import { distance, pointOf } from './gazetteer.ts'
import type { Judged, Judging } from './judging.ts'
import { byTime, daysInYear, isAfter, spanOf, type TimeValue, timeWords } from './time-spans.ts'
import { matches } from './value-format.ts'
import { counted, listWords, sourceWords, statementWords, valueWords, witnessed } from './wording.ts'

/**
 * Values beyond what their property allows. Each is told and stays as it is: bounds and patterns err too, and
 * nothing says what the value should be.
 */
export function findImplausible(judging: Judging): void {
  for (const [property, statements] of judging.properties()) {
    for (const judged of statements) {
      if (!judged.isLive) continue
      findOutOfRange(judging, property, judged)
      findMalformed(judging, property, judged)
      findAstray(judging, judged)
    }
    findOutOfOrder(judging, property, statements)
  }
}

const stays = 'Open: it is published as it stands.'

function findOutOfRange(judging: Judging, property: Property, judged: Judged): void {
  const { constraints, testimony } = judging.grounds
  const tell = (why: string): void =>
    judging.find({
      kind: 'OutOfRange',
      state: 'open',
      property,
      involves: [judged],
      comment: `${judging.label}, ${property.label}: ${witnessed(judged, judging)}, ${why}.`,
      resolution: stays
    })
  const { value } = judged
  const [least = '', most = ''] = constraints.valuesOf(property, 'range') ?? []
  if (value.type === 'quantity') {
    const amount = Number(value.amount)
    if (least !== '' && amount < Number(least)) tell(`is less than ${least}`)
    if (most !== '' && amount > Number(most)) tell(`is more than ${most}`)
    if (constraints.has(property, 'whole') && !Number.isInteger(amount)) tell('is not a whole number')
  }
  if (value.type === 'time' && most === 'now') {
    const written = testimony.newest(judged.references)
    // All its sources have to have a date: an undated one may be from after it.
    const isDated = judged.references.every(({ source }) => testimony.dateOf(source))
    if (written && isDated && isAfter(spanOf(value), written.span))
      tell(`lies after ${timeWords(written.time)}, when ${written.source} was written`)
  }
  const [start, end] = ['P580', 'P582'].map(id => judged.qualifier(id))
  if (start?.type === 'time' && end?.type === 'time' && isAfter(spanOf(start), spanOf(end)))
    tell('ends before it begins')
  if (property.id === 'P463' && value.type === 'item' && end?.type === 'time')
    findTooEarly(judging, judged, value.iri, end)
}

/** A membership that ended before there was anything to belong to under its present name. */
function findTooEarly(judging: Judging, judged: Judged, of: string, end: TimeValue): void {
  const { testimony, labelOf } = judging.grounds
  const inceptions = testimony.inceptionsOf(of).flatMap(({ value, qualifiers, references }) => {
    if (value.type !== 'time') return []
    const name = qualifiers.find(({ property }) => property.id === 'P1810')?.value
    return { time: value, name: name?.type === 'string' ? name.text : undefined, references }
  })
  const own = inceptions.filter(
    ({ name }) => name === undefined || name.toLowerCase() === labelOf(of).toLowerCase()
  )
  const [first] = own.map(({ time }) => time).sort(byTime)
  if (!first || !isAfter(spanOf(first), spanOf(end))) return
  const names = judged
    .qualifiers('P1810')
    .flatMap(name => (name.type === 'string' || name.type === 'monolingual' ? [name.text] : []))
  const earlier = inceptions.flatMap(one =>
    one.name === undefined || own.includes(one) || isAfter(spanOf(one.time), spanOf(end)) ? [] : [one.name]
  )
  const before = [...new Set(names.length > 0 ? names : earlier)].sort(byCodePoint)
  judging.find({
    kind: 'OutOfRange',
    state: before.length > 0 ? 'settled' : 'open',
    property: judged.property,
    involves: [judged],
    references: own.flatMap(({ references }) => references),
    comment: `${judging.label}, ${judged.property.label}: ${statementWords(judged, judging)} ended before ${timeWords(first)}, when ${labelOf(of)} began under that name.`,
    resolution:
      before.length > 0
        ? `Read as membership in what it was before: ${listWords(before)}. The statement stays, with its end.`
        : stays
  })
}

/** Times of the entity in an order that cannot be: an end before a beginning, a life of three hundred years. */
function findOutOfOrder(judging: Judging, property: Property, statements: readonly Judged[]): void {
  const { constraints, labelOf } = judging.grounds
  const [birth, most] = constraints.valuesOf(property, 'at-most-after') ?? []
  const bounds = [
    ...(constraints.valuesOf(property, 'not-before') ?? []).map(id => ({ id, years: undefined })),
    ...(birth === undefined || most === undefined ? [] : [{ id: birth, years: Number(most) }])
  ]
  for (const { id, years } of bounds)
    for (const later of statements)
      for (const earlier of judging.of(id)) {
        if (!later.isLive || !earlier.isLive) continue
        if (later.value.type !== 'time' || earlier.value.type !== 'time') continue
        const [from, to] = [spanOf(earlier.value), spanOf(later.value)]
        const isWrong = years === undefined ? isAfter(from, to) : to.first > from.last + years * daysInYear
        if (!isWrong) continue
        judging.find({
          kind: 'OutOfRange',
          state: 'open',
          property,
          involves: [earlier, later],
          comment: `${judging.label}: ${property.label} ${valueWords(later.value, labelOf)}, by ${sourceWords(later.references)}, is ${years === undefined ? 'before' : `more than ${counted(years, 'year')} after`} ${earlier.property.label} ${valueWords(earlier.value, labelOf)}, by ${sourceWords(earlier.references)}.`,
          resolution: stays
        })
      }
}

function findMalformed(judging: Judging, property: Property, judged: Judged): void {
  const { value } = judged
  if (value.type !== 'external-id' && value.type !== 'string') return
  const pattern = judging.grounds.constraints.patternOf(property)
  if (pattern === undefined || matches(value.text, pattern) !== false) return
  judging.find({
    kind: 'FormatViolation',
    state: 'open',
    property,
    involves: [judged],
    comment: `${judging.label}, ${property.label}: ${valueWords(value, judging.grounds.labelOf)}, by ${sourceWords(judged.references)}, is not of the form that Wikidata gives for it, “${pattern}”.`,
    resolution: 'Open: such forms err too. It is published as it stands.'
  })
}

/** A point that is not near the place that the entity is said to lie in. */
function findAstray(judging: Judging, judged: Judged): void {
  const { grounds } = judging
  const { value } = judged
  if (value.type !== 'coordinate') return
  const places = [...grounds.constraints.withConstraint('place')]
    .flatMap(id => judging.of(id))
    .filter(other => other.isLive && other.qualifier('P582') === undefined)
    .flatMap(stated => {
      const place =
        stated.value.type === 'item' ? grounds.gazetteer.of(grounds.qidOf(stated.value.iri)) : undefined
      return place ? [{ stated, place }] : []
    })
  const point = pointOf(value)
  const finest = places.filter(
    ({ stated }) => !places.some(other => liesIn(other.stated.value, stated.value, grounds))
  )
  const isFar = ({ place }: (typeof places)[number]): boolean => distance(point, place) > place.reach
  // A sea lies in several countries, and a point of it in one.
  const astray = finest.filter(
    at =>
      isFar(at) && finest.every(other => other.stated.property.id !== at.stated.property.id || isFar(other))
  )
  if (astray.length === 0) return
  const swapped = { latitude: point.longitude, longitude: point.latitude }
  const isSwapped =
    Math.abs(swapped.latitude) <= 90 && astray.every(({ place }) => distance(swapped, place) <= place.reach)
  const words = astray.map(
    ({ stated, place }) =>
      `${kilometres(distance(point, place))} from the middle of ${place.label} (${stated.property.label}, by ${sourceWords(stated.references)}), all of which lies within ${kilometres(place.reach)} of it`
  )
  judging.find({
    kind: 'ImpossibleCoordinate',
    state: 'open',
    property: judged.property,
    involves: [judged, ...new Set(astray.map(({ stated }) => stated))],
    comment: `${judging.label}, ${judged.property.label}: the point ${valueWords(value, grounds.labelOf)}, by ${sourceWords(judged.references)}, is ${listWords(words)}.`,
    resolution: isSwapped
      ? 'Open: with latitude and longitude swapped it would fit. It is published as it stands.'
      : 'Open: it may be the point of something else, or wrong. It is published as it stands.'
  })
}

const kilometres = (distance: number): string =>
  `${distance < 10 ? distance.toFixed(1) : Math.round(distance)} km`
