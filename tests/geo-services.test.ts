import { describe, expect, test } from 'vitest'
import type { Operation } from '../src/query/algebra.ts'
import { parseQuery } from '../src/query/parse.ts'
import { answer, explanationText, prepare, QueryError, type QueryOptions } from '../src/query/query.ts'
import { parseRdf, queryPrefixesOf, termText } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'

const base = 'http://example.org/'
const prologue = Object.entries(queryPrefixesOf(base))
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('')
const point = (words: string): string => `"${words}"^^geo:wktLiteral`

/**
 * A degree of a meridian is 111.195 km. Q1 is at (0, 0), Q2 one degree north, Q3 one east, Q4 at (10, 10); Q5 and Q6 lie
 * on both sides of the antimeridian; Q7 is on the Moon (Q405); Q8 is nowhere.
 */
const store = storeOf(
  parseRdf(
    `${prologue}
    e:Q1 wdt:P625 ${point('Point(0 0)')} ; wdt:P31 e:Q90 ; wdt:P47 e:Q2 ; rdfs:label "one"@en .
    e:Q2 wdt:P625 ${point('POINT(0 1)')} ; wdt:P31 e:Q91 ; wdt:P47 e:Q1, e:Q4 ; wdt:P2 60, 120 .
    e:Q3 wdt:P625 ${point('<http://www.opengis.net/def/crs/EPSG/0/4326> Point(0 1)')} ; wdt:P31 e:Q90 .
    e:Q4 wdt:P625 ${point('Point(10 10)')} ; wdt:P31 e:Q91 .
    e:Q5 wdt:P625 ${point('Point(179.5 20)')} ; wdt:P47 e:Q8 .
    e:Q6 wdt:P625 ${point('Point(-179.5 20)')} .
    e:Q7 wdt:P625 ${point('<http://www.wikidata.org/entity/Q405> Point(0 0)')} .
    e:Q8 wdt:P625 "somewhere" ; wdt:P31 e:Q91 .
    GRAPH graph:g { e:Q9 wdt:P625 ${point('Point(0 0.5)')} }`,
    'trig'
  )
)

/** The rows of an answer, each as its terms in Turtle's notation, `-` for none; doubles without their decimals. */
async function rowsOf(query: string, options: Partial<QueryOptions> = {}): Promise<string[]> {
  const found = await answer(query, store, { base, ...options })
  if (found.form !== 'bindings') throw new Error(found.form)
  expect(found.engine).toBe('own')
  const rows: string[] = []
  for await (const row of found.rows) {
    const terms = found.variables.map(name => {
      const term = row.get(name)
      if (term?.termType === 'Literal' && term.datatype.value.endsWith('#double'))
        return String(Math.floor(Number(term.value)))
      return term ? termText(term).replaceAll(`${base}entity/`, '') : '-'
    })
    rows.push(terms.join(' '))
  }
  return rows.sort()
}

const pattern = '?place wdt:P625 ?location .'
const params = (given: Readonly<Record<string, string>>): string =>
  Object.entries(given)
    .map(([name, value]) => `bd:serviceParam wikibase:${name} ${value} .`)
    .join(' ')
const box = (given: Readonly<Record<string, string>>): string =>
  `SERVICE wikibase:box { ${pattern} ${params(given)} }`
const between = (west: string, east: string): string =>
  box({ cornerSouthWest: point(west), cornerNorthEast: point(east) })
const around = (given: Readonly<Record<string, string>>): string =>
  `SERVICE wikibase:around { ${pattern} ${params(given)} }`
const near = (center: string, radius = '"100"', more: Readonly<Record<string, string>> = {}): string =>
  around({ center, radius, ...more })

const placesIn = (service: string, options?: Partial<QueryOptions>) =>
  rowsOf(`SELECT ?place { ${service} }`, options)

