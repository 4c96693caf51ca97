import { DateContext, type Document, readDocument, type Span, tokensOf } from '../prose/prose.ts'
import {
  DocumentNames,
  Events,
  type Finding,
  Focus,
  type FoundStatement,
  Lexicon,
  type Referent,
  Runner
} from '../rules/rules.ts'
import { linksOf, namesPrivatePath } from '../vault/vault.ts'
import type { Claim, SourceClaims, Target } from './claim.ts'
import { type CopiedStretches, originOf, StretchWriter } from './copied-stretches.ts'
import { mayListAll } from './counted-list.ts'
import { type NamesOfSource, NameTeacher } from './name-teacher.ts'
import { shownAbstract } from './note-claims.ts'
import type { ProseKnowledge } from './prose-knowledge.ts'
import type { NoteReading } from './read-note.ts'
import { withRunOnLists } from './run-on-lists.ts'
import { isHidden, namesPrivateNote, shownText, Targets, type VaultContext } from './targets.ts'

type Abstract = Required<Pick<NoteReading, 'abstract' | 'abstractAt'>> &
  Pick<NoteReading, 'source' | 'linksMakePages'>

/** A text with its links as a reader sees them. */
interface Written {
  readonly text: string
  readonly stretches: CopiedStretches
  /** What the links lead to: in the text the number is the address. */
  readonly targets: readonly Target[]
  /** Where links to something private stood. */
  readonly hidden: readonly number[]
}

/**
 * Reads the lists in notes' abstracts that hold all there are of something, as a number says that counts them. They
 * contradict what a note states; an abstract states nothing of its own, and teaches nobody else what a name means.
 *
 * It is made of the notes whose abstracts seem to hold such a list, is told what all notes call things, and then reads.
 */
export class AbstractLists {
  readonly #knowledge: ProseKnowledge
  readonly #lexicon: Lexicon
  readonly #abstracts: readonly Abstract[]
  readonly #subjects = new Map<string, NamesOfSource['subject'] | undefined>()
  /** The words of all abstracts: no name without them is in any. */
  readonly #words = new Set<string>()
  /** By what stands before the first space of a name: whether some abstract has its first word. */
  readonly #used = new Map<string, boolean>()
  readonly #names: NameTeacher

