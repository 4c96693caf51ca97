import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { StoreError, StoreWriter } from '../src/compiled/compiled.ts'
import { linePieces, openStoreFiles, writeStoreFiles } from '../src/node/store-file.ts'
import { compiledBytes } from './compiled-stores.ts'
import { datasets, quadKey } from './quads.ts'

const work = mkdtempSync(path.join(tmpdir(), 'hawksbill-store-file-'))
afterAll(() => rmSync(work, { recursive: true }))

const mebibyte = 2 ** 20
const { quads } = datasets.find(({ name }) => name === 'three hundred graphs')!

/** A folder with a store of these quads, which has a section that is so many bytes long. */
function written(extra: number): string {
  const folder = mkdtempSync(path.join(work, 'out-'))
  const bytes = Uint8Array.from({ length: extra }, (_, i) => i % 251)
  const writer = new StoreWriter({ extras: () => [{ name: 'extra', pieces: [bytes] }] })
  for (const quad of quads) writer.add(quad)
  expect(writeStoreFiles(writer, folder)).toBeGreaterThan(extra)
  return folder
}

describe('a store in a folder', () => {
  test('is one file where it is short', () => {
    const folder = written(10)
    expect(readdirSync(folder)).toEqual(['store.hbk'])
    const store = openStoreFiles(folder)!
    store.verify()
    expect(Array.from(store.match(), quadKey).sort()).toEqual([...new Set(quads.map(quadKey))].sort())
    expect(openStoreFiles(work)).toBeUndefined()
  })

  test('is cut where it is longer than a Worker takes, and the same when joined', () => {
    const extra = 50 * mebibyte
    const folder = written(extra)
    const files = readdirSync(folder).sort()
    expect(files).toEqual(['store-000.hbk', 'store-001.hbk', 'store-002.hbk'])
    const sizes = files.map(file => statSync(path.join(folder, file)).size)
    expect(sizes.slice(0, 2)).toEqual([24 * mebibyte, 24 * mebibyte])
    const bytes = Uint8Array.from({ length: extra }, (_, i) => i % 251)
    const whole = compiledBytes(quads, { extras: () => [{ name: 'extra', pieces: [bytes] }] })
    expect(Buffer.concat(files.map(file => readFileSync(path.join(folder, file)))).equals(whole)).toBe(true)
    openStoreFiles(folder)!.verify()

    truncateSync(path.join(folder, files[2]!), 1000)
    expect(() => openStoreFiles(folder)).toThrow(StoreError)
    rmSync(path.join(folder, files[1]!))
    expect(() => openStoreFiles(folder)).toThrow(StoreError)
  })
})

describe('the lines of a file', () => {
  const pieces = (text: string): string[] => {
    const file = path.join(work, 'lines')
    writeFileSync(file, text)
    return [...linePieces(file)]
  }

  test.each([
    ['nothing', ''],
    ['one line', 'one\n'],
    ['a last line without its end', 'one\ntwo'],
    ['many lines of several bytes a character', 'é日本😀\n'.repeat(900_000)],
    ['a line longer than several pieces', `short\n${'é'.repeat(9_000_000)}\nshort\n`],
    ['a long last line without its end', `short\n${'x'.repeat(5_000_000)}`],
    ['a line as long as a piece', `${'x'.repeat(2 ** 22 - 1)}\n${'y'.repeat(2 ** 22)}\nz`]
  ])('%s', (_, text) => {
    const found = pieces(text)
    expect(found.join('') === text).toBe(true)
    for (const piece of found.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true)
  })
})
