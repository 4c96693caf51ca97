import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** The import law (ARCHITECTURE.md): the doors each room may use besides its own files and `problem.ts`. */
const law: Readonly<Record<string, readonly string[]>> = {
  rdf: [],
  parsing: ['rdf'],
  vault: [],
  prose: [],
  rules: ['prose'],
  claims: ['vault', 'prose', 'rules'],
  alignment: ['rdf', 'claims'],
  reconciliation: ['rdf', 'alignment'],
  graph: ['rdf', 'alignment', 'reconciliation'],
  reuse: ['alignment'],
  dumps: ['rdf'],
  shapes: ['rdf'],
  compiled: ['rdf'],
  store: ['rdf', 'compiled'],
  query: ['rdf', 'compiled', 'store'],
  pages: ['rdf', 'store'],
  http: ['rdf', 'dumps', 'store', 'query', 'pages'],
  browser: [],
  publish: [
    'rdf',
    'vault',
    'prose',
    'rules',
    'claims',
    'alignment',
    'reconciliation',
    'graph',
    'reuse',
    'dumps'
  ],
  problem: [],
  node: [
    'rdf',
    'parsing',
    'vault',
    'claims',
    'alignment',
    'reuse',
    'dumps',
    'shapes',
    'compiled',
    'store',
    'query',
    'http',
    'publish'
  ],
  worker: ['http', 'query', 'compiled', 'store', 'rdf']
}

/** Packages that stay behind one room, so that another can take their place. */
const owners: Readonly<Record<string, RegExp>> = {
  n3: /^(?:rdf|parsing)\//,
  jsonld: /^(?:parsing\/json-ld-reader|dumps\/json-ld-forms)\.ts$/,
  'rdfxml-streaming-parser': /^parsing\/rdf-xml-reader\.ts$/,
  '@comunica': /^query\/comunica\.ts$/,
  asynciterator: /^query\/comunica\.ts$/,
  '@traqula': /^query\//,
  yaml: /^(?:vault|rules)\//,
  '@lezer/highlight': /^browser\//,
  '@lezer': /^(?:vault|prose)\//,
  htmlparser2: /^prose\//,
  picomatch: /^vault\//,
  'shacl-engine': /^shapes\/violations\.ts$/,
  'd3-array': /^pages\/views\//,
  'd3-force': /^pages\//,
  hono: /^(?:http|pages)\//,
  '@hono': /^node\//,
  '@modelcontextprotocol': /^http\/mcp\/server\.ts$/,
  '@noble': /^(?:alignment|dumps|http|query|store)\//,
  re2js: /^(?:query|reconciliation)\//,
  '@rdfjs': /^rdf\//,
  '@codemirror': /^browser\//,
  leaflet: /^browser\//
}

const imports =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?\sfrom\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Every import of these files (paths below `src/` → text) that the law forbids, as one line each. */
function violations(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = []
  for (const [file, text] of files) {
    const room = file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, '')
    const allowed = law[room]
    if (!allowed) found.push(`${file}: no such room as ${room}`)
    for (const match of text.matchAll(imports)) {
      const target = match[1] ?? match[2] ?? match[3] ?? ''
      const say = (why: string): void => void found.push(`${file} imports ${target}: ${why}`)
      if (target.startsWith('node:')) {
        if (room !== 'node') say('only src/node knows Node')
      } else if (target.startsWith('cloudflare:')) {
        if (room !== 'worker') say('only src/worker knows Cloudflare')
      } else if (!target.startsWith('.')) {
        const owner = Object.entries(owners).find(
          ([name]) => target === name || target.startsWith(`${name}/`)
        )
        if (!owner) say('no room owns this package')
        else if (!owner[1].test(file)) say(`it belongs to ${owner[1].source}`)
      } else {
        const to = path.posix.normalize(path.posix.join(path.posix.dirname(file), target))
        const toRoom = to.includes('/') ? to.slice(0, to.indexOf('/')) : to.replace(/\.ts$/, '')
        if (toRoom === room || to === 'problem.ts') continue
        if (!allowed?.includes(toRoom)) say(`${room} may not use ${toRoom}`)
        else if (to !== `${toRoom}.ts` && to !== `${toRoom}/${toRoom}.ts`)
          say(`the door of ${toRoom} is ${toRoom}/${toRoom}.ts`)
      }
    }
  }
  return found
}

const src = path.join(import.meta.dirname, '../src')
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map(file => [file.split(path.sep).join('/'), readFileSync(path.join(src, file), 'utf8')])
)

describe('the import law', () => {
  test('holds for every file', () => {
    expect(sources.size).toBeGreaterThan(30)
    expect(violations(sources)).toEqual([])
  })

  test.each([
    ['rdf/x.ts', "import { a } from '../vault/vault.ts'", 'rdf may not use vault'],
    ['claims/x.ts', "import { a } from '../vault/link.ts'", 'the door of vault'],
    ['claims/x.ts', "import type {\n  A\n} from '../vault/link.ts'", 'the door of vault'],
    ['query/x.ts', "import fs from 'node:fs'", 'only src/node'],
    ['query/x.ts', "export * from '../http/http.ts'", 'query may not use http'],
    ['http/x.ts', "const a = await import('../node/cli.ts')", 'http may not use node'],
    ['vault/x.ts', "import { Store } from 'n3'", 'it belongs to'],
    ['http/x.ts', "import { QueryEngine } from '@comunica/query-sparql-rdfjs-lite'", 'it belongs to'],
    ['http/x.ts', "import _ from 'lodash'", 'no room owns'],
    ['extra/x.ts', '', 'no such room']
  ])('finds a planted violation: %s with %s', (file, text, reason) => {
    expect(violations(new Map([[file, text]]))).toEqual([expect.stringContaining(reason)])
  })
})

describe('the shape of the source', () => {
  test('every room has its door', () => {
    const rooms = new Set(
      [...sources.keys()].filter(file => file.includes('/')).map(file => file.split('/')[0]!)
    )
    for (const room of rooms) {
      // What nothing imports has no door.
      if (room === 'node' || room === 'browser') continue
      expect(sources.has(`${room}/${room}.ts`), `src/${room}/${room}.ts`).toBe(true)
    }
  })

  test('no file is a drawer for odds and ends', () => {
    const drawers = [...sources.keys()].filter(file =>
      /(?:^|\/)(?:utils?|helpers?|common|misc|types)\.ts$/.test(file)
    )
    expect(drawers).toEqual([])
  })
})
