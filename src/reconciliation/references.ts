import type { Reference } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'

/** The one spelling of where a reference's words stand in its source. */
export const placeKey = ({ evidence }: Reference): string =>
  evidence.kind === 'field' ? `${evidence.line} ${evidence.key}` : `${evidence.start}-${evidence.end}`

/** Adds a reference to others by their places; two rules that read the same at the same place are one. */
export function addReference(references: Map<string, Reference>, reference: Reference): void {
  const key = `${reference.source}\n${placeKey(reference)}\n${reference.method}`
  const same = references.get(key)
  const rules = [...new Set([...(same?.rules ?? []), ...(reference.rules ?? [])])].sort(byCodePoint)
  const [first, second] = [same ?? reference, reference].sort((a, b) =>
    byCodePoint(JSON.stringify(a), JSON.stringify(b))
  )
  references.set(key, { ...first!, ...second, ...(rules.length === 0 ? {} : { rules }) })
}

const beginningOf = ({ evidence }: Reference): number =>
  evidence.kind === 'field' ? evidence.line : evidence.start

/** The order of references: by source and place. */
export function byPlace(a: Reference, b: Reference): number {
  return (
    byCodePoint(a.source, b.source) ||
    beginningOf(a) - beginningOf(b) ||
    byCodePoint(JSON.stringify(a.evidence), JSON.stringify(b.evidence)) ||
    byCodePoint(a.method ?? '', b.method ?? '')
  )
}
