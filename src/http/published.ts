import type { History, JsonLdContext, JsonLdFrame, Manifest, VersionChanges } from '../dumps/dumps.ts'
import type { Quad } from '../rdf/rdf.ts'
import type { DatasetStatistics, Store } from '../store/store.ts'

/** Bytes of a file, from the first up to, not including, the last. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** A published dataset as the site needs it; `src/node` opens one from a folder, `src/worker` from assets. */
export interface Published {
  /**
   * What `manifest.json` says, and of the dumps that are there compressed what their list says (`withCompressed`).
   */
  readonly manifest: Manifest
  readonly store: Store
  /** What there is how often, as it was counted when the store was written; absent where nobody counted. */
  readonly statistics?: DatasetStatistics
  /** What was published before; absent where nothing is kept of it. */
  readonly past?: Past
  /** Served at `/context.jsonld`; every JSON-LD document has inside what it uses of it. */
  readonly context: JsonLdContext
  /** How a framed JSON-LD document of an entity is nested, served at `/frame.jsonld`. */
  readonly frame: JsonLdFrame
  /** The vocabulary, served at `/ontology`. */
  readonly ontology: readonly Quad[]
  /** What the dataset looks like, in SHACL, served at `/shapes`. */
  readonly shapes: readonly Quad[]
  /**
   * A file under `texts/`, such as `wiki.json` or `wiki/1.json`: its text; undefined where there is none of that name.
   * Absent where no document's text is shown.
   */
  text?(file: string): Promise<string | undefined>
  /** The scripts of pages that are there; they come with the program, and pages do without one that is missing. */
  readonly scripts?: readonly ScriptName[]
  /** The text of such a script. */
  script?(name: ScriptName): Promise<Uint8Array<ArrayBuffer>>
  /** The bytes of a file under `dumps/`, of a range these alone; undefined when there is none of that name. */
  dump(
    file: string,
    range?: ByteRange
  ): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined>
}

/** What pages may run in a browser: suggestions while searching on every page, the editor for queries, and maps. */
export const scriptNames = ['site.js', 'editor.js', 'map.js'] as const

export type ScriptName = (typeof scriptNames)[number]

/** What is kept of a dataset's earlier versions. */
export interface Past {
  readonly history: History
  /** What each version of the history changed, in its order. */
  changes(): Promise<readonly VersionChanges[]>
  /** Opens a version that is kept and is not the current one; undefined where it is not there. */
  open(version: string): Promise<EarlierVersion | undefined>
}

/** What documents of an earlier version are made of. */
export type EarlierVersion = Pick<Published, 'manifest' | 'store' | 'context'>

/** The bytes of a range of what comes in pieces. */
export function rangeOf(
  content: ReadableStream<Uint8Array>,
  { from, to }: ByteRange
): ReadableStream<Uint8Array> {
  let at = 0
  return content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at))
        at += chunk.length
        if (part.length > 0) controller.enqueue(part)
        if (at >= to) controller.terminate()
      }
    })
  )
}

/** Whether a name may be that of a file under `texts/`: names come from requests, and are no paths to elsewhere. */
export const isTextFile = (file: string): boolean => /^[\w-]{1,100}(?:\/[1-9]\d{0,5})?\.json$/.test(file)
