import {
  blankNode,
  directedText,
  iri,
  langText,
  type Quad,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  RDF,
  type Term,
  text,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import { Fault } from '../faults.ts'

// RFC 3987 §2.2, as far as IRIREF of N-Triples goes: a scheme, and nothing that an IRI may not hold.
const absoluteIri = /^[A-Za-z][A-Za-z\d+.-]*:[^\u0000-\u0020<>"{}|\\^`]*$/
const literal =
  /^"([\s\S]*)"(?:@([A-Za-z]{1,8}(?:-[A-Za-z\d]{1,8})*)(?:--(ltr|rtl))?|\^\^(?:<([^<>"]*)>|([^<>"]+)))?$/
const threeTerms = /^(\S+)\s+(\S+)\s+([\s\S]+)$/
const variable = /^\?[\p{L}_\d][\p{L}\p{M}\p{N}_\u00b7\u203f\u2040]*$/u

/** How deep triple terms may hold others. */
const deepest = 16

/**
 * A term of a pattern as clients of Triple Pattern Fragments send it (Hydra, `ExplicitRepresentation`): an IRI,
 * bare or in angle brackets; a literal in quotes, whose value is not escaped, with a language or a datatype; a
 * triple term. The name of a variable, with its `?`, is a string, and nothing is undefined. Throws a Fault for
 * anything else.
 */
export function fragmentTerm(value: string, name: string, base: string): Term | string | undefined {
  if (value === '') return undefined
  if (variable.test(value)) return value
  const term = termOf(value, base, 0)
  if (term) return term
  throw new Fault(
    'bad-request',
    value.startsWith('_:')
      ? `${name} is a blank node, whose label means nothing outside its document; use the IRI that stands for it here`
      : `${name} is no term: write an IRI (bare or in <>), a literal in double quotes, perhaps with @language or ^^datatype, a variable, or nothing`
  )
}

function termOf(value: string, base: string, depth: number): Term | undefined {
  if (value.startsWith('"')) return literalOf(value)
  if (value.startsWith('<<')) return depth < deepest ? tripleOf(value, base, depth) : undefined
  const bare = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value
  if (!absoluteIri.test(bare)) return undefined
  const blanks = blankPrefix(base)
  return bare.startsWith(blanks) ? blankNode(bare.slice(blanks.length)) : iri(bare)
}

function literalOf(value: string): Term | undefined {
  const [whole, lexical = '', language, direction, bracketed, bare] = literal.exec(value) ?? []
  if (whole === undefined) return undefined
  if (language !== undefined)
    return direction === 'ltr' || direction === 'rtl'
      ? directedText(lexical, language, direction)
      : langText(lexical, language)
  const datatype = bracketed ?? bare
  if (datatype === undefined || datatype === `${XSD}string`) return text(lexical)
  // A string with a language needs its tag (RDF 1.2 Concepts §3.4).
  if (!absoluteIri.test(datatype) || datatype === `${RDF}langString` || datatype === `${RDF}dirLangString`)
    return undefined
  return typed(lexical, datatype)
}

function tripleOf(value: string, base: string, depth: number): Term | undefined {
  if (!value.endsWith('>>')) return undefined
  // N-Triples §2.5 has parentheses, the strings of RDF/JS libraries have none.
  const inner = value.startsWith('<<(') && value.endsWith(')>>') ? value.slice(3, -3) : value.slice(2, -2)
  const [, ...parts] = threeTerms.exec(inner.trim()) ?? []
  const [subject, predicate, object] = parts.map(part => termOf(part, base, depth + 1))
  return subject && predicate && object
    ? quad(subject as Quad_Subject, predicate as Quad_Predicate, object as Quad_Object)
    : undefined
}

/** Blank nodes get IRIs in fragments (RDF 1.1 Concepts §3.5), so that clients can ask on about them. */
const blankPrefix = (base: string): string => `${base}.well-known/genid/blank-`

/** A term as fragments name it. */
export function namedTerm<T extends Term>(term: T, base: string): T {
  if (term.termType === 'BlankNode') return iri(blankPrefix(base) + term.value) as Term as T
  if (term.termType !== 'Quad') return term
  const { subject, predicate, object } = term as Quad
  return quad(namedTerm(subject, base), predicate, namedTerm(object, base)) as Term as T
}
