import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedFunctionOf, scalarOf } from '../src/query/functions/functions.ts'
import { blankNode, directedText, iri, langText, quad, type Term, text, typed, XSD } from '../src/rdf/rdf.ts'
import { contextOf } from './expressions.ts'

const context = contextOf()
const integer = (value: bigint | string): Term => typed(String(value), `${XSD}integer`)
const decimal = (unscaled: bigint, scale: number): Term => {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const point = digits.length - scale
  return typed(`${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`, `${XSD}decimal`)
}
const apply = (operator: string, ...args: Term[]): Term | undefined =>
  scalarOf(operator)!.apply(args, context)
const cast = (type: string, term: Term | undefined): Term | undefined =>
  term && namedFunctionOf(XSD + type)!.apply([term], context)

/** A decimal literal times ten to the power of a scale that leaves nothing behind the point. */
function unscaled(term: Term | undefined, scale: number): bigint {
  const [whole = '', fraction = ''] = term!.value.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

const whole = fc.oneof(
  fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
  fc.bigInt(),
  fc.bigInt({ min: -9n, max: 9n })
)
const scale = fc.nat(20)

describe('arithmetic', () => {
  test('of integers is that of BigInt', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const [x, y] = [integer(a), integer(b)]
        expect(apply('+', x, y)?.value).toBe(String(a + b))
        expect(apply('-', x, y)?.value).toBe(String(a - b))
        expect(apply('*', x, y)?.value).toBe(String(a * b))
        expect(apply('<', x, y)?.value).toBe(String(a < b))
        expect(apply('=', x, y)?.value).toBe(String(a === b))
        expect(apply('uminus', x)?.value).toBe(String(-a))
      })
    )
  })

  test('of decimals is that of scaled BigInts', () => {
    fc.assert(
      fc.property(whole, scale, whole, scale, (a, m, b, n) => {
        const [x, y] = [decimal(a, m), decimal(b, n)]
        const [left, right] = [a * 10n ** BigInt(n), b * 10n ** BigInt(m)]
        expect(unscaled(apply('+', x, y), m + n)).toBe(left + right)
        expect(unscaled(apply('-', x, y), m + n)).toBe(left - right)
        expect(unscaled(apply('*', x, y), m + n)).toBe(a * b)
        expect(apply('<', x, y)?.value).toBe(String(left < right))
        expect(apply('=', x, y)?.value).toBe(String(left === right))
      })
    )
  })

  test('divides decimals to within half a unit of the eighteenth digit', () => {
    fc.assert(
      fc.property(whole, scale, whole, scale, (a, m, b, n) => {
        const quotient = apply('/', decimal(a, m), decimal(b, n))
        expect(quotient === undefined).toBe(b === 0n)
        if (!quotient) return
        const places = Math.max(18, (quotient.value.split('.')[1] ?? '').length)
        const rest = a * 10n ** BigInt(n + places) - unscaled(quotient, places) * b * 10n ** BigInt(m)
        const limit = (b < 0n ? -b : b) * 10n ** BigInt(m)
        expect((rest < 0n ? -rest : rest) * 2n).toBeLessThanOrEqual(limit)
      })
    )
  })

  test('rounds decimals as it says', () => {
    fc.assert(
      fc.property(whole, scale, (a, m) => {
        const one = 10n ** BigInt(m)
        const floor = (a - (((a % one) + one) % one)) / one
        expect(apply('floor', decimal(a, m))?.value).toBe(String(floor))
        expect(apply('ceil', decimal(a, m))?.value).toBe(String(floor * one === a ? floor : floor + 1n))
        expect(apply('round', decimal(a, m))?.value).toBe(
          String((a - floor * one) * 2n < one ? floor : floor + 1n)
        )
      })
    )
  })

  test('of doubles and floats is that of the machine', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        const doubles = [a, b].map(value => cast('double', text(spelledNumber(value)))!) as [Term, Term]
        const floats = doubles.map(term => cast('float', term)!) as [Term, Term]
        expect(numberOf(apply('*', ...doubles))).toBe(a * b)
        expect(numberOf(apply('+', ...doubles))).toBe(a + b)
        expect(Math.fround(numberOf(apply('+', ...floats)))).toBe(
          Math.fround(Math.fround(a) + Math.fround(b))
        )
      })
    )
  })
})

const spelledNumber = (value: number): string =>
  Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'INF')
