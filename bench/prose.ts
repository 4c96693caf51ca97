import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DocumentReader, proseKnowledge } from '../src/claims/claims.ts'
import { readOntology } from '../src/node/vault-folder.ts'

const root = path.join(import.meta.dirname, '..')
const files = ['encyclopedia.txt', 'wiki.txt', 'kids.txt']
const texts = files.map(file => readFileSync(path.join(root, 'seeds', file), 'utf8'))

/** Reads texts as documents about the demonstration's organization; gives the milliseconds and the claims made. */
function read(knowledge: ReturnType<typeof proseKnowledge>, documents: readonly string[]) {
  const reader = new DocumentReader(knowledge)
  const start = performance.now()
  for (const [i, text] of documents.entries())
    reader.read({
      settings: { file: `${i}.txt`, id: `${i}`, title: `${i}`, about: 'Q318693', text: 'quote', line: 1 },
      text
    })
  const claims = reader.claims().reduce((sum, source) => sum + source.claims.length, 0)
  return { ms: performance.now() - start, claims }
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!

/** Prints how long reading prose takes: the demonstration's documents after warm-up, and longer and longer ones. */
export async function benchProse(runs: number): Promise<void> {
  const { prose } = await readOntology()
  const start = performance.now()
  const knowledge = proseKnowledge(prose)
  const loaded = performance.now() - start
  for (let i = 0; i < 30; i++) read(knowledge, texts)
  const times = Array.from({ length: Math.max(runs, 15) }, () => read(knowledge, texts).ms)
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  console.log(`\nReading prose: ${files.length} documents, ${(length / 1000).toFixed(0)} thousand characters`)
  console.log(`  rules and tables read in ${loaded.toFixed(0)} ms, once in a process`)
  console.log(
    `  the three documents in ${median(times).toFixed(1)} ms (median of ${times.length}, after warm-up)`
  )
  console.log('\n| megabytes in one document | ms | ms per megabyte |\n| --- | --- | --- |')
  for (const megabytes of [0.5, 1, 2, 4, 10]) {
    const long = texts[1]!.repeat(Math.ceil((megabytes * 1e6) / texts[1]!.length))
    const { ms } = read(knowledge, [long])
    console.log(
      `| ${(long.length / 1e6).toFixed(1)} | ${ms.toFixed(0)} | ${(ms / (long.length / 1e6)).toFixed(0)} |`
    )
  }
}
