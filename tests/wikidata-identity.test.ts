import { describe, expect, test } from 'vitest'
import { type Answer, answer, type QueryOptions } from '../src/query/query.ts'
import { parseRdf, quadLine, queryPrefixesOf, termText } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'

const base = 'http://example.org/'
const prologue = Object.entries(queryPrefixesOf(base))
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('')
const store = storeOf(
  parseRdf(
    `${prologue}
    e:Q1 rdfs:label "one"@en ; owl:sameAs wd:Q1 ; wdt:P31 e:Q5 ; p:P2 e:statement .
    e:Q2 rdfs:label "two"@en ; owl:sameAs wd:Q2 ; schema:sameAs <http://elsewhere.org/2> ; wdt:P31 e:note-class .
    e:note-class rdfs:label "class"@en ; wdt:P279 e:Q5 .
    e:statement psv:P2 v:value ; ps:P2 7 .
    v:value wikibase:quantityAmount 7 ; wikibase:quantityUnit wd:Q577 .
    wd:P31 rdfs:label "instance of"@en ; wikibase:directClaim wdt:P31 .
    GRAPH graph:g { e:Q2 wdt:P31 e:Q5 }`,
    'trig'
  )
)

const ask = (query: string, options: Partial<QueryOptions> = {}): Promise<Answer> =>
  answer(query, store, { base, ...options })

/** The rows of an answer in Turtle's notation with the prefixes `e` and `wd`, or its quads as lines. */
async function linesOf(query: string, options: Partial<QueryOptions> = {}): Promise<string[]> {
  const found = await ask(query, options)
  const short = (line: string): string =>
    line
      .replaceAll(/<http:\/\/example.org\/entity\/([^>]*)>/g, 'e:$1')
      .replaceAll(/<http:\/\/www.wikidata.org\/entity\/([^>]*)>/g, 'wd:$1')
  const lines: string[] = []
  if (found.form === 'boolean') return [String(found.value)]
  if (found.form === 'quads') for await (const quad of found.quads) lines.push(short(quadLine(quad)))
  else
    for await (const row of found.rows)
      lines.push(
        short(found.variables.map(name => (row.get(name) ? termText(row.get(name)!) : '-')).join(' '))
      )
  return lines.sort()
}

describe('an entity of Wikidata is the dataset’s own', () => {
  test.each([
    ['in VALUES', 'SELECT ?l { VALUES (?x ?y) { (wd:Q1 1) (wd:Q9 2) } ?x rdfs:label ?l }', ['"one"@en']],
    ['in VALUES behind the query', 'SELECT ?x { ?x wdt:P31 ?c } VALUES ?c { wd:Q5 }', ['e:Q1']],
    ['in BIND', 'SELECT ?x ?l { BIND(wd:Q1 AS ?x) ?x rdfs:label ?l }', ['e:Q1 "one"@en']],
    [
      'in IF and COALESCE',
      'SELECT ?x { BIND(IF(true, COALESCE(?n, wd:Q1), wd:Q2) AS ?x) ?x rdfs:label ?l }',
      ['e:Q1']
    ],
    [
      'in IN and NOT IN',
      'SELECT ?x { ?x wdt:P31 ?c FILTER(?x IN (wd:Q1, wd:Q2) && ?c NOT IN (wd:Q5)) }',
      ['e:Q2']
    ],
    ['in sameTerm', 'SELECT ?x { ?x wdt:P31 ?c FILTER(SAMETERM(?c, wd:Q5)) }', ['e:Q1']],
    [
      'at either end of a path',
      'SELECT ?x { ?x wdt:P31/wdt:P279* wd:Q5 . wd:Q5 ^wdt:P31 ?y }',
      ['e:Q1', 'e:Q2']
    ],
    ['in a path of any length', 'ASK { wd:Q2 (wdt:P31|wdt:P279)+ wd:Q5 }', ['true']],
    [
      'in EXISTS and MINUS',
      'SELECT ?x { ?x wdt:P31 [] MINUS { ?x wdt:P31 wd:Q5 } FILTER NOT EXISTS { ?x wdt:P279 wd:Q5 } }',
      ['e:Q2']
    ],
    ['in sub-selects', 'SELECT ?x { { SELECT ?x { ?x wdt:P31 wd:Q5 } } }', ['e:Q1']],
    [
      'in aggregates',
      'SELECT (SUM(IF(?c = wd:Q5, 1, 0)) AS ?n) { ?x wdt:P31 ?c }',
      ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ],
    ['in GRAPH', 'SELECT ?x { GRAPH graph:g { ?x wdt:P31 wd:Q5 } }', ['e:Q2']],
    ['in DESCRIBE', 'DESCRIBE wd:Q5', []],
    [
      'in a template',
      'CONSTRUCT { wd:Q1 wdt:P9 wd:Q2 ; owl:sameAs wd:Q1 } {}',
      [
        'e:Q1 <http://www.w3.org/2002/07/owl#sameAs> wd:Q1 .',
        'e:Q1 <http://www.wikidata.org/prop/direct/P9> e:Q2 .'
      ]
    ],
    [
      'for what a template links',
      'CONSTRUCT { ?x owl:sameAs ?w } { VALUES ?w { wd:Q5 } ?x wdt:P31 ?w }',
      ['e:Q1 <http://www.w3.org/2002/07/owl#sameAs> e:Q5 .']
    ],
    ['as text of a constant', 'SELECT ?x { ?x wdt:P31 ?c FILTER(STR(?c) = STR(wd:Q5)) }', ['e:Q1']]
  ])('%s', async (_, query, lines) => {
    expect(await linesOf(query)).toEqual(lines)
  })

  test('is described', async () => {
    expect(await linesOf('DESCRIBE wd:Q1')).toContain('e:Q1 <http://www.w3.org/2002/07/owl#sameAs> wd:Q1 .')
  })
})

