import { kinds } from '../../compiled/compiled.ts'
import {
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import {
  compareValues,
  effectiveBoolean,
  namedFunctionOf,
  type Scalar,
  scalarOf,
  termsEqual
} from '../functions/functions.ts'
import { QueryError } from '../query-error.ts'
import { type Batch, unbound } from './batch.ts'
import type { CallTree, ExpressionTree } from './expression.ts'
import type { Run } from './node.ts'
import { equalNumbers, quickOrder } from './quick-comparison.ts'
import type { TermTable } from './terms.ts'
import { rangeTest, tagTest, textTest } from './text-tests.ts'

export type Evaluator<T> = (batch: Batch, row: number) => T

/** An expression made ready to run: its value as a term, as the term's number, and as a truth value. */
export interface Code {
  /** Undefined for an error, or a variable without a value. */
  readonly term: Evaluator<Term | undefined>
  /** `unbound` for the same. */
  readonly number: Evaluator<number>
  readonly test: Evaluator<boolean | undefined>
}

const yes = typed('true', `${XSD}boolean`)
const no = typed('false', `${XSD}boolean`)

/** What of two terms' order an operator takes for true. */
const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0
}

/** Makes functions of expressions, with short ways for what numbers of terms tell already. */
export class Compiler {
  readonly #run: Run
  readonly #terms: TermTable

  constructor(run: Run) {
    this.#run = run
    this.#terms = run.terms
  }

  code(tree: ExpressionTree): Code {
    switch (tree.type) {
      case 'variable': {
        const { slot } = tree
        return this.#ofNumber((batch, row) => batch.columns[slot]?.[row] ?? unbound)
      }
      case 'term': {
        const { term, number } = tree
        const truth = effectiveBoolean(term)
        return { term: () => term, number: () => number, test: () => truth }
      }
      case 'triple': {
        const parts = tree.parts.map(part => this.code(part).term)
        return this.#ofTerm((batch, row) => tripleOf(parts.map(part => part(batch, row))))
      }
      case 'exists': {
        const { test, isNot } = tree
        const { exists } = this.#run
        return this.#ofTest((_, row) => (exists.get(test)![row] === 1) !== isNot)
      }
      default:
        return this.#call(tree)
    }
  }

