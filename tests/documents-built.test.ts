import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { type Built, build } from '../src/node/build.ts'
import { openPublished } from '../src/node/published.ts'
import { summaryText } from '../src/node/terminal.ts'
import { writeVault } from './command-line.ts'
import { claim, claimsOfDocuments, item, link, minted, quantity, text, time } from './document-case.ts'

// How prose is read is another matter: here each document says what its test has it say.
vi.mock('../src/claims/document-claims.ts', async () => (await import('./document-case.ts')).handWritten)

let folder: string
let built: Built
const base = 'https://example.org/'

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-documents-'))
  const rubezh = minted('exercise', 'Rubezh 2008', 'Frontier\t2008')
  claimsOfDocuments
    .set('wiki', [
      claim('P793', link(rubezh), { quote: 'the exercise Rubezh 2008' }),
      claim('P585', time('2008', 'decade'), { subject: rubezh, quote: 'in the 2000s' }),
      claim('P1132', quantity('4000', { lower: '4000' }), { subject: rubezh, quote: 'more than 4,000 men' }),
      claim('P710', link(item('Armenia', 'Q399')), { subject: rubezh, start: 30 })
    ])
    .set('quiet', [
      claim('P710', link(item('Armenia', 'Q399'), 'canary'), {
        subject: rubezh,
        start: 40,
        quote: 'Canary words',
        qualifiers: { P1932: text('canary') }
      }),
      claim('P571', time('canary'), { quote: 'canary' })
    ])
  await writeVault(folder, 'vault', {
    'CSTO.md': '---\nwikidata: Q318693\n---\n# CSTO\n',
    'wiki.txt': 'text',
    'quiet.txt': 'canary words',
    'hawksbill.yaml': `base: ${base}\nsources:\n  - {file: wiki.txt, id: wiki, title: A wiki, about: Q318693}\n  - {file: quiet.txt, id: quiet, title: A quiet text, about: Q318693, text: none}\n`
  })
  built = await build(path.join(folder, 'vault'), path.join(folder, 'out'), undefined)
})
afterAll(async () => {
  claimsOfDocuments.clear()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (address: string, accept = 'text/html') => {
  const app = createApp(await openPublished(path.join(folder, 'out')))
  return app.request(base + address, { headers: { Accept: accept } })
}

describe('the build', () => {
  test('lists what it minted', async () => {
    expect(await readFile(path.join(folder, 'out/report/minted.tsv'), 'utf8')).toBe(
      `class\tlabel\tstatements\tfirst source\tentity\nexercise\tRubezh 2008\t3\twiki\t${base}entity/exercise-rubezh-2008\n`
    )
    const manifest = JSON.parse(await readFile(path.join(folder, 'out/manifest.json'), 'utf8'))
    expect(manifest.reports).toEqual([
      { file: 'minted.tsv', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }
    ])
    expect(built.summary).toMatchObject({ minted: 1, reports: [{ file: 'report/minted.tsv' }] })
    expect(summaryText('vault', built.summary!)).toMatch(
      /minted {6}1 entity that only prose tells of[\s\S]*report\/minted\.tsv/
    )
  })

  test('gives the same bytes again, and can replace what it wrote', async () => {
    const read = async () => {
      const files = (await readdir(path.join(folder, 'out'), { recursive: true, withFileTypes: true }))
        .filter(entry => entry.isFile())
        .map(entry => path.join(entry.parentPath, entry.name))
        .sort()
      return Promise.all(files.map(async file => [file, await readFile(file, 'base64')]))
    }
    const before = await read()
    await build(path.join(folder, 'vault'), path.join(folder, 'out'), undefined)
    expect(await read()).toEqual(before)
  })

  test('says no words of a document whose text must not be shown', async () => {
    const files = await readdir(path.join(folder, 'out'), { recursive: true, withFileTypes: true })
    for (const entry of files)
      if (entry.isFile())
        expect(await readFile(path.join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toMatch(
          /canary/i
        )
    expect(built.problems.map(({ code }) => code)).toEqual(['value-unfit'])
    expect(JSON.stringify(built)).not.toMatch(/canary/i)
    for (const address of ['page/exercise-rubezh-2008', 'page/Q318693', 'data/exercise-rubezh-2008.ttl'])
      expect(await (await ask(address)).text()).not.toMatch(/canary/i)
  })
})

describe('an entity that only prose tells of', () => {
  test('can be looked up, as data and as a page', async () => {
    const thing = await ask('entity/exercise-rubezh-2008', 'text/turtle')
    expect([thing.status, thing.headers.get('location')]).toEqual([303, '/data/exercise-rubezh-2008.ttl'])
    const data = await (await ask('data/exercise-rubezh-2008.ttl', 'text/turtle')).text()
    expect(data).toContain('rdfs:label "Rubezh 2008"@en')
    expect(data).toContain('wikibase:quantityLowerBound "+4000"^^xsd:decimal')
    expect((await ask('entity/exercise-rubezh-2009', 'text/turtle')).status).toBe(404)
  })

  test('has a page with its facts, the words that say so, and the place where they are not shown', async () => {
    const page = await (await ask('page/exercise-rubezh-2008')).text()
    expect(page).toContain('<h1>Rubezh 2008</h1>')
    expect(page).toContain('>2000s</time>')
    expect(page).toContain('4000 or more')
    expect(page).toContain('A wiki</a>: <q>more than 4,000 men</q>')
    expect(page).toContain('A quiet text</a> <small>characters 40 to 50</small>')
    expect(await (await ask('page/Q318693')).text()).toContain(
      '<a href="/page/exercise-rubezh-2008">Rubezh 2008</a>'
    )
  })

  test('is found by its label, by who says what, and by the wikidata names of others', async () => {
    const query = `SELECT ?l { GRAPH <${base}graph/quiet> { ?e wdt:P710 wd:Q399 } ?e rdfs:label ?l ; skos:altLabel "Frontier\\t2008"@en }`
    const answer = await (await ask(`sparql?query=${encodeURIComponent(query)}`, 'text/csv')).text()
    expect(answer).toBe('l\r\nRubezh 2008\r\n')
  })
})
