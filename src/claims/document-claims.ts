import {
  type CalendarDate,
  calendarDateText,
  DateContext,
  type Document,
  formatOf,
  readDocument
} from '../prose/prose.ts'
import {
  DocumentNames,
  Events,
  type Finding,
  Focus,
  type FoundStatement,
  type FoundValue,
  Lexicon,
  type ReadPiece,
  type Referent,
  Runner
} from '../rules/rules.ts'
import type { SourceSettings } from '../vault/vault.ts'
import type { ProposedProperty } from './admission.ts'
import type { Claim, Evidence, Source, SourceClaims, Target, Words } from './claim.ts'
import { learnLinks } from './document-links.ts'
import { Mints } from './mints.ts'
import { type NamesOfSource, NameTeacher } from './name-teacher.ts'
import type { Proposal } from './proposal.ts'
import { ProposedStatements } from './proposed-statements.ts'
import type { ProseKnowledge } from './prose-knowledge.ts'

/** A document to be read. */
export interface DocumentText {
  readonly settings: SourceSettings
  /** Absent where its words are not to be had. */
  readonly text?: string
}

/** What was made of a document, piece by piece, for its author to look at. */
export interface Explained {
  readonly settings: SourceSettings
  readonly pieces: readonly ReadPiece[]
  /** What the document is about. */
  readonly subject?: Referent
}

/** What is left of a document once it is read. */
interface ReadDocument {
  readonly settings: SourceSettings
  readonly findings: readonly PlacedFinding[]
}

/** A finding with the place of its words in the document as read, and the words themselves. */
type PlacedFinding = Finding & {
  readonly start: number
  readonly end: number
  readonly quote: string
}

/**
 * Reads prose documents: all of a dataset together, since an event that two of them tell of is one. It is told
 * first what the vault calls things (`learn`), then reads each document, then makes the claims of all.
 */
export class DocumentReader {
  readonly #knowledge: ProseKnowledge
  readonly #lexicon: Lexicon
  readonly #names: NameTeacher
  readonly #events = new Events()
  readonly #read: ReadDocument[] = []
  /** What a language model proposes, by the document. */
  readonly #proposed = new ProposedStatements()

  constructor(knowledge: ProseKnowledge) {
    this.#knowledge = knowledge
    this.#lexicon = new Lexicon(knowledge.names, knowledge.words)
    this.#names = new NameTeacher(this.#lexicon)
  }

  /** Takes in what a source calls things, and what it links to, so that prose about them is understood. */
  learn(source: NamesOfSource): void {
    this.#names.learn(source)
  }

  /**
   * Reads one document; its claims are made when all are read. Returns its pieces, for whoever wants to look; they
   * take many times the memory of the text, and are let go of unless `wanted`.
   */
  read({ settings, text }: DocumentText, wanted = true): Explained {
    const pieces: ReadPiece[] = []
    const findings: PlacedFinding[] = []
    if (text !== undefined)
      for (const piece of this.#pieces(settings, readDocument(text, formatOf(settings.file, text)))) {
        for (const finding of piece.findings) findings.push(placed(finding, text))
        if (wanted) pieces.push(piece)
      }
    this.#read.push({ settings, findings })
    const subject = this.#subjectOf(settings)
    return { settings, pieces, ...(subject === undefined ? {} : { subject }) }
  }

  /**
   * Takes in what a language model proposes for a block of a document that was read: `pieces` are the block's.
   * What the text does not bear out, or rules say already, becomes no claim.
   */
  propose(
    { settings, subject }: Explained,
    pieces: readonly ReadPiece[],
    proposals: readonly Proposal[],
    model: string
  ): void {
    this.#proposed.add({ source: settings.id, subject, pieces, proposals, model })
  }

  #subjectOf({ about }: SourceSettings): Referent | undefined {
    return about === undefined ? undefined : this.#lexicon.ofItem(about)
  }

  *#pieces({ about, title, date }: SourceSettings, document: Document): Iterable<ReadPiece> {
    const { rules, words, units } = this.#knowledge
    const subject =
      about === undefined
        ? undefined
        : (this.#lexicon.ofItem(about) ??
          this.#lexicon.add({ label: document.title?.text ?? title, qid: about, classes: [], aliases: [] }))
    const names = new DocumentNames(this.#lexicon, words, subject)
    learnLinks(document, this.#lexicon, names)
    if (subject) for (const name of namesIn([document.title?.text, title])) names.alias(name, subject)
    const runner = new Runner(rules, this.#events, {
      lexicon: this.#lexicon,
      words,
      units,
      names,
      dates: new DateContext(calendarDate(date)),
      focus: new Focus(words, subject),
      subject
    })
    yield* runner.read(document)
  }

  /**
   * The claims of all documents read, one entry for each, in the order in which they were read. `propertyOf`
   * finds the properties that a language model names.
   */
  claims(propertyOf: (words: string) => ProposedProperty | undefined = () => undefined): SourceClaims[] {
    this.#events.settle()
    const mints = new Mints(this.#events)
    for (const { findings } of this.#read)
      for (const { statements } of findings) for (const statement of statements) mints.learn(statement)
    mints.settle()
    const proposed = this.#proposed.findings(
      this.#read.flatMap(({ findings }) => findings),
      { ...this.#knowledge, mints, propertyOf }
    )
    return this.#read.map(({ settings, findings }) => ({
      source: sourceOf(settings),
      subject: {
        ...(settings.about === undefined ? {} : { qid: settings.about }),
        names: [],
        aliases: [],
        keywords: [],
        mentions: []
      },
      claims: [
        ...claimsOf(findings, settings, mints, 'rule'),
        ...claimsOf(
          (proposed.get(settings.id) ?? []).map(finding => placed(finding, '')),
          settings,
          mints,
          'model'
        )
      ]
    }))
  }
}

