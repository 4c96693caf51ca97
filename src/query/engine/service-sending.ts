import type { Term } from '../../rdf/rdf.ts'
import { QueryError } from '../query-error.ts'
import { inWikidata } from '../wikidata.ts'
import { type Batch, unbound } from './batch.ts'
import type { TermTable } from './terms.ts'

/** What one request takes along at most: solutions, and characters of their terms. */
const [mostTuples, mostCharacters] = [100, 60_000]
/** A term of more characters is not sent. */
const longestTerm = 8192
// What SPARQL 1.1 cannot write (IRIREF, §19.8).
const unwritable = /[\u0000-\u0020<>"{}|^`\\]/

/** Where a SERVICE is: an IRI, or the slot of a variable that has a value before. */
export type Endpoint = string | { readonly slot: number; readonly name: string }

/** A variable of a SERVICE. */
export interface ServiceVariable {
  readonly name: string
  readonly slot: number
  /** Whether all solutions bind it. */
  readonly isCertain: boolean
  /** Whether it stands for what is meant as it is called elsewhere. */
  readonly isExternal: boolean
}

/** Some of the solutions that are sent: the terms of each as they are called there, with the rows that have them. */
export type Portion = ReadonlyMap<
  string,
  { readonly terms: readonly Term[]; readonly rows: readonly number[] }
>

/** Rows of a batch of which the same variables are sent to the same endpoint. */
export interface Sending {
  readonly endpoint: string
  readonly sent: readonly ServiceVariable[]
  readonly rows: number[]
}

/** Says how terms are called elsewhere, and which can be sent at all. */
export class Sender {
  readonly #terms: TermTable
  readonly #base: string
  readonly #known = new Map<number, { readonly number: number; readonly term: Term } | undefined>()

  /** `base`: of the dataset, whose entities are called as in Wikidata. */
  constructor(terms: TermTable, base: string) {
    this.#terms = terms
    this.#base = base
  }

  /** A term as it is called elsewhere; undefined where that cannot be said. */
  sent(number: number, isExternal: boolean): { readonly number: number; readonly term: Term } | undefined {
    const key = isExternal ? -1 - number : number
    if (this.#known.has(key)) return this.#known.get(key)
    const own = this.#terms.termOf(number)
    const term = isExternal ? own : inWikidata(own, this.#base)
    const sent = canBeSent(term) ? { number: this.#terms.numberOf(term), term } : undefined
    this.#known.set(key, sent)
    return sent
  }

  /** The rows of a batch by where they are sent, and what of them. Throws a QueryError for a row without endpoint. */
  sendings(batch: Batch, endpoint: Endpoint, variables: readonly ServiceVariable[]): Sending[] {
    const sendings = new Map<string, Sending>()
    for (let row = 0; row < batch.length; row++) {
      const sent = variables.filter(({ slot, isExternal }) => {
        const number = batch.columns[slot]?.[row] ?? unbound
        return number !== unbound && this.sent(number, isExternal) !== undefined
      })
      const address = typeof endpoint === 'string' ? endpoint : this.#endpointOf(batch, row, endpoint)
      const key = `${sent.map(({ slot }) => slot).join(' ')} ${address}`
      const known = sendings.get(key)
      if (known) known.rows.push(row)
      else sendings.set(key, { endpoint: address, sent, rows: [row] })
    }
    return [...sendings.values()]
  }

  #endpointOf({ columns }: Batch, row: number, { slot, name }: Exclude<Endpoint, string>): string {
    const number = columns[slot]?.[row] ?? unbound
    const term = number === unbound ? undefined : this.#terms.termOf(number)
    if (term?.termType === 'NamedNode') return term.value
    throw new QueryError(
      'service',
      `SERVICE ?${name} can be asked only where ?${name} has an IRI before; give it one with VALUES or BIND`
    )
  }

  /** The different solutions of the rows, in portions for a request each. */
  *portions(batch: Batch, { sent, rows }: Sending): Generator<Portion> {
    let portion = new Map<string, { readonly terms: readonly Term[]; readonly rows: number[] }>()
    let characters = 0
    const places = new Map<string, number[]>()
    for (const row of rows) {
      const sentTerms = sent.map(({ slot, isExternal }) => this.sent(batch.columns[slot]![row]!, isExternal)!)
      const key = keyOf(sentTerms.map(({ number }) => number))
      const known = places.get(key)
      if (known) {
        known.push(row)
        continue
      }
      const terms = sentTerms.map(({ term }) => term)
      const length = terms.reduce((sum, { value }) => sum + value.length, 0)
      if (portion.size === mostTuples || (portion.size > 0 && characters + length > mostCharacters)) {
        yield portion
        portion = new Map()
        characters = 0
      }
      const first = [row]
      places.set(key, first)
      portion.set(key, { terms, rows: first })
      characters += length
    }
    if (portion.size > 0) yield portion
  }
}

/** How a portion knows a solution, by the numbers of its terms. */
export const keyOf = (numbers: readonly number[]): string => numbers.join(' ')

function canBeSent(term: Term): boolean {
  if (term.value.length > longestTerm) return false
  if (term.termType === 'NamedNode') return !unwritable.test(term.value)
  if (term.termType !== 'Literal' || unwritable.test(term.datatype.value)) return false
  // Base directions are of SPARQL 1.2; surrogates alone cannot be encoded.
  return !term.direction && term.value.isWellFormed()
}
