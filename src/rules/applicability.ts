import type { Passage } from '../prose/prose.ts'
import type { Rule } from './rule-file.ts'

/**
 * Which rules hold under the headings and in the table at hand. Blocks that follow each other mostly stand under the
 * same, so what was found out is kept until they change.
 */
export class Applicability {
  #section: readonly string[] = []
  #under = new Map<Rule, boolean>()
  #heads: readonly Passage[] = []
  #columns = new Map<Rule, readonly number[]>()

  /** Whether one of the headings is of those that a rule wants; a rule that wants none holds under any. */
  under(rule: Rule, section: readonly string[]): boolean {
    const { heading } = rule
    if (heading === undefined) return true
    if (section.length !== this.#section.length || section.some((title, i) => title !== this.#section[i])) {
      this.#section = section
      this.#under = new Map()
    }
    const known = this.#under.get(rule)
    if (known !== undefined) return known
    const holds = section.some(title => heading.test(title.trim()))
    this.#under.set(rule, holds)
    return holds
  }

  /** For each column that a rule wants its index in the table, -1 where the table has none; empty where it has no one. */
  columns(rule: Rule, heads: readonly Passage[]): readonly number[] {
    if (heads !== this.#heads) {
      this.#heads = heads
      this.#columns = new Map()
    }
    const known = this.#columns.get(rule)
    if (known) return known
    const found = rule.columns.map(({ head }) => heads.findIndex(({ text }) => head.test(text.trim())))
    const columns = found.every(index => index < 0) ? [] : found
    this.#columns.set(rule, columns)
    return columns
  }
}
