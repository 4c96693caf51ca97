import type { Written } from '../dumps/dumps.ts'
import { CacheBroken } from './cache-broken.ts'
import { DirectInput } from './direct.ts'
import { HashedFile } from './drafts.ts'

/** A file to be put together: a head, ranges of bytes of its earlier version and of a body, a tail. */
export interface CopyJob {
  readonly target: string
  readonly earlier: string
  /** Absent where nothing comes from there. */
  readonly body: string | undefined
  /** In threes: 0 for the earlier version or 1 for the body, first byte, byte after the last. */
  readonly ranges: Float64Array
  readonly head: string
  readonly tail: string
}

const chunkBytes = 1 << 22
const largeBytes = 256 << 20

/** How many bytes come out of ranges. */
export function bytesOf({ ranges }: CopyJob): number {
  let bytes = 0
  for (let i = 0; i < ranges.length; i += 3) bytes += ranges[i + 2]! - ranges[i + 1]!
  return bytes
}

/** Puts a file together, a `large` one past the page cache. Throws CacheBroken where a range is not there. */
export function joinPieces(job: CopyJob, large = bytesOf(job) >= largeBytes): Written {
  const { target, earlier, body, ranges, head, tail } = job
  const file = new HashedFile(target, large)
  file.write(Buffer.from(head))
  const sources = [undefined, undefined] as [DirectInput | undefined, DirectInput | undefined]
  try {
    for (let i = 0; i < ranges.length; i += 3) {
      const source = ranges[i] as 0 | 1
      sources[source] ??= source === 0 ? new DirectInput(earlier, large) : new DirectInput(body!, false)
      const end = ranges[i + 2]!
      for (let at = ranges[i + 1]!; at < end; ) {
        const read = sources[source].read(file.room(Math.min(chunkBytes, end - at)), at)
        if (read === 0) throw new CacheBroken(`${earlier} is too short`)
        file.filled(read)
        at += read
      }
    }
  } finally {
    for (const source of sources) source?.close()
  }
  file.write(Buffer.from(tail))
  return file.close()
}
