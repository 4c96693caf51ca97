import type { DumpFile, Manifest } from '../../dumps/dumps.ts'
import {
  DCAT,
  DCTERMS,
  formatOf,
  iri,
  langText,
  OWL,
  type Quad,
  quad,
  RDF,
  SPDX,
  text,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import { dateTerm, versionIri, versionQuads } from '../history/versions.ts'
import { immutableName } from './dumps.ts'

const mediaTypes = 'https://www.iana.org/assignments/media-types/'
const type = iri(`${RDF}type`)
const dcat = (name: string) => iri(DCAT + name)
const dct = (name: string) => iri(DCTERMS + name)
const spdx = (name: string) => iri(SPDX + name)

/** The dataset, its files and its services in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/). */
export function dcatDescription(manifest: Manifest): Quad[] {
  const {
    base,
    title,
    language,
    license,
    publisher,
    version,
    date,
    description,
    keywords = [],
    dumps
  } = manifest
  const [dataset, catalog, service] = [
    iri(`${base}dataset`),
    iri(`${base}dataset#catalog`),
    iri(`${base}sparql`)
  ]
  const current = iri(versionIri(manifest))
  const licensed = (subject: Quad['subject']): Quad[] =>
    license ? [quad(subject, dct('license'), iri(license))] : []
  const named = (subject: Quad['subject']): Quad[] => [quad(subject, dct('title'), langText(title, language))]
  const of = (predicate: Quad['predicate'], object: Quad['object']): Quad => quad(dataset, predicate, object)
  return [
    of(type, dcat('Dataset')),
    ...named(dataset),
    ...licensed(dataset),
    ...(publisher ? [of(dct('publisher'), text(publisher))] : []),
    ...(description ? [of(dct('description'), langText(description, language))] : []),
    ...keywords.map(keyword => of(dcat('keyword'), langText(keyword, language))),
    of(dct('identifier'), text(dataset.value)),
    of(dct('conformsTo'), iri(`${base}shapes`)),
    of(dcat('landingPage'), iri(base)),
    of(iri(`${OWL}versionInfo`), text(version)),
    of(dcat('version'), text(version)),
    of(dcat('hasVersion'), current),
    of(dcat('hasCurrentVersion'), current),
    ...(date ? [of(dct('modified'), dateTerm(date))] : []),
    ...versionQuads(manifest),
    quad(catalog, type, dcat('Catalog')),
    ...named(catalog),
    quad(catalog, dcat('dataset'), dataset),
    quad(catalog, dcat('service'), service),
    quad(service, type, dcat('DataService')),
    quad(service, dct('title'), langText('SPARQL endpoint', 'en')),
    quad(service, dcat('endpointURL'), service),
    quad(service, dcat('endpointDescription'), service),
    quad(service, dct('conformsTo'), iri('https://www.w3.org/TR/sparql11-protocol/')),
    quad(service, dcat('servesDataset'), dataset),
    ...licensed(service),
    ...distributions(manifest, dataset, service),
    ...dumps.flatMap(dump => checksums(base, dump))
  ]
}

/**
 * Each dump as a distribution, plain and compressed, of the dataset and of its version; and the endpoint as
 * another.
 */
function distributions(manifest: Manifest, dataset: Quad['subject'], service: Quad['object']): Quad[] {
  const { base, license, dumps, date } = manifest
  const current = iri(versionIri(manifest))
  const byQuery = iri(`${base}dataset#sparql`)
  const files = dumps.flatMap(({ file, mediaType, bytes, gzip }) =>
    [{ name: file, of: file, mediaType, bytes, isGzip: false }].concat(
      gzip ? [{ name: `${file}.gz`, of: file, mediaType, bytes: gzip.bytes, isGzip: true }] : []
    )
  )
  return [
    ...files.flatMap(({ name, of, mediaType, bytes, isGzip }) => {
      const distribution = iri(`${base}dump/${name}`)
      const said = (predicate: Quad['predicate'], object: Quad['object']): Quad =>
        quad(distribution, predicate, object)
      const lasting = `${immutableName(of, manifest)}${isGzip ? '.gz' : ''}`
      const format = formatOf(of.slice(of.lastIndexOf('.') + 1))
      return [
        quad(dataset, dcat('distribution'), distribution),
        quad(current, dcat('distribution'), distribution),
        said(type, dcat('Distribution')),
        said(dct('title'), text(name)),
        said(dcat('accessURL'), iri(`${base}dataset`)),
        said(dcat('downloadURL'), distribution),
        said(dcat('downloadURL'), iri(`${base}dump/${lasting}`)),
        said(dcat('mediaType'), iri(mediaTypes + mediaType.split(';')[0])),
        ...(format ? [said(dct('format'), iri(format.iri))] : []),
        ...(isGzip ? [said(dcat('compressFormat'), iri(`${mediaTypes}application/gzip`))] : []),
        said(dcat('byteSize'), typed(String(bytes), `${XSD}nonNegativeInteger`)),
        ...(license ? [said(dct('license'), iri(license))] : []),
        ...(date ? [said(dct('issued'), dateTerm(date))] : [])
      ]
    }),
    quad(dataset, dcat('distribution'), byQuery),
    quad(byQuery, type, dcat('Distribution')),
    quad(byQuery, dcat('accessURL'), service),
    quad(byQuery, dcat('accessService'), service),
    ...(license ? [quad(byQuery, dct('license'), iri(license))] : [])
  ]
}

/** The hashes of a dump and of what it is compressed, as SPDX has them. */
function checksums(base: string, { file, sha256, gzip }: DumpFile): Quad[] {
  const one = (name: string, hash: string): Quad[] => {
    const distribution = iri(`${base}dump/${name}`)
    const checksum = iri(`${distribution.value}#sha256`)
    return [
      quad(distribution, spdx('checksum'), checksum),
      quad(checksum, type, spdx('Checksum')),
      quad(checksum, spdx('algorithm'), spdx('checksumAlgorithm_sha256')),
      quad(checksum, spdx('checksumValue'), typed(hash, `${XSD}hexBinary`))
    ]
  }
  return [...one(file, sha256), ...(gzip ? one(`${file}.gz`, gzip.sha256) : [])]
}
