import { iri, type NamedNode, OWL, SCHEMA, SKOS, WD } from '../rdf/rdf.ts'
import { type Operation, partsOf, type TermOrVariable, type Variable, walk } from './algebra.ts'

const sameness = new Set([`${OWL}sameAs`, `${SCHEMA}sameAs`, `${SKOS}exactMatch`])

const isVariable = (term: unknown): term is Variable =>
  (term as Variable | undefined)?.termType === 'Variable'

/**
 * `wd:Q649` and the dataset's own `e:Q649` are the same entity in a query: turns constants of the first form
 * into the second, in place, wherever a query may name an entity. They stay where the query asks for the
 * Wikidata IRI itself: as objects of `owl:sameAs`, `schema:sameAs` and `skos:exactMatch`, and where they are
 * compared with a variable that is such an object.
 */
export function unifyEntities(operation: Operation, base: string): void {
  const local = <T>(term: T): T => (term ? (fromWikidata(term as T & TermOrVariable, base) as T) : term)
  const external = externalVariables(operation)

  const visit = (part: Operation): void => {
    if (part.type === 'pattern' || part.type === 'path') {
      part['subject'] = local(part['subject'])
      if (!linksSame(part)) part['object'] = local(part['object'])
      return
    }
    if (part.type === 'values') {
      for (const binding of part['bindings'] as Record<string, unknown>[]) {
        for (const name of Object.keys(binding)) if (!external.has(name)) binding[name] = local(binding[name])
      }
      return
    }
    if (part.type === 'expression') {
      const args = [...partsOf(part)]
      const aboutExternal = args.some(({ term }) => isVariable(term) && external.has(term.value))
      for (const arg of args) if (!aboutExternal || arg['subType'] !== 'term') visit(arg)
      if (part['subType'] === 'term') part['term'] = local(part['term'])
      return
    }
    if (part.type === 'describe') part['terms'] = (part['terms'] as unknown[]).map(local)
    for (const inner of partsOf(part)) visit(inner)
  }
  visit(operation)
}

/** The names of variables that stand for things elsewhere: objects of `owl:sameAs` and the like. */
export function externalVariables(operation: Operation): Set<string> {
  const external = new Set<string>()
  for (const part of walk(operation)) {
    const { object } = part as { object?: unknown }
    if (linksSame(part) && isVariable(object)) external.add(object.value)
  }
  return external
}

const item = /^Q\d+$/

/** What an entity of the dataset is called in Wikidata, where it is an item there; any other term as it is. */
export function inWikidata<T extends TermOrVariable>(term: T, base: string): T | NamedNode {
  const entities = `${base}entity/`
  if (term.termType !== 'NamedNode' || !term.value.startsWith(entities)) return term
  const id = term.value.slice(entities.length)
  return item.test(id) ? iri(WD + id) : term
}

/** What an item of Wikidata is called in the dataset; any other term as it is. */
export function fromWikidata<T extends TermOrVariable>(term: T, base: string): T | NamedNode {
  if (term.termType !== 'NamedNode' || !term.value.startsWith(WD)) return term
  const id = term.value.slice(WD.length)
  return item.test(id) ? iri(`${base}entity/${id}`) : term
}

/** Whether a pattern or path asks for links to the same thing elsewhere, and for nothing else. */
function linksSame({ type, predicate }: Operation): boolean {
  if (type === 'pattern') return sameness.has((predicate as TermOrVariable).value)
  if (type !== 'path') return false
  const links = [...walk(predicate as Operation)].filter(part => part.type === 'link')
  return links.length > 0 && links.every(({ iri: link }) => sameness.has((link as TermOrVariable).value))
}
