import { contentType, formats, prefixesOf, type Quad, RDF, WIKIBASE } from '../rdf/rdf.ts'
import { contextDocument, type JsonLdContext } from './json-ld.ts'
import { type SubjectLines, subjectLines } from './lines.ts'
import type { DumpFile, Manifest } from './manifest.ts'
import { Pace } from './pace.ts'
import { blockWriter, writeAll } from './writers.ts'

/** A file that was written. */
export interface Written {
  readonly bytes: number
  /** Of the file's bytes, in lower-case hex. */
  readonly sha256: string
}

/** A file whose text comes in order, between a head and a tail that are known only at the end. */
export interface TextDraft {
  append(text: string): void
  finish(head: string, tail: string): Promise<Written>
}

/** Two files of the same lines, sorted by code point: one of the default graph alone, one of all graphs. */
export interface LinesDraft {
  /** Subjects may come in any order. */
  append(lines: SubjectLines): void
  finish(): Promise<{ triples: Written; quads: Written }>
}

/** Where the files of a published dataset go; paths are relative to it, with `/` between folders. */
export interface Sink {
  text(path: string): TextDraft
  lines(triplesPath: string, quadsPath: string): LinesDraft
}

/** A dataset as the dumps see it. */
export interface DumpedDataset {
  /** Quads in groups that belong together for a reader; taken once, in order. */
  readonly blocks: Iterable<readonly Quad[]>
  /** The JSON-LD context; may still grow while blocks are taken. */
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  readonly about: Omit<Manifest, 'version' | 'counts' | 'dumps'>
  /** How many sources there are; `about` need not list all. */
  readonly sources: number
  readonly base: string
}

/** Writes every dump, the context, the vocabulary and the manifest, in one pass; gives the manifest. */
export async function writeDataset(dataset: DumpedDataset, sink: Sink): Promise<Manifest> {
  const settings = { prefixes: prefixesOf(dataset.base), context: dataset.context }
  const lines = sink.lines('dumps/dataset.nt', 'dumps/dataset.nq')
  const drafts = formats.flatMap(({ extension }) => {
    const writer = blockWriter(extension, settings)
    return writer ? [{ extension, writer, draft: sink.text(`dumps/dataset.${extension}`) }] : []
  })
  const counts = { triples: 0, quads: 0, entities: 0, statements: 0 }
  const pace = new Pace()
  for (const block of dataset.blocks) {
    count(block, counts)
    for (const subject of subjectLines(block)) lines.append(subject)
    for (const { writer, draft } of drafts) draft.append(writer.block(block))
    await pace.rest()
  }
  const written = new Map<string, Written>()
  for (const { extension, writer, draft } of drafts)
    written.set(extension, await draft.finish(writer.head(), writer.tail()))
  const { triples, quads } = await lines.finish()
  written.set('nt', triples).set('nq', quads)

  const dumps: DumpFile[] = formats.map(format => ({
    file: `dataset.${format.extension}`,
    mediaType: contentType(format),
    ...written.get(format.extension)!
  }))
  const manifest: Manifest = {
    ...dataset.about,
    version: quads.sha256.slice(0, 16),
    counts: { ...counts, sources: dataset.sources },
    dumps
  }
  const whole = async (path: string, text: string): Promise<unknown> => sink.text(path).finish(text, '')
  await whole('context.jsonld', `${JSON.stringify(contextDocument(dataset.context), null, 1)}\n`)
  await whole('ontology.ttl', writeAll('ttl', [dataset.vocabulary], settings))
  await whole('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

function count(
  block: readonly Quad[],
  counts: { triples: number; quads: number; entities: number; statements: number }
): void {
  for (const { predicate, object, graph } of block) {
    counts.quads++
    if (graph.termType !== 'DefaultGraph') continue
    counts.triples++
    if (predicate.value !== `${RDF}type`) continue
    if (object.value === `${WIKIBASE}Item`) counts.entities++
    else if (object.value === `${WIKIBASE}Statement`) counts.statements++
  }
}
