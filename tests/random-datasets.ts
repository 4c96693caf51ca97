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
  typed,
  XSD
} from '../src/rdf/rdf.ts'

export const namespace = 'http://x.example/'
const x = (name: string) => iri(namespace + name)

const node: fc.Arbitrary<Quad_Subject> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e').map(x) },
  fc.constantFrom('b0', 'b1', 'b2').map(blankNode)
)

/**
 * Only spellings that Oxigraph keeps: it stores values, so that `1.50` is `1.5` and an `xsd:int` an `xsd:integer` in its
 * answers, where RDF has different terms (RDF 1.1 Concepts §3.3). Other tests look at spellings.
 */
const numbers: readonly (readonly [datatype: string, forms: readonly string[]])[] = [
  ['integer', ['0', '1', '2', '3', '10', '-1', '9007199254740993']],
  ['decimal', ['1', '2.5', '-0.5', '2', '0.1']],
  ['double', ['1', '2.5', '0.5', '100', 'INF', 'NaN']],
  ['float', ['1.5', '2.5']]
]
const number = fc
  .constantFrom(...numbers)
  .chain(([datatype, forms]) => fc.constantFrom(...forms).map(form => typed(form, XSD + datatype)))
const words = fc.constantFrom(
  '',
  'a',
  'ab',
  'abc',
  'b',
  'A',
  'Ab',
  'é',
  '1',
  '10',
  'a b',
  '\ufffd',
  '\u{1d306}'
)
const time = fc
  .constantFrom(
    '2002-10-07T00:00:00Z',
    '2002-10-07T02:00:00+02:00',
    '2003-01-01T12:30:15.5Z',
    '1999-12-31T23:59:59-05:00',
    '2002-10-07T00:00:00'
  )
  .map(form => typed(form, `${XSD}dateTime`))
const literal = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 3, arbitrary: words.map(text) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(words, fc.constantFrom('en', 'en-gb', 'de'))
      .map(([value, tag]) => langText(value, tag))
  },
  fc.constantFrom('ltr' as const, 'rtl' as const).map(direction => directedText('a', 'en', direction)),
  time,
  fc.constantFrom('true', 'false').map(form => typed(form, `${XSD}boolean`)),
  fc.constantFrom('2002-10-07', '2003-01-01').map(form => typed(form, `${XSD}date`)),
  fc.constantFrom('a', 'b').map(form => typed(form, `${namespace}datatype`)),
  fc.constant(typed('x', `${XSD}integer`))
)

/** What objects each predicate has for the most part: links to walk along, numbers, words, times, triple terms. */
const predicates = ['p', 'q', 'n', 'v', 'd', 't'] as const
const { triple, object } = fc.letrec<{ triple: Quad; object: Quad_Object }>(tie => ({
  object: fc.oneof({ weight: 3, arbitrary: node }, { weight: 5, arbitrary: literal }, tie('triple')),
  triple: fc
    .tuple(node, fc.constantFrom(...predicates), fc.oneof({ maxDepth: 1 }, node, literal, tie('triple')))
    .map(([s, p, o]) => quad(s, x(p), o))
}))
const objects: Readonly<Record<(typeof predicates)[number], fc.Arbitrary<Quad_Object>>> = {
  p: node,
  q: node,
  n: number,
  v: literal,
  d: time,
  t: triple
}
const statement = fc
  .tuple(node, fc.constantFrom('p' as const, 'q' as const, 'n' as const, ...predicates))
  .chain(([subject, predicate]) =>
    fc
      .oneof({ weight: 8, arbitrary: objects[predicate] }, object)
      .map(of => ({ subject, predicate: x(predicate), object: of }))
  )

/**
 * Small datasets of few terms, so that joins find something: links, numbers of several datatypes and spellings, texts
 * with and without language, times, triple terms; in the default graph and up to four others.
 */
export const anyDataset: fc.Arbitrary<Quad[]> = fc
  .tuple(fc.constantFrom(0, 0, 1, 2, 2, 4), fc.constantFrom(0, 40, 80, 120, 150, 150))
  .chain(([graphs, minLength]) => {
    const graph: fc.Arbitrary<Quad_Graph> =
      graphs === 0
        ? fc.constant(defaultGraph)
        : fc.oneof(
            { weight: 2, arbitrary: fc.constant(defaultGraph) },
            fc.nat(graphs - 1).map(i => x(`g${i + 1}`))
          )
    return fc.array(
      fc
        .tuple(statement, graph)
        .map(([{ subject, predicate, object }, g]) => quad(subject, predicate, object, g)),
      { minLength, maxLength: minLength + 50, size: 'max' }
    )
  })
