import { type Iris, type Reference, type Snak, type Statement, valueKey } from '../alignment/alignment.ts'

/** A statement as published: one for all sources that make it, with its rank (Wikibase data model, "Rank"). */
export interface RankedStatement extends Statement {
  readonly iri: string
  readonly rank: 'preferred' | 'normal' | 'deprecated'
  /** Whether no statement of the same subject and property ranks higher; never so when deprecated. */
  readonly best: boolean
}

const snakKey = ({ property, value }: Snak): string => `${property.id} ${valueKey(value)}`

/** Merges statements that say the same, each source keeping its reference; sorted by subject and property. */
export function reconcile(statements: readonly Statement[], iris: Iris): RankedStatement[] {
  const merged = new Map<string, Statement & { iri: string }>()
  for (const statement of statements) {
    const qualifiers = statement.qualifiers.map(snakKey).sort()
    const iri = iris.statement(
      statement.subject,
      statement.property.id,
      valueKey(statement.value),
      qualifiers
    )
    const same = merged.get(iri)
    merged.set(
      iri,
      same ? { ...same, references: union(same.references, statement.references) } : { ...statement, iri }
    )
  }
  return [...merged.values()]
    .map(statement => ({ ...statement, rank: 'normal' as const, best: true }))
    .sort(bySubject)
}

const union = (a: readonly Reference[], b: readonly Reference[]): Reference[] => {
  const seen = new Set(a.map(reference => JSON.stringify(reference)))
  return [...a, ...b.filter(reference => !seen.has(JSON.stringify(reference)))]
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const propertyNumber = ({ property }: Statement): number =>
  property.local ? Number.MAX_SAFE_INTEGER : Number(property.id.slice(1))

function bySubject(a: RankedStatement, b: RankedStatement): number {
  return (
    order(a.subject, b.subject) ||
    propertyNumber(a) - propertyNumber(b) ||
    order(a.property.id, b.property.id) ||
    order(valueKey(a.value), valueKey(b.value)) ||
    order(a.iri, b.iri)
  )
}
