import { describe, expect, test } from 'vitest'
import { type Ask, browser, clientOf, formats, jsonOf, problemOf, textOf } from './client.ts'

const labels = 'SELECT ?l { wd:Q318693 wdt:P527/rdfs:label ?l } ORDER BY ?l'
const sd = 'http://www.w3.org/ns/sparql-service-description#'

/** What a strict client of the SPARQL Protocol holds the endpoint to; a test a demand. */
export function strictSparqlContract(host: string, ask: Ask): void {
  const { get, query, rows } = clientOf(ask)
  const send = (
    method: string,
    type: string | undefined,
    body: BodyInit,
    more: Record<string, string> = {}
  ) =>
    ask('/sparql', {
      method,
      body,
      headers: { ...(type !== undefined && { 'Content-Type': type }), ...more }
    })

  describe(`${host}: requests to /sparql, strictly`, () => {
    test('QUERY is a method like POST, and is told of (safe method with a body)', async () => {
      const wanted = await textOf(await query(labels, 'text/csv'))
      const form = new URLSearchParams({ query: labels }).toString()
      for (const [type, body] of [
        ['application/sparql-query', labels],
        ['application/sparql-query;charset="UTF-8"', labels],
        ['application/x-www-form-urlencoded', form]
      ] as const) {
        const response = await send('QUERY', type, body, { Accept: 'text/csv' })
        expect([response.status, await textOf(response)]).toEqual([200, wanted])
        expect(response.headers.get('accept-query')).toContain('application/sparql-query')
      }
      expect((await send('QUERY', 'text/plain', labels)).status).toBe(415)
      expect((await send('QUERY', 'application/sparql-update', 'CLEAR ALL')).status).toBe(403)
      const options = await ask('/sparql', { method: 'OPTIONS' })
      expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, QUERY, OPTIONS'])
      for (const name of ['accept-query', 'accept-post'])
        expect(options.headers.get(name)).toBe('application/sparql-query, application/x-www-form-urlencoded')
    })

    test('a body is UTF-8, uncompressed, and of a type that is known', async () => {
      const latin = Uint8Array.from([...'SELECT ("\xe9" AS ?x) {}'].map(char => char.charCodeAt(0)))
      const marked = Uint8Array.from([0xff, 0xfe, ...new TextEncoder().encode('ASK {}')])
      for (const [type, body, status] of [
        ['application/sparql-query;charset=iso-8859-1', latin, 415],
        ['application/sparql-query; charset="utf-16"', 'ASK {}', 415],
        ['application/x-www-form-urlencoded;charset=latin1', 'query=ASK%20%7B%7D', 415],
        ['application/sparql-query', latin, 400],
        ['application/sparql-query;charset=utf-8', marked, 400],
        ['application/x-www-form-urlencoded', 'query=%E9', 400],
        ['application/x-www-form-urlencoded', 'query=%zz', 400],
        ['application/json', '{"query":"ASK {}"}', 415],
        ['multipart/form-data;boundary=x', 'x', 415]
      ] as const) {
        const response = await send('POST', type, body)
        expect([type, response.status]).toEqual([type, status])
        await problemOf(response)
        if (status === 415) expect(response.headers.get('accept-post')).toContain('application/sparql-query')
      }
      for (const encoding of ['gzip', 'br', 'identity, gzip', 'x'])
        expect(
          (await send('POST', 'application/sparql-query', 'ASK {}', { 'Content-Encoding': encoding })).status
        ).toBe(415)
    })

    test('a parameter that counts is given once, others are passed over', async () => {
      const asked = `query=${encodeURIComponent('ASK {}')}`
      for (const twice of ['format=json&format=xml', 'explain=1&explain=0', asked, 'update=CLEAR%20ALL'])
        expect((await get(`/sparql?${asked}&${twice}`)).status).toBeGreaterThanOrEqual(400)
      expect((await get(`/sparql?${asked}&timeout=5&x=%F0%9F%90%A2&__proto__=1`)).status).toBe(200)
      for (const body of ['query=', 'x=1', ''])
        expect((await send('POST', 'application/x-www-form-urlencoded', body)).status).toBe(400)
    })

    test('escapes are of UTF-8, and of two digits', async () => {
      for (const escaped of ['%', '%a', '%zz', '%C3', '%ED%A0%80', '%FF'])
        expect([escaped, (await get(`/sparql?query=ASK%7B%7D&x=${escaped}`)).status]).toEqual([escaped, 400])
    })

    test('graphs of the protocol are absolute IRIs, and unknown ones are empty', async () => {
      const count = 'SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }'
      for (const name of ['default-graph-uri', 'named-graph-uri']) {
        const none = await query(count, '*/*', `&${name}=http%3A%2F%2F127.0.0.1%3A1%2F`)
        expect((await jsonOf<{ results: { bindings: object[] } }>(none)).results.bindings).toMatchObject([
          { n: { value: '0' } }
        ])
        for (const wrong of ['', 'relative', 'a%20b%3Ac', '%3Chttp%3A%2F%2Fa%2F%3E'])
          expect((await query(count, '*/*', `&${name}=${wrong}`)).status).toBe(400)
      }
    })

    test('what is refused is refused before anything is asked, in a way that anybody can read', async () => {
      for (const text of [
        'LOAD <http://127.0.0.1:8787/dump/dataset.nt>',
        'SELECT * { ?s ?p ?o . SERVICE <http://localhost:1/> { ?s ?p ?o } }',
        'SELECT * { SERVICE SILENT <http://[::1]:1/> { ?s ?p ?o } } LIMIT 0'
      ]) {
        const response = await query(text)
        expect([text, response.status]).toEqual([text, 403])
        expect(response.headers.get('vary')).toBe('Accept')
        await problemOf(response)
      }
    })
  })

  describe(`${host}: answers of /sparql, strictly`, () => {
    test('HEAD says all that GET does', async () => {
      const address = (text: string) => `/sparql?query=${encodeURIComponent(text)}`
      for (const path of [address(labels), address('DESCRIBE wd:Q649'), address('SELECT'), '/sparql']) {
        const headers = { Accept: 'text/turtle, text/csv, application/problem+json' }
        const [whole, head] = [await ask(path, { headers }), await ask(path, { method: 'HEAD', headers })]
        const length = String((await whole.arrayBuffer()).byteLength)
        for (const name of ['content-type', 'vary', 'cache-control', 'etag'])
          expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)])
        expect([head.status, head.headers.get('content-length')]).toEqual([whole.status, length])
        expect([whole.headers.get('content-length'), await textOf(head)]).toEqual([length, ''])
      }
    })

    test.each([
      ['SELECT * { ?s wdt:P527 ?o }', 'application/json', 'application/sparql-results+json'],
      ['ASK {}', 'application/json', 'application/sparql-results+json'],
      ['DESCRIBE wd:Q649', 'application/json', 'application/ld+json'],
      ['SELECT * { ?s wdt:P527 ?o }', 'text/xml', 'application/sparql-results+xml'],
      ['SELECT * { ?s wdt:P527 ?o }', 'text/*', 'text/csv;charset=utf-8;header=present'],
      ['SELECT * { ?s wdt:P527 ?o }', 'text/turtle, text/csv;q=0.1', 'text/csv;charset=utf-8;header=present'],
      ['DESCRIBE wd:Q649', 'text/csv, text/turtle;q=0.1', 'text/turtle;charset=utf-8'],
      ['ASK {}', 'text/csv, */*;q=0.1', 'application/sparql-results+json'],
      ['ASK {}', ';;,', 'application/sparql-results+json']
    ])('%s with Accept: %s is %s', async (text, accept, type) => {
      const response = await query(text, accept)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
      expect(response.headers.get('vary')).toMatch(/\bAccept\b/)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    })

    test.each([
      ['SELECT * { ?s wdt:P527 ?o }', 'text/turtle'],
      ['ASK {}', 'text/csv'],
      ['CONSTRUCT WHERE { ?s wdt:P527 ?o }', 'application/sparql-results+json'],
      ['SELECT * {}', '*/*;q=0']
    ])('%s with Accept: %s is 406, with what there is', async (text, accept) => {
      const response = await query(text, accept)
      expect([response.status, response.headers.get('vary')]).toEqual([406, 'Accept'])
      expect((await problemOf(response))['available']).toBeInstanceOf(Array)
    })

    const odd = String.raw`SELECT ?b ?a (?x AS ?c) { VALUES (?x ?a) { ("\r\n<&>\"," UNDEF) (<urn:a> "é"@fr) } }`

    test('lines of CSV end in CRLF, and cells are quoted where they must be', async () => {
      expect(await textOf(await query(odd, 'text/csv'))).toBe('b,a,c\r\n,,"\r\n<&>"","\r\n,é,urn:a\r\n')
    })

    test('carriage returns outlive XML', async () => {
      const text = await textOf(await query(odd, 'application/sparql-results+xml'))
      expect(text).toContain('<literal>&#xD;\n&lt;&amp;&gt;')
      expect([...text.matchAll(/<variable name="(\w)"\/>/g)].map(([, name]) => name)).toEqual(['b', 'a', 'c'])
    })

    test('variables are named in the order of the projection, even of nothing', async () => {
      for (const [accept, head] of [
        ['application/sparql-results+json', /^\{"head":\{"vars":\["z","a"\]\}/],
        ['text/csv', /^z,a\r\n$/],
        ['text/tab-separated-values', /^\?z\t\?a\n$/],
        ['application/sparql-results+xml', /<variable name="z"\/>\s*<variable name="a"\/>/]
      ] as const)
        expect(await textOf(await query('SELECT ?z ?a { ?a rdfs:nothing ?z }', accept))).toMatch(head)
    })

    test('a blank node has one label in a result', async () => {
      const text = 'SELECT ?a ?b ?i { BIND(BNODE() AS ?a) BIND(?a AS ?b) VALUES ?i { 1 2 } }'
      const found = await rows(text)
      expect(found).toHaveLength(2)
      for (const { a, b } of found) expect(a).toEqual(b)
      const [, one, two] = (await textOf(await query(text, 'text/csv')))
        .split('\r\n')
        .map(line => line.split(','))
      expect([one![0], two![0]]).toEqual([one![1], two![1]])
      expect(one![0]).toMatch(/^_:/)
    })
  })

  describe(`${host}: the endpoint about itself`, () => {
    const described = async (path = '/sparql') =>
      (await textOf(await get(path, 'application/n-triples'))).split('\n').filter(line => line !== '')

    test.each(Object.entries(formats))('in %s for machines', async (_, mediaType) => {
      for (const path of ['/sparql', '/sparql/wikidata']) {
        const response = await get(path, mediaType)
        expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
          200,
          mediaType
        ])
        expect(response.headers.get('vary')).toBe('Accept')
        expect(await textOf(response)).toContain('SPARQL11Query')
        const known = await get(path, mediaType, { 'If-None-Match': response.headers.get('etag') ?? '' })
        expect(known.status).toBe(304)
      }
    })

    test('in a form for people, in Turtle for whoever takes anything', async () => {
      expect((await get('/sparql', browser)).headers.get('content-type')).toBe('text/html;charset=utf-8')
      expect((await get('/sparql', '*/*')).headers.get('content-type')).toBe('text/turtle;charset=utf-8')
    })

    test('names what is served, and no update', async () => {
      for (const path of ['/sparql', '/sparql/wikidata']) {
        const lines = await described(path)
        const self = `<http://127.0.0.1:8787${path}>`
        expect(lines).toContain(`${self} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${sd}Service> .`)
        expect(lines).toContain(`${self} <${sd}endpoint> ${self} .`)
        expect(lines).toContain(`${self} <${sd}supportedLanguage> <${sd}SPARQL11Query> .`)
        expect(lines.filter(line => line.includes(`<${sd}resultFormat>`))).toHaveLength(10)
        expect(lines.join()).not.toMatch(/Update|DereferencesURIs|UnionDefaultGraph/)
      }
    })

    test('counts the triples of each graph truly', async () => {
      const lines = await described()
      const objectOf = (subject: string, predicate: string) =>
        lines.find(line => line.startsWith(`${subject} <${predicate}> `))?.split(' ')[2] ?? ''
      const counted = (graph: string) =>
        Number(/^"(\d+)"/.exec(objectOf(graph, 'http://rdfs.org/ns/void#triples'))?.[1])
      const [all] = await rows('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')
      const dataset = '<http://127.0.0.1:8787/dataset>'
      expect(counted(objectOf(dataset, `${sd}defaultGraph`))).toBe(Number(all!['n']!.value))
      const graphs = await rows('SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g')
      const told = lines
        .filter(line => line.includes(`<${sd}name>`))
        .map(line => line.split(' '))
        .map(([named = '', , name = '']) => [name.slice(1, -1), counted(objectOf(named, `${sd}graph`))])
      expect(Object.fromEntries(told)).toEqual(
        Object.fromEntries(graphs.map(({ g, n }) => [g!.value, Number(n!.value)]))
      )
    })

    test('every function it names can be called', async () => {
      const functions = (await described())
        .filter(line => line.includes(`<${sd}extensionFunction>`))
        .map(line => line.split(' ')[2])
      expect(functions.length).toBeGreaterThan(10)
      for (const name of functions) {
        // An error of its arguments leaves it unbound; a function that is not known would refuse the query.
        const calls = ['"x"', '"x", "y"', '"x", "y", "z"'].map(list =>
          query(`SELECT (${name}(${list}) AS ?x) {}`)
        )
        const statuses = (await Promise.all(calls)).map(({ status }) => status)
        expect([name, statuses.includes(200)]).toEqual([name, true])
      }
    })
  })

  describe(`${host}: many queries at once`, () => {
    const from = (address: string, text: string) =>
      get(`/sparql?query=${encodeURIComponent(text)}`, 'text/csv', {
        // Written by whoever stands before the host: Cloudflare, or a proxy on the same machine.
        'CF-Connecting-IP': address,
        'X-Forwarded-For': `10.0.0.1, ${address}`
      })

    test('of one client are answered by 429, and those of another are not', { timeout: 60_000 }, async () => {
      const some = ['a', 'b', 'c'].map(name => `{ SELECT ?${name} { ?${name} ?p ?o } LIMIT 130 }`)
      const slow = `SELECT (COUNT(*) AS ?n) { ${some.join(' ')} FILTER(?a != ?b || ?b != ?c) }`
      const many = Array.from({ length: 40 }, () => from('2001:db8::1', slow))
      const other = from('2001:db8:0:1::1', labels)
      const answers = await Promise.all(many)
      const refused = answers.filter(({ status }) => status === 429)
      expect(refused.length).toBeGreaterThan(0)
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8)
      for (const response of refused) {
        expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
        expect(await problemOf(response)).toMatchObject({ code: 'too-many' })
      }
      expect((await other).status).toBe(200)
      expect((await from('2001:db8::1', labels)).status).toBe(200)
    })
  })
}
