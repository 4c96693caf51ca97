import { defaultSearchLimit, outlineOf, search, understood, WhyError, whyAnswer } from '../../store/store.ts'
import { clientFault, Fault, type FaultCode } from '../faults.ts'
import type { Site } from '../site.ts'
import type { QueryService } from '../sparql/query-service.ts'
import { whyFault } from '../why.ts'

/** A JSON Schema of an object. */
interface ObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
  readonly additionalProperties?: boolean
}

/** Something that a language model may have the site do. */
export interface Tool {
  readonly name: string
  readonly title: string
  /** Says when to use it. */
  readonly description: string
  readonly input: ObjectSchema
  readonly output: ObjectSchema
  /** Throws a Fault for what cannot be answered; the arguments fit the schema. */
  run(given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<object>
}

/** What to do about a fault: a model has only the text to go by. */
const remedies: Partial<Readonly<Record<FaultCode, string>>> = {
  'query-malformed':
    'Mend the query at that place and send it again. The prefixes of the Wikidata Query Service need not be declared.',
  'query-unsupported': 'Write it without that feature.',
  'query-too-complex': 'Ask for less at once, in several queries.',
  'query-missing': 'Send a text that is not empty.',
  'update-refused': 'Only SELECT, ASK, CONSTRUCT and DESCRIBE can be asked.',
  'service-refused': 'Leave SERVICE out, or ask one of the endpoints that the message names.',
  'too-slow':
    'Begin with an entity that you know (find it with search), take out unbound patterns, add LIMIT.',
  'too-large': 'Add LIMIT, count or group in the query, or ask for fewer variables.',
  busy: 'Wait a few seconds and send it again.',
  'not-found': 'Find the right name or IRI with search first.',
  ambiguous: 'Say which one is meant by its IRI or id.'
}

/** An error as a model should read it: what is wrong, and what to do next. Undefined for errors of our own. */
export function toolErrorText(thrown: unknown): string | undefined {
  const error = clientFault(thrown)
  if (!(error instanceof Fault)) return undefined
  const remedy = remedies[error.code]
  return remedy === undefined ? error.message : `${error.message}\n${remedy}`
}

/** Characters of an answer to a query that a model is given at most. */
const longestAnswer = 400_000
const rowLimits = { default: 100, most: 1000 }

const object = (
  properties: Record<string, object>,
  required: readonly string[] = [],
  closed = false
): ObjectSchema => ({ type: 'object', properties, required, ...(closed && { additionalProperties: false }) })
const string = (description: string, more: object = {}) => ({ type: 'string', description, ...more })
const list = (items: object) => ({ type: 'array', items })
const truncated = { type: 'boolean', description: 'Whether there is more than is given' }
const entity = {
  iri: string('Its IRI'),
  label: string('What it is called'),
  item: string('Its IRI in Wikidata')
}

/** The tools of a site; queries go where those of the SPARQL endpoint go, with the same limits. */
export function toolsOf(site: Site, queries: QueryService): Tool[] {
  const { manifest, store } = site.published
  const language = string(`The language of names, as a BCP 47 tag; ${manifest.language} unless it is given`, {
    pattern: '^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$',
    maxLength: 60
  })
  const datasetIn = (tag: unknown) => ({
    store,
    base: site.base,
    language: typeof tag === 'string' ? tag.toLowerCase() : manifest.language
  })
  const asked = <T>(ask: () => T): T => {
    try {
      return ask()
    } catch (error) {
      throw error instanceof WhyError ? whyFault(error) : error
    }
  }
  return [
    {
      name: 'search',
      title: 'Search by name',
      description:
        'Finds entities, classes and properties by what they are called, in any language. Use it first, to get the IRIs that the other tools and queries need.',
      input: object(
        {
          text: string('Words of a name; the last may be only begun', { minLength: 1, maxLength: 500 }),
          language,
          limit: { type: 'integer', minimum: 1, maximum: 100, default: defaultSearchLimit }
        },
        ['text'],
        true
      ),
      output: object(
        {
          results: list(
            object({ ...entity, description: string('What it is'), statements: { type: 'integer' } }, [
              'iri',
              'label'
            ])
          ),
          truncated
        },
        ['results', 'truncated']
      ),
      run: async ({ text, language, limit }) => {
        const words = String(text).trim()
        if (words === '') throw new Fault('query-missing', 'There is nothing to search for')
        return search(datasetIn(language), words, { limit: Number(limit ?? defaultSearchLimit) })
      }
    },
    {
      name: 'describe',
      title: 'Describe an entity',
      description:
        'Gives what the dataset says of one entity: each property with its values of best rank, and the predicate to use in queries. Ask why for the sources of a value.',
      input: object(
        {
          entity: string('An IRI, a QID such as Q649, or a name', { minLength: 1, maxLength: 2000 }),
          language
        },
        ['entity'],
        true
      ),
      output: object(
        {
          ...entity,
          description: string('What it is'),
          properties: list(
            object(
              {
                predicate: string('Leads straight to the values'),
                label: string('What the property is called'),
                values: list(
                  object(
                    {
                      type: string('iri, literal or unknown'),
                      value: string('The IRI or the text'),
                      text: string('For people')
                    },
                    ['type', 'value', 'text']
                  )
                ),
                total: { type: 'integer' }
              },
              ['predicate', 'label', 'values', 'total']
            )
          ),
          truncated
        },
        ['iri', 'label', 'properties', 'truncated']
      ),
      run: async ({ entity, language }) => {
        const dataset = datasetIn(language)
        return outlineOf(dataset, asked(() => understood(dataset, { subject: String(entity) })).subject)
      }
    },
    {
      name: 'query',
      title: 'Ask by SPARQL',
      description: `Answers a read-only SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE). The prefixes of the Wikidata Query Service are declared: wdt:P31 leads to values of best rank, p:P31/ps:P31 to statements with qualifiers (pq:) and references; wd:Q649 means the entity here. Its label service works too. Gives ${rowLimits.default} rows unless limit says more.`,
      input: object(
        {
          query: string('The query', { minLength: 1 }),
          limit: { type: 'integer', minimum: 1, maximum: rowLimits.most, default: rowLimits.default }
        },
        ['query'],
        true
      ),
      output: object(
        {
          form: { type: 'string', enum: ['rows', 'boolean', 'graph'] },
          variables: list({ type: 'string' }),
          rows: list({ type: 'object', description: 'By variable, in the form of SPARQL JSON results' }),
          boolean: { type: 'boolean' },
          turtle: string('The graph that was constructed'),
          truncated
        },
        ['form', 'truncated']
      ),
      run: ({ query, limit }, signal) =>
        answered(site, queries, String(query), Number(limit ?? rowLimits.default), signal)
    },
    {
      name: 'why',
      title: 'Who says so',
      description:
        'Tells who says a fact, where and in which words, how it is ranked and why, and what contradicts it. Without a value it tells of all values, without a property which properties can be asked about.',
      input: object(
        {
          subject: string('An IRI, a QID or a name', { minLength: 1, maxLength: 2000 }),
          property: string('A P-id, a label, a key or an IRI', { maxLength: 2000 }),
          value: string('An id, a name, a text, a date or a number', { maxLength: 2000 })
        },
        ['subject'],
        true
      ),
      output: object(
        {
          subject: object(entity, ['iri', 'label']),
          property: object({ iri: string('Its IRI'), label: string('What it is called') }),
          properties: list({ type: 'object' }),
          statements: list({ type: 'object' }),
          disagreements: list({ type: 'object' }),
          truncated
        },
        ['subject', 'truncated']
      ),
      run: async ({ subject, property, value }) => {
        const dataset = datasetIn(undefined)
        const part = (given: unknown) => (given === undefined ? undefined : String(given))
        return asked(() =>
          whyAnswer(
            dataset,
            understood(dataset, { subject: String(subject), property: part(property), value: part(value) }),
            25
          )
        )
      }
    }
  ]
}

interface Results {
  readonly head: { readonly vars?: readonly string[] }
  readonly results?: { readonly bindings: readonly object[] }
  readonly boolean?: boolean
}

async function answered(
  site: Site,
  queries: QueryService,
  query: string,
  limit: number,
  signal: AbortSignal
): Promise<object> {
  if (query.trim() === '') throw new Fault('query-missing', 'The query is empty')
  const { headers, body } = await queries.answer(
    {
      query,
      dataset: undefined,
      format: undefined,
      identity: 'own',
      languages: [site.published.manifest.language],
      accept: 'application/sparql-results+json, text/turtle',
      explain: false,
      isHead: false
    },
    signal
  )
  const text = await textOf(body)
  if (headers['Content-Type']?.startsWith('text/turtle'))
    return { form: 'graph', turtle: text, truncated: false }
  const { head, results, boolean } = JSON.parse(text) as Results
  if (boolean !== undefined) return { form: 'boolean', boolean, truncated: false }
  const rows = results?.bindings ?? []
  return {
    form: 'rows',
    variables: head.vars ?? [],
    rows: rows.slice(0, limit),
    truncated: rows.length > limit
  }
}

/** A body as text; a Fault where it is longer than a model should be given. */
async function textOf(body: Awaited<ReturnType<QueryService['answer']>>['body']): Promise<string> {
  const tooLarge = () =>
    new Fault('too-large', `The answer is longer than ${longestAnswer.toLocaleString('en')} characters`)
  if (!(body instanceof ReadableStream)) {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body ?? undefined)
    if (text.length > longestAnswer) throw tooLarge()
    return text
  }
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (let text = ''; ; ) {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    if (text.length > longestAnswer) {
      await reader.cancel()
      throw tooLarge()
    }
    if (done) return text
  }
}
