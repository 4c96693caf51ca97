/** Wikidata's datatypes, as `wikidata-properties` spells them. */
export type Datatype =
  | 'commonsMedia'
  | 'entity-schema'
  | 'external-id'
  | 'geo-shape'
  | 'globe-coordinate'
  | 'math'
  | 'monolingualtext'
  | 'musical-notation'
  | 'quantity'
  | 'string'
  | 'tabular-data'
  | 'time'
  | 'url'
  | 'wikibase-form'
  | 'wikibase-item'
  | 'wikibase-lexeme'
  | 'wikibase-property'
  | 'wikibase-sense'

/** A property that statements use: Wikidata's, or the dataset's own for a key that is none of them. */
export interface Property {
  /** `P159`; for a local property its key as it stands in IRIs. */
  readonly id: string
  readonly local: boolean
  readonly label: string
  readonly datatype: Datatype
  /** URL of an external id, with `$1` for the value. */
  readonly formatter?: string
}

/** How a key was found to mean a property, the surest first (VAULT.md, "Key → property"). */
export type KeyTier =
  | 'label'
  | 'renormalised label'
  | 'former label'
  | 'alias'
  | 'P-id'
  | 'stripped'
  | 'regional label'
  | 'local'

const separator = ' ¦ '

/** The importer's spelling of a label: every run of other characters than ASCII letters and digits is one `_`. */
export const normalisedKey = (label: string): string => label.replace(/[^A-Za-z0-9]+/g, '_')

const stripped = (key: string): string =>
  normalisedKey(key)
    .replace(/^_+|_+$/g, '')
    .toLowerCase()

/** A property that a key may mean, and how it was found. */
export interface Candidate {
  readonly property: Property
  readonly tier: KeyTier
}

/** Wikidata's properties, looked up by the keys that importers make of their labels. */
export class Catalogue {
  readonly #byId = new Map<string, Property>()
  /** By key, as they were found once: a vault has few keys, each many times. */
  readonly #candidates = new Map<string, readonly Candidate[]>()
  readonly #tiers: readonly [
    tier: KeyTier,
    index: Map<string, string | undefined>,
    spell: (key: string) => string
  ][]

  /** Reads `ontology/properties.tsv`, and of `ontology/former-labels.tsv` the columns key and pid. */
  constructor(propertiesTsv: string, formerLabelsTsv = '') {
    const labels = new Map<string, string | undefined>()
    const aliases = new Map<string, string | undefined>()
    const strippedLabels = new Map<string, string | undefined>()
    const regional = new Map<string, string | undefined>()
    const former = new Map<string, string | undefined>()
    // A key that two properties claim means neither: undefined marks it as taken twice.
    const put = (index: Map<string, string | undefined>, key: string, id: string): void => {
      if (key !== '' && key !== '_') index.set(key, index.has(key) && index.get(key) !== id ? undefined : id)
    }
    for (const line of rows(propertiesTsv)) {
      const [id = '', label = '', datatype = 'string', formatter = '', , others = '', alternatives = ''] =
        line.split('\t')
      this.#byId.set(id, {
        id,
        local: false,
        label: label === '' ? id : label,
        datatype: datatype as Datatype,
        ...(formatter === '' ? {} : { formatter })
      })
      put(labels, normalisedKey(label), id)
      put(strippedLabels, stripped(label), id)
      if (others !== '') for (const other of others.split(separator)) put(regional, normalisedKey(other), id)
      if (alternatives !== '')
        for (const alias of alternatives.split(separator)) put(aliases, normalisedKey(alias), id)
    }
    for (const line of rows(formerLabelsTsv)) {
      const [key = '', id = ''] = line.split('\t')
      if (this.#byId.has(id)) put(former, key, id)
    }
    const asWritten = (key: string): string => key
    this.#tiers = [
      ['label', labels, asWritten],
      ['renormalised label', labels, normalisedKey],
      ['former label', former, normalisedKey],
      ['alias', aliases, normalisedKey],
      ['stripped', strippedLabels, stripped],
      ['regional label', regional, normalisedKey]
    ]
  }

  /** All properties of Wikidata, by number. */
  get all(): Iterable<Property> {
    return this.#byId.values()
  }

  get(id: string): Property | undefined {
    return this.#byId.get(id)
  }

  /**
   * The properties a key may mean, the surest first; a caller takes the first whose values fit its datatype. A
   * semantic key of an author (`is_part_of`) may also mean what it says without its `is_` or `has_`.
   */
  candidates(key: string): readonly Candidate[] {
    let candidates = this.#candidates.get(key)
    if (!candidates) {
      candidates = [...this.#candidatesFor(key)]
      this.#candidates.set(key, candidates)
    }
    return candidates
  }

  *#candidatesFor(key: string): Iterable<Candidate> {
    const offered = new Set<string>()
    const pid = /^P[1-9]\d*$/.test(key) ? this.#byId.get(key) : undefined
    if (pid) yield { property: pid, tier: 'P-id' }
    for (const [tier, index, spell] of this.#tiers) {
      const id = index.get(spell(key))
      if (id === undefined || offered.has(id)) continue
      offered.add(id)
      yield { property: this.#byId.get(id)!, tier }
    }
    const semantic = /^(?:is|has)_/.test(key)
    if (!semantic) return
    const trimmed = key.endsWith('_') ? this.#index('alias').get(normalisedKey(key.slice(0, -1))) : undefined
    if (trimmed !== undefined && !offered.has(trimmed))
      yield { property: this.#byId.get(trimmed)!, tier: 'alias' }
    const bare = this.#index('stripped').get(stripped(key.replace(/^(?:is|has)_/, '')))
    if (bare !== undefined && bare !== trimmed && !offered.has(bare))
      yield { property: this.#byId.get(bare)!, tier: 'stripped' }
  }

  #index(wanted: KeyTier): Map<string, string | undefined> {
    return this.#tiers.find(([tier]) => tier === wanted)![1]
  }

  /** The property with exactly this label. */
  labelled(label: string): Property | undefined {
    const id = this.#index('label').get(normalisedKey(label))
    return id === undefined ? undefined : this.#byId.get(id)
  }
}

const rows = (tsv: string): string[] =>
  tsv
    .split('\n')
    .slice(1)
    .filter(line => line !== '')

/** The dataset's own property for a key that no property of Wikidata answers to. */
export function localProperty(key: string, datatype: Datatype): Property {
  const name = key.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
  // RDF/XML writes predicates as XML names, and those begin with a letter or `_`.
  return { id: /^[\p{L}_]/u.test(name) ? name : `_${name}`, local: true, label: key, datatype }
}
