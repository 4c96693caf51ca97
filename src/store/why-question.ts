import { iri, type Term, termText } from '../rdf/rdf.ts'
import { entityIfNamed, entityNamed } from './entity-names.ts'
import { type MeantProperty, propertiesOf, propertyMeant } from './meant-property.ts'
import { predicatesOf } from './properties.ts'
import { type Dataset, type FoundStatement, statementsOf } from './statements.ts'
import { likeness, type ValueWords, valueWords } from './value-words.ts'
import { WhyError } from './why-error.ts'

/** A question about a fact, as somebody asks it. */
export interface WhyQuestion {
  /** A QID, a local name, an IRI or a name. */
  readonly subject: string
  /** A P-id, a key, an IRI or a label; left out, the answer lists the properties that the subject has. */
  readonly property?: string | undefined
  /** An id, an IRI, a name, or a text, date or number as people write it; left out, all values are meant. */
  readonly value?: string | undefined
}

/** The most characters that a part of a question may have. */
const longestPart = 2000

/** A value that named graphs hold, with the graphs. */
export interface ClaimedValue {
  readonly term: Term
  readonly graphs: readonly string[]
}

/** What a question asks for, found in a dataset: two questions that mean the same are understood alike. */
export interface UnderstoodQuestion {
  readonly subject: string
  /** The properties that the subject has. */
  readonly properties: readonly MeantProperty[]
  readonly property?: MeantProperty
  /** All statements of the subject with the property. */
  readonly statements: readonly FoundStatement[]
  /** What sources alone say of the subject and the property. */
  readonly claims: readonly ClaimedValue[]
  /** What the value was understood as; absent where none was asked for. */
  readonly asked?: {
    readonly words: ValueWords
    /** The statements with it, of those above. */
    readonly statements: readonly FoundStatement[]
    readonly claims: readonly ClaimedValue[]
    /** The entities that it may be. */
    readonly entities: readonly string[]
  }
}

/**
 * Finds in a dataset what a question is about; only the subject's own statements are read, and names
 * like the one that was asked for where no entity has it. Throws a WhyError for a question without an answer.
 */
export function understood(dataset: Dataset, question: WhyQuestion): UnderstoodQuestion {
  for (const part of ['subject', 'property', 'value'] as const)
    if ((question[part]?.length ?? 0) > longestPart)
      throw new WhyError('too-long', `The ${part} is longer than ${longestPart} characters`, 'ask by an id')
  if (isBlank(question.subject))
    throw new WhyError(
      'subject-missing',
      'There is no subject to ask about',
      'name one: a QID, a label or an IRI'
    )
  if (isBlank(question.property) && !isBlank(question.value))
    throw new WhyError(
      'property-missing',
      'There is a value without a property',
      'name the property: a P-id, a label or an IRI'
    )
  const subject = entityNamed(dataset, question.subject)
  const properties = propertiesOf(dataset, subject)
  if (isBlank(question.property)) return { subject, properties, statements: [], claims: [] }
  const property = propertyMeant(dataset, properties, question.property!)
  const statements = statementsOf(dataset, subject, property.claim)
  const claims = claimsOf(dataset, subject, property)
  const found = { subject, properties, property, statements, claims }
  return isBlank(question.value) ? found : { ...found, asked: askedFor(dataset, found, question.value!) }
}

const isBlank = (part: string | undefined): boolean => part === undefined || part.trim() === ''

/** What each source alone says of an entity and a property: the direct triples of the named graphs. */
function claimsOf({ store, base }: Dataset, subject: string, { claim }: MeantProperty): ClaimedValue[] {
  const byValue = new Map<string, { term: Term; graphs: string[] }>()
  const direct = iri(predicatesOf(claim, base).direct)
  for (const { object, graph } of store.match(iri(subject), direct, null, null)) {
    if (graph.termType !== 'NamedNode') continue
    const key = termText(object)
    const claimed = byValue.get(key)
    if (claimed) claimed.graphs.push(graph.value)
    else byValue.set(key, { term: object, graphs: [graph.value] })
  }
  return [...byValue.values()]
}

function askedFor(
  dataset: Dataset,
  { statements, claims }: Pick<UnderstoodQuestion, 'statements' | 'claims'>,
  value: string
): NonNullable<UnderstoodQuestion['asked']> {
  const words = valueWords(dataset, value)
  const like = <T extends { term: Term }>(
    items: readonly T[],
    detail: (item: T) => FoundStatement['detail']
  ) => {
    const judged = items.map(item => ({ item, as: likeness(dataset, words, item.term, detail(item)) }))
    const same = judged.filter(({ as }) => as === 'it')
    // What says less than was asked counts only where nothing says as much.
    return (same.length > 0 ? same : judged.filter(({ as }) => as === 'coarser')).map(({ item }) => item)
  }
  const meant = like(statements, ({ detail }) => detail)
  // A graph has no value nodes; those of a statement with the same value tell how exact it is.
  const details = new Map(statements.map(({ term, detail }) => [termText(term), detail]))
  const claimed = like(claims, ({ term }) => details.get(termText(term)) ?? {})
  const entities = new Set(
    [...meant, ...claimed]
      .map(({ term }) => term.value)
      .filter(node => node.startsWith(`${dataset.base}entity/`))
  )
  if (meant.length === 0 && claimed.length === 0) {
    const entity = entityIfNamed(dataset, value)
    if (entity !== undefined) entities.add(entity)
  }
  return { words, statements: meant, claims: claimed, entities: [...entities] }
}
