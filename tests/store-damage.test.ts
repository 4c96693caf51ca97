import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checksumOf } from '../src/compiled/checksum.ts'
import {
  type CompiledStore,
  openCompiled,
  StoreError,
  type StoreErrorCode
} from '../src/compiled/compiled.ts'
import { type Quad, type Term, text } from '../src/rdf/rdf.ts'
import { compiledBytes, cut } from './compiled-stores.ts'
import { datasets, n, partsOf, quadKey, termKey } from './quads.ts'

/** More runs, for whoever looks for what is rare. */
const many = Number(process.env['MANY'] ?? 1)

// All kinds of terms, several graphs, and sections that are not a multiple of anything; a few kilobytes.
const quads = [
  'one triple in several graphs',
  'one word as every kind of term',
  'triple terms, three deep',
  'blank nodes'
]
  .flatMap(name => datasets.find(dataset => dataset.name === name)!.quads)
  .concat(datasets.find(({ name }) => name === 'times')!.quads)
const file = compiledBytes(quads)
const headerBytes = 40
const rowBytes = 40
const rows = new DataView(file.buffer).getUint32(12, true)
const tableEnd = headerBytes + rows * rowBytes

const probes: (readonly Term[])[] = [0, 7, 25, quads.length - 1].map(i => partsOf(quads[i]!))

/** Quads by key, no more of them than there can be: a damaged store might never come to an end. */
function keysOf(found: Iterable<Quad>): string[] {
  const keys: string[] = []
  for (const quad of found) {
    keys.push(quadKey(quad))
    if (keys.length > quads.length * 2) throw new Error('More quads than there are')
  }
  return keys.sort()
}

/** All that a store says of itself and of patterns, as text. */
function testimony(store: CompiledStore): string {
  const said: unknown[] = [store.size, store.triples]
  for (const terms of probes)
    for (let mask = 0; mask < 16; mask++) {
      const [s, p, o, g] = terms.map((term, i) => (mask & (1 << i) ? term : null))
      said.push(keysOf(store.match(s, p, o, g)), store.count(s, p, o, g))
    }
  said.push(store.count(text('nowhere')), store.count(null, null, n('nowhere')))
  const { dictionary } = store
  for (let number = 0; number < dictionary.size; number++) {
    const term = dictionary.termOf(number)
    said.push(termKey(term), dictionary.numberOf(term), dictionary.valueOf(number))
  }
  return JSON.stringify(said)
}

const truth = testimony(openCompiled(file.buffer))

/**
 * What becomes of these bytes: refused with a StoreError, whose code this gives, or told as they should be. Fails for
 * any other error, and for anything told otherwise.
 */
function outcome(bytes: Uint8Array): StoreErrorCode | 'as it was' {
  let store: CompiledStore | undefined
  let told: StoreErrorCode | 'as it was' = 'as it was'
  try {
    store = openCompiled(bytes.slice().buffer)
    if (testimony(store) !== truth) throw new Error('Other quads than those that were written')
  } catch (error) {
    told = refusal(error)
  }
  try {
    store?.verify()
  } catch (error) {
    return refusal(error)
  }
  return told
}

function refusal(error: unknown): StoreErrorCode {
  if (!(error instanceof StoreError)) throw error
  expect(error.message).toMatch(/^[A-Z][\x20-\x7e]{15,160}$/)
  return error.code
}

/** The file after a change. */
function changed(change: (bytes: Uint8Array, view: DataView) => void): Uint8Array {
  const bytes = file.slice()
  change(bytes, new DataView(bytes.buffer))
  return bytes
}

/** Makes all checksums anew, as whoever forges a file would. */
function sealed(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer)
  for (let at = headerBytes; at < tableEnd; at += rowBytes) {
    const offset = Number(view.getBigUint64(at + 16, true))
    const length = Number(view.getBigUint64(at + 24, true))
    view.setUint32(at + 32, checksumOf(bytes.slice(offset, offset + length)), true)
  }
  view.setUint32(24, checksumOf(bytes.slice(headerBytes, tableEnd)), true)
  view.setUint32(28, 0, true)
  view.setUint32(28, checksumOf(bytes.slice(0, headerBytes)), true)
  return bytes
}

test('the file without damage is as it was', () => {
  expect(quads.length).toBeGreaterThan(60)
  expect(file.length).toBeLessThan(16_384)
  expect(rows).toBeGreaterThan(20)
  expect(outcome(file)).toBe('as it was')
  expect(outcome(sealed(file.slice()))).toBe('as it was')
})

