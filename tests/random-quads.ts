import fc from 'fast-check'
import {
  blankNode,
  defaultGraph,
  directedText,
  iri,
  langText,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  type Quad_Subject,
  quad,
  text,
  typed
} from '../src/rdf/rdf.ts'
import type { Ability } from './quads.ts'

const xsd = 'http://www.w3.org/2001/XMLSchema#'

/** Any string of characters; half surrogate pairs are none. */
const anyString = fc.string({ unit: 'binary', maxLength: 12 })
/** Texts that begin alike more often than not. */
const word = fc
  .tuple(fc.constantFrom('', 'a', 'ab', 'абв', '\u{1d306}', 'http://x.example/'), fc.nat(12), anyString)
  .map(([start, times, end]) => start.repeat(times) + end)
const few = fc.constantFrom('', 'a', 'b', 'é', '\ufffd', '\u{1d306}')

/** What an IRI has in N-Triples only as an escape, and parsers refuse even so. */
const notInIris = /[\u0000-\u0020<>"{}|^`\\]/g
const node = fc.oneof(
  { weight: 6, arbitrary: fc.nat(9).map(i => iri(`urn:n${i}`)) },
  word.map(value => iri(`urn:${value.replace(notInIris, '')}`))
)
const blank = fc.nat(5).map(i => blankNode(`b${i}`))
const language = fc.constantFrom('en', 'de', 'en-gb', 'zh-hant')
const number = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom('01', '-0', 'INF', 'x')
)
const literal = fc.oneof(
  few.map(text),
  word.map(text),
  fc.tuple(fc.oneof(few, word), language).map(([value, tag]) => langText(value, tag)),
  fc
    .tuple(few, language, fc.constantFrom('ltr' as const, 'rtl' as const))
    .map(([value, tag, direction]) => directedText(value, tag, direction)),
  fc
    .tuple(number, fc.constantFrom('integer', 'decimal', 'double', 'boolean', 'dateTime'))
    .map(([value, name]) => typed(value, xsd + name)),
  fc.date({ noInvalidDate: true }).map(date => typed(date.toISOString(), `${xsd}dateTime`)),
  fc.tuple(few, fc.nat(20)).map(([value, i]) => typed(value, `urn:datatype${i}`))
)

const { object } = fc.letrec<{ object: Quad_Object; subject: Quad_Subject; triple: Quad }>(tie => ({
  object: fc.oneof({ weight: 3, arbitrary: node }, blank, { weight: 4, arbitrary: literal }, tie('triple')),
  subject: fc.oneof(node, blank),
  triple: fc.tuple(tie('subject'), node, tie('object')).map(([s, p, o]) => quad(s, p, o))
}))

/** Quads of all kinds of terms, which share terms often; repeats come too. */
export const anyQuads = (abilities: readonly Ability[], maxLength = 60): fc.Arbitrary<Quad[]> => {
  const graph: fc.Arbitrary<Quad_Graph> = fc.oneof(
    fc.constant(defaultGraph),
    fc.nat(3).map(i => iri(`urn:g${i}`)),
    ...(abilities.includes('blank graphs') ? [blank] : [])
  )
  return fc.array(
    fc
      .tuple(fc.oneof({ weight: 5, arbitrary: node }, blank), node, object, graph)
      .map(([s, p, o, g]) => quad(s, p, o, g)),
    { maxLength, size: 'max' }
  )
}
