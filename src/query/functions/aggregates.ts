import { type Literal, type Term, text } from '../../rdf/rdf.ts'
import { longestText } from './datatypes.ts'
import * as exact from './exact.ts'
import { add, divide, integerTerm, type Numeric, numericOf, numericTerm } from './numeric.ts'
import { type OrderKey, orderKeyOf, orderKeys, orderTerms } from './ordering.ts'

/** What gathers the values of one group (SPARQL 1.2 Query §18.6.1). DISTINCT is whoever adds them to see to. */
export interface Aggregate {
  /** Undefined where the expression was an error, or unbound. */
  add(term: Term | undefined): void
  /** Undefined where there is none, or an error. */
  result(): Term | undefined
}

export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'sample' | 'group_concat'

/** A new aggregate; the separator is that of GROUP_CONCAT, a space where none is said. */
export function aggregateOf(
  name: AggregateName,
  { separator = ' ' }: { separator?: string } = {}
): Aggregate {
  switch (name) {
    case 'count':
      return new Count()
    case 'sum':
      return new Sum(false)
    case 'avg':
      return new Sum(true)
    case 'min':
      return new Extreme(-1)
    case 'max':
      return new Extreme(1)
    case 'sample':
      return new Sample()
    case 'group_concat':
      return new GroupConcat(separator)
  }
}

/** How many are no errors. */
class Count implements Aggregate {
  #count = 0

  add(term: Term | undefined): void {
    if (term) this.#count += 1
  }

  result(): Term {
    return integerTerm(this.#count)
  }
}

const nothing: Numeric = { type: 'integer', exact: exact.zero }

/** The sum of numbers, or their mean; 0 of none, and an error with anything else among them. */
class Sum implements Aggregate {
  readonly #isMean: boolean
  #sum: Numeric | undefined = nothing
  #count = 0

  constructor(isMean: boolean) {
    this.#isMean = isMean
  }

  add(term: Term | undefined): void {
    const value = numericOf(term)
    this.#sum = this.#sum && value && add(this.#sum, value)
    this.#count += 1
  }

  result(): Literal | undefined {
    const count: Numeric = { type: 'integer', exact: exact.whole(this.#count) }
    const value = this.#isMean && this.#sum && this.#count > 0 ? divide(this.#sum, count) : this.#sum
    return value && numericTerm(value)
  }
}

/** The first or the last by the order of ORDER BY; of equal values the one that `orderTerms` has further out. */
class Extreme implements Aggregate {
  readonly #sign: number
  #found: OrderKey | undefined
  #failed = false

  constructor(sign: 1 | -1) {
    this.#sign = sign
  }

  add(term: Term | undefined): void {
    if (!term) this.#failed = true
    if (this.#failed) return
    const key = orderKeyOf(term)
    if (this.#found) {
      const order = orderKeys(key, this.#found) || orderTerms(term, this.#found.term)
      if (order * this.#sign <= 0) return
    }
    this.#found = key
  }

  result(): Term | undefined {
    return this.#failed ? undefined : this.#found?.term
  }
}

/** The first that is no error. */
class Sample implements Aggregate {
  #found: Term | undefined

  add(term: Term | undefined): void {
    this.#found ??= term
  }

  result(): Term | undefined {
    return this.#found
  }
}

/**
 * The texts of IRIs and literals in the order in which they come, without language. What has no text is left out, as
 * the Wikidata Query Service does: an optional label that is missing is no reason to show none. An error beyond 2²⁴
 * units.
 */
class GroupConcat implements Aggregate {
  readonly #separator: string
  #texts: string[] | undefined = []
  #length = 0

  constructor(separator: string) {
    this.#separator = separator
  }

  add(term: Term | undefined): void {
    if (term?.termType !== 'Literal' && term?.termType !== 'NamedNode') return
    this.#length += term.value.length + this.#separator.length
    if (this.#length > longestText) this.#texts = undefined
    this.#texts?.push(term.value)
  }

  result(): Literal | undefined {
    return this.#texts && text(this.#texts.join(this.#separator))
  }
}
