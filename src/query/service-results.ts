import {
  blankNode,
  directedText,
  iri,
  langText,
  type NamedNode,
  type Quad_Object,
  type Quad_Subject,
  quad,
  type Term,
  text,
  typed
} from '../rdf/rdf.ts'
import { QueryError } from './query-error.ts'

/** A solution: its terms by the variables' names. Blank nodes have the labels of the document. */
export type ServiceSolution = ReadonlyMap<string, Term>

/**
 * Reads an answer to a SELECT in SPARQL's JSON results format (https://www.w3.org/TR/sparql12-results-json/). Throws a
 * QueryError (`service-failed`) for anything else, such as a solution without one of the variables in `needed`;
 * `endpoint` is whose it is.
 */
export function readServiceResults(
  document: string,
  endpoint: string,
  needed: readonly string[]
): ServiceSolution[] {
  const fail = (why: string): never => {
    throw new QueryError('service-failed', `<${endpoint}> gave an answer that cannot be used: ${why}`)
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(document)
  } catch {
    return fail('it is not JSON')
  }
  const results = isRecord(parsed) ? parsed['results'] : undefined
  const bindings = isRecord(results) ? results['bindings'] : undefined
  if (!Array.isArray(bindings)) return fail('it has no bindings')
  return bindings.map((binding: unknown) => {
    if (!isRecord(binding)) return fail('a solution is not an object')
    const solution = new Map<string, Term>()
    for (const [name, value] of Object.entries(binding))
      solution.set(name, termOf(value) ?? fail(`the value of ?${name} is not a term`))
    const missing = needed.find(name => !solution.has(name))
    return missing === undefined ? solution : fail(`a solution has no ?${missing}`)
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const tag = /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i

/** So deep triple terms may stand in each other. */
const deepest = 32

function termOf(value: unknown, depth = 0): Term | undefined {
  if (!isRecord(value) || depth > deepest) return undefined
  const { type, value: content, datatype } = value
  if (type === 'triple') return tripleOf(content, depth + 1)
  if (typeof content !== 'string') return undefined
  if (type === 'uri') return iri(content)
  if (type === 'bnode') return blankNode(content)
  // The second is how SPARQL 1.0 called literals with a datatype.
  if (type !== 'literal' && type !== 'typed-literal') return undefined
  const language = value['xml:lang']
  const direction = value['its:dir']
  if (typeof language === 'string') {
    if (!tag.test(language)) return undefined
    return direction === 'ltr' || direction === 'rtl'
      ? directedText(content, language, direction)
      : langText(content, language)
  }
  if (datatype === undefined) return text(content)
  return typeof datatype === 'string' ? typed(content, datatype) : undefined
}

function tripleOf(content: unknown, depth: number): Term | undefined {
  if (!isRecord(content)) return undefined
  const [subject, predicate, object] = ['subject', 'predicate', 'object'].map(part =>
    termOf(content[part], depth)
  )
  if (!subject || !predicate || !object || predicate.termType !== 'NamedNode') return undefined
  if (subject.termType !== 'NamedNode' && subject.termType !== 'BlankNode') return undefined
  return quad(subject as Quad_Subject, predicate as NamedNode, object as Quad_Object) as Term
}
