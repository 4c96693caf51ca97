import { defaultGraph, iri, type Quad, RDFS } from '../rdf/rdf.ts'
import { disagreementsAbout } from './disagreements.ts'
import { propertyOf } from './properties.ts'
import { compareNames, ReadingOrder, sortedName } from './reading-order.ts'
import type { Store } from './store.ts'

/** The order for the base that was asked for last: a process has one dataset, or few. */
let order: { readonly base: string; readonly of: ReadingOrder } | undefined

function inReadingOrder(quads: Iterable<Quad>, base: string): Quad[] {
  if (order?.base !== base) order = { base, of: new ReadingOrder(base) }
  return order.of.sorted(quads)
}

/**
 * The description of whatever an IRI names, from the default graph, as blocks for the writers of `dumps`: its
 * own triples; the labels of the items and properties it mentions; each statement with its value nodes and references
 * (only the dataset's own nodes are followed); what its statements disagree on. The order depends on nothing but the data. Empty when
 * the dataset says nothing with that IRI as subject.
 */
export function describe(store: Store, subject: string, base: string): Quad[][] {
  const own = (value: string): boolean =>
    ['statement/', 'value/', 'reference/'].some(room => value.startsWith(base + room))
  const blocks: Quad[][] = []
  const seen = new Set<string>()
  const visit = (node: string, block: Quad[]): void => {
    if (seen.has(node)) return
    seen.add(node)
    const quads = inReadingOrder(store.match(iri(node), null, null, defaultGraph), base)
    block.push(...quads)
    for (const { object } of quads) {
      if (object.termType !== 'NamedNode' || !own(object.value)) continue
      const next: Quad[] = object.value.startsWith(`${base}statement/`) ? [] : block
      visit(object.value, next)
      if (next !== block && next.length > 0) blocks.push(next)
    }
  }
  const first: Quad[] = []
  blocks.push(first)
  visit(subject, first)
  if (first.length === 0) return []
  for (const disagreement of disagreementsAbout({ store, base }, subject)) {
    const block: Quad[] = []
    blocks.push(block)
    seen.add(disagreement.value)
    const quads = inReadingOrder(store.match(disagreement, null, null, defaultGraph), base)
    block.push(...quads)
    // What takes part is described with its entity; words that contradict stand nowhere else.
    for (const { object } of quads)
      if (object.value.startsWith(`${base}reference/`)) visit(object.value, block)
  }
  const names = namesOf(store, blocks, seen, base)
  // Before the statements, so that whoever reads on knows what their numbers stand for.
  if (names.length > 0) blocks.splice(1, 0, names)
  return blocks
}

/** The labels of the items and properties that blocks mention and do not themselves describe. */
function namesOf(
  store: Store,
  blocks: readonly Quad[][],
  described: ReadonlySet<string>,
  base: string
): Quad[] {
  const mentioned = new Set<string>()
  for (const block of blocks) {
    for (const { predicate, object } of block) {
      const property = propertyOf(predicate.value, base)
      if (property !== undefined) mentioned.add(property)
      if (object.termType === 'NamedNode') mentioned.add(object.value)
    }
  }
  return [...mentioned]
    .filter(value => !described.has(value))
    .map(sortedName)
    .sort(compareNames)
    .flatMap(name =>
      inReadingOrder(store.match(iri(name.iri), iri(`${RDFS}label`), null, defaultGraph), base)
    )
}
