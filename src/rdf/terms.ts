import type {
  BlankNode,
  DefaultGraph,
  Literal,
  NamedNode,
  Quad,
  Quad_Graph,
  Quad_Object,
  Quad_Predicate,
  Quad_Subject,
  Term
} from '@rdfjs/types/data-model.js'
import { RDF, XSD } from './namespaces.ts'

export type {
  BlankNode,
  DefaultGraph,
  Literal,
  NamedNode,
  Quad,
  Quad_Graph,
  Quad_Object,
  Quad_Predicate,
  Quad_Subject,
  Term
}

/** A term made here, which remembers how it is spelled: six writers ask for the same few terms again and again. */
abstract class RememberingTerm {
  /** The term in canonical N-Triples, once somebody asked. */
  nTriples: string | undefined
  /** The term in Turtle, as the writer `turtleBy` spells it. */
  turtle = ''
  /** Which prefix that takes, by its place in the writer's table; 0 for none. */
  turtlePrefix = 0
  turtleBy: unknown
  /** The IRI in JSON-LD, as the writer `jsonBy` spells it. */
  json = ''
  jsonBy: unknown
}

class Iri extends RememberingTerm implements NamedNode {
  readonly termType = 'NamedNode'
  readonly value: string

  constructor(value: string) {
    super()
    this.value = value
  }

  equals(other: Term | null | undefined): boolean {
    return other?.termType === 'NamedNode' && other.value === this.value
  }
}

class Text extends RememberingTerm implements Literal {
  readonly termType = 'Literal'
  readonly value: string
  readonly language: string
  readonly datatype: NamedNode

  constructor(value: string, language: string, datatype: NamedNode) {
    super()
    this.value = value
    this.language = language
    this.datatype = datatype
  }

  equals(other: Term | null | undefined): boolean {
    return (
      other?.termType === 'Literal' &&
      other.value === this.value &&
      other.language === this.language &&
      other.datatype.value === this.datatype.value
    )
  }
}

class DirectedText extends Text {
  readonly direction: 'ltr' | 'rtl'

  constructor(value: string, language: string, datatype: NamedNode, direction: 'ltr' | 'rtl') {
    super(value, language, datatype)
    this.direction = direction
  }

  override equals(other: Term | null | undefined): boolean {
    return super.equals(other) && (other as Literal).direction === this.direction
  }
}

class Blank extends RememberingTerm implements BlankNode {
  readonly termType = 'BlankNode'
  readonly value: string

  constructor(value: string) {
    super()
    this.value = value
  }

  equals(other: Term | null | undefined): boolean {
    return other?.termType === 'BlankNode' && other.value === this.value
  }
}

class Statement implements Quad {
  readonly termType = 'Quad'
  readonly value = ''
  readonly subject: Quad_Subject
  readonly predicate: Quad_Predicate
  readonly object: Quad_Object
  readonly graph: Quad_Graph

  constructor(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph: Quad_Graph) {
    this.subject = subject
    this.predicate = predicate
    this.object = object
    this.graph = graph
  }

  equals(other: Term | null | undefined): boolean {
    return (
      other?.termType === 'Quad' &&
      this.subject.equals(other.subject) &&
      this.predicate.equals(other.predicate) &&
      this.object.equals(other.object) &&
      this.graph.equals(other.graph)
    )
  }
}

/** The spellings a term made here remembers; undefined for terms of other libraries. */
export const memoryOf = (term: Term): RememberingTerm | undefined =>
  term instanceof RememberingTerm ? term : undefined

const sharedNodes = new Map<string, NamedNode>()

/** The named node of an absolute IRI (RDF 1.1 Concepts §3.2). */
export const iri = (value: string): NamedNode => new Iri(value)

/**
 * The named node of an IRI that many quads share, such as a term of a vocabulary: the same object each time, so
 * that what writers remember of it serves them all. Kept for as long as the program runs.
 */
export const sharedIri = (value: string): NamedNode => {
  let node = sharedNodes.get(value)
  if (!node) {
    node = new Iri(value)
    sharedNodes.set(value, node)
  }
  return node
}

/** A simple literal: a string without language (datatype `xsd:string`). */
export const text = (value: string): Literal => new Text(value, '', xsdString)

/**
 * A language-tagged string; `und` says that the language is not known (BCP 47 §4.1). The tag is put in lower
 * case, as parsers do (RDF 1.1 Concepts §3.3), so that the same literal is written the same everywhere.
 */
export const langText = (value: string, language: string): Literal =>
  new Text(value, language.toLowerCase(), langString)

/** A literal with the datatype of this IRI; the lexical form is kept as given. */
export const typed = (value: string, datatype: string): Literal => new Text(value, '', sharedIri(datatype))

/** The same, of a datatype that is at hand as a node. */
export const typedBy = (value: string, datatype: NamedNode): Literal => new Text(value, '', datatype)

/** A blank node; its label tells it from others of one dataset (RDF 1.1 Concepts §3.4). */
export const blankNode = (label: string): BlankNode => new Blank(label)

/** A language-tagged string with a base direction (RDF 1.2 Concepts §3.4), `ltr` or `rtl`. */
export const directedText = (value: string, language: string, direction: 'ltr' | 'rtl'): Literal =>
  new DirectedText(value, language.toLowerCase(), dirLangString, direction)

/** An `xsd:integer` literal. */
export const integer = (value: number): Literal => typed(String(value), `${XSD}integer`)

/** The default graph, as the RDF/JS term. */
export const defaultGraph: DefaultGraph = {
  termType: 'DefaultGraph',
  value: '',
  equals: other => other?.termType === 'DefaultGraph'
}

const xsdString = sharedIri(`${XSD}string`)
const langString = sharedIri(`${RDF}langString`)
const dirLangString = sharedIri(`${RDF}dirLangString`)

/** One quad; without a graph it stands in the default graph. */
export const quad = (
  subject: Quad_Subject,
  predicate: Quad_Predicate,
  object: Quad_Object,
  graph: Quad_Graph = defaultGraph
): Quad => new Statement(subject, predicate, object, graph)
