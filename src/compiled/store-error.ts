/** What is wrong with a file that should be a compiled store. */
export type StoreErrorCode = 'not-a-store' | 'version' | 'truncated' | 'damaged'

/** A file that cannot be read as a compiled store, or whose bytes are not those that were written. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
  }
}
