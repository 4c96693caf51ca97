import {
  contentType,
  formats,
  iri,
  prefixesOf,
  type Quad,
  RDF,
  shapePrefixesOf,
  termText,
  WIKIBASE
} from '../rdf/rdf.ts'
import { contextDocument, type JsonLdContext } from './context.ts'
import type { JsonLdFrame } from './json-ld-forms.ts'
import { blockFormats, EarlierDumps, type Layout, LayoutBuilder } from './layout.ts'
import { type SubjectLines, subjectLines } from './lines.ts'
import type { DumpFile, Manifest } from './manifest.ts'
import { Pace } from './pace.ts'
import { subjectsIn } from './rdf-xml.ts'
import type { ReportFile } from './reports.ts'
import type { TextFile } from './texts.ts'
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
  /** Takes over these bytes of the file's earlier version. */
  keep(from: number, bytes: number): void
  finish(head: string, tail: string): Promise<Written>
}

/** Two files of the same lines, sorted by code point: one of the default graph alone, one of all graphs. */
export interface LinesDraft {
  /** Subjects may come in any order. */
  append(lines: SubjectLines): void
  /** Leaves out what the earlier versions of the files have of a subject, given in N-Triples. */
  drop(subject: string): void
  /** `apart`: no subject came twice. */
  finish(): Promise<{ triples: Written; quads: Written; apart: boolean }>
}

/** Where the files of a published dataset go; paths are relative to it, with `/` between folders. */
export interface Sink {
  text(path: string): TextDraft
  lines(triplesPath: string, quadsPath: string): LinesDraft
  /** How many bytes of UTF-8 a text is. */
  bytesOf(text: string): number
  /** The files that stand there, where parts of them may be taken over. */
  readonly earlier?: { readonly layout: Layout; read(path: string, from: number, bytes: number): string }
}

/** Blocks that are written together, or the number of a unit of the earlier dumps that is the same. */
export type Unit =
  | { readonly made: { readonly blocks: readonly (readonly Quad[])[] } }
  | { readonly kept: number }

/** A dataset as the dumps see it. */
export interface DumpedDataset {
  /** Quads in blocks that a reader would want together, in units that share no subject; taken once, in order. */
  readonly units: Iterable<Unit>
  /** The JSON-LD context; may still grow while units are taken. */
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  readonly shapes: readonly Quad[]
  /** How a framed JSON-LD document of an entity is nested. */
  readonly frame: JsonLdFrame
  readonly about: Omit<Manifest, 'version' | 'counts' | 'dumps' | 'reports'>
  /** What tells it from other versions of the dataset; unless given, the hash of its N-Quads (`Manifest`). */
  readonly version?: string
  /** What there is to look at besides, of the dataset in this version; asked for once all blocks are taken. */
  readonly reports?: (version: string) => readonly ReportFile[]
  /** The texts of documents that are shown whole, in files under `texts/`. */
  readonly texts?: Iterable<TextFile>
  /** Extensions of formats that cannot carry the dataset, and are left out. */
  readonly without?: readonly string[]
  /** How many sources there are; `about` need not list all. */
  readonly sources: number
  readonly base: string
}

/**
 * Writes every dump, the texts, the context, the vocabulary, the shapes, the reports and the manifest, in one pass;
 * gives the manifest, and how the units lie in the dumps.
 */
