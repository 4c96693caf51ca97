import { CompiledStore } from '../compiled/compiled.ts'
import { sortByCodePoint } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** IRIs that a dataset says something of, in the order of their code points. */
export interface Subjects {
  readonly length: number
  /** Those from one place up to, not including, another. */
  slice(from: number, to: number): string[]
}

/**
 * The subjects, in any graph, whose IRIs begin so. A compiled store finds them by its order, any other looks at
 * all.
 */
export function subjectsUnder(store: Store, prefix: string): Subjects {
  if (!(store instanceof CompiledStore)) {
    const found = new Set<string>()
    for (const { subject } of store.match())
      if (subject.termType === 'NamedNode' && subject.value.startsWith(prefix)) found.add(subject.value)
    return sortByCodePoint([...found])
  }
  const { dictionary } = store
  const { starts } = store.numbers.spo
  const [from, to] = dictionary.irisUnder(prefix)
  const numbers = new Uint32Array(to - from)
  let length = 0
  // The order ends with the last subject, which need not be the last term.
  for (let number = from; number < to && number + 1 < starts.length; number++)
    if (starts[number + 1]! > starts[number]!) numbers[length++] = number
  return {
    length,
    slice: (first, end) =>
      Array.from(numbers.subarray(Math.max(0, first), Math.min(end, length)), number =>
        dictionary.textOf(number)
      )
  }
}
