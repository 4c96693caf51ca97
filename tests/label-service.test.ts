import { describe, expect, test } from 'vitest'
import { type Operation, walk } from '../src/query/algebra.ts'
import { withoutLabelService } from '../src/query/label-service.ts'
import { parseQuery } from '../src/query/parse.ts'
import { type Answer, answer, QueryError, type QueryOptions } from '../src/query/query.ts'
import { parseRdf, quadLine, queryPrefixesOf, termText } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'

const base = 'http://example.org/'
const prologue = Object.entries(queryPrefixesOf(base))
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('')
const store = storeOf(
  parseRdf(
    `${prologue}
    e:Q1 rdfs:label "one"@en, "один"@ru ; skos:altLabel "1"@en, "unity"@en, "единица"@ru ;
      schema:description "a number"@en ; wdt:P1 e:Q2, e:Q3 ; wdt:P2 "x" .
    e:Q2 rdfs:label "два"@ru, "zwei"@de ; skos:altLabel "двойка"@ru ; wdt:P1 e:Q4 .
    e:Q3 rdfs:label "drei"@de-at, "3"@mul ; schema:description "число"@ru ; wdt:P1 _:b .
    e:note-four wdt:P1 e:Q4, <http://elsewhere.org/a/b> ; rdfs:label "four" .
    e:Q4 wdt:P1 "literal"@fr, 7 .
    GRAPH graph:g { e:Q4 rdfs:label "four, but in a graph"@en ; wdt:P1 e:Q1 }`,
    'trig'
  )
)

const ask = (query: string, options: Partial<QueryOptions> = {}): Promise<Answer> =>
  answer(query, store, { base, ...options })

/** The rows of an answer, each as its terms in Turtle's notation, `-` for none. */
async function rowsOf(query: string, options: Partial<QueryOptions> = {}): Promise<string[]> {
  const found = await ask(query, options)
  if (found.form !== 'bindings') throw new Error(found.form)
  const rows: string[] = []
  for await (const row of found.rows) {
    const terms = found.variables.map(name => row.get(name))
    rows.push(terms.map(term => (term ? termText(term).replaceAll(`${base}entity/`, '') : '-')).join(' '))
  }
  return rows
}

const sorted = async (query: string, options?: Partial<QueryOptions>) => (await rowsOf(query, options)).sort()

const service = (languages = 'en', inside = ''): string =>
  `SERVICE wikibase:label { bd:serviceParam wikibase:language "${languages}" . ${inside} }`

