import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Built, build } from '../src/node/build.ts'
import { formats } from '../src/rdf/rdf.ts'
import { rdflibLines, readDocument } from './rdf-documents.ts'

// Two real vaults that stand beside the project where it is built; other people's notes, so no part of it.
const vaults = path.join(import.meta.dirname, '../../shared/vaults')
const missing = existsSync(vaults) ? undefined : `there is no ${vaults}`

let out: string
let built: Built
beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'hawksbill-vaults-'))
  if (!missing) built = await build(vaults, out, 'https://example.org/kg/')
}, 120_000)
afterAll(() => rm(out, { recursive: true, force: true }))

const dump = (extension: string): Promise<string> =>
  readFile(path.join(out, `dumps/dataset.${extension}`), 'utf8')

describe('two real vaults', () => {
  test('build without an error, and nearly all that an importer wrote is understood', ({ skip }) => {
    if (missing) return skip(missing)
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const { notes, keys } = built.summary!
    expect(notes).toMatchObject({ published: 437, unreadable: 0 })
    const { all, resolved } = keys.importer
    expect(resolved.keys / all.keys).toBeGreaterThan(0.99)
    expect(resolved.values / all.values).toBeGreaterThan(0.99)
  })

  test.for(formats.map(({ extension }) => extension))(
    'say the same in %s, to a parser of others',
    async (extension, { skip }) => {
      if (missing) return skip(missing)
      const lines = (await dump(formats.find(f => f.extension === extension)!.quads ? 'nq' : 'nt'))
        .trimEnd()
        .split('\n')
      const read = await readDocument(await dump(extension), extension)
      expect(read.length).toBe(lines.length)
      expect(read.join('\n') === [...lines].sort().join('\n')).toBe(true)
    }
  )

  test('are Turtle that rdflib reads too', async ({ skip }) => {
    if (missing) return skip(missing)
    expect(rdflibLines(await dump('ttl'), 'text/turtle').join('\n')).toBe(
      (await dump('nt')).trimEnd().split('\n').sort().join('\n')
    )
  })

  test.for([
    ['ttl', 'turtle'],
    ['nt', 'ntriples'],
    ['rdf', 'rdfxml'],
    ['nq', 'nquads'],
    ['trig', 'trig']
  ] as const)('are %s that Raptor reads', ([extension, syntax], { skip }) => {
    if (missing) return skip(missing)
    let read: string
    try {
      const args = [
        '-q',
        '-i',
        syntax,
        '-o',
        'ntriples',
        path.join(out, `dumps/dataset.${extension}`),
        'http://example.org/'
      ]
      read = execFileSync('rapper', args, {
        encoding: 'utf8',
        maxBuffer: 1 << 30,
        stdio: ['ignore', 'pipe', 'pipe']
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        return skip('rapper is not installed (Debian: raptor2-utils)')
      throw error
    }
    // Raptor gives a triple of several graphs several times.
    expect(new Set(read.trimEnd().split('\n')).size).toBe(built.summary!.triples)
  })
})
