import { valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { propertyKey } from './agreement.ts'
import type { Judged, Judging } from './judging.ts'
import type { Coarser } from './merging.ts'
import { listWords, sourcesOf, valueWords } from './wording.ts'

/**
 * One source says a thing less exactly than another: 2002 beside 7 October 2002. Both are right; the finer is
 * published, and the coarser is evidence for it. Statements of which the same is said are told of together.
 */
export function findGranularity(judging: Judging): void {
  const { labelOf } = judging.grounds
  const words = new Map<Judged, string>()
  for (const judged of judging.stated) {
    const parts = grouped(lessExact(judged)).map(same => partWords(same, labelOf))
    if (parts.length > 0) words.set(judged, parts.join('; '))
  }
  const alike = Map.groupBy(words.keys(), judged => `${propertyKey(judged.property)}\n${words.get(judged)}`)
  for (const involves of alike.values()) {
    const [first] = involves as [Judged]
    const { property } = first
    const values = involves.flatMap(({ value }) =>
      value.type === 'item' ? [valueWords(value, labelOf)] : []
    )
    judging.find({
      kind: 'Granularity',
      state: 'settled',
      property,
      involves,
      comment: `${judging.label}, ${property.label}${values.length === 0 ? '' : ` ${listWords(values)}`}: ${words.get(first)}.`,
      resolution:
        'Published with the more exact value; what is less exact agrees with it and is kept as a reference.'
    })
  }
}

/** A language that one source does not tell is no disagreement, and an end that one does not date neither. */
const lessExact = ({ merged }: Judged): Coarser[] =>
  merged.coarser.filter(({ said }) => said.type === 'time' || said.type === 'quantity')

function partWords(same: readonly Coarser[], labelOf: (iri: string) => string): string {
  const [{ finer, qualifier, exact }] = same as [Coarser]
  const bySaid = new Map(same.map(({ said }) => [valueKey(said), said]))
  const said = [...bySaid]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(
      ([key, value]) =>
        `${valueWords(value, labelOf)} by ${listWords(sourcesOf(same.filter(one => valueKey(one.said) === key)))}`
    )
  const more = [...new Set(exact)].sort(byCodePoint)
  // What two sources say together, one a number and the other a bound, neither says alone.
  const by = more.length === 0 ? 'of all sources together' : `by ${listWords(more)}`
  const what = qualifier === undefined ? '' : `${qualifier.label} `
  return `${what}${[...said, `${valueWords(finer, labelOf)} ${by}`].join(', ')}`
}

/** What is less exact than one and the same value, together. */
const grouped = (coarser: readonly Coarser[]): Coarser[][] =>
  [...Map.groupBy(coarser, ({ qualifier, finer }) => `${qualifier?.id ?? ''} ${valueKey(finer)}`)]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([, same]) => same)
