import { describe, expect, test } from 'vitest'
import { openCompiled } from '../src/compiled/compiled.ts'
import {
  type Answer,
  answer,
  type ExplainedNode,
  explanationText,
  prepare,
  QueryError,
  type QueryOptions,
  type Row,
  resultFormats
} from '../src/query/query.ts'
import {
  defaultGraph,
  directedText,
  iri,
  langText,
  parseRdf,
  quad,
  quadLine,
  type Term,
  text,
  typed,
  XSD
} from '../src/rdf/rdf.ts'
import { openDump, type Store } from '../src/store/store.ts'
import { compiledBytes } from './compiled-stores.ts'
import { publishedFixture } from './fixtures/published.ts'

const base = 'http://127.0.0.1:8787/'
const { store } = await publishedFixture(base)

const ask = (query: string, options: Partial<QueryOptions> = {}, over: Store = store): Promise<Answer> =>
  answer(query, over, { base, ...options })

async function rowsOf(query: string, options: Partial<QueryOptions> = {}): Promise<Record<string, string>[]> {
  const found = await ask(query, options)
  if (found.form !== 'bindings') throw new Error(found.form)
  const rows: Record<string, string>[] = []
  for await (const row of found.rows)
    rows.push(
      Object.fromEntries(
        found.variables.flatMap(name => (row.get(name) ? [[name, row.get(name)!.value]] : []))
      )
    )
  return rows
}

async function linesOf(query: string): Promise<string[]> {
  const found = await ask(query)
  if (found.form !== 'quads') throw new Error(found.form)
  const lines: string[] = []
  for await (const quad of found.quads) lines.push(quadLine(quad))
  return lines
}

async function errorOf(
  query: string,
  options: Partial<QueryOptions> = {},
  over: Store = store
): Promise<QueryError> {
  try {
    const found = await ask(query, options, over)
    if (found.form === 'bindings') for await (const _ of found.rows);
    if (found.form === 'quads') for await (const _ of found.quads);
  } catch (error) {
    if (error instanceof QueryError) return error
    throw error
  }
  throw new Error(`no error: ${query}`)
}

