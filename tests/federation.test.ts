import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { isPublic } from '../src/node/public-addresses.ts'
import { serve } from '../src/node/server.ts'
import { type ServiceClientOptions, serviceClient } from '../src/node/service-client.ts'
import { type AskService, answer, QueryError, type QueryOptions } from '../src/query/query.ts'
import { parseRdf, termText } from '../src/rdf/rdf.ts'
import { type Store, storeOf } from '../src/store/store.ts'
import { askService as askOnWorkers } from '../src/worker/service-client.ts'
import { publishedFixture } from './fixtures/published.ts'
import { standIn } from './stand-in-endpoint.ts'

const base = 'https://example.org/data/'
const prefixes = `@prefix e: <${base}entity/> . @prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <urn:t:> .
`
const storeFrom = (turtle: string): Store => storeOf(parseRdf(prefixes + turtle, 'trig', 'urn:base:'))

const cities = Array.from({ length: 250 }, (_, i) => 1000 + i)
const ours = storeFrom(`
e:Q649 wdt:P17 e:Q159 ; owl:sameAs wd:Q649 ; rdfs:label "Moscow"@en .
e:Q399 wdt:P36 e:Q1953 ; owl:sameAs wd:Q399 ; rdfs:label "Armenia"@en .
e:note-home :near e:Q649 ; :says "a \\"b\\"\\\\u0041\\n" .
:blank :near [] , e:Q1953 .
:where :endpoint <ENDPOINT> , <http://127.0.0.1:1/other> .
${cities.map(id => `e:Q${id} :in :list .`).join('\n')}
`)
const theirs = storeFrom(`
wd:Q649 rdfs:label "Moskva"@ru ; wdt:P6 wd:Q17269 ; wdt:P1082 12500000 ; wdt:P17 wd:Q159 .
wd:Q1953 rdfs:label "Yerevan"@en ; wdt:P17 wd:Q399 ; wdt:P625 "Point(44.51 40.18)"^^geo:wktLiteral .
wd:Q17269 rdfs:label "somebody"@en ; wdt:P19 [ rdfs:label "somewhere" ] .
:x :quoted "a \\"b\\"\\\\u0041\\n" ; :says "plain" .
${cities.map(id => `wd:Q${id} wdt:P1082 ${id} .`).join('\n')}
`)

const remote = await standIn(theirs)
const { endpoint } = remote
const other = `http://127.0.0.1:${remote.port}/other`
afterAll(() => remote.close())
beforeEach(() => {
  remote.before = undefined
  remote.queries.length = 0
  remote.left.length = 0
})

const client = (options: ServiceClientOptions = {}): AskService =>
  serviceClient({ allowPrivate: [endpoint, other], ...options })
const services = { allowed: [endpoint, other], ask: client() }

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function rowsOf(query: string, options: Partial<QueryOptions> = {}, store = ours) {
  const found = await answer(`PREFIX : <urn:t:> ${query.replaceAll('@E', `<${endpoint}>`)}`, store, {
    base,
    services,
    ...options
  })
  if (found.form !== 'bindings') throw new Error(found.form)
  expect(found.engine).toBe('own')
  const rows: string[] = []
  for await (const row of found.rows)
    rows.push(
      found.variables
        .map(name => {
          const term = row.get(name)
          return term ? termText(term).replace(`<${base}entity/`, '<e:') : '-'
        })
        .join(' ')
    )
  return rows.sort()
}

async function errorOf(query: string, options: Partial<QueryOptions> = {}): Promise<QueryError> {
  const error = await rowsOf(query, options).then(
    rows => expect.fail(`no error, but ${rows.length} rows`),
    (error: unknown) => error
  )
  if (error instanceof QueryError) return error
  throw error
}

