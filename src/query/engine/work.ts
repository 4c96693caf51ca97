import { QueryError } from '../query-error.ts'
import { slice } from '../turn.ts'

/** So many steps are taken before the clock is looked at. */
const stepsBetweenLooks = 4096
/** Steps after which they do where the clock stands still, as it does on Workers. */
const mostSteps = 1 << 21

/** The work of one query: says when to give way, and how much memory it may take. */
export class Work {
  readonly #memory: number
  #held = 0
  #since = performance.now()
  #steps = stepsBetweenLooks
  #stepsSince = 0
  #awaited: Promise<void> | undefined

  /** `memory`: bytes that may be held at a time. */
  constructor(memory: number) {
    this.#memory = memory
  }

  /** Counts steps of work, each of some nanoseconds; true when a pause is due. */
  isDue(steps: number): boolean {
    this.#steps -= steps
    if (this.#steps > 0) return false
    this.#steps = stepsBetweenLooks
    this.#stepsSince += stepsBetweenLooks
    return this.#stepsSince > mostSteps || performance.now() - this.#since > slice
  }

  /** Whether somebody should have had a turn since work went on. */
  get isLong(): boolean {
    return performance.now() - this.#since > slice
  }

  /**
   * Waits for a promise: pauses until whoever drives the query has awaited it. Gives what it gives, and throws what
   * it throws.
   */
  *wait<T>(promise: Promise<T>): Generator<undefined, T> {
    const settled: { outcome?: { readonly value: T } | { readonly error: unknown } } = {}
    this.#awaited = promise.then(
      value => {
        settled.outcome = { value }
      },
      (error: unknown) => {
        settled.outcome = { error }
      }
    )
    while (!settled.outcome) yield undefined
    this.#awaited = undefined
    if ('error' in settled.outcome) throw settled.outcome.error
    return settled.outcome.value
  }

  /** What has to be awaited before work can go on; it never fails. */
  get awaited(): Promise<void> | undefined {
    return this.#awaited
  }

  /** Work goes on after a pause. */
  resume(): void {
    this.#since = performance.now()
    this.#stepsSince = 0
  }

  /** Takes note of memory that is held from now on. Throws a QueryError where it is too much. */
  hold(bytes: number): void {
    this.#held += bytes
    if (this.#held > this.#memory)
      throw new QueryError(
        'too-large',
        `The query needs more than ${Math.round(this.#memory / 2 ** 20)} MiB of memory at a time; narrow it, or use LIMIT`
      )
  }

  release(bytes: number): void {
    this.#held -= bytes
  }
}