describe('evaluation', () => {
  test.each([
    ['a join', 'SELECT ?l { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l }', 6],
    ['an optional', 'SELECT * { wd:Q318693 wdt:P527 ?m OPTIONAL { ?m schema:abstract ?a } }', 6],
    ['a union', 'SELECT * { { ?s wdt:P159 ?o } UNION { ?s wdt:P571 ?o } }', 2],
    ['a path', 'SELECT * { wd:Q318693 p:P527/ps:P527/rdfs:label ?l }', 7],
    ['an inverse path', 'SELECT * { wd:Q399 ^wdt:P527 ?org }', 1],
    ['a path of any length', 'SELECT DISTINCT ?x { wd:Q318693 (wdt:P527|wdt:P159)* ?x }', 8],
    ['not exists', 'SELECT * { ?m rdfs:label ?l ; owl:sameAs ?w FILTER NOT EXISTS { ?x wdt:P527 ?m } }', 5],
    ['minus', 'SELECT ?m { wd:Q318693 wdt:P527 ?m MINUS { ?m rdfs:label "Armenia"@en } }', 5],
    ['values', 'SELECT ?l { VALUES ?e { wd:Q649 wd:Q399 } ?e rdfs:label ?l }', 2],
    ['a named graph', 'SELECT * { GRAPH graph:encyclopedia { ?s ?p ?o } }', 1],
    ['order and slice', 'SELECT ?l { wd:Q318693 wdt:P527/rdfs:label ?l } ORDER BY ?l OFFSET 2 LIMIT 3', 3],
    ['a sub-select', 'SELECT * { { SELECT ?m { wd:Q318693 wdt:P527 ?m } LIMIT 2 } ?m rdfs:label ?l }', 2],
    ['a regular expression', 'SELECT * { ?s rdfs:label ?l FILTER REGEX(?l, "^k", "i") }', 2]
  ])('%s', async (_, query, count) => {
    expect(await rowsOf(query)).toHaveLength(count)
  })

  test('aggregates', async () => {
    expect(await rowsOf('SELECT (COUNT(?m) AS ?n) { wd:Q318693 wdt:P527 ?m }')).toEqual([{ n: '6' }])
    expect(
      await rowsOf('SELECT ?r (COUNT(*) AS ?n) { ?s prov:wasDerivedFrom ?r } GROUP BY ?r ORDER BY DESC(?n)')
    ).toMatchObject([{ n: '14' }, { n: '1' }])
  })

  test('lets HAVING use the names of aggregates', async () => {
    const counted = 'SELECT ?r (COUNT(*) AS ?n) { ?s prov:wasDerivedFrom ?r } GROUP BY ?r'
    expect(await rowsOf(`${counted} HAVING(?n > 1)`)).toMatchObject([{ n: '14' }])
    expect(await rowsOf(`${counted} HAVING(?n > 1 && COUNT(?s) < 9)`)).toEqual([])
    expect(await rowsOf(`${counted} HAVING(COUNT(*) < 9) ORDER BY ?n LIMIT 1`)).toMatchObject([{ n: '1' }])
    expect(await rowsOf(`SELECT ?n { { ${counted} HAVING(?n > 1) (?n < 99) } }`)).toEqual([{ n: '14' }])
  })

  test('orders ascending by label', async () => {
    const rows = await rowsOf('SELECT ?l { wd:Q318693 wdt:P527/rdfs:label ?l } ORDER BY ?l')
    expect(rows.map(row => row['l'])).toEqual([
      'Armenia',
      'Belarus',
      'Kazakhstan',
      'Kyrgyzstan',
      'Russia',
      'Tajikistan'
    ])
  })

  test('keeps the order in which SELECT * writes its variables', async () => {
    const found = await ask('SELECT * { ?z wdt:P527 ?a . ?a rdfs:label ?m }')
    expect(found).toMatchObject({ form: 'bindings', variables: ['z', 'a', 'm'] })
  })

  test.each([
    ['SELECT (IRI("x") AS ?i) {}', `${base}x`],
    [
      'BASE <urn:a:b> BASE <http://a.example/b/> BASE <c/> SELECT (IRI("x") AS ?i) {}',
      'http://a.example/b/c/x'
    ]
  ])('resolves what IRI() is given: %s', async (query, i) => {
    expect(await rowsOf(query)).toEqual([{ i }])
  })

  test('reduces no solutions that differ in a language alone', async () => {
    const values = 'VALUES ?v { "a" "a"@en "a"@de }'
    expect(await rowsOf(`SELECT REDUCED ?v { ${values} }`)).toHaveLength(3)
  })

  test('lets a query redeclare a prefix', async () => {
    expect(await rowsOf('PREFIX wdt: <urn:x> SELECT * { ?s wdt:P527 ?o }')).toEqual([])
    expect(await rowsOf('SELECT * { ?s wdt:P527 ?o }')).toHaveLength(6)
  })

  test('describes like the entity document', async () => {
    const lines = await linesOf('DESCRIBE wd:Q318693')
    expect(lines[0]).toContain('#type')
    expect(lines.join('\n')).toContain('"North Korea"@en')
    expect(await linesOf('DESCRIBE ?m { wd:Q318693 wdt:P527 ?m } ORDER BY ?m LIMIT 2')).toHaveLength(4)
    expect(await linesOf('DESCRIBE <urn:nothing>')).toEqual([])
  })

  test('limits solutions, not triples, of CONSTRUCT', async () => {
    const construct =
      'CONSTRUCT { ?m rdfs:label ?l ; rdfs:comment ?l } { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l } ORDER BY ?l'
    expect(await linesOf(`${construct} LIMIT 2`)).toHaveLength(4)
    expect(await linesOf(`${construct} OFFSET 5`)).toHaveLength(2)
  })

  test('chooses datasets among loaded graphs', async () => {
    const graph = `${base}graph/encyclopedia`
    expect(await rowsOf(`SELECT * FROM <${graph}> { ?s ?p ?o }`)).toHaveLength(1)
    expect(await rowsOf(`SELECT * FROM NAMED <${graph}> { ?s ?p ?o }`)).toEqual([])
    expect(await rowsOf(`SELECT * FROM NAMED <${graph}> { GRAPH ?g { ?s ?p ?o } }`)).toHaveLength(1)
    // The triple that both sources make is there once.
    expect(
      await rowsOf(`SELECT * FROM <${graph}> FROM <${base}graph/Заметки/CSTO> { ?s ?p ?o }`)
    ).toHaveLength(8)
    const dataset = { default: [], named: [graph] }
    expect(await rowsOf('SELECT * { GRAPH ?g { ?s ?p ?o } }', { dataset })).toHaveLength(1)
  })
})

