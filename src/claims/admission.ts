import type { Passage, Span } from '../prose/prose.ts'
import type {
  Analysis,
  FoundStatement,
  FoundValue,
  Mention,
  ReadPiece,
  Referent,
  Rule,
  Words
} from '../rules/rules.ts'
import type { Proposal } from './proposal.ts'

/** A property as far as admission needs it; the datatype as Wikidata spells it. */
export interface ProposedProperty {
  readonly id: string
  readonly datatype: string
}

/** What a proposal is held against. */
export interface AdmissionContext {
  /** The sentences of the block that was asked about. */
  readonly pieces: readonly ReadPiece[]
  /** What the document is about. */
  readonly subject: Referent | undefined
  /** The property of a P-id or a label. */
  readonly propertyOf: (words: string) => ProposedProperty | undefined
  /** Whether there is an entity for what words name: an item, a note, or what rules tell of. */
  readonly isEntity: (referent: Referent) => boolean
  readonly rules: readonly Rule[]
  readonly guards: Words['guards']
}

/** A proposal whose every part stands in the text. */
export interface Admitted {
  readonly passage: Passage
  readonly span: Span
  readonly statement: FoundStatement
}

/**
 * A proposal as a statement, if the text bears it out: its quotation stands in the block word for word, subject
 * and value stand in the quotation and name what is known by these words (the subject may also be the
 * document's own), the property exists and the value is one of its datatype, and no guard would keep a rule
 * from saying it there. What it names is what the reading of the document found these words to name: no
 * identifier is taken from a proposal.
 */
export function admitted({ quote, ...proposal }: Proposal, context: AdmissionContext): Admitted | undefined {
  const [piece] = context.pieces
  if (piece === undefined) return undefined
  const { passage } = piece
  const span = placeOf(quote, passage.text, { start: 0, end: passage.text.length })
  if (span === undefined) return undefined
  const touched = context.pieces.filter(
    ({ span: sentence }) => sentence.start < span.end && span.start < sentence.end
  )
  const property = context.propertyOf(proposal.property)
  if (property === undefined || isGuarded(touched, span, property.id, context)) return undefined
  const place: Place = { text: passage.text, span, mentions: mentionsIn(touched, span), context }
  const subject =
    place.context.subject && isNameOf(proposal.subject, place.context.subject)
      ? place.context.subject
      : referentOf(proposal.subject, place)
  const value = readValue(proposal.value, property, place)
  if (subject === undefined || value === undefined) return undefined
  if (value.kind === 'referent' && value.referent === subject) return undefined
  const qualifiers: { property: string; value: FoundValue }[] = []
  for (const { property: words, value: said } of proposal.qualifiers) {
    const of = context.propertyOf(words)
    const read = of && readValue(said, of, place)
    if (of === undefined || read === undefined) return undefined
    qualifiers.push({ property: of.id, value: read })
  }
  return { passage, span, statement: { subject, property: property.id, value, qualifiers } }
}

interface Place {
  readonly text: string
  readonly span: Span
  readonly mentions: readonly Mention[]
  readonly context: AdmissionContext
}

const mentionsIn = (pieces: readonly ReadPiece[], { start, end }: Span): Mention[] =>
  pieces
    .flatMap(({ analyses }) => analyses.flatMap(({ mentionsAt }) => mentionsAt.flat()))
    .filter(mention => mention.start >= start && mention.end <= end)

/** Where words stand in a stretch of a text, whole; the first place of several. */
function placeOf(words: string, text: string, { start, end }: Span): Span | undefined {
  if (words === '') return undefined
  for (
    let at = text.indexOf(words, start);
    at >= 0 && at + words.length <= end;
    at = text.indexOf(words, at + 1)
  ) {
    const before = text.slice(Math.max(0, at - 1), at) + words[0]!
    const after = words.at(-1)! + text.slice(at + words.length, at + words.length + 1)
    if (!inWord.test(before) && !inWord.test(after)) return { start: at, end: at + words.length }
  }
  return undefined
}

