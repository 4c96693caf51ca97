import { contentType, formats, prefixesOf, type Quad, RDF, WIKIBASE } from '../rdf/rdf.ts'
import type { JsonLdContext } from './json-ld.ts'
import type { DumpFile, Manifest } from './manifest.ts'
import { write, writeAll } from './writers.ts'

/** Where files of a published dataset go; paths are relative to it, with `/` between folders. */
export interface Sink {
  /** Writes a file; gives its length and the SHA-256 of its bytes in lower-case hex. */
  write(path: string, pieces: Iterable<Uint8Array>): Promise<{ bytes: number; sha256: string }>
}

/** A dataset as the dumps see it. */
export interface DumpedDataset {
  /** Quads in groups that belong together for a reader. */
  readonly blocks: readonly (readonly Quad[])[]
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  readonly about: Omit<Manifest, 'version' | 'counts' | 'dumps'>
}

/** Writes every dump, the context, the vocabulary and the manifest; gives the manifest. */
export async function writeDataset(
  { blocks, context, vocabulary, about }: DumpedDataset,
  sink: Sink
): Promise<Manifest> {
  const settings = { prefixes: prefixesOf(about.base), context }
  const dumps: DumpFile[] = []
  for (const format of formats) {
    const file = `dataset.${format.extension}`
    const written = await sink.write(`dumps/${file}`, utf8(write(format.extension, blocks, settings)))
    dumps.push({ file, mediaType: contentType(format), ...written })
  }
  const whole = dumps.find(({ file }) => file === 'dataset.nq')!
  const manifest: Manifest = {
    ...about,
    version: whole.sha256.slice(0, 16),
    counts: countsOf(blocks, about),
    dumps
  }
  await sink.write('context.jsonld', utf8([`${JSON.stringify(context, null, 1)}\n`]))
  await sink.write('ontology.ttl', utf8([writeAll('ttl', [vocabulary], settings)]))
  await sink.write('manifest.json', utf8([`${JSON.stringify(manifest, null, 2)}\n`]))
  return manifest
}

/** Pieces of text as UTF-8, in chunks large enough that writing them is no work. */
function* utf8(pieces: Iterable<string>): Iterable<Uint8Array> {
  const encoder = new TextEncoder()
  let pending = ''
  for (const piece of pieces) {
    pending += piece
    if (pending.length < 1 << 16) continue
    yield encoder.encode(pending)
    pending = ''
  }
  if (pending !== '') yield encoder.encode(pending)
}

function countsOf(
  blocks: readonly (readonly Quad[])[],
  { sources }: DumpedDataset['about']
): Manifest['counts'] {
  let triples = 0
  let quads = 0
  let entities = 0
  let statements = 0
  for (const block of blocks) {
    for (const { predicate, object, graph } of block) {
      quads++
      if (graph.termType !== 'DefaultGraph') continue
      triples++
      if (predicate.value !== `${RDF}type`) continue
      if (object.value === `${WIKIBASE}Item`) entities++
      else if (object.value === `${WIKIBASE}Statement`) statements++
    }
  }
  return { triples, quads, entities, statements, sources: sources.length }
}
