import { CompiledStore, labelsOf } from '../compiled/compiled.ts'
import {
  byCodePoint,
  defaultGraph,
  iri,
  langText,
  OWL,
  prefixesOf,
  RDFS,
  SCHEMA,
  SKOS,
  type Term,
  termText,
  text,
  WD
} from '../rdf/rdf.ts'
import { labelOf } from './labels.ts'
import { objectsOf, subjectsOf } from './objects.ts'
import { isClaim } from './properties.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'
import { type Candidate, WhyError } from './why-error.ts'

const labels = [`${RDFS}label`]
const otherNames = [`${SKOS}altLabel`, `${SCHEMA}name`]

/** Names as they are compared: without case, and with anything but letters and digits as one space. */
export const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** As people may write a name: without the quotation marks and spaces around it. */
export const unquoted = (words: string): string => {
  const [, inner] =
    /^\s*(?:"(.*)"|'(.*)'|“(.*)”|«(.*)»)\s*$/su.exec(words)?.filter(part => part !== undefined) ?? []
  return (inner ?? words).replace(/\s+/g, ' ').trim().normalize('NFC').toWellFormed()
}

const itemPattern =
  /^https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:entity|wiki|wiki\/Special:EntityData)\/(Q\d+)$/
// RFC 3987 §2.2, as far as stores care: a scheme, then nothing that IRIREF (N-Triples §7) forbids.
const absolute = /^[a-z][a-z0-9+.-]*:[^\u0000-\u0020<>"{}|^`\\]+$/i

/**
 * The IRIs that words may be: a QID, a local name, an absolute IRI of ours or of Wikidata, a prefixed name. Whether
 * the dataset knows them is another question.
 */
export function irisOf(words: string, base: string): string[] {
  const bare = /^<(.*)>$/.exec(words)?.[1] ?? words
  const entity = `${base}entity/`
  if (/^q\d+$/i.test(bare)) return [entity + bare.toUpperCase()]
  const item = itemPattern.exec(bare)?.[1]
  if (item !== undefined) return [entity + item]
  if (bare.startsWith(base)) {
    const [, document] = /^(?:page\/|data\/)([^/]+?)(?:\.[a-z]+)?$/.exec(bare.slice(base.length)) ?? []
    return absolute.test(bare) ? [document === undefined ? bare : entity + document] : []
  }
  const [, prefix = '', rest = ''] = /^([a-z]+):([^/].*)$/i.exec(bare) ?? []
  const prefixes = prefixesOf(base)
  if (Object.hasOwn(prefixes, prefix)) return irisOf(prefixes[prefix]! + rest, base)
  if (absolute.test(bare)) return [bare]
  return absolute.test(entity + bare) ? [entity + bare] : []
}

/** The entity that words name by an IRI, an id or another IRI for the same; undefined where none of them is known. */
function entityByIri({ store, base }: Dataset, words: string): string | undefined {
  for (const value of irisOf(words, base)) {
    const node = iri(value)
    if (isEntity(value, base) && store.count(node, null, null, defaultGraph) > 0) return value
    const item = value.startsWith(`${base}entity/`) ? WD + value.slice(`${base}entity/`.length) : value
    for (const [same, object] of [
      [`${OWL}sameAs`, item],
      [`${SCHEMA}sameAs`, value]
    ] as const)
      for (const { subject } of store.match(null, iri(same), iri(object), defaultGraph))
        if (isEntity(subject.value, base)) return subject.value
  }
  return undefined
}

const isEntity = (value: string, base: string): boolean => value.startsWith(`${base}entity/`)

/**
 * The entity that words mean: an id, an IRI, else a label, else another name; in any case, with any signs between
 * the words. Throws a WhyError where nothing is called so, or several things are, of which facts are known.
 */
export function entityNamed(dataset: Dataset, words: string): string {
  const name = unquoted(words)
  const known = entityByIri(dataset, name)
  if (known !== undefined) return known
  const { meant, near } = entitiesCalled(dataset, name)
  const [only, ...others] = withFacts(dataset, meant)
  if (only !== undefined && others.length === 0) return only
  if (only !== undefined)
    throw new WhyError(
      'subject-ambiguous',
      `“${shortened(name)}” may mean ${1 + others.length} things`,
      'say which by its id',
      candidatesOf(dataset, [only, ...others])
    )
  throw new WhyError(
    'subject-unknown',
    `The dataset has no entity called “${shortened(name)}”`,
    near.length > 0 ? 'ask for one that it has' : 'ask by a QID, a label or an IRI',
    candidatesOf(dataset, near)
  )
}

/** The entity that words mean, where they mean exactly one. */
export function entityIfNamed(dataset: Dataset, words: string): string | undefined {
  try {
    return entityNamed(dataset, words)
  } catch (error) {
    if (error instanceof WhyError) return undefined
    throw error
  }
}

const most = 8

const candidatesOf = ({ store, base, language }: Dataset, entities: readonly string[]): Candidate[] =>
  entities
    .map(entity => {
      const id = entity.slice(`${base}entity/`.length)
      return { iri: entity, id, label: labelOf(store, entity, language) ?? id }
    })
    .sort((a, b) => byCodePoint(a.label, b.label) || byCodePoint(a.id, b.id))
    .slice(0, most)

/** Of things with one name those that facts are told of, where there are any: a question is about facts. */
function withFacts({ store, base }: Dataset, entities: readonly string[]): readonly string[] {
  if (entities.length < 2) return entities
  const told = entities.filter(entity => {
    for (const { predicate } of store.match(iri(entity), null, null, defaultGraph))
      if (isClaim(predicate.value, base)) return true
    return false
  })
  return told.length > 0 ? told : entities
}

/** Entities of a name, and where there are none such whose name holds it. A label counts before other names. */
function entitiesCalled(
  dataset: Dataset,
  name: string
): { meant: readonly string[]; near: readonly string[] } {
  const { language } = dataset
  const exactly = [...new Set([language, 'en', 'und'])].map(tag => langText(name, tag))
  const meant = bearersOf(dataset, [...exactly, text(name)])
  if (meant.length > 0) return { meant, near: [] }
  // In another language, or spelled in another way.
  const key = folded(name)
  if (key === '') return { meant: [], near: [] }
  const like = namesLike(dataset.store, key)
  const same = bearersOf(dataset, like.same)
  if (same.length > 0) return { meant: same, near: [] }
  const near = new Set<string>()
  if (key.length > 2)
    for (const bearer of bearers(dataset, [...labels, ...otherNames], like.longer)) {
      if (near.size === most) break
      near.add(bearer)
    }
  return { meant: [], near: [...near] }
}

/** The entities that have one of these names as a label, and where there are none, as another name. */
function bearersOf(dataset: Dataset, names: readonly Term[]): string[] {
  for (const predicates of [labels, otherNames]) {
    const found = new Set(bearers(dataset, predicates, names))
    if (found.size > 0) return [...found]
  }
  return []
}

function* bearers(
  { store, base }: Dataset,
  predicates: readonly string[],
  names: readonly Term[]
): Iterable<string> {
  for (const predicate of predicates)
    for (const name of names)
      for (const { value } of subjectsOf(store, predicate, name)) if (isEntity(value, base)) yield value
}

/** The names that are a text, folded, and those that hold it, in the order of the store. */
function namesLike(store: Store, key: string): { same: readonly Term[]; longer: readonly Term[] } {
  const same: Term[] = []
  const longer: Term[] = []
  for (const name of namesHolding(store, key)) {
    const other = folded(name.value)
    if (other === key) same.push(name)
    else if (other.includes(key)) longer.push(name)
  }
  return { same, longer }
}

/** The names that may hold a text, by the index of names where there is one, else all. */
function namesHolding(store: Store, key: string): readonly Term[] {
  const index = store instanceof CompiledStore ? labelsOf(store)?.index : undefined
  const literals = index?.containing(key)
  if (literals) return Array.from(literals, literal => (store as CompiledStore).dictionary.termOf(literal))
  const names = [...labels, ...otherNames].flatMap(predicate =>
    [...store.match(null, iri(predicate), null, defaultGraph)].map(({ object }) => object)
  )
  return [...new Map(names.map(name => [termText(name), name])).values()]
}

/** Everything that an entity is called. */
export function namesOf(store: Store, entity: Term): string[] {
  if (entity.termType !== 'NamedNode') return []
  return [...labels, ...otherNames].flatMap(predicate =>
    objectsOf(store, entity, predicate).map(({ value }) => value)
  )
}

/** What was asked, as messages repeat it. */
export function shortened(words: string): string {
  const characters = [...words]
  return characters.length <= 80 ? words : `${characters.slice(0, 79).join('')}…`
}
