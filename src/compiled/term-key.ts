import { type Literal, type Quad, type Term, XSD } from '../rdf/rdf.ts'

/** Groups of terms, in the order in which they are numbered. */
export const kinds = { iri: 0, blank: 1, string: 2, typed: 3, triple: 4 } as const
export type Kind = (typeof kinds)[keyof typeof kinds]

/** A term other than a triple term, as it is sorted and looked up. */
export interface TermKey {
  readonly kind: Kind
  /** The IRI, the blank node's label, or the lexical form; well-formed. */
  readonly text: string
  /**
   * Of a string its language tag, with `--ltr` or `--rtl` where it has a direction, empty for a simple literal; of
   * another literal the IRI of its datatype; else empty.
   */
  readonly tag: string
}

const xsdString = `${XSD}string`
const surrogate = /[\ud800-\udfff]/

/** Bytes stand for whole characters alone (RDF 1.1 Concepts §3.3): half of one becomes U+FFFD. */
const wellFormed = (text: string): string => (surrogate.test(text) ? text.toWellFormed() : text)

/** A term as a key; undefined for triple terms, variables and the default graph. */
export function keyOf(term: Term): TermKey | undefined {
  switch (term.termType) {
    case 'NamedNode':
      return { kind: kinds.iri, text: wellFormed(term.value), tag: '' }
    case 'BlankNode':
      return { kind: kinds.blank, text: wellFormed(term.value), tag: '' }
    case 'Literal':
      return literalKey(term)
    default:
      return undefined
  }
}

function literalKey({ value, language, datatype, direction }: Literal): TermKey {
  const text = wellFormed(value)
  if (language !== '') {
    const tag = language.toLowerCase()
    return { kind: kinds.string, text, tag: direction ? `${tag}--${direction}` : tag }
  }
  const iri = datatype.value
  // A tagged string without a tag is ill-formed: it keeps its datatype, so that nothing is lost.
  if (iri === xsdString) return { kind: kinds.string, text, tag: '' }
  return { kind: kinds.typed, text, tag: wellFormed(iri) }
}

export const isTripleTerm = (term: Term): term is Quad => term.termType === 'Quad'