describe('SERVICE', () => {
  test('takes along what was found', async () => {
    const query = 'SELECT ?s ?l { :blank :near ?s SERVICE @E { ?s rdfs:label ?l } }'
    expect(await rowsOf(query)).toEqual(['<e:Q1953> "Yerevan"@en'])
    expect(remote.queries).toHaveLength(2)
    // What has no name elsewhere is joined here.
    const [sent, whole] = remote.queries.sort((a, b) => b.length - a.length)
    expect(sent).toMatch(/VALUES \?s \{\s*<http:\/\/www\.wikidata\.org\/entity\/Q1953>\s*\}/)
    expect(whole).not.toMatch(/VALUES/)
  })

  test('is asked alone where it stands alone', async () => {
    expect(await rowsOf('SELECT ?l { SERVICE @E { wd:Q649 rdfs:label ?l } }')).toEqual(['"Moskva"@ru'])
    expect(remote.queries).toEqual([expect.stringContaining('<http://www.wikidata.org/entity/Q649>')])
  })

  test('calls entities as they are called there, and here again', async () => {
    expect(await rowsOf('SELECT ?p { SERVICE @E { wd:Q649 wdt:P6 ?p } }')).toEqual(['<e:Q17269>'])
    expect(await rowsOf(`SELECT ?p { SERVICE @E { <${base}entity/Q649> wdt:P6 ?p } }`)).toEqual([
      '<e:Q17269>'
    ])
    expect(await rowsOf('SELECT ?p { BIND(wd:Q649 AS ?c) SERVICE @E { ?c wdt:P6 ?p } }')).toEqual([
      '<e:Q17269>'
    ])
    expect(
      await rowsOf('SELECT ?c { ?c wdt:P17 ?l SERVICE @E { ?c wdt:P17 ?l FILTER(?l = wd:Q159) } }')
    ).toEqual(['<e:Q649>'])
  })

  test('leaves what is asked for as it is called elsewhere', async () => {
    const query = 'SELECT ?w ?p { ?c owl:sameAs ?w SERVICE @E { ?w wdt:P6 ?p } }'
    expect(await rowsOf(query)).toEqual(['<http://www.wikidata.org/entity/Q649> <e:Q17269>'])
    const both = 'SELECT ?s ?l { e:Q649 ?any ?s SERVICE @E { ?s rdfs:label ?l } }'
    expect(await rowsOf(`PREFIX e: <${base}entity/> ${both}`)).toEqual([
      '<http://www.wikidata.org/entity/Q649> "Moskva"@ru'
    ])
  })

  test('sends text as it is', async () => {
    expect(await rowsOf('SELECT ?x { ?s :says ?t SERVICE @E { ?x :quoted ?t } }')).toEqual(['<urn:t:x>'])
    expect(await rowsOf('SELECT ?x { SERVICE @E { ?x :says "plain" } }')).toEqual(['<urn:t:x>'])
    expect(remote.queries[1]).toContain('"plain" .')
  })

  test('sends many solutions in portions', async () => {
    const query = 'SELECT (COUNT(*) AS ?n) (SUM(?p) AS ?sum) { ?s :in :list SERVICE @E { ?s wdt:P1082 ?p } }'
    const sum = cities.reduce((a, b) => a + b)
    const integer = '^^<http://www.w3.org/2001/XMLSchema#integer>'
    expect(await rowsOf(query)).toEqual([`"250"${integer} "${sum}"${integer}`])
    expect(remote.queries).toHaveLength(3)
  })

  test('gives blank nodes of its own', async () => {
    const query = 'SELECT ?b ?l { SERVICE @E { ?x wdt:P19 ?b } OPTIONAL { SERVICE @E { ?b rdfs:label ?l } } }'
    expect(await rowsOf(query)).toEqual([expect.stringMatching(/^_:\S+ -$/)])
  })

  test.each([
    [
      'OPTIONAL',
      'SELECT ?s ?l { ?s wdt:P17|wdt:P36 ?x OPTIONAL { SERVICE @E { ?s wdt:P6/rdfs:label ?l } } }',
      ['<e:Q399> -', '<e:Q649> "somebody"@en']
    ],
    [
      'UNION',
      'SELECT ?l { { wd:Q649 rdfs:label ?l } UNION { SERVICE @E { wd:Q649 rdfs:label ?l } } }',
      ['"Moscow"@en', '"Moskva"@ru']
    ],
    ['MINUS', 'SELECT ?s { ?s wdt:P17|wdt:P36 ?x MINUS { SERVICE @E { ?s wdt:P6 ?p } } }', ['<e:Q399>']],
    [
      'EXISTS',
      'SELECT ?s { ?s wdt:P17|wdt:P36 ?x FILTER EXISTS { SERVICE @E { ?s wdt:P6 ?p } } }',
      ['<e:Q649>']
    ],
    [
      'a sub-select outside',
      'SELECT ?l { { SELECT * { SERVICE @E { wd:Q649 rdfs:label ?l } } } }',
      ['"Moskva"@ru']
    ],
    [
      'a sub-select inside',
      'SELECT ?n { SERVICE @E { SELECT (COUNT(*) AS ?n) { wd:Q649 ?p ?o } } }',
      ['"4"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ],
    [
      'nothing but whether it holds',
      'SELECT ?s { ?s wdt:P17 ?x SERVICE @E { wd:Q649 wdt:P6 wd:Q17269 } }',
      ['<e:Q649>']
    ],
    [
      'groups inside',
      'SELECT ?s { ?s wdt:P17 ?x SERVICE @E { wd:Q1953 wdt:P17 ?a { ?b wdt:P6 ?c OPTIONAL { ?a wdt:P6 ?s } } } }',
      []
    ],
    [
      'a filter inside on what is outside',
      'SELECT ?s { ?s wdt:P17 ?x SERVICE @E { ?s wdt:P6 ?p FILTER(BOUND(?x)) } }',
      []
    ],
    [
      'a path inside',
      'SELECT ?l { SERVICE @E { wd:Q649 (wdt:P6|^wdt:P17)+/rdfs:label ?l FILTER(LANG(?l) = "en") } }',
      ['"somebody"@en']
    ]
  ])('stands with %s', async (_, query, rows) => {
    expect(await rowsOf(query)).toEqual(rows)
  })

  test('is asked where a variable says', async () => {
    const query = (where: string) => `SELECT ?l { ${where} SERVICE ?e { wd:Q649 rdfs:label ?l } }`
    expect(await rowsOf(query('VALUES ?e { @E }'))).toEqual(['"Moskva"@ru'])
    expect(await rowsOf(query(`VALUES ?e { @E <${other}> }`))).toEqual(['"Moskva"@ru', '"Moskva"@ru'])
    expect(await errorOf(query(''))).toMatchObject({ code: 'service' })
    expect(await errorOf(query('VALUES ?e { "text" }'))).toMatchObject({ code: 'service' })
    expect(await errorOf(query(':where :endpoint ?e'))).toMatchObject({
      code: 'service',
      message: expect.stringContaining(endpoint)
    })
  })

  test('is asked for by CONSTRUCT, ASK and DESCRIBE', async () => {
    const text = `SERVICE <${endpoint}> { wd:Q649 rdfs:label ?l }`
    const constructed = await answer(`CONSTRUCT { <urn:a> <urn:b> ?l } { ${text} }`, ours, { base, services })
    if (constructed.form !== 'quads') throw new Error(constructed.form)
    expect((await all(constructed.quads)).map(({ object }) => object.value)).toEqual(['Moskva'])
    expect(await answer(`ASK { ${text} }`, ours, { base, services })).toMatchObject({ value: true })
    const described = await answer(`DESCRIBE ?c { SERVICE <${endpoint}> { ?c wdt:P6 ?m } }`, ours, {
      base,
      services
    })
    if (described.form !== 'quads') throw new Error(described.form)
    expect((await all(described.quads)).length).toBeGreaterThan(2)
  })
})

describe('the query that is sent', () => {
  test.each([
    ['?s wdt:P6 ?p OPTIONAL { ?p wdt:P19 ?b }', /VALUES[^}]*\}\s*\?s <[^>]*P6> \?p \.\s*OPTIONAL/],
    ['?x wdt:P6 ?p OPTIONAL { ?p wdt:P19 ?s }', /VALUES[^}]*\}\s*\{\s*\?x <[^>]*P6> \?p \.\s*OPTIONAL/],
    ['?s wdt:P6 ?p FILTER(?s != ?p)', /VALUES[^}]*\}\s*\?s <[^>]*P6> \?p \.\s*FILTER/],
    ['{ ?s wdt:P6 ?p } UNION { ?x wdt:P6 ?p } FILTER(BOUND(?s))', /VALUES[^}]*\}\s*\{\s*\{/],
    ['?s wdt:P6 ?p BIND(STR(?p) AS ?q)', /VALUES[^}]*\}\s*\?s <[^>]*P6> \?p \.\s*BIND/],
    ['?p wdt:P6 ?q BIND(?p AS ?s)', /VALUES[^}]*\}\s*\{\s*\?p <[^>]*P6> \?q \.\s*BIND/],
    ['?s wdt:P6 ?p MINUS { ?s wdt:P36 ?p }', /VALUES[^}]*\}\s*\?s <[^>]*P6> \?p \.\s*MINUS/],
    ['?x wdt:P6 ?p OPTIONAL { ?x wdt:P36 ?s } MINUS { ?s wdt:P36 ?p }', /VALUES[^}]*\}\s*\{\s*\?x/],
    ['{ ?s wdt:P6 ?p } UNION { ?s wdt:P36 ?p }', /VALUES[^}]*\}\s*\{[^}]*\}\s*UNION/],
    ['SELECT ?s (COUNT(*) AS ?n) { ?s wdt:P6 ?p } GROUP BY ?s', /VALUES[^}]*\}\s*\{\s*SELECT/]
  ])('has values where they may stand: %s', async (group, expected) => {
    await rowsOf(`SELECT * { ?s wdt:P17 ?l SERVICE @E { ${group} } }`)
    expect(remote.queries[0]).toMatch(expected)
  })

  test('is none where it would not mean the same', async () => {
    const group = 'SELECT (COUNT(*) AS ?n) { ?s wdt:P6 ?p } GROUP BY ?s HAVING(?n > 1)'
    expect(await errorOf(`SELECT * { SERVICE @E { ${group} } }`)).toMatchObject({ code: 'unsupported' })
    expect(remote.queries).toEqual([])
  })
})

