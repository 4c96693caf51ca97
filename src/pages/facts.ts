import { commonPrefixes, defaultGraph, iri, OA, PROV, type Quad, type Term, WIKIBASE } from '../rdf/rdf.ts'
import { detailOf, labelOf, propertyOf, type Store, type ValueDetail } from '../store/store.ts'

/** A value with what qualifies it and who says so. */
export interface Fact {
  readonly value: Term
  readonly detail: ValueDetail
  readonly rank: 'preferred' | 'normal' | 'deprecated'
  readonly reason?: string
  readonly qualifiers: readonly {
    readonly label: string
    readonly value: Term
    readonly detail: ValueDetail
  }[]
  readonly sources: readonly FactSource[]
}

/** One reference: the source, and the words or the place in it. */
export interface FactSource {
  /** The source's IRI. */
  readonly source?: string
  readonly title: string
  readonly quote?: string
  /** `has_part_s_, line 14` of a note's frontmatter; of words that are not shown, `characters 812 to 835`. */
  readonly place?: string
}

/** All facts with one property. */
export interface FactGroup {
  readonly property: string
  readonly label: string
  readonly facts: readonly Fact[]
}

const PR = commonPrefixes['pr']!
const PS = commonPrefixes['ps']!
const PQ = commonPrefixes['pq']!

/** The facts of an entity by property, from its statement nodes, in the order of its description. */
export function factsOf(
  store: Store,
  description: readonly Quad[],
  base: string,
  language: string
): FactGroup[] {
  const groups = new Map<string, { label: string; facts: Fact[] }>()
  for (const { predicate, object } of description) {
    if (object.termType !== 'NamedNode' || !object.value.startsWith(`${base}statement/`)) continue
    const property = propertyOf(predicate.value, base)
    if (property === undefined) continue
    const fact = factOf(store, object.value, base, language)
    if (!fact) continue
    const label = labelOf(store, property, language) ?? tailOf(property)
    const group = groups.get(property)
    if (group) group.facts.push(fact)
    else groups.set(property, { label, facts: [fact] })
  }
  const order = ['preferred', 'normal', 'deprecated']
  const shown = ({ value }: Fact): string => labelOf(store, value, language) ?? value.value
  const collator = new Intl.Collator('en', { numeric: true })
  return [...groups].map(([property, { label, facts }]) => ({
    property,
    label,
    facts: facts.sort(
      (a, b) => order.indexOf(a.rank) - order.indexOf(b.rank) || collator.compare(shown(a), shown(b))
    )
  }))
}

const tailOf = (value: string): string =>
  value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf('#')) + 1)

function factOf(store: Store, statement: string, base: string, language: string): Fact | undefined {
  const quads = [...store.match(iri(statement), null, null, defaultGraph)]
  const objectOf = (predicate: string) => quads.find(quad => quad.predicate.value === predicate)?.object
  const nodeOf = (values: string, name: string): ValueDetail => {
    const node = objectOf(`${values}value/${name}`)
    // An external id's normalized value is the address it stands for (Wikibase RDF Dump Format).
    const address = objectOf(`${values}value-normalized/${name}`)
    const known = address?.termType === 'NamedNode' && !address.value.startsWith(`${base}value/`)
    return { ...(node && detailOf(store, node)), ...(known && { address: address.value }) }
  }
  const simple = (namespaces: readonly string[]) =>
    quads.flatMap(({ predicate, object }) => {
      const name = tailOf(predicate.value)
      const namespace = namespaces.find(start => predicate.value === start + name)
      return namespace ? [{ name, value: object, detail: nodeOf(namespace, name), predicate }] : []
    })
  const [main] = simple([PS, `${base}prop/statement/`])
  if (!main) return undefined
  const rank = tailOf(quads.find(quad => quad.predicate.value === `${WIKIBASE}rank`)?.object.value ?? '')
  const reason = quads.find(quad => quad.predicate.value === `${base}ontology#reason`)?.object.value
  return {
    value: main.value,
    detail: main.detail,
    rank: rank === 'PreferredRank' ? 'preferred' : rank === 'DeprecatedRank' ? 'deprecated' : 'normal',
    ...(reason !== undefined && { reason }),
    qualifiers: simple([PQ, `${base}prop/qualifier/`]).map(({ name, value, detail, predicate }) => ({
      label: labelOf(store, propertyOf(predicate.value, base) ?? '', language) ?? name,
      value,
      detail
    })),
    sources: quads
      .filter(quad => quad.predicate.value === `${PROV}wasDerivedFrom`)
      .map(quad => sourceOf(store, quad.object, base, language))
      .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
  }
}

function sourceOf(store: Store, reference: Term, base: string, language: string): FactSource {
  const objectOf = (subject: Term | undefined, predicate: string): Term | undefined => {
    if (subject?.termType !== 'NamedNode') return undefined
    for (const { object } of store.match(subject, iri(predicate), null, defaultGraph)) return object
    return undefined
  }
  const source = objectOf(reference, `${PR}P248`)
  const quote = objectOf(reference, `${PR}P1683`)?.value
  const key = objectOf(reference, `${base}ontology#key`)?.value
  const line = objectOf(reference, `${base}ontology#line`)?.value
  const selector = quote === undefined ? objectOf(reference, `${OA}hasSelector`) : undefined
  const [start, end] = ['start', 'end'].map(name => objectOf(selector, OA + name)?.value)
  const place = [
    ...(key === undefined ? [] : [key]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(start === undefined ? [] : [`characters ${start} to ${end}`])
  ].join(', ')
  return {
    ...(source && { source: source.value }),
    title: source
      ? (labelOf(store, source, language) ?? source.value.replace(`${base}source/`, ''))
      : 'a source',
    ...(quote !== undefined && { quote }),
    ...(place !== '' && { place })
  }
}