describe('wikibase:box', () => {
  test('finds what lies between two corners, or on the edge', async () => {
    expect(await placesIn(between('Point(-1 -1)', 'Point(2 2)'))).toEqual(['<Q1>', '<Q2>', '<Q3>'])
    expect(await placesIn(between('Point(0 0)', 'Point(0 1)'))).toEqual(['<Q1>', '<Q2>'])
    expect(await placesIn(between('Point(0.1 -1)', 'Point(2 2)'))).toEqual(['<Q3>'])
    expect(await placesIn(between('Point(-180 -90)', 'Point(180 90)'))).toHaveLength(6)
  })

  test('takes opposite corners in either order of latitude', async () => {
    for (const [west, east] of [
      ['Point(-1 -1)', 'Point(0.5 2)'],
      ['Point(-1 2)', 'Point(0.5 -1)']
    ] as const)
      expect(await placesIn(box({ cornerWest: point(west), cornerEast: point(east) }))).toEqual([
        '<Q1>',
        '<Q2>'
      ])
    expect(await placesIn(between('Point(-1 2)', 'Point(0.5 -1)'))).toEqual([])
  })

  test('goes over the antimeridian where its west is east of its east', async () => {
    expect(await placesIn(between('Point(179 19)', 'Point(-179 21)'))).toEqual(['<Q5>', '<Q6>'])
    expect(await placesIn(between('Point(179 19)', 'Point(181 21)'))).toEqual(['<Q5>', '<Q6>'])
    expect(await placesIn(between('Point(179 19)', 'Point(-179.8 21)'))).toEqual(['<Q5>'])
    expect(await placesIn(between('Point(-179 19)', 'Point(179 21)'))).toEqual([])
    expect(
      await placesIn(box({ cornerWest: point('Point(170 90)'), cornerEast: point('Point(1 0)') }))
    ).toEqual(['<Q1>', '<Q2>', '<Q3>', '<Q5>', '<Q6>'])
  })

  test('is on Earth, unless another globe is asked for', async () => {
    const corners = { cornerWest: point('Point(-1 -1)'), cornerEast: point('Point(1 1)') }
    expect(await placesIn(box({ ...corners, globe: 'wd:Q2' }))).toEqual(['<Q1>', '<Q2>', '<Q3>'])
    expect(await placesIn(box({ ...corners, globe: 'wd:Q405' }))).toEqual(['<Q7>'])
    expect(await placesIn(box({ ...corners, globe: 'e:Q405' }), { identity: 'wikidata' })).toEqual([
      '<http://www.wikidata.org/entity/Q7>'
    ])
    const moon = point('<http://www.wikidata.org/entity/Q405> Point(-1 -1)')
    expect(await placesIn(box({ ...corners, cornerWest: moon }))).toEqual([])
    expect(await placesIn(box({ ...corners, cornerWest: moon, globe: 'wd:Q405' }))).toEqual(['<Q7>'])
  })

  test('takes corners that are bound before or after it', async () => {
    const corners = box({ cornerSouthWest: '?sw', cornerNorthEast: '?ne' })
    for (const inside of [
      `e:Q1 wdt:P625 ?sw . e:Q4 wdt:P625 ?ne . ${corners}`,
      `${corners} e:Q1 wdt:P625 ?sw . e:Q4 wdt:P625 ?ne .`,
      `e:Q1 wdt:P625 ?sw . ${corners} VALUES ?ne { ${point('Point(10 10)')} }`,
      `BIND(${point('Point(0 0)')} AS ?sw) ${corners} e:Q4 wdt:P625 ?ne`,
      `e:Q1 wdt:P625 ?sw . OPTIONAL { e:Q4 wdt:P625 ?ne } ${corners}`
    ])
      expect([inside, await placesIn(inside)]).toEqual([inside, ['<Q1>', '<Q2>', '<Q3>', '<Q4>']])
  })
})

