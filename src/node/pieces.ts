import { closeSync, openSync, readSync } from 'node:fs'
import type { Written } from '../dumps/dumps.ts'
import { CacheBroken } from './cache-broken.ts'
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

const chunkBytes = 1 << 20

/** Puts a file together. Throws CacheBroken where a range is not there. */
export function joinPieces({ target, earlier, body, ranges, head, tail }: CopyJob): Written {
  const sources = [undefined, undefined] as [number | undefined, number | undefined]
  const file = new HashedFile(target)
  file.write(Buffer.from(head))
  try {
    for (let i = 0; i < ranges.length; i += 3) {
      const source = ranges[i] as 0 | 1
      const end = ranges[i + 2]!
      const open = sources[source] ?? openSync(source === 0 ? earlier : body!, 'r')
      sources[source] = open
      for (let at = ranges[i + 1]!; at < end; ) {
        const room = file.room(Math.min(chunkBytes, end - at))
        const read = readSync(open, room, 0, room.length, at)
        if (read === 0) throw new CacheBroken(`${earlier} is too short`)
        file.filled(read)
        at += read
      }
    }
  } finally {
    for (const open of sources) if (open !== undefined) closeSync(open)
  }
  file.write(Buffer.from(tail))
  return file.close()
}
