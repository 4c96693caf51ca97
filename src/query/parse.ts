import { toAlgebra } from '@traqula/algebra-sparql-1-2'
import { Parser, type SyntaxFault, type SyntaxTree } from '@traqula/parser-sparql-1-2'
import type { NamedNode } from '../rdf/rdf.ts'
import { type Operation, type TermOrVariable, type Variable, walk } from './algebra.ts'
import { dropHints, isOwnService, ServiceFault } from './blazegraph.ts'
import type { DatasetClause } from './dataset.ts'
import { resolveIri } from './functions/iri-resolution.ts'
import { answerGeoServices } from './geo-services.ts'
import { nameAggregates } from './having.ts'
import { withoutLabelService } from './label-service.ts'
import { QueryError, type QueryPlace } from './query-error.ts'
import { scopeFault } from './scope.ts'
import { refusal } from './services.ts'

/** A query, understood: its form, its algebra without dataset clause, and what the clause said. */
export interface Query {
  readonly form: 'select' | 'construct' | 'describe' | 'ask'
  readonly operation: Operation
  /** The same for an engine that has GRAPH in patterns, and not as an operation. */
  withQuads(): Operation
  /** The variables of a SELECT in projection order; those of `*` in the order in which they are written. */
  readonly variables: readonly string[]
  /** `FROM` and `FROM NAMED`; undefined where the query has neither. */
  readonly dataset: DatasetClause | undefined
  /** What IRI() resolves relative IRIs against (SPARQL 1.2 Query §17.4.2.8): what BASE says last, or what was given. */
  readonly base: string
}

/** What a query may rely on without saying it. */
export interface ParseSettings {
  readonly prefixes: Readonly<Record<string, string>>
  /** Relative IRIs are resolved against this. */
  readonly base: string
  /** How deep brackets may nest. */
  readonly depth: number
  /** Of how many patterns, paths' steps and operations it may be made; expressions and VALUES do not count. */
  readonly parts: number
  /** What `[AUTO_LANGUAGE]` stands for in the label service: language tags, the preferred first. */
  readonly languages: readonly string[]
  /** Endpoints that SERVICE may name; without them, none. */
  readonly services?: readonly string[] | undefined
}

/**
 * Reads a SPARQL 1.2 query (https://www.w3.org/TR/sparql12-query/#grammar). Throws a QueryError with the
 * place for a text that is not one, for updates, which are never evaluated here, and for SERVICE that names an endpoint
 * which may not be asked; but what services of the Wikidata Query Service would do is made part of the query.
 */
export function parseQuery(query: string, settings: ParseSettings): Query {
  const { prefixes, base, depth, parts, services = [] } = settings
  const outline = outlineOf(query)
  if (outline.trim() === '') throw new QueryError('malformed', 'The query is empty', { line: 1, column: 1 })
  checkDepth(outline, depth)
  checkNames(query, outline)
  checkFilters(query, outline, parts)
  // Copies: the parser adds a query's own declarations to what it is given.
  const tree = parseTree(query, outline, { prefixes: { ...prefixes }, baseIRI: base })
  // By the grammar an update that does nothing; who sends it forgot the query.
  if (tree.updates?.every(({ operation }) => !operation))
    throw new QueryError('malformed', 'There are declarations, but no query', placeOf(query, query.length))
  if (tree.type === 'update')
    throw new QueryError(
      'update',
      'This is an update; the dataset can only be read',
      placeOf(query, outline.search(/\S/))
    )
  const fault = scopeFault(tree)
  if (fault) throw new QueryError('malformed', fault.message, placeOf(query, outline.search(fault.at)))
  const algebra = (quads: boolean): Operation =>
    algebraOf(query, outline, tree, { prefixes, baseIRI: base }, quads)
  const root = algebra(false)
  const asked = withoutClause(root)
  refuseServices(query, outline, asked, services)
  let count = 0
  for (const { type } of walk(asked)) if (type !== 'expression') count += 1
  if (count > parts)
    throw new QueryError('too-complex', `The query has ${count} parts; ${parts} are the limit`)
  nameAggregates(asked)
  const inner = answeredServices(query, outline, asked, settings)
  const dataset =
    root.type === 'from'
      ? { default: irisOf(root['default'] as NamedNode[]), named: irisOf(root['named'] as NamedNode[]) }
      : undefined
  const form = tree.subType ?? 'select'
  const variables = form === 'select' ? projectionOf(inner).map(variable => variable.value) : []
  // The algebra sorts the variables of `SELECT *`; people expect them as they wrote them.
  const written =
    tree.variables?.[0]?.type === 'wildcard' ? inOrderOfAppearance(variables, outline) : variables
  const withQuads = (): Operation => {
    const operation = withoutClause(algebra(true))
    nameAggregates(operation)
    return answeredServices(query, outline, operation, settings)
  }
  return { form, operation: inner, withQuads, variables: written, dataset, base: baseOf(tree, base) }
}

