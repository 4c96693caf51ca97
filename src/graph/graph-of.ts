import type { AlignedSource, Entity, Iris, Property, Reference, Snak } from '../alignment/alignment.ts'
import {
  DCTERMS,
  integer,
  iri,
  langText,
  type NamedNode,
  OA,
  OWL,
  PROV,
  type Quad,
  type Quad_Object,
  quad,
  RDF,
  RDFS,
  SCHEMA,
  SKOS,
  termText,
  text,
  typed,
  VOID,
  WD,
  WIKIBASE,
  XSD
} from '../rdf/rdf.ts'
import type { RankedStatement } from '../reconciliation/reconciliation.ts'
import type { Equivalences } from './equivalences.ts'
import { PredicateTable } from './predicates.ts'
import { describeProperty } from './properties.ts'
import { fullValue, normalizedValue, simpleValue } from './values.ts'

/** What reconciliation hands over to be published. */
export interface PublishedStatements {
  /** Sorted by subject. */
  readonly statements: readonly RankedStatement[]
  readonly entities: readonly Entity[]
  readonly sources: readonly AlignedSource[]
}

export interface GraphContext {
  readonly iris: Iris
  readonly equivalences: Equivalences
  readonly language: string
  readonly title: string
  readonly license?: string
  readonly publisher?: string
  /** Told of each property as the first quads that use it are made. */
  readonly onProperty?: (property: Property) => void
}

const rdf = (name: string): NamedNode => iri(RDF + name)
const rdfs = (name: string): NamedNode => iri(RDFS + name)
const wikibase = (name: string): NamedNode => iri(WIKIBASE + name)
const schema = (name: string): NamedNode => iri(SCHEMA + name)
const dct = (name: string): NamedNode => iri(DCTERMS + name)
const ranks = { preferred: 'PreferredRank', normal: 'NormalRank', deprecated: 'DeprecatedRank' } as const

/**
 * The quads of a dataset in blocks that a reader would want together: the dataset; each entity that has
 * statements, with them; the other entities; the properties; the sources with what each alone claims.
 */
export function* graphOf(published: PublishedStatements, context: GraphContext): Iterable<Quad[]> {
  yield* new Graph(published, context).blocks()
}

class Graph {
  readonly #published: PublishedStatements
  readonly #context: GraphContext
  readonly #predicates: PredicateTable
  readonly #properties = new Map<string, Property>()
  /** Value and reference nodes already described, since statements share them. */
  readonly #described = new Set<string>()

  constructor(published: PublishedStatements, context: GraphContext) {
    this.#published = published
    this.#context = context
    this.#predicates = new PredicateTable(context.iris.base)
  }

