import type { CompiledStore } from '../../compiled/compiled.ts'
import { datatypes } from '../functions/datatypes.ts'

/** What literals are compared and reckoned as. */
export const classes = {
  other: 0,
  integer: 1,
  decimal: 2,
  double: 3,
  dateTime: 4,
  date: 5,
  boolean: 6
} as const
export type LiteralClass = (typeof classes)[keyof typeof classes]

export const isNumeric = (kind: LiteralClass): boolean => kind >= classes.integer && kind <= classes.double

/** The class of a datatype. */
export function classOf(iri: string): LiteralClass {
  const datatype = datatypes.get(iri)
  switch (datatype?.family) {
    case 'number':
      // A float of the store is kept as a double.
      return datatype.type === 'float' ? classes.double : classes[datatype.type]
    case 'moment': {
      const { kind, zoned } = datatype
      return !zoned && (kind === 'dateTime' || kind === 'date') ? classes[kind] : classes.other
    }
    case 'boolean':
      return classes.boolean
    default:
      return classes.other
  }
}

/** The classes of a store's literals by their numbers, and which of its numbers are whole. */
export class LiteralClasses {
  readonly #store: CompiledStore
  readonly #firsts: Uint32Array
  readonly #classes: Uint8Array
  readonly #start: number
  readonly #end: number
  /** For each literal that is no string: 0 unknown, 1 a whole number that doubles count exactly, 2 another. */
  #whole: Uint8Array | undefined

  constructor(store: CompiledStore) {
    const { datatypes, starts } = store.dictionary
    this.#store = store
    this.#firsts = Uint32Array.from(datatypes, ([, first]) => first)
    this.#classes = Uint8Array.from(datatypes, ([iri]) => classOf(iri))
    this.#start = starts[3]!
    this.#end = starts[4]!
  }

  /** The class of a term of the store; `other` for all that is no such literal. */
  of(number: number): LiteralClass {
    if (number < this.#start || number >= this.#end) return classes.other
    let [low, high] = [0, this.#firsts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#firsts[middle]! <= number) low = middle
      else high = middle - 1
    }
    return this.#classes[low] as LiteralClass
  }

  /** The value of an integer or decimal without fraction, below 10^15; NaN for all others. */
  wholeNumber(number: number): number {
    const kind = this.of(number)
    if (kind !== classes.integer && kind !== classes.decimal) return Number.NaN
    this.#whole ??= new Uint8Array(this.#end - this.#start)
    const place = number - this.#start
    let known = this.#whole[place]!
    if (known === 0) {
      known = /^[+-]?\d{1,15}$/.test(this.#store.dictionary.textOf(number)) ? 1 : 2
      this.#whole[place] = known
    }
    return known === 1 ? this.#store.dictionary.valueOf(number) : Number.NaN
  }
}

const known = new WeakMap<CompiledStore, LiteralClasses>()

/** The classes of a store's literals, kept with it. */
export function classesOf(store: CompiledStore): LiteralClasses {
  let found = known.get(store)
  if (!found) {
    found = new LiteralClasses(store)
    known.set(store, found)
  }
  return found
}
