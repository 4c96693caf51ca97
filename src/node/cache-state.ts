import { hash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { Layout } from '../dumps/dumps.ts'
import type { Answers } from '../reuse/reuse.ts'
import type { Place } from './record-log.ts'

/** A file as it was seen: when all four are the same, so are its bytes. */
export interface Seen {
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly ino: number
}

/** A note that is not private, as a build left it. */
export interface CachedNote {
  /** Undefined where the file was so young that a later change might not show. */
  readonly seen: Seen | undefined
  /** Of its bytes, in hex. */
  readonly sha256: string
  readonly dialect: string
  /** Its `NoteEntry` as JSON. */
  readonly entry: string
  /** Undefined for a note that the settings leave out. */
  readonly reading: Place | undefined
  /** Its `LinkedSource` without `claims`, as JSON. */
  readonly linked: Place | undefined
  readonly claims: number
}

/** The units of a build, in order, in columns. */
export interface CachedUnits {
  readonly keys: readonly string[]
  readonly inputs: Float64Array
  readonly questions: Uint32Array
  /** Where the questions of each unit end. */
  readonly questionEnds: Float64Array
  /** Results as JSON, in which properties and uses of keys are numbers in the tables. */
  readonly results: readonly string[]
  readonly properties: readonly string[]
  readonly uses: readonly string[]
}

/** All that a build leaves for the next, besides the logs. */
export interface CacheState {
  readonly notes: ReadonlyMap<string, CachedNote>
  readonly readingsEnd: number
  readonly linkedEnd: number
  readonly surroundings: number
  readonly answers: Answers
  readonly units: CachedUnits
  readonly layout: Layout
  /** The dumps it is about, by path in the out folder. */
  readonly dumps: ReadonlyMap<string, Seen>
}

/** The state in a file; undefined where there is none, or one of another program, or a broken one. */
export function readState(file: string, program: string): CacheState | undefined {
  try {
    const bytes = readFileSync(file)
    const head = headOf(program, '0'.repeat(64)).length
    const body = bytes.subarray(head)
    if (bytes.subarray(0, head).toString() !== headOf(program, hash('sha256', body))) return undefined
    return deserialize(body) as CacheState
  } catch {
    return undefined
  }
}

/** Puts a state in the place of the one before in one step. */
export function writeState(file: string, program: string, state: CacheState): void {
  const body = serialize(state)
  const next = `${file}.next`
  writeFileSync(next, Buffer.concat([Buffer.from(headOf(program, hash('sha256', body))), body]), {
    mode: 0o600
  })
  renameSync(next, file)
}

const headOf = (program: string, sha256: string): string => `hawksbill cache\n${program}\n${sha256}\n`