describe('what is refused', () => {
  test.each([
    'SELECT * { SERVICE <https://example.com/sparql> { ?s ?p ?o } }',
    'SELECT * { SERVICE SILENT <https://example.com/sparql> { ?s ?p ?o } }',
    'SELECT * { SERVICE @E { SERVICE <https://example.com/sparql> { ?s ?p ?o } } }'
  ])('%s', async query => {
    const error = await errorOf(query)
    expect(error).toMatchObject({ code: 'service', message: expect.stringContaining(endpoint) })
    expect(error.place).toBeDefined()
    expect(remote.queries).toEqual([])
  })

  test('any, where none is allowed', async () => {
    const query = 'SELECT * { SERVICE @E { ?s ?p ?o } }'
    expect(await errorOf(query, { services: undefined })).toMatchObject({ code: 'service' })
    expect(await errorOf(query, { services: { allowed: [], ask: client() } })).toMatchObject({
      code: 'service'
    })
    expect(
      await errorOf('SELECT * { BIND(@E AS ?e) SERVICE ?e { ?s ?p ?o } }', { services: undefined })
    ).toMatchObject({
      code: 'service'
    })
  })

  test('too many requests', async () => {
    const many = storeFrom(Array.from({ length: 10_050 }, (_, i) => `e:Q${i + 1} :in :list .`).join('\n'))
    const ask: AskService = async () => '{"results":{"bindings":[]}}'
    const options: QueryOptions = { base, services: { allowed: [endpoint], ask } }
    const found = await answer(
      `SELECT * { ?s <urn:t:in> ?l SERVICE <${endpoint}> { ?s wdt:P1082 ?p } }`,
      many,
      options
    )
    if (found.form !== 'bindings') throw new Error(found.form)
    await expect(all(found.rows)).rejects.toMatchObject({ code: 'too-large' })
  })
})