describe('a file is refused', () => {
  test('with any bit of its header or its table flipped', () => {
    for (let bit = 0; bit < tableEnd * 8; bit++) {
      const bytes = changed(bytes => {
        bytes[bit >> 3]! ^= 1 << (bit & 7)
      })
      expect(outcome(bytes), `bit ${bit}`).toMatch(/^(?:not-a-store|version|damaged|truncated)$/)
    }
  })

  test.each([0x01, 0xff])('with any byte flipped by %d', { timeout: 120_000 }, mask => {
    for (let at = 0; at < file.length; at++) {
      const bytes = changed(bytes => {
        bytes[at]! ^= mask
      })
      expect(outcome(bytes), `byte ${at}`).not.toBe('as it was')
    }
  })

  test('cut off at any length', () => {
    for (let length = 0; length < file.length; length++) {
      const told = outcome(file.slice(0, length))
      expect(told, `${length} bytes`).toBe(length === 0 ? 'not-a-store' : 'truncated')
    }
  })

  test('with bytes after its end, or before its beginning', () => {
    for (const more of [1, 2, 63, 64, 1000]) {
      const longer = new Uint8Array(file.length + more)
      longer.set(file)
      expect(outcome(longer)).toBe('damaged')
      longer.fill(0)
      longer.set(file, more)
      expect(outcome(longer)).toBe('not-a-store')
    }
    const twice = new Uint8Array(file.length * 2)
    twice.set(file)
    twice.set(file, file.length)
    expect(outcome(twice)).toBe('damaged')
  })

  test('with segments left out, twice there or in another order', () => {
    const cuts = cut(file, 1000)
    const [first, second, ...rest] = cuts as [Uint8Array, Uint8Array, ...Uint8Array[]]
    const orders = [
      [],
      [first],
      [second],
      [second, first, ...rest],
      [first, rest[0]!, second, ...rest.slice(1)],
      [first, ...rest],
      [first, first, second, ...rest]
    ]
    for (const segments of orders) expect(() => openCompiled(segments).verify()).toThrow(StoreError)
  })

  test.each([
    ['', 'not-a-store'],
    ['<urn:a> <urn:b> <urn:c> .\n', 'not-a-store'],
    ['HBKS\r\n\u001a\n', 'truncated'],
    ['hbkstore\r\n', 'not-a-store'],
    ['PK\u0003\u0004', 'not-a-store'],
    ['\u001f\u008b\u0008', 'not-a-store']
  ])('being something else: %j', (start, code) => {
    const bytes = Uint8Array.from(start, c => c.charCodeAt(0))
    if (code === 'not-a-store')
      expect(outcome(changed(file => file.set(bytes)))).toBe(bytes.length ? code : 'as it was')
    expect(outcome(bytes)).toBe(code)
  })

  test('of a later version, whatever else it is', () => {
    for (const major of [0, 2, 3, 0xffff]) {
      const bytes = changed((_, view) => view.setUint16(8, major, true))
      // Whether or not the checksums of this version hold, for another may have others.
      expect(outcome(bytes)).toBe('version')
      expect(outcome(sealed(bytes))).toBe('version')
    }
    const minor = changed((_, view) => view.setUint16(10, 7, true))
    expect(outcome(sealed(minor))).toBe('as it was')
  })

  test('with two rows of its table swapped, in part or whole', () => {
    const row = (i: number) => file.slice(headerBytes + i * rowBytes, headerBytes + (i + 1) * rowBytes)
    for (const part of [0, 16, 32])
      for (let a = 0; a < rows; a++)
        for (let b = 0; b < a; b++) {
          const bytes = changed(bytes => {
            bytes.set(row(a).subarray(part), headerBytes + b * rowBytes + part)
            bytes.set(row(b).subarray(part), headerBytes + a * rowBytes + part)
          })
          if (!equal(bytes, file)) expect(outcome(bytes), `${a} and ${b}`).toBe('damaged')
        }
  })
})

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

interface Stroke {
  readonly at: number
  readonly bytes: Uint8Array
}

/** Bytes of chance, or of elsewhere in the file, at some places of it. */
const damage: fc.Arbitrary<Stroke[]> = fc.array(
  fc.oneof(
    fc.record({ at: fc.nat(file.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }) }),
    fc.record({ at: fc.nat(tableEnd - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
    fc
      .record({ at: fc.nat(file.length - 1), from: fc.nat(file.length - 1), length: fc.nat(200) })
      .map(({ at, from, length }) => ({ at, bytes: file.slice(from, from + length) }))
  ),
  { minLength: 1, maxLength: 6 }
)

const damaged = (strokes: readonly Stroke[]): Uint8Array =>
  changed(file => {
    for (const { at, bytes } of strokes) file.set(bytes.subarray(0, file.length - at), at)
  })

test('any damage is refused', () => {
  fc.assert(
    fc.property(damage, strokes => {
      const bytes = damaged(strokes)
      if (!equal(bytes, file)) expect(outcome(bytes)).not.toBe('as it was')
    }),
    { numRuns: 3000 * many, seed: 10 }
  )
})

// Checksums are no protection against intent: a forged file says what its author wants it to. It must come to an
// end, though, and fail with an error where it makes no sense.
test('a forged file, all its checksums made anew, is answered or fails, and comes to an end', {
  timeout: 120_000
}, () => {
  const told = new Set<string>()
  fc.assert(
    fc.property(damage, strokes => {
      const bytes = sealed(damaged(strokes.filter(({ at }) => at >= tableEnd)))
      try {
        testimony(openCompiled(bytes.buffer as ArrayBuffer))
        told.add('an answer')
      } catch (error) {
        told.add((error as Error).name)
      }
    }),
    { numRuns: 500 * many, seed: 12 }
  )
  expect(
    [...told].filter(name => !/^(?:an answer|StoreError|RangeError|TypeError|Error)$/.test(name))
  ).toEqual([])
  expect(told).toContain('an answer')
})

test('bytes of chance are no store', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(40), (bytes, kept) => {
      bytes.set(file.subarray(0, Math.min(kept, bytes.length)))
      expect(outcome(bytes)).not.toBe('as it was')
    }),
    { numRuns: 1000 * many, seed: 11 }
  )
})
