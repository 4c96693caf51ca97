import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeAll } from '../src/dumps/dumps.ts'
import { problemLine } from '../src/problem.ts'
import type { Publication } from '../src/publish/publish.ts'
import { formats, prefixesOf, type Quad } from '../src/rdf/rdf.ts'
import { parseSettings, type Settings } from '../src/vault/vault.ts'
import { publishVault } from './publish-case.ts'
import { linesOf, readDocument } from './rdf-documents.ts'

const cases = path.join(import.meta.dirname, 'cases/publish')
const names = readdirSync(cases).flatMap(file =>
  file.endsWith('.in.md') ? [file.slice(0, -'.in.md'.length)] : []
)

const dump = (
  { blocks, context, settings }: Publication,
  extension: string,
  kept: Iterable<readonly Quad[]> = blocks
): string => writeAll(extension, kept, { prefixes: prefixesOf(settings.base), context })

describe('a note becomes', () => {
  test.each(names)('%s', async name => {
    const note = readFileSync(path.join(cases, `${name}.in.md`), 'utf8')
    const { publication, problems } = await publishVault(
      { 'note.md': note },
      { base: 'https://example.org/' }
    )
    // Statement nodes and sources only repeat what the direct triples say; one case elsewhere shows them whole.
    const shown = [...publication.blocks]
      .map(block =>
        block.filter(
          ({ subject, predicate }) =>
            /^https:\/\/example\.org\/(?:entity|source)\//.test(subject.value) &&
            !/\/prop\/[^/]+$/.test(predicate.value)
        )
      )
      .filter(block => block.length > 0)
    const told = problems.map(problem => `# ${problemLine(problem)}\n`).join('')
    await expect(told + dump(publication, 'ttl', shown)).toMatchFileSnapshot(`cases/publish/${name}.out.ttl`)
  })
})

function readVault(folder: string): { files: Record<string, string>; settings: Settings } {
  const files = Object.fromEntries(
    readdirSync(folder).map(file => [file, readFileSync(path.join(folder, file), 'utf8')])
  )
  const settings = parseSettings(files['hawksbill.yaml']!, problem => expect.fail(problemLine(problem)))
  return { files, settings: settings! }
}

const root = path.join(import.meta.dirname, '..')
const vaults = ['seeds', '../shared/seeds'].map(name => ({ name, folder: path.join(root, name) }))

describe.each(vaults)('the vault $name', ({ folder }) => {
  // The documents the seeds were written after are not part of the project; they stand beside it where it is built.
  const missing = existsSync(folder) ? false : `there is no ${folder}`

  test('gives each key of the note its property', async ({ skip }) => {
    if (missing) return skip(missing)
    const { files, settings } = readVault(folder)
    const { problems, keys } = await publishVault(files, settings)
    // Two countries of the abstract have no note and no item anywhere in the vault.
    expect(problems.map(({ code, message }) => `${code} ${/link (\w+)/.exec(message)?.[1]}`)).toEqual([
      'link-dangling Azerbaijan',
      'link-dangling Uzbekistan'
    ])
    const read = keys.map(({ key, property, tier }) => `${key} ${property.id} ${property.datatype} (${tier})`)
    expect(read).toHaveLength(32)
    await expect(`${read.join('\n')}\n`).toMatchFileSnapshot('cases/publish/seed-keys.out.txt')
  })

  test('is the same in every format, to every parser', async ({ skip }) => {
    if (missing) return skip(missing)
    const { files, settings } = readVault(folder)
    const { publication } = await publishVault(files, settings)
    const all = linesOf([...publication.blocks].flat())
    const triples = linesOf(
      [...publication.blocks].flat().filter(({ graph }) => graph.termType === 'DefaultGraph')
    )
    expect(triples.length).toBeGreaterThan(900)
    expect(all.length).toBeGreaterThan(triples.length)
    for (const { extension, quads } of formats)
      expect(await readDocument(dump(publication, extension), extension), extension).toEqual(
        quads ? all : triples
      )
  })

  test('gives the same bytes again', async ({ skip }) => {
    if (missing) return skip(missing)
    const { files, settings } = readVault(folder)
    const first = (await publishVault(files, settings)).publication
    const second = (await publishVault(files, settings)).publication
    for (const { extension } of formats) expect(dump(first, extension)).toBe(dump(second, extension))
  })
})

describe('two notes', () => {
  test('of one item are one entity with two sources', async () => {
    const { statements } = await publishVault({
      'a/One.md': '---\nwikidata: Q1794\ncountry: "[[WD~Germany,183]]"\n---\n',
      'b/Two.md': '---\nwikidata: Q1794\ncountry: "[[WD~Germany,183]]"\n---\n'
    })
    expect(statements).toHaveLength(1)
    expect(statements[0]!.references.map(reference => reference.source)).toEqual(['a/One', 'b/Two'])
  })

  test('of one name without items are two entities', async () => {
    const { statements } = await publishVault({
      'a/Same.md': 'x:: 1\n',
      'b/Same.md': 'x:: 2\n',
      'c/Other.md': 'x:: 3\n'
    })
    expect(statements.map(({ subject }) => subject)).toEqual([
      'http://127.0.0.1:8787/entity/note-a-same',
      'http://127.0.0.1:8787/entity/note-b-same',
      'http://127.0.0.1:8787/entity/note-other'
    ])
  })
})

test('characters that XML has no place for are left out of every format alike', async () => {
  const { publication } = await publishVault({
    'a.md':
      '---\nwikidata: Q1\naliases: ["a\\0b", "\\ud83d half", "\\\\u0000 stays"]\ntitle: "\\a\\e\\b\\ftitle\\uFFFE"\nCommons_category: "x\\x01"\n---\n## abstract\n\nText\u0001 with\u0008 controls\uffff.\n\nkey:: v\u0002\n'
  })
  const triples = linesOf(
    [...publication.blocks].flat().filter(({ graph }) => graph.termType === 'DefaultGraph')
  )
  expect(triples.join('\n')).toContain('"ab"@en')
  expect(triples.join('\n')).toContain('"\\\\u0000 stays"@en')
  for (const { extension, quads } of formats)
    if (!quads)
      expect(await readDocument(dump(publication, extension), extension), extension).toEqual(triples)
})

test('private notes, and links to them, are not published', async () => {
  const { publication, problems } = await publishVault(
    {
      'Open.md':
        '---\nwikidata: Q1\nrelated: "[[Canary one]]"\n---\n[[Canary two]] [[hidden/Canary three|x]] [[_secret/Canary four]]\n',
      'Canary one.md': '---\npublish: false\naliases: [Canary alias]\n---\n',
      'Canary two.md': '---\nconfidential: internal\n---\n',
      'hidden/Canary three.md': 'text\n',
      'Draft.md': '---\ndraft: true\nCanary: five\n---\n'
    },
    { private: ['hidden/**'] }
  )
  expect(publication.notes).toEqual({ published: 1, keptBack: 4, unreadable: 0 })
  for (const { extension } of formats) expect(dump(publication, extension)).not.toMatch(/canary/i)
  expect(JSON.stringify(problems)).not.toMatch(/canary/i)
})
