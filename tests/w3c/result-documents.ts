import { Parser } from 'htmlparser2'
import {
  blankNode,
  directedText,
  iri,
  langText,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  text,
  typed
} from '../../src/rdf/rdf.ts'

/** A solution: terms by the names of their variables. */
export type Solution = ReadonlyMap<string, Term>

/** The result of a SELECT. */
export interface Solutions {
  readonly form: 'bindings'
  readonly variables: readonly string[]
  readonly rows: readonly Solution[]
}

/** The result of an ASK. */
export interface Truth {
  readonly form: 'boolean'
  readonly value: boolean
}

/** What all formats say of a literal. */
interface LiteralParts {
  readonly language?: string | undefined
  readonly direction?: string | undefined
  readonly datatype?: string | undefined
}

function literalOf(value: string, { language, direction, datatype }: LiteralParts): Term {
  if (language && (direction === 'ltr' || direction === 'rtl'))
    return directedText(value, language, direction)
  if (language) return langText(value, language)
  return datatype ? typed(value, datatype) : text(value)
}

const tripleTerm = (subject: Term, predicate: Term, object: Term): Term =>
  quad(subject as Quad_Subject, predicate as Quad_Predicate, object as Quad_Object)

// --- JSON: https://www.w3.org/TR/sparql12-results-json/ ---

interface JsonTerm {
  readonly type: string
  readonly value:
    | string
    | { readonly subject: JsonTerm; readonly predicate: JsonTerm; readonly object: JsonTerm }
  readonly datatype?: string
  readonly 'xml:lang'?: string
  readonly 'its:dir'?: string
}

interface JsonResult {
  readonly head: { readonly vars?: readonly string[] }
  readonly boolean?: boolean
  readonly results?: { readonly bindings: readonly Readonly<Record<string, JsonTerm>>[] }
}

function jsonTerm({ type, value, datatype, 'xml:lang': language, 'its:dir': direction }: JsonTerm): Term {
  if (typeof value !== 'string')
    return tripleTerm(jsonTerm(value.subject), jsonTerm(value.predicate), jsonTerm(value.object))
  if (type === 'uri') return iri(value)
  if (type === 'bnode') return blankNode(value)
  // `typed-literal` is what a draft had, and tests still have.
  if (type === 'literal' || type === 'typed-literal')
    return literalOf(value, { language, direction, datatype })
  throw new Error(`A term in JSON has the type ${type}`)
}

/** The result that a document in SPARQL JSON holds. */
export function jsonResult(document: string): Solutions | Truth {
  const { head, boolean, results } = JSON.parse(document) as JsonResult
  if (boolean !== undefined) return { form: 'boolean', value: boolean }
  const rows = (results?.bindings ?? []).map(
    binding => new Map(Object.entries(binding).map(([name, term]) => [name, jsonTerm(term)]))
  )
  return { form: 'bindings', variables: head.vars ?? [], rows }
}

// --- XML: https://www.w3.org/TR/sparql12-results-xml/ ---

/** The result that a document in SPARQL XML holds. */
export function xmlResult(document: string): Solutions | Truth {
  const variables: string[] = []
  const rows: Map<string, Term>[] = []
  let truth: boolean | undefined
  /** The elements that are open, each with the terms that were found in it. */
  const open: { readonly attributes: Readonly<Record<string, string>>; readonly terms: Term[] }[] = []
  let content = ''
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        content = ''
        if (name === 'variable') variables.push(attributes['name'] ?? '')
        if (name === 'result') rows.push(new Map())
        open.push({ attributes, terms: [] })
      },
      ontext(piece) {
        content += piece
      },
      onclosetag(name) {
        const { attributes, terms } = open.pop()!
        const term = xmlTerm(name, content, attributes, terms)
        if (term) open.at(-1)?.terms.push(term)
        // Subject, predicate and object of a triple hand on what they hold.
        else if (['subject', 'predicate', 'object'].includes(name)) open.at(-1)?.terms.push(...terms)
        else if (name === 'binding' && terms[0]) rows.at(-1)?.set(attributes['name'] ?? '', terms[0])
        else if (name === 'boolean') truth = content.trim() === 'true'
      }
    },
    { xmlMode: true }
  )
  parser.end(document)
  return truth === undefined ? { form: 'bindings', variables, rows } : { form: 'boolean', value: truth }
}

function xmlTerm(
  name: string,
  content: string,
  attributes: Readonly<Record<string, string>>,
  terms: readonly Term[]
): Term | undefined {
  if (name === 'uri') return iri(content.trim())
  if (name === 'bnode') return blankNode(content.trim())
  if (name === 'triple') return tripleTerm(terms[0]!, terms[1]!, terms[2]!)
  if (name !== 'literal') return undefined
  const { 'xml:lang': language, 'its:dir': direction, datatype } = attributes
  return literalOf(content, { language, direction, datatype })
}
