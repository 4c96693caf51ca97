import { iri, OWL, SCHEMA, SKOS, type Term, WD, WIKIBASE } from '../rdf/rdf.ts'
import { addTo, type Operation, partsOf, type TermOrVariable, walk } from './algebra.ts'
import { isVariable } from './variables.ts'
import { type IriTexts, iriTexts } from './wikidata-texts.ts'

/** Which IRI entities with a Wikidata item have in an answer: the dataset's own, or that of the item. */
export type Identity = 'own' | 'wikidata'

/** Properties whose values are Wikidata's own IRIs in every dataset: links to the same thing, and parts of values. */
const outward = new Set([
  ...[`${OWL}sameAs`, `${SCHEMA}sameAs`, `${SKOS}exactMatch`],
  ...['quantityUnit', 'timeCalendarModel', 'geoGlobe'].map(name => WIKIBASE + name)
])

const item = /^Q\d+$/

/** A term with the IRIs of entities under one namespace in the place of those under another, inside triple terms too. */
function moved<T>(term: T, from: string, to: string): T {
  const { termType, value } = (term ?? {}) as Partial<TermOrVariable>
  if (termType === 'NamedNode')
    return value?.startsWith(from) && item.test(value.slice(from.length))
      ? (iri(to + value.slice(from.length)) as T)
      : term
  if (termType !== 'Quad') return term
  const triple = term as Extract<Term, { termType: 'Quad' }>
  const [subject, object] = [moved(triple.subject, from, to), moved(triple.object, from, to)]
  if (subject === triple.subject && object === triple.object) return term
  return Object.assign(Object.create(Object.getPrototypeOf(triple)), triple, { subject, object })
}

/** A term of an answer as Wikidata would write it: an entity of the dataset by the IRI of its item, if it has one. */
export const inWikidata = <T>(term: T, base: string): T => moved(term, `${base}entity/`, WD)

/** A term as the dataset would write it: an item of Wikidata by the IRI of its entity. */
export const fromWikidata = <T>(term: T, base: string): T => moved(term, WD, `${base}entity/`)

/**
 * `wd:Q649` and the dataset's own `e:Q649` are the same entity in a query: turns constants of the first form
 * into the second, in place, wherever a query may name an entity. They stay where the data has the Wikidata IRI
 * itself: as objects of `owl:sameAs`, `schema:sameAs` and `skos:exactMatch`, as units, calendars and globes, and where
 * they are compared with a variable that is such an object. Texts of IRIs that a query takes apart or puts together
 * are Wikidata's where it says so, or where answers are to be.
 */
export function unifyEntities(operation: Operation, base: string, identity: Identity): void {
  const local = <T>(term: T): T => fromWikidata(term, base)
  const external = externalVariables(operation)

  const visitWith = (texts: IriTexts | undefined, part: Operation): void => {
    const visitor = { local, texts, external, visit: (inner: Operation) => visitWith(texts, inner) }
    if (part.type === 'pattern' || part.type === 'path') {
      const { from, to } = outwardEnds(part)
      if (!from) part['subject'] = local(part['subject'])
      if (!to) part['object'] = local(part['object'])
      return
    }
    if (part.type === 'values') {
      for (const binding of part['bindings'] as Record<string, unknown>[]) {
        for (const name of Object.keys(binding)) if (!external.has(name)) binding[name] = local(binding[name])
      }
      return
    }
    if (part.type === 'expression') {
      visitExpression(part, false, visitor)
      return
    }
    if (part.type === 'describe') part['terms'] = (part['terms'] as unknown[]).map(local)
    const bound = part.type === 'extend' ? (part['variable'] as TermOrVariable).value : ''
    for (const inner of partsOf(part)) {
      if (inner.type === 'expression') visitExpression(inner, external.has(bound), visitor)
      // Elsewhere IRIs are Wikidata's already.
      else visitWith(part.type === 'service' ? undefined : texts, inner)
    }
  }
  visitWith(iriTexts(base, identity === 'wikidata'), operation)
}

interface Visitor {
  readonly local: <T>(term: T) => T
  /** Absent where texts stay as they are. */
  readonly texts: IriTexts | undefined
  readonly external: ReadonlySet<string>
  visit(part: Operation): void
}

/** Turns the constants of an expression, unless its value is `kept` as it is, since it is to be a Wikidata IRI. */
function visitExpression(part: Operation, kept: boolean, visitor: Visitor): void {
  if (part['subType'] === 'term') {
    if (!kept) part['term'] = visitor.local(part['term'])
    return
  }
  const args = [...partsOf(part)]
  const compared = args.some(({ term }) => isVariable(term) && visitor.external.has(term.value))
  const passes = part['operator'] === 'if' ? args.slice(1) : part['operator'] === 'coalesce' ? args : []
  for (const arg of args) {
    if (arg.type === 'expression') visitExpression(arg, compared || (kept && passes.includes(arg)), visitor)
    else visitor.visit(arg)
  }
  visitor.texts?.adapt(part, kept)
}

/** Variables that are bound to Wikidata's own IRIs: what a query asks for as the object of such a property. */
export function externalVariables(operation: Operation): Set<string> {
  const names = new Set<string>()
  const waiting = [operation]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { from, to } = outwardEnds(part)
    if (from && isVariable(part['subject'])) names.add(part['subject'].value)
    if (to && isVariable(part['object'])) names.add(part['object'].value)
    // A template says what is made, not what there is.
    addTo(waiting, part.type === 'construct' ? [part['input'] as Operation] : partsOf(part))
  }
  return names
}

/** Which ends of a pattern or path are values of an outward property, whatever way is taken. */
function outwardEnds({ type, predicate }: Operation): { from: boolean; to: boolean } {
  if (type === 'pattern') return { from: false, to: outward.has((predicate as TermOrVariable).value) }
  if (type !== 'path') return { from: false, to: false }
  const steps = [...walk(predicate as Operation)]
  const links = steps.filter(part => part.type === 'link')
  const all = links.length > 0 && links.every(({ iri: link }) => outward.has((link as TermOrVariable).value))
  const inverse = steps.filter(part => part.type === 'inv')
  return {
    from: all && inverse.length === links.length,
    to: all && inverse.length === 0
  }
}
