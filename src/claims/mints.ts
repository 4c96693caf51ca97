import { type Events, type FoundStatement, isMinted, type Referent } from '../rules/rules.ts'
import type { Target } from './claim.ts'

interface Named {
  readonly kind: string
  label: string
  readonly names: Set<string>
}

const fold = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * The entities that only prose tells of, over all documents: those of one class that share a name are one, and
 * what a document calls by a name that another thing has elsewhere keeps its own.
 */
export class Mints {
  readonly #events: Events
  /** In the order in which they were told of. */
  readonly #referents = new Set<Referent>()
  readonly #named = new Map<Referent, Named>()

  constructor(events: Events) {
    this.#events = events
  }

  learn({ subject, value, qualifiers }: FoundStatement): void {
    for (const referent of [
      subject,
      ...[value, ...qualifiers.map(({ value: words }) => words)].flatMap(v =>
        v.kind === 'referent' ? v.referent : []
      )
    ])
      if (isMinted(referent)) this.#referents.add(this.#events.of(referent))
  }

  settle(): void {
    const byName = new Map<string, Named>()
    // What one sentence only names another may tell the class of.
    const kinds = new Map<string, Set<string>>()
    for (const { label, classes } of this.#referents)
      if (classes[0] !== undefined && classes[0] !== 'name')
        kinds.set(fold(label), (kinds.get(fold(label)) ?? new Set()).add(classes[0]))
    const kindOf = ({ label, classes: [first = 'thing'] }: Referent): string => {
      const [only, ...others] = (first === 'name' && kinds.get(fold(label))) || []
      return only === undefined || others.length > 0 ? first : only
    }
    for (const referent of this.#referents) {
      const kind = kindOf(referent)
      const names = [referent.label, ...referent.aliases]
      // What a document is about owns its organs: two councils of one name and two owners are two.
      const owner = (referent as { owner?: Referent }).owner?.label ?? ''
      // What an event is also called may be what another is called too: `… (2022)`.
      const telling = 'key' in referent ? [referent.label] : names
      const keys = telling.map(name => `${kind} ${owner} ${fold(name)}`)
      const known = keys.map(key => byName.get(key)).find(found => found !== undefined)
      const named = known ?? { kind, label: referent.label, names: new Set() }
      for (const name of names) named.names.add(name)
      for (const key of keys) byName.set(key, named)
      this.#named.set(referent, named)
    }
  }

  /** Whether there is an entity for a referent: an item, a note, or what rules tell of. */
  isEntity(referent: Referent): boolean {
    return !isMinted(referent) || this.#named.has(this.#events.of(referent))
  }

  /** What a referent is, for a claim. */
  targetOf(referent: Referent): Target {
    if (referent.qid !== undefined) return { kind: 'item', label: referent.label, qid: referent.qid }
    if (referent.note !== undefined) return { kind: 'note', id: referent.note }
    const { kind, label, names } = this.#named.get(this.#events.of(referent)) ?? {
      kind: referent.classes[0] ?? 'thing',
      label: referent.label,
      names: new Set(referent.aliases)
    }
    return {
      kind: 'minted',
      class: kind === 'name' ? 'thing' : kind,
      label,
      aliases: [...names].filter(name => name !== label).sort()
    }
  }
}
