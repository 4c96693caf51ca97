import type { Context } from 'hono'
import { type JsonLdForm, jsonLdIn } from '../dumps/dumps.ts'
import { bytesOf, entityPage, imageHosts, languageFor, type PageSite, tileHosts } from '../pages/pages.ts'
import {
  contentType,
  DCTERMS,
  defaultGraph,
  FOAF,
  type Format,
  formatOf,
  formats,
  iri,
  PROV,
  type Quad,
  quad,
  RDF,
  SCHEMA
} from '../rdf/rdf.ts'
import { describe, isPlace } from '../store/store.ts'
import { Fault } from './faults.ts'
import { versionHeaders, versionIri } from './history/versions.ts'
import { pageNumber } from './paging.ts'
import { caching, link, picturePageHeaders } from './protocol/header-fields.ts'
import { askedForms, contentTypeIn, notInThatForm, profileLinks } from './protocol/json-ld-profiles.ts'
import { acceptedLanguages } from './protocol/languages.ts'
import { onlyOne } from './protocol/parameters.ts'
import { uriOf } from './protocol/paths.ts'
import { send } from './protocol/representations.ts'
import { askedLanguage, type Reader, readerKey } from './reader.ts'
import { documentVariants, html, pick, Redirect, type Site } from './site.ts'
import { pageQuery, sourcePage, toCitation } from './source-pages.ts'

/** How many triples that merely mention something make up its description when nothing else does. */
const mentionLimit = 1000

/**
 * The name of a thing's documents: `data/{name}.ttl`, `page/{name}`. An entity's is its id; of anything else it
 * is the thing's path below the base, such as `source/wiki`, which no entity's id can be: those hold no slash.
 */
export const documentNameOf = (path: string): string =>
  path.startsWith('entity/') && !path.slice('entity/'.length).includes('/')
    ? path.slice('entity/'.length)
    : path

/** The path below the base of the thing that a document name stands for. */
export const thingPathOf = (name: string): string => (name.includes('/') ? name : `entity/${name}`)

/**
 * What the dataset says of something under its base: its description; for a named graph its content; for what
 * is only mentioned, such as a form of a property, the triples that mention it. Empty for what it does not know.
 */
function descriptionOf({ published: { store }, base }: Site, subject: string, graphs: boolean): Quad[][] {
  const blocks = describe(store, subject, base)
  const node = iri(subject)
  const content = [...store.match(null, null, null, node)]
  if (content.length > 0)
    blocks.push(
      graphs ? content : content.map(({ subject: s, predicate, object }) => quad(s, predicate, object))
    )
  if (blocks.length > 0) return blocks
  const mentions: Quad[] = []
  for (const matches of [
    store.match(null, null, node, defaultGraph),
    store.match(null, node, null, defaultGraph)
  ]) {
    for (const match of matches) {
      if (mentions.length >= mentionLimit) break
      mentions.push(match)
    }
  }
  return mentions.length > 0 ? [mentions] : []
}

/** Whether the dataset says anything of an IRI, in any place of a quad. */
const isKnown = ({ published: { store } }: Site, subject: string): boolean => {
  const node = iri(subject)
  return (
    store.count(node) > 0 ||
    store.count(null, null, node) > 0 ||
    store.count(null, null, null, node) > 0 ||
    store.count(null, node) > 0
  )
}

/** What a document says of itself: what it is about, its licence, and the dataset it belongs to. */
function documentQuads(site: Site, name: string, subject: string): Quad[] {
  const { base, published } = site
  const { manifest } = published
  const document = iri(`${site.documents}data/${name}`)
  const version = iri(versionIri(manifest))
  return [
    quad(document, iri(`${RDF}type`), iri(`${FOAF}Document`)),
    quad(document, iri(`${SCHEMA}about`), iri(subject)),
    ...(manifest.license ? [quad(document, iri(`${DCTERMS}license`), iri(manifest.license))] : []),
    quad(document, iri(`${DCTERMS}isPartOf`), iri(`${base}dataset`)),
    quad(document, iri(`${PROV}wasDerivedFrom`), version),
    quad(version, iri(`${DCTERMS}isVersionOf`), iri(`${base}dataset`))
  ]
}

