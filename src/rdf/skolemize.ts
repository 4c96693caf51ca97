import { localNameOf, RDF } from './namespaces.ts'
import { iri, type Quad, type Quad_Object, type Quad_Subject, quad, type Term } from './terms.ts'

/**
 * A document with an IRI for every blank node (RDF 1.1 Concepts §3.5), whose quads stand behind what names it. It is
 * called after that: the list of `<#rank> :in (…)` is `<#rank.in>`, its further cells `<#rank.in.2>` and so on; a
 * second node of one name ends in `-2`. Throws an Error for a blank node that nothing names, or several things do.
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
  const cells = new Map<string, { readonly list: string; readonly place: number }>()
  const taken = new Map<string, number>()
  const nameOf = (node: Term): string => {
    if (node.termType !== 'BlankNode') return node.value
    const known = names.get(node.value)
    if (known !== undefined) return known
    const owner = owners.get(node.value)
    if (!owner) throw new Error('A blank node that nothing names cannot be called after anything')
    const parent = nameOf(owner.subject)
    let name = `${parent}.${localNameOf(owner.predicate.value)}`
    if (owner.predicate.value === `${RDF}rest`) {
      const { list, place } = cells.get(owner.subject.value) ?? { list: parent, place: 1 }
      cells.set(node.value, { list, place: place + 1 })
      name = `${list}.${place + 1}`
    }
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    if (count > 1) name = `${name}-${count}`
    names.set(node.value, name)
    return name
  }
  const named = <T extends Quad_Subject | Quad_Object>(term: T): T =>
    (term.termType === 'BlankNode' ? iri(nameOf(term)) : term) as T
  const bySubject = Map.groupBy(quads, ({ subject }) => subject.value)
  const result: Quad[] = []
  const put = (own: readonly Quad[]): void => {
    for (const { subject, predicate, object } of own)
      result.push(quad(named(subject), predicate, named(object)))
    for (const { object } of own) if (object.termType === 'BlankNode') put(bySubject.get(object.value) ?? [])
  }
  for (const own of bySubject.values())
    if (own[0]?.subject.termType === 'BlankNode') nameOf(own[0].subject)
    else put(own)
  return result
}
