import { commonPrefixes, defaultGraph, iri, localNameOf, type Quad, type Term, WIKIBASE } from '../rdf/rdf.ts'
import { type Moment, momentOf } from './moments.ts'
import { objectOf, objectsOf } from './objects.ts'
import { isClaim, predicatesOf, propertyOf } from './properties.ts'
import { spreadOf } from './slice.ts'
import type { Store } from './store.ts'
import { directPredicatesOf } from './value-predicates.ts'
import { detailOf } from './values.ts'

const { p: P, wdt: WDT, pq: PQ, pqv: PQV } = commonPrefixes as Record<'p' | 'wdt' | 'pq' | 'pqv', string>

/** Something that was at a time, or for a time. */
export interface DatedFact {
  /** The IRI of what it is about. */
  readonly subject: string
  /** The IRI of the property: of the statement that is dated, else of the time itself. */
  readonly property: string
  /** The value of a statement that is dated; absent where the times are the subject's own. */
  readonly value?: Term
  /** The IRI of that statement. */
  readonly statement?: string
  /** When it began, and when it ended; the same moment for what was at a time. One of them may not be known. */
  readonly start?: Moment
  readonly end?: Moment
  /** The ids of the properties that say so. */
  readonly said: { readonly start?: string; readonly end?: string }
}

/** What of a dataset, or of one thing in it, is dated; from the first to the last. */
export interface DatedFacts {
  readonly facts: readonly DatedFact[]
  /** Whether there are more than were read. */
  readonly isCut: boolean
}

/** Properties whose times are the beginning and the end of one thing. */
const pairs: readonly (readonly [start: string, end: string])[] = [
  ['P580', 'P582'],
  ['P571', 'P576'],
  ['P569', 'P570']
]

/** Qualifiers that date a statement: beginning, end, and when it was. */
const [QUALIFIED_START, QUALIFIED_END, QUALIFIED_AT] = ['P580', 'P582', 'P585'] as const

/** Times that are read of all things, directly or in qualifiers each, and of one thing. */
const [mostRead, mostOfOne] = [4000, 1000]

const known = new WeakMap<Store, DatedFacts>()

/** Whether a dataset has dates at all. */
export const hasDates = (store: Store, base: string): boolean =>
  directPredicatesOf(store, base, 'Time').length > 0 ||
  [QUALIFIED_START, QUALIFIED_END, QUALIFIED_AT].some(
    id => store.count(null, iri(PQ + id), null, defaultGraph) > 0
  )

/** All dated facts, or some of all times where there are many; read once for a store. */
export function datedFactsOf(store: Store, base: string): DatedFacts {
  const kept = known.get(store)
  if (kept) return kept
  const facts: DatedFact[] = []
  let isCut = false
  const sizeOf = (predicate: string): number => store.count(null, iri(predicate), null, defaultGraph)
  const read = (predicates: readonly string[], factOf: (said: Quad) => DatedFact | undefined): void => {
    let left = mostRead
    for (const predicate of predicates) {
      isCut ||= sizeOf(predicate) > left
      for (const said of spreadOf(store, [null, iri(predicate), null, defaultGraph], left)) {
        left--
        const fact = factOf(said)
        if (fact) facts.push(fact)
      }
    }
  }
  // What is rare shall not be lost behind what everything has.
  const direct = [...directPredicatesOf(store, base, 'Time')].sort((a, b) => sizeOf(a) - sizeOf(b))
  read(direct, ({ subject, predicate, object }) =>
    ofSubject(store, base, subject.value, predicate.value, object)
  )
  read(
    [QUALIFIED_START, QUALIFIED_END, QUALIFIED_AT].map(id => PQ + id),
    ({ subject, predicate }) => ofStatement(store, base, subject.value, localNameOf(predicate.value))
  )
  const found = { facts: facts.sort(byTime), isCut }
  known.set(store, found)
  return found
}

/** The dated facts of one thing: its own times, its statements, and statements of others whose value it is. */
export function factsDatedIn(store: Store, base: string, about: string): DatedFacts {
  const facts: DatedFact[] = []
  let isCut = false
  for (const fact of factsAbout(store, base, about)) {
    if (fact) facts.push(fact)
    else isCut = true
  }
  return { facts: facts.sort(byTime), isCut }
}

/** Whether anything of one thing is dated. */
export function isDated(store: Store, base: string, about: string): boolean {
  for (const fact of factsAbout(store, base, about)) if (fact) return true
  return false
}

