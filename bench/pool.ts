import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { median, table } from './report.ts'
import { cli, serving } from './serving.ts'

const generator = path.join(import.meta.dirname, '../../shared/bench/generate.mjs')

/** Would run for years. */
const heavy = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d) }'
const light = (entity: number): string =>
  `SELECT ?p ?l { <http://www.wikidata.org/entity/Q${entity}> ?p ?o . ?o rdfs:label ?l }`

/** Light queries a second, and seconds for which they are asked. */
const [rate, seconds] = [20, 10]

const address = (url: string, query: string): string => `${url}?query=${encodeURIComponent(query)}`

/** Milliseconds that each light query took, asked whether or not the one before has been answered. */
async function latencies(url: string): Promise<number[]> {
  const asked: Promise<number>[] = []
  const began = performance.now()
  for (let i = 0; i < rate * seconds; i++) {
    const due = began + (i * 1000) / rate
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())))
    const ask = async (): Promise<number> => {
      const response = await fetch(address(url, light(1000 + i)))
      await response.text()
      if (response.status !== 200) throw new Error(`A light query was answered with ${response.status}`)
      return performance.now() - due
    }
    asked.push(ask())
  }
  return Promise.all(asked)
}

async function measure(folder: string, threads: number, heavies: number): Promise<string[]> {
  process.stderr.write(`pool: ${threads} threads, ${heavies} heavy\n`)
  const { url, stop } = await serving([cli, 'serve', folder, '--port', '0', '--threads', String(threads)])
  try {
    // Warm, as a server is.
    for (let i = 0; i < 200; i++) await (await fetch(address(url, light(i + 1)))).text()
    const controller = new AbortController()
    const under = Array.from({ length: heavies }, () =>
      fetch(address(url, heavy), { signal: controller.signal }).catch(() => undefined)
    )
    const found = (await latencies(url)).sort((a, b) => a - b)
    controller.abort()
    await Promise.all(under)
    const at = (share: number): string => found[Math.floor(found.length * share)]!.toFixed(1)
    return [String(threads), String(heavies), median(found).toFixed(1), at(0.95), found.at(-1)!.toFixed(1)]
  } finally {
    await stop()
  }
}

/** Measures how long light queries take beside heavy ones, with threads and without, and prints it. */
export async function benchPool(entities: number): Promise<void> {
  if (!existsSync(generator)) {
    console.log(`pool: skipped, there is no ${generator}`)
    return
  }
  const work = mkdtempSync(path.join(tmpdir(), 'hawksbill-bench-'))
  try {
    const triples = path.join(work, 'triples.nt')
    const folder = path.join(work, 'out')
    execFileSync(process.execPath, [generator, String(entities), triples])
    execFileSync(process.execPath, [cli, 'compile', triples, '--out', folder, '--base', 'http://localhost/'])
    const rows: string[][] = []
    for (const threads of [...new Set([0, 1, Math.max(1, availableParallelism() - 1)])])
      for (const heavies of [0, 1, 4]) rows.push(await measure(folder, threads, heavies))
    table(
      `Pool: milliseconds of light queries, ${rate} a second for ${seconds} s, beside heavy ones`,
      ['threads', 'heavy', 'median', 'p95', 'most'],
      rows
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
