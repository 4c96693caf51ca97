import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'

/** Direct reads and writes begin and end at multiples of this, in the file and in memory. */
const block = 4096

/** A disk that takes longer for the first so many bytes, in milliseconds, is left to the page cache. */
const trialBytes = 32 << 20
const longestTrial = 150

/** Memory that begins at a page: that of WebAssembly does, on every system. `bytes` is a multiple of 64 KiB. */
export const alignedBuffer = (bytes: number): Buffer<ArrayBuffer> =>
  Buffer.from(new WebAssembly.Memory({ initial: bytes >> 16 }).buffer as ArrayBuffer)

/**
 * Opens a file past the page cache, where the system can. Gigabytes that pass through once fill the cache with
 * pages that nobody asks for again, and to find so many costs more than to write them.
 */
function openDirect(path: string, flags: number): number | undefined {
  const direct: number | undefined = constants.O_DIRECT
  if (direct === undefined) return undefined
  try {
    return openSync(path, flags | direct, 0o666)
  } catch {
    return undefined
  }
}

/**
 * A file that is written from its beginning in chunks of whole blocks out of aligned memory, the last one as it
 * comes.
 */
export class DirectOutput {
  readonly #path: string
  #file: number
  #isDirect: boolean
  #at = 0
  /** Milliseconds spent on direct writes. */
  #spent = 0

  constructor(path: string, large: boolean) {
    this.#path = path
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC
    const direct = large ? openDirect(path, flags) : undefined
    this.#isDirect = direct !== undefined
    this.#file = direct ?? openSync(path, 'w')
  }

  write(bytes: Buffer): void {
    const isSlow = this.#at === trialBytes && this.#spent > longestTrial
    if (this.#isDirect && (isSlow || bytes.length % block !== 0)) this.#plain()
    const began = performance.now()
    for (let done = 0; done < bytes.length; ) {
      try {
        const written = writeSync(this.#file, bytes, done, bytes.length - done, this.#at)
        done += written
        this.#at += written
      } catch (error) {
        // Some systems open a file so, and then will not write to it.
        if (!this.#isDirect || (error as NodeJS.ErrnoException).code !== 'EINVAL') throw error
        this.#plain()
      }
    }
    this.#spent += performance.now() - began
  }

  #plain(): void {
    closeSync(this.#file)
    this.#file = openSync(this.#path, 'r+')
    this.#isDirect = false
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** A file of which ranges are read in order, past the page cache where it is `large` and the system can. */
export class DirectInput {
  readonly #path: string
  #file: number
  #isDirect: boolean
  #buffer: Buffer | undefined
  #from = 0
  #to = 0

  constructor(path: string, large: boolean) {
    this.#path = path
    const direct = large ? openDirect(path, constants.O_RDONLY) : undefined
    this.#isDirect = direct !== undefined
    this.#file = direct ?? openSync(path, 'r')
  }

  /** Reads into a buffer from this place of the file on; gives how many bytes, 0 at the end. */
  read(into: Buffer, at: number): number {
    if (this.#isDirect) {
      try {
        return this.#readDirect(into, at)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error
        closeSync(this.#file)
        this.#file = openSync(this.#path, 'r')
        this.#isDirect = false
      }
    }
    return readSync(this.#file, into, 0, into.length, at)
  }

  #readDirect(into: Buffer, at: number): number {
    if (at < this.#from || at >= this.#to) {
      this.#buffer ??= alignedBuffer(1 << 22)
      this.#from = Math.floor(at / block) * block
      this.#to = this.#from
      this.#to += readSync(this.#file, this.#buffer, 0, this.#buffer.length, this.#from)
    }
    return at >= this.#to ? 0 : this.#buffer!.copy(into, 0, at - this.#from, this.#to - this.#from)
  }

  close(): void {
    closeSync(this.#file)
  }
}