describe('constants of Wikidata', () => {
  test.each([
    ['stay as objects of owl:sameAs', 'SELECT ?s { ?s owl:sameAs wd:Q649 }', 1],
    ['stay when compared with such an object', 'SELECT ?s { ?s owl:sameAs ?w FILTER(?w = wd:Q649) }', 1],
    [
      'stay in a list beside such an object',
      'SELECT ?s { ?s owl:sameAs ?w FILTER(?w IN (wd:Q649, wd:Q399)) }',
      2
    ],
    ['stay as values of such an object', 'SELECT ?s { VALUES ?w { wd:Q649 } ?s owl:sameAs ?w }', 1],
    ['stay at the end of such a path', 'SELECT ?s { ?s (owl:sameAs|schema:sameAs) wd:Q649 }', 1],
    ['are ours as subjects', 'SELECT ?o { wd:Q649 rdfs:label ?o }', 1],
    ['are ours as objects', 'SELECT ?s { ?s wdt:P159 wd:Q649 }', 1],
    ['are ours in filters', 'SELECT ?s { ?s wdt:P159 ?o FILTER(?o IN (wd:Q649)) }', 1],
    ['are ours in exists', 'SELECT ?s { ?s wdt:P31 ?o FILTER EXISTS { ?s wdt:P159 wd:Q649 } }', 1],
    ['are ours at ends of paths', 'SELECT ?s { ?s p:P159/ps:P159 wd:Q649 }', 1],
    ['are ours in BIND', 'SELECT ?l { BIND(wd:Q649 AS ?e) ?e rdfs:label ?l }', 1],
    ['are properties when they are', 'SELECT ?l { wd:P527 rdfs:label ?l }', 1]
  ])('%s', async (_, query, count) => {
    expect(await rowsOf(query)).toHaveLength(count)
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'malformed', 1, 1],
    ['# nothing', 'malformed', 1, 1],
    ['SELECT ?m {\n ?m ?p }', 'malformed', 2, 8],
    ['SELECT * { ?s ?p ?o } }', 'malformed', 1, 23],
    ['SELECT * { ?s ?p "a\nb" }', 'malformed', 1, 18],
    ['SELECT * { "}" nope:p ?o }', 'malformed', 1, 16],
    ['SELECT * { # {\r\n ?s ?p', 'malformed', 2, 7],
    ['SELECT (1 AS ?o) { ?s ?p ?o }', 'malformed', 1, 11],
    ['SELECT (1 AS ?o) { { SELECT * { ?s ?p ?q {| ?o 1 |} } } }', 'malformed', 1, 11],
    ['SELECT (1 AS ?x) {} VALUES ?x { 1 }', 'malformed', 1, 11],
    ['ASK {\n { SELECT (1 as $s) { ?s ?p ?o } GROUP BY ?s } }', 'malformed', 2, 14],
    ['ASK { { SELECT (1 AS ?x) {} GROUP BY (2 AS ?x) } }', 'malformed', 1, 19],
    ['ASK { VALUES (?a ?b ?a) { (1 2 3) } }', 'malformed', 1, 7],
    ['PREFIX a: <urn:a>\n# and no more', 'malformed', 2, 14],
    [`ASK {\n${'FILTER(1)'.repeat(301)} }`, 'too-complex', 2, 2701],
    ['INSERT DATA { <urn:a> <urn:b> <urn:c> }', 'update', 1, 1],
    ['LOAD <http://127.0.0.1/>', 'update', 1, 1],
    ['SELECT * {\n # SERVICE\n SERVICE <urn:x> { ?s ?p ?o } }', 'service', 3, 2],
    ['SELECT * { SERVICE wikibase:label { ?s ?p ?o } }', 'service', 1, 12],
    [`ASK ${'{'.repeat(201)}${'}'.repeat(201)}`, 'too-complex', 1, 205]
  ] as const)('%j is %s', async (query, code, line, column) => {
    expect(await errorOf(query)).toMatchObject({ code, place: { line, column } })
  })

  test.each([
    'SELECT (COUNT(?s) AS ?s) { ?s ?p ?o }',
    'SELECT (1 AS ?s) { ?s ?p ?o } GROUP BY ?p',
    'SELECT (1 AS ?s) { ?x ?p ?o FILTER(?s = 1) MINUS { ?s ?p 1 } }',
    'SELECT (1 AS ?s) { { SELECT ?p { ?s ?p ?o } } }',
    'SELECT (1 AS ?s) { FILTER EXISTS { { SELECT (COUNT(*) AS ?s) { ?s ?p ?o } } } }'
  ])('no variable that is new where AS names it: %s', async query => {
    expect(await ask(query)).toMatchObject({ form: 'bindings' })
  })

  test('a function that nobody knows', async () => {
    expect(await errorOf('SELECT * { ?s ?p ?o FILTER(<urn:f>(?o)) }')).toMatchObject({ code: 'unsupported' })
  })

  test('a variable that is not grouped', async () => {
    expect(await errorOf('SELECT ?s { ?s ?p ?o } GROUP BY ?p')).toMatchObject({ code: 'malformed' })
  })

  test('what would take the parser or the planner more than linear time', async () => {
    expect(await errorOf(`ASK { ?s ?p <${'a'.repeat(500_000)} }`)).toMatchObject({ code: 'malformed' })
    for (const part of ['?s ?p ?o . ', 'OPTIONAL { ?s ?p ?o } ', '{} UNION {} '])
      expect(await errorOf(`ASK { ${part.repeat(5000)} }`)).toMatchObject({ code: 'too-complex' })
    expect(await errorOf(`ASK { ?s ${'<urn:a>/'.repeat(5000)}<urn:a> ?o }`)).toMatchObject({
      code: 'too-complex'
    })
    const most = `ASK { VALUES ?x { ${Array.from({ length: 130_000 }, (_, i) => i).join(' ')} } FILTER(?x IN (${'1,'.repeat(130_000)}1)) }`
    expect(await ask(most)).toEqual({ form: 'boolean', engine: 'own', value: true })
    const many = `ASK { VALUES ?x { ${'1 '.repeat(20_000)} } FILTER(?x IN (${'1, '.repeat(1000)}1)) }`
    expect(await ask(many)).toEqual({ form: 'boolean', engine: 'own', value: true })
  })

  test.each([150_000, 510_000])('a list of %i', async length => {
    expect(await errorOf(`ASK { ?s ?p (${'1 '.repeat(length)}) }`)).toMatchObject({ code: 'too-complex' })
  })

  test('an escape of no character', async () => {
    for (const escaped of ['\\uD800', '\\U00110000'])
      expect([escaped, await errorOf(`ASK { ?s ?p "${escaped}" }`)]).toMatchObject([
        escaped,
        { code: 'malformed' }
      ])
  })

  test('nesting within the limit is answered', async () => {
    expect(await ask(`ASK ${'{'.repeat(199)}${'}'.repeat(199)}`)).toEqual({
      form: 'boolean',
      engine: 'own',
      value: true
    })
  })
})

