import { type Literal, type Term, termText, XSD } from '../rdf/rdf.ts'
import type { BindingsAnswer, BooleanAnswer, Row } from './answer.ts'

/** What of an answer is written. */
export type WrittenAnswer =
  | Pick<BindingsAnswer, 'form' | 'variables' | 'batches'>
  | Pick<BooleanAnswer, 'form' | 'value'>

/** A row of the table of SPARQL results formats, for SELECT and where possible ASK. */
export interface ResultFormat {
  readonly extension: string
  readonly name: string
  /** Media types that ask for it, the registered one first. */
  readonly mediaTypes: readonly string[]
  /** The value of its `Content-Type` field. */
  readonly contentType: string
  /** The IRI that names the format (https://www.w3.org/ns/formats/). */
  readonly iri: string
  /** Whether it can carry the answer to ASK; CSV and TSV cannot. */
  readonly boolean: boolean
  /** The result in pieces of text, as it is found; throws for an answer the format cannot carry. */
  write(answer: WrittenAnswer): AsyncIterable<string>
}

/** Blank nodes by new labels, so that those of the store and of the engine look alike, the same within a result. */
class Labels {
  readonly #labels = new Map<string, string>()
  of(label: string): string {
    const known = this.#labels.get(label)
    if (known !== undefined) return known
    const fresh = `b${this.#labels.size}`
    this.#labels.set(label, fresh)
    return fresh
  }
}

/** A SPARQL 1.2 triple term, where one is bound. */
type TripleTerm = Extract<Term, { termType: 'Quad' }>

const isPlain = (literal: Literal): boolean =>
  literal.language === '' && literal.datatype.value === `${XSD}string`

// --- JSON: https://www.w3.org/TR/sparql12-results-json/ ---

function jsonTerm(term: Term, labels: Labels): object {
  if (term.termType === 'NamedNode') return { type: 'uri', value: term.value }
  if (term.termType === 'BlankNode') return { type: 'bnode', value: labels.of(term.value) }
  if (term.termType === 'Literal') {
    if (term.language)
      return {
        type: 'literal',
        value: term.value,
        'xml:lang': term.language,
        ...(term.direction && { 'its:dir': term.direction })
      }
    if (isPlain(term)) return { type: 'literal', value: term.value }
    return { type: 'literal', value: term.value, datatype: term.datatype.value }
  }
  const { subject, predicate, object } = term as TripleTerm
  const [s, p, o] = [subject, predicate, object].map(part => jsonTerm(part, labels))
  return { type: 'triple', value: { subject: s, predicate: p, object: o } }
}

async function* json(answer: WrittenAnswer): AsyncIterable<string> {
  if (answer.form === 'boolean') {
    yield `{"head":{},"boolean":${answer.value}}\n`
    return
  }
  const labels = new Labels()
  yield `{"head":{"vars":${JSON.stringify(answer.variables)}},"results":{"bindings":[`
  let separator = '\n'
  for await (const batch of answer.batches) {
    let text = ''
    for (const row of batch) {
      const bound = bindingsOf(row, answer.variables).map(([name, term]) => [name, jsonTerm(term, labels)])
      // A variable may be called `__proto__`: entries make it a property like any other.
      text += separator + JSON.stringify(Object.fromEntries(bound))
      separator = ',\n'
    }
    yield text
  }
  yield '\n]}}\n'
}

const bindingsOf = (row: Row, variables: readonly string[]): [string, Term][] =>
  variables.flatMap(name => {
    const term = row.get(name)
    return term ? [[name, term] as [string, Term]] : []
  })

// --- XML: https://www.w3.org/TR/sparql12-results-xml/ ---

const xmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;'
}
// XML 1.0 §2.2 has no way to write these, not even as references; a reader sees that something stood there.
const notInXml = /[^\t\n\r -\ufffd\u{10000}-\u{10ffff}]/gu
const xmlText = (value: string): string =>
  value
    .toWellFormed()
    .replace(notInXml, '\ufffd')
    .replace(/[&<>"\r]/g, char => xmlEscapes[char]!)

// ITS 2.0, which has the base direction: declared where it is used, since few results use it.
const itsVersion = 'xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'

function xmlTerm(term: Term, labels: Labels): string {
  if (term.termType === 'NamedNode') return `<uri>${xmlText(term.value)}</uri>`
  if (term.termType === 'BlankNode') return `<bnode>${labels.of(term.value)}</bnode>`
  if (term.termType === 'Literal') {
    const text = xmlText(term.value)
    if (term.language) {
      const direction = term.direction ? ` ${itsVersion} its:dir="${term.direction}"` : ''
      return `<literal xml:lang="${xmlText(term.language)}"${direction}>${text}</literal>`
    }
    if (isPlain(term)) return `<literal>${text}</literal>`
    return `<literal datatype="${xmlText(term.datatype.value)}">${text}</literal>`
  }
  const { subject, predicate, object } = term as TripleTerm
  const [s, p, o] = [subject, predicate, object].map(part => xmlTerm(part, labels))
  return `<triple><subject>${s}</subject><predicate>${p}</predicate><object>${o}</object></triple>`
}

async function* xml(answer: WrittenAnswer): AsyncIterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
  if (answer.form === 'boolean') {
    yield `<head/>\n<boolean>${answer.value}</boolean>\n</sparql>\n`
    return
  }
  const labels = new Labels()
  const variables = answer.variables.map(name => `<variable name="${xmlText(name)}"/>`)
  yield `<head>${variables.join('')}</head>\n<results>\n`
  for await (const batch of answer.batches) {
    let text = ''
    for (const row of batch) {
      const bound = bindingsOf(row, answer.variables).map(
        ([name, term]) => `<binding name="${xmlText(name)}">${xmlTerm(term, labels)}</binding>`
      )
      text += `<result>${bound.join('')}</result>\n`
    }
    yield text
  }
  yield '</results>\n</sparql>\n'
}

// --- CSV and TSV: https://www.w3.org/TR/sparql12-results-csv-tsv/ ---

function withLabels(term: Term, labels: Labels): string {
  if (term.termType === 'BlankNode') return `_:${labels.of(term.value)}`
  if (term.termType !== 'Quad') return termText(term)
  const { subject, predicate, object } = term as TripleTerm
  return `<<( ${[subject, predicate, object].map(part => withLabels(part, labels)).join(' ')} )>>`
}

const fieldsOf = (row: Row, variables: readonly string[], written: (term: Term) => string): string[] =>
  variables.map(name => {
    const term = row.get(name)
    return term ? written(term) : ''
  })

const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

const csvTerm = (term: Term, labels: Labels): string =>
  csvField(
    term.termType === 'NamedNode' || term.termType === 'Literal' ? term.value : withLabels(term, labels)
  )

async function* csv(answer: WrittenAnswer): AsyncIterable<string> {
  if (answer.form === 'boolean') throw new Error('CSV cannot carry a boolean')
  const labels = new Labels()
  yield `${answer.variables.map(csvField).join(',')}\r\n`
  for await (const batch of answer.batches)
    yield batch
      .map(row => `${fieldsOf(row, answer.variables, term => csvTerm(term, labels)).join(',')}\r\n`)
      .join('')
}

async function* tsv(answer: WrittenAnswer): AsyncIterable<string> {
  if (answer.form === 'boolean') throw new Error('TSV cannot carry a boolean')
  const labels = new Labels()
  yield `${answer.variables.map(name => `?${name}`).join('\t')}\n`
  for await (const batch of answer.batches)
    yield batch
      .map(row => `${fieldsOf(row, answer.variables, term => withLabels(term, labels)).join('\t')}\n`)
      .join('')
}

/** The SPARQL results formats, in the order in which they are offered. */
export const resultFormats: readonly ResultFormat[] = [
  {
    extension: 'json',
    name: 'SPARQL results in JSON',
    mediaTypes: ['application/sparql-results+json', 'application/json'],
    contentType: 'application/sparql-results+json',
    iri: 'http://www.w3.org/ns/formats/SPARQL_Results_JSON',
    boolean: true,
    write: json
  },
  {
    extension: 'xml',
    name: 'SPARQL results in XML',
    mediaTypes: ['application/sparql-results+xml', 'application/xml', 'text/xml'],
    contentType: 'application/sparql-results+xml',
    iri: 'http://www.w3.org/ns/formats/SPARQL_Results_XML',
    boolean: true,
    write: xml
  },
  {
    extension: 'csv',
    name: 'CSV',
    mediaTypes: ['text/csv'],
    contentType: 'text/csv;charset=utf-8;header=present',
    iri: 'http://www.w3.org/ns/formats/SPARQL_Results_CSV',
    boolean: false,
    write: csv
  },
  {
    extension: 'tsv',
    name: 'TSV',
    mediaTypes: ['text/tab-separated-values'],
    contentType: 'text/tab-separated-values;charset=utf-8',
    iri: 'http://www.w3.org/ns/formats/SPARQL_Results_TSV',
    boolean: false,
    write: tsv
  }
]
