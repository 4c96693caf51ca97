import { type Quad, quadLine } from '../rdf/rdf.ts'
import { type JsonLdContext, jsonLd } from './json-ld.ts'
import { rdfXml } from './rdf-xml.ts'
import { trig, turtle } from './turtle.ts'

/** What the writers need to know of a dataset besides its quads. */
export interface WriterSettings {
  /** `{ prefix: namespace IRI }`; only those used are declared. */
  readonly prefixes: Readonly<Record<string, string>>
  readonly context: JsonLdContext
}

/** Quads in groups that belong together for a reader, such as an entity and its statements. */
export type Blocks = Iterable<readonly Quad[]>

function* lines(blocks: Blocks): Iterable<string> {
  // HTTP clients compare and resume dumps: sorted lines make equal data equal bytes.
  const all: string[] = []
  for (const block of blocks) for (const quad of block) all.push(quadLine(quad))
  all.sort()
  let previous: string | undefined
  for (const line of all) {
    if (line !== previous) yield `${line}\n`
    previous = line
  }
}

const inDefaultGraph = function* (blocks: Blocks): Iterable<readonly Quad[]> {
  for (const block of blocks) yield block.filter(quad => quad.graph.termType === 'DefaultGraph')
}

/** The writer of each format, by its file extension. */
const writers: Readonly<Record<string, (blocks: Blocks, settings: WriterSettings) => Iterable<string>>> = {
  ttl: (blocks, { prefixes }) => turtle(inDefaultGraph(blocks), prefixes),
  nt: blocks => lines(inDefaultGraph(blocks)),
  nq: blocks => lines(blocks),
  trig: (blocks, { prefixes }) => trig(blocks, prefixes),
  jsonld: (blocks, { context }) => jsonLd(inDefaultGraph(blocks), context),
  rdf: (blocks, { prefixes }) => rdfXml(inDefaultGraph(blocks), prefixes)
}

/**
 * Writes quads in the format with this file extension, in pieces of text; formats without named graphs
 * carry the default graph alone. Throws an Error for an extension that is not in the table of formats.
 */
export function write(extension: string, blocks: Blocks, settings: WriterSettings): Iterable<string> {
  const writer = writers[extension]
  if (!writer) throw new Error(`No writer for .${extension}`)
  return writer(blocks, settings)
}

/** The same, as one string. */
export const writeAll = (extension: string, blocks: Blocks, settings: WriterSettings): string =>
  [...write(extension, blocks, settings)].join('')