/** Each BASE may be relative to the one before. */
function baseOf({ context = [] }: SyntaxTree, given: string): string {
  let base = given
  for (const { subType, value } of context) {
    if (subType === 'base') base = resolveIri(value.value, base) ?? base
  }
  return base
}

/** A query's algebra without its dataset clause. */
const withoutClause = (root: Operation): Operation =>
  slicedInside(root.type === 'from' ? (root['input'] as Operation) : root)

/**
 * LIMIT and OFFSET of CONSTRUCT and DESCRIBE count solutions (SPARQL 1.2 Query §16.2, §18.3.5); Traqula puts them
 * around the operation, where they would count triples.
 */
function slicedInside(operation: Operation): Operation {
  const input = operation['input'] as Operation | undefined
  return operation.type === 'slice' && (input?.type === 'construct' || input?.type === 'describe')
    ? { ...input, input: { ...operation, input: input['input'] } }
    : operation
}

const irisOf = (nodes: readonly NamedNode[]): string[] => nodes.map(node => node.value)

let parser: Parser | undefined

function parseTree(
  query: string,
  outline: string,
  context: { prefixes: Record<string, string>; baseIRI: string }
): SyntaxTree {
  // Building the parser takes tens of milliseconds: once, and not before the first query.
  parser ??= new Parser({
    errorHandler: faults => {
      throw new SyntaxProblem(faults[0]!)
    }
  })
  try {
    return parser.parse(query, context)
  } catch (error) {
    throw queryErrorOf(error, query, outline)
  }
}

function algebraOf(
  query: string,
  outline: string,
  tree: SyntaxTree,
  { prefixes, baseIRI }: { readonly prefixes: Readonly<Record<string, string>>; readonly baseIRI: string },
  quads: boolean
): Operation {
  try {
    return toAlgebra(tree, { prefixes: { ...prefixes }, baseIRI, quads, blankToVariable: true })
  } catch (error) {
    throw queryErrorOf(error, query, outline)
  }
}

class SyntaxProblem extends Error {
  readonly fault: SyntaxFault
  constructor(fault: SyntaxFault) {
    super(fault.message)
    this.fault = fault
  }
}

/** What the parser throws, as a QueryError; a fault of our own stays what it is. */
function queryErrorOf(error: unknown, query: string, outline: string): unknown {
  if (error instanceof SyntaxProblem) return syntaxErrorOf(error.fault, query)
  if (error instanceof RangeError && /call stack/i.test(error.message)) return tooDeep()
  if (error instanceof RangeError) return new QueryError('malformed', 'An escape stands for no character')
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) return error
  const { message } = error
  // The same, from what goes over a tree without calling itself.
  if (/stack overflowed/.test(message)) return tooDeep()
  const lexical = /^unexpected character: ->([\s\S]*)<- at offset: (\d+)/.exec(message)
  if (lexical)
    return new QueryError(
      'malformed',
      `The character ${JSON.stringify(lexical[1])} cannot stand here`,
      placeOf(query, Number(lexical[2]))
    )
  const prefix = /^Unknown prefix: (.*)$/.exec(message)
  if (prefix)
    return new QueryError(
      'malformed',
      `The prefix ${prefix[1]}: is not declared; declare it with PREFIX ${prefix[1]}: <…>`,
      placeOf(query, outline.indexOf(`${prefix[1]}:`))
    )
  return new QueryError('malformed', message.split('\n')[0] ?? message)
}

const tooDeep = (): QueryError => new QueryError('too-complex', 'The query is nested too deeply')

