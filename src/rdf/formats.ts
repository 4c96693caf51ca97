/** A row of the table of RDF formats: everything that depends on the format and not on its writer. */
export interface Format {
  /** What it is called in settings, on the command line and in file names. */
  readonly extension: string
  readonly name: string
  /** Media types that ask for it, the registered one first. */
  readonly mediaTypes: readonly string[]
  /** Whether the media type takes a `charset` parameter; always UTF-8. */
  readonly charset: boolean
  /** Whether it can carry named graphs; the others carry the default graph alone. */
  readonly quads: boolean
  /** The IRI that names the format (https://www.w3.org/ns/formats/). */
  readonly iri: string
}

/** The formats Hawksbill writes, in the order in which they are offered. */
export const formats: readonly Format[] = [
  {
    extension: 'ttl',
    name: 'Turtle',
    mediaTypes: ['text/turtle', 'application/x-turtle'],
    charset: true,
    quads: false,
    iri: 'http://www.w3.org/ns/formats/Turtle'
  },
  {
    extension: 'jsonld',
    name: 'JSON-LD',
    mediaTypes: ['application/ld+json', 'application/json'],
    charset: false,
    quads: false,
    iri: 'http://www.w3.org/ns/formats/JSON-LD'
  },
  {
    extension: 'nt',
    name: 'N-Triples',
    mediaTypes: ['application/n-triples', 'text/plain'],
    charset: false,
    quads: false,
    iri: 'http://www.w3.org/ns/formats/N-Triples'
  },
  {
    extension: 'rdf',
    name: 'RDF/XML',
    mediaTypes: ['application/rdf+xml', 'application/xml', 'text/xml'],
    charset: false,
    quads: false,
    iri: 'http://www.w3.org/ns/formats/RDF_XML'
  },
  {
    extension: 'nq',
    name: 'N-Quads',
    mediaTypes: ['application/n-quads', 'text/x-nquads'],
    charset: false,
    quads: true,
    iri: 'http://www.w3.org/ns/formats/N-Quads'
  },
  {
    extension: 'trig',
    name: 'TriG',
    mediaTypes: ['application/trig', 'application/x-trig'],
    charset: true,
    quads: true,
    iri: 'http://www.w3.org/ns/formats/TriG'
  }
]

/** The format with this file extension (without the dot), or undefined. */
export const formatOf = (extension: string): Format | undefined =>
  formats.find(f => f.extension === extension)

/** The value of a `Content-Type` field for a format: RDF text here is UTF-8 always. */
export const contentType = (format: Format): string =>
  format.charset ? `${format.mediaTypes[0]};charset=utf-8` : `${format.mediaTypes[0]}`