const inWord = /^[\p{L}\p{M}\p{N}]{2}$/u

const bare = (name: string): string => name.replace(/^(?:the|an?) /i, '')

const isNameOf = (words: string, { label, aliases }: Referent): boolean =>
  [label, ...aliases].some(name => bare(name) === bare(words))

/** The one thing that words of the quotation were read to name. */
function referentOf(words: string, { text, span, mentions, context }: Place): Referent | undefined {
  if (placeOf(words, text, span) === undefined) return undefined
  const named = mentions.filter(
    ({ start, end, date, number, demonym, group }) =>
      !date && !number && !demonym && !group && bare(text.slice(start, end)) === bare(words)
  )
  const referents = new Set(named.flatMap(({ referents: all }) => all))
  const [referent] = referents
  // A name that several things bear names none for sure.
  return referents.size === 1 && context.isEntity(referent!) ? referent : undefined
}

const texts = new Set(['string', 'external-id', 'monolingualtext'])

/** The value that words of the quotation are, read as the property's datatype wants it. */
function readValue(words: string, { datatype }: ProposedProperty, place: Place): FoundValue | undefined {
  const { text, span, mentions } = place
  if (datatype === 'wikibase-item') {
    const referent = referentOf(words, place)
    return referent && { kind: 'referent', referent }
  }
  const at = placeOf(words, text, span)
  if (at === undefined) return undefined
  if (texts.has(datatype)) return { kind: 'text', text: words }
  if (datatype === 'url')
    return /^https?:\/\/\S+$/.test(words) && URL.canParse(words) ? { kind: 'text', text: words } : undefined
  const inside = mentions.filter(({ start, end }) => start >= at.start && end <= at.end)
  if (datatype === 'time') {
    const dates = inside.flatMap(({ date }) => date ?? [])
    const [date] = dates
    // What the words make less sure, or stretch over a range, is no date that a model can vouch for.
    if (dates.length !== 1 || !date || date.bound || date.open || (date.until && !date.precision))
      return undefined
    return { kind: 'date', date: date.date, ...(date.precision ? { precision: date.precision } : {}) }
  }
  if (datatype === 'quantity') {
    const numbers = inside.flatMap(({ number }) => number ?? [])
    const [number] = numbers
    if (numbers.length !== 1 || !number || number.ordinal || number.recurring) return undefined
    return number.unitWord !== undefined && number.unit === undefined ? undefined : { kind: 'number', number }
  }
  return undefined
}

/** Whether a rule saw in these words the contrary, or doubt; or would, had it a pattern for them. */
function isGuarded(
  touched: readonly ReadPiece[],
  { start, end }: Span,
  property: string,
  { rules, guards }: AdmissionContext
): boolean {
  const held = touched.flatMap(({ findings }) => findings.filter(({ guarded }) => guarded !== undefined))
  const saysProperty = (id: string): boolean =>
    rules.some(rule => rule.id === id && rule.statements.some(statement => statement.property === property))
  if (held.some(({ rule, span }) => span.start < end && start < span.end && saysProperty(rule))) return true
  return touched.some(({ analyses }) =>
    analyses.some(analysis => isDoubtful(analysis, { start, end }, guards))
  )
}

/** Judged over all of the sentence: a model may leave the doubt out of its quotation. */
function isDoubtful(
  { tokens, quoted, mentionsAt }: Analysis,
  { start, end }: Span,
  guards: Words['guards']
): boolean {
  if (tokens.at(-1)?.text === '?') return true
  const named = mentionsAt.flat()
  return tokens.some(({ word, capital, start: from, end: to }, i) => {
    if (quoted[i] && from < end && start < to) return true
    const kind = guards.get(word) ?? (word.endsWith("n't") ? 'negation' : undefined)
    // Doubt stands before what it is about; a denial may stand behind.
    if (kind === undefined || (from >= end && kind !== 'negation')) return false
    return !(capital && i > 0) && !named.some(({ first, last }) => first <= i && i < last)
  })
}
