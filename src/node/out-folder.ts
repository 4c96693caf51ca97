import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Layout, Sink } from '../dumps/dumps.ts'
import { copyPool } from './copy-pool.ts'
import { folderSink } from './drafts.ts'
import { threadedSink } from './drafts-pool.ts'
import { InputError } from './input-error.ts'
import { patchingSink } from './patched-drafts.ts'

/** Writes a dataset into a sink, and what else there is into the folder that it is for. */
export type Fill<T> = (sink: Sink, folder: string, mayGoOn: () => void) => Promise<T>

/** Adds to a folder in which a dataset was written. */
export type Complete<T> = (
  folder: string,
  result: T,
  onStop: (end: () => Promise<unknown>) => void
) => Promise<void>

/**
 * Writes a dataset into a folder beside `out` and then puts it in the place of `out` in one step, so that a build
 * that fails, or is interrupted, leaves what was published before untouched. It is written `here`, in a `thread` of
 * its own, or out of what stands in `out` in this layout. What puts files of its own into that folder asks before
 * whether it may go on, which throws when it may not. `complete` adds to it before it is put there; what it starts
 * and has to be ended when the build is interrupted, it hands to `onStop`.
 */
export async function replaceFolder<T>(
  out: string,
  way: 'here' | 'thread' | Layout,
  fill: Fill<T>,
  complete: Complete<T> = async () => undefined
): Promise<T> {
  const target = path.resolve(out)
  const parent = path.dirname(target)
  await checkReplaceable(out, target)
  const next = path.join(parent, `.${path.basename(target)}.next-${process.pid}`)
  const discard = (): Promise<void> => rm(next, { recursive: true, force: true })
  let close: () => Promise<unknown> = async () => undefined
  // Whoever still writes would put files into a folder that is being removed.
  let stopped = false
  let filled: Promise<unknown> | undefined
  const interruption = new Interruption(async () => {
    stopped = true
    await close()
    if (way !== 'thread') await filled?.catch(() => undefined)
    await discard()
  })
  try {
    await mkdir(parent, { recursive: true })
    await discard()
    await mkdir(next)
    // A thread costs its start, which a small dataset does not earn back.
    let sink: Sink
    if (way === 'here') sink = folderSink(next)
    else if (way === 'thread') ({ sink, close } = threadedSink(next))
    else {
      const pool = copyPool()
      close = pool.close
      sink = patchingSink(next, target, way, pool.copy)
    }
    const mayGoOn = (): void => {
      if (stopped) throw new Error('The build has been interrupted')
    }
    const filling = fill(stoppable(sink, mayGoOn), next, mayGoOn)
    filled = filling
    const result = await filling
    await close()
    await complete(next, result, end => {
      close = end
    })
    await interruption.defer(() => swap(next, target))
    return result
  } catch (error) {
    await interruption.settled()
    await close()
    // Where the folder could not be made it cannot be removed either; the first fault is the one to tell.
    await discard().catch(() => undefined)
    throw isSystemError(error) ? cannotWrite(out, error) : error
  } finally {
    interruption.end()
  }
}

/** A sink that asks before it does anything; `mayGoOn` throws when it may not. */
function stoppable(sink: Sink, mayGoOn: () => void): Sink {
  const asking =
    <A extends unknown[], R>(work: (...args: A) => R): ((...args: A) => R) =>
    (...args) => {
      mayGoOn()
      return work(...args)
    }
  return {
    ...sink,
    text: asking(file => {
      const draft = sink.text(file)
      return {
        append: asking(text => draft.append(text)),
        keep: asking((from, bytes) => draft.keep(from, bytes)),
        finish: asking((head, tail) => draft.finish(head, tail))
      }
    }),
    lines: asking((triples, quads) => {
      const draft = sink.lines(triples, quads)
      return {
        append: asking(lines => draft.append(lines)),
        drop: asking(subject => draft.drop(subject)),
        finish: asking(() => draft.finish())
      }
    })
  }
}

/** What to clean up when a signal ends the process; a second signal does not cut the cleaning short. */
class Interruption {
  readonly #cleanUp: () => Promise<void>
  #signal: NodeJS.Signals | undefined
  #deferred = false

  constructor(cleanUp: () => Promise<void>) {
    this.#cleanUp = cleanUp
    for (const signal of signals) process.on(signal, this.#take)
  }

  readonly #take = (signal: NodeJS.Signals): void => {
    if (this.#signal !== undefined) return
    this.#signal = signal
    if (!this.#deferred) void this.#cleanUp().finally(() => this.#die(signal))
  }

  #die(signal: NodeJS.Signals): void {
    this.end()
    process.kill(process.pid, signal)
  }

  /** Does what must not be cut in two; a signal that comes meanwhile has its effect afterwards. */
  async defer(work: () => Promise<void>): Promise<void> {
    await this.settled()
    this.#deferred = true
    await work()
    this.#deferred = false
    if (this.#signal !== undefined) this.#die(this.#signal)
  }

  /** Waits for the end of the process if a signal has come: what fails meanwhile fails because of it. */
  async settled(): Promise<void> {
    if (this.#signal !== undefined && !this.#deferred) await new Promise(() => undefined)
  }

  end(): void {
    for (const signal of signals) process.off(signal, this.#take)
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** Only a folder that a build wrote, or an empty one, may be replaced: never somebody's other files. */
async function checkReplaceable(out: string, target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw new InputError(`${out} is a file`, 'name a folder to write to with --out')
  const files = await readdir(target).catch(error => {
    throw cannotWrite(out, error)
  })
  if (files.length > 0 && !(await wroteBefore(target)))
    throw new InputError(
      `${out} holds files that no build wrote, such as ${files[0]}`,
      'name another folder with --out, or empty this one yourself'
    )
  await access(target, 2).catch(error => {
    throw cannotWrite(out, error)
  })
}

/** Many tools write a `manifest.json`; only ours names a base and dumps. */
async function wroteBefore(folder: string): Promise<boolean> {
  try {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))
    return typeof manifest.base === 'string' && Array.isArray(manifest.dumps)
  } catch {
    return false
  }
}

async function swap(next: string, target: string): Promise<void> {
  const previous = `${next}-previous`
  const replaced = await rename(target, previous).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    }
  )
  try {
    await rename(next, target)
  } catch (error) {
    if (replaced) await rename(previous, target)
    throw error
  }
  if (replaced) await rm(previous, { recursive: true, force: true })
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string'

const causes: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file'
}

const cannotWrite = (out: string, error: unknown): InputError => {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return new InputError(`Cannot write to ${out}: ${causes[code] ?? code}`, 'name another folder with --out')
}
