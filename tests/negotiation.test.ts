import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { negotiate, parseAccept, type Variant } from '../src/http/protocol/negotiation.ts'
import { iriPathOf, uriOf } from '../src/http/protocol/paths.ts'

const turtle = { mediaTypes: ['text/turtle', 'application/x-turtle'], parameters: { charset: 'utf-8' } }
const jsonLd = { mediaTypes: ['application/ld+json', 'application/json'] }
const page = { mediaTypes: ['text/html', 'application/xhtml+xml'] }
const variants: readonly Variant[] = [turtle, jsonLd, page]

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
    ['application/json, */*', jsonLd],
    ['application/json;q=0.5, text/*;q=0.5', jsonLd],
    ['text/turtle;charset=utf-8;q=0.1, text/turtle, text/html;q=0.5', page],
    ['text/turtle;charset="UTF-8";q=0, text/turtle', undefined],
    ['text/turtle;charset=latin1;q=0.1, text/turtle;q=0.2, text/html;q=0.15', turtle],
    ['application/ld+json;q=0, application/json', undefined],
    ['application/json;q=0, */*;q=0.5, text/*;q=0', jsonLd],
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

/** A range as a client means it, and the ways to write it. */
interface Meant {
  readonly range: readonly [type: string, subtype: string]
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly thousandths: number | undefined
  readonly style: {
    readonly capital: boolean
    readonly space: string
    readonly quoted: boolean
    readonly after: string
  }
}

const meant: fc.Arbitrary<Meant> = fc.record({
  range: fc.constantFrom(
    ...[
      ['*', '*'],
      ['text', '*'],
      ['application', '*'],
      ['image', '*'],
      ['application', 'pdf']
    ],
    ...[...turtle.mediaTypes, ...jsonLd.mediaTypes, ...page.mediaTypes].map(name => name.split('/'))
  ) as fc.Arbitrary<[string, string]>,
  parameters: fc.uniqueArray(
    fc.constantFrom(
      ['charset', 'utf-8'] as const,
      ['charset', 'UTF-8'] as const,
      ['charset', 'latin1'] as const,
      ['version', '1.2'] as const,
      ['profile', 'a, b;q=0 "c\\'] as const
    ),
    { selector: ([name]) => name, maxLength: 2 }
  ),
  thousandths: fc.option(fc.constantFrom(0, 1, 100, 250, 500, 999, 1000), { nil: undefined }),
  style: fc.record({
    capital: fc.boolean(),
    space: fc.constantFrom('', ' ', '\t'),
    quoted: fc.boolean(),
    after: fc.constantFrom('', ';ext', ';ext=1', ';ext="q=0"')
  })
})

function spelled({
  range,
  parameters,
  thousandths,
  style: { capital, space, quoted, after }
}: Meant): string {
  const name = capital ? range.join('/').toUpperCase() : range.join('/')
  const written = parameters.map(([key, value]) =>
    quoted || /[^\w.-]/.test(value) ? `${key}="${value.replace(/["\\]/g, '\\$&')}"` : `${key}=${value}`
  )
  const weight =
    thousandths === undefined
      ? []
      : [
          `${capital ? 'Q' : 'q'}=${(thousandths / 1000).toFixed(quoted ? 3 : thousandths % 1000 === 0 ? 0 : 3)}`
        ]
  return [name, ...written, ...weight].join(`${space};${space}`) + after
}

/** The specification once more, word for word and without a thought of speed: what a client likes a variant how much. */
function likes(
  ranges: readonly Meant[],
  variant: (typeof variants)[number]
): [quality: number, names: number] {
  const ofType = (mediaType: string, own: Readonly<Record<string, string>>): [number, number] => {
    const fitting = ranges.flatMap(({ range: [type, subtype], parameters, thousandths = 1000 }) => {
      const fits =
        mediaType === `${type}/${subtype}` ||
        (subtype === '*' && (type === '*' || mediaType.startsWith(`${type}/`)))
      const shared = parameters.filter(([name, value]) => own[name] === value.toLowerCase()).length
      const rank = type === '*' ? 1 : subtype === '*' ? 2 : 3 + shared
      return fits ? [[rank, thousandths] as const] : []
    })
    const most = Math.max(0, ...fitting.map(([rank]) => rank))
    return [Math.max(0, ...fitting.filter(([rank]) => rank === most).map(([, quality]) => quality)), most]
  }
  const [sent, ...aliases] = variant.mediaTypes
  const own = ofType(sent!, variant.parameters ?? {})
  if (own[0] === 0 && own[1] >= 3) return own
  const all = [own, ...aliases.map(alias => ofType(alias, {})).filter(([, rank]) => rank === 3)]
  return all.sort(([q1, r1], [q2, r2]) => q2 - q1 || r2 - r1)[0]!
}

// RFC 9110 §12.5.1, §12.4.2
test('what is chosen is what a second reading of the specification chooses', () => {
  const chosenBy = (ranges: readonly Meant[]) => {
    if (ranges.length === 0) return variants[0]
    const judged = variants.map((variant, i) => ({ variant, i, likes: likes(ranges, variant) }))
    const [first] = judged
      .filter(({ likes: [quality] }) => quality > 0)
      .sort((a, b) => b.likes[0] - a.likes[0] || b.likes[1] - a.likes[1] || a.i - b.i)
    return first?.variant
  }
  const separator = fc.constantFrom(',', ', ', ' ,\t', ',,')
  fc.assert(
    fc.property(fc.array(meant, { maxLength: 5 }), separator, (ranges, between) => {
      const field = ranges.map(spelled).join(between)
      expect(negotiate(field, variants), field).toBe(chosenBy(ranges))
    }),
    { numRuns: 5000 }
  )
})

test('the order of ranges decides nothing, nor does one that cannot be read', () => {
  const broken = fc.constantFrom(
    'text',
    '*/html',
    'text/turtle;q=2',
    'text/turtle;q=0.1234',
    'a b/c',
    '/',
    '"'
  )
  fc.assert(
    fc.property(fc.array(meant, { minLength: 1, maxLength: 4 }), fc.nat(4), broken, (ranges, at, item) => {
      const chosen = negotiate(ranges.map(spelled).join(','), variants)
      expect(negotiate(ranges.toReversed().map(spelled).join(','), variants)).toBe(chosen)
      // What opens a quotation takes the rest with it, so it stands last.
      const place = item === '"' ? ranges.length : Math.min(at, ranges.length)
      const more = ranges.map(spelled).toSpliced(place, 0, item)
      expect(negotiate(more.join(','), variants)).toBe(chosen)
    })
  )
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