export async function writeDataset(
  dataset: DumpedDataset,
  sink: Sink
): Promise<{ manifest: Manifest; layout: Layout }> {
  const settings = { prefixes: prefixesOf(dataset.base), context: dataset.context }
  const lines = sink.lines('dumps/dataset.nt', 'dumps/dataset.nq')
  const drafts = blockFormats
    .filter(extension => !dataset.without?.includes(extension))
    .map(extension => ({
      extension,
      writer: blockWriter(extension, settings)!,
      draft: sink.text(`dumps/dataset.${extension}`)
    }))
  const earlier = sink.earlier && new EarlierDumps(sink.earlier.layout)
  const layout = new LayoutBuilder()
  const pace = new Pace()
  for (const unit of dataset.units) {
    if ('kept' in unit) {
      if (!earlier) throw new Error('There are no earlier dumps to keep a unit of')
      const kept = earlier.keep(unit.kept)
      for (const [i, { writer, draft }] of drafts.entries()) {
        writer.keep(kept.used[i]!)
        draft.keep(kept.from[i]!, kept.bytes[i]!)
      }
      layout.add(kept.bytes, kept.counts, kept.used)
    } else {
      const counts = [0, 0, 0, 0]
      const bytes = [0, 0, 0, 0]
      for (const block of unit.made.blocks) {
        count(block, counts)
        for (const subject of subjectLines(block)) lines.append(subject)
        for (const [i, { writer, draft }] of drafts.entries()) {
          const text = writer.block(block)
          bytes[i]! += sink.bytesOf(text)
          draft.append(text)
        }
      }
      layout.add(
        bytes,
        counts,
        drafts.map(({ writer }) => writer.takeUsed())
      )
    }
    await pace.rest()
  }
  // RDF/XML names every subject whole, on a line of its own.
  for (const { from, bytes } of earlier?.gone(blockFormats.indexOf('rdf')) ?? [])
    for (const subject of subjectsIn(sink.earlier!.read('dumps/dataset.rdf', from, bytes)))
      lines.drop(termText(iri(subject)))

  const written = new Map<string, Written>()
  const heads = drafts.map(({ writer }) => writer.head())
  const finished = await Promise.all([
    lines.finish(),
    ...drafts.map(
      async ({ extension, writer, draft }, i) =>
        void written.set(extension, await draft.finish(heads[i]!, writer.tail()))
    )
  ])
  const { triples, quads, apart } = finished[0]
  written.set('nt', triples).set('nq', quads)

  const dumps: DumpFile[] = formats
    .filter(({ extension }) => written.has(extension))
    .map(format => ({
      file: `dataset.${format.extension}`,
      mediaType: contentType(format),
      ...written.get(format.extension)!
    }))
  const version = dataset.version ?? quads.sha256.slice(0, 16)
  const reports: Omit<DumpFile, 'mediaType'>[] = []
  for (const { file, text } of dataset.reports?.(version) ?? []) {
    const draft = sink.text(`report/${file}`)
    for (const piece of typeof text === 'string' ? [text] : text) {
      draft.append(piece)
      await pace.rest()
    }
    reports.push({ file, ...(await draft.finish('', '')) })
  }
  for (const { file, content } of dataset.texts ?? []) {
    await sink.text(`texts/${file}`).finish(`${JSON.stringify(content)}\n`, '')
    await pace.rest()
  }
  const manifest: Manifest = {
    ...dataset.about,
    version,
    counts: { ...layout.counts, sources: dataset.sources },
    dumps,
    ...(reports.length === 0 ? {} : { reports })
  }
  await writeCompanions({ ...dataset, manifest }, sink)
  return {
    manifest,
    layout: layout.layout(
      heads.map(head => sink.bytesOf(head)),
      apart
    )
  }
}

/**
 * Writes what stands beside the dumps or the store of a dataset: the context, the frame, the vocabulary, the shapes
 * and the manifest.
 */
export async function writeCompanions(
  {
    base,
    context,
    vocabulary,
    shapes,
    frame,
    manifest
  }: Pick<DumpedDataset, 'base' | 'context' | 'vocabulary' | 'shapes' | 'frame'> & {
    readonly manifest: Manifest
  },
  sink: Pick<Sink, 'text'>
): Promise<void> {
  const settings = { prefixes: prefixesOf(base), context }
  const whole = async (path: string, text: string): Promise<unknown> => sink.text(path).finish(text, '')
  await whole('context.jsonld', `${JSON.stringify(contextDocument(context), null, 1)}\n`)
  await whole('frame.jsonld', `${JSON.stringify(frame, null, 1)}\n`)
  await whole('ontology.ttl', writeAll('ttl', [vocabulary], settings))
  await whole('shapes.ttl', writeAll('ttl', [shapes], { ...settings, prefixes: shapePrefixesOf(base) }))
  await whole('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Adds to counts of quads, triples, entities and statements. */
function count(block: readonly Quad[], counts: number[]): void {
  for (const { predicate, object, graph } of block) {
    counts[0]!++
    if (graph.termType !== 'DefaultGraph') continue
    counts[1]!++
    if (predicate.value !== `${RDF}type`) continue
    if (object.value === `${WIKIBASE}Item`) counts[2]!++
    else if (object.value === `${WIKIBASE}Statement`) counts[3]!++
  }
}
