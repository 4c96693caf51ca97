import {
  commonPrefixes,
  defaultGraph,
  iri,
  localNameOf,
  OWL,
  PROV,
  type Quad,
  RDF,
  RDFS,
  SCHEMA,
  SKOS,
  termText,
  WIKIBASE
} from '../rdf/rdf.ts'
import { disagreementsAbout } from './disagreements.ts'
import { propertyOf } from './properties.ts'
import type { Store } from './store.ts'

const PROP = commonPrefixes['p']!

/** Predicates in the order people want to read them; what is not here comes between names and facts. */
const firstPredicates = [
  `${RDF}type`,
  `${RDFS}label`,
  `${SKOS}prefLabel`,
  `${SKOS}altLabel`,
  `${SCHEMA}name`,
  `${SCHEMA}description`,
  `${OWL}sameAs`,
  `${SCHEMA}sameAs`,
  `${SCHEMA}abstract`,
  `${WIKIBASE}rank`
]

/** Namespaces of facts, after everything else: direct triples first, the links to statements last. */
const lastNamespaces = (base: string): string[] => [
  `${PROP}direct/`,
  `${PROP}direct-normalized/`,
  `${base}prop/direct/`,
  `${PROP}statement/`,
  `${PROP}statement/value/`,
  `${PROP}statement/value-normalized/`,
  `${base}prop/statement/`,
  `${base}prop/statement/value/`,
  `${PROP}qualifier/`,
  `${PROP}qualifier/value/`,
  `${PROP}qualifier/value-normalized/`,
  `${base}prop/qualifier/`,
  `${base}prop/qualifier/value/`,
  PROP,
  `${base}prop/`
]

/** `P31` before `P159`: names by their letters, then by their number. */
const compareNames = (a: string, b: string): number => {
  const [, lettersA = '', numberA = ''] = /^(.*?)(\d*)$/.exec(a) ?? []
  const [, lettersB = '', numberB = ''] = /^(.*?)(\d*)$/.exec(b) ?? []
  if (lettersA !== lettersB) return lettersA < lettersB ? -1 : 1
  return Number(numberA) - Number(numberB) || (a < b ? -1 : a > b ? 1 : 0)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sorts the quads of one subject by what their predicates are for, then by predicate, then by value. */
function inReadingOrder(quads: Iterable<Quad>, base: string): Quad[] {
  const last = lastNamespaces(base)
  const rankOf = (predicate: string): number => {
    const first = firstPredicates.indexOf(predicate)
    if (first >= 0) return first
    if (predicate === `${PROV}wasDerivedFrom`) return firstPredicates.length + last.length + 1
    const namespace = last.indexOf(predicate.slice(0, predicate.length - localNameOf(predicate).length))
    return namespace < 0 ? firstPredicates.length : firstPredicates.length + 1 + namespace
  }
  return [...quads]
    .map(quad => ({
      quad,
      rank: rankOf(quad.predicate.value),
      // Language first, so that labels stand together by language and not by script.
      value: `${quad.object.termType === 'Literal' ? quad.object.language : ''} ${termText(quad.object)}`
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compareNames(localNameOf(a.quad.predicate.value), localNameOf(b.quad.predicate.value)) ||
        compareText(a.quad.predicate.value, b.quad.predicate.value) ||
        compareText(a.value, b.value)
    )
    .map(({ quad }) => quad)
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
    .sort(
      (a, b) =>
        compareText(a.slice(0, -localNameOf(a).length), b.slice(0, -localNameOf(b).length)) ||
        compareNames(localNameOf(a), localNameOf(b))
    )
    .flatMap(value => inReadingOrder(store.match(iri(value), iri(`${RDFS}label`), null, defaultGraph), base))
}
