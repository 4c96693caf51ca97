import { hash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readingText } from '../claims/claims.ts'
import { dialectOf, type ReadTask } from '../vault/vault.ts'

/** What a reading thread is asked: to read these files, in this order. */
export interface ReadingTask {
  readonly batch: number
  readonly folder: string
  readonly dialect: string
  readonly tasks: readonly ReadTask[]
}

/** Its answer: the readings as JSON, one a file. */
export interface ReadingDone {
  readonly batch: number
  readonly readings: readonly string[]
  /** SHA-256 of each file's bytes, in hex; undefined for one that cannot be read. */
  readonly hashes: readonly (string | undefined)[]
}

const batchSize = 128

/**
 * Reads notes of a folder in threads and gives their readings, as JSON, in the order of the tasks. Threads stay
 * a few batches ahead of whoever takes the readings, and no further, so that memory stays bounded. With few
 * notes no thread is worth its start: they are read in this one.
 */
export async function* readInThreads(
  folder: string,
  tasks: readonly ReadTask[],
  dialect: string,
  read: (path: string) => Promise<Uint8Array>,
  onRead: (path: string, sha256: string | undefined) => void = () => undefined
): AsyncIterable<string> {
  // What comes after reading takes little of a core.
  const threads = availableParallelism()
  if (tasks.length < 4 * batchSize) {
    for (const task of tasks) {
      const bytes = await read(task.path).catch(() => undefined)
      onRead(task.path, bytes && hash('sha256', bytes))
      yield readingText(task.path, bytes, dialectOf(dialect, []), task.listed)
    }
    return
  }
  const batches = Array.from({ length: Math.ceil(tasks.length / batchSize) }, (_, i) =>
    tasks.slice(i * batchSize, (i + 1) * batchSize)
  )
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(`./reading-thread${extension}`, import.meta.url))
  )
  const waiting = new Map<number, { resolve: (done: ReadingDone) => void; reject: (error: Error) => void }>()
  for (const worker of workers) {
    worker.on('message', (done: ReadingDone) => waiting.get(done.batch)?.resolve(done))
    worker.on('error', error => {
      for (const { reject } of waiting.values()) reject(error as Error)
    })
  }
  const ask = (batch: number): Promise<ReadingDone> | undefined => {
    const task = batches[batch]
    if (!task) return undefined
    const answer = new Promise<ReadingDone>((resolve, reject) => waiting.set(batch, { resolve, reject }))
    workers[batch % threads]!.postMessage({ batch, folder, dialect, tasks: task } satisfies ReadingTask)
    return answer
  }
  const ahead = 4 * threads
  const asked: (Promise<ReadingDone> | undefined)[] = []
  for (let batch = 0; batch < ahead; batch++) asked.push(ask(batch))
  try {
    for (let batch = 0; batch < batches.length; batch++) {
      const { readings, hashes } = (await asked[batch])!
      asked[batch] = undefined
      waiting.delete(batch)
      asked.push(ask(batch + ahead))
      for (const [i, { path }] of batches[batch]!.entries()) {
        onRead(path, hashes[i])
        yield readings[i]!
      }
    }
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

// From a checkout the thread is TypeScript, from the package JavaScript.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