const failing = 'SELECT ?s ?l { ?s wdt:P17 ?x SERVICE @E { ?s rdfs:label ?l } }'
const silent = failing.replace('SERVICE', 'SERVICE SILENT')

describe('failures', () => {
  const json = { 'Content-Type': 'application/sparql-results+json' }
  test.each<[string, number, Record<string, string>, string, RegExp]>([
    ['a status', 500, json, '', /status 500/],
    ['another form', 200, { 'Content-Type': 'text/html' }, '<p>', /not results/],
    ['what is not JSON', 200, json, '{', /not JSON/],
    ['no results', 200, json, '{"boolean":true}', /no bindings/],
    ['no term', 200, json, '{"results":{"bindings":[{"s":{"type":"uri"}}]}}', /not a term/],
    ['a solution too short', 200, json, '{"results":{"bindings":[{}]}}', /has no \?/],
    ['too much', 200, json, ' '.repeat(200_000), /more than 100000 bytes/],
    ['what is not UTF-8', 200, json, '\u00ff', /UTF-8/],
    ['a redirect away', 307, { Location: 'http://127.0.0.1:1/admin' }, '', /redirects/],
    ['a redirect to the same again and again', 307, { Location: '/sparql' }, '', /status 307/]
  ])('%s', async (_, status, headers, body, message) => {
    remote.before = (_, response) => {
      response.writeHead(status, headers).end(Buffer.from(body, 'latin1'))
      return true
    }
    const options = { services: { ...services, ask: client({ size: 100_000 }) } }
    expect(await errorOf(failing, options)).toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(message)
    })
    expect(await rowsOf(silent, options)).toEqual(['<e:Q649> -'])
  })

  test('an answer that breaks off', async () => {
    remote.before = (_, response) => {
      response.writeHead(200, { ...json, 'Content-Length': '1000' }).write('{')
      response.destroy()
      return true
    }
    expect(await errorOf(failing)).toMatchObject({ code: 'service-failed' })
    expect(await rowsOf(silent)).toEqual(['<e:Q649> -'])
  })

  test('nobody there', async () => {
    const nowhere = 'http://127.0.0.1:1/'
    const options = { services: { allowed: [nowhere], ask: client({ allowPrivate: [nowhere] }) } }
    const query = `SELECT * { ?s wdt:P17 ?x SERVICE <${nowhere}> { ?s rdfs:label ?l } }`
    expect(await errorOf(query, options)).toMatchObject({ code: 'service-failed' })
    expect(await rowsOf(query.replace('SERVICE', 'SERVICE SILENT'), options)).toHaveLength(1)
  })

  test('too slow an answer', async () => {
    remote.before = (_, response) => {
      response.writeHead(200, json).write('{')
      return true
    }
    const options = { services: { ...services, ask: client({ timeout: 50 }) } }
    expect(await errorOf(failing, options)).toMatchObject({ code: 'service-late' })
    expect(await rowsOf(silent, options)).toEqual(['<e:Q649> -'])
  })

  test('binds nothing alone', async () => {
    remote.before = (_, response) => {
      response.writeHead(500).end()
      return true
    }
    expect(await rowsOf('SELECT ?l { SERVICE SILENT @E { ?s rdfs:label ?l } }')).toEqual(['-'])
    expect(await rowsOf('SELECT ?l { { SERVICE SILENT @E { ?s rdfs:label ?l } } UNION {} }')).toEqual([
      '-',
      '-'
    ])
  })

  test('is passed over for all that is left', async () => {
    remote.before = (_, response) => {
      response.writeHead(500).end()
      return true
    }
    const many = storeFrom(Array.from({ length: 2_500 }, (_, i) => `e:Q${i + 1} :in :list .`).join('\n'))
    const query = 'SELECT * { ?s :in ?l SERVICE SILENT @E { ?s wdt:P1082 ?p } }'
    expect(await rowsOf(query, {}, many)).toHaveLength(2_500)
    expect(remote.queries).toHaveLength(3)
  })

  test('the time of the query', async () => {
    remote.before = () => true
    for (const query of [failing, silent])
      expect(await errorOf(query, { limits: { timeout: 100 } })).toMatchObject({ code: 'timeout' })
    await pause(50)
    expect(remote.left).toHaveLength(2)
  })

  test('somebody who leaves', async () => {
    remote.before = () => true
    const leaving = new AbortController()
    const asked = errorOf(silent, { signal: leaving.signal })
    while (remote.queries.length === 0) await pause(5)
    leaving.abort()
    expect(await asked).toMatchObject({ code: 'aborted' })
    while (remote.left.length === 0) await pause(5)
  })

  test('somebody who has seen enough', async () => {
    remote.before = (_, __, query) => query.includes('P1082')
    const union =
      'SELECT ?l { { SERVICE @E { wd:Q649 rdfs:label ?l } } UNION { SERVICE @E { ?s wdt:P1082 ?l } } }'
    expect(await rowsOf(`${union} LIMIT 1`)).toHaveLength(1)
    expect(remote.queries).toHaveLength(1)
  })

  test('a redirect to what may be asked is followed', async () => {
    remote.before = ({ url }, response) => {
      if (url === '/other') return false
      response.writeHead(308, { Location: '/other' }).end()
      return true
    }
    expect(await rowsOf(failing)).toEqual(['<e:Q649> "Moskva"@ru'])
  })
})

