import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hawksbill as runIn, writeVault } from './command-line.ts'

const root = path.join(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const hawksbill = (args: readonly string[], input = '') => runIn(folder, args, input)
const vault = (name: string, files: Readonly<Record<string, string | Uint8Array>>) =>
  writeVault(folder, name, files)

const good = '---\nwikidata: Q649\ncountry: "[[WD~Russia,159]]"\n---\n# Moscow\n'

describe('help', () => {
  test('is printed when asked for', async () => {
    const { code, out, err } = await hawksbill(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const command of ['build', 'serve', 'query', 'why', 'search', 'init', 'check'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  test.each(['build', 'serve', 'query', 'why', 'search', 'init', 'check'])(
    'tells the options of %s',
    async command => {
      const { code, out } = await hawksbill([command, '--help'])
      expect(code).toBe(0)
      expect(out).toMatch(new RegExp(`^Usage: hawksbill ${command} `))
    }
  )

  test('has the version of the package', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
    expect(await hawksbill(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })
})

test.each([
  [[], 'Usage: hawksbill COMMAND'],
  [['frobnicate'], 'There is no command frobnicate. Try: hawksbill --help'],
  [['--frobnicate'], 'There is no option --frobnicate. Try: hawksbill --help'],
  [['build', '--frobnicate'], "Unknown option '--frobnicate'. Try: hawksbill build --help"],
  [['build', 'a', 'b'], 'build takes no argument b'],
  [['serve', '--port', 'x'], '--port x is not a port number'],
  [['serve', '--threads', 'x'], '--threads x is not a number of threads'],
  [['serve', '--per-client', '0'], '--per-client 0 is not a number of queries'],
  [['serve', '--log', 'x'], '--log x is none of text, json and none'],
  [['serve', '--metrics', 'x'], '--metrics x is none of all, local and none'],
  [['query'], 'query needs a SPARQL query'],
  [['query', 'ASK {}', '--identity', 'x'], '--identity x is neither own nor wikidata'],
  [['compile', '--out', 'x'], 'compile needs a file'],
  [['search'], 'search needs a text'],
  [['search', ' '], 'search needs a text'],
  [['search', 'a', '--limit', '0'], '--limit 0 is not a number of results'],
  [['constructor'], 'There is no command constructor']
])('wrong usage: %j', async (args, message) => {
  const { code, out, err } = await hawksbill(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

describe('build', () => {
  test('publishes a folder of notes and says what it did', async () => {
    const { code, out, err } = await hawksbill([
      'build',
      await vault('good', { 'Moscow.md': good }),
      '--out',
      'good-out'
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('1 note')
    expect(await readdir(path.join(folder, 'good-out/dumps'))).toEqual(
      ['jsonld', 'nq', 'nt', 'rdf', 'trig', 'ttl'].flatMap(extension => [
        `dataset.${extension}`,
        `dataset.${extension}.gz`
      ])
    )
  })

  test('answers a program in JSON', async () => {
    const { code, out } = await hawksbill([
      'build',
      await vault('json', { 'Moscow.md': good }),
      '--out',
      'json-out',
      '--json'
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ notes: { published: 1 }, problems: [], statements: 1 })
  })

  test('publishes the good notes, names each fault, and exits with 1', async () => {
    const name = await vault('faults', {
      'Good.md': good,
      'Broken.md': '---\na: 1\nb: [unclosed\nc: 2\n---\n',
      'Colon.md': '---\na: 1\nno colon here\n---\n',
      'Open.md': '---\na: 1\n\ntext',
      'Latin.md': new Uint8Array([0x23, 0x20, 0x41, 0x0a, 0x63, 0x61, 0x66, 0xe9, 0x0a])
    })
    const { code, out, err } = await hawksbill(['build', name, '--out', 'faults-out'])
    expect(code).toBe(1)
    expect(out).toContain('4 notes with errors')
    const lines = err.trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(
        /^Broken\.md:\d+:\d+: error: the frontmatter is not YAML: .+; mend this line; .+ \[yaml-syntax\]$/
      ),
      expect.stringMatching(/^Colon\.md:3:1: error: .+ \[yaml-syntax\]$/),
      expect.stringMatching(/^Latin\.md:2: error: the file is not UTF-8 text; save it .+ \[not-utf8\]$/),
      expect.stringMatching(
        /^Open\.md:1: error: the frontmatter .+ no closing line; .+ \[frontmatter-open\]$/
      )
    ])
    expect(await readFile(path.join(folder, 'faults-out/dumps/dataset.nt'), 'utf8')).toContain('entity/Q649')
  })

  test.each([
    ['a missing folder', ['nowhere'], 'There is no folder nowhere; check the path'],
    ['a file', ['plain.txt'], 'plain.txt is a file, not a folder'],
    [
      'a base that is none',
      ['good', '--base', 'example.org'],
      '--base example.org is not an absolute http or https IRI'
    ],
    [
      'an out that cannot be made',
      ['good', '--out', '/dev/null/out'],
      'Cannot write to /dev/null/out: a part of its path is a file'
    ],
    [
      'an out that holds other files',
      ['good', '--out', 'good'],
      'good holds files that no build wrote, such as Moscow.md'
    ],
    ['an out of some other tool', ['good', '--out', 'other'], 'other holds files that no build wrote']
  ])('refuses %s', async (_, args, message) => {
    await vault('.', { 'plain.txt': 'text' })
    await vault('good', { 'Moscow.md': good })
    await vault('other', { 'manifest.json': '{"name":"an app"}' })
    const { code, err } = await hawksbill(['build', ...args])
    expect(code).toBe(1)
    expect(err).toContain(message)
    expect(err).not.toContain('    at ')
  })

  test.each([
    ['a folder without notes', { 'a.txt': 'text' }, 'there is no note to publish'],
    [
      'settings with faults',
      { 'Moscow.md': good, 'hawksbill.yaml': 'title: x\nbase: nonsense\nsources:\n  - id: y\n' },
      'hawksbill.yaml:2:7: error: base is not an absolute'
    ],
    ['settings that are not YAML', { 'Moscow.md': good, 'hawksbill.yaml': 'title: [x\n' }, 'hawksbill.yaml:'],
    ['only private notes', { 'Moscow.md': '---\npublish: false\n---\n' }, 'all its notes are private']
  ])('publishes nothing from %s and leaves what stands', async (what, files, message) => {
    const name = await vault(`nothing-${what.replaceAll(' ', '-')}`, files)
    await hawksbill(['build', await vault('good', { 'Moscow.md': good }), '--out', `${name}-out`])
    const before = await readFile(path.join(folder, `${name}-out/manifest.json`), 'utf8')
    const { code, err } = await hawksbill(['build', name, '--out', `${name}-out`])
    expect(code).toBe(1)
    expect(err).toContain(message)
    expect(err).toContain(`Nothing was published; ${name}-out is as it was.`)
    expect(await readFile(path.join(folder, `${name}-out/manifest.json`), 'utf8')).toBe(before)
    expect((await readdir(folder)).filter(file => file.includes('.next-'))).toEqual([])
  })

  test('names a source whose file is missing', async () => {
    const name = await vault('missing', {
      'Moscow.md': good,
      'hawksbill.yaml': 'sources:\n  - file: gone.txt\n    id: gone\n'
    })
    const { code, err } = await hawksbill(['build', name, '--out', 'missing-out'])
    expect(code).toBe(1)
    expect(err).toContain('hawksbill.yaml:2: error: there is no file gone.txt')
  })

  test('gives the committed out/ of the seeds again, byte for byte', async () => {
    const { code } = await hawksbill(['build', path.join(root, 'seeds'), '--out', 'seeds-out'])
    expect(code).toBe(0)
    const files = (await readdir(path.join(root, 'out'), { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => path.relative(path.join(root, 'out'), path.join(entry.parentPath, entry.name)))
    expect(files).toContain('dumps/dataset.ttl')
    for (const file of files) {
      const [built, committed] = await Promise.all(
        [path.join(folder, 'seeds-out', file), path.join(root, 'out', file)].map(place => readFile(place))
      )
      expect(
        built!.equals(committed!),
        `${file} differs: run npm run -s hawksbill -- build seeds --out out`
      ).toBe(true)
    }
  })
})

describe('query', () => {
  const members = 'SELECT ?l { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l } ORDER BY ?l'

  test('prints a table', async () => {
    const { code, out } = await hawksbill(['query', path.join(root, 'out'), members])
    expect(code).toBe(0)
    expect(out.split('\n').slice(2, -2)).toEqual(
      ['Armenia', 'Belarus', 'Kazakhstan', 'Kyrgyzstan', 'Russia', 'Tajikistan'].map(l => `"${l}"@en`)
    )
    expect(out).toMatch(/6 rows\n$/)
  })

  test('reads standard input and writes CSV', async () => {
    const { code, out } = await hawksbill(['query', path.join(root, 'out'), '-', '--format', 'csv'], members)
    expect(code).toBe(0)
    expect(out.split('\r\n')).toHaveLength(8)
  })

  test.each([
    ['a syntax error', ['SELECT {'], /line 1, column \d+/],
    ['an update', ['CLEAR ALL'], /read-only|update/i],
    [
      'a format that does not fit',
      ['ASK {}', '--format', 'ttl'],
      /cannot be written as ttl; its formats are table, json, xml/
    ]
  ])('refuses %s', async (_, args, message) => {
    const { code, out, err } = await hawksbill(['query', path.join(root, 'out'), ...args])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(message)
    expect(err).not.toContain('    at ')
  })

  test('says what is no published folder', async () => {
    const { code, err } = await hawksbill(['query', 'nowhere', 'ASK {}'])
    expect(code).toBe(1)
    expect(err).toContain('nowhere is not a folder that a build wrote')
  })
})

describe('init', () => {
  test('writes settings that a build takes, and never overwrites', async () => {
    const name = await vault('start', { 'Moscow.md': good })
    const { code, out, err } = await hawksbill(['init', name])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`Wrote ${path.join(name, 'hawksbill.yaml')}`)
    const written = await readFile(path.join(folder, name, 'hawksbill.yaml'), 'utf8')
    expect(await hawksbill(['build', name, '--out', 'start-out'])).toMatchObject({ code: 0, err: '' })
    const again = await hawksbill(['init', name])
    expect({ code: again.code, out: again.out }).toEqual({ code: 1, out: '' })
    expect(again.err).toContain('There is already a file')
    expect(await readFile(path.join(folder, name, 'hawksbill.yaml'), 'utf8')).toBe(written)
  })

  test('writes settings that are right, with every comment mark taken away too', async () => {
    const name = await vault('all-settings', {
      'logseq/config.edn': '{}',
      'pages/A.md': 'a:: 1\n',
      'report.txt': 'x'
    })
    await hawksbill(['init', name])
    const file = path.join(folder, name, 'hawksbill.yaml')
    const written = await readFile(file, 'utf8')
    expect(written).toContain('dialect: logseq')
    await writeFile(file, written.replace(/^# (?=[a-z]+:(?: \S|$)| {2}[-"a-z]+.*:| {2}- )/gm, ''))
    expect(await hawksbill(['build', name, '--out', 'all-settings-out'])).toMatchObject({ code: 0, err: '' })
  })

  test.each([
    ['a file', 'plain.txt', 'plain.txt is a file, not a folder'],
    ['a folder below a file', 'plain.txt/x', 'Cannot write']
  ])('refuses %s', async (_, name, message) => {
    await vault('.', { 'plain.txt': 'text' })
    const { code, err } = await hawksbill(['init', name])
    expect(code).toBe(1)
    expect(err).toContain(message)
  })

  test('makes the folder', async () => {
    expect(await hawksbill(['init', 'new/deep'])).toMatchObject({ code: 0, err: '' })
    expect(await readdir(path.join(folder, 'new/deep'))).toEqual(['hawksbill.yaml'])
  })
})

test('check reports without writing', async () => {
  const name = await vault('check', { 'A.md': '---\nwikidata: Q1\ninception: long ago\n---\n' })
  const { code, out, err } = await hawksbill(['check', name])
  expect(code).toBe(0)
  expect(out).toBe('0 errors, 1 warning\n')
  expect(err).toMatch(
    /^A\.md:3: warning: inception is inception \(P571\), whose values are dates, not: long ago/
  )
})

test('check gives programs its problems and disagreements as one JSON object', async () => {
  const name = await vault('check-json', { 'A.md': '---\nwikidata: Q1\ninception: long ago\n---\n' })
  const { code, out, err } = await hawksbill(['check', name, '--json', '--all'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toMatchObject({
    errors: 0,
    warnings: 1,
    problems: [{ file: 'A.md', line: 3 }],
    disagreements: []
  })
})

test('check holds what a vault becomes against the shapes, unless it shall not', async () => {
  const name = await vault('odd', { 'A.md': "---\nwikidata: Q1\n'': nameless\n---\n" })
  const { code, out, err } = await hawksbill(['check', name])
  expect([code, out]).toEqual([0, '0 errors, 1 warning\n'])
  expect(err).toMatch(
    /^A\.md:3: warning: The key of a reference has a name; .* \[shapes#Reference-keyName\]$/m
  )
  const json = JSON.parse((await hawksbill(['check', name, '--json'])).out)
  expect(json).toMatchObject({
    warnings: 1,
    problems: [{ file: 'A.md', line: 3, code: 'shapes#Reference-keyName' }]
  })
  expect((await hawksbill(['check', name, '--no-shapes'])).out).toBe('0 errors, 0 warnings\n')
})
