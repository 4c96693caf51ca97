import type { Quad } from '../rdf/rdf.ts'
import type { JsonLdContext } from './context.ts'
import { JsonLdWriter, jsonLdObstacle } from './json-ld.ts'
import { sortedLines } from './lines.ts'
import { RdfXmlWriter, xmlObstacle } from './rdf-xml.ts'
import { TrigWriter, TurtleWriter } from './turtle.ts'

/** What the writers need to know of a dataset besides its quads. */
export interface WriterSettings {
  /** `{ prefix: namespace IRI }`; only those used are declared. */
  readonly prefixes: Readonly<Record<string, string>>
  readonly context: JsonLdContext
  /** Which of the context's names a JSON-LD document declares: all by default. */
  readonly declares?: 'all' | 'used'
}

/**
 * Writes one document block by block: quads in groups that belong together for a reader, such as an entity
 * and its statements, the quads of a subject next to each other. A format without named graphs leaves out what
 * stands in one.
 */
export interface BlockWriter {
  /** The text of the next block. */
  block(quads: readonly Quad[]): string
  /** What of the head the blocks used that were written since this was asked last. */
  takeUsed(): readonly string[]
  /** Takes note of text that stands here and that another writer wrote, with what of the head it used. */
  keep(used: readonly string[]): void
  /** What stands before the first block; known only when all are written, since it tells what they used. */
  head(): string
  tail(): string
}

export type Blocks = Iterable<readonly Quad[]>

const blockWriters: Readonly<Record<string, (settings: WriterSettings) => BlockWriter>> = {
  ttl: ({ prefixes }) => new TurtleWriter(prefixes),
  trig: ({ prefixes }) => new TrigWriter(prefixes),
  jsonld: ({ context, declares }) => new JsonLdWriter(context, declares),
  rdf: ({ prefixes }) => new RdfXmlWriter(prefixes)
}

const obstacles: Readonly<Record<string, (quad: Quad) => string | undefined>> = {
  jsonld: jsonLdObstacle,
  rdf: xmlObstacle
}

/** Why the format with this file extension cannot carry a quad of the default graph; undefined where it can. */
export const obstacleTo = (extension: string, quad: Quad): string | undefined => obstacles[extension]?.(quad)

/** A writer that works block by block, by file extension; undefined for formats whose lines are sorted. */
export const blockWriter = (extension: string, settings: WriterSettings): BlockWriter | undefined =>
  blockWriters[extension]?.(settings)

/**
 * Writes quads in the format with this file extension, in pieces of text; formats without named graphs
 * carry the default graph alone. Throws an Error for an extension that is not in the table of formats, and
 * Inexpressible for a quad that the format cannot carry.
 */
export function* write(extension: string, blocks: Blocks, settings: WriterSettings): Iterable<string> {
  if (extension === 'nt' || extension === 'nq') {
    yield* sortedLines(blocks, extension === 'nq')
    return
  }
  const writer = blockWriter(extension, settings)
  if (!writer) throw new Error(`No writer for .${extension}`)
  const bodies: string[] = []
  for (const block of blocks) bodies.push(writer.block(block))
  yield writer.head()
  yield* bodies
  yield writer.tail()
}

/** The same, as one string. */
export const writeAll = (extension: string, blocks: Blocks, settings: WriterSettings): string =>
  [...write(extension, blocks, settings)].join('')