describe('wikibase:around', () => {
  test('finds what lies within so many kilometres', async () => {
    const origin = point('Point(0 0)')
    expect(await placesIn(near(origin))).toEqual(['<Q1>'])
    expect(await placesIn(near(origin, '"111.2"'))).toEqual(['<Q1>', '<Q2>', '<Q3>'])
    expect(await placesIn(near(origin, '111.19'))).toEqual(['<Q1>'])
    expect(await placesIn(near(origin, '2e3', { globe: 'wd:Q2' }))).toEqual(['<Q1>', '<Q2>', '<Q3>', '<Q4>'])
    expect(await placesIn(near(point('Point(180 20)'), '60'))).toEqual(['<Q5>', '<Q6>'])
    expect(await placesIn(`BIND("112" AS ?r) ${near(origin, '?r')}`)).toEqual(['<Q1>', '<Q2>', '<Q3>'])
    expect(await placesIn(`e:Q2 wdt:P2 ?r . ${near(origin, '?r')}`)).toEqual(['<Q1>', '<Q1>', '<Q2>', '<Q3>'])
  })

  test('binds the distance, for whatever comes after', async () => {
    const service = near(point('Point(0 0)'), '"120"', { distance: '?d' })
    expect(await rowsOf(`SELECT ?place ?d { ${service} }`)).toEqual(['<Q1> 0', '<Q2> 111', '<Q3> 111'])
    expect(
      await rowsOf(
        `SELECT ?place ?half { ${service} ?place wdt:P31 e:Q90 . BIND(?d / 2 AS ?half) FILTER(?d > 50) } ORDER BY ?d`
      )
    ).toEqual(['<Q3> 55'])
    expect(await rowsOf(`SELECT (MAX(?d) AS ?most) { ${service} }`)).toEqual(['111'])
    expect(await rowsOf(`SELECT * { ${service} FILTER(?place = wd:Q2) }`)).toEqual([
      `<Q2> ${termText(parseRdf(`<urn:s> <urn:p> "POINT(0 1)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .`, 'nt')[0]!.object)} 111`
    ])
  })

  test('takes a center that is bound before or after it', async () => {
    const service = near('?c', '"120"', { distance: '?d' })
    for (const inside of [
      `e:Q1 wdt:P625 ?c . ${service}`,
      `${service} wd:Q1 wdt:P625 ?c . ?place wdt:P31 ?class .`,
      `${service} { wd:Q1 wdt:P625 ?c . } OPTIONAL { ?place wdt:P2 ?n FILTER(?n > 100) }`,
      `wd:Q1 wdt:P625 ?c . OPTIONAL { ?place wdt:P999 ?n } ${service} MINUS { ?place wdt:P31 e:Q99 }`,
      `{ ${service} FILTER(ISIRI(?place)) } wd:Q1 wdt:P625 ?c .`,
      `OPTIONAL { wd:Q1 wdt:P625 ?c } ${service}`
    ])
      expect([inside, await rowsOf(`SELECT ?place ?d { ${inside} }`)]).toEqual([
        inside,
        ['<Q1> 0', '<Q2> 111', '<Q3> 111']
      ])
  })

  test('works beside another that needs the same, or what it found', async () => {
    const second = (given: Readonly<Record<string, string>>) =>
      `SERVICE wikibase:around { ?other wdt:P625 ?there . ${params(given)} }`
    const bound = 'BIND(1 AS ?one) wd:Q1 wdt:P625 ?c'
    expect(
      await rowsOf(
        `SELECT ?place ?other { ${near('?c', '1')} ${second({ center: '?c', radius: '120' })} ${bound} }`
      )
    ).toEqual(['<Q1> <Q1>', '<Q1> <Q2>', '<Q1> <Q3>'])
    const chained = second({ center: '?location', radius: '?d' })
    expect(
      await rowsOf(
        `SELECT ?other ?d { ${near('?c', '120', { distance: '?d' })} ?place wdt:P31 e:Q91 . ${chained} ${bound} }`
      )
    ).toEqual(['<Q1> 111', '<Q2> 111'])
    expect(
      await rowsOf(
        `SELECT ?other { ${between('Point(9 9)', 'Point(11 11)')} ${second({ center: '?location', radius: '1' })} }`
      )
    ).toEqual(['<Q4>'])
  })

  test('works for each center', async () => {
    const query = `SELECT ?x ?place { ?x wdt:P31 e:Q91 ; wdt:P625 ?c . ${near('?c', '112')} FILTER(?x != ?place) }`
    expect(await rowsOf(query)).toEqual(['<Q2> <Q1>'])
  })

  test('works in branches, options, EXISTS, graphs and sub-selects', async () => {
    const origin = near(point('Point(0 0)'), '5', { distance: '?d' })
    const north = near(point('Point(0 1)'), '5', { distance: '?d' })
    expect(await rowsOf(`SELECT ?place ?d { { ${origin} } UNION { ${north} } }`)).toEqual([
      '<Q1> 0',
      '<Q2> 0'
    ])
    expect(
      await rowsOf(
        `SELECT ?place ?m { ?place wdt:P47 ?m OPTIONAL { ${near(point('Point(0 0)'), '5', { distance: '?d' })} } FILTER(BOUND(?d)) }`
      )
    ).toEqual(['<Q1> <Q2>'])
    const outer = `?x wdt:P47 ?y . ?x wdt:P625 ?c`
    expect(
      await rowsOf(
        `SELECT ?x ?y ?d { ${outer} OPTIONAL { ?y wdt:P31 ?k . SERVICE wikibase:around { ?y wdt:P625 ?l . ${params({ center: '?c', radius: '120', distance: '?d' })} } } }`
      )
    ).toEqual(['<Q1> <Q2> 111', '<Q2> <Q1> 111', '<Q2> <Q4> -', '<Q5> <Q8> -'])
    expect(
      await rowsOf(
        `SELECT ?x ?y { ${outer} FILTER EXISTS { SERVICE wikibase:around { ?y wdt:P625 ?l . ${params({ center: '?c', radius: '120', distance: '?d' })} } } }`
      )
    ).toEqual(['<Q1> <Q2>', '<Q2> <Q1>'])
    expect(await rowsOf(`SELECT ?place ?g { GRAPH ?g { ${near(point('Point(0 0)'))} } }`)).toEqual([
      `<Q9> <${base}graph/g>`
    ])
    expect(
      await rowsOf(
        `SELECT ?c ?n { { SELECT ?c (COUNT(?place) AS ?n) { e:Q1 wdt:P625 ?c ${near('?c', '120')} } GROUP BY ?c } }`
      )
    ).toEqual([expect.stringContaining('"3"')])
  })

  test('works with labels, hints, SILENT, and answers in Wikidata’s words', async () => {
    const service = `SERVICE SILENT wikibase:around { ${pattern} hint:Prior hint:runFirst true . ${params({ center: '?c', radius: '"1"' })} hint:Prior hint:x 1 }`
    const query = `SELECT ?place ?placeLabel { hint:Query hint:optimizer "None" . wd:Q1 wdt:P625 ?c . ${service}
      SERVICE wikibase:label { bd:serviceParam wikibase:language "en" } }`
    expect(await rowsOf(query)).toEqual(['<Q1> "one"@en'])
    expect(await rowsOf(query, { identity: 'wikidata' })).toEqual([
      '<http://www.wikidata.org/entity/Q1> "one"@en'
    ])
  })

  test('works in ASK, CONSTRUCT and DESCRIBE', async () => {
    const ask = (query: string) => answer(query, store, { base })
    expect(await ask(`ASK { ${near(point('Point(0 0)'))} }`)).toMatchObject({ value: true })
    expect(await ask(`ASK { ${near(point('Point(50 50)'))} }`)).toMatchObject({ value: false })
    for (const query of [
      `CONSTRUCT { ?place wdt:P625 ?location } { ${near(point('Point(0 0)'))} }`,
      `DESCRIBE ?place { ${near(point('Point(0 0)'))} }`
    ]) {
      const found = await ask(query)
      if (found.form !== 'quads') throw new Error(found.form)
      const subjects = new Set<string>()
      for await (const { subject } of found.quads) subjects.add(subject.value)
      expect([...subjects]).toEqual([`${base}entity/Q1`])
    }
  })
})

