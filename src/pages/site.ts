import { html } from 'hono/html'
import type { Store } from '../store/store.ts'

/** A piece of HTML; everything put into it by `html` is escaped. */
export type Html = ReturnType<typeof html>

/** What the pages say of the dataset; a manifest has all of it. */
export interface SiteDescription {
  readonly title: string
  readonly base: string
  readonly language: string
  readonly license?: string
  readonly publisher?: string
  readonly description?: string
  /** Where pages may load pictures from; absent, from Wikimedia Commons. */
  readonly images?: 'none'
  /** Where maps may load tiles from; absent, from OpenStreetMap. */
  readonly tiles?: 'none' | { readonly url: string; readonly attribution: string }
  /** Other endpoints that queries may ask. */
  readonly federation?: readonly string[]
  readonly version: string
  /** `2026-01-31`, or a time in UTC. */
  readonly date?: string
  readonly counts: {
    readonly triples: number
    readonly quads: number
    readonly entities: number
    readonly statements: number
    readonly sources: number
  }
  readonly sources: readonly {
    readonly iri: string
    readonly title: string
    readonly kind: string
    readonly about?: string
    readonly license?: string
  }[]
  readonly dumps: readonly {
    readonly file: string
    readonly mediaType: string
    readonly bytes: number
    readonly gzip?: { readonly bytes: number }
  }[]
}

/** The site a page belongs to. */
export interface PageSite {
  readonly manifest: SiteDescription
  readonly store: Store
  /** The path under which the site lives, beginning and ending with `/`. */
  readonly root: string
  /** The names of the scripts that there are below `assets/`. */
  readonly scripts?: readonly string[]
  /** BCP 47 tag of the language that the reader wants names in; else they are in the dataset's. */
  readonly language?: string
  /** The tag that the reader asked for by name, which links between pages keep. */
  readonly asked?: string
}

/** IRIs in links: characters beyond ASCII escaped (RFC 3987 §3.1). */
const escaped = (value: string): string => value.replace(/[^!-~]/gu, char => encodeURIComponent(char))

/**
 * The address of a page by its path below the root, with these parameters, in the language that was asked for by name.
 */
export function addressOf(
  { root, asked }: Pick<PageSite, 'root' | 'asked'>,
  path: string,
  parameters?: Readonly<Record<string, string | number | undefined>>
): string {
  // Most links: a page has hundreds.
  if (asked === undefined && parameters === undefined) return escaped(root + path)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...parameters, lang: parameters?.['lang'] ?? asked }))
    if (value !== undefined) query.set(name, String(value))
  const [document = '', ...fragment] = escaped(root + path).split('#')
  // A comma may stand in a query (RFC 3986 §3.4), and is easier to read.
  const search = String(query).replaceAll('%2C', ',')
  return [search === '' ? document : `${document}?${search}`, ...fragment].join('#')
}

/** What has pages under `page/`, beside entities. */
const pagedKinds = /^(?:source|property|disagreement|statement|reference|value)\//

/** The address of a page about something of this dataset, or of whatever else an IRI names, if a click may go there. */
export function hrefOf(value: string, site: PageSite): string | undefined {
  const { base } = site.manifest
  if (!value.startsWith(base)) return /^(https?|mailto):/i.test(value) ? escaped(value) : undefined
  const path = value.slice(base.length)
  if (path.startsWith('entity/')) return addressOf(site, `page/${path.slice('entity/'.length)}`)
  return addressOf(site, pagedKinds.test(path) ? `page/${path}` : path)
}

/** A link, or the bare text where the address is not one to follow, such as `javascript:`. */
export function link(value: string, text: string | Html, site: PageSite): Html {
  const href = hrefOf(value, site)
  return href === undefined ? html`${text}` : html`<a href="${href}">${text}</a>`
}

/** The element that loads a script, where there is one of that name. */
export const scriptElement = ({ root, scripts = [] }: PageSite, name: string): Html | string =>
  scripts.includes(name) ? html`<script type="module" src="${root}assets/${name}"></script>` : ''

/** JSON that may stand in a script element (HTML §4.12.1.3): no `<`, so neither `</script` nor `<!--`. */
export const scriptSafe = (json: string): string => json.replaceAll('<', '\\u003c')