  constructor(knowledge: ProseKnowledge, notes: readonly NoteReading[]) {
    this.#knowledge = knowledge
    this.#lexicon = new Lexicon(knowledge.names, knowledge.words)
    this.#names = new NameTeacher(this.#lexicon, name => this.#isUsed(name))
    this.#abstracts = notes.flatMap(({ source, abstract, abstractAt, linksMakePages }) =>
      abstract !== undefined && abstractAt && isWhole(abstract, abstractAt)
        ? { source, abstract, abstractAt, linksMakePages }
        : []
    )
    for (const { source, abstract } of this.#abstracts) {
      this.#subjects.set(source.id, undefined)
      for (const { word } of tokensOf(abstract, { start: 0, end: abstract.length })) this.#words.add(word)
    }
  }

  /** Takes in what a note calls things, and what it links to. */
  learn(note: NamesOfSource): void {
    const { source, subject } = note
    if (this.#subjects.has(source.id)) this.#subjects.set(source.id, subject)
    this.#names.learn(note)
  }

  #isUsed(name: string): boolean {
    const space = name.indexOf(' ')
    const beginning = space > 0 ? name.slice(0, space) : name
    let isUsed = this.#used.get(beginning)
    if (isUsed === undefined) {
      const [first] = tokensOf(beginning, { start: 0, end: beginning.length })
      isUsed = first !== undefined && this.#words.has(first.word)
      this.#used.set(beginning, isUsed)
    }
    return isUsed
  }

  /**
   * The claims of all lists, by the notes whose abstracts hold them; `itemOf` gives the Wikidata item that a note is
   * about, by the id of its source. They are evidence, not for publishing. Of a list that names something private, or
   * something that neither the vault nor the tables know, there is none.
   */
  *read(vault: VaultContext, itemOf: (note: string) => string | undefined): Iterable<SourceClaims> {
    for (const abstract of this.#abstracts) {
      const { source } = abstract
      const subject = this.#subjects.get(source.id)
      if (!subject) continue
      const claims = this.#claimsOf(abstract, subject, vault, itemOf)
      if (claims.length > 0)
        yield { source, subject: { ...subject, names: [], aliases: [], keywords: [], mentions: [] }, claims }
    }
  }

  #claimsOf(
    { source, abstract, abstractAt, linksMakePages }: Abstract,
    subject: NamesOfSource['subject'],
    vault: VaultContext,
    itemOf: (note: string) => string | undefined
  ): Claim[] {
    const { file } = source
    const written = writtenOut(abstract, file, vault, linksMakePages)
    const { text, hidden } = written
    // Other paragraphs are not read: that would take many times as long.
    const blocks = withRunOnLists(readDocument(text, 'markdown').blocks).filter(
      block => 'passage' in block && mayListAll(block.passage.text)
    )
    if (blocks.length === 0) return []
    const referents = new Referents(this.#lexicon, itemOf)
    const about = referents.ofSubject(source.id, subject)
    const names = new DocumentNames(this.#lexicon, this.#knowledge.words, about)
    for (const name of [...subject.names, ...subject.aliases])
      if (/^\p{Lu}/u.test(name)) names.alias(name, about)
    learnLinks(blocks, written.targets, names, referents)
    const runner = new Runner(this.#knowledge.rules, new Events(), {
      lexicon: this.#lexicon,
      words: this.#knowledge.words,
      units: this.#knowledge.units,
      names,
      dates: new DateContext(undefined),
      focus: new Focus(this.#knowledge.words, about),
      subject: about
    })
    const isShown = (quote: string): boolean => {
      if (namesPrivateNote(quote, vault)) return false
      const isWithheld = hidden.length > 0 || namesPrivatePath(abstract) || !vault.index.privateNames.isEmpty
      return !isWithheld || wordsOf(shownAbstract(abstract, file, vault)).includes(wordsOf(quote))
    }
    const claims: Claim[] = []
    for (const { passage, span, findings } of runner.read({ blocks })) {
      const place = passage.origin(span.start, span.end)
      const isHiding = hidden.some(at => place.start <= at && at <= place.end)
      if (isHiding || !mayListAll(passage.text.slice(span.start, span.end))) continue
      for (const finding of findings) {
        const { start, end } = finding.span
        const quote = finding.passage.text.slice(start, end)
        const words = originOf(written.stretches, finding.passage.origin(start, end))
        const listed = claimsOf(finding, { ...originOf(abstractAt, words), quote })
        if (listed.length > 0 && isShown(quote)) claims.push(...listed)
      }
    }
    return claims
  }
}

/** Whether an abstract is as it was read: what no format can write has been taken out of it. */
const isWhole = (abstract: string, abstractAt: CopiedStretches): boolean => {
  const [at, , length] = abstractAt.at(-1) ?? [0, 0, 0]
  return at + length === abstract.length
}

/** The letters and digits of a text, for finding one in another whatever marks stand between. */
const wordsOf = (text: string): string => ` ${(text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `

/** Writes links out: `[[a/WD~Norway,20]]` → `[[0|Norway]]`. */
function writtenOut(abstract: string, file: string, vault: VaultContext, linksMakePages: boolean): Written {
  const resolver = new Targets(file, vault, () => undefined, linksMakePages)
  const writer = new StretchWriter(abstract)
  const targets: Target[] = []
  const hidden: number[] = []
  let at = 0
  for (const link of linksOf(abstract)) {
    const source = abstract.slice(link.start, link.end)
    if (link.start < at || source === link.address) continue
    writer.copy(at, link.start)
    at = link.end
    if (isHidden(link, file, vault)) hidden.push(writer.length)
    const words = shownText(source, file, vault)
    const target = words === '' || /[[\]|\n]/.test(words) ? undefined : resolver.of(link, 0)
    writer.put(target ? `[[${targets.push(target) - 1}|${words}]]` : words)
  }
  writer.copy(at, abstract.length)
  const { text, stretches } = writer.finish()
  return { text, stretches, targets, hidden }
}

/** Teaches an abstract's names what its own links say. */
function learnLinks(
  blocks: Document['blocks'],
  targets: readonly Target[],
  names: DocumentNames,
  referents: Referents
): void {
  for (const block of blocks) {
    if (!('passage' in block)) continue
    for (const { start, end, address } of block.passage.links) {
      const words = block.passage.text.slice(start, end).trim()
      const target = targets[/^\d+$/.test(address) ? Number(address) : -1]
      const referent = target && /^\p{Lu}/u.test(words) ? referents.ofTarget(target, words) : undefined
      if (referent) names.alias(words, referent)
    }
  }
}

/** What the links of one abstract lead to, each thing once; the lexicon stays as it is. */
class Referents {
  readonly #lexicon: Lexicon
  readonly #itemOf: (note: string) => string | undefined
  readonly #known = new Map<string, Referent>()

  constructor(lexicon: Lexicon, itemOf: (note: string) => string | undefined) {
    this.#lexicon = lexicon
    this.#itemOf = itemOf
  }

  ofSubject(note: string, { qid, names, aliases }: NamesOfSource['subject']): Referent {
    const [label = note, ...others] = names
    const naming = { label, aliases: [...others, ...aliases] }
    return qid === undefined ? { ...naming, note, classes: [] } : this.#ofItem(qid, naming)
  }

  ofTarget(target: Target, words: string): Referent | undefined {
    const naming = { label: words, aliases: [] }
    if (target.kind === 'item') return target.qid === undefined ? undefined : this.#ofItem(target.qid, naming)
    if (target.kind !== 'note') return undefined
    // Of a note that says of no item its name says most: Norway is the country, whatever its note leaves out.
    const qid = this.#itemOf(target.id)
    return qid === undefined ? undefined : this.#ofItem(qid, naming)
  }

  #ofItem(qid: string, naming: Pick<Referent, 'label' | 'aliases'>): Referent {
    const known = this.#lexicon.ofItem(qid) ?? this.#known.get(qid) ?? { ...naming, qid, classes: [] }
    this.#known.set(qid, known)
    return known
  }
}

