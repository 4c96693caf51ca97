import { commonPrefixes, defaultGraph, iri, localNameOf, WD, WIKIBASE } from '../rdf/rdf.ts'
import { labelOf } from './labels.ts'
import { subjectsOf } from './objects.ts'
import type { Store } from './store.ts'

const PROP = commonPrefixes['p']!

/** A property as programs and people name it. */
export interface PropertyName {
  /** `wd:P527`; of the dataset's own `{base}property/{key}`. */
  readonly iri: string
  /** `P527`, or the key as it stands in IRIs. */
  readonly id: string
  readonly label: string
}

/** The predicates that are made of a property (Wikibase "RDF Dump Format", section Predicates). */
export interface PropertyPredicates {
  readonly claim: string
  readonly direct: string
  readonly statement: string
  readonly statementValue: string
  readonly statementNormalized: string
}

/** The namespaces under which a property's predicates stand: Wikidata's, or alike under the base. */
export const propertyNamespaces = (base: string): readonly string[] => [PROP, `${base}prop/`]

/** All predicates of the property that a claim predicate (`p:P527`) belongs to. */
export function predicatesOf(claim: string, base: string): PropertyPredicates {
  const namespace = claim.startsWith(PROP) ? PROP : `${base}prop/`
  const id = claim.slice(namespace.length)
  return {
    claim,
    direct: `${namespace}direct/${id}`,
    statement: `${namespace}statement/${id}`,
    statementValue: `${namespace}statement/value/${id}`,
    statementNormalized: `${namespace}statement/value-normalized/${id}`
  }
}

/** The claim predicate of a property with this id: Wikidata's for a P-id, else the dataset's own. */
export const claimOf = (id: string, base: string): string =>
  /^P\d+$/.test(id) ? PROP + id : `${base}prop/${id}`

/** Whether a predicate leads from an entity to a statement, and does not stand inside one. */
export const isClaim = (predicate: string, base: string): boolean =>
  propertyNamespaces(base).some(
    namespace => predicate.startsWith(namespace) && !predicate.slice(namespace.length).includes('/')
  )

/**
 * The property that a predicate is a form of: `wdt:P31`, `p:P31`, `pqv:P31` → `wd:P31`; the forms of a local
 * property → `{base}property/{key}`. Undefined for a predicate of another vocabulary.
 */
export function propertyOf(predicate: string, base: string): string | undefined {
  if (predicate.startsWith(PROP)) return WD + localNameOf(predicate)
  return predicate.startsWith(`${base}prop/`) ? `${base}property/${localNameOf(predicate)}` : undefined
}

/** The property of a claim predicate, with its label in this language, or else its id. */
export function propertyNamed(store: Store, claim: string, base: string, language: string): PropertyName {
  const local = !claim.startsWith(PROP)
  const id = claim.slice(local ? `${base}prop/`.length : PROP.length)
  const [described] = subjectsOf(store, `${WIKIBASE}claim`, iri(claim))
  const node = described?.value ?? (local ? `${base}property/${id}` : WD + id)
  return { iri: node, id, label: labelOf(store, node, language) ?? id }
}

/** The claim predicate of a property that is given by its own IRI, or by that of any of its predicates. */
export function claimOfIri(value: string, base: string): string | undefined {
  const wikidata =
    /^https?:\/\/(?:www\.)?wikidata\.org\/(?:entity\/|wiki\/Property:|prop\/(?:[a-z-]+\/)*)(P\d+)$/.exec(
      value
    )?.[1]
  if (wikidata !== undefined) return claimOf(wikidata, base)
  const rest = [`${base}property/`, `${base}prop/`].find(start => value.startsWith(start))
  if (rest === undefined) return undefined
  const id = value
    .slice(rest.length)
    .replace(/^(?:direct|statement|qualifier)(?:-normalized)?\/(?:value(?:-normalized)?\/)?/, '')
  return id === '' || id.includes('/') ? undefined : `${base}prop/${id}`
}

/** The claim predicates of all properties that the dataset describes. */
export const describedClaims = (store: Store): string[] =>
  [...store.match(null, iri(`${WIKIBASE}claim`), null, defaultGraph)].map(({ object }) => object.value)