const numberOf = (term: Term | undefined): number => Number(term!.value.replace('INF', 'Infinity'))

describe('casts', () => {
  test('of numbers to strings and back lose nothing', () => {
    fc.assert(
      fc.property(fc.double(), value => {
        for (const type of ['double', 'float']) {
          const term = cast(type, text(spelledNumber(value)))
          const read = type === 'float' ? Math.fround : Number
          expect(read(numberOf(term))).toBe(read(value))
          expect(cast(type, cast('string', term))?.value).toBe(term?.value)
          expect(cast(type, term)?.value).toBe(term?.value)
          if (Number.isFinite(numberOf(term)) && numberOf(term) !== 0)
            expect(cast(type, cast('decimal', term))?.value).toBe(term?.value)
        }
      })
    )
    fc.assert(
      fc.property(whole, scale, (a, m) => {
        const term = cast('decimal', decimal(a, m))
        expect(cast('decimal', cast('string', term))?.value).toBe(term?.value)
        expect(unscaled(term, m)).toBe(a)
        expect(cast('integer', term)?.value).toBe(String(a / 10n ** BigInt(m)))
      })
    )
  })

  const date = fc.date({ min: new Date(-60e12), max: new Date(200e12), noInvalidDate: true })

  test('of times to strings and back lose nothing, and their parts are those of the calendar', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -840, max: 840 }), (at, zone) => {
        const local = new Date(at.getTime() + zone * 60_000)
        const offset = `${zone < 0 ? '-' : '+'}${two(Math.abs(zone) / 60)}:${two(Math.abs(zone) % 60)}`
        const year = local.getUTCFullYear()
        const spelled = `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}${local.toISOString().slice(-20, -1)}`
        const term = cast('dateTime', text(spelled + offset))!
        expect(cast('dateTime', cast('string', term))?.value).toBe(term.value)
        expect(apply('=', term, typed(spelled + offset, `${XSD}dateTime`))?.value).toBe('true')
        const parts = ['year', 'month', 'day', 'hours', 'minutes'].map(name =>
          Number(apply(name, term)?.value)
        )
        expect(parts).toEqual([
          year,
          local.getUTCMonth() + 1,
          local.getUTCDate(),
          local.getUTCHours(),
          local.getUTCMinutes()
        ])
        expect(Math.round(Number(apply('seconds', term)?.value) * 1000)).toBe(
          local.getUTCSeconds() * 1000 + local.getUTCMilliseconds()
        )
      })
    )
  })

  test('a duration added and taken away again leaves a time as it was', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (at, seconds) => {
        const start = typed(at.toISOString().replace(/^[+-]?(\d{4,6})/, '1999'), `${XSD}dateTime`)
        const size = cast('dayTimeDuration', text(`${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`))!
        const end = apply('+', start, size)
        if (!end) return
        expect(apply('=', apply('-', end, size)!, start)?.value).toBe('true')
        expect(apply('=', apply('-', end, start)!, size)?.value).toBe('true')
      })
    )
  })
})

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')

const words = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    'a',
    '-',
    'true',
    '[',
    '\\',
    '$',
    '\ud800',
    'Point(1 2)',
    'ENVELOPE(0, 2, 0, 3)',
    'P1D',
    'en',
    '%E9'
  ),
  fc.constantFrom('2000-01-01T00:00:00Z', '2000-01-01', '1e400', '-INF', 'ltr', 'x'),
  fc.string({ unit: 'binary', maxLength: 8 })
)
const types = fc.oneof(
  fc
    .constantFrom('integer', 'decimal', 'double', 'float', 'dateTime', 'date', 'time', 'gYear')
    .map(name => XSD + name),
  fc.constantFrom('boolean', 'duration', 'dayTimeDuration', 'byte', 'dateTimeStamp').map(name => XSD + name),
  fc.constantFrom('http://www.opengis.net/ont/geosparql#wktLiteral', 'urn:t')
)
const anything = fc.oneof(
  words.map(text),
  words.map(value => langText(value, 'en')),
  words.map(value => directedText(value, 'ar', 'rtl')),
  fc.tuple(words, types).map(([value, type]) => typed(value, type)),
  fc.constantFrom(iri('urn:a'), blankNode('b'), quad(iri('urn:a'), iri('urn:b'), text('c')))
)

