import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { readingText } from '../claims/claims.ts'
import { dialectOf } from '../vault/vault.ts'
import type { ReadingDone, ReadingTask } from './reading-pool.ts'

parentPort!.on('message', async ({ batch, folder, dialect, tasks }: ReadingTask) => {
  const files = await Promise.all(
    tasks.map(task => readFile(path.join(folder, task.path)).catch(() => undefined))
  )
  const known = dialectOf(dialect, [])
  const readings = tasks.map(({ path: file, listed }, i) => readingText(file, files[i], known, listed))
  const hashes = files.map(file => file && hash('sha256', file))
  parentPort!.postMessage({ batch, readings, hashes } satisfies ReadingDone)
})
