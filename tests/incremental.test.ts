import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Built, build } from '../src/node/build.ts'
import { hawksbill, writeVault } from './command-line.ts'
import { randomEdit, randomVault, Seeded } from './random-vault.ts'

// More of them, for who has the time: EDIT_SEEDS=100 npx vitest run tests/incremental.test.ts
const seeds = Number(process.env['EDIT_SEEDS'] ?? 4)

const cli = path.join(import.meta.dirname, '../src/node/cli.ts')
let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hawksbill-incremental-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(path.relative(folder, file), await readFile(file, 'latin1'))
  }
  return files
}

/** A vault that is built again and again, with what builds leave, and beside it from nothing. */
class Vault {
  readonly folder: string
  readonly out: string
  readonly cache: string
  readonly #fresh: string

  constructor(name: string) {
    this.folder = path.join(root, name, 'vault')
    this.out = path.join(root, name, 'out')
    this.#fresh = path.join(root, name, 'fresh')
    this.cache = path.join(root, name, 'cache')
  }

  async write(files: Readonly<Record<string, string | undefined>>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      const place = path.join(this.folder, file)
      await mkdir(path.dirname(place), { recursive: true })
      if (text === undefined) await rm(place)
      else await writeFile(place, text)
    }
  }

  build(): Promise<Built> {
    return build(this.folder, this.out, undefined, { cache: this.cache })
  }

  /** Builds both ways, and expects the same bytes, the same problems in the same order, and the same summary. */
  async expectSame(): Promise<Built> {
    const built = await this.build()
    const fresh = await build(this.folder, this.#fresh, undefined)
    expect(built.problems).toEqual(fresh.problems)
    const { units: _, out: __, ...summary } = built.summary ?? ({} as Partial<NonNullable<Built['summary']>>)
    const {
      units: ___,
      out: ____,
      ...expected
    } = fresh.summary ?? ({} as Partial<NonNullable<Built['summary']>>)
    expect(summary).toEqual(expected)
    if (!fresh.summary) return built
    const files = await filesOf(this.out)
    const wanted = await filesOf(this.#fresh)
    expect([...files.keys()].sort()).toEqual([...wanted.keys()].sort())
    for (const [file, text] of wanted)
      if (files.get(file) !== text) expect(`${file}\n${files.get(file)}`).toBe(`${file}\n${text}`)
    return built
  }
}

const note = (qid: number, ...lines: string[]): string =>
  `---\nwikidata: Q${qid}\n${lines.join('\n')}\n---\n# Note ${qid}\n`
const three = {
  'A.md': note(1, 'country: "[[WD~Greece,41]]"', 'population: 7'),
  'B.md': note(2, 'country: "[[WD~Greece,41]]"'),
  'folder/C.md': note(3, 'part_of: "[[A]]"')
}

describe('a rebuild writes the bytes of a build from nothing', () => {
  test.each(Array.from({ length: seeds }, (_, seed) => seed))(
    'after random edits, seed %i',
    async seed => {
      const random = new Seeded(seed)
      const vault = new Vault(`random-${seed}`)
      const files = randomVault(random)
      await vault.write(Object.fromEntries(files))
      await vault.expectSame()
      let kept = 0
      for (let step = 0; step < 12; step++) {
        const edit = randomEdit(random, files)
        await vault.write(edit.files)
        const { summary } = await vault.expectSame().catch(error => {
          throw new Error(`step ${step}, ${edit.name}: ${error.message}`, { cause: error })
        })
        kept += summary?.units.kept ?? 0
      }
      expect(kept).toBeGreaterThan(0)
    },
    120_000
  )

  test('after no edit at all: nothing is made', async () => {
    const vault = new Vault('still')
    await vault.write(three)
    await vault.build()
    const { summary } = await vault.expectSame()
    expect(summary!.units.made).toBe(0)
  })
})

test('texts come and go with what the settings let be shown', async () => {
  const vault = new Vault('texts')
  const settings = (text: string): string =>
    `notes: ['*.md']\nsources:\n  - { file: told.txt, id: told, about: Q1, text: ${text} }\n`
  const shown = async (): Promise<string[]> =>
    [...(await filesOf(path.join(vault.out, 'texts'))).keys()].sort()
  await vault.write({ 'A.md': note(1), 'told.txt': 'It is in Athens.\n', 'hawksbill.yaml': settings('full') })
  await vault.expectSame()
  expect(await shown()).toEqual(['told.json', path.join('told', '1.json')])
  await vault.write({ 'told.txt': 'It is in Sparta.\n' })
  await vault.expectSame()
  await vault.write({ 'hawksbill.yaml': settings('quote') })
  await vault.expectSame()
  expect(await shown()).toEqual([])
}, 30_000)

describe('an ordinary edit', () => {
  test('makes the entity anew that the note is about, and no other', async () => {
    const vault = new Vault('ordinary')
    await vault.write(three)
    const { summary: first } = await vault.build()
    expect(first!.units.kept).toBe(0)
    await vault.write({ 'A.md': three['A.md'].replace('7', '8') })
    expect((await vault.expectSame()).summary!.units).toEqual({ made: 1, kept: first!.units.made - 1 })
    // Prose beside the fields changes nothing but the place of nothing.
    await vault.write({ 'B.md': `${three['B.md']}Some words.\n` })
    expect((await vault.expectSame()).summary!.units.made).toBe(0)
  })

  test('reaches the entities whose names it teaches', async () => {
    const vault = new Vault('teaching')
    await vault.write({ ...three, 'B.md': note(2, 'country: "[[WD~Hellas]]"') })
    await vault.build()
    await vault.write({ 'A.md': note(1, 'country: "[[WD~Hellas,41]]"', 'population: 7') })
    await vault.expectSame()
    expect(await readFile(path.join(vault.out, 'dumps/dataset.nt'), 'utf8')).toMatch(
      /entity\/Q2> <[^>]+direct\/P17> <[^>]+entity\/Q41> /
    )
  })

  test('reaches what lists in abstracts are held against', async () => {
    const list = (...parts: string[]): string =>
      `\n## Abstract\nThe Heron League is an alliance of three states: ${parts.join(', ')} and Denmark.\n`
    const members =
      'has_part_s_: ["[[WD~Norway,20]]", "[[WD~Sweden,34]]", "[[WD~Denmark,35]]", "[[WD~Chile,298]]"]'
    const league = note(1, 'title: Heron League', members)
    const vault = new Vault('listing')
    const strays = async (): Promise<number> => {
      await vault.expectSame()
      const report = await readFile(path.join(vault.out, 'report/disagreements.csv'), 'utf8').catch(() => '')
      return report.match(/^ClosedListContradiction/gim)?.length ?? 0
    }
    await vault.write({ ...three, 'League.md': league, 'Norge.md': note(20) })
    expect(await strays()).toBe(0)
    await vault.write({ 'League.md': league + list('[[Norge|Way to the North]]', 'Sweden') })
    expect(await strays()).toBe(1)
    // The link now leads to something else, and back; then only the settings change; then another note lists them.
    await vault.write({ 'Norge.md': note(9999) })
    expect(await strays()).toBe(0)
    await vault.write({ 'Norge.md': note(20) })
    expect(await strays()).toBe(1)
    await vault.write({ 'hawksbill.yaml': 'private:\n  - Norge.md\n' })
    expect(await strays()).toBe(0)
    await vault.write({
      'hawksbill.yaml': undefined,
      'League.md': league,
      'B.md': three['B.md'] + list('Norway', 'Sweden')
    })
    expect(await strays()).toBe(1)
    const { summary } = await vault.expectSame()
    expect(summary!.units.made).toBe(0)
    await vault.write({ 'B.md': undefined })
    expect(await strays()).toBe(0)
  })

  test('is seen though size and time of the file are as they were', async () => {
    const vault = new Vault('same-time')
    await vault.write(three)
    const file = path.join(vault.folder, 'A.md')
    const time = new Date(Date.now() - 60_000)
    await utimes(file, time, time)
    // A file that has just changed is compared by content in any case.
    await new Promise(resolve => setTimeout(resolve, 1200))
    await vault.build()
    await writeFile(file, three['A.md'].replace('7', '9'))
    await utimes(file, time, time)
    expect((await vault.expectSame()).summary!.units.made).toBe(1)
  })
})

describe('a cache that is broken counts as nothing', () => {
  const harms: Record<string, (vault: Vault) => Promise<unknown>> = {
    'a state cut short': ({ cache }) => truncate(path.join(cache, 'state'), 500),
    'a state with one byte changed': async ({ cache }) => {
      const bytes = await readFile(path.join(cache, 'state'))
      bytes[bytes.length - 20]! ^= 1
      await writeFile(path.join(cache, 'state'), bytes)
    },
    'a state of another program': async ({ cache }) => {
      const text = await readFile(path.join(cache, 'state'), 'latin1')
      await writeFile(
        path.join(cache, 'state'),
        text.replace(/\n[0-9a-f]{64}\n/, `\n${'0'.repeat(64)}\n`),
        'latin1'
      )
    },
    'readings cut short': ({ cache }) => truncate(path.join(cache, 'readings'), 10),
    'readings overwritten': ({ cache }) => overwrite(path.join(cache, 'readings')),
    'links overwritten': ({ cache }) => overwrite(path.join(cache, 'links')),
    'links gone': ({ cache }) => rm(path.join(cache, 'links')),
    'a dump that somebody changed': ({ out }) => writeFile(path.join(out, 'dumps/dataset.ttl'), 'oh'),
    'a dump that is gone': ({ out }) => rm(path.join(out, 'dumps/dataset.nq')),
    'an out folder that is gone': ({ out }) => rm(out, { recursive: true }),
    'an out folder of another vault': async ({ out }) => {
      await rename(out, `${out}-moved`)
      const other = new Vault('other')
      await other.write({ 'Z.md': note(9) })
      await build(other.folder, out, undefined)
    }
  }
  const overwrite = async (file: string): Promise<void> =>
    writeFile(file, 'x'.repeat((await readFile(file)).length))

  test.each(Object.entries(harms))('%s', async (name, harm) => {
    const vault = new Vault(`harm ${name}`)
    await vault.write(three)
    await vault.build()
    await harm(vault)
    await vault.write({ 'A.md': three['A.md'].replace('7', '8') })
    await vault.expectSame()
    await vault.write({ 'folder/C.md': undefined })
    await vault.expectSame()
  })

  test('and one that another build has is left alone', async () => {
    const vault = new Vault('locked')
    await vault.write(three)
    await vault.build()
    await writeFile(path.join(vault.cache, 'lock'), String(process.pid))
    expect((await vault.expectSame()).summary!.units.kept).toBe(0)
    // The lock of a process that is gone holds nobody up.
    await writeFile(path.join(vault.cache, 'lock'), '999999999')
    await vault.expectSame()
    expect((await vault.expectSame()).summary!.units.made).toBe(0)
  })
})

describe('what an author takes back', () => {
  const secret = 'canary-5e83'
  const telltale = (files: Map<string, string>): string[] =>
    [...files].filter(([, text]) => text.includes(secret)).map(([file]) => file)
  const with_ = (extra: string): string =>
    `---\nwikidata: Q7\n${extra}aliases: [${secret}-alias]\ndescription: ${secret}\n---\n# ${secret} heading\n\n# Abstract\nAbout ${secret}, and [[WD~${secret},88]].\n`

  test.each([
    ['turned private', { 'Canary.md': with_('private: true\n') }],
    ['made unreadable', { 'Canary.md': with_('private: [\n') }],
    ['deleted', { 'Canary.md': undefined }],
    ['moved to a private folder', { 'Canary.md': undefined, '_private/Canary.md': with_('') }],
    ['rewritten', { 'Canary.md': note(7) }],
    ['made private by the settings', { 'hawksbill.yaml': 'private:\n  - Canary.md\n' }]
  ])('is gone from the dumps and from the cache: %s', async (name, edit) => {
    const vault = new Vault(`canary ${name}`)
    await vault.write({ ...three, 'Canary.md': with_('') })
    await vault.build()
    expect(telltale(await filesOf(vault.out)).length).toBeGreaterThan(5)
    expect(telltale(await filesOf(vault.cache)).length).toBeGreaterThan(0)
    await vault.write(edit)
    await vault.expectSame()
    expect(telltale(await filesOf(vault.out))).toEqual([])
    expect(telltale(await filesOf(vault.cache))).toEqual([])
  })
})

test('the command line keeps its cache where it is told, and says what it kept', async () => {
  const folder = path.join(root, 'cli')
  await writeVault(folder, 'vault', three)
  const run = async (...options: string[]): Promise<string> =>
    (await hawksbill(folder, ['build', 'vault', '--out', 'out', ...options])).out
  expect(await run('--no-cache')).not.toContain('kept')
  expect((await readdir(folder)).sort()).toEqual(['out', 'vault'])
  expect(await run('--cache', 'caches')).not.toContain('kept')
  const [cache, ...others] = await readdir(path.join(folder, 'caches'))
  expect(others).toEqual([])
  expect((await readdir(path.join(folder, 'caches', cache!))).sort()).toEqual(['links', 'readings', 'state'])
  expect(await run('--cache', 'caches')).toMatch(/kept +\d+ of (\d+) parts/)
  expect((await readdir(path.join(folder, 'vault'))).sort()).toEqual(['A.md', 'B.md', 'folder'])
})

test('a rebuild that is interrupted leaves what was published, and the next one is right', async () => {
  const folder = path.join(root, 'interrupted')
  await writeVault(folder, 'vault', three)
  const args = ['build', 'vault', '--out', 'out', '--cache', 'caches']
  await hawksbill(folder, args)
  const before = await filesOf(path.join(folder, 'out'))
  await writeVault(folder, 'vault', { 'A.md': three['A.md'].replace('7', '8') })
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: 'ignore' })
  const ended = new Promise<string | null>(resolve => child.on('close', (_, signal) => resolve(signal)))
  const poll = setInterval(() => {
    if (existsSync(path.join(folder, `.out.next-${child.pid}`))) child.kill('SIGINT')
  }, 1)
  await ended
  clearInterval(poll)
  expect((await readdir(folder)).sort()).toEqual(['caches', 'out', 'vault'])
  const left = await filesOf(path.join(folder, 'out'))
  await build(path.join(folder, 'vault'), path.join(folder, 'fresh'), undefined, { gzip: true })
  const fresh = await filesOf(path.join(folder, 'fresh'))
  // A signal that comes as the folders change places waits until they have.
  expect([before, fresh]).toContainEqual(left)
  expect((await hawksbill(folder, args)).code).toBe(0)
  expect(await filesOf(path.join(folder, 'out'))).toEqual(fresh)
})
