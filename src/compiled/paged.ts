import type { ScratchFile } from './scratch.ts'
import type { Column } from './sections.ts'

const pageBytes = 1 << 16

/** A column of numbers in a scratch file, of which a piece at a time is in memory. */
export class PagedColumn {
  readonly #file: ScratchFile
  readonly #width: number
  readonly length: number
  #page: Column | Float64Array = new Uint8Array(0)
  #from = 0

  /** `width`: bytes of a number; 8 are a double. */
  constructor(file: ScratchFile, width: number) {
    this.#file = file
    this.#width = width
    this.length = file.size / width
  }

  at(place: number): number {
    const within = place - this.#from
    if (within >= 0 && within < this.#page.length) return this.#page[within]!
    return this.#load(place)
  }

  #load(place: number): number {
    const width = this.#width
    this.#from = place
    const bytes = this.#file.read(place * width, Math.min(pageBytes, (this.length - place) * width))
    // Columns are read as views, so they must begin where memory does.
    const { buffer } = bytes.byteOffset === 0 ? bytes : bytes.slice()
    const length = bytes.length / width
    if (width === 1) this.#page = new Uint8Array(buffer, 0, length)
    else if (width === 2) this.#page = new Uint16Array(buffer, 0, length)
    else if (width === 4) this.#page = new Uint32Array(buffer, 0, length)
    else this.#page = new Float64Array(buffer, 0, length)
    return this.#page[0]!
  }
}
