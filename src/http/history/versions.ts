import type { Context } from 'hono'
import { type Manifest, writeAll } from '../../dumps/dumps.ts'
import {
  contentType,
  DCAT,
  DCTERMS,
  formats,
  iri,
  OWL,
  PROV,
  type Quad,
  quad,
  RDF,
  text,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import { link } from '../protocol/header-fields.ts'
import { send } from '../protocol/representations.ts'
import { pick, type Site } from '../site.ts'
import { timelineOf } from './timeline.ts'

/** The IRI of the version that a dataset has: it changes when, and only when, the data does. */
export const versionIri = ({ base, version }: Pick<Manifest, 'base' | 'version'>): string =>
  `${base}version/${version}`

/**
 * The header fields that tell of which version of the dataset an answer is made: a link (RFC 8288) of the extension
 * relation `prov:wasDerivedFrom`.
 */
export const versionHeaders = (manifest: Pick<Manifest, 'base' | 'version'>): { readonly Link: string } => ({
  Link: link(versionIri(manifest), `${PROV}wasDerivedFrom`)
})

/** A day or a time as RDF has it. */
export const dateTerm = (date: string): Quad['object'] =>
  typed(date, XSD + (date.includes('T') ? 'dateTime' : 'date'))

/** A version of the dataset: of what it is one, since when, and which one was before it. */
export function versionQuads({
  base,
  version,
  date,
  previous
}: Pick<Manifest, 'base' | 'version' | 'date'> & { readonly previous?: string | undefined }): Quad[] {
  const node = iri(versionIri({ base, version }))
  const of = (predicate: string, object: Quad['object']): Quad => quad(node, iri(predicate), object)
  return [
    of(`${RDF}type`, iri(`${DCAT}Dataset`)),
    of(`${DCAT}isVersionOf`, iri(`${base}dataset`)),
    of(`${DCTERMS}isVersionOf`, iri(`${base}dataset`)),
    of(`${DCAT}version`, text(version)),
    of(`${OWL}versionInfo`, text(version)),
    ...(date ? [of(`${DCTERMS}issued`, dateTerm(date))] : []),
    ...(previous ? [of(`${DCAT}previousVersion`, iri(versionIri({ base, version: previous })))] : [])
  ]
}

/**
 * `/version/{version}`: what there is to say of a version, the current one or one of the history; undefined for no
 * version.
 */
export async function version(c: Context, site: Site): Promise<Response | undefined> {
  const path = site.pathOf(c)
  const name = path.slice('version/'.length)
  const { manifest } = site.published
  const versions = timelineOf(site)?.versions ?? []
  const at = versions.findIndex(entry => entry.version === name)
  if (at < 0 && name !== manifest.version) return undefined
  const format = pick(c, formats)
  const date = versions[at]?.date ?? manifest.date
  const made = await site.representations.of(`${path}.${format.extension}`, () => {
    const previous = versions[at - 1]?.version
    const quads = versionQuads({ base: site.base, version: name, ...(date && { date }), previous })
    return writeAll(format.extension, [quads], site.writer)
  })
  return send(c, made, { 'Content-Type': contentType(format), Vary: 'Accept' })
}
