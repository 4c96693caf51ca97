import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { type ReadingDone, type ReadingTask, readingText } from './reading-pool.ts'

parentPort!.on('message', async ({ batch, folder, dialect, tasks }: ReadingTask) => {
  const files = await Promise.all(tasks.map(task => readFile(path.join(folder, task.path))))
  const readings = files.map((bytes, i) => readingText(tasks[i]!, bytes, dialect))
  parentPort!.postMessage({ batch, readings } satisfies ReadingDone)
})
