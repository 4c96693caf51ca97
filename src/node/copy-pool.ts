import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Written } from '../dumps/dumps.ts'
import { CacheBroken } from './cache-broken.ts'
import { bytesOf, type CopyJob, joinPieces } from './pieces.ts'

/** What a copying thread answers: the file it wrote, or why the earlier one is no use. */
export type CopyDone = { readonly written: Written } | { readonly broken: string }

/** Files shorter than this are put together without a thread. */
const smallBytes = 16 << 20

/** Does copy jobs in threads, as many at once as there are cores. `close` ends them, done or not. */
export function copyPool(): { copy: (job: CopyJob) => Promise<Written>; close: () => Promise<unknown> } {
  const idle: Worker[] = []
  const workers: Worker[] = []
  const running = new Set<(error: Error) => void>()
  const queue: { job: CopyJob; resolve: (written: Written) => void; reject: (error: Error) => void }[] = []
  const next = (): void => {
    if (queue.length === 0) return
    const worker = idle.pop() ?? (workers.length < availableParallelism() ? start() : undefined)
    if (!worker) return
    const { job, resolve, reject } = queue.shift()!
    const failed = (error: unknown): void => reject(error as Error)
    running.add(reject)
    worker.once('error', failed)
    worker.once('message', (done: CopyDone) => {
      worker.off('error', failed)
      running.delete(reject)
      idle.push(worker)
      if ('written' in done) resolve(done.written)
      else reject(new CacheBroken(done.broken))
      next()
    })
    worker.postMessage(job)
  }
  const start = (): Worker => {
    const worker = new Worker(
      new URL(`./copy-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
    )
    workers.push(worker)
    return worker
  }
  return {
    copy: job =>
      bytesOf(job) < smallBytes
        ? Promise.resolve(joinPieces(job))
        : new Promise((resolve, reject) => {
            queue.push({ job, resolve, reject })
            next()
          }),
    close: async () => {
      const ended = new Error('The threads that copy have been ended')
      for (const { reject } of queue.splice(0)) reject(ended)
      await Promise.all(workers.map(worker => worker.terminate()))
      for (const reject of running) reject(ended)
    }
  }
}
