import { describe, expect, test } from 'vitest'
import { decimal, double, float, table, valueOfExpression } from './expressions.ts'

const point = (words: string): string => `"${words}"^^geo:wktLiteral`
const kilometres = (value: number): RegExp => new RegExp(`^"${String(value).slice(0, 8).replace('.', '\\.')}`)

table('casts', [
  ['xsd:boolean("1")', 'true'],
  ['xsd:boolean(" true\\n")', 'true'],
  ['xsd:boolean("13")', 'error'],
  ['xsd:boolean("True")', 'error'],
  ['xsd:boolean(0.0)', 'false'],
  ['xsd:boolean("NaN"^^xsd:float)', 'false'],
  ['xsd:boolean(:a)', 'error'],
  ['xsd:integer("0")', '0'],
  ['xsd:integer("+007")', '7'],
  ['xsd:integer("1.5")', 'error'],
  ['xsd:integer("1E0")', 'error'],
  ['xsd:integer(-7.875)', '-7'],
  ['xsd:integer(1e23)', '99999999999999991611392'],
  ['xsd:integer("INF"^^xsd:double)', 'error'],
  ['xsd:integer(true)', '1'],
  ['xsd:integer("2002-10-10T17:00:00Z"^^xsd:dateTime)', 'error'],
  ['xsd:byte(127.9)', '"127"^^xsd:byte'],
  ['xsd:byte(128)', 'error'],
  ['xsd:nonNegativeInteger("-1")', 'error'],
  ['xsd:decimal("+33.3300")', decimal('33.33')],
  ['xsd:decimal("1e0")', 'error'],
  ['xsd:decimal(1e-7)', decimal('0.0000001')],
  ['xsd:decimal("0.1"^^xsd:float)', decimal('0.1')],
  ['xsd:decimal("1e-7"^^xsd:float)', decimal('0.0000001')],
  ['xsd:decimal("NaN"^^xsd:double)', 'error'],
  ['xsd:decimal(false)', decimal('0')],
  ['xsd:double("-10.2E3")', double('-1.02E4')],
  ['xsd:double("INF")', double('INF')],
  ['xsd:double("Infinity")', 'error'],
  ['xsd:double(1)', double('1.0E0')],
  ['xsd:double("")', 'error'],
  ['xsd:float(1.25)', float('1.25E0')],
  ['xsd:float(16777217)', float('1.6777216E7')],
  ['xsd:string(:z)', '"http://example.org/z"'],
  ['xsd:string("0"^^xsd:boolean)', '"false"'],
  ['xsd:string(1.0)', '"1"'],
  ['xsd:string(0E1)', '"0"'],
  ['xsd:string("-7.875"^^xsd:float)', '"-7.875"'],
  ['xsd:string(1e6)', '"1.0E6"'],
  ['xsd:string(999999e0)', '"999999"'],
  ['xsd:string("x"^^xsd:integer)', 'error'],
  ['xsd:string("a"@en)', '"a"'],
  ['xsd:string(BNODE())', 'error'],
  ['xsd:dateTime("2002-10-10T17:00:00Z")', '"2002-10-10T17:00:00Z"^^xsd:dateTime'],
  ['xsd:dateTime("1999-12-31T24:00:00.00")', '"2000-01-01T00:00:00"^^xsd:dateTime'],
  ['xsd:dateTime("2002-10-10")', 'error'],
  ['xsd:dateTime("2002-10-10+02:00"^^xsd:date)', '"2002-10-10T00:00:00+02:00"^^xsd:dateTime'],
  ['xsd:date("2002-10-10T23:00:00-08:00"^^xsd:dateTime)', '"2002-10-10-08:00"^^xsd:date'],
  ['xsd:time("2002-10-10T23:00:00.5-08:00"^^xsd:dateTime)', '"23:00:00.5-08:00"^^xsd:time'],
  ['xsd:gYear("2002-10-10"^^xsd:date)', '"2002"^^xsd:gYear'],
  ['xsd:gMonthDay("2002-10-10"^^xsd:date)', '"--10-10"^^xsd:gMonthDay'],
  ['xsd:date("2002"^^xsd:gYear)', 'error'],
  ['xsd:dateTimeStamp("2002-10-10T17:00:00")', 'error'],
  ['xsd:dateTimeStamp("2002-10-10T17:00:00Z")', '"2002-10-10T17:00:00Z"^^xsd:dateTimeStamp'],
  ['xsd:duration("P13MT90S")', '"P1Y1MT1M30S"^^xsd:duration'],
  ['xsd:dayTimeDuration("-P1DT25H")', '"-P2DT1H"^^xsd:dayTimeDuration'],
  ['xsd:dayTimeDuration("P1M")', 'error'],
  ['xsd:dayTimeDuration("P1M2D"^^xsd:duration)', '"P2D"^^xsd:dayTimeDuration'],
  ['xsd:yearMonthDuration("P1M2D"^^xsd:duration)', '"P1M"^^xsd:yearMonthDuration'],
  ['xsd:duration("P")', 'error'],
  ['xsd:duration("P1DT")', 'error']
])

