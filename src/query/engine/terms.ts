import { type CompiledStore, kinds } from '../../compiled/compiled.ts'
import { blankNode, type Term, termText, typed, XSD } from '../../rdf/rdf.ts'
import { unbound } from './batch.ts'
import { classes, classesOf, classOf, type LiteralClass, type LiteralClasses } from './literal-classes.ts'

/**
 * The terms of one query by number: those of the store have its numbers, others get one behind them when they are
 * first met. So equal terms have equal numbers, and no others.
 */
export class TermTable {
  readonly store: CompiledStore
  readonly #classes: LiteralClasses
  readonly #own: Term[] = []
  readonly #numbers = new Map<string, number>()
  /** Numbers from here on are not the store's. */
  readonly base: number
  #blanks = 0

  constructor(store: CompiledStore) {
    this.store = store
    this.base = store.dictionary.size
    this.#classes = classesOf(store)
  }

  /** A table that begins with what this one has, for a run of a plan. */
  fork(): TermTable {
    const fork = new TermTable(this.store)
    for (const term of this.#own) fork.#own.push(term)
    for (const [key, number] of this.#numbers) fork.#numbers.set(key, number)
    return fork
  }

  termOf(number: number): Term {
    return number < this.base ? this.store.dictionary.termOf(number) : this.#own[number - this.base]!
  }

  /** The number of a term, which it gets if it has none. */
  numberOf(term: Term): number {
    const key = keyOf(term)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    let number = this.store.dictionary.numberOf(term)
    if (number < 0) {
      number = this.base + this.#own.length
      this.#own.push(term)
    }
    this.#numbers.set(key, number)
    return number
  }

  /** The number of a term; `unbound` for none. */
  numberOrNone(term: Term | undefined): number {
    return term ? this.numberOf(term) : unbound
  }

  /** The numbers of the parts of a triple term; undefined for another term. */
  partsOf(number: number): readonly [number, number, number] | undefined {
    if (number < this.base) {
      const { dictionary } = this.store
      return dictionary.kindOf(number) === kinds.triple ? dictionary.partsOf(number) : undefined
    }
    const term = this.termOf(number)
    if (term.termType !== 'Quad') return undefined
    return [this.numberOf(term.subject), this.numberOf(term.predicate), this.numberOf(term.object)]
  }

  /** The group of a term, as in `kinds`. */
  kindOf(number: number): number {
    if (number < this.base) return this.store.dictionary.kindOf(number)
    const term = this.termOf(number)
    if (term.termType === 'NamedNode') return kinds.iri
    if (term.termType === 'BlankNode') return kinds.blank
    if (term.termType === 'Quad') return kinds.triple
    if (term.termType !== 'Literal') return kinds.typed
    return term.language !== '' || term.datatype.value === `${XSD}string` ? kinds.string : kinds.typed
  }

  /** What a literal is compared and reckoned as. */
  classOf(number: number): LiteralClass {
    if (number < this.base) return this.#classes.of(number)
    const term = this.termOf(number)
    return term.termType === 'Literal' ? classOf(term.datatype.value) : classes.other
  }

  /** What a number, a time or a truth value of the store is compared by (`Dictionary.valueOf`); NaN for others. */
  valueOf(number: number): number {
    return number < this.base ? this.store.dictionary.valueOf(number) : Number.NaN
  }

  /** The value of an integer or decimal of the store without fraction, below 10^15; NaN for all others. */
  wholeNumber(number: number): number {
    return number < this.base ? this.#classes.wholeNumber(number) : Number.NaN
  }

  /** A blank node that is nowhere else. */
  fresh(): Term {
    // No label of a document has such a sign.
    return blankNode(`q·${this.#blanks++}`)
  }
}

// The case of language tags does not count (RDF 1.2 Concepts §3.4).
const keyOf = (term: Term): string =>
  term.termType === 'Literal' && term.language !== ''
    ? termText(term).replace(/@[^"]*$/, tag => tag.toLowerCase())
    : termText(term)

export const integer = (value: number): Term => typed(String(value), `${XSD}integer`)