describe('addresses that are not public', () => {
  const asking = async (address: string, options: ServiceClientOptions = {}): Promise<unknown> =>
    serviceClient({ timeout: 5000, ...options })({
      endpoint: address,
      query: 'SELECT * {}',
      allowed: [address, endpoint],
      signal: new AbortController().signal
    }).then(
      () => expect.fail(`${address} was asked`),
      (error: unknown) => error
    )

  test.each([
    '127.0.0.1',
    'localhost',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '169.254.169.254',
    '10.1.2.3',
    '100.64.0.1',
    '192.168.1.1',
    '172.31.255.255',
    '224.0.0.1'
  ])('%s', async host => {
    for (const scheme of ['http', 'https'])
      expect(await asking(`${scheme}://${host}:${remote.port}/sparql`)).toMatchObject({
        code: 'service-failed',
        message: expect.stringContaining('not one of the public Internet')
      })
    expect(remote.queries).toEqual([])
  })

  test('where a redirect leads', async () => {
    remote.before = ({ url }, response) => {
      if (url !== '/start') return false
      response.writeHead(307, { Location: endpoint }).end()
      return true
    }
    const start = `http://127.0.0.1:${remote.port}/start`
    expect(await asking(start, { allowPrivate: [start] })).toMatchObject({
      message: expect.stringContaining('not one of the public Internet')
    })
    expect(remote.queries).toHaveLength(1)
  })

  test('are told from public ones', () => {
    for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2620:0:861:ed1a::1', '::ffff:8.8.8.8'])
      expect(isPublic(address), address).toBe(true)
    for (const address of ['fe80::1%lo', 'name', '', '::ffff:10.0.0.1'])
      expect(isPublic(address), address).toBe(false)
  })

  test('so many at the same time', async () => {
    let [now, most] = [0, 0]
    remote.before = (_, response) => {
      most = Math.max(most, ++now)
      setTimeout(() => {
        now--
        response.writeHead(500).end()
      }, 20)
      return true
    }
    const ask = client({ parallel: 2 })
    const { signal } = new AbortController()
    await Promise.allSettled(
      Array.from({ length: 6 }, () => ask({ endpoint, query: 'x', allowed: [endpoint], signal }))
    )
    expect(remote.queries).toHaveLength(6)
    expect(most).toBe(2)
  })
})

