/** Lets everybody else have a turn: requests, timers, other queries. */
export const turn: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise(resolve => void setImmediate(resolve))
    : () => new Promise(resolve => void setTimeout(resolve, 0))

/** Waits for work, but throws the signal's reason as soon as it aborts. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Milliseconds after which work that can pause gives way to others. */
export const slice = 8

/** Long work that gives way to others every few milliseconds. */
export class Turns {
  #since = performance.now()

  /** Whether somebody else should have a turn. */
  get isDue(): boolean {
    return performance.now() - this.#since > slice
  }

  /** Lets others have a turn; throws the signal's reason where it aborted by then. */
  async give(signal: AbortSignal): Promise<void> {
    await turn()
    signal.throwIfAborted()
    this.#since = performance.now()
  }
}
