import type { Term } from '../../rdf/rdf.ts'

/** What a function may ask for besides its arguments. */
export interface FunctionContext {
  /** The `xsd:dateTime` of NOW(), the same in a whole query. */
  readonly now: Term
  /** IRI() resolves against this. */
  readonly base: string
  /** A number from 0 to less than 1. */
  random(): number
  /** A new blank node; of one label in one solution the same. */
  blankNode(row: object, label: string | undefined): Term
  /** The solution that the expression is evaluated for. */
  readonly row: object
}

/** A function on terms; undefined is a type error, as SPARQL has it (SPARQL 1.2 Query §17.2). Nothing is thrown. */
export type Scalar = (args: readonly Term[], context: FunctionContext) => Term | undefined

/** A function with how many arguments it takes. */
export interface ScalarFunction {
  readonly least: number
  readonly most: number
  readonly apply: Scalar
  /** Whether the same arguments give the same result in all of a query, so that it may be found once. */
  readonly isPure: boolean
}

type Fixed1 = (a: Term, context: FunctionContext) => Term | undefined
type Fixed2 = (a: Term, b: Term, context: FunctionContext) => Term | undefined

const from = (least: number, most: number, apply: Scalar, isPure = true): ScalarFunction => ({
  least,
  most,
  apply,
  isPure
})

// By index: taking an array apart by a pattern walks an iterator, and this is called for each solution.
export const of1 = (apply: Fixed1): ScalarFunction =>
  from(1, 1, (args, context) => {
    const a = args[0]
    return a && apply(a, context)
  })

export const of2 = (apply: Fixed2): ScalarFunction =>
  from(2, 2, (args, context) => {
    const [a, b] = [args[0], args[1]]
    return a && b && apply(a, b, context)
  })

export const ofMany = (least: number, most: number, apply: Scalar): ScalarFunction => from(least, most, apply)

/** A function that gives another term each time. */
export const impure = (most: 0 | 1, apply: Scalar): ScalarFunction => from(0, most, apply, false)
