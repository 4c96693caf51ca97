/** What `out/manifest.json` says of one published dataset. It holds no build time: same input, same bytes. */
export interface Manifest {
  readonly title: string
  /** The base of every IRI minted, ending in `/`. */
  readonly base: string
  /** BCP 47 tag of the language labels are written in. */
  readonly language: string
  readonly license?: string
  readonly publisher?: string
  /** SPARQL endpoints that queries may ask with SERVICE; where it is absent, none. */
  readonly federation?: readonly string[]
  /** The first 16 hex digits of the SHA-256 of `dataset.nq`: changes when, and only when, the data does. */
  readonly version: string
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
}

/** One file under `dumps/`. */
export interface DumpFile {
  readonly file: string
  readonly mediaType: string
  readonly bytes: number
  /** Lower-case hex of the file's bytes. */
  readonly sha256: string
}
