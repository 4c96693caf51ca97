import type { Reference, Value } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { quantityWords } from './agreement.ts'
import type { Judged, Judging } from './judging.ts'
import type { DatedSource } from './testimony.ts'
import { timeWords } from './time-spans.ts'

/** `a`, `a and b`, `a, b and c`; of more than `most` the first, and how many more there are. */
export function listWords(words: readonly string[], most = 12): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** `1 year`, `3 years`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** A value as people read it; a unit by its label, where the dataset has one. */
export function valueWords(value: Value, labelOf: (iri: string) => string): string {
  switch (value.type) {
    case 'item':
      return labelOf(value.iri)
    case 'time':
      return timeWords(value)
    case 'quantity':
      return `${quantityWords(value)}${value.unit === undefined ? '' : ` (unit ${value.unit})`}`
    case 'coordinate':
      return `${value.latitude}, ${value.longitude}`
    case 'monolingual':
      return value.language === 'und' ? `“${value.text}”` : `“${value.text}” (${value.language})`
    case 'unknown':
      return 'an unknown value'
    case 'string':
    case 'external-id':
      return `“${value.text}”`
    case 'iri':
      return value.iri
  }
}

/** The ids of the sources of references, each once: `encyclopedia, kids and wiki`. */
export const sourceWords = (references: readonly Pick<Reference, 'source'>[]): string =>
  listWords(sourcesOf(references))

export const sourcesOf = (references: readonly Pick<Reference, 'source'>[]): string[] =>
  [...new Set(references.map(({ source }) => source))].sort(byCodePoint)

/** The sources of references with what they do: `wiki says`, `kids and wiki say`. */
export const sourcesDo = (
  references: readonly Pick<Reference, 'source'>[],
  one: string,
  several: string
): string => `${sourceWords(references)} ${sourcesOf(references).length === 1 ? one : several}`

/** A source with its date: `kids (2019)`. */
export const datedWords = ({ source, time }: DatedSource): string => `${source} (${timeWords(time)})`

/** Who lists something, sources of the statement itself apart: `a and b list 6, and so does the text of c itself`. */
export function listedBy(others: readonly string[], own: readonly string[], what: string): string {
  const texts = `the text${own.length === 1 ? '' : 's'} of ${listWords(own)}`
  if (others.length === 0) return `${texts} ${own.length === 1 ? 'itself lists' : 'themselves list'} ${what}`
  const listed = `${listWords(others)} list${others.length === 1 ? 's' : ''} ${what}`
  if (own.length === 0) return listed
  return `${listed}, and so ${own.length === 1 ? `does ${texts} itself` : `do ${texts} themselves`}`
}

/** `Armenia (start time 2002)`: a statement's value, with its qualifiers of time. */
export function statementWords(judged: Judged, { grounds }: Judging): string {
  const { labelOf } = grounds
  const times = judged.merged.statement.qualifiers
    .filter(({ property }) => ['P580', 'P582', 'P585', 'P1810'].includes(property.id))
    .map(({ property, value }) =>
      value.type === 'unknown'
        ? `${property.label} unknown`
        : `${property.label} ${valueWords(value, labelOf)}`
    )
  const words = valueWords(judged.value, labelOf)
  return times.length === 0 ? words : `${words} (${times.join(', ')})`
}

/** `2002, by kids and wiki; 2003, by encyclopedia`. */
export const witnessedList = (statements: readonly Judged[], judging: Judging): string =>
  statements.map(judged => witnessed(judged, judging)).join('; ')

/** `2002, by kids and wiki`: what is said, and who says it. */
export const witnessed = (judged: Judged, judging: Judging): string =>
  `${statementWords(judged, judging)}, by ${sourceWords(judged.references)}`
