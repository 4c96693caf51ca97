import { type Property, type Reference, type Value, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import type { Judged, Judging } from './judging.ts'
import type { Term, Testimony } from './testimony.ts'
import {
  daysInYear,
  isAfter,
  momentWords,
  spanOf,
  type TimeSpan,
  type TimeValue,
  timeWords
} from './time-spans.ts'
import { counted, listWords, sourcesDo, sourceWords, valueWords, witnessed } from './wording.ts'

/** Somebody who is told to hold an office, with all statements that say so. */
interface Holder {
  readonly value: Value
  readonly statements: readonly Judged[]
  /** Since when, if that is told. */
  readonly start: TimeValue | undefined
  /** The last day of which it is told that they held it: a beginning, a day in office, or the date of a source that says so of its own time. */
  readonly last: { readonly span: TimeSpan; readonly words: string } | undefined
  readonly isOver: boolean
  /** When it was over, if that is told. */
  readonly end: TimeValue | undefined
  /** Whether a source says it as what holds now. */
  readonly isCurrent: boolean
}

/** Offices that one holds at a time: who held them one after the other, and who is the last. */
export function judgeSuccession(judging: Judging): void {
  for (const [property, statements] of judging.properties()) {
    const words = judging.grounds.constraints.valuesOf(property, 'successive')
    if (!words) continue
    const term = termOf(judging, words)
    const holders = holdersOf(judging, statements)
    if (holders.length === 1) judgeUndated(judging, property, holders[0]!, term)
    // Where the time of all is over, nobody is told to hold it.
    if (holders.length > 1 && holders.some(({ isOver }) => !isOver))
      judgeHolders(judging, property, holders, term)
  }
}

/** The term of the office that a property is about, by the words that offices of the kind are known by. */
function termOf({ subject, grounds }: Judging, words: readonly string[]): Term | undefined {
  const fitting = grounds.testimony
    .termsOf(subject.iri)
    .filter(({ label }) => words.some(word => ` ${label.toLowerCase()} `.includes(` ${word} `)))
  return fitting.length === 1 ? fitting[0] : undefined
}

function holdersOf({ grounds }: Judging, statements: readonly Judged[]): Holder[] {
  const live = statements.filter(({ isLive }) => isLive)
  return [...Map.groupBy(live, ({ value }) => valueKey(value)).values()].map(same =>
    holderOf(same, grounds.testimony)
  )
}

function holderOf(statements: readonly Judged[], testimony: Testimony): Holder {
  const starts = timesOf(statements, 'P580')
  const start = starts.at(-1)
  const over = statements.filter(
    judged => hasEnded(judged) && valueKeyOf(judged.qualifier('P580')) === valueKeyOf(start)
  )
  const current = statements.filter(judged => !hasEnded(judged) && judged.qualifier('P585') === undefined)
  const currently = current.flatMap(({ references }) => references.filter(isOfNow))
  const dated = testimony.newest(currently)
  const told = [...starts, ...timesOf(statements, 'P585')].map(time => ({
    span: spanOf(time),
    words: momentWords(time)
  }))
  if (dated)
    told.push({ span: dated.span, words: `as of ${timeWords(dated.time)}, the date of ${dated.source}` })
  const last = told.sort((a, b) => a.span.first - b.span.first).at(-1)
  return {
    value: statements[0]!.value,
    statements,
    start,
    last,
    isOver: over.length > 0,
    end: timesOf(over, 'P582').at(-1),
    isCurrent: over.length === 0 && (start !== undefined || currently.length > 0)
  }
}

/** The times that a qualifier gives, by their first days. */
const timesOf = (statements: readonly Judged[], property: string): TimeValue[] =>
  statements
    .flatMap(judged => judged.qualifiers(property))
    .filter(value => value.type === 'time')
    .sort((a, b) => spanOf(a).first - spanOf(b).first)

const valueKeyOf = (value: Value | undefined): string => (value === undefined ? '' : valueKey(value))

/** A field says what holds when it is written; a story may name anybody. */
const isOfNow = ({ evidence, current }: Reference): boolean => evidence.kind === 'field' || current === true

function judgeHolders(
  judging: Judging,
  property: Property,
  holders: readonly Holder[],
  term: Term | undefined
): void {
  const { labelOf } = judging.grounds
  const nameOf = ({ value }: Holder): string => valueWords(value, labelOf)
  const involves = holders.flatMap(({ statements }) => statements)
  const comment = `${judging.label}, ${property.label}: ${[...holders]
    .sort(byLastDay)
    .map(
      holder =>
        `${nameOf(holder)}${whenWords(holder)}, by ${sourceWords(holder.statements.flatMap(({ references }) => references))}`
    )
    .join('; ')}.`
  const decided = latestOf(holders, term, labelOf)
  const common = {
    kind: 'TemporalSuccession' as const,
    property,
    involves,
    comment,
    ...(decided?.byTerm && term ? { references: term.references } : {})
  }
  // Whoever is told to have held it on a day alone may not hold it now.
  const held = decided?.latest.statements.filter(
    judged => !hasEnded(judged) && judged.qualifier('P585') === undefined
  )
  if (!decided || !held || held.length === 0) {
    judging.find({
      ...common,
      state: 'open',
      resolution:
        'Open: one holds this at a time, and nothing tells who holds it last. All stay with normal rank.'
    })
    return
  }
  const others = holders.filter(holder => holder !== decided.latest)
  const reason = `the latest of those told to hold what one holds at a time: ${decided.why}`
  for (const judged of held) judged.rank('preferred', reason)
  judging.find({
    ...common,
    state: 'settled',
    resolution: `${nameOf(decided.latest)} is preferred: ${decided.why}; ${listWords(others.map(nameOf))} ${others.length === 1 ? 'stays' : 'stay'} with normal rank, and ${others.length === 1 ? 'has' : 'have'} an end only where a source tells one.`
  })
}

const hasEnded = (judged: Judged): boolean => judged.isPast || judged.qualifier('P582') !== undefined

const byLastDay = (a: Holder, b: Holder): number =>
  (a.last?.span.first ?? Number.NEGATIVE_INFINITY) - (b.last?.span.first ?? Number.NEGATIVE_INFINITY) ||
  byCodePoint(valueKey(a.value), valueKey(b.value))

function whenWords({ start, last, isOver, end }: Holder): string {
  const until = end ? `until ${timeWords(end)}` : 'and no longer'
  if (start) return isOver ? ` (from ${timeWords(start)} ${until})` : ` (since ${timeWords(start)})`
  if (isOver) return ` (${end ? until : 'no longer'})`
  return ` (${last ? last.words : 'undated'})`
}

interface Decided {
  readonly latest: Holder
  readonly why: string
  readonly byTerm?: true
}

/**
 * The last of several holders: the only one whose time is not told to be over; else the only one told as of now;
 * else the one whose last day is after those of all others; undefined where that decides nothing.
 */
function latestOf(
  holders: readonly Holder[],
  term: Term | undefined,
  labelOf: (iri: string) => string
): Decided | undefined {
  const open = holders.filter(({ isOver }) => !isOver)
  if (open.length === 0) return undefined
  if (open.length === 1) return { latest: open[0]!, why: 'the time of all others is over, as sources tell' }
  const current = open.filter(({ isCurrent }) => isCurrent)
  if (current.length === 1) {
    const [latest] = current as [Holder]
    const later = open.find(other => other !== latest && isAfter(other.last?.span, latest.last?.span))
    if (!later) return { latest, why: 'the others are named only for some day, or in a story' }
  }
  const rivals = current.length > 1 ? current : open
  const after = (latest: Holder, when: string): Decided => {
    const others = rivals.filter(other => other !== latest)
    const before = others.sort(byLastDay).at(-1)!
    const over = termOver(before, latest, term)
    return {
      latest,
      why: `told ${when}, after ${valueWords(before.value, labelOf)}${whenWords(before)}${over}`,
      ...(over === '' ? {} : { byTerm: true as const })
    }
  }
  const latest = rivals.find(holder =>
    rivals.every(other => other === holder || isAfter(holder.last?.span, other.last?.span))
  )
  if (latest) return after(latest, latest.start ? `since ${timeWords(latest.start)}` : latest.last!.words)
  // Of those that are told at one time, who came in later than a term ago.
  const within = rivals.filter(holder =>
    rivals.every(other => other === holder || termOver(other, holder, term) !== '')
  )
  const [last] = within
  return last && within.length === 1 ? after(last, last.last!.words) : undefined
}

/** Words for it, where the term of one was over when another is told of. */
function termOver({ start }: Holder, { last }: Holder, term: Term | undefined): string {
  if (!term || !start || !last) return ''
  const until = spanOf(start).first + term.years * daysInYear
  return until <= last.span.first ? `, whose term of ${counted(term.years, 'year')} was over` : ''
}

/**
 * A holder of an office that goes round every year, told without a date: it was right when it was written, and
 * nobody can tell of which year. It gets the date of its source, or a date that is not known.
 */
function judgeUndated(
  judging: Judging,
  property: Property,
  { statements }: Holder,
  term: Term | undefined
): void {
  if (!term || term.years > 1) return
  const { grounds, subject } = judging
  for (const judged of statements) {
    const times = ['P580', 'P582', 'P585', 'P1319', 'P1326']
    if (times.some(time => judged.qualifier(time) !== undefined)) continue
    const before = witnessed(judged, judging)
    const dated = grounds.testimony.newest(judged.references)
    const when: Value = dated
      ? dated.time
      : { type: 'unknown', key: `${subject.iri} ${property.id} ${valueKey(judged.value)} P585` }
    judged.qualify({ property: pointInTime, value: when })
    const others = grounds.testimony.atEventsOf(subject.iri, property.id)
    const told = others.map(
      ({ value, qualifiers }) =>
        `${valueWords(value, grounds.labelOf)}${qualifiers.length === 0 ? '' : ` (${qualifiers.map(snak => valueWords(snak.value, grounds.labelOf)).join(', ')})`}`
    )
    const because = `${term.label} changes every year, as ${sourcesDo(term.references, 'says', 'say')}`
    judged.remark(`${because}, and no source says of which year this is`)
    judging.find({
      kind: 'TemporalSuccession',
      state: 'settled',
      property,
      involves: [judged],
      references: [...term.references, ...others.flatMap(({ references }) => references)],
      comment: `${judging.label}, ${property.label}: ${before}, is undated, and ${because}${told.length === 0 ? '' : `; at events it was ${listWords([...new Set(told)].sort(byCodePoint))}`}.`,
      resolution: `Published with ${dated ? `the date of ${dated.source}, ${timeWords(dated.time)},` : 'an unknown date'} as its point in time: it held once, and nothing tells whether it still does.`
    })
  }
}

const pointInTime: Property = { id: 'P585', local: false, label: 'point in time', datatype: 'time' }
