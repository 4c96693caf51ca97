import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { negotiate, parseAccept } from '../src/http/negotiation.ts'
import { iriPathOf, uriOf } from '../src/http/paths.ts'

const turtle = { mediaTypes: ['text/turtle', 'application/x-turtle'] }
const jsonLd = { mediaTypes: ['application/ld+json', 'application/json'] }
const page = { mediaTypes: ['text/html', 'application/xhtml+xml'] }
const variants = [turtle, jsonLd, page]

// RFC 9110 §12.5.1
describe('negotiation', () => {
  test.each([
    [undefined, turtle],
    ['*/*', turtle],
    ['text/html', page],
    ['application/xhtml+xml', page],
    ['application/json', jsonLd],
    ['text/turtle;q=0.5, application/ld+json', jsonLd],
    ['text/turtle;q=0, */*', jsonLd],
    ['text/*;q=0.9, application/ld+json;q=0.8', turtle],
    ['text/*;q=0.2, text/html;q=0.9', page],
    ['text/*, text/turtle;q=0.1', page],
    ['*/*;q=0.1, application/*;q=0.2', jsonLd],
    ['text/html, */*', page],
    ['application/ld+json;profile="a,b;q=0";q=0.7, text/turtle;q=0.6', jsonLd],
    ['text/turtle;q=1.5, text/html', page],
    ['text/turtle;q=0.1234, text/html;q=0.1', page],
    ['nonsense', turtle],
    ['*/turtle, text/html;q=0.1', page],
    ['application/pdf', undefined],
    ['text/turtle;q=0', undefined],
    ['*/*;q=0', undefined]
  ])('%s', (field, expected) => {
    expect(negotiate(field, variants)).toBe(expected)
  })

  test('reads any field without failing, and chooses nothing it excludes', () => {
    const token = fc.constantFrom(
      'text',
      'application',
      '*',
      'turtle',
      'html',
      'ld+json',
      '',
      ';',
      '"',
      '\\',
      'é'
    )
    const part = fc
      .tuple(
        token,
        fc.constantFrom('/', ''),
        token,
        fc.constantFrom('', ';q=0', ';q=1', ';q=0.5', ';q=', ';a="b')
      )
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map(parts => parts.join(','))
        ),
        field => {
          const chosen = negotiate(field, variants)
          expect([undefined, ...variants]).toContain(chosen)
          const named = parseAccept(field)?.filter(
            ({ type, subtype }) => `${type}/${subtype}` === chosen?.mediaTypes[0]
          )
          if (named && named.length > 0) expect(named.some(({ quality }) => quality > 0)).toBe(true)
        }
      )
    )
  })
})

// RFC 3987 §3.1, §5.3.2.3
describe('paths', () => {
  test.each([
    ['/entity/%51649', '/entity/Q649'],
    ['/source/%D0%97', '/source/З'],
    ['/source/З', '/source/З'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%2c%2C', '/a,,'],
    ['/a%20b', '/a%20b'],
    ['/a%25b', '/a%25b'],
    ['/a|b', '/a%7Cb'],
    ['/%zz', undefined],
    ['/%', undefined],
    ['/%ff', undefined],
    ['/%ED%A0%80', undefined]
  ])('%s is %s', (path, expected) => {
    expect(iriPathOf(path)).toBe(expected)
  })

  test('are the same read twice, and as URIs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const path = iriPathOf(`/${encodeURIComponent(text.toWellFormed())}`)!
        expect(iriPathOf(path)).toBe(path)
        expect(iriPathOf(uriOf(path))).toBe(path)
        expect(decodeURIComponent(path)).toBe(`/${text.toWellFormed()}`)
      })
    )
  })
})
