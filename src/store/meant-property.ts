import { defaultGraph, iri, WIKIBASE } from '../rdf/rdf.ts'
import { folded, irisOf, shortened, unquoted } from './entity-names.ts'
import {
  claimOf,
  claimOfIri,
  describedClaims,
  isClaim,
  type PropertyName,
  propertyNamed
} from './properties.ts'
import { type Dataset, numbered } from './statements.ts'
import { type Candidate, WhyError } from './why-error.ts'

/** A property with the predicate that leads to its statements. */
export interface MeantProperty extends PropertyName {
  readonly claim: string
}

/** The properties that an entity has statements of, by their ids. */
export function propertiesOf({ store, base, language }: Dataset, entity: string): MeantProperty[] {
  const claims = new Set<string>()
  for (const { predicate } of store.match(iri(entity), null, null, defaultGraph))
    if (isClaim(predicate.value, base)) claims.add(predicate.value)
  return [...claims]
    .map(claim => ({ claim, ...propertyNamed(store, claim, base, language) }))
    .sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)) || numbered.compare(a.id, b.id))
}

const isOwn = ({ id }: PropertyName): boolean => !/^P\d+$/.test(id)

/**
 * The property that words mean: an id, an IRI of it or of one of its predicates, a key, else a label, in any case and
 * with any signs between the words; first among those that the subject has. Throws a WhyError where none or several
 * are meant.
 */
export function propertyMeant(dataset: Dataset, own: readonly MeantProperty[], words: string): MeantProperty {
  const { store, base, language } = dataset
  const name = unquoted(words)
  const named = (claim: string): MeantProperty => ({ claim, ...propertyNamed(store, claim, base, language) })
  if (/^p\d+$/i.test(name)) {
    const claim = claimOf(name.toUpperCase(), base)
    if (isDescribed(dataset, claim)) return named(claim)
  }
  for (const value of [...irisOf(name, base), `${base}property/${name}`]) {
    const claim = claimOfIri(value, base)
    if (claim !== undefined && isDescribed(dataset, claim)) return named(claim)
  }
  const key = folded(name)
  const fits = ({ label, id }: PropertyName): boolean =>
    key === '' ? label === name : folded(label) === key || folded(id) === key
  let found = own.filter(fits)
  if (found.length === 0) found = describedClaims(store).map(named).filter(fits)
  const [only, ...more] = found
  if (only === undefined)
    throw new WhyError(
      'property-unknown',
      `The dataset has no property called “${shortened(name)}”`,
      'ask for one of the properties that the subject has',
      nearest(own, name)
    )
  if (more.length === 0) return only
  throw new WhyError(
    'property-ambiguous',
    `“${shortened(name)}” may mean ${found.length} properties`,
    'say which by its id',
    found.map(candidate)
  )
}

const candidate = ({ iri: node, id, label }: PropertyName): Candidate => ({ iri: node, id, label })

const isDescribed = ({ store }: Dataset, claim: string): boolean =>
  store.count(null, iri(`${WIKIBASE}claim`), iri(claim), defaultGraph) > 0

const shown = 12

/** Properties of a subject, those that share words with what was asked first. */
export function nearest(own: readonly MeantProperty[], name: string): Candidate[] {
  const words = folded(name)
    .split(' ')
    .filter(word => word.length > 2)
  const likeness = ({ label }: PropertyName): number =>
    words.filter(word => folded(label).includes(word.slice(0, Math.max(4, word.length - 2)))).length
  return [...own]
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, shown)
    .map(candidate)
}