describe('by the names of variables', () => {
  test('gives each the first language that there is, or its id', async () => {
    const query = (languages: string) => `SELECT ?xLabel { ?x wdt:P1 [] . ${service(languages)} } ORDER BY ?x`
    const labels = async (languages: string) => [...new Set(await rowsOf(query(languages)))]
    expect(await labels('en')).toEqual(['"one"@en', '"Q2"', '"3"@mul', '"Q4"', '"note-four"'])
    expect(await labels('ru,en')).toEqual(['"один"@ru', '"два"@ru', '"3"@mul', '"Q4"', '"note-four"'])
    expect(await labels(' de , de-AT ,ru')).toEqual([
      '"один"@ru',
      '"zwei"@de',
      '"drei"@de-at',
      '"Q4"',
      '"note-four"'
    ])
    expect(await labels('mul,de-at')).toContain('"3"@mul')
  })

  test('takes the languages of whoever asks', async () => {
    const query = `SELECT ?xLabel { VALUES ?x { e:Q1 e:Q2 } ${service('[AUTO_LANGUAGE],ru')} } ORDER BY ?x`
    expect(await rowsOf(query)).toEqual(['"one"@en', '"два"@ru'])
    expect(await rowsOf(query, { languages: ['fr', 'DE'] })).toEqual(['"один"@ru', '"zwei"@de'])
    const none = 'SELECT ?xLabel { VALUES ?x { e:Q1 } SERVICE wikibase:label {} }'
    expect(await rowsOf(none, { languages: ['ru'] })).toEqual(['"один"@ru'])
  })

  test('takes languages that are told one by one', async () => {
    const both = 'bd:serviceParam wikibase:language "de" ; wikibase:language "ru"'
    expect(await rowsOf(`SELECT ?xLabel { VALUES ?x { e:Q1 } SERVICE wikibase:label { ${both} } }`)).toEqual([
      '"один"@ru'
    ])
  })

  test('joins aliases, and leaves what there is none of unbound', async () => {
    const query = `SELECT ?x ?xAltLabel ?xDescription { VALUES ?x { e:Q1 e:Q2 e:Q3 } ${service('en,ru')} }`
    expect(await sorted(query)).toEqual([
      '<Q1> "1, unity"@en "a number"@en',
      '<Q2> "двойка"@ru -',
      '<Q3> - "число"@ru'
    ])
  })

  test('names literals and other IRIs by their text, and blank nodes not at all', async () => {
    const query = `SELECT ?yLabel { ?x wdt:P1 ?y FILTER(?x != e:Q1) ${service()} }`
    expect(await sorted(query)).toEqual(
      ['"7"', '"Q4"', '"Q4"', '"http://elsewhere.org/a/b"', '"literal"', '-'].sort()
    )
  })

  test('leaves rows alone in which the subject is not bound', async () => {
    const query = `SELECT ?x ?y ?yLabel ?yAltLabel { VALUES ?x { e:Q1 e:Q9 } OPTIONAL { ?x wdt:P1 ?y } ${service('ru')} }`
    expect(await sorted(query)).toEqual([
      '<Q1> <Q2> "два"@ru "двойка"@ru',
      '<Q1> <Q3> "3"@mul -',
      '<Q9> - - -'
    ])
    const twice = `SELECT ?yLabel ?yDescription { OPTIONAL { e:Q9 wdt:P1 ?y } ${service()} }`
    expect(await rowsOf(twice)).toEqual(['- -'])
  })

  test('does nothing for names that are nobody’s', async () => {
    const query = `SELECT ?x ?Label ?zLabel ?yAltLabel { ?x wdt:P2 ?yAlt BIND("own" AS ?zLabel) BIND(?x AS ?z) ${service()} }`
    expect(await rowsOf(query)).toEqual(['<Q1> - "own" "x"'])
  })

  test('finds subjects anywhere in the group, wherever the service stands', async () => {
    for (const inside of [
      `${service()} ?x wdt:P1 ?y . ?y wdt:P1 ?z`,
      `?x wdt:P1 ?y . ${service()} ?y wdt:P1 ?z`,
      `?x wdt:P1 ?y . ${service()} OPTIONAL { ?x wdt:P2 ?p } ?y wdt:P1 ?z`,
      `?x wdt:P1 ?y . ${service()} OPTIONAL { ?x wdt:P2 ?p } MINUS { ?z wdt:P9 ?x } FILTER(BOUND(?x)) ?y wdt:P1 ?z`,
      `{ { ?x wdt:P1 ?y . ${service()} } } ?y wdt:P1 ?z`
    ])
      expect([inside, await sorted(`SELECT ?xLabel ?zLabel { ${inside} FILTER(?y = e:Q2) }`)]).toEqual([
        inside,
        ['"one"@en "Q4"']
      ])
  })
})