/** The links of a description document and of a page (RFC 8288): where its other forms are, and what it describes. */
function linksOf(
  { base, documents, published: { manifest } }: Site,
  name: string,
  subject: string,
  own: string,
  query = ''
): string {
  const here = own === 'html' ? `${documents}page/${name}` : `${documents}data/${name}.${own}`
  return [
    link(here + query, 'canonical'),
    ...formats
      .filter(({ extension }) => extension !== own)
      .map(({ extension, mediaTypes }) =>
        link(`${documents}data/${name}.${extension}`, 'alternate', mediaTypes[0])
      ),
    ...(own === 'html' ? [] : [link(`${documents}page/${name}`, 'alternate', 'text/html')]),
    link(subject, 'describes'),
    link(`${base}dataset`, 'describedby'),
    versionHeaders(manifest).Link,
    ...(manifest.license ? [link(manifest.license, 'license')] : [])
  ].join(', ')
}

function* flat(blocks: readonly Quad[][], last: Quad[]): Iterable<Quad[]> {
  yield* blocks
  yield last
}

/** Sends a client from a thing to the document about it that it likes best (Cool URIs for the Semantic Web §4.2). */
function seeOther(c: Context, site: Site, name: string): Response {
  const { extension } = pick(c, documentVariants)
  const location = extension === 'html' ? `page/${name}` : `data/${name}.${extension}`
  const asked = extension === 'html' ? askedLanguage(c) : undefined
  const Link = formats
    .map(({ extension, mediaTypes }) =>
      link(`${site.documents}data/${name}.${extension}`, 'describedby', mediaTypes[0])
    )
    .join(', ')
  return new Response(null, {
    status: 303,
    headers: {
      Location: site.documentUrl(location) + (asked === undefined ? '' : `?lang=${asked}`),
      Link,
      Vary: 'Accept',
      'Cache-Control': caching.brief
    }
  })
}

const unknown = (): Fault =>
  new Fault('not-found', 'The dataset says nothing of this', { headers: { Vary: 'Accept' } })

/** Any IRI that the dataset mints, from `/entity/Q1` to `/statement/…` and `/source/…`: 303 to its documents. */
export function thing(c: Context, site: Site): Response {
  const path = site.pathOf(c)
  if (!isKnown(site, site.base + path)) throw unknown()
  return seeOther(c, site, documentNameOf(path))
}

/** `/data/{name}.{extension}`: a description in the format that the extension names, whatever `Accept` says. */
export async function data(c: Context, site: Site): Promise<Response> {
  const path = site.pathOf(c).slice('data/'.length)
  const [, name = '', extension = ''] = /^(.+)\.([a-z]+)$/.exec(path) ?? []
  const format = formatOf(extension)
  if (!format) {
    // The document without extension is what the formats share: negotiated like the thing itself.
    const canonical = documentNameOf(path)
    if (!isKnown(site, site.base + thingPathOf(canonical))) throw unknown()
    return seeOther(c, site, canonical)
  }
  const { search, searchParams } = new URL(c.req.url)
  if (documentNameOf(name) !== name)
    throw new Redirect(301, site.documentUrl(`data/${documentNameOf(name)}.${extension}`) + search)
  const subject = site.base + thingPathOf(name)
  const make = () => {
    const blocks = descriptionOf(site, subject, format.quads)
    if (blocks.length === 0) throw unknown()
    return site.document(flat(blocks, documentQuads(site, name, subject)), format)
  }
  const Link = linksOf(site, name, subject, extension)
  if (format !== jsonLd)
    return send(c, await site.representations.of(`data/${path}`, make), {
      'Content-Type': contentType(format),
      Link
    })
  const wanted = askedForms(searchParams.get('profile'), c.req.header('accept'))
  const made =
    wanted.length === 0
      ? await site.representations.of(`data/${path}`, make)
      : await site.representations.of(
          `data/${path} ${wanted.join(' ')}`,
          () => inForms(site, wanted, make(), subject),
          `-${wanted.join('-')}`
        )
  return send(c, made, {
    'Content-Type': contentTypeIn(wanted),
    Link: [Link, ...profileLinks(wanted)].join(', '),
    Vary: 'Accept'
  })
}

/** Characters of a document that is put in another form: one of a MiB keeps the thread of the site for a second or two. */
const longestReshaped = 1024 * 1024

