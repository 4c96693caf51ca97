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
