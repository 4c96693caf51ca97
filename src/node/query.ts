import { text as readText } from 'node:stream/consumers'
import { type JsonLdContext, write } from '../dumps/dumps.ts'
import {
  type Answer,
  type AnswerForm,
  explanationText,
  type Identity,
  prepare,
  QueryError,
  type Row,
  resultFormats
} from '../query/query.ts'
import { formatOf, formats, prefixesOf, type Quad, type Term, TurtleTerms } from '../rdf/rdf.ts'
import { InputError } from './input-error.ts'
import { openPublished } from './published.ts'
import { serviceClient } from './service-client.ts'

/**
 * `hawksbill query`: answers a query over what a build wrote, on standard output. `-` reads the query from
 * standard input. Throws an InputError for a query that is wrong, or a format that cannot carry its answer.
 */
export async function runQuery(
  folder: string,
  query: string,
  {
    format,
    identity,
    explain
  }: { readonly format: string | undefined; readonly identity: Identity; readonly explain: boolean }
): Promise<number> {
  const { manifest, store, context } = await openPublished(folder)
  const asked = query === '-' ? await readText(process.stdin) : query
  try {
    const prepared = prepare(asked, {
      base: manifest.base,
      languages: [manifest.language],
      identity,
      services: { allowed: manifest.federation ?? [], ask: serviceClient() }
    })
    if (explain) {
      process.stdout.write(explanationText(await prepared.explain(store)))
      return 0
    }
    const chosen = format ?? (prepared.form === 'quads' ? 'ttl' : 'table')
    checkFormat(chosen, prepared.form)
    for await (const piece of pieces(await prepared.run(store), chosen, manifest.base, context)) {
      if (!process.stdout.write(piece)) await new Promise(resolve => process.stdout.once('drain', resolve))
    }
    return 0
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const { place, code } = error
    const at = place ? ` (line ${place.line}, column ${place.column})` : ''
    const remedy = code.startsWith('service-')
      ? 'try again later, or write SERVICE SILENT'
      : 'correct the query'
    throw new InputError(`${error.message}${at}`, remedy, { cause: error })
  }
}

function checkFormat(format: string, form: AnswerForm): void {
  const names =
    form === 'quads'
      ? formats.map(({ extension }) => extension)
      : [
          'table',
          ...resultFormats.filter(row => form === 'bindings' || row.boolean).map(row => row.extension)
        ]
  if (!names.includes(format))
    throw new InputError(`The answer cannot be written as ${format}`, `its formats are ${names.join(', ')}`)
}

async function* pieces(
  answer: Answer,
  format: string,
  base: string,
  context: JsonLdContext
): AsyncIterable<string> {
  if (answer.form === 'quads') {
    const quads: Quad[] = []
    for await (const quad of answer.quads) quads.push(quad)
    yield* write(formatOf(format)!.extension, [quads], { prefixes: prefixesOf(base), context })
  } else if (format !== 'table') yield* resultFormats.find(row => row.extension === format)!.write(answer)
  else if (answer.form === 'boolean') yield answer.value ? 'yes\n' : 'no\n'
  else yield await table(answer.variables, answer.rows, base)
}

const widest = 60

/** Rows as a table for people: IRIs with prefixes, long values cut. */
async function table(variables: readonly string[], rows: AsyncIterable<Row>, base: string): Promise<string> {
  const terms = new TurtleTerms(prefixesOf(base))
  const lines: string[][] = []
  for await (const row of rows) lines.push(variables.map(variable => cell(row.get(variable), terms)))
  const widths = variables.map((variable, i) =>
    Math.max(variable.length, ...lines.map(line => line[i]!.length))
  )
  const text = (line: readonly string[]): string =>
    line
      .map((value, i) => value.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()
  const rule = widths.map(width => '─'.repeat(width)).join('  ')
  return `${[text(variables), rule, ...lines.map(text)].join('\n')}\n${lines.length} ${lines.length === 1 ? 'row' : 'rows'}\n`
}

function cell(term: Term | undefined, terms: TurtleTerms): string {
  if (!term) return ''
  const whole = term.termType === 'Literal' && !term.language ? term.value : terms.term(term)
  const line = whole.replace(/\s+/g, ' ')
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line
}
