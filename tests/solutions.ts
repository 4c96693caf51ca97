import { createHash } from 'node:crypto'
import { byCodePoint, type Quad, quadLine, type Term, termText, XSD } from '../src/rdf/rdf.ts'

/** One solution: the terms bound in it, by variable name without `?`. */
export type Solution = ReadonlyMap<string, Term>

/** What an engine answers, all of it. */
export type Answered =
  | { readonly form: 'bindings'; readonly rows: readonly Solution[] }
  | { readonly form: 'boolean'; readonly value: boolean }
  | { readonly form: 'quads'; readonly quads: readonly Quad[] }

const integers = new Set(
  ['integer', 'int', 'long', 'short', 'byte', 'nonNegativeInteger', 'positiveInteger'].map(name => XSD + name)
)

/** A number as its type and value, of which 12 digits count: which sums are made first is open, and so are lexical forms. */
function valueText(term: Term): string {
  if (term.termType !== 'Literal') return termText(term)
  const { value, datatype } = term
  const name = datatype.value
  if (integers.has(name) && /^[-+]?\d+$/.test(value)) return `${BigInt(value.replace('+', ''))} of ${name}`
  if ([`${XSD}decimal`, `${XSD}double`, `${XSD}float`].includes(name)) {
    const number = /INF/.test(value) ? (value.startsWith('-') ? -Infinity : Infinity) : Number(value)
    const digits = name === `${XSD}float` ? 6 : 12
    return `${Number(number.toPrecision(digits))} of ${name}`
  }
  return termText(term)
}

/** A term as far as two answers must agree in it; what a query computes says by its name how far that is. */
function comparable(variable: string, term: Term): string {
  if (/^n\d/.test(variable)) return valueText(term)
  if (/^g\d/.test(variable)) return `words of ${term.value.split('|').sort(byCodePoint).join('|')}`
  return termText(term)
}

/** A solution as one line; two solutions agree when their lines do. */
export const solutionLine = (row: Solution): string =>
  [...row]
    .map(([variable, term]) => `?${variable} = ${comparable(variable, term)}`)
    .sort(byCodePoint)
    .join('   ')

/** Subject, predicate and object. */
const partsOf = ({
  subject,
  predicate,
  object
}: Record<'subject' | 'predicate' | 'object', Term>): Term[] => [subject, predicate, object]

/**
 * Lines of quads, in which blank nodes that `isKnown` does not know are named by where they stand (three rounds of
 * hashing what is said with them), so that isomorphic graphs (RDF 1.1 Concepts §3.6) have the same lines.
 */
function quadLines(quads: readonly Quad[], isKnown: (label: string) => boolean): string[] {
  const colours = new Map<string, string>()
  const name = (term: Term, self?: string): string => {
    if (term.termType === 'Quad')
      return `<<( ${partsOf(term)
        .map(part => name(part, self))
        .join(' ')} )>>`
    if (term.termType !== 'BlankNode' || isKnown(term.value)) return termText(term)
    return term.value === self ? '_:self' : `_:${colours.get(term.value) ?? ''}`
  }
  const blanksOf = (term: Term): string[] =>
    term.termType === 'Quad'
      ? partsOf(term).flatMap(blanksOf)
      : term.termType === 'BlankNode' && !isKnown(term.value)
        ? [term.value]
        : []
  const line = (quad: Quad, self?: string): string =>
    partsOf(quad)
      .map(part => name(part, self))
      .join(' ')
  const about = new Map<string, Quad[]>()
  for (const quad of quads)
    for (const label of new Set(partsOf(quad).flatMap(blanksOf)))
      about.set(label, [...(about.get(label) ?? []), quad])
  for (let round = 0; round < 3; round++) {
    const next = [...about].map(([label, quads]): [string, string] => {
      const said = quads.map(quad => line(quad, label)).sort(byCodePoint)
      return [label, createHash('sha1').update(said.join('\n')).digest('hex').slice(0, 12)]
    })
    for (const [label, colour] of next) colours.set(label, colour)
  }
  return quads.map(quad => line(quad))
}

/** How `ours` and `theirs` differ, in lines that only one of them has, or undefined where they agree. */
export function difference(
  ours: Answered,
  theirs: Answered,
  { isKnown }: { readonly isKnown: (label: string) => boolean }
): string | undefined {
  const lines = (of: Answered): string[] => {
    if (of.form === 'boolean') return [String(of.value)]
    if (of.form === 'bindings') return of.rows.map(solutionLine).sort(byCodePoint)
    // A constructed graph is a set of triples (SPARQL 1.1 Query §16.2), however often they are given out.
    const distinct = new Map(of.quads.map(quad => [quadLine(quad), quad]))
    return [...new Set(quadLines([...distinct.values()], isKnown))].sort(byCodePoint)
  }
  const [own, other] = [lines(ours), lines(theirs)]
  const left = without(own, other)
  const right = without(other, own)
  if (left.length === 0 && right.length === 0) return undefined
  const show = (lines: readonly string[]): string =>
    lines
      .slice(0, 8)
      .map(line => `\n    ${line || '(nothing bound)'}`)
      .join('') + (lines.length > 8 ? `\n    and ${lines.length - 8} more` : '')
  return `of ${own.length} only ours:${show(left)}\n  of ${other.length} only theirs:${show(right)}`
}

/** The lines that `from` has more often than `taken`. */
export function without(from: readonly string[], taken: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of taken) counts.set(line, (counts.get(line) ?? 0) + 1)
  return from.filter(line => {
    const left = counts.get(line) ?? 0
    counts.set(line, left - 1)
    return left <= 0
  })
}
