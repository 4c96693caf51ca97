import type { Context } from 'hono'
import { type WriterSettings, writeAll } from '../dumps/dumps.ts'
import { ontologyPage, type PageSite, shapesPage } from '../pages/pages.ts'
import { contentType, formatOf, type Quad } from '../rdf/rdf.ts'
import { pageSiteOf } from './documents.ts'
import { pageHeaders } from './protocol/header-fields.ts'
import { contentTypeIn, frameContentType } from './protocol/json-ld-profiles.ts'
import { jsonText, send } from './protocol/representations.ts'
import { askedLanguage } from './reader.ts'
import { documentVariants, pick, type Site } from './site.ts'

/** `/ontology`: the terms that are the dataset's own. */
export const ontology = (c: Context, site: Site): Promise<Response> =>
  vocabulary(c, site, 'ontology', { write: site.writer, page: ontologyPage })

/** `/shapes`: what everything looks like, in SHACL. */
export const shapes = (c: Context, site: Site): Promise<Response> =>
  vocabulary(c, site, 'shapes', { write: site.shapesWriter, page: shapesPage })

/** A small document that is served whole, negotiated where it lies: its terms are parts of it. */
async function vocabulary(
  c: Context,
  site: Site,
  name: 'ontology' | 'shapes',
  as: { readonly write: WriterSettings; page(site: PageSite, quads: readonly Quad[]): Promise<string> }
): Promise<Response> {
  const { extension } = pick(c, documentVariants)
  const quads = site.published[name]
  const format = formatOf(extension)
  // The page is English, but its links keep the language.
  const asked = format ? undefined : askedLanguage(c)
  const made = await site.representations.of(`${name}.${extension} ${asked}`, () =>
    format ? writeAll(extension, [quads], as.write) : as.page(pageSiteOf(site, { asked }), quads)
  )
  return send(c, made, {
    ...(format ? { 'Content-Type': contentType(format) } : pageHeaders),
    Vary: 'Accept'
  })
}

/** `/context.jsonld`: what names in JSON-LD mean. */
export async function context(c: Context, site: Site): Promise<Response> {
  const made = await site.representations.of('context.jsonld', () => jsonText(site.published.context))
  return send(c, made, { 'Content-Type': contentTypeIn([]) })
}

/** `/frame.jsonld`: how framed JSON-LD is nested. */
export async function frame(c: Context, site: Site): Promise<Response> {
  const made = await site.representations.of('frame.jsonld', () => jsonText(site.published.frame))
  return send(c, made, { 'Content-Type': frameContentType })
}
