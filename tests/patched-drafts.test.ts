import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CacheBroken } from '../src/node/cache-broken.ts'
import { joinPieces } from '../src/node/pieces.ts'
import { SortedFile } from '../src/node/sorted-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-patched-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const at = (name: string): string => path.join(folder, name)

test.each([
  ['through the page cache', false],
  ['past it', true]
])('a file is put together out of pieces, %s', async (_, large) => {
  const earlier = Buffer.from(Array.from({ length: 9_000_000 }, (_, i) => (i * 31 + (i >> 8)) & 255))
  const body = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7 + 1) & 255))
  await writeFile(at('earlier'), earlier)
  await writeFile(at('body'), body)
  const range = (of: Buffer) =>
    fc
      .tuple(fc.nat(of.length), fc.oneof(fc.nat(5000), fc.nat(of.length)))
      .map(([from, bytes]) => [from, Math.min(from + bytes, of.length)] as const)
  const piece = fc.oneof(
    range(earlier).map(([from, to]) => [0, from, to] as const),
    range(body).map(([from, to]) => [1, from, to] as const)
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), fc.string(), async (pieces, head) => {
      const written = joinPieces(
        {
          target: at('target'),
          earlier: at('earlier'),
          body: at('body'),
          ranges: Float64Array.from(pieces.flat()),
          head,
          tail: 'end'
        },
        large
      )
      const wanted = Buffer.concat([
        Buffer.from(head),
        ...pieces.map(([source, from, to]) => (source === 0 ? earlier : body).subarray(from, to)),
        Buffer.from('end')
      ])
      expect((await readFile(at('target'))).equals(wanted)).toBe(true)
      expect(written).toEqual({
        bytes: wanted.length,
        sha256: createHash('sha256').update(wanted).digest('hex')
      })
    }),
    { numRuns: 25 }
  )
  const beyond = Float64Array.from([0, earlier.length - 10, earlier.length + 1])
  const job = {
    target: at('target'),
    earlier: at('earlier'),
    body: undefined,
    ranges: beyond,
    head: '',
    tail: ''
  }
  expect(() => joinPieces(job, large)).toThrow(CacheBroken)
})

test('the lines of a subject are found in a sorted file, or the place for them', async () => {
  const subject = fc
    .tuple(fc.nat(40), fc.constantFrom('', 'Ω', '\u{1F422}', 'long'.repeat(9000)))
    .map(([n, s]) => `<${s}${n}>`)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(subject, fc.constantFrom('a', 'b', 'long'.repeat(6000))), { maxLength: 60 }),
      fc.array(subject, { minLength: 1, maxLength: 10 }),
      async (pairs, wanted) => {
        const lines = [...new Set(pairs.map(([s, object]) => `${s} <p> ${object} .\n`))]
          .map(line => Buffer.from(line))
          .sort(Buffer.compare)
        await writeFile(at('sorted'), Buffer.concat(lines))
        const file = new SortedFile(at('sorted'))
        const of = (line: Buffer): Buffer => line.subarray(0, line.indexOf(' '))
        const bytesWhere = (holds: (line: Buffer) => boolean): number =>
          lines.filter(holds).reduce((sum, { length }) => sum + length, 0)
        let from = 0
        for (const s of wanted.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
          const start = bytesWhere(line => Buffer.compare(of(line), Buffer.from(s)) < 0)
          const end = start + bytesWhere(line => of(line).equals(Buffer.from(s)))
          expect(file.find(s, from)).toEqual({ start, end })
          from = start
        }
        file.close()
      }
    ),
    { numRuns: 60 }
  )
})
