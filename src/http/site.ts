import type { Context } from 'hono'
import { ContextBuilder, type WriterSettings, write } from '../dumps/dumps.ts'
import { type Format, formats, prefixesOf, type Quad, shapePrefixesOf } from '../rdf/rdf.ts'
import { Fault } from './faults.ts'
import { httpDate } from './protocol/header-fields.ts'
import { negotiate, type Variant } from './protocol/negotiation.ts'
import { iriPathOf, uriOf } from './protocol/paths.ts'
import { Representations } from './protocol/representations.ts'
import type { Published } from './published.ts'

/** A page for people, as a variant beside the RDF formats. */
export const html: Variant & { readonly extension: 'html' } = {
  extension: 'html',
  mediaTypes: ['text/html', 'application/xhtml+xml'],
  parameters: { charset: 'utf-8' }
}

/** An RDF format as a variant. */
export const formatVariant = (format: Format): Format & Variant =>
  format.charset ? { ...format, parameters: { charset: 'utf-8' } } : format

/** What every handler needs: the dataset, and where under the host it lives. */
export class Site {
  readonly published: Published
  readonly base: string
  /** The path of the base, which begins and ends with `/`; redirects and links are relative to the host. */
  readonly root: string
  readonly writer: WriterSettings
  /** When the dataset became as it is (RFC 9110 §8.8.2); undefined where nobody says. */
  readonly lastModified: string | undefined
  /** Shapes have prefixes of their own, and no names in the context. */
  readonly shapesWriter: WriterSettings
  readonly representations = new Representations()

  /** Where documents are below the base: `version/{version}/` for those of an earlier version, else empty. */
  readonly #below: string

  constructor(published: Published, below = '') {
    this.#below = below
    this.published = published
    this.base = published.manifest.base
    const date = published.manifest.date ?? published.past?.history.versions.at(-1)?.date
    this.lastModified = date === undefined ? undefined : httpDate(date)
    this.root = new URL(this.base).pathname
    this.writer = { prefixes: prefixesOf(this.base), context: published.context, declares: 'used' }
    const prefixes = shapePrefixesOf(this.base)
    const { context } = new ContextBuilder(prefixes, { '@context': {} })
    this.shapesWriter = { prefixes, context }
  }

  /**
   * The part of a request's path below the root, as it stands in IRIs. Throws a Fault for broken escapes, and
   * a redirect to the one spelling of a path for any other spelling.
   */
  pathOf(c: Context): string {
    const { pathname, search } = new URL(c.req.url)
    // `//host/…` as a Location would lead to that host.
    if (pathname.startsWith('//')) throw new Fault('not-found', 'There is nothing at this address')
    const path = iriPathOf(pathname)
    if (path === undefined)
      throw new Fault('bad-path', 'The path holds an escape that is not UTF-8 or not two hex digits')
    if (uriOf(path) !== pathname) throw new Redirect(301, uriOf(path) + search)
    return path.slice(this.root.length + this.#below.length)
  }

  /** The IRI below which documents are: `data/…` and `page/…`. */
  get documents(): string {
    return this.base + this.#below
  }

  /** Where a document is on this host. */
  documentUrl(path: string): string {
    return this.url(this.#below + path)
  }

  /** Where a path below the root is on this host. */
  url(path: string): string {
    return uriOf(this.root + path)
  }

  /** A description in an RDF format. */
  document(blocks: Iterable<readonly Quad[]>, format: Format): string {
    return [...write(format.extension, blocks, this.writer)].join('')
  }
}

/** Answers a request. */
export type Handler = (c: Context, site: Site) => Response | Promise<Response>

/** Thrown to answer with a redirect. */
export class Redirect extends Error {
  readonly status: 301 | 303
  readonly location: string
  constructor(status: 301 | 303, location: string) {
    super(location)
    this.status = status
    this.location = location
  }
}

/** Picks a variant by the request's `Accept`; throws a Fault that lists what there is. */
export const pick = <V extends Variant>(c: Context, variants: readonly V[]): V =>
  pickBy(c.req.header('accept'), variants)

/** Picks a variant by an `Accept` field; throws a Fault that lists what there is. */
export function pickBy<V extends Variant>(accept: string | undefined, variants: readonly V[]): V {
  const chosen = negotiate(accept, variants)
  if (chosen) return chosen
  const available = variants.map(({ mediaTypes }) => mediaTypes[0] ?? '')
  throw new Fault('not-acceptable', `This is available as ${available.join(', ')}`, {
    members: { available },
    headers: { Vary: 'Accept' }
  })
}

/** The RDF formats and the page, in the order in which they are offered when a client has no preference. */
export const documentVariants: readonly (Variant & { readonly extension: string })[] = [
  ...formats.map(formatVariant),
  html
]
