import type { DateMention } from '../prose/prose.ts'
import type { Reading } from './analyse.ts'
import type { Events, Occurrence } from './events.ts'
import type { Finding, FoundStatement, FoundValue, Place } from './finding.ts'
import { kindOf } from './kinds.ts'
import { render } from './label-template.ts'
import { isMinted, type Referent } from './lexicon.ts'
import type { Members } from './members.ts'
import { directedBy } from './offices.ts'
import { phrasesOf } from './phrases.ts'
import type { MintTemplate, Rule } from './rule-file.ts'
import type { Operand, StatementTemplate } from './rule-template.ts'
import type { Filled, Slots } from './slots.ts'

/** Makes of a rule whose slots are filled what it says, and remembers what later sentences rest on. */
export class Speaker {
  readonly #reading: Reading
  readonly #events: Events
  readonly #members: Members

  constructor(reading: Reading, events: Events, members: Members) {
    this.#reading = reading
    this.#events = events
    this.#members = members
  }

  /**
   * What a rule says with its slots filled; undefined where a slot it requires is empty, or nothing came of it. Where
   * a guard holds, the finding has no statements. `closed` are the slots that hold all there are.
   */
  say(rule: Rule, filled: Slots, place: Place, closed: ReadonlySet<string> = new Set()): Finding | undefined {
    const methods = [
      ...new Set(
        [...filled.values()].flatMap(({ mention, date, implied }) =>
          [mention?.method, date?.method, implied].filter(m => m !== undefined && m !== 'members')
        )
      )
    ] as string[]
    if (!rule.requires.every(slot => isTold(filled.get(slot)))) return undefined
    if (place.guarded) return { rule: rule.id, ...place, statements: [], methods }
    const minted = new Map<string, Occurrence>()
    for (const mint of rule.mints) {
      const occurrence = this.#mint(mint, filled, minted)
      if (occurrence) {
        minted.set(mint.slot, occurrence)
        this.#reading.focus.speakOf(occurrence)
      }
    }
    const statements = rule.statements.flatMap(template => {
      const made = this.#statements(template, filled, minted)
      return isOfSlots(template, closed)
        ? made.map(statement => ({ ...statement, closed: true as const }))
        : made
    })
    for (const statement of statements) this.#learn(statement)
    if (statements.length === 0) return undefined
    const said = this.#bearing(statements, rule, filled, minted)
    const items = [...minted.values()].flatMap(occurrence =>
      occurrence.items.map(
        (qid): FoundStatement => ({
          subject: occurrence,
          property: 'P31',
          value: this.#item(qid, qid),
          qualifiers: []
        })
      )
    )
    const current = rule.scope === 'field' ? { current: true as const } : {}
    return { rule: rule.id, ...place, statements: [...said, ...items], methods, ...current }
  }

