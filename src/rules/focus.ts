import type { Token } from '../prose/prose.ts'
import type { Referent } from './lexicon.ts'
import { type Analysis, isOfClass, type Mention } from './mention.ts'
import type { Words } from './words.ts'

// Pronouns do not reach back farther.
const mostRecent = 24

const pronouns = new Set(['it', 'he', 'she', 'they'])

type Anaphor = Pick<Mention, 'first' | 'last' | 'referents' | 'method' | 'group'>

/** Keeps what the text spoke of last, so that `it`, `the organization` and `this force` can be understood. */
export class Focus {
  readonly #words: Words
  readonly #subject: Referent | undefined
  /** What was spoken of, the last first. */
  #recent: Referent[] = []
  /** The event last told of, by its class and the words its label begins with: a later part may come back to it. */
  readonly #events = new Map<string, Referent>()
  /** What the sentence before began with. */
  #topic: Referent | undefined
  /** The things that the sentence before listed. */
  #group: readonly Referent[] | undefined

  constructor(words: Words, subject: Referent | undefined) {
    this.#words = words
    this.#subject = subject
  }

  /** What was last spoken of as a kind of thing. */
  last(kind: string): Referent | undefined {
    return this.#recent.find(referent => isOfClass(referent, kind))
  }

  /** Takes in something that a rule made of a sentence. */
  speakOf(referent: Referent): void {
    this.#recent = [referent, ...this.#recent.filter(other => other !== referent)].slice(0, mostRecent)
    const { label, classes } = referent
    for (let at = label.indexOf(' '); at >= 0; at = label.indexOf(' ', at + 1))
      for (const kind of classes) this.#events.set(`${kind} ${label.slice(0, at)}`, referent)
  }

  /** What the sentence before began with. */
  get topic(): Referent | undefined {
    return this.#topic
  }

  /** A new paragraph or section: pronouns do not reach over it. */
  paragraph(): void {
    this.#topic = undefined
    this.#group = undefined
    this.#recent = this.#recent.slice(0, 16)
  }

  /** What words of a sentence refer back to. */
  anaphors(tokens: readonly Token[], mentions: readonly Mention[]): Anaphor[] {
    const found: Anaphor[] = []
    const begun = new Set(mentions.map(({ first }) => first))
    const put = (first: number, last: number, words: string, referent: Referent | undefined): void => {
      if (referent)
        found.push({ first, last, referents: [referent], method: `"${words}" read as ${referent.label}` })
    }
    for (const [i, { word }] of tokens.entries()) {
      if (begun.has(i)) continue
      if (i < 2 && word === 'they' && this.#group)
        found.push({
          first: i,
          last: i + 1,
          referents: this.#group,
          group: true,
          method: `"${word}" read as those listed before`
        })
      else if (i < 2 && pronouns.has(word)) put(i, i + 1, word, this.#pronoun(word))
      else if (word === 'the' || word === 'this' || word === 'that') {
        const noun = tokens[i + 1]
        // "the CSTO mission": what was told of it before.
        const owner = noun?.capital
          ? mentions.find(({ first, demonym }) => first === i + 1 && !demonym)
          : undefined
        const named = owner && tokens[owner.last]
        const kind = named && this.#words.meant.get(named.word)
        if (named && kind !== undefined && owner.referents.length === 1 && !begun.has(owner.last)) {
          const [{ label, short = label }] = owner.referents as [Referent]
          const told = this.#events.get(`${kind} ${short}`)
          put(i, owner.last + 1, `${word} ${short} ${named.text}`, told)
        }
        // "the force" alone; "the Russian force" or "the force field" are others.
        if (!noun || noun.capital || begun.has(i + 1)) continue
        const next = tokens[i + 2]
        if (next && (next.capital || next.word === 'of')) continue
        put(i, i + 2, `${word} ${noun.text}`, this.#definite(noun.word))
      }
    }
    return found
  }

  /** What a pronoun is that a sentence begins with: what the one before began with; a person may be farther back. */
  #pronoun(word: string): Referent | undefined {
    const topicIf = (isMeant: (topic: Referent) => boolean): Referent | undefined =>
      this.#topic && isMeant(this.#topic) ? this.#topic : undefined
    if (word === 'it') return topicIf(topic => !isOfClass(topic, 'person'))
    if (word === 'they')
      return topicIf(topic => isOfClass(topic, 'force') || isOfClass(topic, 'organization'))
    return topicIf(topic => isOfClass(topic, 'person')) ?? this.last('person')
  }

  /** What `the {noun}` is: what was last spoken of as such, or the document's own subject. */
  #definite(noun: string): Referent | undefined {
    const kind = noun === 'country' ? 'country' : (this.#words.heads.get(noun) ?? this.#words.meant.get(noun))
    if (kind === undefined || kind === 'work') return undefined
    const named = (r: Referent): boolean => r.label.toLowerCase().endsWith(noun)
    const recent = this.#recent.find(r => isOfClass(r, kind) && (named(r) || r.classes[0] === kind))
    const isOwn = this.#subject && (isOfClass(this.#subject, kind) || named(this.#subject))
    const own = isOwn ? this.#subject : undefined
    // What the document is about is meant before others of its kind.
    if (own && (recent === undefined || kind === 'organization' || named(own))) return own
    return recent
  }

  /** Takes in a sentence that was read. */
  move({ mentionsAt, mentions, tokens }: Analysis): void {
    let topic: Referent | undefined
    const spoken: Referent[] = []
    this.#group = mentions.find(({ group, referents }) => group && referents.length > 1)?.referents
    for (const { referents, demonym, group, first } of mentions) {
      if (referents.length !== 1 || demonym || group) continue
      const [referent] = referents
      if (first < 8) topic ??= referent
      spoken.push(referent!)
    }
    // "This force is called …": what it is called is what is spoken of.
    const called = tokens.findIndex(({ word }) => word === 'called' || word === 'named')
    const name =
      called < 0
        ? undefined
        : mentionsAt
            .slice(called, called + 3)
            .flat()
            .find(({ referents }) => referents.length === 1)?.referents[0]
    topic = name ?? topic
    if (topic) this.#topic = topic
    this.#recent = [...new Set([...spoken.reverse(), ...this.#recent])].slice(0, mostRecent)
  }
}
