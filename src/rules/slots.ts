import type { DateMention, NumberMention } from '../prose/prose.ts'
import { enumeration } from './groups.ts'
import type { Referent } from './lexicon.ts'
import { type Analysis, isOfClass, type Mention } from './mention.ts'
import { isAcronym } from './name-shapes.ts'
import type { Slot } from './pattern.ts'
import type { Words } from './words.ts'

/** What a slot took: the words, and what they mean where that is known. */
export interface Filled {
  readonly first: number
  readonly last: number
  readonly referents: readonly Referent[]
  readonly date?: DateMention
  readonly number?: NumberMention
  /** The words of a phrase. */
  readonly text?: string
  readonly mention?: Mention
  /** Several names that the text enumerates. */
  readonly group?: true
  /** Set where the sentence does not say it: how it was understood. */
  readonly implied?: string
}

/** What the words of one sentence leave to the document around it. */
export interface Surroundings {
  readonly words: Words
  /** The members of a group that the text does not list where it stands. */
  membersOf(mention: Mention): readonly Referent[]
  /** The class that the words of a kind name, `military alliance`. */
  kindOf(text: string): Referent | undefined
  /** What the document is about. */
  readonly subject: Referent | undefined
}

/** The slots of a match, by name. */
export type Slots = ReadonlyMap<string, Filled>

/** Finds what of a sentence may fill a slot, at a token. */
export class SlotFiller {
  readonly #analysis: Analysis
  readonly #around: Surroundings
  /** By what a slot takes, and the token: slots of many rules ask for the same. */
  readonly #ways = new Map<string, Filled[][]>()

  constructor(analysis: Analysis, around: Surroundings) {
    this.#analysis = analysis
    this.#around = around
  }

  /** Every way of filling a slot with what begins at a token, the longest first. */
  fill(slot: Slot, at: number): readonly Filled[] {
    let ways = this.#ways.get(slot.takes)
    if (!ways) {
      ways = []
      this.#ways.set(slot.takes, ways)
    }
    ways[at] ??= [...this.#fillings(slot, at)]
    return ways[at]
  }

  /** Forgets what was found: members that were learnt since may fill a slot. */
  forget(): void {
    this.#ways.clear()
  }

  *#fillings(slot: Slot, at: number): Iterable<Filled> {
    const { type, many } = slot
    if (type === 'phrase' || type === 'words') {
      yield* this.#phrases(at, type, many)
      return
    }
    if (type === 'acronym') {
      const token = this.#analysis.tokens[at]
      if (token && isAcronym(token.text)) yield { first: at, last: at + 1, referents: [], text: token.text }
      return
    }
    if (type === 'its') {
      const owner = this.#owner(at)
      if (owner)
        yield {
          first: at,
          last: at + 1,
          referents: [owner],
          implied: `"${this.#analysis.tokens[at]!.word}" read as of ${owner.label}`
        }
      return
    }
    if (type === 'kind') {
      for (const phrase of this.#phrases(at, 'phrase', false)) {
        const referent = this.#around.kindOf(phrase.text!)
        if (referent) yield { ...phrase, referents: [referent] }
      }
      return
    }
    const mentions = this.#analysis.mentionsAt[at]
    if (!mentions || mentions.length === 0) return
    if (many) {
      const list = this.#list(at, type)
      if (list) yield list
    }
    for (const mention of mentions) {
      if (slot.list && !mention.group) continue
      const filled = this.#take(mention, type, many)
      if (filled) yield filled
    }
  }

