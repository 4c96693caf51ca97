import type { CalendarDate, DateMention } from '../prose/prose.ts'
import type { Finding, FoundStatement, FoundValue, Mention, ReadPiece, Referent } from '../rules/rules.ts'
import { LineMap, type PrivateNames } from '../vault/vault.ts'
import type { Explained } from './document-claims.ts'
import { VeiledText, veiled } from './veiled-text.ts'

/** What words were taken to mean: an item, a note, an entity that only prose tells of. */
export interface ExplainedThing {
  readonly label: string
  /** QID. */
  readonly item?: string
  /** Id of the note. */
  readonly note?: string
  /** The class of an entity that only prose tells of. */
  readonly minted?: string
}

export interface ExplainedProperty {
  /** P-id. */
  readonly id: string
  readonly label: string
}

export type ExplainedValue = ExplainedThing | string

/** A statement in words. */
export interface ExplainedStatement {
  readonly rule: string
  readonly subject: ExplainedThing
  readonly property: ExplainedProperty
  readonly value: ExplainedValue
  readonly qualifiers: readonly { readonly property: ExplainedProperty; readonly value: ExplainedValue }[]
  /** How what the words leave unsaid was understood. */
  readonly method?: string
  /** The words that say it. */
  readonly quote: string
  /** Set where it names a private note, and so is not published. */
  readonly keptBack?: true
}

/** A name, a date or a number as it stands in the text. */
export interface ExplainedName {
  readonly words: string
  /** What it may mean: one thing, all of a group, or several of which none is guessed. */
  readonly things: readonly ExplainedThing[]
  readonly kind: 'linked' | 'minted' | 'ambiguous' | 'group' | 'date' | 'number'
  /** What a date or a number was read as. */
  readonly value?: string
  /** Where the words themselves do not name it: how it was understood. */
  readonly method?: string
}

/** A sentence, a field, a row, an item or a caption, with all that was made of it. */
export interface ExplainedPiece {
  /** Counted from 1. */
  readonly line: number
  readonly kind: 'sentence' | 'item' | 'field' | 'row' | 'caption'
  /** Titles of the headings above it, the outermost first. */
  readonly section: readonly string[]
  readonly text: string
  readonly statements: readonly ExplainedStatement[]
  /** Rules that matched and were kept from speaking: by a guard of which kind, and the word that told. */
  readonly guarded: readonly {
    readonly rule: string
    readonly guard: string
    readonly word: string
    readonly quote: string
  }[]
  /** Rules that only learnt what something is also called. */
  readonly taught: readonly string[]
  readonly names: readonly ExplainedName[]
}

/** A document with what was made of it, piece by piece. */
export interface Explanation {
  readonly source: string
  readonly file: string
  readonly title: string
  readonly pieces: readonly ExplainedPiece[]
}

export interface ExplanationContext {
  /** The document's text, for its lines. */
  readonly text: string
  readonly labelOf: (property: string) => string
  readonly privateNames: PrivateNames
}

/**
 * What was made of a document, in words, for its author: the document's own text stands in it whatever its
 * settings say of showing it, but no name of a private note.
 */
export function explanationOf({ settings, pieces }: Explained, context: ExplanationContext): Explanation {
  const lines = new LineMap(context.text)
  const writer = new Writer(context)
  return {
    source: settings.id,
    file: settings.file,
    title: settings.title,
    pieces: pieces.map(piece => writer.piece(piece, lines))
  }
}

class Writer {
  readonly #context: ExplanationContext
  #last: { readonly text: string; readonly veil: VeiledText } | undefined

  constructor(context: ExplanationContext) {
    this.#context = context
  }

