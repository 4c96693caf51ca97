/** A disagreement as people read it: everything in words, with the IRIs to go on from. */
export interface ReportedDisagreement {
  readonly iri: string
  /** The local name of the vocabulary's individual: `ClosedListContradiction`. */
  readonly kind: string
  readonly state: 'open' | 'settled'
  readonly about: { readonly iri: string; readonly label: string }
  /** Absent where no property is in question, as when two names may be one thing. */
  readonly property?: { readonly iri: string; readonly id: string; readonly label: string }
  /** What disagrees. */
  readonly comment: string
  /** What was done about it, or why it stays open. */
  readonly resolution: string
  /** The statements that take part. */
  readonly sides: readonly ReportedSide[]
  /** Words that contradict and are no statement of the entity. */
  readonly witnesses: readonly Witness[]
}

/** A statement that takes part in a disagreement. */
export interface ReportedSide {
  readonly iri: string
  /** In words, labelled. */
  readonly value: string
  /** Each as `start time 2002`. */
  readonly qualifiers: readonly string[]
  readonly rank: 'preferred' | 'normal' | 'deprecated'
  /** Why it has this rank. */
  readonly reason?: string
  readonly witnesses: readonly Witness[]
}

/** A place in a source that says something. */
export interface Witness {
  /** The source's IRI. */
  readonly source: string
  readonly title: string
  /** The day of the source, where it has one. */
  readonly date?: string
  /** `line 17, has_part_s_` or `characters 812–835`. */
  readonly place: string
  /** The very words, where they may be shown. */
  readonly quote?: string
  /** How they were read. */
  readonly method?: string
}

/** How many disagreements are of each state. */
interface States {
  readonly open: number
  readonly settled: number
}

/** How many disagreements there are. */
export interface DisagreementCounts extends States {
  /** By kind, in the order of their names. */
  readonly kinds: ReadonlyMap<string, States>
}

/** Counts disagreements by kind and state. */
export function countsOf(rows: Iterable<ReportedDisagreement>): DisagreementCounts {
  const kinds = new Map<string, { open: number; settled: number }>()
  const total = { open: 0, settled: 0 }
  for (const { kind, state } of rows) {
    const known = kinds.get(kind)
    const counts = known ?? { open: 0, settled: 0 }
    if (!known) kinds.set(kind, counts)
    counts[state]++
    total[state]++
  }
  return { ...total, kinds: byName(kinds) }
}

/** Of each kind at most so many, open ones first and otherwise in their order; kinds in the order of their names. */
export function firstOfEachKind(
  rows: Iterable<ReportedDisagreement>,
  most: number
): ReadonlyMap<string, readonly ReportedDisagreement[]> {
  const kinds = new Map<string, { open: ReportedDisagreement[]; settled: ReportedDisagreement[] }>()
  for (const row of rows) {
    const known = kinds.get(row.kind)
    const group = known ?? { open: [], settled: [] }
    if (!known) kinds.set(row.kind, group)
    if (group[row.state].length < most) group[row.state].push(row)
  }
  return new Map(
    [...byName(kinds)].map(([kind, { open, settled }]) => [kind, [...open, ...settled].slice(0, most)])
  )
}

const byName = <T>(kinds: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)))

/** The name of a kind in words: `Closed list contradiction`. */
export function kindInWords(kind: string): string {
  const words = kind.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ').toLowerCase()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const ranks = ['preferred', 'normal', 'deprecated'] as const

/** The sides as people look for them: what holds before what does not; else in their order. */
export const sidesByRank = ({ sides }: ReportedDisagreement): readonly ReportedSide[] =>
  sides.toSorted((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank))

/** `3 open, 9 settled`. */
export const statesInWords = ({ open, settled }: States): string =>
  `${open.toLocaleString('en')} open, ${settled.toLocaleString('en')} settled`

/** `12 disagreements: 3 open, 9 settled`. */
export function countsInWords(states: States): string {
  const all = states.open + states.settled
  return `${all.toLocaleString('en')} disagreement${all === 1 ? '' : 's'}: ${statesInWords(states)}`
}

/** What a report says of the dataset that it is about. */
export interface ReportedDataset {
  readonly title: string
  /** The base of every IRI minted, ending in `/`. */
  readonly base: string
  /** BCP 47 tag of the language of labels. */
  readonly language: string
  /** The manifest's. */
  readonly version?: string
}
