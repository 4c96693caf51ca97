import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { readFile as readNoteFile } from '../claims/claims.ts'
import type { ReadingDone, ReadingTask } from './reading-pool.ts'

parentPort!.on('message', async ({ batch, folder, paths }: ReadingTask) => {
  const files = await Promise.all(paths.map(file => readFile(path.join(folder, file))))
  const readings = files.map((bytes, i) => JSON.stringify(readNoteFile(paths[i]!, bytes)))
  parentPort!.postMessage({ batch, readings } satisfies ReadingDone)
})
