import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { dayReader, dialectOf, dialects } from '../src/vault/vault.ts'
import { publishVault, turtleOf } from './publish-case.ts'

const cases = path.join(import.meta.dirname, 'cases/dialects')

/** The rest of the vault that a case stands in, for links to lead somewhere. */
const around: Readonly<Record<string, { folder: string; files: Readonly<Record<string, string>> }>> = {
  logseq: {
    folder: 'pages/',
    files: {
      'logseq/config.edn':
        '{;; :journal/page-title-format "yyyy/MM/dd"\n :journal/page-title-format "dd.MM.yyyy" ; "MM.dd.yyyy"\n}',
      'logseq/bak/pages/Old.md': 'old:: value\n',
      'journals/2024_05_06.md': '- mood:: good\n- read [[The Left Hand]]\n',
      'journals/2024_05_09.md': 'public:: false\n',
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

describe('the name of a day', () => {
  const formats = [
    'MMM do, yyyy',
    'E, dd-MM-yyyy',
    'EEEE, MMMM do, yyyy',
    'yyyyMMdd',
    'dd.MM.yyyy',
    "do 'of' MMMM yyyy",
    'yyyy年MM月dd日'
  ]
  test.each([
    ['2024-01-05', '2024-01-05'],
    ['Jan 5th, 2024', '2024-01-05'],
    ['jan 5th, 2024', '2024-01-05'],
    ['Mar 22nd, 2024', '2024-03-22'],
    ['Fri, 05-01-2024', '2024-01-05'],
    ['Friday, January 5th, 2024', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['05.01.2024', '2024-01-05'],
    ['5th of january 2024', '2024-01-05'],
    ['2024年01月05日', '2024-01-05'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', undefined],
    ['31.02.2024', undefined],
    ['Jan 5th, 2024 and more', undefined],
    ['2024', undefined],
    ['01/05/2024', undefined],
    ['', undefined]
  ])('%j is %s', (name, day) => {
    expect(dayReader(formats)(name)).toBe(day)
  })
  test.each(['yyyy', 'yyyy yyyy MM dd', 'HH:mm', '((', 'qqq', ''])('is in no format such as %j', format => {
    expect(dayReader([format])('2024 2024 01 05')).toBeUndefined()
    expect(dayReader([format])('2024-01-05')).toBe('2024-01-05')
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