  piece({ block, passage, span, analyses, findings }: ReadPiece, lines: LineMap): ExplainedPiece {
    const field = block.kind === 'field'
    const text = field
      ? this.#shown(
          `${block.key.text.trim().replace(/\s*:$/, '')}: ${block.values.map(value => value.text).join('; ')}`
        )
      : this.#veiled(passage.text).slice(span.start, span.end)
    const start = field ? block.key.origin(0, 1).start : passage.origin(span.start, span.end).start
    const spoken = findings.filter(({ guarded }) => guarded === undefined)
    const statements = spoken.flatMap(finding =>
      finding.statements.map(statement => this.#statement(statement, finding))
    )
    return {
      line: lines.at(start),
      kind: block.kind === 'paragraph' || block.kind === 'heading' ? 'sentence' : block.kind,
      section: block.section.map(title => this.#shown(title)),
      text,
      // A rule with two patterns may read the same twice.
      statements: [...new Map(statements.map(one => [JSON.stringify(one), one])).values()],
      guarded: findings.flatMap(finding =>
        finding.guarded
          ? {
              rule: finding.rule,
              guard: finding.guarded.kind,
              word: this.#shown(finding.guarded.word),
              quote: this.#quote(finding)
            }
          : []
      ),
      taught: spoken.filter(finding => finding.statements.length === 0).map(({ rule }) => rule),
      names: analyses.flatMap(({ text: words, mentionsAt }) =>
        mentionsAt.flat().flatMap(mention => this.#name(mention, words) ?? [])
      )
    }
  }

  #statement({ subject, property, value, qualifiers }: FoundStatement, finding: Finding): ExplainedStatement {
    const { rule, methods } = finding
    const values = [value, ...qualifiers.map(qualifier => qualifier.value)]
    const names = [...namesOf(subject), ...values.flatMap(namesOfValue)]
    return {
      rule,
      subject: this.#thing(subject),
      property: this.#property(property),
      value: this.#value(value),
      qualifiers: qualifiers.map(({ property: id, value: words }) => ({
        property: this.#property(id),
        value: this.#value(words)
      })),
      ...(methods.length === 0 ? {} : { method: this.#shown(methods.join('; ')) }),
      quote: this.#quote(finding),
      ...(names.some(name => this.#context.privateNames.namesPrivateNote(name))
        ? { keptBack: true as const }
        : {})
    }
  }

  #name(
    { start, end, referents, group, date, number, method }: Mention,
    text: string
  ): ExplainedName | undefined {
    const veil = this.#veiled(text)
    // A part of a private name may look like a name of its own.
    if (veil.hides(start, end)) return undefined
    const words = veil.slice(start, end)
    if (date) return { words, things: [], kind: 'date', value: mentionedDate(date) }
    if (number) return { words, things: [], kind: 'number', value: valueText({ kind: 'number', number }) }
    if (referents.length === 0 && !group) return undefined
    const [first] = referents
    const kind = group
      ? 'group'
      : referents.length > 1
        ? 'ambiguous'
        : first!.qid === undefined && first!.note === undefined
          ? 'minted'
          : 'linked'
    return {
      words,
      things: referents.map(referent => this.#thing(referent)),
      kind,
      ...(method === undefined || method === 'members' ? {} : { method: this.#shown(method) })
    }
  }

  #thing({ label, qid, note, classes }: Referent): ExplainedThing {
    return {
      label: this.#shown(label),
      ...(qid !== undefined
        ? { item: qid }
        : note !== undefined
          ? { note: this.#shown(note) }
          : { minted: classes[0] ?? 'thing' })
    }
  }

  #property(id: string): ExplainedProperty {
    return { id, label: this.#context.labelOf(id) }
  }

  #value(value: FoundValue): ExplainedValue {
    if (value.kind === 'referent') return this.#thing(value.referent)
    return this.#shown(valueText(value))
  }

  #quote({ passage, span }: Finding): string {
    return this.#veiled(passage.text).slice(span.start, span.end)
  }

  /** The veil over a passage, looked for once: all its sentences and names ask for it. */
  #veiled(text: string): VeiledText {
    if (this.#last?.text !== text)
      this.#last = { text, veil: new VeiledText(text, this.#context.privateNames) }
    return this.#last.veil
  }

  #shown(text: string): string {
    return veiled(text, this.#context.privateNames)
  }
}

/** The names by which a claim names a thing; of an item it publishes the label alone. */
const namesOf = ({ label, aliases, qid }: Referent): readonly string[] =>
  qid === undefined ? [label, ...aliases] : [label]

const namesOfValue = (value: FoundValue): readonly string[] =>
  value.kind === 'referent' ? namesOf(value.referent) : value.kind === 'text' ? [value.text] : []

function valueText(value: Exclude<FoundValue, { kind: 'referent' }>): string {
  switch (value.kind) {
    case 'date':
      return dateText(value.date, value.precision)
    case 'number': {
      const { amount, upTo, unit, unitWord, bound } = value.number
      const range = upTo === undefined ? amount : `${amount} to ${upTo}`
      const of = unitWord ?? unit
      return [bound, range, of].filter(part => part !== undefined).join(' ')
    }
    case 'unknown':
      return 'a value that nobody says'
    default:
      return `“${value.text}”${value.language === undefined ? '' : ` (${value.language})`}`
  }
}

function mentionedDate({ date, until, precision, bound, open }: DateMention): string {
  const last = until === undefined || precision !== undefined ? '' : ` to ${dateText(until, undefined)}`
  return `${bound === undefined ? '' : `${bound} `}${dateText(date, precision)}${last}${open ? ' and on' : ''}`
}

function dateText({ year, month, day }: CalendarDate, precision: 'decade' | 'century' | undefined): string {
  const era = year > 0 ? `${year}` : `${1 - year} BC`
  if (precision !== undefined) return `the ${precision} of ${era}`
  if (month === undefined) return era
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${year > 0 ? String(year).padStart(4, '0') : era}-${two(month)}${day === undefined ? '' : `-${two(day)}`}`
}
