import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hawksbill, writeVault } from './command-line.ts'

const cli = path.join(import.meta.dirname, '../src/node/cli.ts')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-interrupt-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a build that is interrupted while it writes leaves what was published, and nothing half-written', async () => {
  const notes = Array.from({ length: 4000 }, (_, i) => [
    `folder-${i % 50}/Note ${i}.md`,
    `---\nwikidata: Q${i + 1}\ncountry: "[[WD~Country ${i % 9},${i % 9}]]"\npopulation: ${i}\n---\n# Note ${i}\n`
  ])
  await writeVault(folder, 'small', { 'One.md': '---\nwikidata: Q1\n---\n# One\n' })
  await writeVault(folder, 'large', Object.fromEntries(notes))
  expect((await hawksbill(folder, ['build', 'small', '--out', 'out'])).code).toBe(0)
  const before = await readFile(path.join(folder, 'out/manifest.json'), 'utf8')

  const child = spawn(process.execPath, [cli, 'build', 'large', '--out', 'out'], {
    cwd: folder,
    stdio: 'ignore'
  })
  const ended = new Promise<string | null>(resolve => child.on('close', (_, signal) => resolve(signal)))
  const poll = setInterval(() => {
    if (existsSync(path.join(folder, `.out.next-${child.pid}`))) child.kill('SIGINT')
  }, 5)
  expect(await ended).toBe('SIGINT')
  clearInterval(poll)
  expect((await readdir(folder)).sort()).toEqual(['large', 'out', 'small'])
  expect(await readFile(path.join(folder, 'out/manifest.json'), 'utf8')).toBe(before)
})
