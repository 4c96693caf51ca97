import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'

const cli = path.join(import.meta.dirname, '../src/node/cli.ts')
const cleanups: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** `serve --watch` on a vault of one note; gives its address. */
async function serving(
  note: string
): Promise<{ url: string; vault: string; stop: () => Promise<number | null> }> {
  const vault = await mkdtemp(path.join(tmpdir(), 'hawksbill-watch-'))
  cleanups.push(() => rm(vault, { recursive: true, force: true }))
  await writeFile(path.join(vault, 'Moscow.md'), note)
  const child = spawn(
    process.execPath,
    [cli, 'serve', path.join(vault, '.out'), '--watch', vault, '--port', '0'],
    {
      env: { ...process.env, NO_COLOR: '1' }
    }
  )
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT')
    return ended
  }
  cleanups.push(stop)
  let out = ''
  child.stderr.on('data', data => {
    out += data
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', data => {
      out += data
      const found = /Open +(\S+)/.exec(out)
      if (found) resolve(found[1]!)
    })
    child.on('close', () => reject(new Error(`serve ended: ${out}`)))
  })
  return { url, vault, stop }
}

const note = (label: string): string => `---\nwikidata: Q649\n---\n# ${label}\n`

test('a save is built, served and told to open pages', async () => {
  const { url, vault, stop } = await serving(note('First name'))
  const page = await fetch(`${url}page/Q649`)
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'; connect-src 'self'")
  const html = await page.text()
  expect(html).toContain('First name')
  const script = /<script src="([^"]+)">/.exec(html)?.[1]
  expect(await (await fetch(new URL(script!, url))).text()).toContain('location.reload()')

  const events = (await fetch(`${url}.hawksbill/events`))
    .body!.pipeThrough(new TextDecoderStream())
    .getReader()
  expect((await events.read()).value).toBe(': here\n\n')
  await writeFile(path.join(vault, 'Moscow.md'), note('Second name'))
  expect((await events.read()).value).toContain('event: reload')
  expect(await (await fetch(`${url}page/Q649`)).text()).toContain('Second name')
  expect(await (await fetch(`${url}data/Q649.nt`)).text()).toContain('"Second name"@en')

  // A note that cannot be read leaves what was published; mending it is seen again.
  await writeFile(path.join(vault, 'Moscow.md'), '---\n[broken\n---\n')
  await new Promise(resolve => setTimeout(resolve, 700))
  expect(await (await fetch(`${url}page/Q649`)).text()).toContain('Second name')
  await writeFile(path.join(vault, 'Moscow.md'), note('Third name'))
  expect((await events.read()).value).toContain('event: reload')
  expect(await (await fetch(`${url}page/Q649`)).text()).toContain('Third name')
  await events.cancel()
  expect(await stop()).toBe(0)
})
