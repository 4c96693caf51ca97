import type { DateMention } from '../prose/prose.ts'
import type { Reading } from './analyse.ts'
import { clauseDate, clausePlace, justBefore, sameTime } from './clause-slots.ts'
import type { FoundStatement } from './finding.ts'
import { type Guarded, guardOf } from './guard.ts'
import { type Match, Matcher } from './match.ts'
import type { Analysis } from './mention.ts'
import { Origins } from './origins.ts'
import type { Rule } from './rule-file.ts'
import type { Filled, Surroundings } from './slots.ts'
import { Told } from './told.ts'

/** What a match says together with what its words leave to the text around them. */
export interface Understood {
  readonly slots: ReadonlyMap<string, Filled>
  /** What the sentence before says of it: where that begins, and what keeps it from being a fact. */
  readonly before?: { readonly start: number; readonly guarded?: Guarded }
}

/** Fills what a match leaves open: from its clause, from the sentences before, and from what the document told of. */
export class Unsaid {
  readonly #reading: Reading
  readonly #around: Surroundings
  readonly #origins: Origins
  readonly #told = new Told()
  /** The last date of the sentence before. */
  #dateBefore: DateMention | undefined
  /** The last date of the paragraph. */
  #dateNearby: DateMention | undefined
  /** The sentence before, of the same paragraph. */
  #before: Analysis | undefined

  constructor(reading: Reading, around: Surroundings) {
    this.#reading = reading
    this.#around = around
    this.#origins = new Origins(reading.subject)
  }

  /** Another block begins. */
  block(): void {
    this.#told.paragraph()
    this.#dateNearby = undefined
    this.#before = undefined
  }

  /** Takes in a sentence that was read. */
  move(analysis: Analysis): void {
    this.#dateBefore = analysis.dates.at(-1)?.date
    this.#dateNearby = this.#dateBefore ?? this.#dateNearby
    this.#before = analysis
  }

  /** Takes in what a rule said. */
  learn(statement: FoundStatement): void {
    this.#origins.learn(statement)
    this.#told.learn(statement)
  }

  /** Undefined where something that a rule wants is nowhere told. */
  fill(rule: Rule, match: Match, analysis: Analysis): Understood | undefined {
    const { when, where, implied, became, told } = rule
    const slots = new Map(match.slots)
    const put = (slot: string, filled: Filled | undefined): boolean => {
      if (filled) slots.set(slot, filled)
      return filled !== undefined
    }
    const at = { first: match.first, last: match.last }
    const earlier = this.#sentenceBefore(rule)
    if (rule.before.length > 0 && earlier === undefined) return undefined
    // Its words stand elsewhere: what is quoted begins with them.
    for (const [slot, filled] of earlier?.slots ?? [])
      if (!slots.has(slot)) slots.set(slot, { ...filled, ...at })
    if (when !== undefined && !slots.has(when))
      put(
        when,
        clauseDate(match, analysis) ??
          sameTime(analysis, this.#dateBefore) ??
          (rule.nearby ? justBefore(this.#dateNearby) : undefined)
      )
    if (where && !slots.has(where.slot)) put(where.slot, clausePlace(match, where.type, analysis))
    if (implied && !slots.has(implied.slot)) {
      const referent = this.#reading.focus.last(implied.type)
      const method = `${implied.type} understood as ${referent?.label}`
      if (!put(implied.slot, referent && { ...at, referents: [referent], implied: method })) return undefined
    }
    if (became) {
      const agreement = slots.get(became.of)
      const origin = agreement?.referents.length === 1 ? this.#origins.of(agreement.referents[0]!) : undefined
      if (origin === undefined) return undefined
      const { organization, name } = origin
      const method = `${organization.label} is what became of ${name}`
      put(became.slot, { ...at, referents: [organization], text: name, implied: method })
    }
    if (told) {
      const fillings = this.#told.fill(told, slots, match)
      if (fillings === undefined) return undefined
      for (const [slot, filled] of fillings) slots.set(slot, filled)
    }
    return { slots, ...(earlier ? { before: earlier.before } : {}) }
  }

  /** What the sentence before says of what this one goes on with, for a rule that wants some of it. */
  #sentenceBefore(rule: Rule): Required<Understood> | undefined {
    const analysis = this.#before
    if (analysis === undefined || rule.before.length === 0) return undefined
    const matcher = new Matcher(analysis, this.#around)
    for (const pattern of rule.before)
      for (const match of matcher.all(pattern)) {
        const slots = new Map(match.slots)
        const date = rule.when === undefined || slots.has(rule.when) ? undefined : clauseDate(match, analysis)
        if (date) slots.set(rule.when!, date)
        const guarded = guardOf(match, rule, analysis, this.#reading.words)
        const starts = [...slots.values()].map(({ first }) => first)
        const { start } = analysis.tokens[Math.min(match.first, ...starts)]!
        return { slots, before: { start, ...(guarded ? { guarded } : {}) } }
      }
    return undefined
  }
}
