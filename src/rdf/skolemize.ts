import { iri, type Quad, type Quad_Object, type Quad_Subject, quad, type Term } from './terms.ts'

/**
 * A document with an IRI for every blank node (RDF 1.1 Concepts §3.5), the quads of each subject together: a node is
 * called after what names it, `<#rank>`'s `in ( … )` becomes `<#rank.in>`, whose rest is `<#rank.in.rest>`; a second
 * of the kind ends in `-2`. Throws an Error for a blank node that nothing names, or several things do.
 */
export function skolemized(quads: readonly Quad[]): Quad[] {
  const owners = new Map<string, Quad>()
  for (const quad of quads) {
    const { object } = quad
    if (object.termType !== 'BlankNode') continue
    if (owners.has(object.value))
      throw new Error('A blank node that two things name cannot be called after one')
    owners.set(object.value, quad)
  }
  const names = new Map<string, string>()
  const taken = new Map<string, number>()
  const nameOf = (node: Term): string => {
    if (node.termType !== 'BlankNode') return node.value
    const known = names.get(node.value)
    if (known !== undefined) return known
    const owner = owners.get(node.value)
    if (!owner) throw new Error('A blank node that nothing names cannot be called after anything')
    const name = `${nameOf(owner.subject)}.${owner.predicate.value.replace(/^.*[/#]/, '')}`
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    names.set(node.value, count === 1 ? name : `${name}-${count}`)
    return nameOf(node)
  }
  // In the order of the document, so that the numbers follow it.
  for (const { object } of owners.values()) nameOf(object)
  const named = <T extends Quad_Subject | Quad_Object>(term: T): T =>
    (term.termType === 'BlankNode' ? iri(nameOf(term)) : term) as T
  const bySubject = new Map<string, Quad[]>()
  for (const { subject, predicate, object } of quads) {
    const about = named(subject)
    const known = bySubject.get(about.value)
    const renamed = quad(about, predicate, named(object))
    if (known) known.push(renamed)
    else bySubject.set(about.value, [renamed])
  }
  return [...bySubject.values()].flat()
}