/** `Marie Curie facts for kids`, `The Danube, a wiki article`: what titles say of a document is no part of the name. */
const namesIn = (titles: readonly (string | undefined)[]): string[] =>
  titles.flatMap(title => {
    const [name = ''] = (title ?? '').split(/,| [-–—|:(]| facts? (?:for|about) /)
    const plain = name.trim().replace(/^The /, '')
    return /^\p{Lu}/u.test(plain) ? plain : []
  })

const sourceOf = ({ id, file, title, about, date, license }: SourceSettings): Source => ({
  id,
  kind: 'document',
  file,
  title,
  ...(about === undefined ? {} : { about }),
  ...(date === undefined ? {} : { date }),
  ...(license === undefined ? {} : { license })
})

/** The very words stand in the source; where markup stands between them, they are quoted as a reader sees them. */
function placed(finding: Finding, text: string): PlacedFinding {
  const { passage, span } = finding
  const { start, end } = passage.origin(span.start, span.end)
  const written = text.slice(start, end).replace(/\s+/g, ' ').trim()
  const seen = passage.text.slice(span.start, span.end)
  const quote = written === '' || /[[\]{}<>*_`]|''|&\w+;/.test(written) ? seen : written
  return { ...finding, start, end, quote }
}

function claimsOf(
  findings: readonly PlacedFinding[],
  settings: SourceSettings,
  mints: Mints,
  keyBy: 'rule' | 'model'
): Claim[] {
  const claims = new Map<string, Claim>()
  for (const finding of findings) {
    const { statements, start, end, quote, rule, methods, current } = finding
    const evidence: Evidence = {
      kind: 'text',
      start,
      end,
      ...(settings.text === 'none' ? {} : { quote }),
      ...(keyBy === 'rule' ? { rule } : {}),
      ...(methods.length === 0 ? {} : { method: methods.join('; ') })
    }
    for (const statement of statements) {
      const claim = {
        ...claimOf(statement, evidence, settings, mints, keyBy),
        ...(current ? { current } : {})
      }
      const { subject, property, value, qualifiers } = claim
      const key = JSON.stringify([subject, property, value, qualifiers, start, end])
      // Two rules that read the same of the same words are one; what only one of them knows stays.
      claims.set(key, { ...claim, ...claims.get(key) })
    }
  }
  return [...claims.values()]
}

function claimOf(
  { subject, property, value, qualifiers, closed, bears }: FoundStatement,
  evidence: Evidence,
  { about }: SourceSettings,
  mints: Mints,
  keyBy: 'rule' | 'model'
): Claim {
  const unknown = `${subject.label} ${property}`
  const target = mints.targetOf(subject)
  const own = target.kind === 'item' && target.qid === about
  return {
    ...(own ? {} : { subject: target }),
    property,
    value: wordsOf(value, mints, unknown),
    qualifiers: [
      ...qualifiers.map(qualifier => ({
        property: qualifier.property,
        value: wordsOf(qualifier.value, mints, `${unknown} ${qualifier.property}`)
      })),
      ...circumstancesOf(value)
    ],
    evidence,
    ...(closed ? { closed } : {}),
    ...(bears && mints.isEntity(bears.value)
      ? { bears: { ...bears, value: mints.targetOf(bears.value) } }
      : {}),
    keyBy
  }
}

/** How a text puts a value, as qualifiers: what it calls something minted (P1932), and how sure of a number it is (P1480). */
function circumstancesOf(value: FoundValue): Claim['qualifiers'] {
  if (value.kind === 'referent')
    return value.words === undefined
      ? []
      : [{ property: 'P1932', value: { kind: 'text', text: value.words } }]
  const bound = value.kind === 'number' ? value.number.bound : undefined
  if (bound === undefined) return []
  const target: Target =
    bound === 'about'
      ? { kind: 'item', label: 'circa', qid: 'Q5727902' }
      : { kind: 'minted', class: 'concept', label: bound, aliases: [] }
  return [{ property: 'P1480', value: { kind: 'link', text: bound, target } }]
}

/** `unknown` tells one value that nobody says from others. */
function wordsOf(value: FoundValue, mints: Mints, unknown: string): Words {
  if (value.kind === 'referent') {
    const target = mints.targetOf(value.referent)
    return { kind: 'link', text: value.referent.label, target }
  }
  if (value.kind === 'date')
    return {
      kind: 'time',
      text: calendarDateText(value.date),
      ...(value.precision ? { precision: value.precision } : {})
    }
  if (value.kind === 'number') {
    const { amount, upTo, unit, bound } = value.number
    const lower = bound === 'more than' || bound === 'at least' ? amount : undefined
    const upper = upTo ?? (bound === 'less than' || bound === 'at most' ? amount : undefined)
    return {
      kind: 'quantity',
      amount,
      ...(unit === undefined ? {} : { unit }),
      ...(lower === undefined ? (upTo === undefined ? {} : { lower: amount }) : { lower }),
      ...(upper === undefined ? {} : { upper })
    }
  }
  if (value.kind === 'unknown')
    return { kind: 'text', text: `https://unknown.invalid/.well-known/genid/${encodeURIComponent(unknown)}` }
  return {
    kind: 'text',
    text: value.text,
    ...(value.language === undefined ? {} : { language: value.language })
  }
}

function calendarDate(text: string | undefined): CalendarDate | undefined {
  const [year, month, day] = (text ?? '').split('-').map(Number)
  return year ? { year, ...(month ? { month } : {}), ...(day ? { day } : {}) } : undefined
}