  #ofNumber(number: Evaluator<number>): Code {
    const terms = this.#terms
    const term: Evaluator<Term | undefined> = (batch, row) => {
      const found = number(batch, row)
      return found === unbound ? undefined : terms.termOf(found)
    }
    return { number, term, test: truthOf(term) }
  }

  #ofTerm(term: Evaluator<Term | undefined>): Code {
    const terms = this.#terms
    return { term, number: (batch, row) => terms.numberOrNone(term(batch, row)), test: truthOf(term) }
  }

  #ofTest(test: Evaluator<boolean | undefined>): Code {
    const terms = this.#terms
    const term: Evaluator<Term | undefined> = (batch, row) => {
      const found = test(batch, row)
      return found === undefined ? undefined : found ? yes : no
    }
    return { term, test, number: (batch, row) => terms.numberOrNone(term(batch, row)) }
  }

  #call(tree: CallTree): Code {
    if (tree.isNamed)
      return this.#function(tree, namedFunctionOf(tree.name), `There is no function <${tree.name}>`)
    const { name, args } = tree
    switch (name) {
      case '&&':
        return this.#ofTest(this.#and(args))
      case '||':
        return this.#ofTest(this.#or(args))
      case '!': {
        const { test } = this.code(args[0]!)
        return this.#ofTest((batch, row) => {
          const found = test(batch, row)
          return found === undefined ? undefined : !found
        })
      }
      case 'bound': {
        const { number } = this.code(args[0]!)
        return this.#ofTest((batch, row) => number(batch, row) !== unbound)
      }
      case 'if':
        return this.#if(args)
      case 'coalesce':
        return this.#coalesce(args)
      case 'in':
      case 'notin':
        return this.#ofTest(this.#in(args, name === 'notin'))
      case '=':
      case '!=':
        return this.#ofTest(this.#equal(args, name === '='))
      case '<':
      case '>':
      case '<=':
      case '>=':
        return this.#ofTest(this.#compare(args, orders[name]!))
      case 'sameterm': {
        const [a, b] = args.map(arg => this.code(arg).number)
        return this.#ofTest((batch, row) => {
          const [left, right] = [a!(batch, row), b!(batch, row)]
          return left === unbound || right === unbound ? undefined : left === right
        })
      }
      case 'isiri':
      case 'isuri':
        return this.#ofTest(this.#kind(args, kind => kind === kinds.iri))
      case 'isblank':
        return this.#ofTest(this.#kind(args, kind => kind === kinds.blank))
      case 'isliteral':
        return this.#ofTest(this.#kind(args, kind => kind === kinds.string || kind === kinds.typed))
      case 'istriple':
        return this.#ofTest(this.#kind(args, kind => kind === kinds.triple))
      case 'contains':
      case 'strstarts':
      case 'strends': {
        const test = textTest(tree, this.#terms)
        return test ? this.#ofTest(test) : this.#scalar(tree)
      }
      case 'langmatches': {
        const general = this.#scalar(tree)
        const test = rangeTest(args, this.#terms, general.test)
        return test ? this.#ofTest(test) : general
      }
      default:
        return this.#scalar(tree)
    }
  }

  #scalar(tree: CallTree): Code {
    return this.#function(tree, scalarOf(tree.name), `There is no function ${tree.name.toUpperCase()}`)
  }

  #function(tree: CallTree, found: ReturnType<typeof scalarOf>, missing: string): Code {
    if (!found) throw new QueryError('unsupported', missing)
    const { args } = tree
    if (args.length < found.least || args.length > found.most)
      throw new QueryError(
        'malformed',
        `${tree.isNamed ? `<${tree.name}>` : tree.name.toUpperCase()} takes ${found.least === found.most ? found.least : `${found.least} to ${found.most}`} arguments, not ${args.length}`
      )
    return this.#ofTerm(this.#applied(args, found.apply))
  }

  #applied(args: readonly ExpressionTree[], apply: Scalar): Evaluator<Term | undefined> {
    const codes = args.map(arg => this.code(arg).term)
    const { functions } = this.#run
    const [first, second] = codes
    if (codes.length === 1)
      return (batch, row) => {
        const value = first!(batch, row)
        return value && apply([value], functions)
      }
    if (codes.length === 2)
      return (batch, row) => {
        const a = first!(batch, row)
        const b = a && second!(batch, row)
        return b && apply([a, b], functions)
      }
    return (batch, row) => {
      const values: Term[] = []
      for (const code of codes) {
        const value = code(batch, row)
        if (!value) return undefined
        values.push(value)
      }
      return apply(values, functions)
    }
  }

  // Logic with errors (§17.2): a false part decides && whatever the others are, a true one ||.

  #and(args: readonly ExpressionTree[]): Evaluator<boolean | undefined> {
    const tests = args.map(arg => this.code(arg).test)
    return (batch, row) => {
      let all: boolean | undefined = true
      for (const test of tests) {
        const found = test(batch, row)
        if (found === false) return false
        if (found === undefined) all = undefined
      }
      return all
    }
  }

  #or(args: readonly ExpressionTree[]): Evaluator<boolean | undefined> {
    const tests = args.map(arg => this.code(arg).test)
    return (batch, row) => {
      let none: boolean | undefined = false
      for (const test of tests) {
        const found = test(batch, row)
        if (found === true) return true
        if (found === undefined) none = undefined
      }
      return none
    }
  }

  #if([condition, yes, no]: readonly ExpressionTree[]): Code {
    const { test } = this.code(condition!)
    const [then, otherwise] = [this.code(yes!), this.code(no!)]
    const pick =
      <T>(a: Evaluator<T>, b: Evaluator<T>, error: T): Evaluator<T> =>
      (batch, row) => {
        const found = test(batch, row)
        return found === undefined ? error : found ? a(batch, row) : b(batch, row)
      }
    return {
      term: pick(then.term, otherwise.term, undefined),
      number: pick(then.number, otherwise.number, unbound),
      test: pick(then.test, otherwise.test, undefined)
    }
  }

  #coalesce(args: readonly ExpressionTree[]): Code {
    const codes = args.map(arg => this.code(arg))
    const number: Evaluator<number> = (batch, row) => {
      for (const code of codes) {
        const found = code.number(batch, row)
        if (found !== unbound) return found
      }
      return unbound
    }
    return this.#ofNumber(number)
  }

  #in([needle, ...haystack]: readonly ExpressionTree[], isNot: boolean): Evaluator<boolean | undefined> {
    const tests = haystack.map(item => this.#equal([needle!, item], true))
    return (batch, row) => {
      let found: boolean | undefined = false
      for (const test of tests) {
        const is = test(batch, row)
        if (is === true) return !isNot
        if (is === undefined) found = undefined
      }
      return found === undefined ? undefined : isNot
    }
  }

  #kind(args: readonly ExpressionTree[], is: (kind: number) => boolean): Evaluator<boolean | undefined> {
    const { number } = this.code(args[0]!)
    const terms = this.#terms
    return (batch, row) => {
      const found = number(batch, row)
      return found === unbound ? undefined : is(terms.kindOf(found))
    }
  }

  #equal(args: readonly ExpressionTree[], wanted: boolean): Evaluator<boolean | undefined> {
    const terms = this.#terms
    const tag = tagTest(args, terms)
    const [a, b] = args.map(arg => this.code(arg))
    const equal: Evaluator<boolean | undefined> =
      tag ??
      (args.every(isPlain)
        ? (batch, row) => equalNumbers(terms, a!.number(batch, row), b!.number(batch, row))
        : (batch, row) => {
            const left = a!.term(batch, row)
            const right = left && b!.term(batch, row)
            return right && termsEqual(left, right)
          })
    if (wanted) return equal
    return (batch, row) => {
      const found = equal(batch, row)
      return found === undefined ? undefined : !found
    }
  }

  #compare(args: readonly ExpressionTree[], is: (order: number) => boolean): Evaluator<boolean | undefined> {
    const terms = this.#terms
    const [a, b] = args.map(arg => this.code(arg))
    const slow = (left: Term | undefined, right: Term | undefined): boolean | undefined => {
      if (!left || !right) return undefined
      const order = compareValues(left, right)
      return order === undefined ? undefined : is(order)
    }
    if (!args.every(isPlain)) return (batch, row) => slow(a!.term(batch, row), b!.term(batch, row))
    return (batch, row) => {
      const [left, right] = [a!.number(batch, row), b!.number(batch, row)]
      if (left === unbound || right === unbound) return undefined
      const order = quickOrder(terms, left, right)
      return order === 0 ? slow(terms.termOf(left), terms.termOf(right)) : is(order)
    }
  }
}

/** Whether an expression's numbers cost nothing to ask for. */
const isPlain = ({ type }: ExpressionTree): boolean => type === 'variable' || type === 'term'

const truthOf =
  (term: Evaluator<Term | undefined>): Evaluator<boolean | undefined> =>
  (batch, row) => {
    const found = term(batch, row)
    return found && effectiveBoolean(found)
  }

function tripleOf([subject, predicate, object]: readonly (Term | undefined)[]): Term | undefined {
  if (!subject || !predicate || !object) return undefined
  if (subject.termType === 'Literal' || subject.termType === 'Quad' || predicate.termType !== 'NamedNode')
    return undefined
  return quad(subject as Quad_Subject, predicate as Quad_Predicate, object as Quad_Object) as Term
}
