import { iri, OA, PROV, type Quad, SCHEMA, type Term } from '../rdf/rdf.ts'
import type { BlockQuads } from './block-quads.ts'

/** Where something published comes from: the IRI of a source, and the line of a field. */
export interface Origin {
  readonly source: string
  readonly line?: number
}

const statedIn = iri('http://www.wikidata.org/prop/reference/P248')
const derivedFrom = iri(`${PROV}wasDerivedFrom`)
const about = iri(`${SCHEMA}about`)
const hasSelector = iri(`${OA}hasSelector`)

/**
 * Where a node comes from, as far as the quads beside it tell: through its own reference, that of the statement
 * that has it as a value, or the source that is about it.
 */
export function originOf(node: Term, quads: BlockQuads, line: Term): Origin | undefined {
  const objectOf = (subject: Term, predicate: Term): Term | undefined =>
    quads.match(subject, predicate)[0]?.object
  const ofReference = (reference: Term | undefined): Origin | undefined => {
    const source = reference && objectOf(reference, statedIn)
    if (!source) return undefined
    const number = Number(objectOf(reference, line)?.value)
    return { source: source.value, ...(number >= 1 ? { line: number } : {}) }
  }
  const named = quads.match(null, null, node)
  const naming = (test: (quad: Quad) => boolean): Term | undefined => named.find(test)?.subject
  const aboutIt = naming(({ predicate }) => predicate.equals(about))
  if (aboutIt) return { source: aboutIt.value }
  const own = ofReference(node) ?? ofReference(objectOf(node, derivedFrom))
  if (own) return own
  const reference = naming(({ predicate }) => predicate.equals(hasSelector))
  if (reference) return ofReference(reference)
  // A reference that lacks its source still stands beside others of its statement.
  for (const { subject } of named)
    for (const { object } of quads.match(subject, derivedFrom)) {
      const origin = ofReference(object)
      if (origin) return origin
    }
  return undefined
}