describe('IRIs of Wikidata stay where the data has them', () => {
  test.each([
    ['as a unit', 'SELECT ?v { ?v wikibase:quantityUnit wd:Q577 }', 1],
    [
      'compared with a unit',
      'SELECT ?v { ?v wikibase:quantityUnit ?u FILTER(?u IN (wd:Q577, wd:Q11573)) }',
      1
    ],
    ['bound beside a unit', 'SELECT ?v { BIND(wd:Q577 AS ?u) ?v wikibase:quantityUnit ?u }', 1],
    [
      'chosen beside a unit',
      'SELECT ?v { ?x wdt:P31 ?c BIND(IF(?c = wd:Q5, wd:Q577, wd:Q1) AS ?u) ?v wikibase:quantityUnit ?u }',
      1
    ],
    ['at the end of a path to a unit', 'SELECT ?x { ?x p:P2/psv:P2/wikibase:quantityUnit wd:Q577 }', 1],
    ['from an inverse link', 'SELECT ?x { wd:Q2 (^owl:sameAs|^schema:sameAs) ?x }', 1],
    ['bound beside a link', 'SELECT ?x { BIND(wd:Q2 AS ?w) ?x owl:sameAs ?w }', 1],
    ['as properties', 'SELECT ?p { wd:P31 wikibase:directClaim ?p }', 1]
  ])('%s', async (_, query, count) => {
    expect(await linesOf(query)).toHaveLength(count)
  })
})

describe('texts of IRIs', () => {
  test.each([
    [
      'are taken apart',
      'SELECT (STRAFTER(STR(?x), "http://www.wikidata.org/entity/") AS ?id) { ?x wdt:P31 [] }',
      ['"Q1"', '"Q2"']
    ],
    [
      'are taken apart by the prefix',
      'SELECT (STRAFTER(STR(?x), STR(wd:)) AS ?id) { ?x wdt:P31 [] }',
      ['"Q1"', '"Q2"']
    ],
    [
      'are replaced',
      'SELECT (REPLACE(STR(?x), "http://www.wikidata.org/entity/", "wd:") AS ?id) { ?x wdt:P31 wd:Q5 }',
      ['"wd:Q1"']
    ],
    [
      'are compared',
      'SELECT ?x { ?x wdt:P31 [] FILTER(STR(?x) = "http://www.wikidata.org/entity/Q2") }',
      ['e:Q2']
    ],
    [
      'are searched',
      'SELECT ?x { ?x rdfs:label [] FILTER(STRSTARTS(STR(?x), "http://www.wikidata.org/entity/Q")) }',
      ['e:Q1', 'e:Q2']
    ],
    [
      'are matched',
      'SELECT ?x { ?x rdfs:label [] FILTER(REGEX(STR(?x), "^http://www\\\\.wikidata\\\\.org/entity/[QP][0-9]$")) }',
      ['e:Q1', 'e:Q2']
    ],
    [
      'of properties stay',
      'SELECT (STRAFTER(STR(?p), STR(wd:)) AS ?id) { ?p wikibase:directClaim [] }',
      ['"P31"']
    ],
    [
      'of entities without an item stay',
      'SELECT (STRAFTER(STR(?x), STR(wd:)) AS ?id) { ?x wdt:P279 [] }',
      ['""']
    ],
    [
      'make entities',
      'SELECT ?l { BIND(IRI(CONCAT(STR(wd:), "Q", STR(1))) AS ?x) ?x rdfs:label ?l }',
      ['"one"@en']
    ],
    [
      'make entities of a constant',
      'SELECT ?x { ?x wdt:P31 ?c FILTER(?c = URI("http://www.wikidata.org/entity/Q5")) }',
      ['e:Q1']
    ],
    ['make links', 'SELECT ?x { BIND(IRI(CONCAT(STR(wd:), "Q1")) AS ?w) ?x owl:sameAs ?w }', ['e:Q1']],
    [
      'are the dataset’s where nothing is said of Wikidata',
      'SELECT (STR(?x) AS ?s) { ?x wdt:P31 wd:Q5 }',
      ['"http://example.org/entity/Q1"']
    ],
    [
      'are the dataset’s beside what is said of Wikidata',
      'SELECT ?x { ?x wdt:P31 [] FILTER(STRSTARTS(STR(?x), "http://www.wikidata.org/entity/Q1") || STR(?x) = "http://example.org/entity/Q2") }',
      ['e:Q1', 'e:Q2']
    ]
  ])('%s', async (_, query, lines) => {
    expect(await linesOf(query)).toEqual(lines)
  })
})

