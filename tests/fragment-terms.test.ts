import { describe, expect, test } from 'vitest'
import { Fault } from '../src/http/faults.ts'
import { fragmentTerm, namedTerm } from '../src/http/fragments/terms.ts'
import { blankNode, iri, quad, type Term, termText, text } from '../src/rdf/rdf.ts'

const base = 'http://example.org/'
const parsed = (value: string): string | undefined => {
  const term = fragmentTerm(value, 'object', base)
  return term === undefined || typeof term === 'string' ? term : termText(term)
}

describe('a term of a fragment', () => {
  test.each([
    ['', undefined],
    ['?x', '?x'],
    ['?имя', '?имя'],
    ['http://example.org/a', '<http://example.org/a>'],
    ['<http://example.org/a>', '<http://example.org/a>'],
    ['http://example.org/я', '<http://example.org/я>'],
    ['urn:a', '<urn:a>'],
    ['"x"', '"x"'],
    ['""', '""'],
    ['"x"@en', '"x"@en'],
    ['"x"@EN-gb', '"x"@en-gb'],
    ['"x"@ar--rtl', '"x"@ar--rtl'],
    ['"a "quoted" word"', '"a \\"quoted\\" word"'],
    ['"a\\b"', '"a\\\\b"'],
    ['"a\nb"@en', '"a\\nb"@en'],
    ['"a"@en"', '"a\\"@en"'],
    ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ['"5"^^http://www.w3.org/2001/XMLSchema#integer', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ['"x"^^http://www.w3.org/2001/XMLSchema#string', '"x"'],
    ['<<( <urn:a> <urn:b> "c d"@en )>>', '<<( <urn:a> <urn:b> "c d"@en )>>'],
    [
      '<<urn:a urn:b <<urn:c urn:d "5"^^urn:e>>>>',
      '<<( <urn:a> <urn:b> <<( <urn:c> <urn:d> "5"^^<urn:e> )>> )>>'
    ]
  ])('%s', (value, expected) => {
    expect(parsed(value)).toBe(expected)
  })

  test.each([
    'a',
    'a b',
    '/a',
    '<a>',
    '<http://example.org/a',
    'http://example.org/a b',
    'http://example.org/<a>',
    '"x',
    'x"',
    '"x"@',
    '"x"@en_GB',
    '"x"@ar--up',
    '"x"^^',
    '"x"^^<integer>',
    '"x"^^xsd',
    '"x"en',
    '"x"^^http://www.w3.org/1999/02/22-rdf-syntax-ns#langString',
    '5',
    'true',
    '?',
    '?a b',
    '$x',
    '_:b0',
    '<<urn:a urn:b>>',
    '<<urn:a urn:b ?c>>',
    `${'<<urn:a urn:b '.repeat(30)}urn:c${'>>'.repeat(30)}`,
    ' urn:a'
  ])('is not %j', value => {
    expect(() => parsed(value)).toThrow(Fault)
  })

  test('that is a blank node has an IRI, by which it is found again', () => {
    const triple = quad(blankNode('a'), iri('urn:b'), quad(blankNode('c'), iri('urn:d'), text('e')))
    const named = namedTerm(triple as Term, base)
    expect(termText(named)).not.toContain('_:')
    expect(parsed(namedTerm(blankNode('a'), base).value)).toBe('_:a')
  })

  test.each([
    `"${'"@'.repeat(100_000)}!`,
    `"x"^^${'a'.repeat(200_000)}`,
    `<<${' '.repeat(200_000)}>`,
    `<<${'<<a '.repeat(50_000)}>>`
  ])('is read in time in proportion to its length: %.20s…', value => {
    expect(() => parsed(value)).toThrow(Fault)
  })
})
