import { describe, expect, test } from 'vitest'
// Not by the door of the room: N3, which stands behind it, does not load module by module in workerd.
import { LineReader } from '../../src/rdf/line-reader.ts'
import type { Quad } from '../../src/rdf/terms.ts'
import { type Ask, browser, clientOf, formats, textOf } from './client.ts'

const VOID = 'http://rdfs.org/ns/void#'
const DCAT = 'http://www.w3.org/ns/dcat#'
const SPDX = 'http://spdx.org/rdf/terms#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const base = 'http://127.0.0.1:8787/'
const dataset = `${base}dataset`

const quadsIn = (text: string, graphs = false): Quad[] => [...new LineReader(graphs).read(text)]

/** What a description says. */
class Description {
  readonly #quads: readonly Quad[]

  constructor(quads: readonly Quad[]) {
    this.#quads = quads
  }

  all(subject: string, predicate: string): string[] {
    return this.#quads
      .filter(quad => quad.subject.value === subject && quad.predicate.value === predicate)
      .map(({ object }) => object.value)
  }

  one(subject: string, predicate: string): string | undefined {
    const [value, ...others] = this.all(subject, predicate)
    expect(others, `${subject} ${predicate}`).toEqual([])
    return value
  }

  subjects(type: string): string[] {
    return this.#quads
      .filter(({ predicate, object }) => predicate.value === `${RDF}type` && object.value === type)
      .map(({ subject }) => subject.value)
  }
}

const distinct = (values: readonly string[]): number => new Set(values).size
const keyOf = ({ termType, value, ...term }: Quad['object']): string =>
  JSON.stringify([
    termType,
    value,
    'language' in term ? term.language : '',
    'datatype' in term ? term.datatype.value : ''
  ])

