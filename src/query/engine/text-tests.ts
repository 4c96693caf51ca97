import { kinds } from '../../compiled/compiled.ts'
import { XSD } from '../../rdf/rdf.ts'
import { unbound } from './batch.ts'
import type { Evaluator } from './compiler.ts'
import type { CallTree, ExpressionTree } from './expression.ts'
import type { TermTable } from './terms.ts'

// Short ways to texts and language tags of the store, which make no terms; undefined where there is none.

type Test = Evaluator<boolean | undefined>

/** The text of a constant without language tag, which is compatible with every string. */
function plainConstant(tree: ExpressionTree | undefined): string | undefined {
  if (tree?.type !== 'term' || tree.term.termType !== 'Literal') return undefined
  const { value, language, datatype } = tree.term
  return language === '' && datatype.value === `${XSD}string` ? value : undefined
}

/** The slot of LANG(?x). */
function slotOfLang(tree: ExpressionTree | undefined): number | undefined {
  if (tree?.type !== 'call' || tree.name !== 'lang' || tree.isNamed) return undefined
  const [arg] = tree.args
  return arg?.type === 'variable' ? arg.slot : undefined
}

/** LANG(?x) = "en", either way round. */
export function tagTest([left, right]: readonly ExpressionTree[], terms: TermTable): Test | undefined {
  const slot = slotOfLang(left) ?? slotOfLang(right)
  const value = plainConstant(slotOfLang(left) === undefined ? left : right)
  if (slot === undefined || value === undefined) return undefined
  const tagOf = tagAt(slot, terms)
  // Tags are kept in lower case, and LANG gives them so.
  return (batch, row) => {
    const found = tagOf(batch, row)
    return found === undefined ? undefined : found === value
  }
}

/** LANGMATCHES of LANG(?x) and a constant, for each tag once. */
export function rangeTest(
  [lang, range]: readonly ExpressionTree[],
  terms: TermTable,
  general: Test
): Test | undefined {
  const slot = slotOfLang(lang)
  if (slot === undefined || range?.type !== 'term') return undefined
  const tagOf = tagAt(slot, terms)
  const known = new Map<string, boolean | undefined>()
  return (batch, row) => {
    const tag = tagOf(batch, row)
    if (tag === undefined) return undefined
    if (!known.has(tag)) known.set(tag, general(batch, row))
    return known.get(tag)
  }
}

/** The language tag of a literal without its direction; undefined for what is no literal. */
function tagAt(slot: number, terms: TermTable): Evaluator<string | undefined> {
  const { dictionary } = terms.store
  return (batch, row) => {
    const found = batch.columns[slot]?.[row] ?? unbound
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

/** CONTAINS, STRSTARTS and STRENDS of a plain constant. */
export function textTest({ name, args: [whole, part] }: CallTree, terms: TermTable): Test | undefined {
  const value = plainConstant(part)
  const text = value !== undefined && whole ? textOf(whole, terms) : undefined
  if (value === undefined || !text) return undefined
  const has: (found: string) => boolean =
    name === 'contains'
      ? found => found.includes(value)
      : name === 'strstarts'
        ? found => found.startsWith(value)
        : found => found.endsWith(value)
  return (batch, row) => {
    const found = text(batch, row)
    return found === undefined ? undefined : has(found)
  }
}

/** The text of a string, or of what has one for sure. */
function textOf(tree: ExpressionTree, terms: TermTable): Evaluator<string | undefined> | undefined {
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
  const inner = arg && textOf(arg, terms)
  if (!inner) return undefined
  return tree.name === 'lcase'
    ? (batch, row) => inner(batch, row)?.toLowerCase()
    : (batch, row) => inner(batch, row)?.toUpperCase()
}
