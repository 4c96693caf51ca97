import { type CompiledStore, kinds, labelsOf, namePredicates, type Triples } from '../../compiled/compiled.ts'
import { iri, RDF, XSD } from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable } from '../algebra.ts'
import { textOfPattern } from '../functions/functions.ts'
import { ValuesNode } from './modifiers.ts'
import type { PatternNode } from './pattern.ts'

/** What a condition demands of the text that a variable has, or of its string value. */
export interface TextDemand {
  /** The name of the variable. */
  readonly variable: string
  /** The condition is true of no text without this. */
  readonly text: string
  readonly isStart: boolean
  readonly ignoresCase: boolean
  /** Whether terms that are no strings have a text for it too: STR(?x). */
  readonly isOfAnyTerm: boolean
}

/** What CONTAINS, STRSTARTS or REGEX demands of the text of a variable; undefined for other conditions. */
export function textDemandOf(condition: Operation): TextDemand | undefined {
  if (condition['subType'] !== 'operator') return undefined
  const operator = (condition['operator'] as string).toLowerCase()
  const [whole, part, flags] = condition['args'] as Operation[]
  const text = constantText(part)
  const read = readVariable(whole)
  if (text === undefined || !read) return undefined
  if (operator === 'contains' || operator === 'strstarts')
    return { ...read, text, isStart: operator === 'strstarts' }
  const letters = flags ? constantText(flags) : ''
  const found = operator === 'regex' && letters !== undefined ? textOfPattern(text, letters) : undefined
  return found && { ...read, ...found, ignoresCase: read.ignoresCase || found.ignoresCase }
}

function constantText(expression: Operation | undefined): string | undefined {
  const term = expression?.['subType'] === 'term' ? (expression['term'] as TermOrVariable) : undefined
  if (term?.termType !== 'Literal') return undefined
  const { datatype, value } = term
  const isString = [`${XSD}string`, `${RDF}langString`, `${RDF}dirLangString`].includes(datatype.value)
  return isString && value.isWellFormed() ? value : undefined
}

/** The variable of `?x`, `STR(?x)`, `LCASE(?x)` and these within each other. UCASE adds letters: of ᾳ it makes ΑΙ. */
function readVariable(
  expression: Operation | undefined
): Pick<TextDemand, 'variable' | 'ignoresCase' | 'isOfAnyTerm'> | undefined {
  let [ignoresCase, isOfAnyTerm] = [false, false]
  let at = expression
  while (at?.['subType'] === 'operator') {
    const operator = (at['operator'] as string).toLowerCase()
    if (operator !== 'lcase' && operator !== 'str') return undefined
    if (operator === 'lcase') ignoresCase = true
    else isOfAnyTerm = true
    at = (at['args'] as Operation[])[0]
  }
  const term = at?.['subType'] === 'term' ? (at['term'] as TermOrVariable) : undefined
  return term?.termType === 'Variable' ? { variable: term.value, ignoresCase, isOfAnyTerm } : undefined
}

/** More literals are sooner read one by one. */
const mostLiterals = 1 << 14

/**
 * The literals that a condition on the object of a pattern can be true of, and some more, looked up instead of read:
 * joined with the pattern it leaves out nothing but what the condition does. Undefined where they cannot be looked
 * up, or are not much fewer than the objects of the pattern.
 */
export function textLookup(
  demand: TextDemand,
  slot: number,
  pattern: PatternNode,
  store: CompiledStore
): ValuesNode | undefined {
  const { code } = pattern
  if (code < 0 || (demand.isOfAnyTerm && !hasStringsOnly(code, store))) return undefined
  const most = Math.min(mostLiterals, Math.floor(pattern.estimate / 4))
  const literals =
    demand.isStart && !demand.ignoresCase
      ? literalsFrom(demand.text, most, store)
      : labelsOf(store) && isIndexed(code, store)
        ? labelsOf(store)?.index.containing(demand.text, most)
        : undefined
  const label = `literals ${demand.isStart ? 'that begin with' : 'with'} ${JSON.stringify(demand.text)}`
  return (
    literals &&
    new ValuesNode(
      [slot],
      Array.from(literals, literal => [literal]),
      label
    )
  )
}

function literalsFrom(text: string, most: number, { dictionary }: CompiledStore): number[] | undefined {
  const [from, to] = dictionary.withPrefix(kinds.string, text)
  return to - from > most ? undefined : Array.from({ length: to - from }, (_, i) => from + i)
}

/** Whether all objects of a predicate are strings: terms go by their kinds. */
function hasStringsOnly(code: number, { numbers, dictionary }: CompiledStore): boolean {
  const { starts, first } = numbers.pos
  const [from, to] = [starts[code]!, starts[code + 1]!]
  const isString = (number: number): boolean => dictionary.kindOf(number) === kinds.string
  return from === to || (isString(first[from]!) && isString(first[to - 1]!))
}

/** Whether the index of names has all strings that a predicate gives: of things with IRIs alone it has. */
function isIndexed(code: number, store: CompiledStore): boolean {
  const { numbers, dictionary } = store
  const isName = [...namePredicates.labels, ...namePredicates.aliases].some(
    predicate => numbers.codeOf(dictionary.numberOf(iri(predicate))) === code
  )
  return isName && !predicatesOfBlanks(store).has(code)
}

const known = new WeakMap<Triples, ReadonlySet<number>>()

/** The codes of the predicates that blank nodes have. */
function predicatesOfBlanks({ numbers, dictionary }: CompiledStore): ReadonlySet<number> {
  let codes = known.get(numbers)
  if (!codes) {
    const [, blanks = 0, strings = 0] = dictionary.starts
    const { starts, second } = numbers.spo
    const last = starts.length - 1
    codes = new Set(second.subarray(starts[Math.min(blanks, last)]!, starts[Math.min(strings, last)]!))
    known.set(numbers, codes)
  }
  return codes
}