describe('by triples', () => {
  test('binds what is asked for', async () => {
    const inside =
      '?x rdfs:label ?name . ?x skos:altLabel ?other ; schema:description ?d . e:Q2 rdfs:label ?two ; skos:altLabel ?b'
    expect(
      await rowsOf(`SELECT ?x ?name ?other ?d ?two ?b ?xLabel { ?x wdt:P2 [] . ${service('ru', inside)} }`)
    ).toEqual(['<Q1> "один"@ru "единица"@ru - "два"@ru "двойка"@ru -'])
    expect(await rowsOf(`SELECT * { ?x wdt:P2 ?p . ${service('en', '?x rdfs:label ?name')} }`)).toEqual([
      '<Q1> "x" "one"@en'
    ])
    expect(await rowsOf(`SELECT * { ${service('en', 'wd:Q1 rdfs:label ?name ; wdt:P2 ?none')} }`)).toEqual([
      '"one"@en -'
    ])
  })

  test('two services do not mind each other', async () => {
    const query = `SELECT ?xLabel ?ru { ?x wdt:P2 [] . ${service('ru', '?x rdfs:label ?ru')} ${service()} ${service('ru')} }`
    expect(await rowsOf(query)).toEqual(['"one"@en "один"@ru'])
  })

  test.each([
    ['a filter', 'SERVICE wikibase:label { ?x rdfs:label ?l FILTER(?l = 1) }'],
    ['a path', 'SERVICE wikibase:label { ?x rdfs:label* ?l }'],
    ['a variable property', 'SERVICE wikibase:label { ?x ?p ?l }'],
    ['a value', 'SERVICE wikibase:label { ?x rdfs:label "one" }']
  ])('refuses %s', async (_, text) => {
    await expect(ask(`SELECT * { ?x wdt:P2 ?y .\n ${text} }`)).rejects.toMatchObject({
      code: 'service',
      place: { line: 2, column: 2 }
    })
  })

  test('refuses more than can be planned', async () => {
    const languages = Array.from({ length: 300 }, (_, i) => `x-${i}`).join()
    const error = await ask(`SELECT ?xLabel { ?x wdt:P2 ?y ${service(languages)} }`).catch(error => error)
    expect(error).toBeInstanceOf(QueryError)
    expect(error).toMatchObject({ code: 'too-complex' })
  })
})

