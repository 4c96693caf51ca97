import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, formats, jsonOf, members, problemOf, textOf } from './client.ts'

const membersQuery = 'SELECT ?m ?l { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l }'

/** The SPARQL 1.1 Protocol, its answers and its refusals. */
export function sparqlContract(host: string, ask: Ask): void {
  const { get, query, rows } = clientOf(ask)

  describe(`${host}: SPARQL`, () => {
    test('answers one query after another, without a prefix declared', { timeout: 60_000 }, async () => {
      for (let i = 0; i < 5; i++) {
        const found = await rows(membersQuery)
        expect(found.map(row => row['l']?.value).sort()).toEqual(members)
      }
    })

    test('answers several queries at once', async () => {
      const product =
        'SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 300 } { SELECT * { ?d ?e ?f } LIMIT 300 } }'
      const found = await Promise.all(
        [product, membersQuery, product, membersQuery].map(asked => rows(asked))
      )
      expect(found.map(answers => answers.length)).toEqual([1, 6, 1, 6])
    })

    test('answers in JSON', async () => {
      const response = await query(membersQuery, 'application/sparql-results+json')
      expect(response.headers.get('content-type')).toBe('application/sparql-results+json')
      const json = (await response.json()) as { head: { vars: string[] }; results: { bindings: unknown[] } }
      expect([json.head.vars, json.results.bindings.length]).toEqual([['m', 'l'], 6])
    })

    test('says which engine answered', async () => {
      const response = await query(membersQuery)
      expect(response.headers.get('server-timing')).toMatch(
        /^engine;desc="(?:own|comunica)", total;dur=\d+(?:\.\d+)?$/
      )
      expect(response.headers.get('access-control-expose-headers')).toContain('Server-Timing')
    })

    test('answers in XML', async () => {
      const response = await query(membersQuery, 'application/sparql-results+xml')
      expect(response.headers.get('content-type')).toBe('application/sparql-results+xml')
      expect((await textOf(response)).match(/<result>/g)).toHaveLength(6)
    })

    test('answers in CSV', async () => {
      const response = await query(membersQuery, 'text/csv')
      expect(response.headers.get('content-type')).toMatch(/^text\/csv;\s*charset=utf-8/)
      const lines = (await textOf(response)).split('\r\n')
      expect([lines[0], lines.length, lines.at(-1)]).toEqual(['m,l', 8, ''])
    })

    test('answers in TSV', async () => {
      const response = await query(membersQuery, 'text/tab-separated-values')
      expect(response.headers.get('content-type')).toMatch(/^text\/tab-separated-values;\s*charset=utf-8/)
      const lines = (await textOf(response)).split('\n')
      expect([lines[0], lines.length]).toEqual(['?m\t?l', 8])
      expect(lines).toContain('<http://127.0.0.1:8787/entity/Q399>\t"Armenia"@en')
    })

    test('takes a query by GET, as a form and as it is', async () => {
      const form = await ask('/sparql', {
        method: 'POST',
        body: new URLSearchParams({ query: membersQuery })
      })
      const direct = await ask('/sparql', {
        method: 'POST',
        body: membersQuery,
        headers: { 'Content-Type': 'application/sparql-query; charset=utf-8' }
      })
      const texts = await Promise.all(
        [query(membersQuery, '*/*'), form, direct].map(async response => (await response).text())
      )
      expect(new Set(texts).size).toBe(1)
    })

    test('understands both IRIs of an entity', async () => {
      const local = await rows(
        'SELECT ?w { <http://127.0.0.1:8787/entity/Q318693> wdt:P527 wd:Q399 ; owl:sameAs ?w }'
      )
      expect(local).toEqual([{ w: { type: 'uri', value: 'http://www.wikidata.org/entity/Q318693' } }])
      expect(await rows('SELECT ?e { ?e owl:sameAs wd:Q649 }')).toEqual([
        { e: { type: 'uri', value: 'http://127.0.0.1:8787/entity/Q649' } }
      ])
      expect(
        await rows('SELECT ?x { VALUES ?x { wd:Q649 wd:Q999999999 } ?x rdfs:label ?l FILTER(?x = wd:Q649) }')
      ).toHaveLength(1)
    })

    test('answers ASK in JSON and XML', async () => {
      expect(await (await query('ASK { wd:Q318693 wdt:P527 wd:Q399 }')).json()).toEqual({
        head: {},
        boolean: true
      })
      expect(await textOf(await query('ASK {}', 'application/sparql-results+xml'))).toContain(
        '<boolean>true</boolean>'
      )
      expect((await query('ASK {}', 'text/csv')).status).toBe(406)
    })

    test.each(Object.entries(formats))('constructs and describes in %s', async (_, mediaType) => {
      const constructed = await query(
        'CONSTRUCT { ?m rdfs:label ?l } WHERE { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l }',
        mediaType
      )
      expect([constructed.status, constructed.headers.get('content-type')?.split(';')[0]]).toEqual([
        200,
        mediaType
      ])
      expect(await textOf(constructed)).toContain('Kyrgyzstan')
      const described = await query('DESCRIBE wd:Q318693', mediaType)
      expect(await textOf(described)).toContain('Armenia')
    })

    test('writes blank nodes and lists in RDF/XML, and says what it cannot carry', async () => {
      const list = await query(
        'CONSTRUCT { _:a rdfs:seeAlso (1 2), _:b . _:b rdfs:seeAlso _:a } {}',
        'application/rdf+xml'
      )
      const text = await textOf(list)
      expect(text.match(/rdf:nodeID=/g)).toHaveLength(8)
      for (const construct of ['?s <urn:x> 1', '?s <http://example.org/1> 1', '?s rdfs:label "\\u0001"']) {
        const response = await query(`CONSTRUCT { ${construct} } { ?s wdt:P527 ?o }`, 'application/rdf+xml')
        expect([construct, response.status]).toEqual([construct, 406])
      }
    })

    test.each([
      ['application/ld+json', '<<( ?m wdt:P31 ?m )>>'],
      ['application/rdf+xml', '<<( ?m wdt:P31 ?m )>>'],
      ['application/rdf+xml', '"a"@ar--rtl']
    ])('says that %s cannot carry %s', async (mediaType, object) => {
      const response = await query(`CONSTRUCT { ?m rdfs:seeAlso ${object} } { ?s wdt:P527 ?m }`, mediaType)
      expect(response.status).toBe(406)
      expect((await problemOf(response))['type']).toMatch(/not-acceptable/)
    })

    test('gives a form that does not fit the query as 406, never as something else', async () => {
      for (const [text, accept] of [
        [membersQuery, 'text/turtle'],
        ['DESCRIBE wd:Q649', 'text/csv']
      ] as const) {
        const response = await query(text, accept)
        expect(response.status).toBe(406)
        expect((await problemOf(response))['available']).toBeInstanceOf(Array)
      }
    })

    test('takes a format by name, before what is accepted', async () => {
      const response = await query(membersQuery, 'text/html', '&format=csv')
      expect(response.headers.get('content-type')).toMatch(/^text\/csv/)
      expect((await query(membersQuery, '*/*', '&format=docx')).status).toBe(406)
    })

    test('keeps the variables of an empty answer in their order', async () => {
      const response = await query('SELECT ?z ?a ?m { ?z ?a ?m . FILTER(false) }')
      expect(await response.json()).toEqual({ head: { vars: ['z', 'a', 'm'] }, results: { bindings: [] } })
    })

    test('chooses graphs by protocol before FROM, and loads none', async () => {
      const all = await rows('SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }')
      expect(all.length).toBeGreaterThan(0)
      const graph = all[0]?.['g']?.value ?? ''
      const count = 'SELECT (COUNT(*) AS ?n)'
      const [named] = await rows(`${count} { GRAPH <${graph}> { ?s ?p ?o } }`)
      const [from] = await rows(`${count} FROM <${graph}> { ?s ?p ?o }`)
      expect(from).toEqual(named)
      const chosen = await query(
        `${count} FROM <http://example.org/> { ?s ?p ?o }`,
        '*/*',
        `&default-graph-uri=${encodeURIComponent(graph)}`
      )
      expect(((await chosen.json()) as { results: { bindings: unknown[] } }).results.bindings).toEqual([
        named
      ])
      expect((await rows(`${count} FROM <http://127.0.0.1:1/> { ?s ?p ?o }`))[0]?.['n']?.value).toBe('0')
    })

    test('says where a query is malformed, and what was expected', async () => {
      const response = await query('SELECT ?m {\n  ?m rdfs:label }')
      expect(response.status).toBe(400)
      expect(await problemOf(response)).toMatchObject({
        line: 2,
        column: 17,
        expected: expect.arrayContaining(['?variable', '<IRI>'])
      })
      expect(await problemOf(await query('SELECT ?m { ?m nope:x ?y }'))).toMatchObject({
        line: 1,
        column: 16
      })
    })

    test('answers 400 to no query, an empty one, two, and broken escapes', async () => {
      for (const path of [
        '/sparql',
        '/sparql?query=',
        '/sparql?query=ASK%7B%7D&query=ASK%7B%7D',
        '/sparql?query=%ff'
      ]) {
        const response = await get(path, 'application/sparql-results+json')
        expect([path, response.status]).toEqual([path, 400])
        await problemOf(response)
      }
      const form = await get('/sparql', browser)
      expect([form.status, form.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
    })

    test('answers 415 to another body, 413 to a long one', async () => {
      const post = (type: string, body: string, headers: Record<string, string> = {}) =>
        ask('/sparql', { method: 'POST', body, headers: { 'Content-Type': type, ...headers } })
      expect((await post('text/plain', membersQuery)).status).toBe(415)
      expect(
        (await post('application/sparql-query', membersQuery, { 'Content-Encoding': 'br' })).status
      ).toBe(415)
      expect(
        (await post('application/sparql-query', `${membersQuery}#${'x'.repeat(1024 * 1024)}`)).status
      ).toBe(413)
      expect(
        (await post('application/sparql-query', `ASK ${'{'.repeat(5000)}${'}'.repeat(5000)}`)).status
      ).toBe(400)
    })

    test.each([
      'INSERT DATA { <urn:a> <urn:b> <urn:c> }',
      'DELETE WHERE { ?s ?p ?o }',
      'LOAD <http://127.0.0.1:1/>',
      'CLEAR ALL',
      'SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
      'SELECT * { OPTIONAL { SERVICE SILENT ?s { ?s ?p ?o } } }',
      'ASK { FILTER EXISTS { SERVICE <http://169.254.169.254/> { ?s ?p ?o } } }'
    ])('refuses %s by 403', async text => {
      const response = await query(text)
      expect(response.status).toBe(403)
      await problemOf(response)
    })

    test('refuses updates in every form, and nothing changes', async () => {
      const before = await rows('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')
      const update = 'DELETE WHERE { ?s ?p ?o }'
      const form = await ask('/sparql', { method: 'POST', body: new URLSearchParams({ update }) })
      const direct = await ask('/sparql', {
        method: 'POST',
        body: update,
        headers: { 'Content-Type': 'application/sparql-update' }
      })
      expect([form.status, direct.status]).toEqual([403, 403])
      expect(await rows('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')).toEqual(before)
    })

    test('answers what the label service is asked, in the languages of the client', async () => {
      const labels = async (languages: string, accepted: Record<string, string> = {}) => {
        const service = `SERVICE wikibase:label { bd:serviceParam wikibase:language "${languages}" }`
        const text = `SELECT ?mLabel { wd:Q318693 wdt:P527 ?m . ${service} } ORDER BY ?mLabel`
        const response = await get(`/sparql?query=${encodeURIComponent(text)}`, '*/*', accepted)
        expect(response.headers.get('vary')).toMatch(/\bAccept-Language\b/)
        const { results } = await jsonOf<{ results: { bindings: { mLabel: { value: string } }[] } }>(response)
        return results.bindings.map(({ mLabel }) => mLabel.value)
      }
      expect(await labels('ru,en')).toEqual(members)
      expect(await labels('[AUTO_LANGUAGE]')).toEqual(members)
      expect(await labels('[AUTO_LANGUAGE]', { 'Accept-Language': 'tlh, en-GB;q=0.5' })).toEqual(members)
      expect((await labels('[AUTO_LANGUAGE]', { 'Accept-Language': 'tlh' }))[0]).toMatch(/^Q\d+$/)
      expect((await labels('tlh', { 'Accept-Language': 'en' }))[0]).toMatch(/^Q\d+$/)
    })

    describe('for Wikidata', () => {
      const at = (text: string, accept = '*/*', endpoint = '/sparql/wikidata') =>
        get(`${endpoint}?query=${encodeURIComponent(text)}`, accept)
      const [item, own] = ['http://www.wikidata.org/entity/Q399', 'http://127.0.0.1:8787/entity/Q399']

      test('names entities by their items', async () => {
        const selected = await textOf(await at(membersQuery, 'text/tab-separated-values'))
        expect(selected).toContain(`<${item}>\t"Armenia"@en`)
        expect(selected).not.toContain(own)
        const template = 'CONSTRUCT { ?m rdfs:label ?l } WHERE { ?m rdfs:label ?l FILTER(?m = wd:Q399) }'
        const constructed = await textOf(await at(template, 'application/n-triples'))
        expect(constructed).toBe(`<${item}> <http://www.w3.org/2000/01/rdf-schema#label> "Armenia"@en .\n`)
        const described = await textOf(await at(`DESCRIBE <${own}>`, 'application/n-triples'))
        expect(described).toContain(`<${item}> <http://www.w3.org/2002/07/owl#sameAs> <${item}> .`)
        expect(described).not.toContain(`<${own}>`)
        expect(await textOf(await at('SELECT (STR(wd:Q399) AS ?s) {}', 'text/csv'))).toBe(`s\r\n${item}\r\n`)
      })

      test.each([
        ['ASK { wd:Q318693 wdt:P527 wd:Q399 }', '*/*'],
        ['SELECT ?l { wd:Q318693 wdt:P527/rdfs:label ?l } ORDER BY ?l', 'text/csv'],
        ['SELECT ?l { wd:Q318693 wdt:P527/rdfs:label ?l } ORDER BY ?l', 'application/sparql-results+xml'],
        ['SELECT ?m {', '*/*'],
        ['CLEAR ALL', '*/*'],
        ['ASK { SERVICE <http://127.0.0.1:1/> {} }', '*/*'],
        ['DESCRIBE wd:Q649', 'text/csv'],
        ['', '*/*']
      ])('answers %s as %s like the other endpoint', async (text, accept) => {
        const told = async (response: Response) => [
          response.status,
          response.headers.get('content-type'),
          response.headers.get('vary'),
          await textOf(response)
        ]
        const one = await told(await at(text, accept))
        expect(one).toEqual(await told(await at(text, accept, '/sparql')))
      })

      test('takes queries by POST, and has a form of its own', async () => {
        const posted = await ask('/sparql/wikidata', {
          method: 'POST',
          body: membersQuery,
          headers: { 'Content-Type': 'application/sparql-query', Accept: 'text/csv' }
        })
        expect(await textOf(posted)).toContain(`${item},Armenia`)
        expect(await textOf(await get('/sparql/wikidata', browser))).toContain('action="/sparql/wikidata"')
        const page = await textOf(await at(membersQuery, browser))
        expect(page).toContain('action="/sparql/wikidata"')
        expect(page).toContain(item)
      })
    })

    test('shows people the answer on a page', async () => {
      const response = await query(membersQuery, browser)
      expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
      expect(await textOf(response)).toContain('<a href="/page/Q399">Armenia</a>')
      const hostile = await query('SELECT ("<script>alert(1)</script>" AS ?x) {}', browser)
      expect(await textOf(hostile)).not.toContain('<script>')
    })
  })
}
