import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { landModule } from '../ontology/land.ts'
import { bytesOf, mapPage, neighboursPage, resultPage, timelinePage } from '../src/pages/pages.ts'
import { columnsOf, viewIn, viewsFor } from '../src/pages/views/columns.ts'
import { boxAround, boxOf, parseBox, thinned, waysFrom, wholeEarth } from '../src/pages/views/geography.ts'
import { laidOut } from '../src/pages/views/network.ts'
import { axisOver, ticksOf } from '../src/pages/views/time-axis.ts'
import {
  commonPrefixes,
  defaultGraph,
  GEO,
  iri,
  langText,
  quad,
  RDFS,
  type Term,
  typed,
  XSD
} from '../src/rdf/rdf.ts'
import { datedFactsOf, momentOf, placesOf, pointOf, storeOf } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const time = (value: string) => typed(value, `${XSD}dateTime`)
const point = (value: string) => typed(value, `${GEO}wktLiteral`)
const { manifest } = await publishedFixture()

test('the land is what its generator makes', () => {
  expect(readFileSync(new URL('../src/pages/views/land.ts', import.meta.url), 'utf8')).toBe(landModule())
})

describe('a moment', () => {
  test.each([
    ['1992-01-01T00:00:00Z', 9, 1992, 1993],
    ['1992-12-05T00:00:00Z', 10, 1992 + 335 / 366, 1993],
    ['1992-02-29T00:00:00Z', 11, 1992 + 59 / 366, 1992 + 60 / 366],
    ['1999-01-01T00:00:00Z', 8, 1990, 2000],
    ['2000-01-01T00:00:00Z', 7, 1901, 2001],
    ['2001-01-01T00:00:00Z', 7, 2001, 2101],
    ['1000-01-01T00:00:00Z', 6, 1, 1001],
    ['-0099-01-01T00:00:00Z', 7, -99, 1],
    ['-0039-01-01T00:00:00Z', 8, -48, -38],
    ['-13800000000-01-01T00:00:00Z', 9, -13_800_000_000, -13_799_999_999],
    ['1992-00-00T00:00:00Z', 11, 1992, 1993]
  ])('%s to precision %i lies from %d to %d', (value, precision, from, to) => {
    const moment = momentOf(time(value), { precision })!
    expect([moment.from, moment.to]).toEqual([expect.closeTo(from, 9), expect.closeTo(to, 9)])
  })

  test.each([
    'NaN',
    '',
    '1992-13-01T00:00:00Z',
    '1992-01-41T00:00:00Z',
    '99999999999999999999-01-01T00:00:00Z'
  ])('is nothing that says no time: %s', value => expect(momentOf(time(value))).toBeUndefined())
})

describe('an axis of time', () => {
  const texts = (from: number, to: number) => ticksOf({ from, to }).map(({ text }) => text)

  test('counts years before our era as people do', () => {
    expect(texts(-1000, 1000)).toEqual(
      ['1,000 BC', '500 BC', '1', '500', '1000'].map(text => text.replace(',', ''))
    )
    const [first] = ticksOf({ from: -1000, to: 1000 })
    expect(first?.at).toBe(-999)
  })

  test('has months and days where there are no years, and short words for what is far away', () => {
    expect(texts(1992, 1992.5)).toContain('May 1992')
    expect(texts(1992.37, 1992.4)).toContain('21 May 1992')
    expect(texts(-13.8e9, 2000)).toContain('10B BC')
  })

  test('has some places on every stretch, all of them on it', () => {
    const year = fc.double({ min: -1e10, max: 1e10, noNaN: true })
    fc.assert(
      fc.property(year, year, (a, b) => {
        const axis = axisOver([{ from: Math.min(a, b), to: Math.max(a, b) }])
        const ticks = ticksOf(axis)
        expect(ticks.length).toBeLessThan(40)
        for (const { at } of ticks) expect(at >= axis.from && at <= axis.to).toBe(true)
      })
    )
  })
})

