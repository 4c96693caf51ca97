import { parseQuery, type Query } from '../../src/query/parse.ts'
import {
  type Answer,
  type PreparedQuery,
  prepare,
  QueryError,
  resultFormats,
  type Services
} from '../../src/query/query.ts'
import { iri, type Quad, quad, type Term } from '../../src/rdf/rdf.ts'
import { type Store, storeOf } from '../../src/store/store.ts'
import { graphsDifference, type Strictness, solutionsDifference, tablesDifference } from './compare.ts'
import { type Expected, expectedAt, type Graph, resultReaders } from './expected.ts'
import type { W3cTest } from './manifest.ts'
import { computedVariables, orderOf } from './order.ts'
import type { Solution, Solutions, Truth } from './result-documents.ts'
import { asIs, byValue } from './spelling.ts'
import { extensionOf, quadsAt, textAt } from './suite-files.ts'

/** What answered: one of the engines, or for tests of syntax the parser alone. */
export type Engine = 'own' | 'comunica' | 'parser'

/** What became of a test. */
export type Outcome =
  | { readonly status: 'passed'; readonly engine: Engine }
  | { readonly status: 'failed'; readonly engine: Engine; readonly reason: string }
  | { readonly status: 'skipped'; readonly reason: string }

/** Says which engine answered; an answer may say so itself, or the query it comes from. */
export type EngineOf = (answer: Answer, query: PreparedQuery) => Engine

/** Reads the property `engine` of the answer, or else of the query; without one it was Comunica. */
export const statedEngine: EngineOf = (answer, query) => {
  for (const { engine } of [answer, query] as { readonly engine?: unknown }[])
    if (engine === 'own' || engine === 'comunica') return engine
  return 'comunica'
}

const limits = { timeout: 20_000, rows: 1_000_000, depth: 1_000, parts: 10_000 }