  *blocks(): Iterable<Quad[]> {
    const { statements, entities, sources } = this.#published
    const bySubject = new Map<string, RankedStatement[]>()
    for (const statement of statements) {
      const group = bySubject.get(statement.subject)
      if (group) group.push(statement)
      else bySubject.set(statement.subject, [statement])
    }
    yield this.#dataset()
    for (const entity of entities) {
      const own = bySubject.get(entity.iri)
      if (own) yield this.#entity(entity, own)
    }
    for (const entity of entities) if (!bySubject.has(entity.iri)) yield this.#entity(entity, [])
    for (const property of [...this.#properties.values()].sort(byId))
      yield describeProperty(
        property,
        this.#predicates.of(property),
        property.local ? this.#context.language : 'en'
      )
    const bySource = this.#claimsBySource()
    for (const source of sources) yield [...this.#source(source), ...(bySource.get(source.id) ?? [])]
  }

  #dataset(): Quad[] {
    const { iris, title, license, publisher, language } = this.#context
    const dataset = iri(iris.dataset)
    return [
      quad(dataset, rdf('type'), iri(`${VOID}Dataset`)),
      quad(dataset, rdf('type'), schema('Dataset')),
      quad(dataset, dct('title'), langText(title, language)),
      ...(license === undefined ? [] : [quad(dataset, dct('license'), licenseTerm(license))]),
      ...(publisher === undefined ? [] : [quad(dataset, dct('publisher'), text(publisher))])
    ]
  }

  #entity(entity: Entity, statements: readonly RankedStatement[]): Quad[] {
    const node = iri(entity.iri)
    const own: Quad[] = [quad(node, rdf('type'), wikibase('Item'))]
    const links: Quad[] = []
    const about: Quad[] = []
    for (const statement of statements) {
      const predicates = this.#use(statement)
      const value = simpleValue(statement.value, this.#context.iris)
      links.push(quad(node, predicates.claim, iri(statement.iri)))
      if (statement.best) own.push(...this.#truthy(node, statement, value))
      about.push(...this.#statement(statement, value))
    }
    const [types, facts] = partition(own, ({ predicate }) => predicate.value === `${RDF}type`)
    return [...byPredicate([...types, ...this.#names(entity), ...facts, ...links]), ...about]
  }

  #names({ iri: entity, qid, label, aliases, keywords, abstract }: Entity): Quad[] {
    const node = iri(entity)
    return [
      quad(node, rdfs('label'), langText(label.text, label.language)),
      ...aliases.map(alias => quad(node, iri(`${SKOS}altLabel`), langText(alias.text, alias.language))),
      ...(qid === undefined ? [] : [quad(node, iri(`${OWL}sameAs`), iri(WD + qid))]),
      ...(abstract ? [quad(node, schema('abstract'), langText(abstract.text, abstract.language))] : []),
      ...keywords.map(keyword => quad(node, schema('keywords'), text(keyword)))
    ]
  }

  /** The direct triples of a statement of best rank, and what well-known vocabularies say for them. */
  #truthy(node: NamedNode, { property, value }: RankedStatement, simple: Quad_Object): Quad[] {
    const { direct, directNormalized } = this.#predicates.of(property)
    const { equivalences } = this.#context
    const quads = [quad(node, direct, simple)]
    const address = normalizedValue(value, property)
    if (address) quads.push(quad(node, directNormalized, address), quad(node, schema('sameAs'), address))
    for (const term of equivalences.of(direct.value)) quads.push(quad(node, iri(term), simple))
    if (property.id === 'P31' && value.type === 'item') {
      const qid = this.#qidOf(value.iri)
      if (qid !== undefined)
        for (const term of equivalences.of(WD + qid)) quads.push(quad(node, rdf('type'), iri(term)))
    }
    return quads
  }

  #qids: Map<string, string | undefined> | undefined
  #qidOf(entity: string): string | undefined {
    this.#qids ??= new Map(this.#published.entities.map(({ iri, qid }) => [iri, qid]))
    return this.#qids.get(entity)
  }

  #statement(statement: RankedStatement, simple: Quad_Object): Quad[] {
    const node = iri(statement.iri)
    const predicates = this.#predicates.of(statement.property)
    const nodes: Quad[] = []
    const own = [
      quad(node, rdf('type'), wikibase('Statement')),
      ...(statement.best ? [quad(node, rdf('type'), wikibase('BestRank'))] : []),
      quad(node, wikibase('rank'), wikibase(ranks[statement.rank])),
      quad(node, predicates.statement, simple),
      ...this.#full(node, statement, predicates.statementValue, predicates.statementNormalized, nodes)
    ]
    for (const qualifier of statement.qualifiers) {
      const { qualifier: direct, qualifierValue, qualifierNormalized } = this.#use(qualifier)
      own.push(quad(node, direct, simpleValue(qualifier.value, this.#context.iris)))
      own.push(...this.#full(node, qualifier, qualifierValue, qualifierNormalized, nodes))
    }
    for (const reference of statement.references) {
      const { node: cited, quads } = this.#reference(reference)
      own.push(quad(node, iri(`${PROV}wasDerivedFrom`), cited))
      if (this.#first(cited)) nodes.push(...quads)
    }
    return [...own, ...nodes]
  }

  #full(node: NamedNode, snak: Snak, toValue: NamedNode, toAddress: NamedNode, nodes: Quad[]): Quad[] {
    const address = normalizedValue(snak.value, snak.property)
    if (address) return [quad(node, toAddress, address)]
    const full = fullValue(snak.value, this.#context.iris)
    if (!full) return []
    if (this.#first(full.node)) nodes.push(...full.quads)
    return [quad(node, toValue, full.node)]
  }

  #reference({ source, evidence, method }: Reference): { node: NamedNode; quads: Quad[] } {
    const { iris, language } = this.#context
    const node = iri(iris.reference(source, JSON.stringify(evidence), method ?? ''))
    const quads = [
      quad(node, rdf('type'), wikibase('Reference')),
      quad(node, iri('http://www.wikidata.org/prop/reference/P248'), iri(iris.source(source)))
    ]
    if (evidence.kind === 'field')
      quads.push(
        quad(node, iri(iris.term('key')), text(evidence.key)),
        quad(node, iri(iris.term('line')), integer(evidence.line))
      )
    else {
      const selector = iri(`${node.value}#selector`)
      if (evidence.quote !== undefined)
        quads.push(
          quad(node, iri('http://www.wikidata.org/prop/reference/P1683'), langText(evidence.quote, language))
        )
      quads.push(
        quad(node, iri(`${OA}hasSelector`), selector),
        quad(selector, rdf('type'), iri(`${OA}TextPositionSelector`)),
        quad(selector, iri(`${OA}start`), typed(String(evidence.start), `${XSD}nonNegativeInteger`)),
        quad(selector, iri(`${OA}end`), typed(String(evidence.end), `${XSD}nonNegativeInteger`))
      )
    }
    if (method !== undefined) quads.push(quad(node, iri(iris.term('method')), text(method)))
    return { node, quads }
  }

  #source({ id, kind, title, entity, license, date, mentions }: AlignedSource): Quad[] {
    const { iris, language } = this.#context
    const node = iri(iris.source(id))
    return [
      quad(node, rdf('type'), iri(iris.term(kind === 'note' ? 'Note' : 'Document'))),
      quad(node, rdf('type'), schema('CreativeWork')),
      quad(node, rdfs('label'), langText(title, language)),
      ...(entity === undefined ? [] : [quad(node, schema('about'), iri(entity))]),
      ...(date === undefined ? [] : [quad(node, dct('date'), dateLiteral(date))]),
      ...(license === undefined ? [] : [quad(node, dct('license'), licenseTerm(license))]),
      quad(node, dct('isPartOf'), iri(iris.dataset)),
      ...mentions.map(mentioned => quad(node, schema('mentions'), iri(mentioned))),
      quad(iri(iris.graph(id)), iri(`${PROV}wasDerivedFrom`), node)
    ]
  }

  /** What each source claims, whatever rank the merged statement got, as direct triples in its own graph. */
  #claimsBySource(): Map<string, Quad[]> {
    const { iris } = this.#context
    const bySource = new Map<string, Quad[]>()
    for (const { subject, property, value, references } of this.#published.statements) {
      for (const source of new Set(references.map(reference => reference.source))) {
        const claimed = quad(
          iri(subject),
          this.#predicates.of(property).direct,
          simpleValue(value, iris),
          iri(iris.graph(source))
        )
        const quads = bySource.get(source)
        if (quads) quads.push(claimed)
        else bySource.set(source, [claimed])
      }
    }
    return bySource
  }

  #use({ property }: Snak): ReturnType<PredicateTable['of']> {
    const key = `${property.local} ${property.id}`
    if (!this.#properties.has(key)) {
      this.#properties.set(key, property)
      this.#context.onProperty?.(property)
    }
    return this.#predicates.of(property)
  }

  #first(node: NamedNode): boolean {
    if (this.#described.has(node.value)) return false
    this.#described.add(node.value)
    return true
  }
}

function byId(a: Property, b: Property): number {
  if (a.local !== b.local) return a.local ? 1 : -1
  if (a.local) return a.id < b.id ? -1 : 1
  return Number(a.id.slice(1)) - Number(b.id.slice(1))
}

const dateTypes: Readonly<Record<number, string>> = { 4: 'gYear', 7: 'gYearMonth', 10: 'date' }
const dateLiteral = (date: string): Quad_Object => typed(date, XSD + (dateTypes[date.length] ?? 'string'))

const licenseTerm = (license: string): Quad_Object => (URL.canParse(license) ? iri(license) : text(license))

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = []
  const no: T[] = []
  for (const item of items) (test(item) ? yes : no).push(item)
  return [yes, no]
}

/**
 * Quads of one subject with those of a predicate together, in order of first appearance and without repeats:
 * two statements may say the same in another vocabulary's words.
 */
function byPredicate(quads: readonly Quad[]): Quad[] {
  const groups = new Map<string, Map<string, Quad>>()
  for (const quad of quads) {
    let group = groups.get(quad.predicate.value)
    if (!group) {
      group = new Map()
      groups.set(quad.predicate.value, group)
    }
    const object = termText(quad.object)
    if (!group.has(object)) group.set(object, quad)
  }
  return [...groups.values()].flatMap(group => [...group.values()])
}