/** The claims of the lists that a finding holds; of one with something in it that nobody knows there are none. */
function claimsOf({ rule, methods, statements }: Finding, place: Span & { readonly quote: string }): Claim[] {
  const listed = statements
    .filter(({ closed }) => closed)
    .map(statement => ({ property: statement.property, claim: claimOf(statement) }))
  const unknown = new Set(listed.flatMap(({ property, claim }) => (claim ? [] : property)))
  const method = methods.length === 0 ? {} : { method: methods.join('; ') }
  const evidence = { kind: 'text', ...place, rule, ...method } as const
  return listed.flatMap(({ property, claim }) =>
    claim && !unknown.has(property) ? { ...claim, evidence, closed: true, keyBy: 'rule' } : []
  )
}

function claimOf({
  subject,
  property,
  value
}: FoundStatement): Pick<Claim, 'subject' | 'property' | 'value' | 'qualifiers'> | undefined {
  if (value.kind !== 'referent') return undefined
  const [about, target] = [targetOf(subject), targetOf(value.referent)]
  if (!about || !target) return undefined
  const words = { kind: 'link', text: value.referent.label, target } as const
  return { subject: about, property, value: words, qualifiers: [] }
}

function targetOf({ label, qid, note }: Referent): Target | undefined {
  if (qid !== undefined) return { kind: 'item', label, qid }
  return note === undefined ? undefined : { kind: 'note', id: note }
}
