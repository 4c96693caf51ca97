/** An article of Wikipedia, under the address of its desktop page. */
export interface WikipediaArticle {
  /** The subdomain, which is mostly a language: `en`, `pt`, `simple`. */
  readonly wiki: string
  /** `Collective Security Treaty Organization`: spaces, no section, no encoding. */
  readonly title: string
  readonly page: string
}

const articleAddress =
  /^https?:\/\/([a-z][a-z-]{1,19})(?:\.m)?\.wikipedia\.org\/(?:wiki\/([^?#]+)|w\/index\.php\?(?:[^#]*&)?title=([^&#]+))/i
// Pages about the encyclopedia itself name nothing in the world.
const namespace =
  /^(?:file|image|category|special|template|help|portal|talk|user|user talk|wikipedia|module|draft|media|mediawiki|datei|kategorie|spezial|vorlage|fichier|catégorie|archivo|categoría|файл|категория|служебная):/i

/** The article an address leads to; undefined for other sites and for pages that are no articles. */
export function articleOf(address: string): WikipediaArticle | undefined {
  const match = articleAddress.exec(address)
  const wiki = match?.[1]?.toLowerCase()
  const written = match?.[2] ?? match?.[3]
  if (wiki === undefined || written === undefined || wiki === 'www') return undefined
  let title: string
  try {
    title = decodeURIComponent(written)
  } catch {
    return undefined
  }
  title = title
    .replace(/[_\s]+/g, ' ')
    .trim()
    .normalize('NFC')
  // MediaWiki's titles cannot hold these, nor can an IRI.
  if (title === '' || /[[\]{}|<>#\u0000-\u001f\u007f\ufffd]/.test(title) || namespace.test(title))
    return undefined
  const path = title.replaceAll(' ', '_').replace(/[%"?\\^`]/g, c => encodeURIComponent(c))
  return { wiki, title, page: `https://${wiki}.wikipedia.org/wiki/${path}` }
}

/** The QID of a Wikidata item's address. */
export const itemAddress = (address: string): string | undefined =>
  /^https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\/(Q[1-9]\d{0,18})(?:[?#].*)?$/.exec(address)?.[1]
