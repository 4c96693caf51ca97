import { languageFit, matchOf, namePredicates, wordsOf } from '../compiled/compiled.ts'
import { byCodePoint, defaultGraph, iri, localNameOf, type Term, WIKIBASE } from '../rdf/rdf.ts'
import { labelOf } from './labels.ts'
import { objectOf, objectsOf } from './objects.ts'
import { type PropertyName, predicatesOf } from './properties.ts'
import { descriptionOf } from './search.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'

/** A property that is called what was asked for, with the predicates that are made of it. */
export interface FoundProperty extends PropertyName {
  readonly description?: string
  /** The kind of its values, as Wikibase names it: `WikibaseItem`, `Time`. */
  readonly datatype?: string
  /** How many statements have it. */
  readonly statements: number
  readonly predicates: {
    readonly direct: string
    readonly claim: string
    readonly statement: string
    readonly qualifier: string
    readonly reference: string
  }
}

/** What a search for properties finds, the best first. */
export interface PropertyAnswer {
  readonly query: string
  readonly language: string
  readonly results: readonly FoundProperty[]
  /** Whether there is more than the limit. */
  readonly truncated: boolean
}

/** A property as it is looked for. */
interface KnownProperty {
  readonly node: Term
  readonly claim: string
  readonly statements: number
  readonly names: readonly { readonly words: readonly string[]; readonly language: string }[]
}

/** Properties that are looked at, and names of all of them: nobody looks for one among more. */
const [mostProperties, mostNames] = [5_000, 20_000]

/**
 * Finds properties of the dataset by what they are called in any language, as `search` finds things, or by how their
 * ids begin; of those that fit alike the most used first. A text without words finds all.
 */
export function searchProperties(dataset: Dataset, text: string, limit: number): PropertyAnswer {
  const { language } = dataset
  const [asked, begun] = [wordsOf(text), text.trim().toLowerCase()]
  const tag = language.toLowerCase()
  const found = knownProperties(dataset).flatMap(property => {
    const id = localNameOf(property.claim).toLowerCase()
    if (begun === '') return [{ property, rank: 0 }]
    const fits = property.names.flatMap(({ words, language: other }) => {
      const match = matchOf(words, asked)
      return match === undefined ? [] : [1 + matches.indexOf(match) * 3 + languageFit(other, tag)]
    })
    if (id.startsWith(begun)) fits.push(id === begun ? 0 : 1)
    return fits.length === 0 ? [] : [{ property, rank: Math.min(...fits) }]
  })
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.property.statements - a.property.statements ||
      byCodePoint(a.property.claim, b.property.claim)
  )
  return {
    query: text,
    language,
    results: found.slice(0, limit).map(({ property }) => resultOf(dataset, property)),
    truncated: found.length > limit
  }
}

const matches = ['whole', 'begins', 'words'] as const

const known = new WeakMap<Store, readonly KnownProperty[]>()

/** The properties that the dataset describes, with their names by words; found once. */
function knownProperties({ store }: Dataset): readonly KnownProperty[] {
  const before = known.get(store)
  if (before) return before
  const described: { node: Term; claim: string }[] = []
  for (const { subject, object } of store.match(null, iri(`${WIKIBASE}claim`), null, defaultGraph)) {
    if (described.length === mostProperties) break
    described.push({ node: subject, claim: object.value })
  }
  const each = Math.ceil(mostNames / Math.max(1, described.length))
  const properties = described.map(({ node, claim }) => ({
    node,
    claim,
    statements: store.count(null, iri(claim), null, defaultGraph),
    names: namesOf(store, node).slice(0, each)
  }))
  known.set(store, properties)
  return properties
}

/** The names of a property, those in English and in no language first. */
const namesOf = (store: Store, node: Term): KnownProperty['names'] =>
  [...namePredicates.labels, ...namePredicates.aliases]
    .flatMap(predicate => objectsOf(store, node, predicate))
    .flatMap(name => (name.termType === 'Literal' ? [name] : []))
    .map(({ value, language }) => ({ words: wordsOf(value), language: language.toLowerCase() }))
    .sort((a, b) => Number(!common.has(a.language)) - Number(!common.has(b.language)))

const common = new Set(['', 'en'])

function resultOf(dataset: Dataset, { node, claim, statements }: KnownProperty): FoundProperty {
  const { store, base, language } = dataset
  const { direct, statement } = predicatesOf(claim, base)
  const id = localNameOf(claim)
  const namespace = claim.slice(0, -id.length)
  const description = descriptionOf(dataset, node)
  const datatype = objectOf(store, node, `${WIKIBASE}propertyType`)
  return {
    iri: node.value,
    id,
    label: labelOf(store, node, language) ?? id,
    ...(description !== undefined && { description }),
    ...(datatype && { datatype: localNameOf(datatype.value) }),
    statements,
    predicates: {
      direct,
      claim,
      statement,
      qualifier: `${namespace}qualifier/${id}`,
      reference: `${namespace}reference/${id}`
    }
  }
}
