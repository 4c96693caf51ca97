import { type Quad, RDF, type Term } from '../../src/rdf/rdf.ts'
import { GraphView } from './graph-view.ts'
import { jsonResult, type Solutions, type Truth, xmlResult } from './result-documents.ts'
import { csvResult, type Table, tsvResult } from './result-tables.ts'
import { extensionOf, quadsAt, textAt } from './suite-files.ts'

const RS = 'http://www.w3.org/2001/sw/DataAccess/tests/result-set#'

/** The result of a CONSTRUCT. */
export interface Graph {
  readonly form: 'quads'
  readonly quads: readonly Quad[]
}

/** What a test expects; `ordered` says that the result itself numbers its solutions. */
export type Expected = Truth | Table | Graph | (Solutions & { readonly ordered: boolean })

/** The result in the file with this address, read by what the name of the file ends with. */
export async function expectedAt(address: string): Promise<Expected> {
  const read = resultReaders[extensionOf(address)]
  if (!read) return resultSetOf(await quadsAt(address))
  const result = read(textAt(address))
  return result.form === 'bindings' ? { ...result, ordered: false } : result
}

/** Readers of results formats, by what the names of their files end with. */
export const resultReaders: Readonly<Record<string, (document: string) => Truth | Table | Solutions>> = {
  srx: xmlResult,
  srj: jsonResult,
  csv: csvResult,
  tsv: tsvResult
}

/** The result that RDF says in the vocabulary of the tests; RDF that does not is what a CONSTRUCT should give. */
function resultSetOf(quads: readonly Quad[]): Expected {
  const graph = new GraphView(quads)
  const set = graph.instances(`${RS}ResultSet`)[0]
  if (!set) return { form: 'quads', quads }
  const truth = graph.one(set, `${RS}boolean`)
  if (truth) return { form: 'boolean', value: truth.value === 'true' }
  const solutions = graph.all(set, `${RS}solution`)
  const numbered = solutions.map(solution => ({
    index: Number(graph.one(solution, `${RS}index`)?.value),
    row: solutionOf(graph, solution)
  }))
  const ordered = numbered.length > 0 && numbered.every(({ index }) => !Number.isNaN(index))
  if (ordered) numbered.sort((a, b) => a.index - b.index)
  const variables = graph.all(set, `${RS}resultVariable`).map(({ value }) => value)
  return { form: 'bindings', variables, rows: numbered.map(({ row }) => row), ordered }
}

const solutionOf = (graph: GraphView, solution: Term): Map<string, Term> =>
  new Map(
    graph.all(solution, `${RS}binding`).flatMap(binding => {
      const variable = graph.one(binding, `${RS}variable`)
      const value = graph.one(binding, `${RS}value`)
      return variable && value && value.value !== `${RDF}undefined` ? [[variable.value, value] as const] : []
    })
  )
