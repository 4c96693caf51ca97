import type { Rule, RulePattern } from './rule-file.ts'

interface Entry {
  readonly rule: Rule
  readonly pattern: RulePattern
  readonly order: number
  /** The last question it was weighed for: one pattern answers to several words. */
  asked: number
}

/** Finds the patterns that a sentence may match by its words, so that the many others cost nothing. */
export class RuleIndex {
  readonly #byWord = new Map<string, Entry[]>()
  readonly #always: Entry[] = []
  #questions = 0

  constructor(rules: readonly Rule[]) {
    let order = 0
    for (const rule of rules)
      for (const pattern of rule.patterns) {
        const entry = { rule, pattern, order: order++, asked: 0 }
        // The rarest words are not known; long ones, and few, are a good guess.
        const [words] = [...pattern.needs].sort((a, b) => weight(a) - weight(b))
        if (words === undefined) this.#always.push(entry)
        else
          for (const word of words) {
            const entries = this.#byWord.get(word)
            if (entries) entries.push(entry)
            else this.#byWord.set(word, [entry])
          }
      }
  }

  /** The patterns all of whose needed words are present, in the order of the rules. */
  candidates(present: ReadonlySet<string>): readonly Entry[] {
    const found = [...this.#always]
    const question = ++this.#questions
    for (const word of present) {
      const entries = this.#byWord.get(word)
      if (entries)
        for (const entry of entries) {
          if (entry.asked === question) continue
          entry.asked = question
          if (isEvery(entry.pattern.needs, present)) found.push(entry)
        }
    }
    return found.sort((a, b) => a.order - b.order)
  }
}

function isEvery(needs: RulePattern['needs'], present: ReadonlySet<string>): boolean {
  for (const words of needs) if (!isAny(words, present)) return false
  return true
}

const weight = (words: ReadonlySet<string>): number => {
  let sum = 0
  for (const word of words) sum += word.length < 3 ? 100 : word.length < 5 ? 20 : 1
  return sum
}

const isAny = (words: ReadonlySet<string>, present: ReadonlySet<string>): boolean => {
  for (const word of words) if (present.has(word)) return true
  return false
}

/** The rules for each kind of block; in items and captions those for sentences hold too. */
export interface RuleIndexes {
  readonly sentence: RuleIndex
  readonly item: RuleIndex
  readonly caption: RuleIndex
  readonly field: RuleIndex
  readonly rows: readonly Rule[]
}

const indexes = new WeakMap<readonly Rule[], RuleIndexes>()

/** The indexes of a set of rules, made once: many documents are read by the same. */
export function indexesOf(rules: readonly Rule[]): RuleIndexes {
  const known = indexes.get(rules)
  if (known) return known
  const of = (scope: Rule['scope']): Rule[] => rules.filter(rule => rule.scope === scope)
  const made = {
    sentence: new RuleIndex(of('sentence')),
    item: new RuleIndex([...of('item'), ...of('sentence')]),
    caption: new RuleIndex([...of('caption'), ...of('sentence')]),
    field: new RuleIndex(of('field')),
    rows: of('row')
  }
  indexes.set(rules, made)
  return made
}
