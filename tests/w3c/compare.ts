import type { Quad } from '../../src/rdf/rdf.ts'
import { areIsomorphic, type Item } from './isomorphism.ts'
import type { Solution, Solutions } from './result-documents.ts'
import type { Table } from './result-tables.ts'
import { type LiteralSpelling, quadItem, rowItem, sortKey } from './spelling.ts'

/** How solutions are compared. */
export interface Strictness {
  /**
   * Whether the order matters: `free`; `sorted`, where rows with equal keys may change places (keys are variables);
   * or `fixed`, where none may.
   */
  readonly order: 'free' | 'fixed' | { readonly sorted: readonly string[] }
  /** Whether a solution may be there fewer times than expected, but once at least. */
  readonly lax: boolean
  /** How the literals of a variable are compared. */
  readonly literals: (variable: string) => LiteralSpelling
}

/** What tells two results of SELECT apart, in words; undefined where nothing does. */
export function solutionsDifference(
  expected: Solutions,
  actual: Solutions,
  { order, lax, literals }: Strictness
): string | undefined {
  const wanted = [...expected.variables].sort().join(' ')
  const given = [...actual.variables].sort().join(' ')
  if (wanted !== given) return `variables are ${given || 'none'} and not ${wanted || 'none'}`
  const items = (rows: readonly Solution[]): Item[] => rows.map(row => rowItem(row, literals))
  if (lax) return laxDifference(items(expected.rows), items(actual.rows))
  const difference = itemsDifference(items(expected.rows), items(actual.rows))
  if (difference || order === 'free') return difference
  const places = (rows: readonly Solution[]): Item[] => {
    const groups = order === 'fixed' ? rows.map((_, i) => i) : groupsOf(rows, order.sorted)
    return items(rows).map(({ text, blanks }, i) => ({ text: `${groups[i]} ${text}`, blanks }))
  }
  return areIsomorphic(places(expected.rows), places(actual.rows))
    ? undefined
    : `the order is another: ${items(actual.rows)
        .map(({ text }) => text)
        .join(' ')}`
}

/** The rows of a sorted result in groups within which they may change places, by the numbers of the groups. */
function groupsOf(rows: readonly Solution[], keys: readonly string[]): number[] {
  let group = 0
  let last: string | undefined
  return rows.map(row => {
    const key = keys.map(name => sortKey(row.get(name))).join('\n')
    if (last !== undefined && key !== last) group += 1
    last = key
    return group
  })
}

/** mf:LaxCardinality: each solution at least once, and at most as many times as expected. */
function laxDifference(expected: readonly Item[], actual: readonly Item[]): string | undefined {
  const once = (items: readonly Item[]): Item[] => [
    ...new Map(items.map(item => [JSON.stringify(item), item])).values()
  ]
  const count = (items: readonly Item[], { text }: Item): number =>
    items.filter(item => item.text === text).length
  const tooMany = actual.find(item => count(actual, item) > count(expected, item))
  if (tooMany) return `there are too many of ${tooMany.text}`
  return itemsDifference(once(expected), once(actual))
}

/** What tells two graphs apart, in words; undefined where they are isomorphic. What is there twice is there. */
export function graphsDifference(expected: readonly Quad[], actual: readonly Quad[]): string | undefined {
  const set = (quads: readonly Quad[]): Item[] => {
    const items = quads.map(quadItem)
    return [...new Map(items.map(item => [JSON.stringify(item), item])).values()]
  }
  return itemsDifference(set(expected), set(actual))
}

function itemsDifference(expected: readonly Item[], actual: readonly Item[]): string | undefined {
  if (areIsomorphic(expected, actual)) return undefined
  const [missing, extra] = [without(expected, actual), without(actual, expected)]
  if (missing.length + extra.length === 0) return 'blank nodes are shared in another way'
  const told = [...missing.map(text => `missing ${text}`), ...extra.map(text => `not expected ${text}`)]
  const few = told.length > 6 ? [...told.slice(0, 6), `and ${told.length - 6} more`] : told
  return `${actual.length} instead of ${expected.length}; ${few.join('; ')}`
}

/** The texts of the one multiset that the other does not have. */
function without(items: readonly Item[], others: readonly Item[]): string[] {
  const left = others.map(({ text }) => text)
  return items.flatMap(({ text }) => {
    const at = left.indexOf(text)
    if (at < 0) return [text]
    left.splice(at, 1)
    return []
  })
}

/** What tells two CSV tables apart, in words. Columns may change places, and so may rows, but for the header. */
export function tablesDifference(expected: Table, actual: Table, ordered: boolean): string | undefined {
  const solutions = ({ records: [header = [], ...records] }: Table): Item[] => {
    const columns = header
      .map((name, column) => ({ name, column }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    return records.map((record, i) => {
      const blanks: string[] = []
      const fields = columns.map(({ name, column }) => `${name} = ${fieldText(record[column] ?? '', blanks)}`)
      return { text: `${ordered ? `${i} ` : ''}${fields.join(', ')}`, blanks }
    })
  }
  const [wanted, given] = [expected, actual].map(({ records }) => [...(records[0] ?? [])].sort().join(' '))
  if (wanted !== given) return `the header is ${given} and not ${wanted}`
  return itemsDifference(solutions(expected), solutions(actual))
}

/** A field by its text; a blank node has no name. */
function fieldText(field: string, blanks: string[]): string {
  if (!field.startsWith('_:')) return JSON.stringify(field)
  blanks.push(field)
  return '_:'
}
