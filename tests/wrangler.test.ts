import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrangler, wranglerEnvironment } from './worker/bundle.ts'

const root = path.join(import.meta.dirname, '..')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

let worker: ChildProcess
let url: string
let output = ''

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  // A process group of its own: wrangler starts workerd, and both must go at the end.
  worker = spawn(
    process.execPath,
    [
      wrangler,
      'dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--inspector-port',
      '0',
      '--show-interactive-dev-session=false'
    ],
    { cwd: root, env: wranglerEnvironment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }
  )
  for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', (text: Buffer) => (output += text))
  for (let i = 0; i < 300; i++) {
    if (worker.exitCode !== null) throw new Error(`wrangler dev ended: ${output}`)
    const up = await fetch(`${url}/healthz`).catch(() => undefined)
    if (up?.ok) return
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error(`wrangler dev does not answer: ${output}`)
}, 90_000)

afterAll(async () => {
  if (worker.pid === undefined || worker.exitCode !== null) return
  const ended = new Promise(resolve => worker.once('exit', resolve))
  process.kill(-worker.pid, 'SIGTERM')
  const forced = setTimeout(() => worker.pid !== undefined && process.kill(-worker.pid, 'SIGKILL'), 5000)
  await ended
  clearTimeout(forced)
}, 20_000)

const query = 'SELECT ?m ?l { wd:Q318693 wdt:P527 ?m . ?m rdfs:label ?l }'

// The trap: a query that leaves state behind in the isolate hangs the next.
test.each([
  ['application/sparql-results+json', /"l":/g, 6],
  ['application/sparql-results+xml', /<result>/g, 6],
  ['text/csv', /\r\n/g, 7],
  ['text/tab-separated-values', /\n/g, 7],
  ['application/sparql-results+json', /"l":/g, 6]
])('the worker answers one query after another: %s', async (accept, each, count) => {
  const response = await fetch(`${url}/sparql?query=${encodeURIComponent(query)}`, {
    headers: { Accept: accept },
    signal: AbortSignal.timeout(20_000)
  })
  expect(response.headers.get('content-type')).toMatch(accept)
  expect((await response.text()).match(each)).toHaveLength(count)
})

test('the worker serves documents and dumps', async () => {
  const document = await fetch(`${url}/entity/Q318693`, { headers: { Accept: 'application/rdf+xml' } })
  expect([document.status, document.url]).toEqual([200, `${url}/data/Q318693.rdf`])
  const dump = await fetch(`${url}/dump/dataset.nq`)
  expect((await dump.text()).length).toBeGreaterThan(1000)
})
