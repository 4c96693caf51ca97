import { byCodePoint, type Term, termText, XSD } from '../src/rdf/rdf.ts'
import { type Solution, solutionLine } from './solutions.ts'

/** Keys of ORDER BY, by variable name without `?`. */
export type Order = readonly { readonly variable: string; readonly descending: boolean }[]

/** `open` where the specification leaves it to the engine. */
type Relation = 'before' | 'after' | 'same' | 'open'

const numeric = new Set(['integer', 'decimal', 'double', 'float', 'int'].map(name => XSD + name))
const kinds = ['BlankNode', 'NamedNode', 'Literal', 'Quad']

const bySign = (sign: number): Relation => (sign < 0 ? 'before' : sign > 0 ? 'after' : 'open')

/** How two terms stand to each other in ascending order, as far as SPARQL 1.1 Query §15.1 says. */
function termRelation(a: Term | undefined, b: Term | undefined): Relation {
  if (a === undefined || b === undefined) return a === b ? 'same' : a === undefined ? 'before' : 'after'
  if (termText(a) === termText(b)) return 'same'
  const kind = kinds.indexOf(a.termType) - kinds.indexOf(b.termType)
  if (kind !== 0) return bySign(kind)
  if (a.termType === 'NamedNode') return bySign(byCodePoint(a.value, b.value))
  return a.termType === 'Literal' && b.termType === 'Literal' ? literalRelation(a, b) : 'open'
}

function literalRelation(
  a: { value: string; datatype: { value: string } },
  b: { value: string; datatype: { value: string } }
): Relation {
  const [type, other] = [a.datatype.value, b.datatype.value]
  if (numeric.has(type) && numeric.has(other)) {
    const number = (text: string): number => Number(text.replace('INF', 'Infinity'))
    const sign = number(a.value) - number(b.value)
    return Number.isNaN(sign) ? 'open' : bySign(sign)
  }
  if (type !== other) return 'open'
  if (type === `${XSD}string`) return bySign(byCodePoint(a.value, b.value))
  if (type === `${XSD}boolean`) {
    const truth = (text: string): number => (text === 'true' || text === '1' ? 1 : 0)
    return bySign(truth(a.value) - truth(b.value))
  }
  if (type === `${XSD}dateTime` && [a, b].every(({ value }) => /(Z|[-+]\d\d:\d\d)$/.test(value)))
    return bySign(Date.parse(a.value) - Date.parse(b.value))
  return 'open'
}

/** How two solutions stand to each other: the first key that tells them apart decides. */
function relation(a: Solution, b: Solution, order: Order): Relation {
  for (const { variable, descending } of order) {
    const found = termRelation(a.get(variable), b.get(variable))
    if (found === 'before' || found === 'after')
      return (found === 'before') === descending ? 'after' : 'before'
    if (found === 'open') return 'open'
  }
  return 'same'
}

/** The first two solutions that stand in the wrong order, in words. */
export function orderFault(rows: readonly Solution[], order: Order): string | undefined {
  for (const [i, row] of rows.entries())
    for (const earlier of rows.slice(0, i))
      if (relation(earlier, row, order) === 'after')
        return `wrong order:\n    ${solutionLine(earlier)}\n  comes before\n    ${solutionLine(row)}`
  return undefined
}

/**
 * What is wrong with `part` as the solutions that OFFSET and LIMIT leave of `whole` (SPARQL 1.1 Query §15.4, §15.5).
 * Each must have a place in some order of the whole that keeps to what is determined: no more may have to come
 * before it, or after it, than there is room for.
 */
export function sliceFault(
  part: readonly Solution[],
  whole: readonly Solution[],
  { order, limit, offset }: { readonly order: Order; readonly limit: number; readonly offset: number }
): string | undefined {
  const length = Math.max(0, Math.min(limit, whole.length - offset))
  if (part.length !== length) return `${part.length} solutions where LIMIT and OFFSET leave ${length}`
  const counts = new Map<string, number>()
  for (const row of whole) counts.set(solutionLine(row), (counts.get(solutionLine(row)) ?? 0) + 1)
  for (const [i, row] of part.entries()) {
    const line = solutionLine(row)
    const left = counts.get(line) ?? 0
    if (left === 0) return `a solution that the whole answer does not have:\n    ${line}`
    counts.set(line, left - 1)
    const before = whole.filter(other => relation(other, row, order) === 'before').length
    const after = whole.filter(other => relation(other, row, order) === 'after').length
    if (before > offset + i || after > whole.length - offset - i - 1)
      return `solution ${i + 1} cannot stand there, with ${before} of ${whole.length} before it and ${after} after:\n    ${line}`
  }
  return undefined
}
