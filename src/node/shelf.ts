import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Shelf } from '../vault/vault.ts'

const pendingChars = 1 << 20

/** A shelf in a file of its own, which is gone when the process is: memory stays the same for any vault. */
export function fileShelf(): Shelf {
  const name = path.join(tmpdir(), `hawksbill-${process.pid}-${Math.random().toString(36).slice(2)}`)
  const file = openSync(name, 'wx+', 0o600)
  // The open file outlives its name; where a system forbids that, `close` removes it.
  let named = true
  try {
    rmSync(name)
    named = false
  } catch {}
  const ends: number[] = []
  let pending: string[] = []
  let chars = 0
  let written = 0
  const flush = (): void => {
    const texts = pending.map(text => Buffer.from(text))
    for (const { length } of texts) {
      written += length
      ends.push(written)
    }
    const bytes = Buffer.concat(texts)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    pending = []
    chars = 0
  }
  return {
    put: text => {
      pending.push(text)
      chars += text.length
      if (chars > pendingChars) flush()
    },
    get: number => {
      if (pending.length > 0) flush()
      const start = ends[number - 1] ?? 0
      const bytes = Buffer.allocUnsafe((ends[number] ?? start) - start)
      for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, start + at)
      return bytes.toString('utf8')
    },
    close: () => {
      ftruncateSync(file)
      closeSync(file)
      if (named) rmSync(name, { force: true })
    }
  }
}
