import type { Manifest } from '../dumps/dumps.ts'
import { uriOf } from './paths.ts'

/** The IRI of the version that a dataset has: it changes when, and only when, the data does. */
export const versionIri = ({ base, version }: Pick<Manifest, 'base' | 'version'>): string =>
  `${base}version/${version}`

/**
 * The header fields that tell of which version of the dataset an answer is made: a link (RFC 8288) of the extension
 * relation `prov:wasDerivedFrom`.
 */
export const versionHeaders = (manifest: Pick<Manifest, 'base' | 'version'>): { readonly Link: string } => ({
  Link: `<${uriOf(versionIri(manifest))}>; rel="http://www.w3.org/ns/prov#wasDerivedFrom"`
})
