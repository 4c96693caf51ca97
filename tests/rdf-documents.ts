import jsonld from 'jsonld'
import { Parser } from 'n3'
import { graph, parse, type Store as RdflibStore } from 'rdflib'
import { type Quad, quadLine } from '../src/rdf/rdf.ts'

/** The canonical N-Quads lines of some quads, sorted: without blank nodes, equal lists are isomorphic graphs. */
export const linesOf = (quads: Iterable<Quad>): string[] => [...new Set([...quads].map(quadLine))].sort()

const n3Formats: Readonly<Record<string, string>> = {
  ttl: 'text/turtle',
  nt: 'application/n-triples',
  nq: 'application/n-quads',
  trig: 'application/trig'
}

/** Reads an RDF document of one of the six formats with a parser that Hawksbill did not write. */
export async function readDocument(document: string, extension: string): Promise<string[]> {
  if (extension === 'rdf') return rdflibLines(document, 'application/rdf+xml')
  if (extension === 'jsonld') {
    const nquads = await jsonld.toRDF(JSON.parse(document), {
      format: 'application/n-quads',
      safe: true
    } as object)
    return linesOf(new Parser({ format: 'application/n-quads' }).parse(nquads as unknown as string))
  }
  return linesOf(new Parser({ format: n3Formats[extension]! }).parse(document))
}

/** Reads Turtle, N-Triples or RDF/XML with rdflib. */
export function rdflibLines(document: string, mediaType: string): string[] {
  const store: RdflibStore = graph()
  // A base that no IRI of a document shares shows when one was left relative.
  parse(document, store, 'urn:base:', mediaType)
  // rdflib has its terms' default graph as an IRI of its own.
  return linesOf(
    store.statements.map(({ subject, predicate, object }) => ({ ...asQuad(subject, predicate, object) }))
  )
}

const asQuad = (subject: unknown, predicate: unknown, object: unknown): Quad =>
  ({ subject, predicate, object, graph: { termType: 'DefaultGraph', value: '' } }) as Quad
