import {
  directedText,
  iri,
  langText,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  text,
  typedBy
} from '../../rdf/rdf.ts'
import { sameTerm } from './comparison.ts'
import { booleanTerm, directionOf, needsLanguage, plainText } from './datatypes.ts'
import { resolveIri } from './iri-resolution.ts'
import { numericOf } from './numeric.ts'
import { type FunctionContext, impure, of1, of2, ofMany, type Scalar, type ScalarFunction } from './scalar.ts'

/** LANG_DIR of SPARQL's grammar, without direction. */
const languageTag = /^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/

const isA = (test: (term: Term) => boolean): ScalarFunction => of1(term => booleanTerm(test(term)))

/** STR: the IRI, or the lexical form. */
const str = (term: Term): Term | undefined =>
  term.termType === 'NamedNode' || term.termType === 'Literal' ? text(term.value) : undefined

/** IRI: of a string the IRI that it means at the base of the query. */
const toIri = of1((term, { base }) => {
  if (term.termType === 'NamedNode') return term
  const words = plainText(term)
  const absolute = words === undefined ? undefined : resolveIri(words, base)
  return absolute === undefined ? undefined : iri(absolute)
})

const bnode: Scalar = ([label], context) => {
  if (!label) return context.blankNode(context.row, undefined)
  const words = plainText(label)
  return words === undefined ? undefined : context.blankNode(context.row, words)
}

const strdt = of2((value, datatype) => {
  const words = plainText(value)
  if (words === undefined || datatype.termType !== 'NamedNode' || needsLanguage(datatype.value))
    return undefined
  return typedBy(words, datatype)
})

const strlang = of2((value, tag) => {
  const [words, language] = [plainText(value), plainText(tag)]
  return words === undefined || language === undefined || !languageTag.test(language)
    ? undefined
    : langText(words, language)
})

const strlangdir: Scalar = ([value, tag, base]) => {
  const [words, language, direction] = [plainText(value), plainText(tag), plainText(base)]
  if (words === undefined || language === undefined || !languageTag.test(language)) return undefined
  return direction === 'ltr' || direction === 'rtl' ? directedText(words, language, direction) : undefined
}

/** A UUID of version 4 (RFC 9562 §5.4). */
function uuid(context: FunctionContext): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(context.random() * 16))
  digits[12] = 4
  digits[16] = 8 + (digits[16]! % 4)
  const hex = digits.map(digit => digit.toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** TRIPLE: a triple term, where its parts may stand so (RDF 1.2 Concepts §3.1). */
const triple: Scalar = ([subject, predicate, object]) =>
  (subject?.termType === 'NamedNode' || subject?.termType === 'BlankNode') &&
  predicate?.termType === 'NamedNode' &&
  object
    ? quad(subject as Quad_Subject, predicate as Quad_Predicate, object as Quad_Object)
    : undefined

const part = (name: 'subject' | 'predicate' | 'object'): ScalarFunction =>
  of1(term => (term.termType === 'Quad' ? term[name] : undefined))

/** The functions on terms (SPARQL 1.2 Query §17.4.2) and on triple terms (§17.4.6), by their operators. */
export const termFunctions: Readonly<Record<string, ScalarFunction>> = {
  sameterm: of2((a, b) => booleanTerm(sameTerm(a, b))),
  isiri: isA(({ termType }) => termType === 'NamedNode'),
  isuri: isA(({ termType }) => termType === 'NamedNode'),
  isblank: isA(({ termType }) => termType === 'BlankNode'),
  isliteral: isA(({ termType }) => termType === 'Literal'),
  isnumeric: isA(term => numericOf(term) !== undefined),
  istriple: isA(({ termType }) => termType === 'Quad'),
  haslang: isA(term => term.termType === 'Literal' && term.language !== ''),
  haslangdir: isA(term => term.termType === 'Literal' && directionOf(term) !== ''),
  str: of1(str),
  lang: of1(term => (term.termType === 'Literal' ? text(term.language) : undefined)),
  langdir: of1(term => (term.termType === 'Literal' ? text(directionOf(term)) : undefined)),
  datatype: of1(term => (term.termType === 'Literal' ? term.datatype : undefined)),
  iri: toIri,
  uri: toIri,
  bnode: impure(1, bnode),
  strdt,
  strlang,
  strlangdir: ofMany(3, 3, strlangdir),
  uuid: impure(0, (_, context) => iri(`urn:uuid:${uuid(context)}`)),
  struuid: impure(0, (_, context) => text(uuid(context))),
  triple: ofMany(3, 3, triple),
  subject: part('subject'),
  predicate: part('predicate'),
  object: part('object')
}