/** The dated facts of one thing as they are found; undefined where something is not read any more. */
function* factsAbout(store: Store, base: string, about: string): Generator<DatedFact | undefined> {
  const times = new Set(directPredicatesOf(store, base, 'Time'))
  const ofNode = (statement: string): DatedFact[] =>
    [QUALIFIED_START, QUALIFIED_END, QUALIFIED_AT].flatMap(
      id => ofStatement(store, base, statement, id) ?? []
    )
  let left = mostOfOne
  for (const { predicate, object } of store.match(iri(about), null, null, defaultGraph)) {
    const isTimed = times.has(predicate.value)
    if (!isTimed && !isClaim(predicate.value, base)) continue
    if (--left < 0) {
      yield undefined
      break
    }
    if (!isTimed) yield* ofNode(object.value)
    else {
      const fact = ofSubject(store, base, about, predicate.value, object)
      if (fact) yield fact
    }
  }
  left = mostOfOne
  for (const { subject, predicate } of store.match(null, null, iri(about), defaultGraph)) {
    if (--left < 0) {
      yield undefined
      break
    }
    if (/\/prop\/statement\/[^/]+$/.test(predicate.value)) yield* ofNode(subject.value)
  }
}

/** The same fact with its moments as exact as the nodes behind them say, which are not read for the order. */
export function exactly({ store, base }: { store: Store; base: string }, fact: DatedFact): DatedFact {
  const read = (moment: Moment | undefined, id: string | undefined): Moment | undefined => {
    if (!moment || id === undefined) return moment
    const nodes =
      fact.statement === undefined
        ? objectsOf(store, iri(fact.subject), claimNamed(id, base)).flatMap(statement => {
            const predicates = predicatesOf(claimNamed(id, base), base)
            return objectsOf(store, statement, predicates.statement).some(term => term.equals(moment.term))
              ? objectsOf(store, statement, predicates.statementValue)
              : []
          })
        : objectsOf(store, iri(fact.statement), PQV + id).filter(
            node => objectOf(store, node, `${WIKIBASE}timeValue`)?.value === moment.term.value
          )
    return (nodes[0] && momentOf(moment.term, detailOf(store, nodes[0]))) ?? moment
  }
  const start = read(fact.start, fact.said.start)
  const end = fact.end === fact.start ? start : read(fact.end, fact.said.end)
  return { ...fact, ...(start && { start }), ...(end && { end }) }
}

/** The claim predicate of a property by its id, or by its own claim predicate. */
const claimNamed = (id: string, base: string): string => (/^P\d+$/.test(id) ? P + id : `${base}prop/${id}`)

const byTime = (a: DatedFact, b: DatedFact): number => {
  const [x, y] = [(a.start ?? a.end)!, (b.start ?? b.end)!]
  return x.from - y.from || x.to - y.to || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
}

/** A time of something, with the other end of its pair; undefined where it was told with the other end. */
function ofSubject(
  store: Store,
  base: string,
  subject: string,
  predicate: string,
  time: Term
): DatedFact | undefined {
  const moment = momentOf(time)
  const property = propertyOf(predicate, base)
  if (!moment || property === undefined) return undefined
  const id = localNameOf(predicate)
  const fact = { subject, property }
  const pair = pairs.find(ends => ends.includes(id))
  if (!pair) return { ...fact, start: moment, end: moment, said: { start: id, end: id } }
  const other = pair.find(end => end !== id)!
  const there = objectsOf(store, iri(subject), WDT + other).flatMap(term => momentOf(term) ?? [])
  if (pair[1] === id) return there.length > 0 ? undefined : { ...fact, end: moment, said: { end: id } }
  const end = there.find(({ to }) => to >= moment.from)
  return { ...fact, start: moment, ...(end && { end }), said: { start: id, ...(end && { end: other }) } }
}

/** A statement that a qualifier dates; undefined for one that another qualifier has told of, or that does not count. */
function ofStatement(store: Store, base: string, statement: string, id: string): DatedFact | undefined {
  const node = iri(statement)
  const momentBy = (qualifier: string): Moment | undefined => {
    for (const term of objectsOf(store, node, PQ + qualifier)) {
      const moment = momentOf(term)
      if (moment) return moment
    }
    return undefined
  }
  const moment = momentBy(id)
  if (!moment) return undefined
  const start = momentBy(QUALIFIED_START)
  if (id === QUALIFIED_END && start) return undefined
  if (id === QUALIFIED_AT && (start ?? momentBy(QUALIFIED_END))) return undefined
  if (objectOf(store, node, `${WIKIBASE}rank`)?.value === `${WIKIBASE}DeprecatedRank`) return undefined
  for (const { subject, predicate } of store.match(null, null, node, defaultGraph)) {
    const property = propertyOf(predicate.value, base)
    if (!isClaim(predicate.value, base) || property === undefined) continue
    const value = objectOf(store, node, predicatesOf(predicate.value, base).statement)
    if (!value) return undefined
    const fact = { subject: subject.value, property, value, statement }
    if (id === QUALIFIED_AT) return { ...fact, start: moment, end: moment, said: { start: id, end: id } }
    if (id === QUALIFIED_END) return { ...fact, end: moment, said: { end: id } }
    const end = momentBy(QUALIFIED_END)
    return {
      ...fact,
      start: moment,
      ...(end && { end }),
      said: { start: id, ...(end && { end: QUALIFIED_END }) }
    }
  }
  return undefined
}
