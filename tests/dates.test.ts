import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { build } from '../src/node/build.ts'
import { InputError } from '../src/node/input-error.ts'
import { openPublished } from '../src/node/published.ts'
import { writeVault } from './command-line.ts'

const base = 'https://example.org/kg/'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-dates-'))
  await writeVault(folder, 'plain', { 'A.md': '---\nwikidata: Q1\n---\n' })
  await writeVault(folder, 'dated', {
    'A.md': '---\nwikidata: Q1\n---\n',
    'hawksbill.yaml': 'date: 2026-01-31\ndescription: Things, all of them.\nkeywords: [one, two]\n'
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

async function built(vault: string, date?: string) {
  const out = path.join(folder, 'out')
  const { problems } = await build(path.join(folder, vault), out, base, { date })
  expect(problems).toEqual([])
  return JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8')) as Record<string, unknown>
}

test('a build has a date where somebody says it: the command line, the settings, SOURCE_DATE_EPOCH', async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '')
  expect((await built('plain'))['date']).toBe(undefined)
  vi.stubEnv('SOURCE_DATE_EPOCH', '1800000000')
  expect((await built('plain'))['date']).toBe('2027-01-15T08:00:00Z')
  const dated = await built('dated')
  expect([dated['date'], dated['description'], dated['keywords']]).toEqual([
    '2026-01-31',
    'Things, all of them.',
    ['one', 'two']
  ])
  expect((await built('dated', '2026-02-01T10:00:00Z'))['date']).toBe('2026-02-01T10:00:00Z')
})

test.each(['2026-02-30', '2026-1-1', 'yesterday', '2026-01-01T00:00:00+02:00'])(
  '%s is no date',
  async date => {
    await expect(built('plain', date)).rejects.toThrow(InputError)
    await writeVault(folder, 'wrong', { 'A.md': 'x:: 1\n', 'hawksbill.yaml': `date: "${date}"\n` })
    const { problems } = await build(path.join(folder, 'wrong'), path.join(folder, 'wrong-out'), undefined)
    expect(problems[0]?.message).toMatch(/date is not a day/)
  }
)

test('the date is told in the name of dumps, in descriptions, and as Last-Modified', async () => {
  const { version } = await built('dated')
  const app = createApp(await openPublished(path.join(folder, 'out')))
  const get = (address: string, headers: Record<string, string> = {}) =>
    app.request(base + address, { headers })
  const day = 'Sat, 31 Jan 2026 00:00:00 GMT'
  expect((await get(`dump/dataset-2026-01-31-${version}.nt`)).status).toBe(200)
  const described = await (await get('dataset.nt')).text()
  expect(described).toContain(
    `<${base}version/${version}> <http://purl.org/dc/terms/issued> "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date>`
  )
  expect(described).toContain('<http://www.w3.org/ns/dcat#keyword> "two"@en')
  for (const address of ['data/Q1.ttl', 'page/Q1', 'dump/dataset.nt', 'dataset.ttl', 'context.jsonld']) {
    const whole = await get(address)
    expect([address, whole.headers.get('last-modified')]).toEqual([address, day])
    const since = async (headers: Record<string, string>) => (await get(address, headers)).status
    expect(await since({ 'If-Modified-Since': day })).toBe(304)
    expect(await since({ 'If-Modified-Since': 'Sun, 31 Jan 2027 00:00:00 GMT' })).toBe(304)
    expect(await since({ 'If-Modified-Since': 'Fri, 30 Jan 2026 23:59:59 GMT' })).toBe(200)
    expect(await since({ 'If-Modified-Since': 'some day' })).toBe(200)
    for (const [status, old] of [
      [304, 'Saturday, 31-Jan-26 00:00:00 GMT'],
      [200, 'Friday, 30-Jan-26 23:59:59 GMT'],
      [200, 'Saturday, 31-Jan-99 00:00:00 GMT'],
      [200, 'Sunday, 31-Jan-26 00:00:00 GMT'],
      [304, 'Sat Jan 31 00:00:00 2026'],
      [304, 'Sun Feb  1 00:00:00 2026'],
      [200, 'Fri Jan 30 23:59:59 2026'],
      [200, 'Sun Feb 31 00:00:00 2026']
    ] as const)
      expect([old, await since({ 'If-Modified-Since': old })]).toEqual([old, status])
    // RFC 9110 §13.1.3: what the tag says counts.
    expect(await since({ 'If-Modified-Since': day, 'If-None-Match': '"other"' })).toBe(200)
    expect(await since({ 'If-Unmodified-Since': day })).toBe(200)
    expect(await since({ 'If-Unmodified-Since': 'Fri, 30 Jan 2026 23:59:59 GMT' })).toBe(412)
    const tag = whole.headers.get('etag')!
    expect(await since({ 'If-Match': `"other", ${tag}` })).toBe(200)
    expect(await since({ 'If-Match': '*' })).toBe(200)
    expect(await since({ 'If-Match': '"other"' })).toBe(412)
    expect(await since({ 'If-Match': `W/${tag}` })).toBe(412)
    // RFC 9110 §13.2.2: where there is If-Match, the date does not count.
    const both = { 'If-Match': tag, 'If-Unmodified-Since': 'Fri, 30 Jan 2026 23:59:59 GMT' }
    expect(await since(both)).toBe(200)
  }
  const part = await get('dump/dataset.nt', { Range: 'bytes=0-1', 'If-Range': day })
  expect([part.status, part.headers.get('last-modified')]).toEqual([206, day])
})
