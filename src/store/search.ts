import {
  CompiledStore,
  type FoundEntity,
  labelsOf,
  type NameMatch,
  namePredicates
} from '../compiled/compiled.ts'
import { byCodePoint, commonPrefixes, localNameOf, RDF, SCHEMA, type Term, WIKIBASE } from '../rdf/rdf.ts'
import type { EntityName } from './disagreements.ts'
import { labelOf, textSaid } from './labels.ts'
import { objectsOf } from './objects.ts'
import { scannedNames } from './scanned-names.ts'
import type { Dataset } from './statements.ts'
import type { Store } from './store.ts'
import { itemOf } from './values.ts'

/** Something that is called what was asked for. */
export interface SearchResult extends EntityName {
  /** What it is, in a sentence or two; absent where nothing says so. */
  readonly description?: string
  /** The name that was found. */
  readonly name: {
    readonly text: string
    /** BCP 47 tag; absent of a text without one. */
    readonly language?: string
    readonly kind: 'label' | 'alias'
    /** The name is what was asked for, begins with it, or has its words. */
    readonly match: NameMatch
  }
  /** What it is an instance of, four classes at most. */
  readonly types: readonly { readonly iri: string; readonly label: string }[]
  /** How many quads say something of it. */
  readonly statements: number
}

/** What a search finds, the best first. */
export interface SearchAnswer {
  readonly query: string
  readonly language: string
  readonly results: readonly SearchResult[]
  /** Whether there is more than the limit. */
  readonly truncated: boolean
}

export const defaultSearchLimit = 20

/**
 * Finds things by what they are called, in any language: by the words of a text, the last of which may be the
 * beginning of a word. What is called exactly so comes first, then what is called something that begins so, then
 * what has the words in its name; labels before aliases; names in the dataset's language before others; then what
 * more is said of. Sources and what else describes the dataset itself are not among it. A text without words finds
 * nothing.
 */
export function search(
  dataset: Dataset,
  text: string,
  { limit = defaultSearchLimit }: { limit?: number } = {}
): SearchAnswer {
  const { store, base, language } = dataset
  const results = new Map<string, SearchResult>()
  let truncated = false
  for (const found of namesFound(store, text, language)) {
    const { value } = found.entity
    if (results.has(value) || isOwnMatter(value, base)) continue
    truncated = results.size >= limit
    if (truncated) break
    results.set(value, resultOf(dataset, found))
  }
  return { query: text, language, results: [...results.values()], truncated }
}

const namesFound = (store: Store, text: string, language: string): Iterable<FoundEntity> =>
  (store instanceof CompiledStore ? labelsOf(store)?.find(text, language) : undefined) ??
  scannedNames(store, text, language)

/** Whether an IRI is of the dataset's own and neither an entity's nor a property's. */
const isOwnMatter = (value: string, base: string): boolean =>
  value.startsWith(base) && !['entity/', 'property/'].some(room => value.startsWith(base + room))

function resultOf(dataset: Dataset, { entity, name, isAlias, match, statements }: FoundEntity): SearchResult {
  const { store, language } = dataset
  const description = descriptionOf(dataset, entity)
  const tag = name.termType === 'Literal' ? name.language : ''
  const item = itemOf(store, entity)
  return {
    iri: entity.value,
    // A label may stand in a named graph alone.
    label: labelIn(dataset, entity) ?? labelOf(store, entity, language) ?? name.value,
    ...(item !== undefined && { item }),
    ...(description !== undefined && { description }),
    name: {
      text: name.value,
      ...(tag !== '' && { language: tag }),
      kind: isAlias ? 'alias' : 'label',
      match
    },
    types: typesOf(dataset, entity),
    statements
  }
}

/** A label in the very language, whichever property it is said with. */
function labelIn({ store, language }: Dataset, entity: Term): string | undefined {
  for (const predicate of namePredicates.labels) {
    const [first] = objectsOf(store, entity, predicate)
      .flatMap(name => (name.termType === 'Literal' && name.language === language ? [name.value] : []))
      .sort(byCodePoint)
    if (first !== undefined) return first
  }
  return undefined
}

const longestDescription = 200

/** A description of an entity, else the beginning of its abstract; on one line. */
export function descriptionOf({ store, language }: Dataset, entity: Term): string | undefined {
  const text =
    textSaid(store, entity, `${SCHEMA}description`, language) ??
    textSaid(store, entity, `${SCHEMA}abstract`, language)
  if (text === undefined) return undefined
  // No more is looked at than may be shown: an abstract may be a book.
  const line = text
    .slice(0, longestDescription * 4)
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  if (characters.length <= longestDescription) return line
  const cut = characters.slice(0, longestDescription - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > longestDescription / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$/, '')}…`
}

const mostTypes = 4

/** Classes by instance of (P31), else by `rdf:type`. */
function typesOf({ store, language }: Dataset, entity: Term): { iri: string; label: string }[] {
  for (const predicate of [`${commonPrefixes['wdt']}P31`, `${RDF}type`]) {
    const types = objectsOf(store, entity, predicate).filter(
      ({ termType, value }) => termType === 'NamedNode' && !value.startsWith(WIKIBASE)
    )
    if (types.length > 0)
      return types
        .map(({ value }) => value)
        .sort(byCodePoint)
        .slice(0, mostTypes)
        .map(iri => ({ iri, label: labelOf(store, iri, language) ?? localNameOf(iri) }))
  }
  return []
}
