import { Parser, Store } from 'n3'
import type { Quad } from './terms.ts'

/** Formats that N3.js parses, by file extension. */
const parsers: Readonly<Record<string, string>> = {
  ttl: 'text/turtle',
  nt: 'application/n-triples',
  nq: 'application/n-quads',
  trig: 'application/trig'
}

/**
 * The quads of a Turtle, N-Triples, N-Quads or TriG document. Throws an Error whose message names the
 * line for a syntax error, and for an extension that is none of the four.
 */
export function parseRdf(document: string, extension: string, base?: string): Quad[] {
  const format = parsers[extension]
  if (!format)
    throw new Error(
      `No parser for RDF files that end in .${extension}; there is one for ${Object.keys(parsers).join(', ')}`
    )
  return new Parser(base === undefined ? { format } : { format, baseIRI: base }).parse(document)
}

/** An indexed set of quads in memory, from N3.js. */
export const quadSet = (quads: Iterable<Quad>): Store => new Store([...quads])
export type QuadSet = Store
