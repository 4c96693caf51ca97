/** Lets everybody else have a turn: requests, timers, other queries. */
export const turn: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise(resolve => void setImmediate(resolve))
    : () => new Promise(resolve => void setTimeout(resolve, 0))

/** Milliseconds after which work that can pause gives way to others. */
export const slice = 8