  /** Whose `its members` are: what the sentence speaks of first, else what the one before did. */
  #owner(at: number): Referent | undefined {
    const { tokens, mentions, topic } = this.#analysis
    if (tokens[at]?.word !== 'its') return undefined
    const named = mentions.find(
      ({ first, demonym, date, number }) => first < Math.min(at, 8) && !demonym && !date && !number
    )
    const owner = named ? named.referents.length === 1 && named.referents[0] : topic
    return owner && isOfClass(owner, 'organization') ? owner : undefined
  }

  #list(at: number, type: string): Filled | undefined {
    const kind = listKind(type)
    if (kind === undefined) return undefined
    const list = enumeration(
      this.#analysis.tokens,
      index => this.#analysis.mentionsAt[index] ?? [],
      at,
      referent => fits(referent, kind)
    )
    return list && { first: at, last: list.last, referents: list.referents, group: true }
  }

  #take(mention: Mention, type: string, many: boolean): Filled | undefined {
    const { first, last, date, number, group } = mention
    const { text, tokens } = this.#analysis
    const filled = {
      first,
      last,
      referents: [],
      mention,
      text: text.slice(tokens[first]!.start, tokens[last - 1]!.end)
    }
    if (type === 'date') return date ? { ...filled, date } : undefined
    if (type === 'number')
      return number && !number.unit && !number.ordinal ? { ...filled, number } : undefined
    if (type === 'area' || type === 'length')
      return number && units[type].has(number.unit ?? '') ? { ...filled, number } : undefined
    if (type === 'quantity') return number && !number.ordinal ? { ...filled, number } : undefined
    if (type === 'duration') return number?.unitWord !== undefined ? { ...filled, number } : undefined
    if (date || number) return undefined
    if (group) {
      if (!many) return undefined
      const referents = mention.referents.length > 0 ? mention.referents : this.#around.membersOf(mention)
      return referents.length > 0 &&
        referents.every(referent => isOfClass(referent, type === 'member' ? 'country' : type))
        ? { ...filled, referents, group: true }
        : undefined
    }
    if (mention.demonym) return type === 'demonym' ? { ...filled, referents: mention.referents } : undefined
    if (type === 'demonym') return undefined
    const referents =
      type === 'subject'
        ? mention.referents.filter(referent => referent === this.#around.subject)
        : mention.referents.filter(referent => fits(referent, type))
    return referents.length > 0 ? { ...filled, referents } : undefined
  }

  /** A run of words without a mark or a verb of its own; `many`: several, with commas and `and` between them. */
  *#phrases(at: number, type: 'phrase' | 'words', many: boolean): Iterable<Filled> {
    const { tokens, text, parentheses } = this.#analysis
    const token = tokens[at]
    if (!token || token.kind === 'mark' || /^(?:and|or|of|for|to|as)$/.test(token.word)) return
    const { clauseOf } = this.#analysis
    const { stops } = this.#around.words
    const most = Math.min(tokens.length, at + (many ? 60 : type === 'words' ? 20 : 8))
    // Where it may end: before a mark or a small word; the longest is tried first.
    const ends: number[] = []
    for (let i = at; i < most; i++) {
      const { kind, word } = tokens[i]!
      if (i > at && (parentheses.has(i) || clauseOf[i] !== clauseOf[at])) break
      if (kind === 'mark' && !(many && word === ',') && word !== "'s" && !/^[-&/]$/.test(word)) break
      if (type === 'phrase' && stops.has(word)) break
      const next = tokens[i + 1]
      const isEnd =
        next === undefined ||
        i + 1 === most ||
        next.kind === 'mark' ||
        small.has(next.word) ||
        stops.has(next.word) ||
        clauseOf[i + 1] !== clauseOf[at]
      if (isEnd && kind !== 'mark' && !small.has(word)) ends.push(i + 1)
    }
    for (const last of ends.reverse())
      yield { first: at, last, referents: [], text: text.slice(tokens[at]!.start, tokens[last - 1]!.end) }
  }
}

// Words that a phrase may hold and not end with.
const small = new Set(['and', 'or', 'of', 'the', 'a', 'an', 'in', 'for', 'to', 'as'])

// Units by what they measure: km², ha, square mile; km, m, mile, foot.
const units: Readonly<Record<'area' | 'length', ReadonlySet<string>>> = {
  area: new Set(['Q712226', 'Q35852', 'Q232291']),
  length: new Set(['Q828224', 'Q11573', 'Q253276', 'Q3710'])
}

const listKind = (type: string): string | undefined =>
  /^(?:date|number|quantity|duration|phrase|words|kind|demonym|subject|area|length|acronym|its)$/.test(type)
    ? undefined
    : type

/** Whether something may fill a slot of a type; of what is only a name, two words may be a person. */
function fits(referent: Referent, type: string): boolean {
  if (type === 'entity' || isOfClass(referent, type)) return true
  const [kind] = referent.classes
  const unknown = kind === undefined || kind === 'name'
  if (type === 'name') return true
  if (type === 'unknown') return kind === 'name'
  if (type === 'person') return unknown && /^\p{Lu}\S+(?: \S+)+$/u.test(referent.label)
  // What the vault has without a class may be what the slot wants, but not a country or a person.
  return (
    unknown &&
    referent.classes.length === 0 &&
    /^(?:place|city|region|organization|event|agreement|feature|building)$/.test(type)
  )
}