async function inForms(
  { published: { context, frame } }: Site,
  wanted: readonly JsonLdForm[],
  document: string,
  subject: string
): Promise<string> {
  if (document.length > longestReshaped)
    throw notInThatForm('The document is too long to be put in another form; without a profile it is there')
  const made = await jsonLdIn(wanted, document, { context, frame, subject })
  if (made === undefined)
    throw notInThatForm('What this is about has no properties, so nothing can stand at the top')
  return made
}

const jsonLd = formatOf('jsonld') as Format

/** `/page/{name}`: the same for people, with the JSON-LD inside. */
export async function page(c: Context, site: Site): Promise<Response> {
  const name = site.pathOf(c).slice('page/'.length)
  if (documentNameOf(name) !== name) throw new Redirect(301, site.documentUrl(`page/${documentNameOf(name)}`))
  const subject = site.base + thingPathOf(name)
  const { searchParams } = new URL(c.req.url)
  const asked = askedLanguage(c)
  const wanted = acceptedLanguages(asked ?? c.req.header('accept-language'), '')
  const reader = { language: languageFor(pageSiteOf(site), iri(subject), wanted), asked }
  const number = pageNumber(onlyOne(searchParams, 'page'))
  const reference = onlyOne(searchParams, 'ref')
  if (reference !== undefined) return toCitation(site, pageSiteOf(site), name, subject, reference, asked)
  const made = await site.representations.of(`page/${name} ${readerKey(reader)} ${number}`, async () => {
    const blocks = descriptionOf(site, subject, false)
    if (blocks.length === 0) throw unknown()
    const part = await sourcePage(site, pageSiteOf(site), subject, number)
    return entityPage(pageSiteOf(site, reader), {
      subject,
      blocks,
      jsonLd: number === 1 ? jsonLdOf(site, blocks, documentQuads(site, name, subject)) : '',
      canonical: uriOf(`${site.documents}page/${name}`) + pageQuery(number),
      ...(part && { part }),
      downloads: formats.map(({ extension, name: label, mediaTypes: [mediaType = ''] }) => ({
        label,
        mediaType,
        href: site.documentUrl(`data/${name}.${extension}`)
      }))
    })
  })
  return send(c, made, {
    ...picturePageHeaders([
      ...(site.published.manifest.images === 'none' ? [] : imageHosts),
      // Of a place the small map has tiles on request.
      ...(isPlace(site.published.store, site.base, subject) ? tileHosts(pageSiteOf(site)) : [])
    ]),
    Link: linksOf(site, name, subject, html.extension, pageQuery(number)),
    // Who asks for a language by name gets it, whatever else is asked.
    ...(asked === undefined && { Vary: 'Accept-Language' })
  })
}

/** Bytes of JSON-LD that a page carries. */
const longestInPage = 26_000

/**
 * The description for the programs that read pages: the whole, or of what says much only the thing's own triples, if
 * that. Abstracts are not in it: the page has them as text, and in schema.org works alone have any.
 */
function jsonLdOf(site: Site, described: readonly Quad[][], about: Quad[]): string {
  const blocks = described.map(block =>
    block.filter(({ predicate }) => predicate.value !== `${SCHEMA}abstract`)
  )
  for (const some of [blocks, blocks.slice(0, 1)]) {
    const count = some.reduce((sum, block) => sum + block.length, 0)
    // Hardly a triple has less than ten characters: what is too long anyway need not be written.
    if (count * 10 > longestInPage) continue
    const text = site.document(flat(some, about), jsonLd)
    if (bytesOf(text) <= longestInPage) return text
  }
  return ''
}

/** What the pages need to know of the site. */
export const pageSiteOf = (
  { published: { manifest, store, scripts }, root }: Site,
  { language, asked }: Partial<Reader> = {}
): PageSite => ({
  manifest,
  store,
  root,
  ...(scripts && { scripts }),
  ...(language !== undefined && { language }),
  ...(asked !== undefined && { asked })
})

/** `/wd/Q649`: from an item's id in Wikidata to our entity. */
export function fromWikidata(c: Context, site: Site): Response {
  const id = site.pathOf(c).slice('wd/'.length)
  if (!/^Q\d+$/.test(id) || site.published.store.count(iri(`${site.base}entity/${id}`)) === 0)
    throw new Fault('not-found', 'The dataset has no entity for that item')
  return new Response(null, {
    status: 303,
    headers: { Location: site.url(`entity/${id}`), 'Cache-Control': caching.brief }
  })
}