describe('points', () => {
  test.each([
    ['Point(37.5 55.8)', { longitude: 37.5, latitude: 55.8 }],
    ['POINT( -180 -90 )', { longitude: -180, latitude: -90 }],
    ['Point(999 12)', undefined],
    ['Point(12 91)', undefined],
    ['Point(NaN NaN)', undefined],
    ['Point(1.2.3 4)', undefined],
    ['<http://www.wikidata.org/entity/Q405> Point(1 2)', undefined]
  ])('%s', (value, expected) => expect(pointOf(point(value))).toEqual(expected))

  const places = fc.array(
    fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -90, max: 90, noNaN: true })
    }),
    { maxLength: 200 }
  )

  test('are thinned so that marks keep apart, none is lost, and the order does not count', () => {
    fc.assert(
      fc.property(places, all => {
        const marks = thinned(all, wholeEarth, 24)
        expect(marks.flatMap(({ members }) => members).length).toBe(all.length)
        for (const [i, a] of marks.entries())
          for (const b of marks.slice(i + 1))
            expect(Math.hypot(a.longitude - b.longitude, a.latitude - b.latitude)).toBeGreaterThanOrEqual(15)
        expect(thinned(all, wholeEarth, 24)).toEqual(marks)
      })
    )
  })

  test('lie in the box around them, which lies on the map', () => {
    fc.assert(
      fc.property(places, all => {
        const { west, south, east, north } = boxOf(all)
        expect(west >= -180 && south >= -90 && east <= 180 && north <= 90).toBe(true)
        for (const { longitude, latitude } of all) {
          expect(longitude).toBeGreaterThanOrEqual(west)
          expect(longitude).toBeLessThanOrEqual(east)
          expect(latitude).toBeGreaterThanOrEqual(south)
          expect(latitude).toBeLessThanOrEqual(north)
        }
      })
    )
  })
})

test.each([
  '',
  '1,2,3',
  '1,2,3,4,5',
  '10,0,-10,5',
  '0,0,0,0',
  '-181,0,0,1',
  '0,0,1,91',
  'a,b,c,d',
  '0,0,1e1,1',
  '0,0,Infinity,1'
])('no part of the earth is %s', text => expect(parseBox(text)).toBeUndefined())

test('ways from a part of the earth lead elsewhere, and not beyond its ends', () => {
  expect(waysFrom(wholeEarth).map(({ name }) => name)).toEqual(['Zoom in'])
  const corner = waysFrom(boxAround({ longitude: 180, latitude: 90 }, 40))
  expect(corner.map(({ name }) => name)).toEqual(['Zoom in', 'Zoom out', 'West', 'South', 'Whole earth'])
})

test('a network lies the same each time, within its drawing', () => {
  const names = Array.from({ length: 40 }, (_, i) => `thing ${i} ${'x'.repeat(i)}`)
  const network = {
    nodes: names.map((text, i) => ({
      id: text,
      kind: i === 0 ? ('centre' as const) : ('thing' as const),
      name: { text, language: 'en' }
    })),
    links: names.slice(1).map(target => ({ source: names[0]!, target }))
  }
  const places = laidOut(network)
  expect(laidOut(network)).toEqual(places)
  expect(new Set([...places.values()].map(String)).size).toBe(names.length)
  for (const [x, y] of places.values()) expect(x > 0 && x < 1000 && y > 0 && y < 760).toBe(true)
})

describe('the columns of an answer', () => {
  const rowsOf = (...rows: Record<string, ReturnType<typeof typed>>[]) => ({
    variables: Object.keys(rows[0] ?? {}),
    rows: rows.map(row => new Map(Object.entries(row)))
  })
  const number = typed('5', `${XSD}integer`)
  const name = langText('a', 'en')

  test('tell which views fit', () => {
    expect(viewsFor(columnsOf(rowsOf({ name })))).toEqual(['table'])
    expect(viewsFor(columnsOf(rowsOf()))).toEqual(['table'])
    expect(viewsFor(columnsOf(rowsOf({ name, where: point('Point(1 2)') })))).toEqual(['table', 'map'])
    expect(viewsFor(columnsOf(rowsOf({ name, number })))).toEqual(['table', 'bars'])
    expect(viewsFor(columnsOf(rowsOf({ number, when: time('1992-05-15T00:00:00Z') })))).toEqual([
      'table',
      'timeline',
      'bars',
      'lines'
    ])
  })

  test('name a row by its label column', () => {
    expect(columnsOf(rowsOf({ item: name, itemLabel: name, number })).labels).toEqual(['itemLabel'])
  })

  test.each([
    ['#defaultView:Map\nSELECT', 'map'],
    ['SELECT * {}\n  # defaultView:BarChart{"x":1}', 'bars'],
    ['#defaultView:LineChart', 'lines'],
    ['#defaultView:ImageGrid', undefined],
    ['#defaultView:constructor', undefined],
    ['SELECT', undefined]
  ])('are shown as a comment of the query says: %s', (query, view) => expect(viewIn(query)).toBe(view))
})

