/** Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 our own failure. */
export const done = 0
export const inputHasErrors = 1
export const wrongUsage = 2
export const ownFailure = 3

/** A command line that does not fit its command. The message is a sentence without a full stop. */
export class UsageError extends Error {}

/** An option of a command, as `parseArgs` and the help take it. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly value?: string
  readonly says: string
}

/** A command: what the help says of it, and what it does; `run` gives the exit code. */
export interface Command {
  readonly usage: string
  readonly does: string
  /** What there is to know of the arguments, a line each. */
  readonly arguments?: readonly string[]
  readonly most: number
  readonly options: Readonly<Record<string, Option>>
  run(
    args: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>
  ): Promise<number>
}
