import type { Reference } from '../alignment/alignment.ts'
import type { Disagreement } from './disagreement.ts'
import type { RankedStatement } from './reconcile.ts'
import { valueWords } from './wording.ts'

/** What people call things, for reports. */
export interface Names {
  readonly labelOf: (iri: string) => string
  readonly titleOf: (source: string) => { readonly title: string; readonly date?: string }
  readonly sourceIri: (source: string) => string
  readonly propertyIri: (property: { readonly id: string; readonly local: boolean }) => string
}

/**
 * A disagreement in words, as plain data, as `dumps` reports it: its statements with their sources, and the words
 * that contradict. Statements of other entities than the one it is about are left out.
 */
export function reportedDisagreement(
  { iri, kind, state, about, property, comment, resolution, involves, references }: Disagreement,
  statements: ReadonlyMap<string, RankedStatement>,
  names: Names
) {
  const { labelOf, propertyIri } = names
  return {
    iri,
    kind,
    state,
    about: { iri: about, label: labelOf(about) },
    ...(property ? { property: { iri: propertyIri(property), id: property.id, label: property.label } } : {}),
    comment,
    resolution,
    sides: involves.flatMap(one => {
      const statement = statements.get(one)
      return statement ? [sideOf(statement, property?.id, names)] : []
    }),
    witnesses: references.map(reference => witnessOf(reference, names))
  }
}

const sideOf = (
  { iri, property, value, qualifiers, rank, reason, references }: RankedStatement,
  disputed: string | undefined,
  names: Names
) => ({
  iri,
  value: `${property.id === disputed ? '' : `${property.label}: `}${valueWords(value, names.labelOf)}`,
  qualifiers: qualifiers.map(
    ({ property: { label }, value: qualifier }) => `${label} ${valueWords(qualifier, names.labelOf)}`
  ),
  rank,
  ...(reason === undefined ? {} : { reason }),
  witnesses: references.map(reference => witnessOf(reference, names))
})

function witnessOf({ source, evidence, method }: Reference, { titleOf, sourceIri }: Names) {
  const { title, date } = titleOf(source)
  const isField = evidence.kind === 'field'
  return {
    source: sourceIri(source),
    title,
    ...(date === undefined ? {} : { date }),
    place: isField
      ? `line ${evidence.line}, ${evidence.key}`
      : `characters ${evidence.start}–${evidence.end}`,
    ...(!isField && evidence.quote !== undefined ? { quote: evidence.quote } : {}),
    ...(method === undefined ? {} : { method })
  }
}