describe('answers for Wikidata', () => {
  const identity = 'wikidata'

  test('name entities by their items, and others as they are', async () => {
    expect(await linesOf('SELECT ?x ?c { ?x wdt:P31 ?c }', { identity })).toEqual([
      'wd:Q1 wd:Q5',
      'wd:Q2 e:note-class'
    ])
    expect(await linesOf('SELECT ?x ?w { ?x owl:sameAs ?w }', { identity })).toEqual([
      'wd:Q1 wd:Q1',
      'wd:Q2 wd:Q2'
    ])
    expect(await linesOf('SELECT ?s { e:Q1 p:P2 ?s }', { identity })).toEqual(['e:statement'])
    expect(await linesOf('SELECT ?x { ?x wdt:P31 wd:Q5 . ?x wdt:P31 e:Q5 }', { identity })).toEqual(['wd:Q1'])
  })

  test('have their texts too', async () => {
    expect(
      await linesOf('SELECT (SUBSTR(STR(?x), 32) AS ?id) (xsd:string(?x) AS ?s) { ?x wdt:P31 wd:Q5 }', {
        identity
      })
    ).toEqual(['"Q1" "http://www.wikidata.org/entity/Q1"'])
    expect(
      await linesOf('SELECT ?yLabel { BIND(wd:Q5 AS ?y) SERVICE wikibase:label {} }', { identity })
    ).toEqual(['"Q5"'])
  })

  test('are so in triples, and in triples inside triples', async () => {
    expect(await linesOf('CONSTRUCT { ?x wdt:P9 ?c } { ?x wdt:P31 ?c }', { identity })).toEqual([
      'wd:Q1 <http://www.wikidata.org/prop/direct/P9> wd:Q5 .',
      'wd:Q2 <http://www.wikidata.org/prop/direct/P9> e:note-class .'
    ])
    expect(await linesOf('DESCRIBE wd:Q2', { identity })).toContain(
      'wd:Q2 <http://www.w3.org/2000/01/rdf-schema#label> "two"@en .'
    )
    expect(await linesOf('SELECT (TRIPLE(wd:Q1, wdt:P31, wd:Q5) AS ?t) {}', { identity })).toEqual([
      '<<( wd:Q1 <http://www.wikidata.org/prop/direct/P31> wd:Q5 )>>'
    ])
    expect(await linesOf('ASK { wd:Q1 wdt:P31 wd:Q5 }', { identity })).toEqual(['true'])
  })
})

test('all prefixes of the Wikidata Query Service are declared', async () => {
  const prefixes =
    'wd wds wdv wdt wdtn wdref wdno wdata wikibase p ps psv psn pq pqv pqn pr prv prn rdf rdfs owl skos xsd prov schema bd bds hint gas mwapi mediawiki geo geof cc dct dc fn foaf ontolex'
  for (const prefix of prefixes.split(' '))
    expect([prefix, await linesOf(`ASK { FILTER(STRLEN(STR(${prefix}:)) > 15) }`)]).toEqual([
      prefix,
      ['true']
    ])
})
