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