describe('datasets with very much to draw', () => {
  const WDT = commonPrefixes['wdt']!
  const count = 2500
  const store = storeOf(
    Array.from({ length: count }, (_, i) => i).flatMap(i => {
      const entity = iri(`${manifest.base}entity/Q${i}`)
      return [
        quad(
          entity,
          iri(`${RDFS}label`),
          langText(i % 2 === 0 ? `مدينة ${i}` : '</svg>&"'.repeat(600), i % 2 === 0 ? 'ar' : 'en')
        ),
        quad(entity, iri(`${WDT}P625`), point(`Point(${(i * 7) % 180} ${(i * 11) % 90})`)),
        quad(entity, iri(`${WDT}P571`), time(`${String(1000 + (i % 900))}-03-04T00:00:00Z`)),
        quad(entity, iri(`${WDT}P17`), iri(`${manifest.base}entity/Q${i % 3}`))
      ]
    })
  )
  const site = { manifest, store, root: '/', language: 'en' }

  test.each([
    ['a map', () => mapPage(site, { page: 1 })],
    ['a part of a map', () => mapPage(site, { page: 2, box: { west: 0, south: 0, east: 90, north: 45 } })],
    ['a timeline', () => timelinePage(site, { page: 3, span: {}, kept: {} })],
    [
      'a timeline of one thing',
      () => timelinePage(site, { page: 1, span: {}, kept: {}, about: `${manifest.base}entity/Q1` })
    ],
    ['a graph', () => neighboursPage(site, `${manifest.base}entity/Q1`)]
  ])('have %s that is a page, and escaped', async (_, make) => {
    const page = (await make())!
    expect(bytesOf(page)).toBeLessThan(100_000)
    expect(page).not.toContain('</svg>&"')
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
  })

  test.each(['map', 'timeline', 'bars', 'lines', 'table'] as const)(
    'have answers as %s that are pages',
    async view => {
      const rows = placesOf(store, manifest.base)
        .places.slice(0, 1000)
        .map(
          ({ subject, longitude, latitude }, i) =>
            new Map<string, Term>([
              ['item', iri(subject)],
              ['where', point(`Point(${longitude} ${latitude})`)],
              ['when', time(`${1000 + i}-01-01T00:00:00Z`)],
              ['number', typed(String(i - 500), `${XSD}integer`)]
            ])
        )
      const answer = {
        form: 'rows' as const,
        variables: ['item', 'where', 'when', 'number'],
        rows,
        more: true
      }
      const page = await resultPage(site, 'SELECT', answer, 'sparql', {
        asked: view,
        hrefOf: name => `?view=${name}`
      })
      expect(bytesOf(page)).toBeLessThan(100_000)
      expect(page).toContain('<b aria-current="true">')
      expect(page).not.toMatch(/NaN|Infinity|undefined/)
    }
  )

  test('are read in part, from all over', () => {
    const many = storeOf(
      Array.from({ length: 6000 }, (_, i) =>
        quad(
          iri(`${manifest.base}entity/Q${i}`),
          iri(`${WDT}P571`),
          time(`${1000 + (i % 1000)}-03-04T00:00:00Z`),
          defaultGraph
        )
      )
    )
    const { facts, isCut } = datedFactsOf(many, manifest.base)
    expect([facts.length, isCut]).toEqual([4000, true])
    const years = facts.map(({ start }) => Math.floor(start!.from))
    expect([Math.min(...years), Math.max(...years) > 1900]).toEqual([1000, true])
  })
})