describe('limits', () => {
  const heavy = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d) }'

  test('a query that takes too long', async () => {
    expect(await errorOf(heavy, { limits: { timeout: 30 } })).toMatchObject({ code: 'timeout' })
  })

  test('a path that comes back to the same things again and again', async () => {
    const nodes = Array.from({ length: 200 }, (_, i) => iri(`urn:n${i}`))
    const links = nodes.flatMap(from => nodes.map(to => quad(from, iri('urn:p'), to)))
    const dense = openCompiled(compiledBytes(links).buffer)
    for (const path of ['(<urn:p>+)+', '(<urn:p>+/<urn:p>+)+'])
      expect(
        await errorOf(`ASK { <urn:n0> ${path} <urn:x> }`, { limits: { timeout: 30 } }, dense)
      ).toMatchObject({ code: 'timeout' })
  })

  test.each([
    ['FILTER', 'SELECT ?x { ROWS FILTER(LONG) }'],
    ['BIND', 'SELECT ?x { ROWS BIND(LONG AS ?y) }'],
    ['an aggregate', 'SELECT (COUNT(LONG) AS ?n) { ROWS }'],
    ['ORDER BY', 'SELECT ?x { ROWS } ORDER BY (LONG)']
  ])('the few rows of %s that has much to compare do not keep others waiting', async (_, text) => {
    const list = Array.from({ length: 10_000 }, (_, i) => `<urn:${i}>`).join(', ')
    const query = text
      .replace('ROWS', `VALUES ?x { ${'<urn:x> '.repeat(400)} }`)
      .replace('LONG', `?x IN (${list})`)
    let turns = 0
    const others = setInterval(() => (turns += 1))
    await rowsOf(query)
    clearInterval(others)
    expect(turns).toBeGreaterThan(2)
  })

  test('a client that leaves', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    expect(await errorOf(heavy, { signal: controller.signal })).toMatchObject({ code: 'aborted' })
    expect(await errorOf('ASK {}', { signal: AbortSignal.abort() })).toMatchObject({ code: 'aborted' })
  })

  test('an answer that is too large', async () => {
    expect(await errorOf('SELECT * { ?s ?p ?o }', { limits: { rows: 3 } })).toMatchObject({
      code: 'too-large'
    })
    expect(await errorOf('CONSTRUCT WHERE { ?s ?p ?o }', { limits: { rows: 3 } })).toMatchObject({
      code: 'too-large'
    })
    expect(await rowsOf('SELECT * { ?s ?p ?o } LIMIT 3', { limits: { rows: 3 } })).toHaveLength(3)
  })
})

