import { type Iris, type Reference, type Snak, type Statement, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'

/** A statement as published: one for all sources that make it, with its rank (Wikibase data model, "Rank"). */
export interface RankedStatement extends Statement {
  readonly iri: string
  readonly rank: 'preferred' | 'normal' | 'deprecated'
  /** Whether no statement of the same subject and property ranks higher; never so when deprecated. */
  readonly best: boolean
}

/** Merges the statements of one subject that say the same, each source keeping its reference; in a stable order. */
export function reconcile(statements: readonly Statement[], iris: Iris): RankedStatement[] {
  const merged = new Map<string, Merged>()
  for (const statement of statements) {
    const value = valueKey(statement.value)
    const qualifiers = statement.qualifiers.map(snakKey).sort()
    const key = `${statement.property.local} ${statement.property.id}\n${value}\n${qualifiers.join('\n')}`
    let same = merged.get(key)
    if (!same) {
      same = { statement, value, qualifiers, references: new Map() }
      merged.set(key, same)
    }
    for (const reference of statement.references) same.references.set(referenceKey(reference), reference)
  }
  return [...merged.values()].sort(inOrder).map(({ statement, value, qualifiers, references }) => ({
    ...statement,
    references: [...references.values()],
    iri: iris.statement(statement.subject, statement.property.id, value, qualifiers),
    rank: 'normal' as const,
    best: true
  }))
}

interface Merged {
  readonly statement: Statement
  readonly value: string
  readonly qualifiers: readonly string[]
  readonly references: Map<string, Reference>
}

const snakKey = ({ property, value }: Snak): string => `${property.id} ${valueKey(value)}`

const referenceKey = ({ source, evidence, method }: Reference): string =>
  evidence.kind === 'field'
    ? `${source}\n${evidence.line} ${evidence.key}\n${method}`
    : `${source}\n${evidence.start}-${evidence.end}\n${method}`

const propertyNumber = ({ property }: Statement): number =>
  property.local ? Number.MAX_SAFE_INTEGER : Number(property.id.slice(1))

function inOrder(a: Merged, b: Merged): number {
  return (
    propertyNumber(a.statement) - propertyNumber(b.statement) ||
    byCodePoint(a.statement.property.id, b.statement.property.id) ||
    byCodePoint(a.value, b.value) ||
    byCodePoint(a.qualifiers.join('\n'), b.qualifiers.join('\n'))
  )
}
