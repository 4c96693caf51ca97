import { valueKey } from '../alignment/alignment.ts'
import type { Judging } from './judging.ts'
import type { Coarser } from './merging.ts'
import { listWords, sourcesOf, valueWords } from './wording.ts'

/**
 * One source says a thing less exactly than another: 2002 beside 7 October 2002. Both are right; the finer is
 * published, and the coarser is evidence for it.
 */
export function findGranularity(judging: Judging): void {
  const { labelOf } = judging.grounds
  for (const judged of judging.statements) {
    const { coarser, statement } = judged.merged
    // A language that one source does not tell is no disagreement, and an end that one does not date neither.
    const less = coarser.filter(({ said }) => said.type === 'time' || said.type === 'quantity')
    if (less.length === 0) continue
    const parts = [...grouped(less)].map(([, same]) => {
      const [{ said, finer, qualifier }] = same as [Coarser]
      const what = qualifier === undefined ? '' : `${qualifier.label} `
      return `${what}${valueWords(said, labelOf)} by ${listWords(sourcesOf(same))}, ${valueWords(finer, labelOf)} by others`
    })
    judging.find({
      kind: 'Granularity',
      state: 'settled',
      property: statement.property,
      involves: [judged],
      comment: `${judging.label}, ${statement.property.label}${statement.value.type === 'item' ? ` ${valueWords(statement.value, labelOf)}` : ''}: ${listWords(parts)}.`,
      resolution: 'Published with the more exact; the less exact agrees with it and is kept as a reference.'
    })
  }
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
