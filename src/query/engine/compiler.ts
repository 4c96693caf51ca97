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
import type { ExpressionTree } from './expression.ts'
import { classes, isNumeric } from './literal-classes.ts'
import type { Run } from './node.ts'
import type { TermTable } from './terms.ts'

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

type Call = Extract<ExpressionTree, { type: 'call' }>

/** What of two terms' order an operator takes for true. */
const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0
}

/** Times this far apart are so whatever their time zones are: 28 hours, in milliseconds. */
const farApart = 100_800_000

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

  #call(tree: Call): Code {
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
      case 'strends':
        return this.#textTest(tree)
      case 'langmatches':
        return this.#langMatches(tree)
      default:
        return this.#function(tree, scalarOf(name), `There is no function ${name.toUpperCase()}`)
    }
  }

  #function(tree: Call, found: ReturnType<typeof scalarOf>, missing: string): Code {
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
    const tag = this.#tagTest(args)
    const terms = this.#terms
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

  /** LANG(?x) = "en", which tags tell without their texts. */
  #tagTest(args: readonly ExpressionTree[]): Evaluator<boolean | undefined> | undefined {
    const [left, right] = args
    const isLang = (tree: ExpressionTree | undefined): tree is Call =>
      tree?.type === 'call' && tree.name === 'lang' && !tree.isNamed && tree.args[0]?.type === 'variable'
    const call = isLang(left) ? left : isLang(right) ? right : undefined
    const constant = call === left ? right : left
    if (!call || constant?.type !== 'term' || constant.term.termType !== 'Literal') return undefined
    const { term } = constant
    if (term.language !== '' || term.datatype.value !== `${XSD}string`) return undefined
    const tagOf = this.#tagOf(call.args[0]!)
    const wanted = term.value.toLowerCase() === term.value ? term.value : undefined
    // Tags are kept in lower case, and LANG gives them so.
    return (batch, row) => {
      const found = tagOf(batch, row)
      return found === undefined ? undefined : found === wanted
    }
  }

  /** The language tag of a literal without its direction; undefined for what is no literal. */
  #tagOf(tree: ExpressionTree): Evaluator<string | undefined> {
    const { number } = this.code(tree)
    const terms = this.#terms
    const { dictionary } = terms.store
    return (batch, row) => {
      const found = number(batch, row)
      if (found === unbound) return undefined
      const kind = terms.kindOf(found)
      if (kind === kinds.typed) return ''
      if (kind !== kinds.string) return undefined
      if (found >= terms.base) return (terms.termOf(found) as { language: string }).language.toLowerCase()
      const tag = dictionary.tagOf(found)
      const end = tag.indexOf('--')
      return end < 0 ? tag : tag.slice(0, end)
    }
  }

  #langMatches(tree: Call): Code {
    const [lang, range] = tree.args
    const general = this.#function(tree, scalarOf('langmatches'), 'There is no function LANGMATCHES')
    if (
      lang?.type !== 'call' ||
      lang.name !== 'lang' ||
      lang.args[0]?.type !== 'variable' ||
      range?.type !== 'term'
    )
      return general
    const tagOf = this.#tagOf(lang.args[0])
    const known = new Map<string, boolean | undefined>()
    return this.#ofTest((batch, row) => {
      const tag = tagOf(batch, row)
      if (tag === undefined) return undefined
      if (!known.has(tag)) known.set(tag, general.test(batch, row))
      return known.get(tag)
    })
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

  /** CONTAINS, STRSTARTS and STRENDS of a constant without language tag, which is compatible with every string. */
  #textTest(tree: Call): Code {
    const [whole, part] = tree.args
    const general = (): Code => this.#function(tree, scalarOf(tree.name), `There is no function ${tree.name}`)
    if (part?.type !== 'term' || part.term.termType !== 'Literal') return general()
    const { value, language, datatype } = part.term
    const text = language === '' && datatype.value === `${XSD}string` && whole ? this.#text(whole) : undefined
    if (!text) return general()
    const has: (found: string) => boolean =
      tree.name === 'contains'
        ? found => found.includes(value)
        : tree.name === 'strstarts'
          ? found => found.startsWith(value)
          : found => found.endsWith(value)
    return this.#ofTest((batch, row) => {
      const found = text(batch, row)
      return found === undefined ? undefined : has(found)
    })
  }

  /** The text of a string, or of what has one for sure; undefined where there is no short way to it. */
  #text(tree: ExpressionTree): Evaluator<string | undefined> | undefined {
    const terms = this.#terms
    const { dictionary } = terms.store
    if (tree.type === 'variable') {
      const { slot } = tree
      return (batch, row) => {
        const found = batch.columns[slot]?.[row] ?? unbound
        if (found === unbound || terms.kindOf(found) !== kinds.string) return undefined
        return found < terms.base ? dictionary.textOf(found) : terms.termOf(found).value
      }
    }
    if (tree.type !== 'call' || tree.isNamed) return undefined
    const [arg] = tree.args
    if (tree.name === 'str' && arg?.type === 'variable') {
      const { slot } = arg
      return (batch, row) => {
        const found = batch.columns[slot]?.[row] ?? unbound
        const kind = found === unbound ? kinds.blank : terms.kindOf(found)
        if (kind === kinds.blank || kind === kinds.triple) return undefined
        return found < terms.base ? dictionary.textOf(found) : terms.termOf(found).value
      }
    }
    if (tree.name !== 'lcase' && tree.name !== 'ucase') return undefined
    const inner = arg && this.#text(arg)
    if (!inner) return undefined
    return tree.name === 'lcase'
      ? (batch, row) => inner(batch, row)?.toLowerCase()
      : (batch, row) => inner(batch, row)?.toUpperCase()
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

/** Whether two terms are equal (`=`, §17.3), by their numbers where these tell; undefined for an error. */
export function equalNumbers(terms: TermTable, a: number, b: number): boolean | undefined {
  if (a === unbound || b === unbound) return undefined
  const [left, right] = [terms.kindOf(a), terms.kindOf(b)]
  if (left <= kinds.blank || right <= kinds.blank) return a === b
  const order = quickOrder(terms, a, b)
  return order === 0 ? termsEqual(terms.termOf(a), terms.termOf(b)) : false
}

/** The order of two literals where their numbers or doubles tell it; 0 where they have to be looked at. */
export function quickOrder(terms: TermTable, a: number, b: number): number {
  if (a >= terms.base || b >= terms.base) return 0
  const [left, right] = [terms.classOf(a), terms.classOf(b)]
  if (left === classes.other) {
    const { dictionary } = terms.store
    const areStrings = terms.kindOf(a) === kinds.string && terms.kindOf(b) === kinds.string
    // Strings are numbered in the order of their texts.
    return areStrings && dictionary.tagOf(a) === '' && dictionary.tagOf(b) === '' ? a - b : 0
  }
  const difference = terms.valueOf(a) - terms.valueOf(b)
  if (isNumeric(left)) return isNumeric(right) && !Number.isNaN(difference) ? difference : 0
  const isTime = left === classes.dateTime || left === classes.date
  return isTime && left === right && Math.abs(difference) > farApart ? difference : 0
}
