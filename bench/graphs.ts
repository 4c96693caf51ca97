import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Material from outside the project, beside the checkout. */
export const shared = path.join(import.meta.dirname, '../../shared/bench')
const generator = path.join(shared, 'generate.mjs')

/**
 * Measures on generated graphs of these many entities, each an N-Triples file that is gone afterwards. Gives nothing,
 * and says why, where there is no generator.
 */
export async function onGeneratedGraphs<T>(
  part: string,
  entities: readonly number[],
  measure: (triples: string, entities: number) => T | Promise<T>
): Promise<T[]> {
  if (!existsSync(generator)) {
    console.log(`${part}: skipped, there is no ${generator}`)
    return []
  }
  const work = mkdtempSync(path.join(tmpdir(), 'hawksbill-bench-'))
  try {
    const measured: T[] = []
    for (const count of entities) {
      const triples = path.join(work, `${count}.nt`)
      execFileSync(process.execPath, [generator, String(count), triples])
      measured.push(await measure(triples, count))
    }
    return measured
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
