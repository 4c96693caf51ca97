import {
  type Block,
  type DateMention,
  type Document,
  type Passage,
  sentencesOf,
  tokensOf
} from '../prose/prose.ts'
import { analyse, type Reading } from './analyse.ts'
import { Applicability } from './applicability.ts'
import { clauseDate, clausePlace, justBefore, sameTime } from './clause-slots.ts'
import { closedSlots } from './closed.ts'
import type { Events } from './events.ts'
import type { Finding, ReadPiece } from './finding.ts'
import { guardOf } from './guard.ts'
import { kindOf } from './kinds.ts'
import type { Referent } from './lexicon.ts'
import { type Match, Matcher } from './match.ts'
import { Members } from './members.ts'
import { type Analysis, isOfClass } from './mention.ts'
import { Origins } from './origins.ts'
import { joined, leadersNamed, rowPassage, stretchesOf, withKey } from './pieces.ts'
import type { Rule } from './rule-file.ts'
import { indexesOf, type RuleIndex, type RuleIndexes } from './rule-index.ts'
import { Speaker } from './say.ts'
import { type Filled, SlotFiller, type Surroundings } from './slots.ts'
import { Told } from './told.ts'

// Looked at for what a row leaves unsaid; a table for people to read has fewer.
const mostHeads = 40

/** Runs rules over a document, piece by piece. What one document teaches (names, members) is in its `reading`. */
export class Runner {
  readonly #rules: RuleIndexes
  readonly #applicability = new Applicability()
  readonly #reading: Reading
  readonly #speaker: Speaker
  readonly #surroundings: Surroundings
  readonly #origins: Origins
  readonly #told = new Told()
  /** The last date of the sentence before. */
  #dateBefore: DateMention | undefined
  /** The last date of the paragraph. */
  #dateNearby: DateMention | undefined