describe('an explanation', () => {
  const explain = (query: string) => prepare(query, { base }).explain(store)
  const all = function* (node: ExplainedNode): Iterable<ExplainedNode> {
    yield node
    for (const part of node.parts) yield* all(part)
  }

  test('tells of each part of the plan how many solutions were expected, and came', async () => {
    const query = 'SELECT ?s { ?s ?p ?o OPTIONAL { ?s rdfs:label ?l } FILTER(ISIRI(?s)) } ORDER BY ?s LIMIT 3'
    const found = await explain(query)
    if (found.engine !== 'own') throw new Error('another engine')
    expect(found.solutions).toBe(3)
    const nodes = [...all(found.root)]
    expect(nodes.map(({ what }) => what.replace(/ .*/, ''))).toEqual([
      'slice',
      'project',
      'order',
      'optional',
      'join,',
      '?s',
      '?s'
    ])
    expect(nodes[5]).toMatchObject({ solutions: store.count(null, null, null, defaultGraph), starts: 1 })
    expect(explanationText(found)).toMatch(/3 solutions in \d/)
  })

  test('is there for every form of query, and ends at the first solution of ASK', async () => {
    for (const query of ['ASK { ?s ?p ?o }', 'CONSTRUCT WHERE { ?s ?p ?o }', 'DESCRIBE ?s { ?s ?p ?o }'])
      expect(await explain(query)).toMatchObject({ engine: 'own' })
  })
})