describe('geography', () => {
  const point = (x: number, y: number) => wkt(`Point(${x} ${y})`)
  const wkt = (value: string) => typed(value, 'http://www.opengis.net/ont/geosparql#wktLiteral')
  const geof = (name: string, ...args: Term[]) =>
    namedFunctionOf(`http://www.opengis.net/def/geosparql/function/${name}`)?.apply(args, context)?.value
  // Few values, so that points lie on edges and corners too.
  const degree = fc.integer({ min: -8, max: 8 }).map(value => value / 4)
  const range = fc.tuple(degree, degree).filter(([a, b]) => a < b)

  test('a box is the same as ENVELOPE, POLYGON and comparisons', () => {
    fc.assert(
      fc.property(degree, degree, range, range, (x, y, [west, east], [south, north]) => {
        const isWithin = String(west < x && x < east && south < y && y < north)
        const intersects = String(west <= x && x <= east && south <= y && y <= north)
        const outline = [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south]
        ].map(corner => corner.join(' '))
        for (const line of [outline, outline.toReversed()])
          for (const area of [`ENVELOPE(${west}, ${east}, ${south}, ${north})`, `POLYGON((${line}))`]) {
            expect(geof('sfWithin', point(x, y), wkt(area))).toBe(isWithin)
            expect(geof('sfContains', wkt(area), point(x, y))).toBe(isWithin)
            expect(geof('sfIntersects', point(x, y), wkt(area))).toBe(intersects)
            expect(geof('sfDisjoint', point(x, y), wkt(area))).toBe(String(intersects === 'false'))
          }
        const box = namedFunctionOf('http://wikiba.se/ontology#box')
        const corners = [point(west, south), point(east, north)]
        expect(box?.apply([point(x, y), ...corners], context)?.value).toBe(intersects)
      })
    )
  })
})

test('no function throws, whatever it is given', () => {
  const operators =
    `+ - * / uminus uplus ! = != < > <= >= str lang langmatches datatype iri uri bnode rand abs ceil
    floor round concat substr strlen replace ucase lcase encode_for_uri contains strstarts strends strbefore strafter
    year month day hours minutes seconds timezone tz now uuid struuid md5 sha1 sha256 sha384 sha512 strlang strdt
    sameterm isiri isuri isblank isliteral isnumeric regex langdir strlangdir haslang haslangdir triple subject
    predicate object istriple`.split(/\s+/)
  const casts =
    `boolean double float decimal integer byte unsignedLong dateTime dateTimeStamp string date time gYear
    gYearMonth gMonth gMonthDay gDay duration dayTimeDuration yearMonthDuration`.split(/\s+/)
  const functions = [
    ...operators.map(name => scalarOf(name)),
    ...casts.map(name => namedFunctionOf(XSD + name)),
    ...'distance latitude longitude sfEquals sfIntersects sfDisjoint sfWithin sfContains'
      .split(' ')
      .map(name => namedFunctionOf(`http://www.opengis.net/def/geosparql/function/${name}`)),
    ...['decodeUri', 'box'].map(name => namedFunctionOf(`http://wikiba.se/ontology#${name}`))
  ]
  expect(functions).not.toContain(undefined)
  fc.assert(
    fc.property(fc.array(anything, { minLength: 4, maxLength: 4 }), args => {
      for (const found of functions) {
        for (let count = found!.least; count <= Math.min(found!.most, 4); count++) {
          const value = found!.apply(args.slice(0, count), context)
          expect(value === undefined || typeof value.termType === 'string').toBe(true)
        }
      }
    })
  )
})

test('classes of characters are those of the host, where both have them', () => {
  const part = fc.constantFrom('a', 'b-e', '\\p{Lu}', '\\p{L}', '\\P{N}', '\\-', '\u{1d306}', 'é', '\\p{P}')
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.array(part, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 1 })
        .filter(char => !/[\ud800-\udfff]$/.test(char) || char.length === 2),
      (has, lacks, isNegated, char) => {
        const [outer, inner] = [`${isNegated ? '^' : ''}${has.join('')}`, lacks.join('')]
        const expected = new RegExp(`^(?:(?![${inner}])[${outer}])$`, 'u').test(char)
        expect(apply('regex', text(char), text(`^[${outer}-[${inner}]]$`))?.value).toBe(String(expected))
        expect(apply('regex', text(char), text(`^[${outer}]$`))?.value).toBe(
          String(new RegExp(`^[${outer}]$`, 'u').test(char))
        )
      }
    )
  )
})
