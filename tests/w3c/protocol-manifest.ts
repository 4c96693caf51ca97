import { iri, parseRdf, type Quad, quad, RDF, RDFS, type Term } from '../../src/rdf/rdf.ts'
import { GraphView } from './graph-view.ts'
import { addressOf, quadsAt, textAt } from './suite-files.ts'

const MF = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#'
const UT = 'http://www.w3.org/2009/sparql/tests/test-update#'
const HT = 'http://www.w3.org/2011/http#'
const CNT = 'http://www.w3.org/2011/content#'

/** A request of a test, and what its answer has to be. */
export interface ProtocolRequest {
  readonly method: string
  /** What follows `/sparql/` in its address. */
  readonly search: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array<ArrayBuffer> | undefined
  /** First digits of the statuses that are right. */
  readonly statuses: readonly string[]
  readonly format: string | undefined
  readonly boolean: boolean | undefined
}

export interface ProtocolTest {
  readonly id: string
  readonly name: string
  readonly requests: readonly ProtocolRequest[]
  /** The named graphs that must be there. */
  readonly data: readonly Quad[]
}

/** The tests of the SPARQL 1.1 Protocol, in the order of their manifest, each with its requests. */
export async function readProtocolTests(): Promise<ProtocolTest[]> {
  const address = addressOf('sparql11/protocol/manifest.ttl')
  const graph = new GraphView(parseRdf(textAt(address), 'ttl', address))
  const [manifest] = graph.instances(`${MF}Manifest`)
  const entries = graph.list(manifest && graph.one(manifest, `${MF}entries`))
  return Promise.all(
    entries.map(async entry => {
      const action = graph.one(entry, `${MF}action`)
      const requests = graph.list(action && graph.one(action, `${HT}requests`))
      const data = await Promise.all(
        graph.all(entry, `${UT}graphData`).map(async described => {
          const name = iri(graph.one(described, `${RDFS}label`)?.value ?? '')
          const quads = await quadsAt(graph.one(described, `${UT}graph`)?.value ?? '')
          return quads.map(({ subject, predicate, object }) => quad(subject, predicate, object, name))
        })
      )
      return {
        id: entry.value.replace(/^.*#/, ''),
        name: graph.one(entry, `${MF}name`)?.value ?? '',
        requests: requests.map(request => requestOf(graph, request)),
        data: data.flat()
      }
    })
  )
}

function requestOf(graph: GraphView, request: Term): ProtocolRequest {
  const text = (subject: Term | undefined, property: string) => subject && graph.one(subject, property)?.value
  const response = graph.one(request, `${HT}resp`)
  const body = graph.one(request, `${HT}body`)
  const boolean = text(response, `${MF}expectedBoolean`)
  return {
    method: text(request, `${HT}methodName`) ?? '',
    search: (text(request, `${HT}absolutePath`) ?? '').replace(/^\/sparql\//, ''),
    headers: graph
      .list(graph.one(request, `${HT}headers`))
      .map(header => [text(header, `${HT}fieldName`) ?? '', text(header, `${HT}fieldValue`) ?? ''] as const),
    body: body && encoded(text(body, `${CNT}chars`) ?? '', text(body, `${CNT}characterEncoding`) ?? ''),
    statuses: (response ? graph.all(response, `${MF}expectedStatus`) : []).map(
      ({ value }) => /StatusCode(\d)xx$/.exec(value)?.[1] ?? '?'
    ),
    format: text(response, `${MF}expectedFormat`),
    boolean: boolean === undefined ? undefined : boolean === 'true'
  }
}

/** Text as the bytes of an encoding that the tests use. */
function encoded(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (encoding === 'UTF-8') return new TextEncoder().encode(text)
  if (encoding !== 'UTF-16') throw new Error(`No test was in ${encoding} so far`)
  // Big-endian, with the mark that says so.
  return Uint8Array.from(
    [...`\ufeff${text}`].flatMap(char => [char.charCodeAt(0) >> 8, char.charCodeAt(0) & 255])
  )
}

/** Names of the tests of the service description, which say in words alone what has to hold. */
export function readDescriptionTests(): string[] {
  const address = addressOf('sparql11/service-description/manifest.ttl')
  const graph = new GraphView(parseRdf(textAt(address), 'ttl', address))
  return graph.quads
    .filter(
      ({ predicate, object }) =>
        predicate.value === `${RDF}type` && object.value === `${MF}ServiceDescriptionTest`
    )
    .map(({ subject }) => subject.value.replace(/^.*#/, ''))
}