/** What the dataset says of itself is what its dumps have. */
export function descriptionsContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const described = async () => new Description(quadsIn(await textOf(await get('/dataset.nt'))))
  const triples = async () => quadsIn(await textOf(await get('/dump/dataset.nt')))

  describe(`${host}: the description of the dataset`, () => {
    test('is found by its well-known address', async () => {
      for (const [accept, location] of [
        ['*/*', '/dataset.ttl'],
        ['application/rdf+xml', '/dataset.rdf'],
        ['application/ld+json', '/dataset.jsonld']
      ] as const) {
        const response = await get('/.well-known/void', accept)
        expect([response.status, response.headers.get('location')]).toEqual([303, location])
        expect(response.headers.get('vary')).toBe('Accept')
      }
      expect((await get('/.well-known/void', browser)).status).toBe(303)
      expect((await get('/.well-known/void', 'image/png')).status).toBe(406)
    })

    test('counts what a recount of the dump counts', async () => {
      const [description, quads] = [await described(), await triples()]
      const number = (subject: string, name: string) => Number(description.one(subject, VOID + name))
      const types = quads.filter(({ predicate }) => predicate.value === `${RDF}type`)
      expect(number(dataset, 'triples')).toBe(quads.length)
      expect(number(dataset, 'distinctSubjects')).toBe(distinct(quads.map(quad => quad.subject.value)))
      expect(number(dataset, 'distinctObjects')).toBe(distinct(quads.map(quad => keyOf(quad.object))))
      const predicates = new Set(quads.map(quad => quad.predicate.value))
      expect(number(dataset, 'properties')).toBe(predicates.size)
      const classes = new Set(types.map(quad => quad.object.value))
      expect(number(dataset, 'classes')).toBe(classes.size)

      const properties = description.all(dataset, `${VOID}propertyPartition`)
      expect(new Set(properties.map(part => description.one(part, `${VOID}property`)))).toEqual(predicates)
      for (const part of properties) {
        const property = description.one(part, `${VOID}property`)
        const those = quads.filter(quad => quad.predicate.value === property)
        expect([property, number(part, 'triples')]).toEqual([property, those.length])
        expect(number(part, 'distinctSubjects')).toBe(distinct(those.map(quad => quad.subject.value)))
        expect(number(part, 'distinctObjects')).toBe(distinct(those.map(quad => keyOf(quad.object))))
      }
      const parts = description.all(dataset, `${VOID}classPartition`)
      expect(new Set(parts.map(part => description.one(part, `${VOID}class`)))).toEqual(classes)
      for (const part of parts) {
        const name = description.one(part, `${VOID}class`)
        const those = types.filter(quad => quad.object.value === name)
        expect([name, number(part, 'entities')]).toEqual([
          name,
          distinct(those.map(quad => quad.subject.value))
        ])
      }
    })

    test('counts the links to Wikidata, and the triples of named graphs', async () => {
      const description = await described()
      const quads = quadsIn(await textOf(await get('/dump/dataset.nq')), true)
      const same = 'http://www.w3.org/2002/07/owl#sameAs'
      const [linkset = '', ...others] = description.subjects(`${VOID}Linkset`)
      expect(others).toEqual([])
      expect(description.one(linkset, `${VOID}linkPredicate`)).toBe(same)
      const target = description.one(linkset, `${VOID}objectsTarget`)!
      expect(description.one(target, `${VOID}uriSpace`)).toBe('http://www.wikidata.org/entity/')
      const links = quads.filter(
        ({ predicate, object, graph }) =>
          predicate.value === same &&
          object.value.startsWith('http://www.wikidata.org/entity/') &&
          graph.termType === 'DefaultGraph'
      )
      expect(links.length).toBeGreaterThan(0)
      expect(Number(description.one(linkset, `${VOID}triples`))).toBe(links.length)
      const counts = new Map<string, number>()
      for (const { graph } of quads)
        if (graph.termType === 'NamedNode') counts.set(graph.value, (counts.get(graph.value) ?? 0) + 1)
      expect(counts.size).toBeGreaterThan(0)
      for (const [graph, count] of counts) {
        expect(description.all(dataset, `${VOID}subset`)).toContain(graph)
        expect(Number(description.one(graph, `${VOID}triples`))).toBe(count)
      }
    })

    test('gives examples that are there, and lists features', async () => {
      const description = await described()
      const examples = description.all(dataset, `${VOID}exampleResource`)
      expect(examples.length).toBeGreaterThan(0)
      for (const example of examples) {
        expect(example.startsWith(description.one(dataset, `${VOID}uriSpace`)!)).toBe(true)
        expect((await get(new URL(example).pathname)).status).toBe(303)
      }
      expect(description.all(dataset, `${VOID}feature`)).toHaveLength(Object.keys(formats).length)
      expect(description.all(dataset, `${VOID}vocabulary`)).toContain(RDF)
    })

    test('lists every distribution with its true size and hash, in a catalogue with the service', async () => {
      const description = await described()
      const [catalog = ''] = description.subjects(`${DCAT}Catalog`)
      expect(description.one(catalog, `${DCAT}dataset`)).toBe(dataset)
      expect(description.one(catalog, `${DCAT}service`)).toBe(`${base}sparql`)
      expect(description.one(`${base}sparql`, `${DCAT}servesDataset`)).toBe(dataset)
      const distributions = description.all(dataset, `${DCAT}distribution`)
      const files = distributions.filter(name => name.includes('/dump/'))
      expect(files).toHaveLength(2 * Object.keys(formats).length)
      for (const file of files) {
        const urls = description.all(file, `${DCAT}downloadURL`)
        expect(urls).toHaveLength(2)
        for (const url of urls) {
          const response = await get(new URL(url).pathname, undefined, { 'Accept-Encoding': 'identity' })
          expect(response.status).toBe(200)
          const bytes = new Uint8Array(await response.arrayBuffer())
          expect([file, Number(description.one(file, `${DCAT}byteSize`))]).toEqual([file, bytes.length])
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
          const checksum = description.one(file, `${SPDX}checksum`)!
          expect(description.one(checksum, `${SPDX}checksumValue`)).toBe(
            Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
          )
          const [type = ''] = response.headers.get('content-type')?.split(';') ?? []
          const isGzip = file.endsWith('.gz')
          expect(description.one(file, `${DCAT}compressFormat`)?.endsWith('/application/gzip')).toBe(
            isGzip || undefined
          )
          if (!isGzip) expect(description.one(file, `${DCAT}mediaType`)?.endsWith(`/${type}`)).toBe(true)
        }
      }
      const other = distributions.filter(name => !files.includes(name))
      expect(other.map(name => description.one(name, `${DCAT}accessService`))).toEqual([`${base}sparql`])
    })

    test('names its version, which is a version of it', async () => {
      const description = await described()
      const version = description.one(dataset, `${DCAT}hasVersion`)!
      expect(version).toBe(`${base}version/${description.one(dataset, `${DCAT}version`)}`)
      expect(description.one(version, `${DCAT}isVersionOf`)).toBe(dataset)
    })

    test('stands on the home page for search engines, and is served as Croissant', async () => {
      const home = await textOf(await get('/', browser))
      const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(home) ?? []
      const embedded = JSON.parse(json) as Record<string, unknown>
      expect(embedded).toMatchObject({
        '@type': 'Dataset',
        '@id': dataset,
        url: base,
        name: expect.any(String)
      })
      const words = String(embedded['description'])
      // What Google's dataset search asks for.
      expect(words.length).toBeGreaterThan(50)
      expect(words.length).toBeLessThan(5000)
      const response = await get('/croissant.json')
      expect(response.headers.get('content-type')).toBe('application/ld+json')
      const croissant = JSON.parse(await textOf(response)) as {
        distribution: { contentUrl: string; sha256: string }[]
      }
      expect(croissant).toMatchObject({
        '@type': 'sc:Dataset',
        conformsTo: 'http://mlcommons.org/croissant/1.0'
      })
      expect(croissant.distribution).toHaveLength(Object.keys(formats).length)
      for (const { contentUrl, sha256 } of croissant.distribution) {
        const line = await textOf(await get(`${new URL(contentUrl).pathname}.sha256`))
        expect(line.split(' ')[0]).toBe(sha256)
      }
    })
  })
}
