import { iri, type Term } from '../rdf/rdf.ts'
import type { CompiledStore } from './compiled-store.ts'
import { LabelIndex } from './label-index.ts'
import type { NameMatch } from './label-words.ts'
import { labelsName, namePredicates } from './names.ts'
import { kinds } from './term-key.ts'
import { rangeOf } from './triples.ts'
import { damaged } from './word-cursor.ts'

/** A thing that is called what was asked for. */
export interface FoundEntity {
  readonly entity: Term
  /** The name that was found. */
  readonly name: Term
  readonly isAlias: boolean
  readonly match: NameMatch
  /** How many quads it is the subject of. */
  readonly statements: number
}

/** Of things that bear one and the same name so many are told apart by what is stated of them. */
const mostBearers = 10_000

/** Looks up what things are called, in a store that has the section for it. */
export class Labels {
  readonly #store: CompiledStore
  readonly #labels: readonly number[]
  readonly #aliases: readonly number[]
  /** The names alone, by their words. */
  readonly index: LabelIndex

  constructor(store: CompiledStore, section: Uint8Array) {
    this.#store = store
    this.#labels = codesOf(store, namePredicates.labels)
    this.#aliases = codesOf(store, namePredicates.aliases)
    this.index = new LabelIndex(section)
  }

  /**
   * Things with an IRI whose name has the words of a text, the last of which may be the beginning of one, in the order
   * of `LabelIndex.find`; of things of one name that with the most statements first, then by IRI. A thing comes as
   * often as names of it are found, the best first.
   */
  *find(text: string, language = ''): Generator<FoundEntity> {
    const { dictionary } = this.#store
    for (const { literal, isAlias, match } of this.index.find(text, language))
      for (const [subject, statements] of this.#bearersOf(literal, isAlias))
        yield {
          entity: dictionary.termOf(subject),
          name: dictionary.termOf(literal),
          isAlias,
          match,
          statements
        }
  }

  #bearersOf(literal: number, isAlias: boolean): [subject: number, statements: number][] {
    const { numbers, dictionary } = this.#store
    if (literal >= dictionary.size || dictionary.kindOf(literal) !== kinds.string) throw damaged()
    const found = new Map<number, number>()
    for (const code of isAlias ? this.#aliases : this.#labels) {
      const { starts, first, second } = numbers.pos
      const [from, to] = rangeOf(first, starts[code]!, starts[code + 1]!, literal)
      for (let at = from; at < to && found.size < mostBearers; at++) {
        const subject = second[at]!
        if (dictionary.kindOf(subject) === kinds.iri && !found.has(subject))
          found.set(subject, statementsOf(this.#store, subject))
      }
    }
    return [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  }
}

const opened = new WeakMap<CompiledStore, Labels | null>()

/** The names of a store; undefined where it was written without them. Throws a StoreError where they are damaged. */
export function labelsOf(store: CompiledStore): Labels | undefined {
  let labels = opened.get(store)
  if (labels === undefined) {
    const section = store.section(labelsName)
    labels = section ? new Labels(store, section) : null
    opened.set(store, labels)
  }
  return labels ?? undefined
}

const codesOf = ({ numbers, dictionary }: CompiledStore, predicates: readonly string[]): number[] =>
  predicates.map(predicate => numbers.codeOf(dictionary.numberOf(iri(predicate)))).filter(code => code >= 0)

/** How many quads something is the subject of. */
function statementsOf({ numbers }: CompiledStore, subject: number): number {
  const { starts, graphs } = numbers.spo
  const [from, to] = [starts[subject]!, starts[subject + 1]!]
  if (!graphs) return (to - from) * numbers.graphSets.size(0)
  let count = 0
  for (let at = from; at < to; at++) count += numbers.graphSets.size(graphs[at]!)
  return count
}
