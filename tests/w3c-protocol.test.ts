import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Serving, serve } from '../src/node/server.ts'
import { parseRdf, type Quad, RDF } from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'
import {
  type ProtocolRequest,
  type ProtocolTest,
  readDescriptionTests,
  readProtocolTests
} from './w3c/protocol-manifest.ts'
import { hasSuites } from './w3c/suite-files.ts'

const SD = 'http://www.w3.org/ns/sparql-service-description#'
const rows: [string, string][] = []

/** Media types that carry what a test expects, by what it calls it. */
const typesOf: Readonly<Record<string, RegExp>> = {
  boolean: /^application\/sparql-results\+(?:json|xml)/,
  tabular: /^(?:application\/sparql-results\+(?:json|xml)|text\/csv|text\/tab-separated-values)/,
  RDF: /^(?:text\/turtle|application\/(?:ld\+json|n-triples|rdf\+xml|n-quads|trig))/
}

if (!hasSuites()) {
  test('the protocol tests of the W3C are run where they are', ({ skip }) => {
    console.log('W3C protocol tests: not run, there is no ../shared/w3c/sparql')
    skip('no ../shared/w3c/sparql')
  })
} else {
  let server: Serving
  const tests = await readProtocolTests()

  beforeAll(async () => {
    // Each names its graphs otherwise, so one server has those of all.
    const store = storeOf(tests.flatMap(({ data }) => data))
    const published = await publishedFixture()
    server = await serve({ ...published, store }, { port: 0 })
  })
  afterAll(async () => {
    await server.close()
    const width = Math.max(...rows.map(([id]) => id.length))
    console.log(rows.map(([id, outcome]) => `${id.padEnd(width)}  ${outcome}`).join('\n'))
  })

  const send = ({ method, search, headers, body }: ProtocolRequest) =>
    fetch(`${server.url}sparql${search}`, {
      method,
      headers: headers.map(([n, v]) => [n, v]),
      ...(body && { body })
    })

  describe('the protocol tests of the W3C', () => {
    test.each(tests.map(one => [one.id, one] as const))('%s', async (id, one) => {
      // What should be changed is asked for by the first request, and looked at by those that follow.
      if (id.startsWith('update_')) await refused(one)
      else for (const request of one.requests) await answered(request)
      rows.push([
        `protocol#${id}`,
        id.startsWith('update_') ? 'refused, as the dataset can only be read' : 'passed'
      ])
    })

    async function answered(request: ProtocolRequest): Promise<void> {
      const response = await send(request)
      const text = await response.text()
      expect(request.statuses, text).toContain(String(response.status)[0])
      if (request.format !== undefined)
        expect(response.headers.get('content-type')).toMatch(typesOf[request.format]!)
      if (request.boolean !== undefined) expect(JSON.parse(text)).toMatchObject({ boolean: request.boolean })
    }

    async function refused({ requests }: ProtocolTest): Promise<void> {
      const everything =
        'sparql?format=csv&query=SELECT%20*%20%7B%7B%3Fs%20%3Fp%20%3Fo%7DUNION%7BGRAPH%20%3Fg%7B%3Fs%20%3Fp%20%3Fo%7D%7D%7D'
      const content = async () => (await fetch(server.url + everything)).text()
      const before = await content()
      const response = await send(requests[0]!)
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'update-refused' })
      expect(await content()).toBe(before)
    }
  })

  describe('the service description tests of the W3C', () => {
    const description = async (): Promise<Quad[]> => {
      const response = await fetch(`${server.url}sparql`, { headers: { Accept: 'text/turtle' } })
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/turtle;charset=utf-8'
      ])
      return parseRdf(await response.text(), 'ttl', 'http://127.0.0.1:8787/sparql')
    }

    const checks: Readonly<Record<string, () => Promise<void>>> = {
      'returns-rdf': async () => expect((await description()).length).toBeGreaterThan(0),
      'has-endpoint-triple': async () => {
        const endpoints = (await description()).filter(({ predicate }) => predicate.value === `${SD}endpoint`)
        expect(endpoints.map(({ object }) => object.value)).toEqual(['http://127.0.0.1:8787/sparql'])
      },
      'conforms-to-schema': async () => conforms(await description())
    }

    test.each(readDescriptionTests())('%s', async id => {
      expect(checks[id], `a check of ${id}`).toBeDefined()
      await checks[id]!()
      rows.push([`service-description#${id}`, 'passed'])
    })
  })
}

/** Domains and ranges of the vocabulary (SPARQL 1.1 Service Description §3), classes without namespace; `''` for any. */
const schema: Readonly<Record<string, readonly [domain: string, range: string]>> = {
  endpoint: ['Service', ''],
  feature: ['Service', 'Feature'],
  defaultEntailmentRegime: ['Service', 'EntailmentRegime'],
  extensionFunction: ['Service', 'Function'],
  languageExtension: ['Service', ''],
  supportedLanguage: ['Service', 'Language'],
  propertyFeature: ['Service', ''],
  defaultDataset: ['Service', 'Dataset'],
  availableGraphs: ['Service', 'GraphCollection'],
  resultFormat: ['Service', ''],
  inputFormat: ['Service', ''],
  defaultGraph: ['Dataset', 'Graph'],
  namedGraph: ['', 'NamedGraph'],
  name: ['NamedGraph', ''],
  graph: ['NamedGraph', 'Graph']
}

/** Individuals of the vocabulary itself (§3.3), which a description need not type. */
const ownInstances: Readonly<Record<string, readonly string[]>> = {
  Language: ['SPARQL10Query', 'SPARQL11Query'],
  Feature: ['BasicFederatedQuery', 'DereferencesURIs', 'EmptyGraphs', 'RequiresDataset', 'UnionDefaultGraph'],
  EntailmentRegime: []
}

function conforms(quads: readonly Quad[]): void {
  const types = new Set(
    quads
      .filter(({ predicate }) => predicate.value === `${RDF}type`)
      .map(({ subject, object }) => `${subject.value} ${object.value}`)
  )
  const isA = (term: Quad['object'], name: string): boolean =>
    name === '' ||
    types.has(`${term.value} ${SD}${name}`) ||
    (ownInstances[name] ?? []).some(own => term.value === SD + own) ||
    (name === 'EntailmentRegime' && term.value.startsWith('http://www.w3.org/ns/entailment/'))
  const services = [...types].filter(type => type.endsWith(` ${SD}Service`))
  expect(services).toHaveLength(1)
  for (const { subject, predicate, object } of quads) {
    if (!predicate.value.startsWith(SD)) continue
    const property = predicate.value.slice(SD.length)
    const [domain, range] = schema[property] ?? []
    expect([property, domain !== undefined]).toEqual([property, true])
    expect([property, isA(subject, domain!), isA(object, range!)]).toEqual([property, true, true])
    if (range !== '') expect(object.termType).not.toBe('Literal')
  }
}
