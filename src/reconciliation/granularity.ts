import { valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import type { Judged, Judging } from './judging.ts'
import type { Coarser } from './merging.ts'
import { listWords, sourcesOf, valueWords } from './wording.ts'

/**
 * One source says a thing less exactly than another: 2002 beside 7 October 2002. Both are right; the finer is
 * published, and the coarser is evidence for it. Statements of which the same is said are told of together.
 */
export function findGranularity(judging: Judging): void {
  const { labelOf } = judging.grounds
  const alike = new Map<string, Judged[]>()
  for (const judged of judging.statements) {
    const less = lessExact(judged)
    if (less.length === 0) continue
    const words = listWords([...grouped(less).values()].map(same => partWords(same, labelOf)))
    const key = `${judged.property.local} ${judged.property.id}\n${words}`
    alike.set(key, [...(alike.get(key) ?? []), judged])
  }
  for (const [key, involves] of alike) {
    const { property } = involves[0]!
    const values = involves.flatMap(({ value }) =>
      value.type === 'item' ? [valueWords(value, labelOf)] : []
    )
    judging.find({
      kind: 'Granularity',
      state: 'settled',
      property,
      involves,
      comment: `${judging.label}, ${property.label}${values.length === 0 ? '' : ` ${listWords(values)}`}: ${key.slice(key.indexOf('\n') + 1)}.`,
      resolution: 'Published with the more exact; the less exact agrees with it and is kept as a reference.'
    })
  }
}

/** A language that one source does not tell is no disagreement, and an end that one does not date neither. */
const lessExact = ({ merged }: Judged): Coarser[] =>
  merged.coarser.filter(({ said }) => said.type === 'time' || said.type === 'quantity')

function partWords(same: readonly Coarser[], labelOf: (iri: string) => string): string {
  const [{ said, finer, qualifier, exact }] = same as [Coarser]
  const more = [...new Set(exact)].sort(byCodePoint)
  const what = qualifier === undefined ? '' : `${qualifier.label} `
  // What two sources say together, one a number and the other a bound, neither says alone.
  const by = more.length === 0 ? 'of all sources together' : `by ${listWords(more)}`
  return `${what}${valueWords(said, labelOf)} by ${listWords(sourcesOf(same))}, ${valueWords(finer, labelOf)} ${by}`
}

function grouped(coarser: readonly Coarser[]): Map<string, Coarser[]> {
  const groups = new Map<string, Coarser[]>()
  for (const one of coarser) {
    const key = `${one.qualifier?.id} ${valueKey(one.said)} ${valueKey(one.finer)}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}
