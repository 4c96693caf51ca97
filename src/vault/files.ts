/** The files of a vault: what `publish` reads, whatever machine it runs on. */
export interface VaultFiles {
  /** Paths relative to the vault, with `/` between folders, sorted. */
  readonly paths: readonly string[]
  read(path: string): Promise<Uint8Array>
  /** Reads notes, by whatever is fastest; gives each as the JSON of a `NoteReading`, in the order asked. */
  readonly readNotes?: (tasks: readonly ReadTask[], dialect: string) => AsyncIterable<string>
  /** A place to put readings until they are needed; without one they stay in memory. */
  readonly shelf?: () => Shelf
  /** A faster SHA-256 than the portable one, where the machine has it. */
  readonly sha256?: (text: string) => string
}

/** A file to read as a note. */
export interface ReadTask {
  readonly path: string
  /** Whether the settings, or its folder's name, keep it back. */
  readonly listed: boolean
}

/** Keeps texts by number, in the order in which they come. */
export interface Shelf {
  put(text: string): void
  get(number: number): string
  close(): void
}

/** Told what is being done, how much of it is done, and of how much. */
export type Progress = (phase: string, done: number, of: number) => void

/** A shelf in memory. */
export function memoryShelf(): Shelf {
  const texts: string[] = []
  return {
    put: text => void texts.push(text),
    get: number => texts[number] ?? '',
    close: () => void texts.splice(0)
  }
}
