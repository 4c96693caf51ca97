import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ContextBuilder, writeAll } from '../src/dumps/dumps.ts'
import {
  formats,
  iri,
  langText,
  prefixesOf,
  type Quad,
  quad,
  RDF,
  SCHEMA,
  text,
  typed,
  XSD
} from '../src/rdf/rdf.ts'
import { linesOf, rdflibLines, readDocument } from './rdf-documents.ts'

const base = 'https://example.org/kg/'
const prefixes = prefixesOf(base)
const builder = new ContextBuilder(prefixes, {
  '@context': { label: { '@id': 'rdfs:label', '@container': '@language' } }
})
for (const property of [
  { id: 'wdt:P159', label: 'headquarters location', values: 'iri' },
  { id: 'wdt:P571', label: 'inception', values: { datatype: 'xsd:dateTime' } },
  { id: 'wdt:P1705', label: 'native label', values: 'language' },
  { id: 'wdt:P373', label: 'Commons category', values: 'string' },
  { id: 'wdt:P2561', label: 'label', values: 'language' }
] as const)
  builder.name(property)
const { context } = builder
const settings = { prefixes, context }
const e = (name: string) => iri(`${base}entity/${name}`)
const wdt = (id: string) => iri(`http://www.wikidata.org/prop/direct/${id}`)

const inDefaultGraph = (quads: readonly Quad[]): Quad[] =>
  quads.filter(q => q.graph.termType === 'DefaultGraph')

// What XML 1.0 can carry; the values room keeps other characters out of a dataset.
const word = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map(s => s.replaceAll('~', '\u0085').replaceAll('^', '\u2028').replaceAll('`', '\r\n'))
  .filter(s => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(s))
const anyIri = fc.oneof(
  fc.constantFrom('Q1', 'note-москва', 'note-a,b~(c)', 'Q2').map(e),
  fc
    .constantFrom(
      'http://example.com/?q=1&b=%20#x',
      'mailto:a@example.org',
      'geo:55,37',
      'data:x',
      'urn:x:y',
      'https://example.org/kg/entity/'
    )
    .map(iri)
)
const literal = fc.oneof(
  word.map(text),
  fc.tuple(word, fc.constantFrom('en', 'und', 'zh-Hant')).map(([s, language]) => langText(s, language)),
  fc
    .tuple(
      word,
      fc.constantFrom(
        `${XSD}dateTime`,
        `${XSD}decimal`,
        `${XSD}integer`,
        `${XSD}boolean`,
        'http://example.org/type'
      )
    )
    .map(([s, type]) => typed(s, type)),
  fc.constantFrom(
    typed('1', `${XSD}integer`),
    typed('+01', `${XSD}integer`),
    typed('true', `${XSD}boolean`),
    typed('1.0', `${XSD}decimal`)
  )
)
const anyQuad = fc
  .tuple(
    anyIri,
    fc.constantFrom(
      wdt('P159'),
      wdt('P571'),
      wdt('P1705'),
      wdt('P373'),
      wdt('P2561'),
      iri(`${RDF}type`),
      iri(`${SCHEMA}name`),
      iri(`${base}prop/direct/_2006_x`)
    ),
    fc.oneof(anyIri, literal),
    fc.constantFrom(undefined, iri(`${base}graph/a`), iri(`${base}graph/Заметка`))
  )
  .map(([s, p, o, g]) => quad(s, p, p.value === `${RDF}type` ? e('Class') : o, g))

describe.each(formats.map(format => [format.extension, format] as const))('%s', (extension, format) => {
  test('says again exactly what it was given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyQuad, { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
        async blocks => {
          const document = writeAll(extension, blocks, settings)
          const given = blocks.flat()
          expect(await readDocument(document, extension)).toEqual(
            linesOf(format.quads ? given : inDefaultGraph(given))
          )
        }
      ),
      { numRuns: 150 }
    )
  })
})

test('rdflib reads our Turtle', () => {
  const quads = [quad(e('Q1'), wdt('P159'), e('note-москва')), quad(e('Q1'), wdt('P373'), text('a "b"\n\\c'))]
  expect(rdflibLines(writeAll('ttl', [quads], settings), 'text/turtle')).toEqual(linesOf(quads))
})

test('Turtle declares the prefixes it uses and no others', () => {
  const document = writeAll('ttl', [[quad(e('Q1'), wdt('P159'), e('Q2'))]], settings)
  expect(document).toBe(
    `@prefix wdt: <http://www.wikidata.org/prop/direct/> .\n@prefix e: <${base}entity/> .\n\ne:Q1 wdt:P159 e:Q2 .\n`
  )
})

test('a JSON-LD context gives properties readable names, each only once', () => {
  expect(context['@context']).toMatchObject({
    headquartersLocation: { '@id': 'wdt:P159', '@type': '@id' },
    nativeLabel: { '@id': 'wdt:P1705', '@container': '@language' },
    commonsCategory: { '@id': 'wdt:P373' },
    label: { '@id': 'rdfs:label' },
    labelP2561: { '@id': 'wdt:P2561' }
  })
})

test('a name depends on the property alone, and no two keys of a vault share one', () => {
  const known = [
    { id: 'wdt:P1', label: 'part of' },
    { id: 'wdt:P2', label: 'Part-of' }
  ]
  const nameOf = (...used: { id: string; label: string; local?: boolean }[]): string | undefined => {
    const names = new ContextBuilder(prefixes, { '@context': {} }, () => known)
    for (const property of used) names.name({ ...property, values: 'string' })
    const { id } = used.at(-1)!
    return Object.entries(names.context['@context']).find(
      ([, term]) => typeof term !== 'string' && term['@id'] === id
    )?.[0]
  }
  const key = (id: string) => ({ id: `lt:${id}`, label: id, local: true })
  expect(nameOf(known[1]!)).toBe('partOfP2')
  expect(nameOf(known[1]!, known[0]!)).toBe('partOf')
  expect(nameOf(key('has_place'))).toBe('hasPlace')
  for (const id of ['hasPlace', 'has_place_', 'part_of', 'foo_1', 'foo__bar'])
    expect(nameOf(key(id))).toBe(undefined)
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', 'ß', 'ǆ', '1', 'A', '_'), maxLength: 6 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '1', 'A', '_'), maxLength: 6 }),
      (a, b) => {
        const name = nameOf(key(a))
        if (a !== b && name !== undefined) expect(name).not.toBe(nameOf(key(b)))
      }
    )
  )
})
