import type { Manifest } from '../dumps/dumps.ts'
import {
  commonPrefixes,
  DCAT,
  DCTERMS,
  integer,
  iri,
  langText,
  type Quad,
  quad,
  RDF,
  RDFS,
  text,
  VOID
} from '../rdf/rdf.ts'

/**
 * The dataset about itself, in VoID (https://www.w3.org/TR/void/) and DCAT: title, licence, counts, which
 * shapes it has, where to look things up, where to query, what to download.
 */
export function datasetDescription(manifest: Manifest): Quad[] {
  const { base, title, language, license, publisher, version, counts, dumps } = manifest
  const dataset = iri(`${base}dataset`)
  const type = iri(`${RDF}type`)
  const of = (predicate: string, object: Quad['object']): Quad => quad(dataset, iri(predicate), object)
  return [
    of(`${RDF}type`, iri(`${VOID}Dataset`)),
    of(`${RDF}type`, iri(`${DCAT}Dataset`)),
    of(`${RDFS}label`, langText(title, language)),
    of(`${DCTERMS}title`, langText(title, language)),
    ...(license ? [of(`${DCTERMS}license`, iri(license))] : []),
    ...(publisher ? [of(`${DCTERMS}publisher`, text(publisher))] : []),
    of(`${commonPrefixes['owl']}versionInfo`, text(version)),
    of(`${DCTERMS}conformsTo`, iri(`${base}shapes`)),
    of(`${VOID}triples`, integer(counts.triples)),
    of(`${VOID}entities`, integer(counts.entities)),
    of(`${VOID}uriSpace`, text(base)),
    of(`${VOID}sparqlEndpoint`, iri(`${base}sparql`)),
    ...dumps.map(({ file }) => of(`${VOID}dataDump`, iri(`${base}dump/${file}`))),
    ...dumps.flatMap(({ file, mediaType, bytes }) => {
      const distribution = iri(`${base}dump/${file}`)
      return [
        of(`${DCAT}distribution`, distribution),
        quad(distribution, type, iri(`${DCAT}Distribution`)),
        quad(distribution, iri(`${DCAT}downloadURL`), distribution),
        quad(
          distribution,
          iri(`${DCAT}mediaType`),
          iri(`https://www.iana.org/assignments/media-types/${mediaType.split(';')[0]}`)
        ),
        quad(distribution, iri(`${DCAT}byteSize`), integer(bytes))
      ]
    })
  ]
}