const fixture = await publishedFixture('http://127.0.0.1:8787/')

describe('the client on Workers', () => {
  const { signal } = new AbortController()
  const asking = () =>
    askOnWorkers({ endpoint, query: 'SELECT * { ?s ?p ?o } LIMIT 1', allowed: [endpoint, other], signal })

  test('asks, and follows redirects only to what may be asked', async () => {
    expect(JSON.parse(await asking()).results.bindings).toHaveLength(1)
    const redirect = (location: string) => {
      remote.before = ({ url }, response) => {
        if (url === '/other') return false
        response.writeHead(308, { Location: location }).end()
        return true
      }
    }
    redirect('/other')
    expect(JSON.parse(await asking()).results.bindings).toHaveLength(1)
    redirect('/elsewhere')
    await expect(asking()).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(/redirects/)
    })
    redirect('/sparql')
    await expect(asking()).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(/status 308/)
    })
  })

  test.each<[string, number, string, string]>([
    ['a status', 503, 'application/json', '{}'],
    ['another form', 200, 'text/html', ''],
    ['too much', 200, 'application/json', ' '.repeat(16 * 1024 * 1024 + 1)]
  ])('fails for %s', async (_, status, type, body) => {
    remote.before = (_, response) => {
      response.writeHead(status, { 'Content-Type': type }).end(body)
      return true
    }
    await expect(asking()).rejects.toMatchObject({ code: 'service-failed' })
  })
})

