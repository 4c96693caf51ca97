import { type Block, type Document, type Passage, sentencesOf, tokensOf } from '../prose/prose.ts'
import { analyse, type Reading } from './analyse.ts'
import { Applicability } from './applicability.ts'
import { closedSlots } from './closed.ts'
import type { Events } from './events.ts'
import type { Finding, ReadPiece } from './finding.ts'
import { guardOf } from './guard.ts'
import { kindOf } from './kinds.ts'
import type { Referent } from './lexicon.ts'
import { type Match, Matcher } from './match.ts'
import { Members } from './members.ts'
import { type Analysis, isOfClass } from './mention.ts'
import { joined, leadersNamed, rowPassage, stretchesOf, withKey } from './pieces.ts'
import type { Rule } from './rule-file.ts'
import { indexesOf, type RuleIndex, type RuleIndexes } from './rule-index.ts'
import { Speaker } from './say.ts'
import { type Filled, SlotFiller, type Surroundings } from './slots.ts'
import { Unsaid } from './unsaid.ts'

// Looked at for what a row leaves unsaid; a table for people to read has fewer.
const mostHeads = 40

/** Runs rules over a document, piece by piece. What one document teaches (names, members) is in its `reading`. */
export class Runner {
  readonly #rules: RuleIndexes
  readonly #applicability = new Applicability()
  readonly #reading: Reading
  readonly #speaker: Speaker
  readonly #surroundings: Surroundings
  readonly #unsaid: Unsaid
  /** What the first cells of the row above name, and the number of its table; rows that go on with it are left out. */
  #above: { readonly table: number; readonly named: readonly Referent[] } | undefined

  constructor(rules: readonly Rule[], events: Events, reading: Reading) {
    this.#rules = indexesOf(rules)
    this.#reading = reading
    const { words, subject, lexicon, names } = reading
    const members = new Members(subject)
    this.#speaker = new Speaker(reading, events, members)
    this.#surroundings = {
      words,
      subject,
      membersOf: mention => members.of(mention),
      kindOf: text => kindOf(text, lexicon, names, words)
    }
    this.#unsaid = new Unsaid(reading, this.#surroundings)
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
      this.#unsaid.block()
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
    for (const [i, span] of sentences.entries()) {
      const analysis = analyse(passage.text, span, this.#reading, sentences[i + 1])
      const findings = this.#sentence(analysis, passage, index, applies)
      this.#unsaid.move(analysis)
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
        for (const statement of finding.statements) this.#unsaid.learn(statement)
      }
    }
    return findings
  }

  #find(rule: Rule, match: Match, analysis: Analysis, passage: Passage): Finding | undefined {
    const understood = this.#unsaid.fill(rule, match, analysis)
    if (understood === undefined) return undefined
    const { slots, before } = understood
    // "30 August 1962 or 4 December 1962": of two dates none is said.
    for (const { date, first } of slots.values())
      if (date && analysis.tokens[first - 1]?.word === 'or') return undefined
    const guarded = before?.guarded ?? guardOf(match, rule, analysis, this.#reading.words)
    const { tokens } = analysis
    const spans = [...slots.values()].flatMap(({ first, last, mention }) => [
      { start: tokens[first]!.start, end: tokens[last - 1]!.end },
      ...(mention?.explainedBy ? [mention.explainedBy] : [])
    ])
    const span = {
      start: before?.start ?? Math.min(tokens[match.first]!.start, ...spans.map(({ start }) => start)),
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

  /** A row under other heads than the table's: what it says of the subject of the row above, its own words tell. */
  *#continued(block: Block & { kind: 'row' }, whole: Passage): Iterable<Finding> {
    if (this.#above?.table !== block.table) return
    const span = { start: 0, end: whole.text.length }
    for (const analysis of this.#aside(whole)) {
      const matcher = new Matcher(analysis, this.#surroundings)
      for (const rule of this.#rules.rows) {
        const referent = rule.above && this.#subjectAbove(rule.above.type)
        if (!referent || !this.#applicability.under(rule, block.section)) continue
        const [match] = rule.patterns.flatMap(pattern => [...matcher.all(pattern)].slice(0, 1))
        if (match === undefined) continue
        const { first, last } = match
        const implied = `row continues the one above, of ${referent.label}`
        const slots = new Map(match.slots).set(rule.above!.slot, {
          first,
          last,
          referents: [referent],
          implied
        })
        const finding = this.#speaker.say(rule, slots, { passage: whole, span })
        if (finding && finding.statements.length > 0) yield finding
      }
    }
  }

  /** What the row above is about: the first of a kind in its cells, or the country whose capital stands there. */
  #subjectAbove(type: string): Referent | undefined {
    const named = this.#above?.named ?? []
    const capital = named.find(({ capitalOf }) => capitalOf !== undefined)?.capitalOf
    return (
      named.find(referent => isOfClass(referent, type)) ??
      (type === 'country' && capital !== undefined ? this.#reading.lexicon.ofItem(capital) : undefined)
    )
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
    if (block.continued && block.heads.length === 0) {
      findings.push(...this.#continued(block, whole))
      return { block, passage: whole, span, analyses: cells, findings }
    }
    if (!block.continued) this.#above = { table: block.table, named: namedIn(cells) }
    for (const rule of this.#rules.rows) {
      if (rule.above || !this.#applicability.under(rule, block.section)) continue
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

const namedIn = (cells: readonly Analysis[]): readonly Referent[] =>
  cells
    .flatMap(({ mentions }) =>
      mentions.flatMap(({ referents, demonym }) => (referents.length === 1 && !demonym ? referents : []))
    )
    .slice(0, mostHeads)

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
