import type { JsonLdContext, JsonLdFrame, Manifest } from '../dumps/dumps.ts'
import type { Quad } from '../rdf/rdf.ts'
import type { Store } from '../store/store.ts'

/** A published dataset as the site needs it; `src/node` opens one from a folder, `src/worker` from assets. */
export interface Published {
  readonly manifest: Manifest
  readonly store: Store
  /** Served at `/context.jsonld`, and inside every JSON-LD document. */
  readonly context: JsonLdContext
  /** How a framed JSON-LD document of an entity is nested, served at `/frame.jsonld`. */
  readonly frame: JsonLdFrame
  /** The vocabulary, served at `/ontology`. */
  readonly ontology: readonly Quad[]
  /** What the dataset looks like, in SHACL, served at `/shapes`. */
  readonly shapes: readonly Quad[]
  /** The bytes of a file under `dumps/`; undefined when there is none of that name. */
  dump(file: string): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined>
}