describe('geography', () => {
  test.each([
    // Paris and London, which are 343.5 km apart.
    [
      `geof:distance(${point('Point(2.3522 48.8566)')}, ${point('POINT (-0.1276 51.5072)')})`,
      kilometres(3.435)
    ],
    [`geof:distance(${point('Point(0 0)')}, ${point('Point(1 0)')}, uom:metre)`, kilometres(1.11195)],
    [`geof:distance(${point('Point(0 0)')}, ${point('Point(1 0)')}, unit:Kilometer)`, /E2"/],
    [`geof:distance(${point('Point(0 0)')}, ${point('Point(180 0)')}, uom:radian)`, kilometres(Math.PI)],
    [
      `geof:distance(${point('<http://www.opengis.net/def/crs/EPSG/0/4326> Point(48.8566 2.3522)')}, ${point('Point(2.3522 48.8566)')})`,
      kilometres(0)
    ],
    [
      `geof:distance(${point('Point(0 0)')}, ${point('<http://www.wikidata.org/entity/Q405> Point(1 0)')})`,
      /^error/
    ],
    [`geof:distance(${point('Point(0 0)')}, ${point('Point(0 91)')})`, /^error/],
    [`geof:distance(${point('Point(0 0)')}, ${point('LineString(0 0, 1 1)')})`, /^error/],
    [`geof:distance(${point('Point(0 0)')}, ${point('Point(0 1)')}, :parsec)`, /^error/],
    [`geof:distance(${point('Point(0 0)')}, "Point(0 1)")`, /^error/],
    [`geof:latitude(${point('Point(2.5 48.5)')})`, /^"4\.85E1"\^\^xsd:double$/],
    [`geof:longitude(${point('<http://www.wikidata.org/entity/Q405> Point(2.5 48.5)')})`, /^"2\.5E0"/],
    ['geof:latitude(:a)', /^error/],
    ['wikibase:decodeUri("K%C3%B6ln%20%2B")', /^"Köln \+"$/],
    ['wikibase:decodeUri(<http://e.example/%E9%A3%9F>)', /^"http:\/\/e\.example\/食"$/],
    ['wikibase:decodeUri("%E9")', /^error/],
    ['wikibase:isSomeValue(<http://e.example/.well-known/genid/1>)', /true/],
    ['wikibase:isSomeValue(<http://e.example/d/.well-known/genid/1>)', /true/],
    ['wikibase:isSomeValue(BNODE())', /true/],
    ['wikibase:isSomeValue(<http://e.example/1>)', /false/],
    ['wikibase:isSomeValue("x")', /false/]
  ])('%s is like %s', (expression, value) => {
    expect(valueOfExpression(expression)).toMatch(value)
  })
})

const box = 'POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))'
const ring = 'Polygon ((0 0,4 0,4 4,0 4,0 0),(1 1,1 3,3 3,3 1,1 1))'
const both =
  'MULTIPOLYGON(((0 0,1 0,0 1,0 0)),((10 10,12 10,12 12,10 12,10 10),(10.5 10.5,11 10.5,11 11,10.5 10.5)))'
const epsg = '<http://www.opengis.net/def/crs/EPSG/0/4326>'
const crs84 = '<http://www.opengis.net/def/crs/OGC/1.3/CRS84>'
const moon = '<http://www.wikidata.org/entity/Q405>'

/** The relations that hold, by their initials: equals, intersects, disjoint, within, contains. */
function relationsOf(a: string, b: string): string {
  const relations = ['Equals', 'Intersects', 'Disjoint', 'Within', 'Contains']
  const values = relations.map(name => valueOfExpression(`geof:sf${name}(${point(a)}, ${point(b)})`))
  if (values.every(value => value === 'error')) return 'error'
  return relations
    .map((name, i) => (values[i] === 'true' ? name[0] : values[i] === 'false' ? '' : '?'))
    .join('')
}

describe('relations of a point', () => {
  test.each([
    ['Point(1 2)', 'POINT (1.0 2)', 'EIWC'],
    ['Point(1 2)', 'Point(2 1)', 'D'],
    ['Point(1 2)', `${epsg} Point(2 1)`, 'EIWC'],
    ['Point(1 2)', `${crs84} Point(1 2)`, 'EIWC'],
    ['Point(1 2)', '<http://www.wikidata.org/entity/Q2> Point(1 2)', 'EIWC'],
    [`${moon} Point(1 2)`, `${moon}Point(1 2)`, 'EIWC'],
    [`${moon} Point(1 2)`, 'Point(1 2)', 'error'],
    [`${moon} Point(1 2)`, box, 'error'],
    [`${moon} Point(1 2)`, `${moon} ${box}`, 'IW'],
    ['Point(2 2)', box, 'IW'],
    ['Point(2 4)', box, 'I'],
    ['Point(0 1)', box, 'I'],
    ['Point(4 4)', box, 'I'],
    ['Point(5 4)', box, 'D'],
    ['Point(-1 0)', box, 'D'],
    ['Point(-1 4)', box, 'D'],
    ['Point(-1 2)', box, 'D'],
    ['Point(5 2)', box, 'D'],
    ['Point Z(2 2 7)', 'POLYGON Z ((0 0 1,4 0 1,4 4 1,0 0 1))', 'I'],
    ['Point(3 2)', 'POLYGON((0 0,4 0,4 4,0 0))', 'IW'],
    ['Point(3 2)', 'POLYGON((0 0,4 4,4 0,0 0))', 'IW'],
    ['Point(2 3)', 'POLYGON((0 0,4 0,4 4,0 0))', 'D'],
    ['Point(2 2)', ring, 'D'],
    ['Point(0.5 2)', ring, 'IW'],
    ['Point(1 2)', ring, 'I'],
    ['Point(0.2 0.2)', both, 'IW'],
    ['Point(0.5 0.5)', both, 'I'],
    ['Point(11.5 11.5)', both, 'IW'],
    ['Point(10.9 10.6)', both, 'D'],
    ['Point(5 5)', both, 'D'],
    // A corner that the line to the east goes through, once and from outside.
    ['Point(1 2)', 'POLYGON((2 0,4 2,2 4,0 2,2 0))', 'IW'],
    ['Point(-1 2)', 'POLYGON((2 0,4 2,2 4,0 2,2 0))', 'D'],
    ['Point(2 2)', 'ENVELOPE(0, 4, 0, 4)', 'IW'],
    ['Point(2 4)', 'Envelope(0,4,0,4)', 'I'],
    ['Point(5 1)', 'ENVELOPE(0, 8, 0, 2)', 'IW'],
    ['Point(5 1)', `${epsg} ENVELOPE(0, 8, 0, 2)`, 'D'],
    ['Point(5 1)', `${epsg} POLYGON((0 4,2 4,2 6,0 6,0 4))`, 'IW'],
    [box, 'Point(2 2)', 'IC'],
    [box, 'Point(4 2)', 'I'],
    [box, 'Point(5 2)', 'D'],
    // What is not known is no answer.
    [box, box, 'error'],
    ['Point(1 1)', 'LINESTRING(0 0, 2 2)', 'error'],
    ['Point(1 1)', 'MULTIPOINT((1 1))', 'error'],
    ['Point(1 1)', 'GEOMETRYCOLLECTION(POINT(1 1))', 'error'],
    ['Point(1 1)', 'POLYGON EMPTY', 'error'],
    ['Point(1 1)', 'POINT EMPTY', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4 4, 0 4))', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 0 0))', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 2 2, 4 4, 0 0))', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4 4, 0 0)', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4 4, 0 0)))', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4, 0 0))', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4-4, 0 0))', 'error'],
    ['Point(1 1)', 'POLYGON(0 0, 4 0, 4 4, 0 0)', 'error'],
    ['Point(1 1)', 'POLYGON((0 0, 4 0, 4 91, 0 0))', 'error'],
    ['Point(1 1)', 'MULTIPOLYGON((0 0, 4 0, 4 4, 0 0))', 'error'],
    ['Point(1 1)', 'ENVELOPE(0, 4, 0)', 'error'],
    ['Point(1 1)', 'ENVELOPE(0, 4, 0, 4, 5)', 'error'],
    ['Point(1 1)', 'ENVELOPE(4, 0, 0, 4)', 'error'],
    ['Point(1 1)', 'ENVELOPE(0 4, 0 4)', 'error']
  ])('%s and %s: %s', (a, b, relations) => {
    expect(relationsOf(a, b)).toBe(relations)
  })

  test('is an error for other terms', () => {
    for (const other of ['"Point(1 1)"', ':a', '1'])
      expect(valueOfExpression(`geof:sfEquals(${point('Point(1 1)')}, ${other})`)).toBe('error')
  })
})
