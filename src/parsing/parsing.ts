/** RDF documents that come in pieces → quads, in every format; parsers are loaded when a document asks for them. */
import { LineReader, type QuadReader } from '../rdf/rdf.ts'
import type { JsonLdOptions } from './json-ld-reader.ts'

export type { JsonLdOptions as ParsingOptions } from './json-ld-reader.ts'
export { TextPieces } from './text-pieces.ts'

const readers: Readonly<Record<string, (options: JsonLdOptions) => QuadReader | Promise<QuadReader>>> = {
  nt: options => new LineReader(false, options),
  nq: options => new LineReader(true, options),
  ttl: async options => new (await import('./turtle-reader.ts')).TurtleReader('Turtle', options),
  trig: async options => new (await import('./turtle-reader.ts')).TurtleReader('TriG', options),
  jsonld: async options => new (await import('./json-ld-reader.ts')).JsonLdReader(options),
  rdf: async options => new (await import('./rdf-xml-reader.ts')).RdfXmlReader(options)
}

/** A reader of the format with this file extension, as the table of formats has it. */
export async function openReader(extension: string, options: JsonLdOptions = {}): Promise<QuadReader> {
  const open = Object.hasOwn(readers, extension) ? readers[extension] : undefined
  if (!open) throw new Error(`There is no reader for the format ${extension}`)
  return open(options)
}