describe('what cannot be answered', () => {
  const corner = point('Point(0 0)')
  test.each([
    ['without a center', around({ radius: '"1"' }), /needs bd:serviceParam wikibase:center/],
    ['without a radius', around({ center: corner }), /needs bd:serviceParam wikibase:radius/],
    ['with a radius that is no number', near(corner, '"far"'), /number of kilometres as wikibase:radius/],
    ['with an empty radius', near(corner, '" "'), /number of kilometres/],
    ['with a negative radius', near(corner, '-1'), /number of kilometres/],
    ['with a center that is no point', near('wd:Q1'), /a point, .* as wikibase:center/],
    ['with a center that is a string', near('"Point(0 0)"'), /a point/],
    [
      'with a distance that is no variable',
      near(corner, '1', { distance: '7' }),
      /variable as wikibase:distance/
    ],
    ['with a globe that is no IRI', near(corner, '1', { globe: '?g' }), /IRI as wikibase:globe/],
    [
      'with another parameter',
      near(corner, '1', { cornerWest: corner }),
      /no parameter .*cornerWest; it has center/
    ],
    [
      'with two centers',
      near(corner).replace(' }', ` ${params({ center: corner })} }`),
      /wikibase:center twice/
    ],
    ['without corners', box({}), /needs bd:serviceParam wikibase:cornerWest/],
    ['with one corner', box({ cornerNorthEast: corner }), /needs bd:serviceParam wikibase:cornerSouthWest/],
    ['with corners of both kinds', box({ cornerNorthEast: corner, cornerWest: corner }), /takes either/],
    [
      'without a pattern',
      `SERVICE wikibase:around { ${params({ center: corner, radius: '1' })} }`,
      /one pattern/
    ],
    ['with two patterns', near(corner).replace(pattern, `${pattern} ?place wdt:P31 ?c .`), /one pattern/],
    ['with a path', near(corner).replace('wdt:P625', 'wdt:P47*/wdt:P625'), /triples alone|one pattern/],
    ['with a variable property', near(corner).replace('wdt:P625', '?p'), /one pattern/],
    ['with a location that is a constant', near(corner).replace('?location', corner), /one pattern/],
    ['with a filter', near(corner).replace(' }', ' FILTER(?place != wd:Q1) }'), /triples alone/],
    ['with a center that nothing binds', near('?c'), /needs \?c for wikibase:center, which nothing/],
    [
      'with a center that another group binds',
      `e:Q1 wdt:P625 ?c . { ${near('?c')} } UNION { ?place wdt:P31 [] }`,
      /needs \?c for wikibase:center/
    ],
    [
      'with a distance that has a value',
      `VALUES ?d { 1 } ${near(corner, '1', { distance: '?d' })}`,
      /\?d is bound already/
    ]
  ])('%s', async (_, inside, message) => {
    const error = await answer(`SELECT * {\n ${inside} }`, store, { base }).catch(error => error)
    expect(error).toBeInstanceOf(QueryError)
    expect(error.message).toMatch(message)
    expect(error).toMatchObject({
      code: 'malformed',
      place: { line: 2, column: 2 + inside.indexOf('SERVICE') }
    })
  })

  test('distances on other globes', async () => {
    const error = await placesIn(near(corner, '1', { globe: 'wd:Q405' })).catch(error => error)
    expect(error).toMatchObject({ code: 'unsupported', place: { line: 1 } })
  })
})