  /** Statements with what they bear on: what a rule says of a member touches its membership. */
  #bearing(
    statements: readonly FoundStatement[],
    { bears }: Rule,
    filled: Slots,
    minted: ReadonlyMap<string, Occurrence>
  ): readonly FoundStatement[] {
    if (bears === undefined) return statements
    const referentsOf = (operand: Operand): Referent[] =>
      this.#values(operand, filled, minted).flatMap(value =>
        value.kind === 'referent' ? value.referent : []
      )
    const [value, ...others] = referentsOf(bears.value)
    if (value === undefined || others.length > 0) return statements
    const subjects = referentsOf(bears.subject)
    const {
      property,
      statuses: [status]
    } = bears
    if (status === undefined) return statements
    return statements.map(statement =>
      subjects.includes(statement.subject) && statement.subject !== value
        ? { ...statement, bears: { property, value, status } }
        : statement
    )
  }

  /** Takes in what later sentences rest on: what the document is about, and who belongs to what. */
  #learn({ subject, property, value, qualifiers }: FoundStatement): void {
    if (value.kind !== 'referent') return
    // Whoever holds an office is a person, however the name is spelled later on.
    if (property === 'P39') this.#reading.names.person(subject)
    if (property === 'P463') {
      const year = (id: string): number | undefined => {
        const told = qualifiers.find(qualifier => qualifier.property === id)?.value
        return told?.kind === 'date' ? told.date.year : undefined
      }
      // Whoever left is no member: "the six members" are others.
      if (qualifiers.some(qualifier => qualifier.property === 'P582'))
        this.#members.forget(value.referent, subject, year('P582'))
      else this.#members.learn(value.referent, subject, year('P580'))
    }
    if (property === 'P1891') this.#members.learn(subject, value.referent)
    else if (property === 'P31' && subject === this.#reading.subject && subject.classes.length === 0) {
      // What the document is about is known by its first sentence: "the river", later on, is it.
      const { words, lexicon } = this.#reading
      const { qid, label } = value.referent
      const kind =
        qid === words.classes.get('person')?.item ? 'person' : words.heads.get(label.split(' ').at(-1) ?? '')
      if (kind !== undefined) (subject as { classes: readonly string[] }).classes = lexicon.kindsOf(kind)
    }
  }

  #mint(
    { slot, class: kind, label, aliases, date, items }: MintTemplate,
    filled: Slots,
    minted: ReadonlyMap<string, Occurrence>
  ): Occurrence | undefined {
    const name = render(label, filled, minted, this.#reading.subject)
    if (name === undefined) return undefined
    const when = date === undefined ? undefined : filled.get(date)?.date
    const key = `${kind} ${slot} ${render(label.replace(/[ (]*\{\w+:(?:day|month|year|date)\}\)?/g, ''), filled, minted, this.#reading.subject) ?? name}`
    return this.#events.add({
      label: name,
      aliases: aliases
        .map(alias => render(alias, filled, minted, this.#reading.subject))
        .filter(alias => alias !== undefined && alias !== name) as string[],
      classes: this.#reading.lexicon.kindsOf(kind),
      key,
      items,
      ...(when === undefined ? {} : { date: when.date })
    })
  }

  #statements(
    { subject, property, value, qualifiers }: StatementTemplate,
    filled: Slots,
    minted: ReadonlyMap<string, Occurrence>
  ): FoundStatement[] {
    const made: FoundStatement[] = []
    for (const about of this.#values(subject, filled, minted)) {
      if (about.kind !== 'referent') continue
      for (const said of this.#values(value, filled, minted)) {
        if (said.kind === 'referent' && said.referent === about.referent) continue
        if (said.kind === 'text' && said.text === about.referent.label) continue
        made.push({
          subject: about.referent,
          property,
          value: said,
          qualifiers: qualifiers.flatMap(({ property: id, value: words }) =>
            this.#values(words, filled, minted)
              .slice(0, 1)
              .map(qualifier => ({ property: id, value: qualifier }))
          )
        })
      }
    }
    return made
  }

  #values(operand: Operand, filled: Slots, minted: ReadonlyMap<string, Occurrence>): FoundValue[] {
    if (operand.kind === 'text' || operand.kind === 'unknown') return [operand]
    if (operand.kind === 'item') return [this.#item(operand.qid, operand.label)]
    if (operand.kind === 'concept') return [{ kind: 'referent', referent: this.#concept(operand.words) }]
    const { slot, part, language } = operand
    if (slot === 'SUBJECT')
      return this.#reading.subject ? [{ kind: 'referent', referent: this.#reading.subject }] : []
    const occurrence = minted.get(slot)
    if (occurrence) return [{ kind: 'referent', referent: occurrence }]
    const found = filled.get(slot)
    const values = found ? this.#valuesOf(found, part) : []
    return language === undefined
      ? values
      : values.map(value => (value.kind === 'text' ? { ...value, language } : value))
  }

  #item(qid: string, label: string): FoundValue {
    const referent = this.#reading.lexicon.ofItem(qid) ?? { label, qid, classes: [], aliases: [] }
    return { kind: 'referent', referent }
  }

  #valuesOf(
    { referents, date, number, text, mention, group }: Filled,
    part: string | undefined
  ): FoundValue[] {
    if (date) {
      if (date.bound === 'before' || date.bound === 'after') return []
      const { precision } = date as DateMention & { precision?: 'decade' | 'century' }
      const last = part === 'until' ? date.until : date.date
      if (part === 'until' && !last) return []
      return last ? [{ kind: 'date', date: last, ...(precision ? { precision } : {}) }] : []
    }
    if (number) return [{ kind: 'number', number }]
    if (part === 'country' || part === 'capitalOf') {
      const qid = referents.length === 1 ? referents[0]![part] : undefined
      const referent = qid === undefined ? undefined : this.#reading.lexicon.ofItem(qid)
      return referent ? [{ kind: 'referent', referent }] : []
    }
    if (part === 'directs') {
      const directed = referents.length === 1 && directedBy(referents[0]!, this.#reading.words)
      return directed ? [{ kind: 'referent', referent: directed }] : []
    }
    const { goals, activities } = this.#reading.words
    if ((part === 'concept' || part === 'goal') && text !== undefined)
      return phrasesOf(text, part === 'goal' ? goals : activities).map(words => ({
        kind: 'referent',
        referent: this.#concept(words)
      }))
    if (part === 'text' || referents.length === 0) {
      const words = text ?? referents[0]?.label
      return words === undefined ? [] : [{ kind: 'text', text: words }]
    }
    // Of several things with one name none is guessed.
    if (
      referents.length > 1 &&
      mention &&
      !mention.group &&
      mention.referents.length > 1 &&
      referents.every(r => mention.referents.includes(r)) &&
      !group
    )
      return []
    const [only] = referents
    const named = referents.length === 1 && only && mention && !mention.method && wordsFor(only, text)
    return referents.map(referent => ({ kind: 'referent', referent, ...(named ? { words: named } : {}) }))
  }

  /** What a phrase stands for: what is known by these words, or a concept of the dataset's own. */
  #concept(words: string): Referent {
    const { lexicon, names, words: table } = this.#reading
    const known = kindOf(words, lexicon, names, table, true)
    if (known) return known
    const bare = words.replace(table.doing, '')
    const concept = names.mint(bare, 'concept')
    const plain = bare.replace(/ the /g, ' ')
    if (plain !== bare) names.alias(plain, concept)
    return concept
  }
}

/** Whether something fills a slot, and no date of which only a bound is told. */
const isTold = (filled: Filled | undefined): boolean =>
  filled !== undefined && filled.date?.bound !== 'before' && filled.date?.bound !== 'after'

const isOfSlots = ({ subject, value }: StatementTemplate, slots: ReadonlySet<string>): boolean =>
  [subject, value].some(operand => operand.kind === 'slot' && slots.has(operand.slot))

/** The words for something minted, unless they are its label, or hold it behind an office. */
const wordsFor = (referent: Referent, text: string | undefined): string | undefined =>
  isMinted(referent) && text !== undefined && !text.includes(referent.label) ? text : undefined
