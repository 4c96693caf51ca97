import type { SourceClaims, Target } from '../claims/claims.ts'
import { referenceOf } from './align-document.ts'
import type { Catalogue } from './catalogue.ts'
import type { Entities } from './entities.ts'
import type { Iris } from './iris.ts'
import type { Statement } from './statement.ts'

/** What the alignment of lists needs besides the claims. */
export interface ListContext {
  readonly iris: Iris
  readonly catalogue: Catalogue
  readonly entities: Entities
}

/**
 * The claims of lists of all there are, as statements that are only held against others: no entity comes into being by
 * being in a list. Throws an Error for a property that the catalogue does not have.
 */
export function alignLists(
  { source, claims }: SourceClaims,
  { iris, catalogue, entities }: ListContext
): Statement[] {
  const iriOf = (target: Target | undefined): string | undefined => {
    if (target?.kind === 'note') return entities.ofNote(target.id)
    return target?.kind === 'item' && target.qid !== undefined ? iris.entity(target.qid) : undefined
  }
  return claims.flatMap(claim => {
    const property = catalogue.get(claim.property)
    if (!property) throw new Error(`The catalogue has no property ${claim.property}, which a rule gives`)
    const subject = iriOf(claim.subject)
    const value = claim.value.kind === 'link' ? iriOf(claim.value.target) : undefined
    if (subject === undefined || value === undefined) return []
    const reference = referenceOf(claim, source)
    return { subject, property, value: { type: 'item', iri: value }, qualifiers: [], references: [reference] }
  })
}
