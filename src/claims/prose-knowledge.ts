import { parseUnits, type Units } from '../prose/prose.ts'
import { type NameTables, parseRules, parseWords, type Rule, type Words } from '../rules/rules.ts'

/** The texts of `ontology/` that reading prose rests on. */
export interface ProseTexts extends NameTables {
  readonly units: string
  /** `rules/words.yaml`. */
  readonly words: string
  /** The other files of `rules/`. */
  readonly rules: readonly { readonly file: string; readonly text: string }[]
}

/** What reading prose rests on: rules and tables, as data. */
export interface ProseKnowledge {
  readonly rules: readonly Rule[]
  readonly words: Words
  readonly units: Units
  readonly names: NameTables
}

/** Reads the texts; throws RuleError where a rule cannot be read. */
export function proseKnowledge({ units, words, rules, ...names }: ProseTexts): ProseKnowledge {
  return {
    rules: rules.flatMap(({ file, text }) => parseRules(text, file)),
    words: parseWords(words, names.classes),
    units: parseUnits(units),
    names
  }
}
