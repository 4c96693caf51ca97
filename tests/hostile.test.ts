import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hawksbill, writeVault } from './command-line.ts'
import { publishVault } from './publish-case.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a vault builds in spite of', () => {
  const ten = 10_000_000
  test.each([
    ['a line of 10 MB', 'word '.repeat(ten / 5)],
    ['a word of 10 MB', 'x'.repeat(ten)],
    ['100,000 links', Array.from({ length: 100_000 }, (_, i) => `[[Ok|a${i}]] `).join('')],
    ['100,000 tags', Array.from({ length: 100_000 }, (_, i) => `#t${i}`).join(' ')],
    ['a value of 4 MB', `---\nv: "${'a [[Ok]] '.repeat(400_000)}"\n---\n`],
    ['brackets without end', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['a table without end', `${'|a'.repeat(200_000)}\n|${'-|'.repeat(200_000)}\n`],
    ['NUL bytes', '---\nt: a\0b\n---\n# a\0b\nx\0y:: z\0\n[[a\0b]]\n'],
    ['keys that objects have', '---\n__proto__: p\nconstructor: c\n? [a, b]\n: d\n---\n__proto__:: 5\n'],
    ['tags of YAML', '---\n!!binary x: y\n!foo bar: !baz qux\n---\n']
  ])('%s', async (_, text) => {
    const { publication } = await publishVault({ 'Ok.md': 'x:: 1\n', 'Hostile.md': text })
    expect(publication.notes.published).toBe(2)
    expect([...publication.blocks].length).toBeGreaterThan(2)
  })
})

test('file names are whatever a system allows, and each is published', async () => {
  const names = [
    'a"b',
    "it's",
    'new\nline',
    'emoji \u{1f422}',
    'Case',
    'case',
    'a<b>&',
    '%41',
    'A',
    '#hash',
    'a|b',
    '[x]',
    ' ',
    'tab\t',
    'e\u0301',
    '\u00e9',
    '__proto__',
    'a\\b'
  ]
  const { publication } = await publishVault(
    Object.fromEntries(names.map(name => [`${name}.md`, `x:: [[${name}]]\ny:: [[constructor]]\n`]))
  )
  expect(publication.notes.published).toBe(names.length)
  const iris = [...publication.blocks].flat().map(({ subject }) => subject.value)
  expect(iris.filter(iri => /[\s"<>\\^`{|}]/.test(iri))).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  'what cannot be read is told, and the rest is published',
  async () => {
    const name = await writeVault(folder, 'vault', { 'Ok.md': 'x:: 1\n', 'd/A.md': 'y:: 1\n' })
    const inside = path.join(folder, name)
    await writeFile(
      Buffer.concat([Buffer.from(`${inside}/bad`), Buffer.from([0xff]), Buffer.from('.md')]),
      'x'
    )
    await symlink('..', `${inside}/d/loop`)
    await symlink('nowhere.md', `${inside}/dangling.md`)
    await mkdir(`${inside}/folder.md`)
    const { code, out, err } = await hawksbill(folder, ['build', name, '--out', 'out'])
    expect(err).not.toContain('not your fault')
    expect(out + err).toContain('bad\ufffd.md: error: the file cannot be read')
    expect(out).toContain('2 notes')
    expect(code).toBe(1)
  }
)
