import { namespaceEnd, OWL, RDF, SKOS, WD } from '../rdf/rdf.ts'
import type { PagedColumn } from './paged.ts'
import { kinds } from './term-key.ts'
import { GraphSetColumn, type WrittenCore } from './written-core.ts'

/**
 * What is in the default graph of a dataset, counted as VoID counts (https://www.w3.org/TR/void/#statistics), and how
 * many triples its named graphs have. Lists are in the order of their IRIs; one that would be longer than `mostListed` has
 * the most frequent, and the totals say how many there are.
 */
export interface DatasetStatistics {
  readonly triples: number
  readonly distinctSubjects: number
  readonly distinctObjects: number
  /** Distinct predicates. */
  readonly properties: number
  /** Distinct classes. */
  readonly classes: number
  readonly namedGraphs: number
  readonly propertyPartitions: readonly {
    readonly property: string
    readonly triples: number
    readonly distinctSubjects: number
    readonly distinctObjects: number
  }[]
  readonly classPartitions: readonly { readonly class: string; readonly entities: number }[]
  readonly graphs: readonly { readonly graph: string; readonly triples: number }[]
  /** Triples that lead to another dataset, whose IRIs begin with `target`. */
  readonly linksets: readonly {
    readonly target: string
    readonly predicate: string
    readonly triples: number
  }[]
  /** Namespaces of predicates and classes. */
  readonly vocabularies: readonly string[]
}

/** How many partitions or graphs are listed at most. */
export const mostListed = 5000

/** Predicates that link a thing to itself, or to what is nearly it, in another dataset; and where they lead. */
const links = [`${OWL}sameAs`, `${SKOS}exactMatch`, `${SKOS}closeMatch`]
const targets = [WD]

/** Counts what a store will have, in two passes over its triples. */
export function statisticsOf(core: WrittenCore): DatasetStatistics {
  const predicates = core.column('predicates', 4)
  const properties = Array.from({ length: predicates.length }, () => ({
    triples: 0,
    subjects: 0,
    objects: 0
  }))
  const { totals, bySet } = countSubjects(core, properties)
  const objects = countObjects(core, properties)
  const used = properties.flatMap((counts, code) =>
    counts.triples === 0
      ? []
      : [
          {
            property: core.terms.textOf(predicates.at(code)),
            triples: counts.triples,
            distinctSubjects: counts.subjects,
            distinctObjects: counts.objects
          }
        ]
  )
  const graphs = graphsOf(core, bySet)
  const names = [...used.map(({ property }) => property), ...objects.classes.map(found => found.class)]
  return {
    ...totals,
    distinctObjects: objects.distinct,
    properties: used.length,
    classes: objects.classes.length,
    namedGraphs: graphs.length,
    propertyPartitions: mostFrequent(used, ({ triples }) => triples),
    classPartitions: mostFrequent(objects.classes, ({ entities }) => entities),
    graphs: mostFrequent(graphs, ({ triples }) => triples),
    linksets: objects.linksets,
    vocabularies: [...new Set(names.map(name => name.slice(0, namespaceEnd(name))))]
      .sort()
      .slice(0, mostListed)
  }
}

/** The rows of an order: where those of each first term begin. */
function* heads(starts: PagedColumn): Generator<readonly [head: number, from: number, to: number]> {
  let from = 0
  for (let head = 0; head + 1 < starts.length; head++) {
    const to = starts.at(head + 1)
    if (to > from) yield [head, from, to]
    from = to
  }
}

type Counts = { triples: number; subjects: number; objects: number }[]

/** Subject by subject: triples, subjects, subjects of each property, and how many triples each set of graphs has. */
function countSubjects(core: WrittenCore, properties: Counts) {
  const codes = core.rows('spo-predicates', core.triples)
  const sets = core.graphSets()
  const bySet: number[] = []
  let [triples, distinctSubjects] = [0, 0]
  for (const [, from, to] of heads(core.column('spo-starts', 4))) {
    const before = triples
    let last = -1
    for (let at = from; at < to; at++) {
      const set = sets.setAt(at)
      bySet[set] = (bySet[set] ?? 0) + 1
      if (!sets.hasDefault(at)) continue
      triples++
      const code = codes.at(at)
      const counts = properties[code]!
      counts.triples++
      if (code !== last) counts.subjects++
      last = code
    }
    if (triples > before) distinctSubjects++
  }
  return { totals: { triples, distinctSubjects }, bySet }
}

/** Property by property: distinct objects in all and of each, what there is of each class, what leads elsewhere. */
function countObjects(core: WrittenCore, properties: Counts) {
  const { terms } = core
  const iris = terms.count(kinds.iri)
  const column = core.column('pos-objects', 4)
  const sets = core.graphSets('pos')
  const seen = new Uint8Array(Math.ceil(terms.size / 8))
  const [type] = core.codesOf([`${RDF}type`])
  const linking = new Map(
    links.flatMap(predicate => core.codesOf([predicate]).map(code => [code, predicate]))
  )
  const classes: { class: string; entities: number }[] = []
  const linksets = new Map<string, DatasetStatistics['linksets'][number]>()
  let distinct = 0
  const take = (code: number, object: number, triples: number): void => {
    properties[code]!.objects++
    const bit = 1 << (object & 7)
    if ((seen[object >> 3]! & bit) === 0) distinct++
    seen[object >> 3]! |= bit
    if (object >= iris) return
    const predicate = linking.get(code)
    if (code !== type && predicate === undefined) return
    const name = terms.textOf(object)
    if (code === type) classes.push({ class: name, entities: triples })
    const target = predicate && targets.find(target => name.startsWith(target))
    if (!predicate || !target) return
    const key = `${predicate} ${target}`
    linksets.set(key, { target, predicate, triples: triples + (linksets.get(key)?.triples ?? 0) })
  }
  for (const [code, from, to] of heads(core.column('pos-starts', 4))) {
    let [object, triples] = [-1, 0]
    for (let at = from; at < to; at++) {
      if (!sets.hasDefault(at)) continue
      const next = column.at(at)
      if (next !== object) {
        if (triples > 0) take(code, object, triples)
        object = next
        triples = 0
      }
      triples++
    }
    if (triples > 0) take(code, object, triples)
  }
  const byKey = [...linksets].sort(([a], [b]) => (a < b ? -1 : 1))
  return { distinct, classes, linksets: byKey.map(([, linkset]) => linkset) }
}

/** The named graphs that have IRIs, with how many triples each. */
function graphsOf(core: WrittenCore, bySet: readonly number[]): { graph: string; triples: number }[] {
  const graphs = core.column('graphs', 4)
  const sets = new GraphSetColumn(core.column('graph-sets', 4), core.column('graph-sets', 4), undefined)
  const counts = new Float64Array(graphs.length)
  bySet.forEach((triples, set) => {
    for (const code of sets.members(set)) if (code > 0) counts[code - 1]! += triples
  })
  const iris = core.terms.count(kinds.iri)
  const found: { graph: string; triples: number }[] = []
  for (let code = 0; code < graphs.length; code++)
    if (graphs.at(code) < iris)
      found.push({ graph: core.terms.textOf(graphs.at(code)), triples: counts[code]! })
  return found
}

/** All, or the most frequent, in the order they came in. */
function mostFrequent<T>(all: readonly T[], frequency: (one: T) => number): readonly T[] {
  if (all.length <= mostListed) return all
  const order = all.map((one, i) => [frequency(one), i] as const).sort(([a, i], [b, j]) => b - a || i - j)
  return order
    .slice(0, mostListed)
    .sort(([, i], [, j]) => i - j)
    .map(([, i]) => all[i]!)
}