describe('labels where the query goes on with them', () => {
  test.each([
    [
      'orders',
      `SELECT ?xLabel { VALUES ?x { e:Q1 e:Q2 } ${service('ru')} } ORDER BY ?xLabel`,
      ['"два"@ru', '"один"@ru']
    ],
    [
      'orders and limits',
      `SELECT ?x { VALUES ?x { e:Q1 e:Q2 e:Q3 } ${service('ru')} } ORDER BY DESC(?xLabel) LIMIT 1`,
      ['<Q1>']
    ],
    ['filters', `SELECT ?x { ?x wdt:P1 e:Q4 ${service('de')} FILTER(STR(?xLabel) = "zwei") }`, ['<Q2>']],
    [
      'binds',
      `SELECT ?u { ?x wdt:P1 e:Q4 ${service('de')} BIND(UCASE(?xLabel) AS ?u) } ORDER BY STR(?u)`,
      ['"NOTE-FOUR"', '"ZWEI"@de']
    ],
    ['selects', `SELECT (UCASE(?xLabel) AS ?u) { ?x wdt:P2 [] ${service()} }`, ['"ONE"@en']],
    [
      'groups',
      `SELECT ?x ?xLabel (COUNT(?y) AS ?n) { ?x wdt:P1 ?y ${service()} } GROUP BY ?x ?xLabel HAVING(COUNT(?y) > 1) ORDER BY DESC(?n) ?x LIMIT 2`,
      [
        '<Q1> "one"@en "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '<Q4> "Q4" "2"^^<http://www.w3.org/2001/XMLSchema#integer>'
      ]
    ],
    [
      'groups by labels alone',
      `SELECT ?yLabel (COUNT(?x) AS ?n) { ?x wdt:P1 ?y ${service('de')} FILTER(isIRI(?y)) } GROUP BY ?yLabel ORDER BY DESC(?n) LIMIT 1`,
      ['"Q4" "2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ],
    [
      'counts',
      `SELECT (COUNT(DISTINCT ?xLabel) AS ?n) { ?x wdt:P1 [] ${service()} }`,
      ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ],
    [
      'samples and joins',
      `SELECT (SAMPLE(?xLabel) AS ?s) (GROUP_CONCAT(?yLabel; separator="|") AS ?c) { { SELECT * { ?x wdt:P2 [] ; wdt:P1 ?y } ORDER BY ?y } ${service('ru')} } GROUP BY ?x`,
      ['"один"@ru "два|3"']
    ],
    [
      'is distinct by the thing',
      `SELECT DISTINCT ?x ?xLabel { ?x wdt:P1 ?y ${service()} } ORDER BY ?x LIMIT 2 OFFSET 1`,
      ['<Q2> "Q2"', '<Q3> "3"@mul']
    ],
    [
      'is distinct by the label',
      `SELECT DISTINCT ?aLabel { VALUES (?x ?a) { (1 "a") (2 "a") } ${service()} }`,
      ['"a"']
    ],
    [
      'is distinct in an order that is not shown',
      `SELECT DISTINCT ?xLabel { ?x wdt:P1 ?y ${service()} } ORDER BY ?xLabel LIMIT 1`,
      ['"3"@mul']
    ],
    [
      'limits in order',
      `SELECT ?xLabel { ?x wdt:P1 [] FILTER(?x != e:Q1) ${service('de,ru')} } ORDER BY DESC(?x) LIMIT 2 OFFSET 1`,
      ['"note-four"', '"Q4"']
    ]
  ])('%s', async (_, query, rows) => {
    const found = await rowsOf(query)
    expect(/ORDER BY/.test(query) ? found : found.sort()).toEqual(rows)
  })

  test('computes them in the select that has the service', async () => {
    const inner = `SELECT ?x ?xLabel { ?x wdt:P1 e:Q4 ${service('ru')} } ORDER BY ?x LIMIT 1`
    expect(await rowsOf(`SELECT ?xLabel ?y { { ${inner} } ?x wdt:P1 ?y }`)).toEqual(['"два"@ru <Q4>'])
    const hidden = `SELECT ?x { ?x wdt:P1 e:Q4 ${service('ru')} } ORDER BY ?x LIMIT 1`
    expect(await rowsOf(`SELECT ?xLabel { { ${hidden} } ?x wdt:P1 ?y }`)).toEqual(['-'])
    expect(await rowsOf(`SELECT ?xLabel { { ${hidden} } ${service('de')} }`)).toEqual(['"zwei"@de'])
    expect(
      await rowsOf(
        `SELECT ?xLabel { ?x wdt:P2 [] { SELECT ?x ?xLabel { VALUES ?x { e:Q1 e:Q2 } ${service()} } } }`
      )
    ).toEqual(['"one"@en'])
  })

  test('works in branches, options and EXISTS', async () => {
    expect(
      await sorted(
        `SELECT ?xLabel { { ?x wdt:P2 [] ${service()} } UNION { VALUES ?x { e:Q2 } ${service('ru')} } UNION { ?x wdt:P2 [] } }`
      )
    ).toEqual(['"one"@en', '"два"@ru', '-'].sort())
    expect(
      await rowsOf(
        `SELECT ?yLabel { ?x wdt:P2 [] OPTIONAL { ?x wdt:P1 ?y . ${service('ru')} FILTER(?y = e:Q2) } }`
      )
    ).toEqual(['"два"@ru'])
    expect(
      await rowsOf(
        `SELECT ?x { ?x wdt:P2 [] FILTER EXISTS { ?x wdt:P1 ?y ${service('ru')} FILTER(STR(?yLabel) = "два") } }`
      )
    ).toEqual(['<Q1>'])
    expect(
      await rowsOf(
        `SELECT ?x { ?x wdt:P2 [] FILTER EXISTS { ?x wdt:P1 ?y ${service('ru')} FILTER(STR(?yLabel) = "zwei") } }`
      )
    ).toEqual([])
  })

  test('is of the default graph, also for what a graph says', async () => {
    expect(await rowsOf(`SELECT ?xLabel ?yLabel { GRAPH ?g { ?x wdt:P1 ?y . ${service()} } }`)).toEqual([
      '"Q4" "one"@en'
    ])
  })

  test('works in CONSTRUCT and ASK', async () => {
    const found = await ask(
      `CONSTRUCT { ?x rdfs:label ?xLabel } { ?x wdt:P1 [] . ${service('ru')} } ORDER BY ?x LIMIT 1`
    )
    if (found.form !== 'quads') throw new Error(found.form)
    const lines: string[] = []
    for await (const quad of found.quads) lines.push(quadLine(quad))
    expect(lines).toEqual([`<${base}entity/Q1> <http://www.w3.org/2000/01/rdf-schema#label> "один"@ru .`])
    expect(await ask(`ASK { ?x wdt:P2 [] . ${service()} FILTER(STR(?xLabel) = "one") }`)).toMatchObject({
      value: true
    })
    expect(await ask(`ASK { ?x wdt:P2 [] . ${service()} FILTER(STR(?xLabel) = "two") }`)).toMatchObject({
      value: false
    })
  })
})

describe('hints for another optimizer', () => {
  test('are no patterns', async () => {
    const query = `SELECT ?x { hint:Query hint:optimizer "None" . ?x wdt:P2 [] . hint:Prior hint:runFirst true .
      { SELECT ?x { ?x wdt:P1+ ?z . hint:Prior hint:gearing "forward" } } } GROUP BY ?x`
    expect(await rowsOf(query)).toEqual(['<Q1>'])
    expect(await rowsOf('SELECT ?x { hint:Query hint:optimizer "None" }')).toEqual(['-'])
  })
})

describe('the plan', () => {
  const operationOf = (query: string): Operation =>
    parseQuery(query, { prefixes: queryPrefixesOf(base), base, depth: 200, parts: 300, languages: ['en'] })
      .operation

  /** The types of operations from the top to the pattern, the inputs of a join left out. */
  const spine = (query: string): string => {
    const types: string[] = []
    for (let at: Operation | undefined = operationOf(query); at; ) {
      types.push(at.type)
      const input = at['input'] as Operation | Operation[] | undefined
      at = Array.isArray(input) ? input[0] : input
    }
    return types.join(' ')
  }

  test.each([
    [
      'looks up behind LIMIT, and sorts again',
      `SELECT ?xLabel { ?x wdt:P1 ?y ${service()} } ORDER BY ?y LIMIT 3`,
      'project orderby extend leftjoin leftjoin slice project orderby bgp'
    ],
    [
      'looks up behind DISTINCT of the thing',
      `SELECT DISTINCT ?x ?xLabel { ?x wdt:P1 ?y ${service()} }`,
      'project extend leftjoin leftjoin distinct project bgp'
    ],
    [
      'looks up before DISTINCT of the label',
      `SELECT DISTINCT ?xLabel { ?x wdt:P1 ?y ${service()} }`,
      'distinct project extend leftjoin leftjoin bgp'
    ],
    [
      'looks up behind grouping by the thing and its label',
      `SELECT ?x ?xLabel (COUNT(*) AS ?n) { ?x wdt:P1 ?y ${service()} } GROUP BY ?x ?xLabel ORDER BY ?n LIMIT 3`,
      'project orderby extend leftjoin leftjoin slice project orderby extend group bgp'
    ],
    [
      'looks up before an order by the label, behind grouping',
      `SELECT ?x ?xLabel (COUNT(*) AS ?n) { ?x wdt:P1 ?y ${service()} } GROUP BY ?x ?xLabel ORDER BY ?xLabel LIMIT 3`,
      'slice project orderby extend leftjoin leftjoin extend group bgp'
    ],
    [
      'looks up behind filters that ask for something else',
      `SELECT ?xLabel ?yLabel { ?x wdt:P1 ?y ${service()} FILTER(?y != e:Q1) FILTER(?yLabel != "") }`,
      'project extend leftjoin leftjoin filter extend leftjoin leftjoin bgp'
    ],
    [
      'guards what need not be bound',
      `SELECT ?yLabel { ?x wdt:P2 [] OPTIONAL { ?x wdt:P1 ?y } ${service()} }`,
      'project extend leftjoin leftjoin extend leftjoin bgp'
    ]
  ])('%s', (_, query, types) => {
    expect(spine(query)).toBe(types)
  })

  test('keeps look-ups out of GRAPH where it is an operation', () => {
    const asked = operationOf(`SELECT ?xLabel { ?x wdt:P1 ?y . ?y wdt:P1 ?z }`)
    const join = asked['input'] as Operation
    const name = { termType: 'Variable', value: 'g' }
    const label = {
      type: 'service',
      name: { termType: 'NamedNode', value: 'http://wikiba.se/ontology#label' },
      input: { type: 'bgp', patterns: [] }
    }
    asked['input'] = { type: 'graph', name, input: { type: 'join', input: [join, label] } }
    const rewritten = withoutLabelService(asked, { base, languages: ['en'] })
    const graph = [...walk(rewritten)].find(({ type }) => type === 'graph')!
    expect([...walk(graph)].map(({ type }) => type)).toEqual(['graph', 'bgp', 'pattern', 'pattern'])
    expect([...walk(rewritten)].filter(({ type }) => type === 'leftjoin')).toHaveLength(2)
  })
})
