import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Scratch, ScratchFile } from '../compiled/compiled.ts'

/** Scratch files in a folder that is removed with them. */
export interface FileScratch extends Scratch {
  /** Closes what is still open. */
  closeAll(): void
}

export function fileScratch(folder: string): FileScratch {
  const open = new Set<OpenFile>()
  let count = 0
  return {
    create: () => {
      const file = new OpenFile(path.join(folder, `.scratch-${count++}`), () => open.delete(file))
      open.add(file)
      return file
    },
    closeAll: () => {
      for (const file of open) file.close()
    }
  }
}

/** A file that is gone when the process is: where a system allows it, it has no name from the start. */
class OpenFile implements ScratchFile {
  readonly #path: string
  readonly #onClose: () => void
  readonly #file: number
  #isNamed = true
  #isOpen = true
  size = 0

  constructor(path: string, onClose: () => void) {
    this.#path = path
    this.#onClose = onClose
    this.#file = openSync(path, 'wx+', 0o600)
    this.#unname()
  }

  #unname(): void {
    try {
      rmSync(this.#path)
      this.#isNamed = false
    } catch {}
  }

  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#file, bytes, at, bytes.length - at, this.size + at)
    this.size += bytes.length
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; ) {
      const read = readSync(this.#file, bytes, at, length - at, offset + at)
      if (read === 0) throw new Error('A scratch file ends before what is asked of it')
      at += read
    }
    return bytes
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#file)
    if (this.#isNamed) this.#unname()
    this.#onClose()
  }
}
