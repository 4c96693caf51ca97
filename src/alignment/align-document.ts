import { type Claim, isOfProse, type SourceClaims, type Words } from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import type { AlignmentContext } from './align.ts'
import type { Property } from './catalogue.ts'
import type { Entities } from './entities.ts'
import { datatypeName, readWords, wordsText } from './read-words.ts'
import type { Reference, Snak, Statement } from './statement.ts'
import { tagReadings } from './tag-readings.ts'
import type { ReadValue } from './values.ts'

/** What the alignment of prose needs besides the claims. */
export interface ProseContext extends Pick<AlignmentContext, 'catalogue' | 'languages' | 'language'> {
  readonly entities: Entities
  readonly report: Report
  /** The entity the source is about; undefined for a document about none. */
  readonly own: string | undefined
  /** The line, counted from 1, of an offset into the source's text. */
  readonly lineOf?: (offset: number) => number
}

/**
 * The statements that rules read from one source, by the IRI of what they are about. A value that does not fit
 * its property's datatype is reported and left out: a qualifier alone, or with the main value the statement.
 * Throws an Error for a property that the catalogue does not have, since rules are written against it.
 */
export function alignProse(sourceClaims: SourceClaims, context: ProseContext): Map<string, Statement[]> {
  const { source } = sourceClaims
  const reader = new ProseReader(sourceClaims, context)
  const bySubject = new Map<string, Read[]>()
  for (const claim of sourceClaims.claims) {
    if (!isOfProse(claim)) continue
    const read = reader.read(claim)
    if (!read) continue
    const told = bySubject.get(read.subject)
    if (told) told.push(read)
    else bySubject.set(read.subject, [read])
  }
  const aligned = new Map<string, Statement[]>()
  for (const [subject, readings] of bySubject) {
    const statements = withLanguages(subject, readings, context).map(
      ({ claim, property, value, method, qualifiers, bears }): Statement => ({
        subject,
        property,
        value,
        qualifiers,
        references: [{ ...referenceOf(claim, source, method), ...(bears ? { bears } : {}) }],
        ...(claim.keyBy === 'model' ? { proposed: true as const } : {})
      })
    )
    aligned.set(subject, statements)
  }
  return aligned
}

/** A claim with everything in it read. */
interface Read extends ReadValue {
  readonly claim: Claim
  readonly subject: string
  readonly property: Property
  readonly qualifiers: readonly Snak[]
  readonly bears?: NonNullable<Reference['bears']>
}

/** Reads the claims of one source, and reports what cannot be read, each thing once. */
class ProseReader {
  readonly #source: SourceClaims['source']
  readonly #context: ProseContext
  readonly #told = new Set<string>()

  constructor({ source }: SourceClaims, context: ProseContext) {
    this.#source = source
    this.#context = context
  }

  read(claim: Claim): Read | undefined {
    const subject = this.#subjectOf(claim)
    const main = this.#snak(claim, claim.property, claim.value)
    if (subject === undefined || !main) return undefined
    const qualifiers = claim.qualifiers.flatMap(
      ({ property, value }) => this.#snak(claim, property, value) ?? []
    )
    const bears = this.#bearing(claim)
    return { ...main, claim, subject, qualifiers, ...(bears ? { bears } : {}) }
  }

  #bearing({ bears }: Claim): Reference['bears'] {
    if (bears === undefined) return undefined
    const value = this.#context.entities.ofTarget(bears.value)
    return value === undefined ? undefined : { ...bears, value }
  }

  #subjectOf(claim: Claim): string | undefined {
    const { entities, own } = this.#context
    const subject = claim.subject ? entities.ofTarget(claim.subject) : own
    if (subject === undefined)
      this.#tell(
        claim,
        'subject-unknown',
        claim.subject
          ? 'what the words are about is no entity of the vault'
          : 'nothing says what the document is about',
        claim.subject
          ? 'write a note about it; nothing is published of it until then'
          : 'write the Wikidata item under about, among its settings'
      )
    return subject
  }

  #snak(claim: Claim, id: string, words: Words): (Snak & ReadValue) | undefined {
    const property = this.#context.catalogue.get(id)
    if (!property)
      throw new Error(`${nameOfRule(claim)} gives property ${id}, and the catalogue has none of this id`)
    const { entities, catalogue } = this.#context
    const read = readWords(words, property.datatype, entities, catalogue)
    if (read) return { ...read, property }
    // Of a source whose text must not be shown not even a report says the words.
    const shown = this.#source.text === 'none' ? '' : `, not: ${wordsText(words)}`
    this.#tell(
      claim,
      'value-unfit',
      `${nameOfRule(claim)} reads here ${property.label} (${id}), whose values are ${datatypeName(property.datatype)}${shown}`,
      'look at the words, and at the rule; it is left out until then'
    )
    return undefined
  }

  #tell({ evidence }: Claim, code: string, message: string, remedy: string): void {
    const { report, lineOf } = this.#context
    const line = evidence.kind === 'field' ? evidence.line : lineOf?.(evidence.start)
    const key = `${code} ${line} ${message}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    const { file } = this.#source
    report({ severity: 'warning', code, file, ...(line === undefined ? {} : { line }), message, remedy })
  }
}

const nameOfRule = ({ evidence, keyBy }: Claim): string =>
  evidence.kind === 'text' && evidence.rule !== undefined ? `the rule ${evidence.rule}` : `a ${keyBy}`

/**
 * Texts with their languages: those the claims give stay and teach the same text elsewhere; the rest are told
 * by what the source says of the subject, as in notes.
 */
function withLanguages(
  subject: string,
  readings: readonly Read[],
  { entities, language, languages }: ProseContext
): Read[] {
  const isOpen = ({ value }: Read): boolean => value.type === 'monolingual' && value.language === 'und'
  if (!readings.some(isOpen)) return [...readings]
  const known = new Map<string, string>()
  for (const { value } of readings)
    if (value.type === 'monolingual' && value.language !== 'und') known.set(value.text, value.language)
  const tagged = tagReadings(
    readings.filter(({ value }) => value.type !== 'monolingual' || value.language === 'und'),
    {
      own: { label: entities.labelOf(subject), language },
      translations: known,
      tables: languages,
      labelOf: iri => entities.labelOf(iri)
    }
  )
  const given = readings.filter(({ value }) => value.type === 'monolingual' && value.language !== 'und')
  return [...tagged, ...given]
}

/** Where a claim of a source stands; `read` is how its value was understood. */
export function referenceOf(
  { evidence, closed, current }: Claim,
  source: SourceClaims['source'],
  read?: string
): Reference {
  if (evidence.kind === 'field')
    return { source: source.id, evidence, ...(read === undefined ? {} : { method: read }) }
  const { kind, start, end, quote, rule, method: said } = evidence
  const method = [said, read].filter(part => part !== undefined).join('; ')
  return {
    source: source.id,
    // In this order, whatever order the rule made it in: IRIs are made of it.
    evidence: { kind, start, end, ...(quote === undefined ? {} : { quote }) },
    ...(rule === undefined ? {} : { rules: [rule] }),
    ...(method === '' ? {} : { method }),
    ...(source.language === undefined || quote === undefined ? {} : { language: source.language }),
    ...(closed ? { closed } : {}),
    ...(current ? { current } : {})
  }
}
