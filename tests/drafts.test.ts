import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeAll } from '../src/dumps/dumps.ts'
import { subjectLines } from '../src/dumps/lines.ts'
import { folderSink } from '../src/node/drafts.ts'
import { iri, type Quad, quad, text } from '../src/rdf/rdf.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-drafts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const subject = fc
  .constantFrom('a', 'b', 'ab', 'Ω', '\u{1F422}', '\uffee', 'long'.repeat(50))
  .map(s => iri(`http://example.org/${s}`))
const anyQuad: fc.Arbitrary<Quad> = fc
  .tuple(
    subject,
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(undefined, iri('http://example.org/g'))
  )
  .map(([s, value, graph]) => quad(s, iri('http://example.org/p'), text(value), graph))

test('lines sorted through runs on disk are the lines sorted in memory', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyQuad, { maxLength: 8 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 2000 }),
      async (blocks, memory) => {
        const lines = folderSink(folder, memory).lines('a.nt', 'a.nq')
        for (const block of blocks) for (const record of subjectLines(block)) lines.append(record)
        const { triples, quads } = await lines.finish()
        for (const [file, written] of [
          ['nt', triples],
          ['nq', quads]
        ] as const) {
          const bytes = await readFile(path.join(folder, `a.${file}`))
          expect(bytes.toString()).toBe(writeAll(file, blocks, { prefixes: {}, context: { '@context': {} } }))
          expect(written).toEqual({ bytes: bytes.length, sha256: sha256(bytes) })
          // The order is that of bytes, as `LC_ALL=C sort` has it.
          const sorted = bytes
            .toString()
            .split('\n')
            .slice(0, -1)
            .map(line => Buffer.from(line))
          for (let i = 1; i < sorted.length; i++) expect(Buffer.compare(sorted[i - 1]!, sorted[i]!)).toBe(-1)
        }
        expect((await readdir(folder)).sort()).toEqual(['a.nq', 'a.nt'])
      }
    ),
    { numRuns: 100 }
  )
})

test('long text stands between its head and its tail', async () => {
  const draft = folderSink(folder).text('deep/text.txt')
  const piece = 'ж'.repeat(1000)
  for (let i = 0; i < 3000; i++) draft.append(piece)
  const written = await draft.finish('head\n', '\ntail')
  const bytes = await readFile(path.join(folder, 'deep/text.txt'))
  expect(bytes.equals(Buffer.from(`head\n${piece.repeat(3000)}\ntail`))).toBe(true)
  expect(written).toEqual({ bytes: bytes.length, sha256: sha256(bytes) })
  expect(await readdir(path.join(folder, 'deep'))).toEqual(['text.txt'])
})
