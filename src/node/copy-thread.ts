import { parentPort } from 'node:worker_threads'
import { CacheBroken } from './cache-broken.ts'
import type { CopyDone } from './copy-pool.ts'
import { type CopyJob, joinPieces } from './pieces.ts'

// Other faults, such as a full disk, end the thread, and whoever waits for it is told.
parentPort!.on('message', (job: CopyJob) => {
  let done: CopyDone
  try {
    done = { written: joinPieces(job) }
  } catch (error) {
    if (!(error instanceof CacheBroken)) throw error
    done = { broken: error.message }
  }
  parentPort!.postMessage(done)
})
