import type { Explanation } from './explanation.ts'

/** What a document's explanation comes to. */
export interface ExplanationSummary {
  /** Sentences, and with them fields, rows, items and captions. */
  readonly pieces: number
  /** How many of them gave a statement; gave none, and a guard kept a rule from speaking; gave nothing at all. */
  readonly withStatements: number
  readonly guarded: number
  readonly nothing: number
  readonly statements: number
  /** Statements by rule, the most first. */
  readonly rules: readonly { readonly rule: string; readonly statements: number }[]
  /** Names that lead to no item and no note, the most frequent first. */
  readonly unlinked: readonly {
    readonly name: string
    readonly kind: 'minted' | 'ambiguous'
    readonly times: number
  }[]
}

/** What became of a piece. */
export const outcomeOf = ({
  statements,
  guarded,
  taught
}: Explanation['pieces'][number]): 'statements' | 'guarded' | 'taught' | 'nothing' =>
  statements.length > 0
    ? 'statements'
    : guarded.length > 0
      ? 'guarded'
      : taught.length > 0
        ? 'taught'
        : 'nothing'

export function summaryOfExplanation({ pieces }: Pick<Explanation, 'pieces'>): ExplanationSummary {
  const outcomes = pieces.map(outcomeOf)
  const count = (wanted: string): number => outcomes.filter(outcome => outcome === wanted).length
  const rules = new Map<string, number>()
  const unlinked = new Map<string, { name: string; kind: 'minted' | 'ambiguous'; times: number }>()
  for (const { statements, names } of pieces) {
    for (const { rule } of statements) rules.set(rule, (rules.get(rule) ?? 0) + 1)
    for (const { words, things, kind } of names) {
      if (kind !== 'minted' && kind !== 'ambiguous') continue
      const name = kind === 'minted' ? things[0]!.label : words
      const known = unlinked.get(`${kind} ${name}`)
      if (known) known.times++
      else unlinked.set(`${kind} ${name}`, { name, kind, times: 1 })
    }
  }
  return {
    pieces: pieces.length,
    withStatements: count('statements'),
    guarded: count('guarded'),
    nothing: count('nothing'),
    statements: [...rules.values()].reduce((sum, n) => sum + n, 0),
    rules: [...rules]
      .map(([rule, statements]) => ({ rule, statements }))
      .sort((a, b) => b.statements - a.statements || (a.rule < b.rule ? -1 : 1)),
    unlinked: [...unlinked.values()].sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1))
  }
}
