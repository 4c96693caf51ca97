/**
 * Finds strings in a text from places that mostly move on. What was found last is remembered, so that asking
 * at each of many places for an end that is far away, or missing, takes time for the text once.
 */
export class NextOccurrence {
  readonly #text: string
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>()

  constructor(text: string) {
    this.#text = text
  }

  /** Where a string stands at or after an offset, or -1. */
  of(wanted: string, from: number): number {
    const last = this.#found.get(wanted)
    if (last && last.from <= from && (last.at < 0 || last.at >= from)) return last.at
    const at = this.#text.indexOf(wanted, from)
    this.#found.set(wanted, { from, at })
    return at
  }
}