describe('results formats', () => {
  const write = async (
    extension: string,
    variables: string[],
    rows: Record<string, Term>[]
  ): Promise<string> => {
    const format = resultFormats.find(row => row.extension === extension)!
    const asBatches = async function* (): AsyncIterable<readonly Row[]> {
      for (const row of rows) yield [{ get: name => (Object.hasOwn(row, name) ? row[name] : undefined) }]
    }
    let written = ''
    for await (const part of format.write({ form: 'bindings', variables, batches: asBatches() }))
      written += part
    return written
  }
  const blank = (label: string) => parseRdf(`_:${label} <urn:p> <urn:o> .`, 'nt')[0]!.subject
  const [b, c] = [blank('one'), blank('two')]
  const rows: Record<string, Term>[] = [
    { iri: iri('http://example.org/é'), text: text('a "quoted", line\r\nbreak\tand <tag> & \u0001') },
    { iri: b, text: langText('Ж', 'ru') },
    { iri: c, text: typed('1', `${XSD}integer`) },
    { iri: b, text: directedText('שלום', 'he', 'rtl') },
    {}
  ]

  test('JSON', async () => {
    expect(JSON.parse(await write('json', ['iri', 'text'], rows))).toEqual({
      head: { vars: ['iri', 'text'] },
      results: {
        bindings: [
          {
            iri: { type: 'uri', value: 'http://example.org/é' },
            text: { type: 'literal', value: 'a "quoted", line\r\nbreak\tand <tag> & \u0001' }
          },
          { iri: { type: 'bnode', value: 'b0' }, text: { type: 'literal', value: 'Ж', 'xml:lang': 'ru' } },
          {
            iri: { type: 'bnode', value: 'b1' },
            text: { type: 'literal', value: '1', datatype: `${XSD}integer` }
          },
          {
            iri: { type: 'bnode', value: 'b0' },
            text: { type: 'literal', value: 'שלום', 'xml:lang': 'he', 'its:dir': 'rtl' }
          },
          {}
        ]
      }
    })
  })

  test('XML', async () => {
    expect(await write('xml', ['iri', 'text'], rows)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#">
<head><variable name="iri"/><variable name="text"/></head>
<results>
<result><binding name="iri"><uri>http://example.org/é</uri></binding><binding name="text"><literal>a &quot;quoted&quot;, line&#xD;
break	and &lt;tag&gt; &amp; \ufffd</literal></binding></result>
<result><binding name="iri"><bnode>b0</bnode></binding><binding name="text"><literal xml:lang="ru">Ж</literal></binding></result>
<result><binding name="iri"><bnode>b1</bnode></binding><binding name="text"><literal datatype="${XSD}integer">1</literal></binding></result>
<result><binding name="iri"><bnode>b0</bnode></binding><binding name="text"><literal xml:lang="he" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" its:dir="rtl">שלום</literal></binding></result>
<result></result>
</results>
</sparql>
`)
  })

  test('CSV', async () => {
    expect(await write('csv', ['iri', 'text'], rows)).toBe(
      'iri,text\r\nhttp://example.org/é,"a ""quoted"", line\r\nbreak\tand <tag> & \u0001"\r\n_:b0,Ж\r\n_:b1,1\r\n_:b0,שלום\r\n,\r\n'
    )
  })

  test('TSV', async () => {
    expect(await write('tsv', ['iri', 'text'], rows)).toBe(
      `?iri\t?text\n<http://example.org/é>\t"a \\"quoted\\", line\\r\\nbreak\\tand <tag> & \\u0001"\n_:b0\t"Ж"@ru\n_:b1\t"1"^^<${XSD}integer>\n_:b0\t"שלום"@he--rtl\n\t\n`
    )
  })

  test('variables that share their names with methods of objects', async () => {
    const found = await ask('SELECT ?constructor ?__proto__ { BIND(1 AS ?__proto__) }')
    if (found.form !== 'bindings') throw new Error(found.form)
    let written = ''
    for await (const part of resultFormats[0]!.write(found)) written += part
    expect(written).toContain('{"__proto__":{"type":"literal","value":"1"')
  })
})

test('a store of no quads answers too', async () => {
  const found = await answer('SELECT * { ?s ?p ?o }', openDump(new Uint8Array()), { base })
  if (found.form !== 'bindings') throw new Error(found.form)
  for await (const _ of found.rows) throw new Error('a row')
})
