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

const hiddenHistory = async (name: string, versions: readonly Readonly<Record<string, string>>[]) => {
  const [vault, out] = [path.join(folder, `${name}-vault`), path.join(folder, `${name}-out`)]
  const built: string[] = []
  for (const [i, files] of versions.entries()) {
    await rm(vault, { recursive: true, force: true })
    await writeVault(folder, `${name}-vault`, files)
    const date = `2026-0${i + 1}-01`
    built.push((await build(vault, out, undefined, { keep: 9, date })).summary!.version)
  }
  return { out, built, kept: historyIn(out)!.versions.map(({ kept }) => kept) }
}

const other = { 'Other.md': 'colour:: red\n' }
const mention = (colour: string) => ({ 'Other.md': `colour:: ${colour}\nemployer:: Acme Corp\n` })
const secret = 'size:: 4711\n'

test.each([
  ['says so', { 'Acme Corp.md': secret }, { 'Acme Corp.md': `---\npublish: false\n---\n${secret}` }],
  ['is moved into a private folder', { 'Plans.md': secret }, { '_private/Plans.md': secret }],
  [
    'is moved there under a name that stands in no text',
    { 'Ideas.md': secret },
    { '_secret/Ideas.md': secret }
  ],
  [
    'is kept private by the settings',
    { 'a/Acme.md': secret },
    { 'a/Acme.md': secret, 'hawksbill.yaml': 'private: [a]\n' }
  ],
  [
    'is about an item',
    { 'Acme.md': `---\nwikidata: Q7\n---\n${secret}` },
    { 'Acme.md': '---\ndraft: true\n---\n' }
  ]
])('what is private now is in no earlier version: a note that %s', async (name, before, after) => {
  const { out, built, kept } = await hiddenHistory(`private ${name}`, [
    other,
    { ...other, ...before },
    { ...other, ...before, 'Third.md': 'size:: 3\n' },
    { ...other, ...after, 'Third.md': 'size:: 3\n' }
  ])
  expect(kept).toEqual([true, false, false, true])
  expect(await readdir(path.join(out, 'versions'))).toEqual([built[0]])
  const told = await readFile(path.join(out, 'changes.json'), 'utf8')
  expect(told).not.toMatch(/acme|plans|ideas/i)
  const again = await serve(await openPublished(out), { port: 0, onInternalError: console.error })
  try {
    const get = async (address: string, headers: Record<string, string> = {}) => {
      const response = await fetch(again.url + address, { redirect: 'manual', headers })
      return [response.status, await response.text()] as const
    }
    const source = Object.keys(before)[0]!.replace(/\.md$/, '').replace(' ', '%20')
    expect((await get(`version/${built[1]}/data/source/${source}.nt`))[0]).toBe(410)
    const time = { 'Accept-Datetime': 'Sat, 28 Feb 2026 00:00:00 GMT' }
    for (const address of [
      `source/${source}`,
      `data/source/${source}.nt`,
      `timemap/data/source/${source}.nt`
    ])
      expect([address, (await get(address, time))[0]]).toEqual([address, 404])
    const [status, feed] = await get('feed/1', { Accept: 'application/n-triples' })
    expect(status).toBe(200)
    expect(feed).not.toMatch(/acme|plans|ideas|4711/i)
    // What was told before and after keeps its place.
    expect(feed).toContain('<http://127.0.0.1:8787/source/Third>')
    const [members, places] = [
      feed.match(/tree#member> /g)!.length,
      feed.match(/feed\/1#(\d+)> .*ns\/prov|feed\/1#(\d+)/g)!
    ]
    expect(Math.max(...places.map(place => Number(place.split('#')[1])))).toBeGreaterThan(members)
    expect((await get(`version/${built[0]}/data/note-other.nt`))[0]).toBe(200)
  } finally {
    await again.close()
  }
})

test('a name that has become private is in no earlier version either, and all else is kept', async () => {
  const { kept } = await hiddenHistory('names', [
    other,
    mention('red'),
    { ...mention('green'), 'Acme Corp.md': '---\npublish: false\n---\n' },
    { ...other, 'Acme Corp.md': '---\npublish: false\n---\n', 'Gone.md': secret },
    { ...other, 'Acme Corp.md': '---\npublish: false\n---\n' }
  ])
  expect(kept).toEqual([true, false, true, true, true])
})

test('a note that cannot be read for the moment costs no version', async () => {
  const { kept } = await hiddenHistory('unreadable', [
    { ...other, 'Acme.md': secret },
    { ...other, 'Acme.md': '---\ncolour: [\n---\n' }
  ])
  expect(kept).toEqual([true, true])
})
