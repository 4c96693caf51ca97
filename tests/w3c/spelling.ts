import { type Literal, type Quad, type Term, termText, XSD } from '../../src/rdf/rdf.ts'
import type { Item } from './isomorphism.ts'
import type { Solution } from './result-documents.ts'

/** How literals are spelled for a comparison. */
export type LiteralSpelling = (literal: Literal) => string

/** Literals as they are; language tags are the same in any case (RDF 1.2 Concepts §3.4). */
export const asIs: LiteralSpelling = literal =>
  termText(literal).replace(/(?<=@)[\w-]+$/, tag => tag.toLowerCase())

const exact = new Set(['integer', 'decimal'].map(name => XSD + name))
const binary = new Set(['double', 'float'].map(name => XSD + name))

/** Numbers by datatype and value, everything else as it is. */
export const byValue: LiteralSpelling = literal => {
  const datatype = literal.datatype.value
  const value = literal.value.trim()
  if (exact.has(datatype) && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value)) {
    const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d*)\.?(\d*?)0*$/.exec(value)!
    const digits = `${whole || '0'}.${fraction || '0'}`
    return `${sign === '-' && digits !== '0.0' ? '-' : ''}${digits} ${datatype}`
  }
  if (binary.has(datatype)) {
    const number = numberOf(value)
    if (number !== undefined) return `${Object.is(number, -0) ? '-0' : number} ${datatype}`
  }
  return asIs(literal)
}

/** The value of a double; undefined where the text is none. */
export function numberOf(text: string): number | undefined {
  if (/^\+?INF$/.test(text)) return Infinity
  if (text === '-INF') return -Infinity
  if (text === 'NaN') return NaN
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}

/** A term with its blank nodes put into the list, in their order. */
function spelled(term: Term, literals: LiteralSpelling, blanks: string[]): string {
  if (term.termType === 'BlankNode') {
    blanks.push(term.value)
    return '_:'
  }
  if (term.termType === 'Literal') return literals(term)
  if (term.termType === 'DefaultGraph') return ''
  if (term.termType !== 'Quad') return termText(term)
  const parts = [term.subject, term.predicate, term.object].map(part => spelled(part, literals, blanks))
  return `<<( ${parts.join(' ')} )>>`
}

/** A solution as an item: its bound variables in the order of their names; literals as the variable wants them. */
export function rowItem(row: Solution, literals: (variable: string) => LiteralSpelling): Item {
  const blanks: string[] = []
  const bound = [...row].sort(([a], [b]) => (a < b ? -1 : 1))
  const text = bound.map(([name, term]) => `?${name} = ${spelled(term, literals(name), blanks)}`).join(', ')
  return { text: `{ ${text} }`, blanks }
}

/** A quad as an item. */
export function quadItem({ subject, predicate, object, graph }: Quad): Item {
  const blanks: string[] = []
  const text = [subject, predicate, object, graph].map(term => spelled(term, asIs, blanks)).join(' ')
  return { text, blanks }
}

/** What tells a term from others when rows are sorted: terms that may stand in any order have the same. */
export function sortKey(term: Term | undefined): string {
  if (!term) return 'unbound'
  const blanks: string[] = []
  if (term.termType !== 'Literal') return spelled(term, asIs, blanks)
  const isNumber = exact.has(term.datatype.value) || binary.has(term.datatype.value)
  const number = isNumber ? numberOf(term.value) : undefined
  return number === undefined ? asIs(term) : `number ${number}`
}
