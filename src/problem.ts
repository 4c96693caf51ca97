/** Something wrong in an author's text: where it stands, what it is, and how to mend it. */
export interface Problem {
  /** `error`: part of the input could not be published; `warning`: published, but look at it. */
  readonly severity: 'error' | 'warning'
  /** A short name for the kind of problem, the same in every run: `yaml-syntax`, `link-dangling`. */
  readonly code: string
  /** The file's path as the author knows it, relative to the vault. */
  readonly file: string
  /** Counted from 1. */
  readonly line?: number
  readonly column?: number
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string
  /** What to do about it, as one sentence without a full stop. */
  readonly remedy: string
}

/** Takes problems as they are found; finding one never stops the work. */
export type Report = (problem: Problem) => void

/** A problem as one line: `notes/A.md:3:5: error: what (how to mend) [code]`, the shape editors recognise. */
export function problemLine({ severity, code, file, line, column, message, remedy }: Problem): string {
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  return `${place}: ${severity}: ${message}; ${remedy} [${code}]`
}
