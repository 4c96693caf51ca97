import { type Reference, type Statement, type Value, valueKey } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { Constraints } from './constraints.ts'
import { placeKey } from './references.ts'
import { byTime, isAfter, spanOf, type TimeSpan, type TimeValue } from './time-spans.ts'

/** What a source says are all values there are: of a property of an entity, or all that point at it with one. */
export interface ClosedList {
  readonly source: string
  /** Spellings of the values (`valueKey`). */
  readonly values: ReadonlySet<string>
  readonly reference: Reference
}

/** How long one holds an office of an organization, as a source says. */
export interface Term {
  /** What the office is called. */
  readonly label: string
  readonly years: number
  readonly references: readonly Reference[]
}

/** An end that a source tells of, of what another statement says from the other side. */
export interface Ending {
  readonly source: string
  readonly reference: Reference
  /** Absent where nobody says when. */
  readonly end?: TimeValue
}

/** A source with the time it was written. */
export interface DatedSource {
  readonly source: string
  readonly time: TimeValue
  readonly span: TimeSpan
}

const year = 'Q577'

/**
 * What documents tell that bears on statements of other entities, or is no statement: lists that leave nothing out,
 * ends, terms of office, and how old each source is. Of notes it has the lists in their abstracts, and no statement.
 * It is small, for a dataset has few documents beside its notes.
 */
export class Testimony {
  readonly #lists = new Map<string, (ClosedList & { readonly values: Set<string>; reference: Reference })[]>()
  readonly #endings = new Map<string, Ending[]>()
  readonly #current = new Set<string>()
  readonly #terms = new Map<string, (Term & { readonly references: Reference[] })[]>()
  readonly #inceptions = new Map<string, Statement[]>()
  readonly #chairs = new Map<string, Statement[]>()
  readonly #dates: ReadonlyMap<string, TimeValue>
  readonly #onAsk: (entity: string) => void

  /**
   * `told`: the statements of documents, by the IRI of what they are about; `dates`: when sources were written
   * (`2026`, `2026-01`, `2026-01-31`), by id; `onAsk` is told of every entity that something is asked of; `lists`:
   * what notes list in their abstracts, which state nothing else.
   */
  constructor(
    told: ReadonlyMap<string, readonly Statement[]>,
    dates: ReadonlyMap<string, string>,
    constraints: Constraints,
    labelOf: (iri: string) => string,
    onAsk: (entity: string) => void = () => undefined,
    lists: Iterable<Statement> = []
  ) {
    this.#onAsk = onAsk
    this.#dates = new Map([...dates].map(([source, date]) => [source, timeOf(date)]))
    for (const [subject, statements] of told) {
      for (const statement of statements) {
        if (statement.proposed || statement.property.local) continue
        this.#learnList(statement, constraints)
        if (statement.value.type === 'item') this.#learnEnding(statement, statement.value.iri, constraints)
        if (statement.property.id === 'P571') push(this.#inceptions, subject, statement)
      }
      this.#learnTerms(subject, statements, labelOf)
      this.#learnChairs(statements, constraints)
    }
    for (const statement of lists) this.#learnList(statement, constraints)
  }

  /** What documents tell where there are none. */
  static get nothing(): Testimony {
    return new Testimony(new Map(), new Map(), Constraints.nothing, iri => iri)
  }

  #learnList({ subject, property, value, references }: Statement, constraints: Constraints): void {
    for (const reference of references) {
      if (!reference.closed) continue
      const item: Value = { type: 'item', iri: subject }
      const counterparts = constraints.valuesOf(property, 'counterpart') ?? []
      this.#addToList(`${subject} ${property.id}`, value, reference)
      for (const other of counterparts) this.#addToList(`${subject} ^${other}`, value, reference)
      if (value.type !== 'item') continue
      this.#addToList(`${value.iri} ^${property.id}`, item, reference)
      for (const other of counterparts) this.#addToList(`${value.iri} ${other}`, item, reference)
    }
  }

