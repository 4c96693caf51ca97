import type { Problem } from '../problem.ts'
import type { ReadTask, Shelf } from '../vault/vault.ts'
import type { NoteReading } from './read-note.ts'

/** What others need to know of a note, and what is wrong in it. */
export interface NoteEntry {
  readonly id: string
  readonly path: string
  readonly aliases: readonly string[]
  readonly private: boolean
  readonly unreadable?: true
  /** Set where its abstract seems to list all of something. */
  readonly lists?: true
  readonly problems: readonly Problem[]
}

export const entryOf = ({
  source,
  aliases,
  private: keptBack,
  unreadable,
  abstractAt,
  problems
}: NoteReading): NoteEntry => ({
  id: source.id,
  path: source.file,
  aliases,
  private: keptBack,
  ...(unreadable ? { unreadable } : {}),
  ...(abstractAt ? { lists: true } : {}),
  problems
})

/** Keeps the readings of the notes to publish, perhaps from one build to the next. */
export interface Readings {
  /**
   * The entry of a note that need not be read again, since what is kept of it still holds; with `whole`, its
   * reading is kept too. Private notes are read each time.
   */
  known?(task: ReadTask, dialect: string, whole: boolean): NoteEntry | undefined
  /** Takes the entry of a note that is not private, and its reading, as JSON, where it is to be published. */
  put(entry: NoteEntry, reading: string | undefined): void
  get(path: string): string
  /** Forgets a note that turned out to be private. */
  drop(path: string): void
  close(): void
}

/** Readings on a shelf, for one build. */
export function shelvedReadings(shelf: Shelf): Readings {
  const places = new Map<string, number>()
  return {
    put: ({ path }, reading) => {
      if (reading === undefined) return
      places.set(path, places.size)
      shelf.put(reading)
    },
    get: path => shelf.get(places.get(path)!),
    drop: () => undefined,
    close: () => shelf.close()
  }
}
