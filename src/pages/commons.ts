import { html } from 'hono/html'
import { commonPrefixes, type Quad } from '../rdf/rdf.ts'
import { decoded } from '../store/store.ts'
import type { Html, PageSite } from './site.ts'

const filePath = /^https?:\/\/commons\.wikimedia\.org\/wiki\/Special:FilePath\/([^?#]+)$/

/** The hosts that pictures come from: Commons sends on to where its files are. */
export const imageHosts = ['https://commons.wikimedia.org', 'https://upload.wikimedia.org'] as const

/** The name of a file on Wikimedia Commons, and the page that tells its author and licence; undefined for other IRIs. */
export function filePageOf(iri: string): { readonly name: string; readonly page: string } | undefined {
  const file = filePath.exec(iri)?.[1]
  if (file === undefined) return undefined
  const name = decoded(file).replaceAll('_', ' ')
  return {
    name,
    page: `https://commons.wikimedia.org/wiki/File:${encodeURIComponent(name.replaceAll(' ', '_'))}`
  }
}

/** Image, logo, coat of arms, flag: the first that there is stands for the thing. */
const imageProperties = ['P18', 'P154', 'P94', 'P41']

/** A picture of something, by what is said directly of it. */
export interface Picture {
  readonly name: string
  /** The page of the file. */
  readonly page: string
  /** Where a picture of so many pixels in width is; twice that for finer screens. */
  readonly small: string
  readonly large: string
}

/** The picture that a description has, if pages of this site may show any. */
export function pictureOf({ manifest }: PageSite, own: readonly Quad[]): Picture | undefined {
  if (manifest.images === 'none') return undefined
  for (const property of imageProperties)
    for (const { predicate, object } of own) {
      if (predicate.value !== `${commonPrefixes['wdt']}${property}`) continue
      const file = filePageOf(object.value)
      if (!file || !/\.(?:jpe?g|png|gif|svg|webp|tiff?)$/i.test(file.name)) continue
      const address = `https://commons.wikimedia.org/wiki/Special:FilePath/${encodeURIComponent(file.name.replaceAll(' ', '_'))}`
      return { ...file, small: `${address}?width=${width}`, large: `${address}?width=${width * 2}` }
    }
  return undefined
}

/** The box that a picture is fitted into, in pixels: nothing moves when it arrives. */
const [width, height] = [320, 240]

/** A picture with the link to its page, where its author and its licence are. */
export const pictureHtml = ({ name, page, small, large }: Picture, title: string): Html => html`
<figure class="picture">
<a href="${page}"><img src="${small}" srcset="${large} 2x" width="${width}" height="${height}" alt="${title}: ${name.replace(/\.[a-z]+$/i, '')}" loading="lazy" decoding="async" referrerpolicy="no-referrer"></a>
<figcaption><a href="${page}">Author and licence</a>, on Wikimedia Commons</figcaption>
</figure>`
