import type { Problem } from '../problem.ts'
import { decodeText, parseNote, saysPrivate } from '../vault/vault.ts'
import { type NoteReading, readNote } from './read-note.ts'

/** A file of the vault as read: plain data, the same for the same bytes. */
export interface FileReading {
  /** Absent for a file that could not be read. */
  readonly reading?: NoteReading
  readonly private: boolean
  /** What is wrong in the file; nothing for a private one, since to say it would name it. */
  readonly problems: readonly Problem[]
}

/** Reads the bytes of a note; nothing it holds makes this throw. */
export function readFile(path: string, bytes: Uint8Array): FileReading {
  const problems: Problem[] = []
  const text = decodeText(bytes, path, problem => problems.push(problem))
  const note = text === undefined ? undefined : parseNote(path, text, problem => problems.push(problem))
  if (!note) {
    const hidden = text !== undefined && saysPrivate(text)
    return { private: hidden, problems: hidden ? [] : problems }
  }
  const reading = readNote(note)
  return reading.private
    ? { reading, private: true, problems: [] }
    : { reading, private: false, problems: [...problems, ...reading.problems] }
}
