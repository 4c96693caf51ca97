import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { CacheBroken } from './cache-broken.ts'

/** Where a record lies in its log. */
export interface Place {
  readonly at: number
  readonly bytes: number
  readonly crc: number
}

const pendingBytes = 1 << 20
const aheadBytes = 1 << 18

/** Texts in a file, one after the other. New ones are put at the end; those that are done with are wiped out. */
export class RecordLog {
  readonly #file: number
  #end: number
  #pending: Buffer[] = []
  #pendingBytes = 0
  #ahead = Buffer.alloc(0)
  #aheadAt = 0

  /** Opens the log as it was when it ended at `end`; what stands behind that was never finished. */
  constructor(path: string, end: number) {
    this.#file = openSync(path, end === 0 ? 'w+' : 'r+', 0o600)
    if (fstatSync(this.#file).size < end) {
      closeSync(this.#file)
      throw new CacheBroken(`${path} is too short`)
    }
    ftruncateSync(this.#file, end)
    this.#end = end
  }

  get end(): number {
    return this.#end
  }

  put(text: string): Place {
    const record = Buffer.from(text)
    const place = { at: this.#end, bytes: record.length, crc: crc32(record) }
    this.#pending.push(record)
    this.#pendingBytes += record.length
    this.#end += record.length
    if (this.#pendingBytes > pendingBytes) this.#flush()
    return place
  }

  #flush(): void {
    const records = Buffer.concat(this.#pending)
    const at = this.#end - records.length
    for (let done = 0; done < records.length; )
      done += writeSync(this.#file, records, done, records.length - done, at + done)
    this.#pending = []
    this.#pendingBytes = 0
  }

  /** Throws CacheBroken where the record is not what was put there. */
  get({ at, bytes, crc }: Place): string {
    if (this.#pendingBytes > 0) this.#flush()
    const record = this.#read(at, bytes)
    if (record.length !== bytes) throw new CacheBroken('a record is cut off')
    if (crc32(record) !== crc) throw new CacheBroken('a record is not what it was')
    return record.toString()
  }

  /** Records are mostly asked for in order: those that follow are read with one. */
  #read(at: number, bytes: number): Buffer {
    if (at < this.#aheadAt || at + bytes > this.#aheadAt + this.#ahead.length) {
      const room = Buffer.allocUnsafe(Math.max(bytes, aheadBytes))
      let read = 0
      for (let more = 1; more > 0 && read < bytes; read += more)
        more = readSync(this.#file, room, read, room.length - read, at + read)
      this.#ahead = room.subarray(0, read)
      this.#aheadAt = at
    }
    const from = at - this.#aheadAt
    return this.#ahead.subarray(from, from + bytes)
  }

  /** Overwrites a record: what an author took back must not stay here. */
  wipe({ at, bytes }: Place): void {
    if (this.#pendingBytes > 0) this.#flush()
    this.#ahead = Buffer.alloc(0)
    writeSync(this.#file, Buffer.alloc(bytes), 0, bytes, at)
  }

  close(): void {
    if (this.#pendingBytes > 0) this.#flush()
    closeSync(this.#file)
  }
}
