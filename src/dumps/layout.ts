/** Extensions of the formats whose text is that of the units, one after the other. */
export const blockFormats = ['ttl', 'jsonld', 'rdf', 'trig'] as const
const columns = blockFormats.length

/** How the units of a dataset lie in its dumps. */
export interface Layout {
  /** Bytes before the first unit, by format, in the order of `blockFormats`. */
  readonly heads: readonly number[]
  /** For each unit in order: bytes in each of `blockFormats`. */
  readonly bytes: Float64Array
  /** For each unit: quads, triples, entities, statements. */
  readonly counts: Uint32Array
  /** For each unit, which of `used` it is. */
  readonly uses: Uint32Array
  /** What of the heads a unit uses, for each of `blockFormats`. */
  readonly used: readonly (readonly (readonly string[])[])[]
  /** Whether each subject stands in one unit alone: only then can the lines of a unit be taken out. */
  readonly apart: boolean
}

/** Takes down how units lie, as they are written. */
export class LayoutBuilder {
  readonly #bytes: number[] = []
  readonly #counts: number[] = []
  readonly #uses: number[] = []
  readonly #used: (readonly (readonly string[])[])[] = []
  readonly #places = new Map<string, number>()
  readonly #totals = [0, 0, 0, 0]

  /** Bytes by format; quads, triples, entities and statements; what of each format's head is used. */
  add(bytes: readonly number[], counts: readonly number[], used: readonly (readonly string[])[]): void {
    this.#bytes.push(...bytes)
    this.#counts.push(...counts)
    for (let i = 0; i < columns; i++) this.#totals[i]! += counts[i]!
    const key = used.map(names => names.join(' ')).join('\n')
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.#used.push(used) - 1
      this.#places.set(key, place)
    }
    this.#uses.push(place)
  }

  get counts(): { triples: number; quads: number; entities: number; statements: number } {
    const [quads, triples, entities, statements] = this.#totals as [number, number, number, number]
    return { triples, quads, entities, statements }
  }

  layout(heads: readonly number[], apart: boolean): Layout {
    return {
      heads,
      bytes: Float64Array.from(this.#bytes),
      counts: Uint32Array.from(this.#counts),
      uses: Uint32Array.from(this.#uses),
      used: this.#used,
      apart
    }
  }
}

/** What the earlier dumps have of each unit, and which units are not kept. */
export class EarlierDumps {
  readonly #layout: Layout
  /** Where each unit begins, in each format. */
  readonly #starts: Float64Array
  readonly #kept: Uint8Array

  constructor(layout: Layout) {
    this.#layout = layout
    const { bytes, heads } = layout
    this.#starts = new Float64Array(bytes.length)
    const at = [...heads]
    for (let i = 0; i < bytes.length; i++) {
      this.#starts[i] = at[i % columns]!
      at[i % columns]! += bytes[i]!
    }
    this.#kept = new Uint8Array(bytes.length / columns)
  }

  keep(unit: number): {
    readonly from: readonly number[]
    readonly bytes: readonly number[]
    readonly counts: readonly number[]
    readonly used: readonly (readonly string[])[]
  } {
    this.#kept[unit] = 1
    const [first, end] = [unit * columns, (unit + 1) * columns]
    return {
      from: [...this.#starts.subarray(first, end)],
      bytes: [...this.#layout.bytes.subarray(first, end)],
      counts: [...this.#layout.counts.subarray(first, end)],
      used: this.#layout.used[this.#layout.uses[unit]!]!
    }
  }

  /** Where in a format the units stand that are not kept. */
  *gone(format: number): Iterable<{ readonly from: number; readonly bytes: number }> {
    for (let unit = 0; unit < this.#kept.length; unit++) {
      const at = unit * columns + format
      if (this.#kept[unit] === 0) yield { from: this.#starts[at]!, bytes: this.#layout.bytes[at]! }
    }
  }
}
