import { iri, langText, type Quad, quad, RDFS } from '../../rdf/rdf.ts'
import type { Published } from '../published.ts'
import { dcatDescription } from './dcat.ts'
import { voidDescription } from './void.ts'

/**
 * The dataset about itself, in VoID and DCAT: title, licence, version, counts, which shapes it has, where to look things
 * up, where to query, what to download.
 */
export function datasetDescription(published: Published): Quad[] {
  const { base, title, language } = published.manifest
  return [
    quad(iri(`${base}dataset`), iri(`${RDFS}label`), langText(title, language)),
    ...voidDescription(published),
    ...dcatDescription(published.manifest)
  ]
}
