import type { Manifest } from '../../dumps/dumps.ts'
import { formatOf } from '../../rdf/rdf.ts'
import { labelOf, propertyOf } from '../../store/store.ts'
import { versionIri } from '../history/versions.ts'
import type { Published } from '../published.ts'
import { immutableName } from './dumps.ts'

/** An object of JSON-LD. */
type JsonObject = { readonly [name: string]: unknown }

const counted = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`

/** Characters that a description has, for those that look for datasets (https://developers.google.com/search/docs/appearance/structured-data/dataset). */
const [shortest, longest] = [50, 5000]

/** What the dataset is, in words: its author's, or else what is counted; a few words of the author's come before these. */
function descriptionOf({ title, description, counts }: Manifest): string {
  if (description !== undefined && description.length >= shortest) return description.slice(0, longest)
  const { entities, statements, sources, triples } = counts
  return `${description ?? title}: ${counted(entities, 'entity', 'entities')} and ${counted(statements, 'statement', 'statements')} with their references to ${counted(sources, 'source', 'sources')}, as linked data of ${counted(triples, 'triple', 'triples')} in the model of Wikibase, with a SPARQL endpoint.`
}

/** What both descriptions below begin with. */
function common({ manifest }: Published): Record<string, unknown> {
  const { base, title, license, publisher, keywords = [], version, date, language } = manifest
  return {
    '@id': `${base}dataset`,
    name: title,
    description: descriptionOf(manifest),
    url: base,
    ...(license && { license }),
    ...(publisher && {
      creator: { '@type': 'Organization', name: publisher },
      publisher: { '@type': 'Organization', name: publisher }
    }),
    ...(keywords.length > 0 && { keywords }),
    inLanguage: language,
    version,
    ...(date && { dateModified: date, datePublished: date })
  }
}

/** The dataset in schema.org, as search engines for datasets read it (https://schema.org/Dataset). */
export function schemaDataset(published: Published): JsonObject {
  const { manifest, statistics } = published
  const { base, dumps } = manifest
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    ...common(published),
    identifier: [`${base}dataset`, versionIri(manifest)],
    isAccessibleForFree: true,
    ...(statistics && {
      size: counted(manifest.counts.triples, 'triple', 'triples'),
      variableMeasured: mostUsed(published)
    }),
    distribution: dumps.flatMap(({ file, mediaType, bytes, sha256, gzip }) => [
      download(base, file, mediaType.split(';')[0]!, bytes, sha256),
      ...(gzip ? [download(base, `${file}.gz`, 'application/gzip', gzip.bytes, gzip.sha256)] : [])
    ])
  }
}

const download = (
  base: string,
  file: string,
  encodingFormat: string,
  bytes: number,
  sha256: string
): JsonObject => ({
  '@type': 'DataDownload',
  name: file,
  encodingFormat,
  contentUrl: `${base}dump/${file}`,
  contentSize: `${bytes} B`,
  sha256
})

/** How many properties are told as what is measured. */
const told = 20

/** The properties that are stated most often, with their labels. */
function mostUsed({ statistics, store, manifest }: Published): JsonObject[] {
  const direct = (statistics?.propertyPartitions ?? [])
    .filter(({ property }) => property.includes('/prop/direct/'))
    .toSorted((a, b) => b.triples - a.triples || (a.property < b.property ? -1 : 1))
  return direct.slice(0, told).map(({ property }) => ({
    '@type': 'PropertyValue',
    name: propertyLabel(store, property, manifest),
    propertyID: property
  }))
}

function propertyLabel(store: Published['store'], property: string, { base, language }: Manifest): string {
  const found = propertyOf(property, base)
  return (found && labelOf(store, found, language)) ?? property.slice(property.lastIndexOf('/') + 1)
}

/**
 * What Croissant 1.0 says of its names
 * (https://docs.mlcommons.org/croissant/docs/croissant-spec.html#appendix-1-json-ld-context).
 */
const croissantContext = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataBiases: 'cr:dataBiases',
  dataCollection: 'cr:dataCollection',
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  personalSensitiveInformation: 'cr:personalSensitiveInformation',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform'
}

/**
 * The dataset in Croissant 1.0: its files by the names that do not change, so that hash and content stay together.
 */
export function croissant(published: Published): JsonObject {
  const { manifest } = published
  const { base, dumps } = manifest
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    ...common(published),
    // Versions there are numbers of three parts; a hash stands behind one as what it was built of (Semantic Versioning §10).
    version: `1.0.0+${manifest.version}`,
    distribution: dumps.map(({ file, mediaType, bytes, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': file,
      name: file,
      description: `The ${formatOf(file.slice(file.lastIndexOf('.') + 1))?.quads ? 'whole dataset' : 'default graph'}`,
      contentUrl: `${base}dump/${immutableName(file, manifest)}`,
      contentSize: `${bytes} B`,
      encodingFormat: mediaType.split(';')[0],
      sha256
    }))
  }
}
