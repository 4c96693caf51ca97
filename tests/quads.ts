import {
  blankNode,
  defaultGraph,
  directedText,
  iri,
  langText,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  quad,
  type Term,
  text,
  typed
} from '../src/rdf/rdf.ts'

/**
 * A term as text of its own making, which tells any two terms apart: not N-Triples, so that no fault of a writer
 * hides one of a store. A tag counts in the case it is given in.
 */
export function termKey(term: Term): string {
  if (term.termType === 'Quad') return JSON.stringify(['<<', ...partsOf(term).map(termKey)])
  if (term.termType !== 'Literal') return JSON.stringify([term.termType, term.value])
  const { value, language, direction, datatype } = term
  return JSON.stringify(['Literal', value, language, direction || '', datatype.value])
}

export const quadKey = (of: Quad): string => partsOf(of).map(termKey).join(' ')

/** Subject, predicate, object, graph. */
export const partsOf = (of: Quad | { subject: Term; predicate: Term; object: Term; graph: Term }): Term[] => [
  of.subject,
  of.predicate,
  of.object,
  of.graph
]

export const n = (name: string) => iri(`urn:${name}`)
const xsd = 'http://www.w3.org/2001/XMLSchema#'

/** Quads of these objects, each about one subject. */
const about = (objects: readonly Quad_Object[], graph: Quad_Graph = defaultGraph): Quad[] =>
  objects.map(object => quad(n('s'), n('p'), object, graph))

const range = <T>(length: number, of: (i: number) => T): T[] => Array.from({ length }, (_, i) => of(i))

/** What a store has to be able to hold besides IRIs and literals in graphs with IRIs. */
export type Ability = 'blank graphs' | 'any tag'

export interface NamedQuads {
  readonly name: string
  readonly quads: readonly Quad[]
  readonly needs?: Ability
}

const nested = (depth: number, object: Quad_Object): Quad_Object =>
  depth === 0 ? object : quad(n(`in${depth}`), n('says'), nested(depth - 1, object))

// Neighbours in UTF-8 and in UTF-16 order are not the same: U+FFFD comes before U+1D306 there, after it here.
const hard = [
  '\u{1d306}',
  '\ufffd',
  '\uffee',
  '\ud7ff',
  '\ue000',
  'é',
  'è',
  'ê',
  'z',
  '~',
  '\u007f',
  '\u{10fffd}'
]