  #addToList(key: string, value: Value, reference: Reference): void {
    const { source } = reference
    const lists = this.#lists.get(key) ?? []
    const place = placeKey(reference)
    const same = lists.find(list => list.source === source && placeKey(list.reference) === place)
    if (same) {
      same.values.add(valueKey(value))
      // One of them stands for all, whichever was told first.
      if (byCodePoint(JSON.stringify(reference), JSON.stringify(same.reference)) < 0)
        same.reference = reference
    } else lists.push({ source, values: new Set([valueKey(value)]), reference })
    this.#lists.set(key, lists)
  }

  #learnEnding(
    { subject, property, qualifiers, references }: Statement,
    value: string,
    constraints: Constraints
  ): void {
    const ends = qualifiers.filter(snak => snak.property.id === 'P582')
    for (const other of constraints.valuesOf(property, 'counterpart') ?? []) {
      const key = `${value} ${other} ${subject}`
      if (ends.length === 0) {
        // Told of as it is now: so it has not ended, or has begun again.
        if (references.some(({ closed }) => closed)) this.#current.add(key)
        continue
      }
      const end = ends[0]!.value
      for (const reference of references)
        push(this.#endings, key, {
          source: reference.source,
          reference,
          ...(end.type === 'time' ? { end } : {})
        })
    }
  }

  #learnTerms(office: string, statements: readonly Statement[], labelOf: (iri: string) => string): void {
    const of = (id: string): readonly Statement[] =>
      statements.filter(({ property, proposed }) => property.id === id && !property.local && !proposed)
    for (const { value: organization } of of('P2389')) {
      if (organization.type !== 'item') continue
      for (const { value, references } of of('P2097')) {
        if (value.type !== 'quantity' || value.unit !== year) continue
        const terms = this.#terms.get(organization.iri) ?? []
        const known = terms.find(
          ({ label, years }) => label === labelOf(office) && years === Number(value.amount)
        )
        if (known) known.references.push(...references)
        else terms.push({ label: labelOf(office), years: Number(value.amount), references: [...references] })
        this.#terms.set(organization.iri, terms)
      }
    }
  }

  /** Who held an office of an organization at one of its events. */
  #learnChairs(statements: readonly Statement[], constraints: Constraints): void {
    const organizers = new Set(
      statements.flatMap(({ property, value, proposed }) =>
        property.id === 'P664' && value.type === 'item' && !proposed ? [value.iri] : []
      )
    )
    for (const statement of statements)
      if (!statement.proposed && constraints.has(statement.property, 'successive'))
        for (const organizer of organizers)
          push(this.#chairs, `${organizer} ${statement.property.id}`, statement)
  }

  /** The lists of all values of a property of an entity; `^P463` are all that have it as a value. */
  listsOf(entity: string, property: string): readonly ClosedList[] {
    this.#onAsk(entity)
    return this.#lists.get(`${entity} ${property}`) ?? []
  }

  /** The ends told of a value, from the value's own side. */
  endingsOf(entity: string, property: string, value: string): readonly Ending[] {
    this.#onAsk(entity)
    return this.#endings.get(`${entity} ${property} ${value}`) ?? []
  }

  /** Whether some source has the value in a list of all there are now. */
  isCurrent(entity: string, property: string, value: string): boolean {
    this.#onAsk(entity)
    return this.#current.has(`${entity} ${property} ${value}`)
  }

  /** Terms of the offices of an organization. */
  termsOf(organization: string): readonly Term[] {
    this.#onAsk(organization)
    return this.#terms.get(organization) ?? []
  }

  /** When documents say that something began, its names then among the qualifiers. */
  inceptionsOf(entity: string): readonly Statement[] {
    this.#onAsk(entity)
    return this.#inceptions.get(entity) ?? []
  }

  /** Who is told to have held an office at events that the organization held. */
  atEventsOf(organization: string, property: string): readonly Statement[] {
    this.#onAsk(organization)
    return this.#chairs.get(`${organization} ${property}`) ?? []
  }

  /** When a source was written; undefined where nothing says so. */
  dateOf(source: string): TimeValue | undefined {
    return this.#dates.get(source)
  }

  /** The newest of those sources that have a date. */
  newest(references: readonly Pick<Reference, 'source'>[]): DatedSource | undefined {
    let newest: DatedSource | undefined
    for (const { source } of references) {
      const time = this.#dates.get(source)
      if (time && (!newest || isNewer({ source, time }, newest)))
        newest = { source, time, span: spanOf(time) }
    }
    return newest
  }

  /** Whether a time lies after all its sources were written: what ends then has not ended yet. */
  isAhead(value: Value, references: readonly Pick<Reference, 'source'>[]): boolean {
    return value.type === 'time' && isAfter(spanOf(value), this.newest(references)?.span)
  }

  /** For each entity that something is told of here, all that is told, as one text: it changes when that does. */
  *answers(): Iterable<readonly [entity: string, text: string]> {
    const texts = new Map<string, string[]>()
    const add = (key: string, said: unknown): void => {
      const [entity = ''] = key.split(' ')
      push(texts, entity, `${key} ${JSON.stringify(said)}`)
    }
    for (const [key, lists] of this.#lists)
      for (const { source, values, reference } of lists) add(key, [source, [...values], reference])
    for (const [key, endings] of this.#endings) add(key, endings)
    for (const key of this.#current) add(key, true)
    for (const tables of [this.#terms, this.#inceptions, this.#chairs])
      for (const [key, said] of tables) add(key, said)
    for (const [entity, said] of texts) yield [entity, said.sort(byCodePoint).join('\n')]
  }
}

/** Whether a source is the newer; of those that may be of one time it is the one that comes first by name. */
function isNewer(a: Omit<DatedSource, 'span'>, b: Omit<DatedSource, 'span'>): boolean {
  const order = byTime(a.time, b.time)
  return order === 0 ? a.source < b.source : order > 0
}

/** `2026-01` as a time of the precision it is written with. */
function timeOf(date: string): TimeValue {
  const [year = '', month, day] = date.split('-')
  return {
    type: 'time',
    time: `${year.padStart(4, '0')}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`,
    precision: day ? 11 : month ? 10 : 9
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