describe('the plan', () => {
  const spine = (query: string): string => {
    const { operation } = parseQuery(query, {
      prefixes: queryPrefixesOf(base),
      base,
      depth: 200,
      parts: 300,
      languages: ['en']
    })
    const types: string[] = []
    for (let at: Operation | undefined = operation; at; ) {
      types.push(at.type)
      const input = at['input'] as Operation | Operation[] | undefined
      at = Array.isArray(input) ? input[0] : input
    }
    return types.join(' ')
  }

  test.each([
    [
      'filters behind all that is joined, so that joins may come in any order',
      `SELECT ?place { ?x wdt:P625 ?c . ${near('?c', '1')} ?place wdt:P31 [] . ?x wdt:P31 [] }`,
      'project filter join bgp'
    ],
    [
      'filters before what is optional',
      `SELECT ?place { ${near(point('Point(0 0)'), '1', { distance: '?d' })} ?place wdt:P31 [] OPTIONAL { ?place wdt:P2 ?n } }`,
      'project leftjoin extend filter join bgp'
    ]
  ])('%s', (_, query, types) => {
    expect(spine(query)).toBe(types)
  })

  test('is explained', async () => {
    const query = `SELECT ?place { e:Q1 wdt:P625 ?c . ${near('?c', '120', { distance: '?d' })} } ORDER BY ?d`
    const found = await prepare(query, { base }).explain(store)
    if (found.engine !== 'own') throw new Error('another engine')
    expect(found.solutions).toBe(3)
    expect(explanationText(found)).toMatch(/filter .*distance\(\?location, \?c\)/)
  })
})
