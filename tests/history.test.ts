import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../src/node/build.ts'
import { changesIn, historyIn } from '../src/node/history.ts'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { writeVault } from './command-line.ts'
import { historyContract } from './contracts/history.ts'
import { buildHistory } from './fixtures/history.ts'

let folder: string
let server: Serving
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-history-'))
  await buildHistory(path.join(folder, 'past'))
  server = await serve(await openPublished(path.join(folder, 'past/out')), {
    port: 0,
    onInternalError: error => console.error(error)
  })
})
afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

historyContract('Node', (address, init) =>
  fetch(server.url.slice(0, -1) + address, { redirect: 'manual', ...init })
)

const note = (colour: string) => ({ 'A.md': `---\nwikidata: Q1\ncolour: ${colour}\n---\n` })

test('versions are kept as long as a build says, and nothing is kept unasked', async () => {
  const out = path.join(folder, 'few')
  const built = async (colour: string, keep?: number): Promise<string> => {
    await writeVault(folder, 'vault', note(colour))
    return (await build(path.join(folder, 'vault'), out, undefined, { keep })).summary!.version
  }
  const names = async () => (await readdir(path.join(out, 'versions')).catch(() => [])).sort()
  const red = await built('red')
  expect([historyIn(out), await names()]).toEqual([undefined, []])
  const green = await built('green', 2)
  expect(historyIn(out)?.versions.map(({ version }) => version)).toEqual([red, green])
  expect(await names()).toEqual([red])
  // Once it keeps, it goes on.
  const blue = await built('blue')
  expect(await names()).toEqual([red, green].sort())
  const before = historyIn(out)
  // What has not changed is no version of its own, and the first date stays.
  await built('blue')
  expect(historyIn(out)).toEqual(before)
  const white = await built('white')
  expect(await names()).toEqual([green, blue].sort())
  expect(historyIn(out)?.versions).toMatchObject([
    { version: red, kept: false },
    { version: green, kept: true },
    { version: blue, kept: true },
    { version: white, kept: true }
  ])
  expect(changesIn(out).map(({ changed }) => changed)).toEqual([
    [],
    ['entity/Q1'],
    ['entity/Q1'],
    ['entity/Q1']
  ])
  // An earlier state again is another time, and not another version.
  expect(await built('blue')).toBe(blue)
  expect(historyIn(out)?.versions.map(({ version }) => version)).toEqual([red, green, blue, white, blue])
  expect((await names()).includes(blue)).toBe(false)
  const site = await openPublished(out)
  expect((await site.past!.open(white))?.manifest.version).toBe(white)
  await built('black', 0)
  expect([historyIn(out), await names()]).toEqual([undefined, []])
})

test('the same builds leave the same bytes', async () => {
  await buildHistory(path.join(folder, 'again'))
  const root = (name: string) => path.join(folder, name, 'out')
  const files = (await readdir(root('past'), { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root('past'), path.join(entry.parentPath, entry.name)))
  expect(files.filter(file => file.startsWith('versions/'))).toHaveLength(2 * 3)
  for (const file of files) {
    const [one, other] = await Promise.all(
      ['past', 'again'].map(name => readFile(path.join(root(name), file)))
    )
    expect([file, one!.equals(other!)]).toEqual([file, true])
  }
})
