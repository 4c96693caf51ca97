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
  sharedIri,
  termText,
  text,
  typed,
  VOID,
  WD,
  WIKIBASE,
  XSD
} from '../rdf/rdf.ts'
import type { Disagreement, RankedStatement } from '../reconciliation/reconciliation.ts'
import type { Equivalences } from './equivalences.ts'
import { PredicateTable } from './predicates.ts'
import { describeProperty } from './properties.ts'
import { fullValue, normalizedValue, simpleValue } from './values.ts'

export interface GraphContext {
  readonly iris: Iris
  readonly equivalences: Equivalences
  readonly language: string
  readonly title: string
  readonly license?: string
  readonly publisher?: string
}

const rdf = (name: string): NamedNode => sharedIri(RDF + name)
const rdfs = (name: string): NamedNode => sharedIri(RDFS + name)
const wikibase = (name: string): NamedNode => sharedIri(WIKIBASE + name)
const schema = (name: string): NamedNode => sharedIri(SCHEMA + name)
const dct = (name: string): NamedNode => sharedIri(DCTERMS + name)
const oa = (name: string): NamedNode => sharedIri(OA + name)
const derivedFrom = sharedIri(`${PROV}wasDerivedFrom`)
const statedIn = sharedIri('http://www.wikidata.org/prop/reference/P248')
const quotation = sharedIri('http://www.wikidata.org/prop/reference/P1683')
const ranks = { preferred: 'PreferredRank', normal: 'NormalRank', deprecated: 'DeprecatedRank' } as const

/**
 * Statements → quads, in the Wikibase RDF model (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format),
 * in blocks that a reader would want together.
 */
export class Graph {
  readonly #context: GraphContext
  /** The item that an entity is, by the entity's IRI. */
  readonly #qidOf: (entity: string) => string | undefined
  readonly #predicates: PredicateTable
  readonly #used = new Map<string, Property>()
  /** Value nodes of the entity in hand that are described already: its statements share them. */
  readonly #values = new Set<string>()
  /** Terms that many quads share; writers remember how each is spelled. */
  readonly #nodes = new Map<string, NamedNode>()
  readonly #texts = new Map<string, Quad_Object>()
  readonly #lines: Quad_Object[] = []
  /** Terms of the project's own vocabulary. */
  readonly #term: (name: string) => NamedNode

  constructor(context: GraphContext, qidOf: (entity: string) => string | undefined) {
    this.#context = context
    this.#qidOf = qidOf
    this.#predicates = new PredicateTable(context.iris.base)
    this.#term = name => this.#node(context.iris.term(name))
  }

