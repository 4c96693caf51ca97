import { Names, type Token, tokensOf } from '../prose/prose.ts'
import { isMinted, type Lexicon, type Referent } from './lexicon.ts'
import { capitalsEnd, headedName, roleEnd, textOf } from './name-shapes.ts'
import { Spellings } from './spellings.ts'
import type { Words } from './words.ts'

const mostBearers = 100
const mostAliases = 100

/** A name found in a sentence: its tokens, and what it may name. */
export interface FoundName {
  readonly first: number
  readonly last: number
  readonly referents: readonly Referent[]
  readonly demonym?: true
}

/** A referent that only the document tells of; what it is known to be grows as the document is read. */
interface Minted extends Referent {
  classes: readonly string[]
  aliases: string[]
  /** The aliases, to look one up. */
  called?: Set<string>
  short?: string
  /** What it belongs to, by whose name it is also called: the organization of an organ. */
  owner?: Referent
}

/**
 * Finds names in sentences: those the lexicon has, and what capital letters make a name. What one document calls
 * something (`Collective Security Council (CSC)`, `Pashinyan`) holds for the rest of it.
 */
export class DocumentNames {
  readonly #lexicon: Lexicon
  readonly #words: Words
  readonly #own = new Names<Referent>()
  readonly #minted = new Map<string, Minted>()
  readonly #people = new Spellings<Referent>()
  /** What bears a name of the document's own. */
  readonly #bearers = new Map<string, Set<Referent>>()
  /** The document's own subject, whose organs need not say whose they are. */
  readonly #subject: Referent | undefined
  /** The text that the tokens at hand are of. */
  #text = ''

  constructor(lexicon: Lexicon, words: Words, subject: Referent | undefined) {
    this.#lexicon = lexicon
    this.#words = words
    this.#subject = subject
  }

  /** Names an alias of the document's own for something. */
  alias(name: string, referent: Referent): void {
    this.#name(name, referent)
    const minted = referent as Minted
    if (!isMinted(referent) || minted.label === name) return
    minted.called ??= new Set(minted.aliases)
    if (minted.called.size < mostAliases && minted.called.size < minted.called.add(name).size)
      minted.aliases.push(name)
    if (/^\p{Lu}[\p{Lu}\p{N}]+$/u.test(name)) minted.short ??= name
  }

