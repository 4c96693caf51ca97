import { parseRdf } from '../../src/rdf/rdf.ts'
import type { Solutions } from './result-documents.ts'

/** The result of a SELECT in CSV, which does not tell kinds of terms: fields as they stand, the header first. */
export interface Table {
  readonly form: 'table'
  readonly records: readonly (readonly string[])[]
}

const csvToken = /"((?:[^"]|"")*)"|([^",\r\n]+)|(,)|(\r\n|\r|\n)/y

/** The records of a CSV document (RFC 4180). */
export function csvResult(document: string): Table {
  const records: string[][] = []
  let record = ['']
  csvToken.lastIndex = 0
  let last = 0
  for (let token = csvToken.exec(document); token; token = csvToken.exec(document)) {
    last = csvToken.lastIndex
    const [, quoted, bare, comma] = token
    if (quoted !== undefined) record[record.length - 1] += quoted.replaceAll('""', '"')
    else if (bare !== undefined) record[record.length - 1] += bare
    else if (comma !== undefined) record.push('')
    else {
      records.push(record)
      record = ['']
    }
  }
  if (last < document.length) throw new Error(`This is no CSV: ${document.slice(last, last + 40)}`)
  if (record.length > 1 || record[0] !== '') records.push(record)
  return { form: 'table', records }
}

/** The result in a TSV document, whose fields are terms as Turtle writes them. */
export function tsvResult(document: string): Solutions {
  const [header = '', ...lines] = document.replace(/\r?\n$/, '').split(/\r?\n/)
  const variables = header === '' ? [] : header.split('\t').map(name => name.replace(/^[?$]/, ''))
  // One document of all fields, so that a label of a blank node is the same node in all of them.
  const statements = lines.flatMap((line, row) =>
    line
      .split('\t')
      .flatMap((field, column) => (field === '' ? [] : [`<row:${row}> <column:${column}> ${field} .`]))
  )
  const rows = lines.map(() => new Map())
  for (const { subject, predicate, object } of parseRdf(statements.join('\n'), 'ttl')) {
    const row = Number(subject.value.replace('row:', ''))
    const column = Number(predicate.value.replace('column:', ''))
    rows[row]?.set(variables[column] ?? '', object)
  }
  return { form: 'bindings', variables, rows }
}