describe('beside the rest', () => {
  const wikidata = 'http://www.wikidata.org/entity/'

  test('answers name items as Wikidata does', async () => {
    const query = 'SELECT ?c ?p { ?c wdt:P17 ?l SERVICE @E { ?c wdt:P6 ?p } }'
    expect(await rowsOf(query, { identity: 'wikidata' })).toEqual([`<${wikidata}Q649> <${wikidata}Q17269>`])
    expect(await rowsOf(query)).toEqual(['<e:Q649> <e:Q17269>'])
  })

  test.each(['own', 'wikidata'] as const)('texts of IRIs are sent as they are: %s', async identity => {
    const query = `SELECT ?n ?q { SERVICE @E {
      wd:Q649 wdt:P6 ?p
      BIND(STRAFTER(STR(?p), "${wikidata}") AS ?n)
      BIND(IRI(CONCAT("${wikidata}", ?n)) AS ?q)
      ?q rdfs:label "somebody"@en
    } }`
    const entities = identity === 'own' ? 'e:' : wikidata
    expect(await rowsOf(query, { identity })).toEqual([`"Q17269" <${entities}Q17269>`])
    expect(remote.queries[0]).not.toContain(base)
  })

  test('labels are those of the dataset, and inside of the other endpoint', async () => {
    const label = 'SERVICE wikibase:label { bd:serviceParam wikibase:language "en" }'
    expect(await rowsOf(`SELECT ?c ?cLabel { SERVICE @E { ?c wdt:P17 wd:Q159 } ${label} }`)).toEqual([
      '<e:Q649> "Moscow"@en'
    ])
    expect(await rowsOf(`SELECT ?p ?pLabel { SERVICE @E { wd:Q649 wdt:P6 ?p ${label} } }`)).toEqual([
      '<e:Q17269> "somebody"@en'
    ])
  })

  test('places around somewhere are left to the other endpoint', async () => {
    const around = `SERVICE wikibase:around {
      ?c wdt:P625 ?l . bd:serviceParam wikibase:center ?here ; wikibase:radius "50" ; wikibase:distance ?d }`
    const query = `SELECT ?c ?name { SERVICE @E { BIND("Point(44.5 40.2)"^^geo:wktLiteral AS ?here) ${around} ?c rdfs:label ?name } }`
    expect(await rowsOf(query)).toEqual(['<e:Q1953> "Yerevan"@en'])
    expect(remote.queries).toEqual([expect.stringContaining('SERVICE <http://wikiba.se/ontology#around>')])
  })

  test('a query is read again for another list', async () => {
    const query = 'SELECT ?l { SERVICE @E { wd:Q649 rdfs:label ?l } }'
    expect(await rowsOf(query)).toHaveLength(1)
    expect((await errorOf(query, { services: { ...services, allowed: [other] } })).code).toBe('service')
    expect((await errorOf(query, { services: undefined })).code).toBe('service')
  })
})

describe('the site', () => {
  const published = { ...fixture, manifest: { ...fixture.manifest, federation: [endpoint] } }
  const problemOf = async (address: string, options = {}): Promise<unknown> => {
    const app = createApp(published, { askService: client({ timeout: 50 }), ...options })
    const query = `SELECT * { SERVICE <${address}> { ?s rdfs:label ?l } }`
    const url = `http://127.0.0.1:8787/sparql?query=${encodeURIComponent(query)}`
    const response = await app.request(url, { headers: { Accept: 'application/sparql-results+json' } })
    return response.ok ? response.json() : response.json().then(problem => [response.status, problem.code])
  }

  test('asks what the manifest allows', async () => {
    expect(await problemOf(endpoint)).toMatchObject({ results: { bindings: expect.any(Array) } })
    expect(await problemOf('https://example.com/sparql')).toEqual([403, 'service-refused'])
    expect(await problemOf(endpoint, { askService: undefined })).toEqual([403, 'service-refused'])
    remote.before = (_, response) => {
      response.writeHead(500).end()
      return true
    }
    expect(await problemOf(endpoint)).toEqual([502, 'service-failed'])
    remote.before = () => true
    expect(await problemOf(endpoint)).toEqual([504, 'service-late'])
  })

  test.each([0, 1])('asks with %d threads for queries', async threads => {
    const federation = { allowPrivate: [endpoint], timeout: 500 }
    const server = await serve(published, { port: 0, threads, federation })
    try {
      const asked = async (address: string, path = 'sparql'): Promise<string> => {
        const query = `SELECT ?p { SERVICE <${address}> { wd:Q649 wdt:P6 ?p } }`
        const url = `${server.url}${path}?format=csv&query=${encodeURIComponent(query)}`
        const response = await fetch(url)
        return `${response.status} ${await response.text()}`
      }
      expect(await asked(endpoint)).toBe(`200 p\r\n${published.manifest.base}entity/Q17269\r\n`)
      expect(await asked(endpoint, 'sparql/wikidata')).toBe(
        '200 p\r\nhttp://www.wikidata.org/entity/Q17269\r\n'
      )
      expect(await asked('https://example.com/sparql')).toMatch(/^403 [\s\S]*"service-refused"/)
      remote.before = () => true
      expect(await asked(endpoint)).toMatch(/^504 [\s\S]*"service-late"/)
    } finally {
      await server.close()
    }
  })
})
