/** Quads to files: Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, and the manifest that lists them. */
export { type DumpedDataset, type Sink, writeDataset } from './files.ts'
export { contextOf, type JsonLdContext } from './json-ld.ts'
export type { DumpFile, Manifest, PublishedSource } from './manifest.ts'
export { type WriterSettings, write, writeAll } from './writers.ts'
