import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createGzip } from 'node:zlib'
import type { GzipJob, Gzipped } from './gzip.ts'

const chunkBytes = 1 << 20

/** RFC 1952 §2.3.1: where the header names the operating system, which is none of the data's; 255 is unknown. */
const systemOffset = 9

/**
 * Compresses a file into `{file}.gz`. The header has neither time nor name, so the same file gives the same bytes.
 */
async function gzipped(file: string): Promise<Gzipped> {
  const hash = createHash('sha256')
  let bytes = 0
  const target = await open(`${file}.gz`, 'w')
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: chunkBytes }),
      createGzip({ level: 6, chunkSize: chunkBytes / 4 }),
      async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) {
          if (bytes <= systemOffset && bytes + piece.length > systemOffset) piece[systemOffset - bytes] = 255
          hash.update(piece)
          bytes += piece.length
          await target.writeFile(piece)
        }
      }
    )
  } finally {
    await target.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

const { folder, files } = workerData as GzipJob
// Deflating is done by threads below this one, so several files are at it at once.
parentPort!.postMessage(await Promise.all(files.map(file => gzipped(path.join(folder, file)))))
