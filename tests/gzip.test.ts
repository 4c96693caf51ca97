import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../src/node/build.ts'
import { compressedIn } from '../src/node/gzip.ts'
import { openPublished } from '../src/node/published.ts'
import { hawksbill, writeVault } from './command-line.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-gzip-'))
  await writeVault(folder, 'vault', { 'A.md': '---\nwikidata: Q1\n---\n', 'B.md': 'x:: 1\n' })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const place = (...parts: string[]) => path.join(folder, ...parts)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Expects sizes and hashes to be those of the files, plain and compressed; gives how many there are. */
async function expectTrue(out: string): Promise<number> {
  const { manifest } = await openPublished(place(out))
  for (const { file, bytes, sha256: hash, gzip } of manifest.dumps) {
    const plain = await readFile(place(out, 'dumps', file))
    expect([plain.length, sha256(plain)]).toEqual([bytes, hash])
    const packed = await readFile(place(out, 'dumps', `${file}.gz`))
    expect({ bytes: packed.length, sha256: sha256(packed) }).toEqual(gzip)
    expect(gunzipSync(packed).equals(plain)).toBe(true)
    // RFC 1952 §2.3.1: no flags, no time, no operating system.
    expect([...packed.subarray(3, 10)]).toEqual([0, 0, 0, 0, 0, 0, 255])
  }
  return manifest.dumps.length
}

test('a build compresses its dumps, and says of each how large it is, and its hash', async () => {
  const options = { gzip: true, cache: place('cache') }
  await build(place('vault'), place('out'), undefined, options)
  expect(await expectTrue('out')).toBe(6)
  const first = await stat(place('out/dumps/dataset.nt.gz'))
  await build(place('vault'), place('out'), undefined, options)
  expect(await expectTrue('out')).toBe(6)
  // What has not changed is not compressed again.
  expect((await stat(place('out/dumps/dataset.nt.gz'))).ino).toBe(first.ino)
  await build(place('vault'), place('again'), undefined, { gzip: true })
  for (const file of await readdir(place('out/dumps')))
    expect(
      (await readFile(place('again/dumps', file))).equals(await readFile(place('out/dumps', file)))
    ).toBe(true)
})

test('a build may leave that out', async () => {
  const { code } = await hawksbill(folder, ['build', 'vault', '--out', 'plain', '--no-gzip', '--no-cache'])
  expect(code).toBe(0)
  expect((await readdir(place('plain/dumps'))).filter(file => file.endsWith('.gz'))).toEqual([])
  expect(compressedIn(place('plain'))).toEqual({})
  expect((await openPublished(place('plain'))).manifest.dumps.some(({ gzip }) => gzip)).toBe(false)
})

test('compile compresses the dumps that it writes', async () => {
  const args = ['compile', 'out/dumps/dataset.nq.gz', '--out', 'compiled', '--dumps']
  expect(await hawksbill(folder, args)).toMatchObject({ code: 0, err: '' })
  expect(await expectTrue('compiled')).toBe(6)
  // The lines are the same, wherever they come from.
  expect(
    (await readFile(place('compiled/dumps/dataset.nt'))).equals(await readFile(place('out/dumps/dataset.nt')))
  ).toBe(true)
})