  /** A name that very many things bear tells none of them from the others. */
  #name(name: string, referent: Referent): void {
    const bearers = this.#bearers.get(name)
    if (bearers === undefined) this.#bearers.set(name, new Set([referent]))
    else if (bearers.size >= mostBearers || bearers.has(referent)) return
    else bearers.add(referent)
    this.#own.add(name, referent)
  }

  /** An entity that only this document tells of. */
  mint(name: string, kind: string, owner?: Referent): Referent {
    // A name of three words and more stands by itself: "CSTO Collective Security Council" is the council.
    const prefix = owner === undefined ? '' : `${owner.short ?? owner.label} `
    const bare = owner && name.startsWith(prefix) ? name.slice(prefix.length) : name
    const label = /^\p{Lu}/u.test(bare) && bare.split(' ').length >= 3 ? bare : name
    const key = `${kind} ${label}`
    const known = this.#minted.get(key) ?? this.#ownNamed(label, kind)
    if (known) return known
    const minted: Minted = {
      label,
      classes: this.#lexicon.kindsOf(kind),
      aliases: [],
      ...(owner === undefined ? {} : { owner })
    }
    if (kind === 'organ' || kind === 'force' || kind === 'agreement')
      this.#aliasByOwner(minted, owner ?? this.#subject)
    this.#minted.set(key, minted)
    if (kind === 'person') this.#people.add(label, minted)
    if (/\p{Lu}/u.test(label)) this.#name(label, minted)
    return minted
  }

  /** What the document already calls by this name, of this kind. */
  #ownNamed(label: string, kind: string): Referent | undefined {
    const tokens = tokensOf(label, { start: 0, end: label.length })
    const [found] = this.#own.at(tokens, 0)
    return found?.end === tokens.length ? found.values.find(({ classes }) => classes[0] === kind) : undefined
  }

  /** `Joint Staff` is also called `CSTO Joint Staff`, and the other way round. */
  #aliasByOwner(minted: Minted, owner: Referent | undefined): void {
    if (owner === undefined || !owner.classes.includes('organization')) return
    minted.owner = owner
    const short = owner.short ?? owner.label
    const bare = minted.label.startsWith(`${short} `) ? minted.label.slice(short.length + 1) : minted.label
    if (bare !== minted.label) {
      if (/^\p{Lu}/u.test(bare)) this.alias(bare, minted)
    } else if (/^\p{Lu}/u.test(bare) && bare.includes(' ')) this.alias(`${short} ${bare}`, minted)
  }

  /** The names of a sentence, by its tokens in a text, from left to right, none inside another. */
  find(text: string, tokens: readonly Token[]): FoundName[] {
    this.#text = text
    const found: FoundName[] = []
    for (let i = 0; i < tokens.length; ) {
      const role = tokens[i]!.capital ? roleEnd(tokens, i, this.#words) : i
      const name = this.#at(tokens, i)
      if (name === undefined) i = Math.max(i + 1, role)
      else {
        found.push(...name)
        i = Math.max(i + 1, name.at(-1)!.last)
      }
    }
    return found
  }

  #at(tokens: readonly Token[], i: number): FoundName[] | undefined {
    const token = tokens[i]!
    if (token.kind !== 'word' || token.hyphened) return undefined
    const part = this.#partOf(tokens, i)
    if (part) return [part]
    const known = this.#known(tokens, i)
    if (!token.capital) return known ?? this.#ofSubject(tokens, i)
    const end = capitalsEnd(tokens, i, this.#words)
    const headed = headedName(tokens, i, end, known, this.#words)
    // A known name is one unless a longer name with a head word of its own covers it: "Warsaw" and "Warsaw Pact".
    const next = tokens[known?.[0]?.last ?? i]
    if (
      headed !== undefined &&
      (known === undefined || (headed.last > known[0]!.last && !/^(?:and|in|on)$/.test(next!.word)))
    )
      return [
        this.#one(
          i,
          headed.last,
          headed.label ?? textOf(this.#text, tokens, i, headed.last),
          headed.kind,
          headed.owner
        )
      ]
    if (known !== undefined) return known
    const demonym = this.#lexicon.demonyms.at(tokens, i)[0]
    if (demonym) {
      const adjective: FoundName = { first: i, last: demonym.end, referents: demonym.values, demonym: true }
      // "Russian" is usually the adjective; where a language is wanted, it is one.
      const languages =
        this.#lexicon.names
          .at(tokens, i)
          .find(({ end: last }) => last === demonym.end)
          ?.values.filter(isLanguage) ?? []
      return languages.length > 0
        ? [{ first: i, last: demonym.end, referents: languages }, adjective]
        : [adjective]
    }
    if (roleEnd(tokens, i, this.#words) > i) return undefined
    return this.#unknown(tokens, i, end)
  }

  /** `a peacekeeping force`: a common name without an owner is of what the document is about. */
  #ofSubject(tokens: readonly Token[], i: number): FoundName[] | undefined {
    const owner = this.#subject
    if (!this.#words.commonHeads.has(tokens[i]!.word) || !owner?.classes.includes('organization'))
      return undefined
    const before = tokens[i - 1]?.word === 'special' ? tokens[i - 2]?.word : tokens[i - 1]?.word
    if (!/^(?:a|the|its|this|own)$/.test(before ?? '')) return undefined
    for (let length = 3; length >= 2; length--) {
      const words = tokens.slice(i, i + length)
      const kind = this.#words.common.get(words.map(({ word }) => word).join(' '))
      if (kind !== 'force' || words.length < length) continue
      const label = `${owner.short ?? owner.label} ${words.map(({ word }) => word).join(' ')}`
      return [this.#one(i, i + length, label, kind, owner)]
    }
    return undefined
  }

  /** `southern Kyrgyzstan`, `Northern Asia`: a part of a place is another place. */
  #partOf(tokens: readonly Token[], i: number): FoundName | undefined {
    if (!this.#words.directions.has(tokens[i]!.word)) return undefined
    const capitals = [
      { ...tokens[i]!, capital: true, text: tokens[i]!.word.replace(/^./, c => c.toUpperCase()) },
      ...tokens.slice(i + 1, i + 8)
    ]
    const [whole] = this.#lexicon.names.at(capitals, 0)
    if (whole && whole.end > 1) return { first: i, last: i + whole.end, referents: whole.values }
    const [place] = this.#lexicon.names.at(tokens, i + 1)
    const named = place?.values.find(({ classes }) => classes.includes('place'))
    if (place === undefined || named === undefined) return undefined
    return this.#one(i, place.end, textOf(this.#text, tokens, i, place.end), 'region')
  }

  #known(tokens: readonly Token[], i: number): FoundName[] | undefined {
    const own = this.#own.at(tokens, i)[0]
    const [known] = this.#lexicon.names.at(tokens, i)
    const best = own && (!known || own.end >= known.end) ? own : known
    if (best === undefined) return undefined
    // "Don't": a name that an apostrophe goes on from is none; a word in capitals that starts a sentence may be none.
    const demonym = this.#lexicon.demonyms.at(tokens, i)[0]
    if (
      demonym &&
      (demonym.end > best.end ||
        (demonym.end === best.end &&
          best.values.every(value => value.classes.length === 0 || isLanguage(value))))
    )
      return undefined
    return [{ first: i, last: best.end, referents: best.values }]
  }

  #one(first: number, last: number, label: string, kind: string, owner?: Referent): FoundName {
    return { first, last, referents: [this.mint(label, kind, owner)] }
  }

  /** Capitalised words that nothing else explains. */
  #unknown(tokens: readonly Token[], first: number, end: number): FoundName[] | undefined {
    const { plain, titles } = this.#words
    const isRole = (at: number): boolean => roleEnd(tokens, at, this.#words) > at
    if (plain.has(tokens[first]!.word) || titles.has(tokens[first]!.word)) return undefined
    let last = first
    for (let i = first; i < end; i++) {
      const token = tokens[i]!
      if (token.hyphened && token.capital) {
        last = i + 1
        continue
      }
      // "Tsardom of Muscovy": a name of a name.
      if (token.word === 'of' && i === last && tokens[i + 1]?.capital && !isRole(i + 1) && i > first) continue
      if (!token.capital) {
        if (!/^(?:de|la|le|von|van|der|den|bin|ibn|al|el|da|dos|di|du|des)$/.test(token.word)) break
        continue
      }
      const known = i > first ? this.#known(tokens, i) : undefined
      // A known last name behind another first name: the same person misspelled, or a relative.
      const isLastName =
        known?.length === 1 &&
        known[0]!.last === i + 1 &&
        known[0]!.referents.some(r => r.classes.includes('person'))
      if (i > first && (plain.has(token.word) || isRole(i) || (known && !isLastName))) break
      last = i + 1
    }
    if (last === first) return undefined
    const label = textOf(this.#text, tokens, first, last)
    return [{ first, last, referents: [this.#spelled(label) ?? this.mint(label, 'name')] }]
  }

  /** A person known by another spelling of the name. */
  #spelled(label: string): Referent | undefined {
    const known = this.#people.like(label)
    if (known) this.alias(label, known)
    return known
  }

  /** Says that a name is a person's; the last word of it then names the person too, unless it names another. */
  person(referent: Referent): Referent {
    const minted = referent as Minted
    if (isMinted(referent) && !referent.classes.includes('person')) {
      minted.classes = this.#lexicon.kindsOf('person')
      this.#people.add(minted.label, minted)
    }
    const words = referent.label.split(' ')
    const last = words.at(-1)!
    if (words.length > 1 && !this.#known([...tokensOfWord(last)], 0)) this.#name(last, referent)
    return referent
  }
}

const isLanguage = ({ classes }: Referent): boolean => classes[0] === 'language'

const tokensOfWord = (word: string): Token[] => [
  {
    start: 0,
    end: word.length,
    text: word,
    word: word.toLowerCase(),
    kind: 'word',
    capital: /^\p{Lu}/u.test(word),
    hyphened: false
  }
]
