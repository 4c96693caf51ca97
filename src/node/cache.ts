import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { NoteEntry, Readings } from '../claims/claims.ts'
import type { Layout } from '../dumps/dumps.ts'
import type { Answers, Earlier, Keeper, LinkedSource } from '../reuse/reuse.ts'
import type { ReadTask } from '../vault/vault.ts'
import { CacheBroken } from './cache-broken.ts'
import {
  type CachedNote,
  type CachedUnits,
  type CacheState,
  readState,
  type Seen,
  writeState
} from './cache-state.ts'
import { earlierUnits, UnitColumns } from './cached-units.ts'
import { RecordLog } from './record-log.ts'

/** A change so soon after a look, in milliseconds, might leave a file's times as they were. */
const youth = 1000

/** From so many changed sources on, dumps are written from the ground up. */
const manyChanges = 2000

const dumpFiles = ['nt', 'nq', 'ttl', 'jsonld', 'rdf', 'trig'].map(extension => `dumps/dataset.${extension}`)

/**
 * What a build of a vault leaves for the next, in a folder of its own: readings of notes and what their links
 * are, by content; and how the units of the dataset lie in the dumps. Nothing of a private note is in it. What
 * is broken, or of another program, counts as nothing.
 */
export class BuildCache implements Readings {
  readonly #folder: string
  readonly #program: string
  readonly #out: string
  #vault = ''
  #state: CacheState | undefined
  #readings: RecordLog
  #linked: RecordLog
  readonly #seen = new Map<string, Seen>()
  readonly #hashes = new Map<string, string>()
  #notes = new Map<string, CachedNote>()
  #dialect = ''
  #changes = 0
  #surroundings = 0
  #answers: Answers | undefined
  #units: UnitColumns