/** Runs a test. Whatever goes wrong on the way is a failure, and never thrown. */
export async function runTest(test: W3cTest, engineOf: EngineOf = statedEngine): Promise<Outcome> {
  const skipped = reasonToSkip(test)
  if (skipped) return { status: 'skipped', reason: skipped }
  let engine: Engine = 'parser'
  try {
    if (test.kind.includes('Syntax')) {
      const reason = syntaxFault(test)
      return reason === undefined ? { status: 'passed', engine } : { status: 'failed', engine, reason }
    }
    engine = 'comunica'
    const reason = await evaluationFault(test, (answer, query) => {
      engine = engineOf(answer, query)
    })
    return reason === undefined ? { status: 'passed', engine } : { status: 'failed', engine, reason }
  } catch (error) {
    return { status: 'failed', engine, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Why a test is not of what a query of a read-only endpoint can be; undefined where it is. */
function reasonToSkip({ kind, query, entailment }: W3cTest): string | undefined {
  // Some tests of the syntax of updates have the kind of those of queries.
  if (kind.includes('Update') || query?.endsWith('.ru')) return 'is an update, and the endpoint only reads'
  if (kind === 'GraphStoreProtocolTest')
    return 'is of the Graph Store Protocol, which the endpoint does not speak'
  if (entailment) return 'needs an entailment regime'
  return undefined
}

const known: readonly string[] = [
  'QueryEvaluationTest',
  'CSVResultFormatTest',
  'PositiveSyntaxTest',
  'PositiveSyntaxTest11',
  'NegativeSyntaxTest',
  'NegativeSyntaxTest11'
]

/** What is wrong with how the query of a test of syntax is read; undefined where nothing is. */
function syntaxFault({ kind, query }: W3cTest): string | undefined {
  const isGood = kind.startsWith('Positive')
  try {
    prepare(textAt(query!), { base: query!, limits })
    return isGood ? undefined : 'is taken for a query'
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    // That another endpoint may not be asked is found when the query has been understood.
    if (error.code === 'service') return isGood ? undefined : 'is taken for a query'
    if (error.code === 'malformed' && !isGood) return undefined
    return `is refused: ${error.message}`
  }
}

/** Tests whose results write numbers otherwise than their data, where patterns find them: `0.0` for `0E1`, `1.0e6` for `1.0E6`. */
const rewritten: ReadonlySet<string> = new Set(['sparql11/cast#cast-decimal', 'sparql11/csv-tsv-res#tsv03'])

/**
 * What is wrong with the answer to the query of a test. Terms that patterns find have to come back as they are; what
 * expressions compute is compared by datatype and value, since no specification says how many zeros a sum ends in.
 */
async function evaluationFault(
  test: W3cTest,
  answered: (answer: Answer, query: PreparedQuery) => void
): Promise<string | undefined> {
  if (!known.includes(test.kind)) return `has the kind ${test.kind || 'nothing'}, which is not known`
  if (!test.query || !test.result) return 'has no query or no result'
  const text = textAt(test.query)
  const { depth, parts } = limits
  const services = servicesOf(test)
  const settings = {
    prefixes: {},
    base: test.query,
    depth,
    parts,
    languages: [],
    services: services.allowed
  }
  const query = parseQuery(text, settings)
  const store = await storeFor(test, query)
  const prepared = prepare(text, { base: test.query, limits, services })
  const answer = await prepared.run(store)
  answered(answer, prepared)
  const actual = await collected(answer)
  const expected = await expectedAt(test.result)
  const order =
    expected.form === 'bindings' && expected.ordered ? 'fixed' : orderOf(query.operation, query.variables)
  const computed = computedVariables(query.operation)
  const strictness: Strictness = {
    order,
    lax: test.lax,
    literals: name => (computed.has(name) || rewritten.has(test.id) ? byValue : asIs)
  }
  const fault = await difference(expected, actual, strictness)
  if (fault !== undefined) return fault
  const written = await writtenAndRead(actual, extensionOf(test.result))
  const faultOfWriting = written && (await difference(expected, written, strictness))
  return faultOfWriting && `as written in ${extensionOf(test.result)}: ${faultOfWriting}`
}

/** The dataset of a test, with the graphs that its query names in FROM and FROM NAMED. */
async function storeFor({ data, graphs }: W3cTest, { dataset }: Query): Promise<Store> {
  const quads: Quad[] = []
  for (const file of data) quads.push(...(await quadsAt(file)))
  const named = new Set([...graphs, ...(dataset?.default ?? []), ...(dataset?.named ?? [])])
  for (const file of named)
    for (const { subject, predicate, object } of await quadsAt(file))
      quads.push(quad(subject, predicate, object, iri(file)))
  return storeOf(quads)
}

/** An address that tests of failures ask; nobody is there. */
const nobody = 'http://invalid.endpoint.org/sparql'

/** Stand-ins for the other endpoints of a test, over what its manifest says that they have. */
function servicesOf({ endpoints }: W3cTest): Services {
  const services: Services = {
    allowed: [...endpoints.keys(), nobody],
    async ask({ endpoint, query, signal }) {
      const data = endpoints.get(endpoint)
      if (data === undefined) throw new QueryError('service-failed', `There is no ${endpoint}`)
      const answer = await prepare(query, { base: endpoint, limits, services }).run(
        storeOf(await quadsAt(data)),
        signal
      )
      if (answer.form !== 'bindings') throw new Error('A service is asked for solutions')
      let document = ''
      for await (const piece of resultFormats[0]!.write(answer)) document += piece
      return document
    }
  }
  return services
}

type Collected = Solutions | Truth | Graph

async function collected(answer: Answer): Promise<Collected> {
  if (answer.form === 'boolean') return answer
  if (answer.form === 'quads') {
    const quads: Quad[] = []
    for await (const quad of answer.quads) quads.push(quad)
    return { form: 'quads', quads }
  }
  const rows: Solution[] = []
  for await (const row of answer.rows) {
    const bound = answer.variables.map(name => [name, row.get(name)] as const)
    rows.push(new Map(bound.filter((pair): pair is [string, Term] => pair[1] !== undefined)))
  }
  return { form: 'bindings', variables: answer.variables, rows }
}

async function* inTurn<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}

/** The result format of files whose names end so, by how our table of formats calls it. */
const formatNames: Readonly<Record<string, string>> = { srj: 'json', srx: 'xml', csv: 'csv', tsv: 'tsv' }

/** A result as our writer writes it in the format of the expected one; undefined where that is no results format. */
async function writtenAndRead(result: Collected, extension: string) {
  const format = resultFormats.find(({ extension: name }) => name === formatNames[extension])
  const read = resultReaders[extension]
  if (!format || !read || result.form === 'quads') return undefined
  let document = ''
  const answer = result.form === 'boolean' ? result : { ...result, batches: inTurn([result.rows]) }
  for await (const piece of format.write(answer)) document += piece
  return read(document)
}

async function difference(
  expected: Expected,
  actual: Collected | ReturnType<(typeof resultReaders)[string]>,
  strictness: Strictness
): Promise<string | undefined> {
  const { order } = strictness
  // Terms are not told apart in CSV: what is compared is what our writer makes of them.
  if (expected.form === 'table') {
    const table = actual.form === 'table' ? actual : await writtenAndRead(actual, 'csv')
    if (table?.form === 'table') return tablesDifference(expected, table, order !== 'free')
  } else if (expected.form === 'boolean') {
    if (actual.form === 'boolean') return actual.value === expected.value ? undefined : `is ${actual.value}`
  } else if (expected.form === 'quads') {
    if (actual.form === 'quads') return graphsDifference(expected.quads, actual.quads)
  } else if (actual.form === 'bindings') return solutionsDifference(expected, actual, strictness)
  return `gives ${actual.form} and not ${expected.form}`
}
