import { parseRdf, RDF, RDFS, type Term } from '../../src/rdf/rdf.ts'
import { GraphView } from './graph-view.ts'
import { addressOf, fileAt, textAt } from './suite-files.ts'

const MF = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#'
const QT = 'http://www.w3.org/2001/sw/DataAccess/tests/test-query#'
const SD = 'http://www.w3.org/ns/sparql-service-description#'

/** A test as its manifest describes it; files by their addresses. */
export interface W3cTest {
  /** Folder and fragment, such as `sparql11/bind#bind01`. */
  readonly id: string
  /** The folder of its manifest, such as `sparql11/bind`. */
  readonly suite: string
  /** The class of the test, without namespace. */
  readonly kind: string
  readonly name: string
  /** The query; of tests that are about something else, whatever their action is. */
  readonly query: string | undefined
  /** What makes the default graph. */
  readonly data: readonly string[]
  /** What makes the named graphs, each named by its address. */
  readonly graphs: readonly string[]
  readonly result: string | undefined
  /** Whether a solution may be there fewer times than expected, but once at least (mf:LaxCardinality). */
  readonly lax: boolean
  /** Whether it is about an entailment regime. */
  readonly entailment: boolean
  /** Other endpoints, by their addresses, each with the address of what it has. */
  readonly endpoints: ReadonlyMap<string, string>
}

/** All tests that a manifest leads to, in its order, by its path below the folder. Throws where two have one id. */
export function readTests(manifest: string): W3cTest[] {
  const tests = [...testsOf(addressOf(manifest), new Set())]
  const ids = new Set<string>()
  for (const { id } of tests) {
    if (ids.has(id)) throw new Error(`Two tests are called ${id}`)
    ids.add(id)
  }
  return tests
}

function* testsOf(address: string, read: Set<string>): Iterable<W3cTest> {
  if (read.has(address)) return
  read.add(address)
  const graph = new GraphView(parseRdf(textAt(address), 'ttl', address))
  for (const manifest of graph.instances(`${MF}Manifest`)) {
    for (const list of graph.all(manifest, `${MF}include`))
      for (const included of graph.list(list)) yield* testsOf(included.value, read)
    for (const list of graph.all(manifest, `${MF}entries`))
      for (const entry of graph.list(list)) yield testOf(graph, entry, address)
  }
}

function testOf(graph: GraphView, entry: Term, manifest: string): W3cTest {
  const suite = fileAt(manifest).replace(/\/[^/]*$/, '')
  const name = (graph.one(entry, `${MF}name`) ?? graph.one(entry, `${RDFS}label`))?.value ?? entry.value
  const action = graph.one(entry, `${MF}action`)
  const described = action?.termType === 'BlankNode' ? action : undefined
  const values = (property: string): readonly Term[] => (described ? graph.all(described, property) : [])
  return {
    id: `${suite}#${entry.value.replace(/^.*[#/]/, '')}`,
    suite,
    kind: (graph.one(entry, `${RDF}type`)?.value ?? '').replace(MF, ''),
    name,
    query: described ? values(`${QT}query`)[0]?.value : action?.value,
    data: values(`${QT}data`).map(({ value }) => value),
    graphs: values(`${QT}graphData`).map(({ value }) => value),
    result: graph.one(entry, `${MF}result`)?.value,
    lax: graph.one(entry, `${MF}resultCardinality`)?.value === `${MF}LaxCardinality`,
    entailment: values(`${SD}entailmentRegime`).length > 0,
    endpoints: new Map(
      values(`${QT}serviceData`).map(service => [
        graph.one(service, `${QT}endpoint`)?.value ?? '',
        graph.one(service, `${QT}data`)?.value ?? ''
      ])
    )
  }
}
