import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../src/node/build.ts'
import { openPublished } from '../src/node/published.ts'
import { type Answer, answer, type Identity, resultFormats } from '../src/query/query.ts'
import { parseRdf, quadLine } from '../src/rdf/rdf.ts'
import type { Store } from '../src/store/store.ts'

/**
 * Queries as they are written for the Wikidata Query Service, over what the seeds make. Each has its answer beside
 * it, as that service would give it: a table, a graph, or whether it is so.
 */
const cases = path.join(import.meta.dirname, 'cases/wikidata')
const names = (await readdir(cases))
  .filter(file => file.endsWith('.rq'))
  .map(file => path.basename(file, '.rq'))

let folder: string
let store: Store
let base: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-wikidata-'))
  await build(path.join(import.meta.dirname, '../seeds'), folder, undefined)
  const { store: opened, manifest } = await openPublished(folder)
  store = opened
  base = manifest.base
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** An answer as lines: a table's in its order, a graph's sorted. */
async function linesOf(found: Answer): Promise<string[]> {
  if (found.form === 'boolean') return [String(found.value)]
  if (found.form === 'quads') {
    const lines = new Set<string>()
    for await (const quad of found.quads) lines.add(quadLine(quad))
    return [...lines].sort()
  }
  let written = ''
  for await (const piece of resultFormats.find(({ extension }) => extension === 'tsv')!.write(found))
    written += piece
  return written.trimEnd().split('\n')
}

async function expectedOf(name: string, form: Answer['form']): Promise<string[]> {
  const read = (extension: string) => readFile(path.join(cases, `${name}.${extension}`), 'utf8')
  if (form === 'boolean') return [(await read('txt')).trim()]
  if (form === 'quads')
    return parseRdf(await read('ttl'), 'ttl')
      .map(quadLine)
      .sort()
  return (await read('tsv')).trimEnd().split('\n')
}

test.for(names)('%s', async name => {
  const query = await readFile(path.join(cases, `${name}.rq`), 'utf8')
  const ask = async (identity: Identity) => {
    const found = await answer(query, store, { base, identity, languages: ['fr'] })
    return { form: found.form, lines: await linesOf(found) }
  }
  const { form, lines } = await ask('wikidata')
  // Rows that no order is asked for may come in any.
  const ordered = /^ORDER BY/m.test(query) || form === 'quads'
  const comparable = ([head = '', ...rows]: string[]) => [head, ...(ordered ? rows : rows.sort())]
  expect(comparable(lines)).toEqual(comparable(await expectedOf(name, form)))
  const own = (await ask('own')).lines.map(line =>
    line.replaceAll(`<${base}entity/Q`, '<http://www.wikidata.org/entity/Q')
  )
  expect(comparable(form === 'quads' ? own.sort() : own)).toEqual(comparable(lines))
})

test('there are at least thirty', () => {
  expect(names.length).toBeGreaterThanOrEqual(30)
})
