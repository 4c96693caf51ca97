import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { statisticsOf, type WrittenCore } from '../compiled/compiled.ts'
import type { DatasetStatistics } from '../store/store.ts'

/** What there is how often in a dataset, beside its manifest. */
export const statisticsFile = 'statistics.json'

/** Counts what a store will have, and writes that into a folder. */
export const writeStatistics = (folder: string, core: WrittenCore): void =>
  writeFileSync(path.join(folder, statisticsFile), `${JSON.stringify(statisticsOf(core), null, 1)}\n`)

/** The counts in a folder; undefined where there are none, as in one that an earlier program wrote. */
export async function statisticsIn(folder: string): Promise<DatasetStatistics | undefined> {
  const text = await readFile(path.join(folder, statisticsFile), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as DatasetStatistics)
}