/** Chevrotain's message and token, in words: what stood there, and which tokens could have. */
function syntaxErrorOf({ message, token }: SyntaxFault, query: string): QueryError {
  const found = token.image === '' ? 'the end of the query' : JSON.stringify(token.image)
  const lists = [...message.matchAll(/\[([^\n]*?)\](?=\s*(?:,\s*\[|[,>\n]|$))/g)].map(match => match[1] ?? '')
  const single = /--> (.*?) <--/.exec(message)?.[1]
  const first = lists.map(list => (list.split(',')[0] ?? '').trim())
  const names = (single === undefined ? first : [single]).filter(name => name !== '')
  const expected = [
    ...new Set(names.map(name => tokenNames.find(([token]) => token.test(name))?.[1] ?? name))
  ]
  const place = placeOf(query, Number.isNaN(token.startOffset) ? query.length : token.startOffset)
  const reason = message.startsWith('Redundant input')
    ? 'nothing more was expected after the query'
    : 'it cannot stand here'
  return new QueryError('malformed', `Found ${found}, but ${reason}`, {
    ...(place ?? { line: 1, column: 1 }),
    ...(expected.length > 0 && { expected })
  })
}

/** Names of the parser's tokens, in the words of someone who writes queries. */
const tokenNames: readonly [RegExp, string][] = [
  [/^Var[12]$/, '?variable'],
  [/^IriRef$/, '<IRI>'],
  [/^PName(Ln|Ns)$/, 'prefix:name'],
  [/^StringLiteral/, '"string"'],
  [/^(Integer|Decimal|Double)/, 'number'],
  [/^BlankNodeLabel$/, '_:label'],
  [/^Anon$/, '[]'],
  [/^Nil$/, '()'],
  [/^(Triple Term Open )/, '<<('],
  [/^(Reification open )/, '<<']
]

/** Line and column of an offset, counted from 1; undefined for an offset before the start. */
function placeOf(query: string, offset: number): QueryPlace | undefined {
  if (offset < 0) return undefined
  const before = query.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

// Strings, IRIs and comments (SPARQL 1.2 §19.8, rules STRING_LITERAL…, IRIREF; §19.4), which may hold any bracket.
const opaque =
  /"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n\r]*/g

/** A query with strings, IRIs and comments blanked out, every offset kept. */
const outlineOf = (query: string): string =>
  query.replace(opaque, part =>
    part.startsWith('#') ? part.replace(/[^\n\r]/g, ' ') : '"'.repeat(part.length)
  )

function checkDepth(outline: string, limit: number): void {
  let depth = 0
  for (const { 0: bracket, index } of outline.matchAll(/[{}()[\]]/g)) {
    depth += '{(['.includes(bracket) ? 1 : -1
    if (depth > limit)
      throw new QueryError('too-complex', `Brackets nest deeper than ${limit}`, placeOf(outline, index))
  }
}

/** Longer names than any that is used: matching them takes the parser time that grows with their square. */
function checkNames(query: string, outline: string): void {
  const long = /[\p{L}\p{N}_.:%\\-]{4096}/u.exec(outline)
  if (long)
    throw new QueryError('malformed', 'A name is longer than 4095 characters', placeOf(query, long.index))
}

/** The algebra makes one conjunction of a group's filters, which takes memory that grows with the square of their number. */
function checkFilters(query: string, outline: string, limit: number): void {
  let count = 0
  for (const { index } of outline.matchAll(/(?<![\p{L}\p{N}_:?$-])FILTER(?![\p{L}\p{N}_:-])/giu))
    if (++count > limit)
      throw new QueryError('too-complex', `There are more than ${limit} filters`, placeOf(query, index))
}

/** A query without what only the Wikidata Query Service understands: its services and hints. */
function answeredServices(
  query: string,
  outline: string,
  operation: Operation,
  settings: ParseSettings
): Operation {
  try {
    dropHints(operation)
    answerGeoServices(operation, settings.base)
    return withoutLabelService(operation, settings)
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const service = error instanceof ServiceFault ? error.service : 'label'
    const place = placeOf(query, placeOfService(query, outline, `wikibase:${service}`))
    throw new QueryError(error.code, error.message, place)
  }
}

/** Endpoints that variables stand for are known only when it is evaluated. */
function refuseServices(
  query: string,
  outline: string,
  operation: Operation,
  allowed: readonly string[]
): void {
  for (const part of walk(operation)) {
    if (part.type !== 'service' || isOwnService(part)) continue
    const { termType, value } = part['name'] as TermOrVariable
    if (termType === 'NamedNode' ? allowed.includes(value) : allowed.length > 0) continue
    const target = termType === 'NamedNode' ? `<${value}>` : `?${value}`
    throw new QueryError(
      'service',
      refusal(target, allowed),
      placeOf(query, placeOfService(query, outline, target))
    )
  }
}

/** Where SERVICE names what is written so; else the first. */
function placeOfService(query: string, outline: string, target: string): number {
  const places = [...outline.matchAll(/\bservice\b(?:\s+silent\b)?\s*/gi)]
  const named = places.find(({ 0: { length }, index }) => query.startsWith(target, index + length))
  return (named ?? places[0])?.index ?? -1
}

/** The algebra of a query that was made here. */
export const algebraOfText = (query: string): Operation =>
  algebraOf(
    query,
    query,
    parseTree(query, query, { prefixes: {}, baseIRI: '' }),
    { prefixes: {}, baseIRI: '' },
    false
  )

function projectionOf(operation: Operation): readonly Variable[] {
  let at: Operation | undefined = operation
  while (at && at.type !== 'project') at = at['input'] as Operation | undefined
  return (at?.['variables'] as Variable[] | undefined) ?? []
}

function inOrderOfAppearance(variables: readonly string[], outline: string): string[] {
  const places = new Map<string, number>()
  for (const { 1: name = '', index } of outline.matchAll(/[?$]([\p{L}\p{N}_·‿⁀]+)/gu)) {
    if (!places.has(name)) places.set(name, index)
  }
  return [...variables].sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity))
}
