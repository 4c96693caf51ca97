/** A mistake of the person who typed the command, or of their files, with what to do about it. */
export class InputError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options)
    this.remedy = remedy
  }
}
