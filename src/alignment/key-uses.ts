import type { Claim } from '../claims/claims.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import type { KeyTier, Property } from './catalogue.ts'

/** How one key was understood, and how often. A key whose values fit different properties has several. */
export interface KeyUse {
  readonly key: string
  readonly property: Property
  readonly tier: KeyTier
  /** Whether an importer of Wikidata items made the key; otherwise it is the author's word. */
  readonly keyBy: Claim['keyBy']
  readonly values: number
  /** How many of the values are here because they failed the type check of the property the key names. */
  readonly unfit: number
  /** That property; absent where no value failed. */
  readonly unfitFor?: Property
}

/** Counts how keys are understood. */
export class KeyCounts {
  readonly #uses = new Map<string, { -readonly [Part in keyof KeyUse]: KeyUse[Part] }>()

  count({ property: key, keyBy }: Claim, property: Property, tier: KeyTier, unfitFor?: Property): void {
    const unfit = unfitFor === undefined ? { unfit: 0 } : { unfit: 1, unfitFor }
    this.add({ key, property, tier, keyBy, values: 1, ...unfit })
  }

  /** Takes in what was counted elsewhere. */
  add(more: KeyUse): void {
    const id = `${more.key}\n${more.property.id}\n${more.keyBy}`
    const use = this.#uses.get(id)
    if (!use) {
      this.#uses.set(id, { ...more })
      return
    }
    use.values += more.values
    use.unfit += more.unfit
    if (more.unfitFor !== undefined) use.unfitFor ??= more.unfitFor
  }

  /** All uses, by key. */
  list(): KeyUse[] {
    return [...this.#uses.values()].sort(
      (a, b) =>
        byCodePoint(a.key, b.key) ||
        byCodePoint(a.keyBy, b.keyBy) ||
        byCodePoint(a.property.id, b.property.id)
    )
  }
}

/** Keys and values that share a fate. */
export interface KeyTotal {
  readonly keys: number
  readonly values: number
}

/** How well the keys of a vault were understood, in numbers. */
export interface KeySummary {
  /** By tier; `local` are those that became properties of the dataset. */
  readonly tiers: Readonly<Record<string, KeyTotal>>
  /** What an importer made: all of it, and what of it is a property of Wikidata. */
  readonly importer: { readonly all: KeyTotal; readonly resolved: KeyTotal }
  /** What of it is not: no property has the name, or the values are of another type than the property's. */
  readonly failures: { readonly unknown: KeyTotal; readonly unfit: KeyTotal }
  /** The uses that failed. */
  readonly unresolved: readonly KeyUse[]
}

export function summaryOfKeys(uses: readonly KeyUse[]): KeySummary {
  const tiers: Record<string, KeyTotal> = {}
  for (const tier of new Set(uses.map(use => use.tier)))
    tiers[tier] = total(uses.filter(use => use.tier === tier))
  const imported = uses.filter(({ keyBy }) => keyBy === 'importer')
  const unresolved = imported.filter(({ tier }) => tier === 'local')
  return {
    tiers,
    importer: { all: total(imported), resolved: total(imported.filter(({ tier }) => tier !== 'local')) },
    failures: {
      unknown: total(unresolved.filter(({ unfit }) => unfit === 0)),
      unfit: total(unresolved.filter(({ unfit }) => unfit > 0))
    },
    unresolved
  }
}

const total = (uses: readonly KeyUse[]): KeyTotal => ({
  keys: new Set(uses.map(({ key }) => key)).size,
  values: uses.reduce((sum, { values }) => sum + values, 0)
})