  /** The dataset itself. */
  dataset(): Quad[] {
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

  /**
   * An entity with its statements and what disagrees among them, in the orders given, and with the same in the graph
   * of each source.
   */
  entity(
    entity: Entity,
    statements: readonly RankedStatement[],
    disagreements: readonly Disagreement[] = []
  ): Quad[] {
    const node = this.#node(entity.iri)
    this.#values.clear()
    const types: Quad[] = [quad(node, rdf('type'), wikibase('Item'))]
    const facts: Quad[] = []
    const links: Quad[] = []
    const about: Quad[] = []
    const bySource = new Map<string, Quad[]>()
    for (const statement of statements) {
      const predicates = this.#use(statement)
      const value = this.#simple(statement)
      links.push(quad(node, predicates.claim, iri(statement.iri)))
      if (statement.best) this.#truthy(node, statement, value, facts, types)
      this.#statement(statement, value, about)
      // A source does not say what a model alone makes of it.
      for (const { source, said } of statement.proposed ? [] : statement.references) {
        const graph = this.#node(this.#context.iris.graph(source))
        const own = said === undefined ? value : simpleValue(said, this.#context.iris)
        const claimed = bySource.get(source)
        if (claimed) claimed.push(quad(node, predicates.direct, own, graph))
        else bySource.set(source, [quad(node, predicates.direct, own, graph)])
      }
    }
    const own = byPredicate([...types, ...this.#names(node, entity), ...facts, ...links])
    for (const disagreement of disagreements) this.#disagreement(disagreement, about)
    return [...own, ...about, ...[...bySource.values()].flatMap(byPredicate)]
  }

  /** Disagreements that only several entities together show. */
  disagreements(disagreements: readonly Disagreement[]): Quad[] {
    const quads: Quad[] = []
    for (const disagreement of disagreements) this.#disagreement(disagreement, quads)
    return quads
  }

  #disagreement(
    { iri: name, about, property, kind, state, comment, resolution, involves, references }: Disagreement,
    into: Quad[]
  ): void {
    const node = iri(name)
    into.push(
      quad(node, rdf('type'), this.#term('Disagreement')),
      quad(node, this.#term('about'), this.#node(about)),
      ...(property ? [quad(node, this.#term('property'), this.#use({ property }).entity)] : []),
      quad(node, this.#term('kind'), this.#term(kind)),
      quad(node, this.#term('state'), this.#term(state === 'open' ? 'Open' : 'Settled')),
      ...involves.map(statement => quad(node, this.#term('involves'), iri(statement))),
      quad(node, rdfs('comment'), langText(comment, 'en')),
      quad(node, this.#term('resolution'), langText(resolution, 'en'))
    )
    const nodes: Quad[] = []
    for (const reference of references) {
      const cited = this.#referenceOf(name, reference)
      into.push(quad(node, derivedFrom, cited))
      this.#reference(cited, reference, nodes)
    }
    for (const described of nodes) into.push(described)
  }

  /** A reference says where one statement comes from: its IRI is made of the statement's and the place. */
  #referenceOf(statement: string, { source, evidence, method }: Reference): NamedNode {
    return iri(this.#context.iris.reference(statement, source, JSON.stringify([evidence, method])))
  }

  #names(node: NamedNode, { qid, label, aliases, keywords, abstract, types, sameAs }: Entity): Quad[] {
    return [
      ...types.map(type => quad(node, rdf('type'), sharedIri(type))),
      quad(node, rdfs('label'), langText(label.text, label.language)),
      ...aliases.map(alias => quad(node, sharedIri(`${SKOS}altLabel`), langText(alias.text, alias.language))),
      ...(qid === undefined ? [] : [quad(node, sharedIri(`${OWL}sameAs`), iri(WD + qid))]),
      ...sameAs.map(page => quad(node, schema('sameAs'), iri(page))),
      ...(abstract ? [quad(node, schema('abstract'), langText(abstract.text, abstract.language))] : []),
      ...keywords.map(keyword => quad(node, schema('keywords'), text(keyword)))
    ]
  }

  /** The direct triples of a statement of best rank, and what well-known vocabularies say for them. */
  #truthy(
    node: NamedNode,
    { property, value, ofIndividual }: RankedStatement,
    simple: Quad_Object,
    facts: Quad[],
    types: Quad[]
  ): void {
    const { direct, directNormalized } = this.#predicates.of(property)
    const { equivalences } = this.#context
    facts.push(quad(node, direct, simple))
    const address = normalizedValue(value, property)
    if (address) facts.push(quad(node, directNormalized, address), quad(node, schema('sameAs'), address))
    for (const term of equivalences.of(direct.value))
      if (!ofIndividual) facts.push(quad(node, sharedIri(term), simple))
    const qid = property.id === 'P31' && value.type === 'item' ? this.#qidOf(value.iri) : undefined
    if (qid !== undefined)
      for (const term of equivalences.of(WD + qid)) types.push(quad(node, rdf('type'), sharedIri(term)))
  }

  #statement(statement: RankedStatement, simple: Quad_Object, into: Quad[]): void {
    const node = iri(statement.iri)
    const predicates = this.#predicates.of(statement.property)
    const nodes: Quad[] = []
    into.push(quad(node, rdf('type'), wikibase('Statement')))
    if (statement.best) into.push(quad(node, rdf('type'), wikibase('BestRank')))
    into.push(
      quad(node, wikibase('rank'), wikibase(ranks[statement.rank])),
      quad(node, predicates.statement, simple)
    )
    if (statement.reason !== undefined)
      into.push(quad(node, this.#term('reason'), langText(statement.reason, 'en')))
    const { subject } = statement
    this.#full(
      node,
      subject,
      statement,
      predicates.statementValue,
      predicates.statementNormalized,
      into,
      nodes
    )
    for (const qualifier of statement.qualifiers) {
      const { qualifier: direct, qualifierValue, qualifierNormalized } = this.#use(qualifier)
      into.push(quad(node, direct, this.#simple(qualifier)))
      this.#full(node, subject, qualifier, qualifierValue, qualifierNormalized, into, nodes)
    }
    for (const reference of statement.references) {
      const cited = this.#referenceOf(statement.iri, reference)
      into.push(quad(node, derivedFrom, cited))
      this.#reference(cited, reference, nodes)
    }
    for (const described of nodes) into.push(described)
  }

  #full(
    node: NamedNode,
    subject: string,
    snak: Snak,
    toValue: NamedNode,
    toAddress: NamedNode,
    into: Quad[],
    nodes: Quad[]
  ): void {
    const address = normalizedValue(snak.value, snak.property)
    if (address) into.push(quad(node, toAddress, address))
    const full = address ? undefined : fullValue(snak.value, subject, this.#context.iris)
    if (!full) return
    into.push(quad(node, toValue, full.node))
    if (this.#values.has(full.node.value)) return
    this.#values.add(full.node.value)
    for (const described of full.quads) nodes.push(described)
  }

  #reference(node: NamedNode, reference: Reference, into: Quad[]): void {
    const { source, evidence, tier, rules = [], method, language = this.#context.language } = reference
    const { iris } = this.#context
    into.push(
      quad(node, rdf('type'), wikibase('Reference')),
      quad(node, statedIn, this.#node(iris.source(source)))
    )
    if (tier !== undefined) into.push(quad(node, this.#term('keyTier'), this.#text(tier)))
    if (evidence.kind === 'field')
      into.push(
        quad(node, this.#term('key'), this.#text(evidence.key)),
        quad(node, this.#term('line'), this.#line(evidence.line))
      )
    else {
      const selector = iri(`${node.value}#selector`)
      if (evidence.quote !== undefined) into.push(quad(node, quotation, langText(evidence.quote, language)))
      into.push(quad(node, oa('hasSelector'), selector))
      for (const rule of rules) into.push(quad(node, this.#term('rule'), this.#text(rule)))
      if (method !== undefined) into.push(quad(node, this.#term('method'), this.#text(method)))
      into.push(
        quad(selector, rdf('type'), oa('TextPositionSelector')),
        quad(selector, oa('start'), typed(String(evidence.start), `${XSD}nonNegativeInteger`)),
        quad(selector, oa('end'), typed(String(evidence.end), `${XSD}nonNegativeInteger`))
      )
      return
    }
    if (method !== undefined) into.push(quad(node, this.#term('method'), this.#text(method)))
  }

  #simple({ value }: Snak): Quad_Object {
    return value.type === 'item' ? this.#node(value.iri) : simpleValue(value, this.#context.iris)
  }

  #node(value: string): NamedNode {
    let node = this.#nodes.get(value)
    if (!node) {
      node = iri(value)
      this.#nodes.set(value, node)
    }
    return node
  }

  #text(value: string): Quad_Object {
    let literal = this.#texts.get(value)
    if (!literal) {
      literal = text(value)
      this.#texts.set(value, literal)
    }
    return literal
  }

  #line(line: number): Quad_Object {
    this.#lines[line] ??= integer(line)
    return this.#lines[line]
  }

  /** The properties used since this was asked last, in the order of their first use. */
  takeProperties(): Property[] {
    const used = [...this.#used.values()]
    this.#used.clear()
    return used
  }

  /** A property as queries need to know it. */
  property(property: Property): Quad[] {
    return describeProperty(
      property,
      this.#predicates.of(property),
      property.local ? this.#context.language : 'en'
    )
  }

  /** A source: what it is, what it is about, what it mentions. */
  source({ id, kind, title, entity, license, date, mentions }: AlignedSource): Quad[] {
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
      quad(iri(iris.graph(id)), derivedFrom, node)
    ]
  }

  #use({ property }: Pick<Snak, 'property'>): ReturnType<PredicateTable['of']> {
    const key = `${property.local} ${property.id}`
    if (!this.#used.has(key)) this.#used.set(key, property)
    return this.#predicates.of(property)
  }
}

const dateTypes: Readonly<Record<number, string>> = { 4: 'gYear', 7: 'gYearMonth', 10: 'date' }
const dateLiteral = (date: string): Quad_Object => typed(date, XSD + (dateTypes[date.length] ?? 'string'))

const licenseTerm = (license: string): Quad_Object => (URL.canParse(license) ? iri(license) : text(license))

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
