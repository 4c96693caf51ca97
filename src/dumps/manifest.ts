/** What `out/manifest.json` says of one published dataset. It holds no build time: same input, same bytes. */
export interface Manifest {
  readonly title: string
  /** The base of every IRI minted, ending in `/`. */
  readonly base: string
  /** BCP 47 tag of the language labels are written in. */
  readonly language: string
  readonly license?: string
  readonly publisher?: string
  /** What the dataset is, in words. */
  readonly description?: string
  readonly keywords?: readonly string[]
  /** Things that have become others, by their paths below the base: `entity/note-csto` → `entity/Q318693`. */
  readonly redirects?: Readonly<Record<string, string>>
  /** SPARQL endpoints that queries may ask with SERVICE; where it is absent, none. */
  readonly federation?: readonly string[]
  /** Where pages may load pictures from; absent, from Wikimedia Commons. */
  readonly images?: 'none'
  /** Where maps may load tiles from; absent, from OpenStreetMap. */
  readonly tiles?: 'none' | { readonly url: string; readonly attribution: string }
  /** The first 16 hex digits of the SHA-256 of `dataset.nq`: changes when, and only when, the data does. */
  readonly version: string
  /**
   * When this version was published, as whoever publishes it says: `2026-01-31`, or a time in UTC,
   * `2026-01-31T12:00:00Z`.
   */
  readonly date?: string
  readonly counts: {
    /** Distinct triples in the default graph. */
    readonly triples: number
    /** Quads over all graphs. */
    readonly quads: number
    readonly entities: number
    readonly statements: number
    readonly sources: number
  }
  readonly sources: readonly PublishedSource[]
  readonly dumps: readonly DumpFile[]
  /** Files under `report/`, for whoever looks after the dataset; absent where there is none. They are not served. */
  readonly reports?: readonly Omit<DumpFile, 'mediaType'>[]
}

/** A note or a prose document of the dataset. */
export interface PublishedSource {
  readonly iri: string
  readonly id: string
  readonly kind: 'note' | 'document'
  readonly title: string
  /** The IRI of the entity it is about. */
  readonly about?: string
  readonly license?: string
  /** Where its text may be shown whole: the name of its files under `texts/`. */
  readonly text?: string
}

/** One file under `dumps/`. */
export interface DumpFile {
  readonly file: string
  readonly mediaType: string
  readonly bytes: number
  /** Lower-case hex of the file's bytes. */
  readonly sha256: string
  /**
   * The same compressed, in `{file}.gz`; absent where there is no such file. Not in `manifest.json`, since the bytes
   * depend on the compressor, but in a list beside it.
   */
  readonly gzip?: { readonly bytes: number; readonly sha256: string }
}

/** The list of compressed dumps beside the manifest. */
export const compressedFile = 'compressed.json'

/** By the name of a dump: its own hash, and what it is compressed. */
export type Compressed = Readonly<
  Record<string, { readonly sha256: string; readonly gzip: NonNullable<DumpFile['gzip']> }>
>

/** A manifest with what is compressed of the very dumps that it lists. */
export const withCompressed = (manifest: Manifest, compressed: Compressed): Manifest => ({
  ...manifest,
  dumps: manifest.dumps.map(dump => {
    const found = Object.hasOwn(compressed, dump.file) ? compressed[dump.file] : undefined
    return found?.sha256 === dump.sha256 ? { ...dump, gzip: found.gzip } : dump
  })
})
