import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPublished } from '../src/node/published.ts'
import { serve } from '../src/node/server.ts'
import { hawksbill as runIn, writeVault } from './command-line.ts'
import { encodedWord, otherFiles, privateNotes, publicNotes, settings, word } from './fixtures/canaries.ts'

let folder: string
let ran: { code: number | null; out: string; err: string }

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-private-'))
  await writeVault(folder, 'vault', {
    ...privateNotes,
    ...otherFiles,
    ...publicNotes,
    'hawksbill.yaml': settings
  })
  ran = await hawksbill(['build', 'vault', '--out', 'out'])
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const hawksbill = (args: readonly string[]): Promise<typeof ran> => runIn(folder, args)

/** Where a text names something private, with what stands around it. */
function leaks(where: string, text: string): string[] {
  const looks = new RegExp(
    [
      word,
      encodedWord,
      ...[encodedWord, encodedWord[0]!.toUpperCase() + encodedWord.slice(1)].map(encodeURIComponent)
    ].join('|'),
    'gi'
  )
  return [...text.matchAll(looks)]
    .slice(0, 5)
    .map(({ index }) => `${where}: …${text.slice(Math.max(0, index - 90), index + 60)}…`)
}

test('the vault builds, and its notes are told apart', () => {
  // Two more say the name of one in their paths.
  const kept = Object.keys(privateNotes).length + 2
  expect(ran.err + ran.out).toContain(
    '2 notes are kept back, since the path holds the name of a private note'
  )
  expect(ran.out).toContain(`kept back   ${kept} private notes`)
  expect(ran.out).toContain('left out    2 notes with errors')
})

test('nothing that is printed names a private note', async () => {
  const checked = await hawksbill(['check', 'vault'])
  const json = await hawksbill(['build', 'vault', '--out', 'out-json', '--json'])
  for (const [what, { out, err }] of Object.entries({ build: ran, checked, json }))
    expect([...leaks(`${what} stdout`, out), ...leaks(`${what} stderr`, err)]).toEqual([])
})

test('nothing that is written names a private note', async () => {
  const files = (await readdir(path.join(folder, 'out'), { recursive: true, withFileTypes: true })).filter(
    entry => entry.isFile()
  )
  expect(files.length).toBeGreaterThan(6)
  const found: string[] = []
  for (const entry of files) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name))
    const plain = entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes
    found.push(...leaks(entry.name, entry.name), ...leaks(entry.name, plain.toString('utf8')))
    found.push(...leaks(`${entry.name} as UTF-16`, plain.toString('utf16le')))
  }
  expect(found).toEqual([])
})

test('nothing that is served names a private note', async () => {
  const published = await openPublished(path.join(folder, 'out'))
  const server = await serve(published, { port: 0 })
  try {
    const get = async (address: string, accept = '*/*'): Promise<string> => {
      const response = await fetch(new URL(address, server.url), { headers: { accept }, redirect: 'follow' })
      return `${[...response.headers].join('\n')}\n${await response.text()}`
    }
    const all = 'SELECT DISTINCT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }'
    const addresses = [
      '',
      'sparql',
      'ontology',
      'shapes',
      'context.jsonld',
      'dataset',
      'page/source/shown',
      `sparql?query=${encodeURIComponent(all)}`
    ]
    const entities = [...new Set((await get('dump/dataset.nt')).match(/(?<=\/entity\/)[^>\s]+/g) ?? [])]
    expect(entities.length).toBeGreaterThan(10)
    for (const entity of entities.slice(0, 60)) {
      addresses.push(`entity/${entity}`, `page/${entity}`)
      for (const extension of ['ttl', 'nt', 'nq', 'trig', 'jsonld', 'rdf'])
        addresses.push(`data/${entity}.${extension}`)
    }
    for (const extension of ['ttl', 'nt', 'nq', 'trig', 'jsonld', 'rdf'])
      addresses.push(`dump/dataset.${extension}`)
    const found: string[] = []
    for (const address of addresses) {
      found.push(...leaks(address, await get(address)))
      found.push(...leaks(`${address} as HTML`, await get(address, 'text/html')))
    }
    expect(found.slice(0, 20)).toEqual([])
    // What is asked for by a private name is not there, and the answer says no more than was asked.
    for (const name of ['canary-publish', 'note-canary-publish', 'item-canary-other', 'Q990002', 'Q990003']) {
      const response = await fetch(new URL(`page/${name}`, server.url))
      expect([name, response.status]).toEqual([name, 404])
      const rest = (await response.text()).replaceAll(name, '')
      expect(leaks(`page/${name}`, rest)).toEqual([])
    }
  } finally {
    await server.close()
  }
}, 60_000)

test('in other dialects too', async () => {
  const links =
    '[[Canary page]], #[[Canary hidden]], #Canary, [[Canary alias]], [[canary___sub]], [[canary/sub]]'
  const name = await writeVault(folder, 'logseq', {
    'logseq/config.edn': '{}',
    'logseq/bak/pages/Canary backup.md': 'x',
    'pages/Canary page.md': 'public:: false\nalias:: Canary alias, Canary\n\n- canary',
    'pages/Canary hidden.md': '- exclude-from-graph-view:: true\n',
    'pages/canary___sub.md': 'publish:: no\n',
    'pages/Open.md': `tags:: ${links}\nalias:: [[Canary page]]\nrelated:: ${links}\ntitle:: [[Canary page]]\n\n- text ${links}\n  block:: ${links}\n- {{embed [[Canary page]]}} ((canary))\n`
  })
  const foam = await writeVault(folder, 'foam', {
    '.foam/templates/canary.md': '# Canary template',
    'canary-note.md': '---\npublish: false\n---\n# Canary\n',
    'open.md':
      '# Open\n\n[[canary-note]] [see][canary] [[c]] [canary]\n\nrel:: [[c]]\n\n## abstract\n\nOf [[c]] and [the canary][canary].\n\n[canary]: canary-note.md "Canary"\n[c]: canary-note "Canary"\n'
  })
  for (const vault of [name, foam]) {
    const { code, out, err } = await hawksbill(['build', vault, '--out', `${vault}-out`])
    expect(code, err).toBe(0)
    const data = await readFile(path.join(folder, `${vault}-out/dumps/dataset.nq`), 'utf8')
    const manifest = await readFile(path.join(folder, `${vault}-out/manifest.json`), 'utf8')
    expect([out, err, data, manifest].flatMap(text => leaks(vault, text))).toEqual([])
    expect(data.toLowerCase()).toContain('open')
  }
})
