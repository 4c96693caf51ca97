import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directedText, iri, parseRdf, quad, quadLine, text } from '../src/rdf/rdf.ts'
import { quadKey } from './quads.ts'
import { anyQuads } from './random-quads.ts'

test('a directed text and a triple term as RDF 1.2 N-Quads writes them', () => {
  const inner = quad(iri('urn:s'), iri('urn:p'), directedText('שלום', 'he', 'rtl'))
  expect(quadLine(quad(iri('urn:r'), iri('urn:says'), inner, iri('urn:g')))).toBe(
    '<urn:r> <urn:says> <<( <urn:s> <urn:p> "שלום"@he--rtl )>> <urn:g> .'
  )
  expect(quadLine(quad(iri('urn:r'), iri('urn:says'), quad(iri('urn:s'), iri('urn:p'), inner)))).toBe(
    '<urn:r> <urn:says> <<( <urn:s> <urn:p> <<( <urn:s> <urn:p> "שלום"@he--rtl )>> )>> .'
  )
})

test('every quad is read back from its line as it was', () => {
  fc.assert(
    fc.property(anyQuads(['blank graphs'], 20), quads => {
      const lines = quads.map(quadLine)
      expect(lines.join('')).not.toMatch(/[\n\r]/)
      // The parser gives blank nodes labels of its own; those of the second reading differ in a number alone.
      const keys = (text: string) => parseRdf(text, 'nq').map(quad => quadKey(quad).replace(/"b\d+_b/g, '"b'))
      expect(keys(lines.join('\n'))).toEqual(quads.map(quadKey))
    }),
    { numRuns: 100 * Number(process.env['MANY'] ?? 1), seed: 8 }
  )
})

test('a text that looks like the end of its line stays one', () => {
  const odd = quad(iri('urn:s'), iri('urn:p'), text('" )>> .\n<urn:x> <urn:y> "'))
  expect(parseRdf(quadLine(odd), 'nq').map(quadKey)).toEqual([quadKey(odd)])
})