  constructor(rules: readonly Rule[], events: Events, reading: Reading) {
    this.#rules = indexesOf(rules)
    this.#reading = reading
    const { words, subject, lexicon, names } = reading
    const members = new Members(subject)
    this.#origins = new Origins(subject)
    this.#speaker = new Speaker(reading, events, members)
    this.#surroundings = {
      words,
      subject,
      membersOf: mention => members.of(mention),
      kindOf: text => kindOf(text, lexicon, names, words)
    }
  }

  /**
   * Reads the blocks of a document in their order, once: each sentence of a paragraph, item or caption is a piece (one of
   * more than 400 tokens several), each field and each row of a table one. Headings are none. Takes time in proportion
   * to the document's length; no text is refused.
   */
  *read({ blocks }: Document): Iterable<ReadPiece> {
    for (const block of leadersNamed(blocks)) {
      this.#reading.dates.enter(block.section)
      this.#reading.focus.paragraph()
      this.#told.paragraph()
      if (block.kind === 'heading') continue
      if (block.kind === 'row') yield this.#row(block)
      else if (block.kind === 'field') yield this.#field(block)
      else yield* this.#prose(block)
    }
  }

  *#prose(block: Block & { passage: Passage }): Iterable<ReadPiece> {
    const { passage } = block
    const sentences = stretchesOf(passage.text, sentencesOf(passage))
    const index = this.#rules[block.kind === 'item' || block.kind === 'caption' ? block.kind : 'sentence']
    const applies = (rule: Rule): boolean => this.#applicability.under(rule, block.section)
    this.#dateNearby = undefined
    for (const [i, span] of sentences.entries()) {
      const analysis = analyse(passage.text, span, this.#reading, sentences[i + 1])
      const findings = this.#sentence(analysis, passage, index, applies)
      this.#dateBefore = analysis.dates.at(-1)?.date
      this.#dateNearby = this.#dateBefore ?? this.#dateNearby
      yield { block, passage, span, analyses: [analysis], findings }
    }
  }

  #sentence(
    analysis: Analysis,
    passage: Passage,
    index: RuleIndex,
    applies: (rule: Rule) => boolean
  ): Finding[] {
    const present = new Set<string>()
    for (const { word } of analysis.tokens) present.add(word)
    const matcher = new Matcher(analysis, this.#surroundings)
    const findings: Finding[] = []
    const ranges: { rule: string; first: number; last: number }[] = []
    for (const { rule, pattern } of index.candidates(present)) {
      if (!applies(rule)) continue
      for (const match of matcher.all(pattern, rule.guards.size > 0)) {
        if (rule.unless.has(analysis.tokens[match.first - 1]?.word ?? '')) continue
        const finding = this.#find(rule, match, analysis, passage)
        if (!finding) continue
        matcher.forget()
        // Two patterns of one rule that match the same words say one thing.
        const inside = ranges.some(
          range => range.rule === rule.id && range.first <= match.first && match.last <= range.last
        )
        if (inside) continue
        ranges.push({ rule: rule.id, first: match.first, last: match.last })
        findings.push(finding)
        for (const statement of finding.statements) {
          this.#origins.learn(statement)
          this.#told.learn(statement)
        }
      }
    }
    return findings
  }

  #find(rule: Rule, match: Match, analysis: Analysis, passage: Passage): Finding | undefined {
    const slots = new Map(match.slots)
    if (rule.when !== undefined && !slots.has(rule.when)) {
      const date =
        clauseDate(match, analysis) ??
        sameTime(analysis, this.#dateBefore) ??
        (rule.nearby ? justBefore(this.#dateNearby) : undefined)
      if (date) slots.set(rule.when, date)
    }
    if (rule.where && !slots.has(rule.where.slot)) {
      const place = clausePlace(match, rule.where.type, analysis)
      if (place) slots.set(rule.where.slot, place)
    }
    if (rule.implied && !slots.has(rule.implied.slot)) {
      const referent = this.#reading.focus.last(rule.implied.type)
      if (referent === undefined) return undefined
      slots.set(rule.implied.slot, {
        first: match.first,
        last: match.last,
        referents: [referent],
        implied: `${rule.implied.type} understood as ${referent.label}`
      })
    }
    if (rule.became) {
      const agreement = slots.get(rule.became.of)
      const origin = agreement?.referents.length === 1 ? this.#origins.of(agreement.referents[0]!) : undefined
      if (origin === undefined) return undefined
      slots.set(rule.became.slot, {
        first: match.first,
        last: match.last,
        referents: [origin.organization],
        text: origin.name,
        implied: `${origin.organization.label} is what became of ${origin.name}`
      })
    }
    if (rule.told) {
      const told = this.#told.fill(rule.told, slots, match)
      if (told === undefined) return undefined
      for (const [slot, filled] of told) slots.set(slot, filled)
    }
    // "30 August 1962 or 4 December 1962": of two dates none is said.
    for (const { date, first } of slots.values())
      if (date && analysis.tokens[first - 1]?.word === 'or') return undefined
    const guarded = guardOf(match, rule, analysis, this.#reading.words)
    const { tokens } = analysis
    const spans = [...slots.values()].flatMap(({ first, last, mention }) => [
      { start: tokens[first]!.start, end: tokens[last - 1]!.end },
      ...(mention?.explainedBy ? [mention.explainedBy] : [])
    ])
    const span = {
      start: Math.min(tokens[match.first]!.start, ...spans.map(({ start }) => start)),
      end: Math.max(tokens[match.last - 1]!.end, ...spans.map(({ end }) => end))
    }
    const closed = closedSlots(rule, match, analysis, this.#reading.words)
    return this.#speaker.say(rule, slots, { passage, span, ...(guarded ? { guarded } : {}) }, closed)
  }

  /** Recognises what stands outside the running text: its dates are none that sentences come back to. */
  *#aside({ text }: Passage): Generator<Analysis> {
    for (const span of stretchesOf(text, [{ start: 0, end: text.length }]))
      yield analyse(text, span, { ...this.#reading, dates: this.#reading.dates.aside() })
  }

  #field(block: Block & { kind: 'field' }): ReadPiece {
    const { key, values } = block
    const findings: Finding[] = []
    const analyses: Analysis[] = []
    const named = key.text.trim().replace(/[:\s]+$/, '')
    const ofKey = (rule: Rule): boolean =>
      rule.key?.test(named) === true && this.#applicability.under(rule, block.section)
    for (const passage of values)
      for (const analysis of this.#aside(passage)) {
        analyses.push(analysis)
        const found = this.#sentence(analysis, passage, this.#rules.field, ofKey)
        // What a value means its key says: both are quoted.
        findings.push(...(passage === values[0] ? found.map(finding => withKey(finding, key)) : found))
      }
    // "Supreme Council: decides everything" under "Organs" is an item of a list, whatever it looks like.
    const [value] = values
    if (value && block.section.length > 0) {
      const whole = joined(key, value)
      const ofItem = (rule: Rule): boolean =>
        rule.scope === 'item' && this.#applicability.under(rule, block.section)
      for (const analysis of this.#aside(whole))
        findings.push(...this.#sentence(analysis, whole, this.#rules.item, ofItem))
    }
    const passage = values[0] ?? key
    return { block, passage, span: { start: 0, end: passage.text.length }, analyses, findings }
  }

  /** What the heads of a table, or the headings above it, name. */
  #aboveRow({ heads, section }: Block & { kind: 'row' }, type: string): Referent | undefined {
    const texts = [...heads.slice(0, mostHeads).map(({ text }) => text), ...[...section].reverse()]
    for (const text of texts) {
      const tokens = tokensOf(text, stretchesOf(text, [{ start: 0, end: text.length }])[0]!)
      for (const { referents } of this.#reading.names.find(text, tokens)) {
        const named = referents.find(referent => isOfClass(referent, type))
        if (named) return named
      }
    }
    return this.#reading.focus.last(type)
  }

  #row(block: Block & { kind: 'row' }): ReadPiece {
    const findings: Finding[] = []
    const cells = block.cells.map(cell => this.#aside(cell).next().value as Analysis)
    const whole = rowPassage(block)
    const span = { start: 0, end: whole.text.length }
    for (const rule of this.#rules.rows) {
      if (!this.#applicability.under(rule, block.section)) continue
      const slots = new Map<string, Filled>()
      for (const [i, index] of this.#applicability.columns(rule, block.heads).entries()) {
        const cell = cells[index]
        const { slot, type, many } = rule.columns[i]!
        const filled =
          cell && firstFilling(new SlotFiller(cell, this.#surroundings), type, many, cell.tokens.length)
        if (filled) slots.set(slot, filled)
      }
      if (slots.size === 0) continue
      if (rule.implied && !slots.has(rule.implied.slot)) {
        const referent = this.#aboveRow(block, rule.implied.type)
        if (referent === undefined) continue
        slots.set(rule.implied.slot, {
          first: 0,
          last: 0,
          referents: [referent],
          implied: `${rule.implied.type} understood as ${referent.label}`
        })
      }
      const finding = this.#speaker.say(rule, slots, { passage: whole, span })
      if (finding && finding.statements.length > 0) findings.push(finding)
    }
    return { block, passage: whole, span, analyses: cells, findings }
  }
}

/** The first thing in a cell that may fill a slot; of what begins at one word the longest. */
function firstFilling(slots: SlotFiller, type: string, many: boolean, length: number): Filled | undefined {
  const slot = {
    kind: 'slot',
    name: '',
    type,
    many,
    list: false,
    takes: `${type}${many ? '+' : ''}`
  } as const
  for (let i = 0; i < length; i++) {
    const ways = slots.fill(slot, i)
    if (ways.length > 0) return ways.reduce((best, way) => (way.last > best.last ? way : best))
  }
  return undefined
}
