import { Names } from '../prose/prose.ts'
import { tableRows } from './table.ts'
import type { Words } from './words.ts'

/** What a name in a text names. */
export interface Referent {
  readonly label: string
  /** The classes it is known to be of, with those they are kinds of; none where only the name is known. */
  readonly classes: readonly string[]
  readonly qid?: string
  /** Id of the note about it, where it has no item. */
  readonly note?: string
  /** What it is called for short: `NATO`. */
  readonly short?: string
  /** QID of the country it lies in. */
  readonly country?: string
  /** QID of the country whose capital it is. */
  readonly capitalOf?: string
  readonly aliases: readonly string[]
  /** `Armenian`, for a country. */
  readonly adjective?: string
}

/** Whether nothing but prose tells of it: no item is known, and no note. */
export const isMinted = ({ qid, note }: Referent): boolean => qid === undefined && note === undefined

/** The tables that tell names: `ontology/places.tsv` and `ontology/names.tsv`. */
export interface NameTables {
  readonly places: string
  readonly names: string
  /** `ontology/classes.tsv`. */
  readonly classes: string
}

const separator = ' ¦ '
const cells = (text: string | undefined): string[] =>
  text === undefined || text === '' ? [] : text.split(separator)

/** All names known before a document is read; what the vault says of a name outranks the tables. */
export class Lexicon {
  readonly names = new Names<Referent>()
  /** Common nouns, which say what a thing is and name none: `military alliance`. */
  readonly kinds = new Names<Referent>()
  /** Adjectives of countries, and words for their people: `Armenian`. */
  readonly demonyms = new Names<Referent>()
  readonly #byQid = new Map<string, Referent>()
  readonly #kinds: (name: string) => readonly string[]

  constructor(tables: NameTables, words: Words) {
    this.#kinds = name => words.classes.get(name)?.kinds ?? []
    for (const row of [...tableRows(tables.places), ...tableRows(tables.names)]) {
      const { qid = '', label = row['name'] ?? '', class: kind = '', country, capital_of: capitalOf } = row
      const demonyms = cells(row['demonyms'])
      const referent = this.add({
        label,
        qid,
        classes: this.#kinds(kind),
        aliases: cells(row['aliases']),
        ...(country ? { country } : {}),
        ...(capitalOf ? { capitalOf } : {}),
        ...(demonyms[0] === undefined ? {} : { adjective: demonyms[0] })
      })
      for (const demonym of demonyms) this.demonyms.add(demonym, referent)
    }
    for (const { qid, label = '' } of tableRows(tables.classes))
      if (qid) this.add({ label, qid, classes: this.#kinds('class'), aliases: [] })
  }

  /** The kinds of a class: itself and what it is a kind of. */
  kindsOf(name: string): readonly string[] {
    return this.#kinds(name)
  }

  ofItem(qid: string): Referent | undefined {
    return this.#byQid.get(qid)
  }

  /** Adds what a name names; of an item already known only the names and the classes are new. */
  add(referent: Referent): Referent {
    const short = referent.short ?? shortOf(referent)
    const known = referent.qid === undefined ? undefined : this.#byQid.get(referent.qid)
    const merged: Referent = known ?? (short === undefined ? referent : { ...referent, short })
    if (known === undefined && merged.qid !== undefined) this.#byQid.set(merged.qid, merged)
    for (const name of [referent.label, ...referent.aliases])
      (/^\p{Ll}/u.test(name) ? this.kinds : this.names).add(name, merged)
    return merged
  }
}

/** An acronym among the aliases serves as the short name. */
const shortOf = ({ label, aliases }: Referent): string | undefined =>
  label.includes(' ') ? aliases.find(alias => /^\p{Lu}[\p{Lu}\p{N}&-]{1,9}$/u.test(alias)) : undefined
