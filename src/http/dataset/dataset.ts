import type { Context } from 'hono'
import { homePage } from '../../pages/pages.ts'
import {
  contentType,
  formatOf,
  formats,
  iri,
  langText,
  type Quad,
  quad,
  quadLine,
  RDFS
} from '../../rdf/rdf.ts'
import { describe } from '../../store/store.ts'
import { pageSiteOf } from '../documents.ts'
import { Fault } from '../faults.ts'
import { link, pageHeaders } from '../protocol/header-fields.ts'
import { contentTypeIn } from '../protocol/json-ld-profiles.ts'
import { jsonText, send } from '../protocol/representations.ts'
import type { Published } from '../published.ts'
import { readerKey, readerOf, variesBy } from '../reader.ts'
import { documentVariants, html, pick, type Site } from '../site.ts'
import { dcatDescription } from './dcat.ts'
import { croissant, schemaDataset } from './schema-dataset.ts'
import { voidDescription } from './void.ts'

/** `/`: the home page; machines are led to what the dataset says of itself. */
export async function home(c: Context, site: Site): Promise<Response> {
  const { extension } = pick(c, [html, ...documentVariants.filter(variant => variant !== html)])
  if (extension !== 'html') return dataset(c, site)
  const reader = readerOf(c, site)
  const made = await site.representations.of(`home ${readerKey(reader)}`, () =>
    homePage(pageSiteOf(site, reader), JSON.stringify(schemaDataset(site.published)))
  )
  return send(c, made, { ...pageHeaders, Vary: variesBy(reader) })
}

/** `/dataset` is the dataset itself: people go to the home page, machines to its description. */
export function dataset(c: Context, site: Site): Response {
  const { extension } = pick(c, documentVariants)
  return toDescription(site, extension === 'html' ? '' : `dataset.${extension}`)
}

/** `/.well-known/void`: leads to the description of the dataset, in a format for machines (VoID §7.2). */
export const wellKnownVoid = (c: Context, site: Site): Response =>
  toDescription(site, `dataset.${pick(c, formats).extension}`)

const toDescription = (site: Site, path: string): Response =>
  new Response(null, { status: 303, headers: { Location: site.url(path), Vary: 'Accept' } })

/** `/dataset.ttl` and so on: the dataset about itself, with what its data says of it. */
export async function datasetDocument(c: Context, site: Site): Promise<Response> {
  const path = site.pathOf(c)
  const format = formatOf(path.slice('dataset.'.length))
  if (!format) throw new Fault('not-found', 'The dataset is not described in that format')
  const made = await site.representations.of(path, () => {
    const { store } = site.published
    // The data may hold a part of this already.
    const said = [
      ...datasetDescription(site.published),
      ...describe(store, `${site.base}dataset`, site.base).flat()
    ]
    const block = [...new Map(said.map(quad => [quadLine(quad), quad])).values()]
    return site.document([block], format)
  })
  return send(c, made, {
    'Content-Type': contentType(format),
    Link: link(`${site.base}dataset`, 'describes')
  })
}

/**
 * The dataset about itself, in VoID and DCAT: title, licence, version, counts, which shapes it has, where to look
 * things up, where to query, what to download.
 */
function datasetDescription(published: Published): Quad[] {
  const { base, title, language } = published.manifest
  return [
    quad(iri(`${base}dataset`), iri(`${RDFS}label`), langText(title, language)),
    ...voidDescription(published),
    ...dcatDescription(published.manifest)
  ]
}

/** `/croissant.json`: the dataset as programs that learn from data read of it. */
export async function croissantDocument(c: Context, site: Site): Promise<Response> {
  const made = await site.representations.of('croissant.json', () => jsonText(croissant(site.published)))
  return send(c, made, { 'Content-Type': contentTypeIn([]) })
}
