import type { PrivateNames } from '../vault/vault.ts'

/** Stands where the name of a private note stood. */
const veil = '▒▒▒'

/** A text of which nothing is shown that names a private note. */
export class VeiledText {
  readonly #text: string
  readonly #hidden: readonly (readonly [start: number, end: number])[]

  constructor(text: string, privateNames: PrivateNames) {
    this.#text = text
    this.#hidden = privateNames.rangesIn(text)
  }

  /** Whether a stretch holds a part of a private name. */
  hides(start: number, end: number): boolean {
    return this.#hidden.some(([from, to]) => from < end && start < to)
  }

  /** A stretch of the text, with a veil over every private name that it holds a part of. */
  slice(start: number, end: number): string {
    let shown = ''
    let at = start
    for (const [from, to] of this.#hidden) {
      if (to <= at || from >= end) continue
      shown += this.#text.slice(at, Math.max(at, from)) + veil
      at = Math.min(end, to)
    }
    return shown + this.#text.slice(at, end)
  }
}

/** A text with a veil over every name of a private note. */
export const veiled = (text: string, privateNames: PrivateNames): string =>
  new VeiledText(text, privateNames).slice(0, text.length)
