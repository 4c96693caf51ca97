import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { dialectOf, dialects } from '../src/vault/vault.ts'
import { publishVault, turtleOf } from './publish-case.ts'

const cases = path.join(import.meta.dirname, 'cases/dialects')

/** The rest of the vault that a case stands in, for links to lead somewhere. */
const around: Readonly<Record<string, { folder: string; files: Readonly<Record<string, string>> }>> = {
  logseq: {
    folder: 'pages/',
    files: {
      'logseq/config.edn': '{}',
      'logseq/bak/pages/Old.md': 'old:: value\n',
      'journals/2024_05_06.md': '- mood:: good\n- read [[The Left Hand]]\n',
      'pages/Ann Example.md': 'born:: 1929\n\n- A writer.\n',
      'pages/Secret plans.md': 'public:: false\nalias:: Hush\n',
      'pages/Not for you.md': 'exclude-from-graph-view:: true\n'
    }
  },
  foam: {
    folder: '',
    files: {
      '.vscode/foam.json': '{}',
      '.foam/templates/new-note.md': '# A template\n',
      'people/ann-example.md': '---\ntype: person\n---\n# Ann Example\n',
      'people/bob other.md': '# Bob Other\n'
    }
  },
  obsidian: {
    folder: '',
    files: {
      'people/Ann Example.md': '---\ntags: [person]\n---\n',
      'people/bob other.md': '# Bob Other\n'
    }
  }
}

const types = [
  { match: 'book', iri: 'http://schema.org/Book' },
  { match: 'person', iri: 'http://schema.org/Person' },
  { match: 'people/**', iri: 'http://xmlns.com/foaf/0.1/Person' }
]

describe.each(readdirSync(cases))('in %s a note becomes', dialect => {
  const { folder, files } = around[dialect]!
  const names = readdirSync(path.join(cases, dialect)).flatMap(file =>
    file.endsWith('.in.md') ? [file.slice(0, -'.in.md'.length)] : []
  )
  test.each(names)('%s', async name => {
    const text = readFileSync(path.join(cases, dialect, `${name}.in.md`), 'utf8')
    const published = await publishVault(
      { ...files, [`${folder}${name}.md`]: text },
      { base: 'https://example.org/', types, ...(dialect === 'obsidian' ? { dialect } : {}) }
    )
    await expect(turtleOf(published)).toMatchFileSnapshot(`cases/dialects/${dialect}/${name}.out.ttl`)
  })
})

describe('the dialect of a vault', () => {
  test.each([
    [['A.md'], 'wikidata'],
    [['.obsidian/app.json', 'A.md'], 'wikidata'],
    [['logseq/config.edn', 'pages/A.md'], 'logseq'],
    [['.foam/templates/x.md', 'A.md'], 'foam'],
    [['.vscode/foam.json', 'A.md'], 'foam']
  ])('%j is told by its files: %s', (paths, name) => {
    expect(dialectOf(undefined, paths).name).toBe(name)
  })

  test('is what the settings say, whatever the files', () => {
    for (const { name } of dialects) expect(dialectOf(name, ['logseq/config.edn']).name).toBe(name)
  })

  test('holds no files of its program', () => {
    const [logseq, foam] = [dialectOf('logseq', []), dialectOf('foam', [])]
    const paths = [
      'pages/A.md',
      'journals/2024_05_06.md',
      'logseq/bak/A.md',
      'logseq/custom.md',
      '.foam/templates/x.md'
    ]
    expect(paths.filter(file => logseq.holds(file))).toEqual(['pages/A.md', 'journals/2024_05_06.md'])
    expect(foam.holds('.foam/templates/x.md')).toBe(false)
  })
})