  /** Undefined while another build of the same vault has the folder, or where it cannot be made. */
  static open(folder: string, program: string, out: string): BuildCache | undefined {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      return lock(path.join(folder, 'lock')) ? new BuildCache(folder, program, path.resolve(out)) : undefined
    } catch {
      return undefined
    }
  }

  private constructor(folder: string, program: string, out: string) {
    this.#folder = folder
    this.#program = program
    this.#out = out
    const state = readState(path.join(folder, 'state'), program)
    this.#state = state && isMostlyInUse(state) ? state : undefined
    try {
      this.#readings = this.#log('readings', this.#state?.readingsEnd)
      this.#linked = this.#log('links', this.#state?.linkedEnd)
    } catch {
      this.#state = undefined
      this.#readings = this.#log('readings', 0)
      this.#linked = this.#log('links', 0)
    }
    this.#units = new UnitColumns(this.#keptUnits())
  }

  #log(name: string, end = 0): RecordLog {
    return new RecordLog(path.join(this.#folder, name), end)
  }

  /** Forgets all, so that the next build begins from nothing. */
  forget(): void {
    this.#readings.close()
    this.#linked.close()
    rmSync(path.join(this.#folder, 'state'), { force: true })
    this.#state = undefined
    this.#readings = this.#log('readings')
    this.#linked = this.#log('links')
    this.#units = new UnitColumns(undefined)
    this.#notes = new Map()
    this.#changes = 0
  }

  /** Tells which folder the notes are in. */
  opened(vault: string): void {
    this.#vault = vault
  }

  /** Tells the SHA-256 of a note as it was read. */
  readonly onRead = (note: string, sha256: string | undefined): void => {
    if (sha256 !== undefined) this.#hashes.set(note, sha256)
  }

  known({ path: note, listed }: ReadTask, dialect: string, whole: boolean): NoteEntry | undefined {
    this.#dialect = dialect
    const file = path.join(this.#vault, note)
    const cached = this.#state?.notes.get(note)
    const seen = seenAt(file)
    if (!seen) return undefined
    this.#seen.set(note, seen)
    if (!cached || listed || cached.dialect !== dialect) return undefined
    if (whole && cached.reading === undefined) return undefined
    if (!isSame(seen, cached.seen) && sha256Of(file) !== cached.sha256) return undefined
    const kept = whole ? cached : { ...cached, reading: undefined, linked: undefined }
    this.#notes.set(note, { ...kept, ...this.#timesOf(note) })
    return JSON.parse(cached.entry) as NoteEntry
  }

  #timesOf(note: string): { readonly seen: Seen | undefined } {
    const seen = this.#seen.get(note)
    const young = seen && Math.max(seen.mtimeMs, seen.ctimeMs) > Date.now() - youth
    return { seen: young ? undefined : seen }
  }

  put(entry: NoteEntry, reading: string | undefined): void {
    this.#notes.set(entry.path, {
      ...this.#timesOf(entry.path),
      sha256: this.#hashes.get(entry.path) ?? '',
      dialect: this.#dialect,
      entry: JSON.stringify(entry),
      reading: reading === undefined ? undefined : this.#readings.put(reading),
      linked: undefined,
      claims: 0
    })
  }

  get(note: string): string {
    return this.#readings.get(this.#notes.get(note)!.reading!)
  }

  drop(note: string): void {
    const { reading } = this.#notes.get(note) ?? {}
    if (reading) this.#readings.wipe(reading)
    this.#notes.delete(note)
  }

  /** Units in the dumps that stand in the out folder, where those are the very ones. */
  #keptUnits(): CachedUnits | undefined {
    return this.earlierLayout && this.#state?.units
  }

  /** How the dumps that stand in the out folder are laid out, where parts of them can be taken over. */
  get earlierLayout(): Layout | undefined {
    const state = this.#state
    if (!state?.layout.apart || this.#changes > manyChanges) return undefined
    const untouched = dumpFiles.every(file => {
      const seen = seenAt(path.join(this.#out, file))
      return seen !== undefined && isSame(seen, state.dumps.get(file))
    })
    return untouched ? state.layout : undefined
  }

  keeper(): Keeper {
    const state = this.#state
    const cache = this
    let units: Earlier['units']
    const earlier: Earlier | undefined = state && {
      surroundings: state.surroundings,
      source: note => this.#source(note),
      get units() {
        const columns = cache.#keptUnits()
        if (columns) units ??= { ...earlierUnits(columns), answers: state.answers }
        return columns && units
      }
    }
    return {
      ...(earlier ? { earlier } : {}),
      surroundings: fingerprint => {
        this.#surroundings = fingerprint
      },
      source: (note, source, known) => this.#keepSource(note, source, known),
      answers: answers => {
        this.#answers = answers
      },
      unit: unit => {
        if (typeof unit === 'number') this.#units.keep(unit)
        else this.#units.add(unit)
      }
    }
  }

  #source(note: string): LinkedSource | undefined {
    const cached = this.#state?.notes.get(note)
    if (!cached?.linked) return undefined
    try {
      return { ...JSON.parse(this.#linked.get(cached.linked)), claims: cached.claims } as LinkedSource
    } catch (error) {
      if (error instanceof CacheBroken) return undefined
      throw error
    }
  }

  #keepSource(note: string, { lesson, claims, problems }: LinkedSource, known: boolean): void {
    if (known) return
    const linked = this.#linked.put(JSON.stringify({ lesson, problems }))
    this.#notes.set(note, { ...this.#notes.get(note)!, linked, claims })
    if (this.#state?.notes.get(note)?.claims !== claims) this.#changes++
  }

  /** Leaves what the next build may use; called when the new dumps stand in the out folder. */
  commit(layout: Layout): void {
    const dumps = new Map(dumpFiles.map(file => [file, seenAt(path.join(this.#out, file))!]))
    for (const [note, { reading, linked }] of this.#state?.notes ?? []) {
      const now = this.#notes.get(note)
      if (reading && now?.reading?.at !== reading.at) this.#readings.wipe(reading)
      if (linked && now?.linked?.at !== linked.at) this.#linked.wipe(linked)
    }
    const state: CacheState = {
      notes: this.#notes,
      readingsEnd: this.#readings.end,
      linkedEnd: this.#linked.end,
      surroundings: this.#surroundings,
      answers: this.#answers!,
      units: this.#units.columns(),
      layout,
      dumps
    }
    writeState(path.join(this.#folder, 'state'), this.#program, state)
  }

  /** A publication is done with its readings; the cache goes on. */
  close(): void {}

  /** Lets others have the folder. */
  release(): void {
    this.#readings.close()
    this.#linked.close()
    rmSync(path.join(this.#folder, 'lock'), { force: true })
  }
}

function sha256Of(file: string): string | undefined {
  try {
    return hash('sha256', readFileSync(file))
  } catch {
    return undefined
  }
}

function seenAt(file: string): Seen | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  const { size, mtimeMs, ctimeMs, ino } = found
  return { size, mtimeMs, ctimeMs, ino }
}

const isSame = (a: Seen, b: Seen | undefined): boolean =>
  b !== undefined &&
  a.size === b.size &&
  a.mtimeMs === b.mtimeMs &&
  a.ctimeMs === b.ctimeMs &&
  a.ino === b.ino

/** Logs only grow; when most of one is of no use any more, it is better begun anew. */
function isMostlyInUse({ notes, readingsEnd, linkedEnd }: CacheState): boolean {
  let used = 0
  for (const { reading, linked } of notes.values()) used += (reading?.bytes ?? 0) + (linked?.bytes ?? 0)
  return readingsEnd + linkedEnd < 2 * used + (16 << 20)
}

/** Takes a lock, which the end of a process gives back even when it could not do so itself. */
function lock(file: string): boolean {
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isRunning(Number(readFileSync(file, 'utf8')))) return false
      rmSync(file, { force: true })
    }
  }
  return false
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