/** Small datasets, each with what has been wrong in some store. */
export const datasets: readonly NamedQuads[] = [
  { name: 'no quads', quads: [] },
  { name: 'one quad', quads: [quad(n('a'), n('p'), n('b'))] },
  { name: 'one quad in a named graph', quads: [quad(n('a'), n('p'), n('b'), n('g'))] },
  {
    name: 'one IRI in all four places',
    quads: [quad(n('a'), n('a'), n('a'), n('a')), quad(n('a'), n('a'), n('a'))]
  },
  {
    name: 'a quad given three times',
    quads: range(3, () => quad(n('a'), n('p'), text('b'), n('g')))
  },
  {
    name: 'one triple in several graphs',
    quads: [
      ...['g', 'h', 'i'].map(graph => quad(n('a'), n('p'), n('b'), n(graph))),
      quad(n('a'), n('p'), n('b')),
      quad(n('a'), n('p'), n('c'), n('h')),
      quad(n('a'), n('p'), n('d'))
    ]
  },
  {
    name: 'only named graphs',
    quads: range(40, i => quad(n(`s${i % 7}`), n(`p${i % 3}`), text(`${i}`), n(`g${i % 4}`)))
  },
  {
    name: 'a graph that is also a subject',
    quads: [quad(n('a'), n('p'), n('b'), n('g')), quad(n('g'), n('p'), text('about g'), n('meta'))]
  },
  {
    name: 'IRIs of all kinds of characters',
    quads: hard.flatMap(c => [
      quad(n(c), n('p'), n(`${c}${c}`)),
      quad(n(`${c}a`), iri(`http://пример.example/${c}#§`), text(c))
    ])
  },
  {
    name: 'IRIs that begin alike, up to the middle of a character',
    quads: range(100, i => quad(n(`абв${String.fromCodePoint(0x430 + i)}`), n('p'), n(`a${'é'.repeat(i)}`)))
  },
  {
    name: 'IRIs as long as lengths get long',
    quads: [126, 127, 128, 129, 254, 255, 256, 16_382, 16_383, 16_384, 65_535, 65_536, 70_000].flatMap(
      length => [
        quad(n('x'.repeat(length)), n('p'), text('é'.repeat(length))),
        quad(n(`${'x'.repeat(length)}y`), n('p'), text(`${'x'.repeat(length)}`)),
        quad(n('s'), n('p'), n(`${'x'.repeat(length)}z${'y'.repeat(length)}`))
      ]
    )
  },
  {
    name: 'IRIs that look like other things',
    quads: [
      '_:b',
      '"a"',
      '<<',
      '?x',
      '[',
      '',
      '<>',
      '__proto__',
      'constructor',
      '.1.2.3',
      '@en',
      '"a"@en'
    ].map(value => quad(iri(value), n('p'), iri(value)))
  },
  {
    name: 'lexical forms, each its own',
    quads: about([
      ...['1', '01', '+1', '-1', '1 ', ' 1', '', 'one', '1.0'].map(value => typed(value, `${xsd}integer`)),
      ...['0', '-0', '+0', '0.0', '-0.0', '1', '1.0', '1.', '.5'].map(value => typed(value, `${xsd}decimal`)),
      ...[
        '0',
        '-0',
        '0E0',
        '-0E0',
        'NaN',
        'INF',
        '-INF',
        '+INF',
        '1e0',
        '1E0',
        '1.0E0',
        '1e400',
        '5e-324'
      ].map(value => typed(value, `${xsd}double`)),
      ...['1', 'INF', 'NaN'].map(value => typed(value, `${xsd}float`)),
      ...['true', 'false', '1', '0', 'TRUE', ''].map(value => typed(value, `${xsd}boolean`)),
      ...range(40, i => typed(`${i * 37}`, `${xsd}integer`)),
      ...['9007199254740992', '9007199254740993', '1'.repeat(400)].map(value => typed(value, `${xsd}integer`))
    ])
  },
  {
    name: 'times',
    quads: about([
      ...[
        '2002-10-07T00:00:00Z',
        '2002-10-07T00:00:00.0Z',
        '2002-10-07T02:00:00+02:00',
        '2002-10-07T00:00:00',
        '2002-10-06T24:00:00Z',
        '-0044-03-15T00:00:00Z',
        '0000-01-01T00:00:00Z',
        '12002-10-07T00:00:00Z',
        '2002-13-41T99:00:00Z',
        ''
      ].map(value => typed(value, `${xsd}dateTime`)),
      ...['2002-10-07', '2002-10-07Z', '-2002-10-07'].map(value => typed(value, `${xsd}date`)),
      ...['2002', '-2002'].map(value => typed(value, `${xsd}gYear`)),
      typed('P1Y', `${xsd}duration`)
    ])
  },
  {
    name: 'one word as every kind of term',
    quads: about([
      text('a'),
      langText('a', 'en'),
      langText('a', 'de'),
      langText('a', 'en-gb'),
      directedText('a', 'en', 'ltr'),
      directedText('a', 'en', 'rtl'),
      directedText('a', 'de', 'rtl'),
      typed('a', `${xsd}integer`),
      typed('a', `${xsd}anyURI`),
      typed('a', 'urn:datatype'),
      typed('a', 'urn:s'),
      iri('a'),
      blankNode('a'),
      quad(iri('a'), iri('a'), text('a')),
      quad(iri('a'), iri('a'), iri('a'))
    ])
  },
  {
    name: 'strings with anything in them',
    quads: about(
      [
        '',
        ' ',
        '\u0000',
        'a\u0000',
        'a\u0000b',
        '\u0000\u0000',
        '\n',
        '\r\n',
        '\t',
        'line\nline',
        '"',
        '\\',
        '\\"',
        '"@en',
        '"^^<urn:x>',
        'a"@en--ltr',
        '\ufeff',
        '\ufeffa',
        'e\u0301',
        '\u00e9',
        '\ufffe',
        '\uffff',
        '😀',
        '👩‍👩‍👧',
        ...hard
      ].flatMap(value => [text(value), langText(value, 'en'), typed(value, 'urn:datatype')])
    )
  },
  {
    name: 'languages',
    quads: about(
      ['en', 'en-gb', 'en-us', 'e', 'zh-hant-tw', 'sr-latn', 'x-klingon', 'de-ch-1901', 'und'].flatMap(
        language => [
          langText('word', language),
          langText('wort', language),
          directedText('word', language, 'rtl')
        ]
      )
    )
  },
  {
    name: 'language tags in capitals',
    needs: 'any tag',
    quads: about(
      // Spread, since `langText` puts tags in lower case.
      ['en-GB', 'EN-GB', 'en-gb', 'De', 'sr-Latn'].map(language => ({
        ...langText('word', language),
        language,
        equals: () => false
      }))
    )
  },
  {
    name: 'datatypes of our own',
    quads: range(300, i => quad(n(`s${i % 3}`), n('p'), typed(`${i % 7}`, `urn:datatype-${i}`)))
  },
  {
    name: 'blank nodes',
    quads: [
      ...range(40, i => quad(blankNode(`b${i}`), n('p'), blankNode(`b${(i * 7) % 40}`))),
      quad(blankNode('b1'), n('p'), blankNode('b1'), n('g')),
      quad(blankNode('b1'), n('p'), blankNode('b1'), n('h')),
      quad(blankNode('0'), n('p'), blankNode('a.b-c·d')),
      quad(blankNode('é'), n('p'), iri('b1'))
    ]
  },
  {
    name: 'graphs named by blank nodes',
    needs: 'blank graphs',
    quads: [
      ...range(12, i => quad(n(`s${i % 5}`), n('p'), blankNode(`g${i % 3}`), blankNode(`g${i % 4}`))),
      quad(n('s1'), n('p'), n('o'), n('g1')),
      quad(n('s1'), n('p'), n('o'), blankNode('g1')),
      quad(n('s1'), n('p'), n('o'))
    ]
  },
  {
    name: 'triple terms, three deep',
    quads: [
      ...range(4, depth => quad(n('s'), n('reifies'), nested(depth, text('deep')))),
      ...range(4, depth => quad(n('s'), n('reifies'), nested(depth, blankNode('deep')), n('g'))),
      quad(n('s'), n('reifies'), quad(blankNode('b'), n('p'), directedText('a', 'ar', 'rtl'))),
      quad(n('s'), n('reifies'), quad(n('s'), n('p'), n('o'))),
      quad(n('s'), n('p'), n('o'))
    ]
  },
  {
    name: 'many triple terms',
    quads: range(100, i =>
      quad(n(`r${i}`), n('reifies'), quad(n(`s${i % 9}`), n('p'), typed(`${i}`, `${xsd}integer`)))
    )
  },
  {
    name: 'twenty predicates of one subject and one of twenty',
    quads: [
      ...range(20, i => quad(n('s'), n(`p${i}`), text('x'))),
      ...range(20, i => quad(n(`s${i}`), n('p0'), text('x')))
    ]
  },
  {
    name: 'three hundred graphs',
    quads: range(900, i => quad(n(`s${i % 10}`), n('p'), text(`${i % 45}`), n(`g${i % 300}`)))
  }
]

/** Datasets that outgrow 16 bits. */
export const largeDatasets: readonly NamedQuads[] = [
  {
    name: 'seventy thousand predicates',
    quads: range(70_000, i => quad(n(`s${i % 50}`), n(`p${i}`), n(`o${i % 1000}`)))
  },
  {
    name: 'seventy thousand triples of one predicate',
    quads: range(70_000, i => quad(n(`s${i % 300}`), n('p'), typed(`${i}`, `${xsd}integer`), n(`g${i % 3}`)))
  }
]

/** Words whose UTF-8 is not a string's: half a surrogate pair stands for no character (RDF 1.1 Concepts §3.3). */
export const loneSurrogates: readonly string[] = ['\ud800', 'a\udc00', '\udc00\ud800', 'a\ud834 b']
