import {
  type BlankNode,
  blankNode,
  type DefaultGraph,
  defaultGraph,
  directedText,
  iri,
  type Literal,
  langText,
  type NamedNode,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  text,
  typedBy,
  XSD
} from '../rdf/rdf.ts'

const mostKept = 1 << 14

/** Makes our terms for parsers of others; an IRI that comes again and again is the same object each time. */
export class TermFactory {
  /** What labels begin with. */
  readonly #begin: string
  readonly #iris = new Map<string, NamedNode>()
  #anonymous = 0

  constructor(begin: string) {
    this.#begin = begin
  }

  readonly namedNode = (value: string): NamedNode => {
    let node = this.#iris.get(value)
    if (!node) {
      if (this.#iris.size === mostKept) this.#iris.clear()
      node = iri(value)
      this.#iris.set(value, node)
    }
    return node
  }

  /** Of a label that the document has, with its beginning; or of one that no document can have. */
  readonly blankNode = (label = `${this.#begin}.${++this.#anonymous}`): BlankNode => blankNode(label)

  readonly literal = (
    value: string,
    tag?:
      | string
      | Term
      | { readonly language: string; readonly direction?: 'ltr' | 'rtl' | '' | null | undefined }
  ): Literal => {
    if (tag === undefined || tag === '') return text(value)
    if (typeof tag === 'string') return langText(value, tag)
    if ('termType' in tag)
      return tag.value === `${XSD}string` ? text(value) : typedBy(value, tag as NamedNode)
    return tag.direction ? directedText(value, tag.language, tag.direction) : langText(value, tag.language)
  }

  readonly quad = (s: Term, p: Term, o: Term, g: Term = defaultGraph): Quad =>
    quad(s as Quad_Subject, p as Quad_Predicate, o as Quad_Object, g as Quad_Graph)

  readonly defaultGraph = (): DefaultGraph => defaultGraph
}
