import { articleOf, itemAddress, type WikipediaArticle } from './web-address.ts'

/** What a link names, whichever way it is written; the parts it does not have are absent. */
export interface Link {
  /** The path or name as written, without heading, block and words; empty for a link within the note. */
  readonly target: string
  readonly heading?: string
  readonly block?: string
  /** The words the author gave it: after `|` in a wiki link, between the brackets of a Markdown link. */
  readonly alias?: string
  /** Set where the target is a Wikidata item: an imported `…/WD~Label,QID`, or its address. */
  readonly item?: ItemName
  /** Set where the target is an article of Wikipedia. */
  readonly article?: WikipediaArticle
  /** Set where the link leads out of the vault; `target` is then empty. */
  readonly address?: string
  readonly embed: boolean
  /** UTF-16 offsets of the whole link in the text it was found in; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** The name an importer gives an item: its label, with underscores read as spaces, and mostly its QID. */
export interface ItemName {
  /** Empty where only the id is known. */
  readonly label: string
  /** `Q649`; absent where the link has no number. */
  readonly qid?: string
}

// A comma and digits without a space: `Treaty, 1921` is a title (VAULT.md, "What the importer does").
const itemTarget = /(?:^|\/)WD~([^,]*(?:,(?!\d{1,20}(?:\.md)?$)[^,]*)*)(?:,(\d{1,20}))?$/s

/** The item a path names by its last part, `WD~Label,QID`. */
export function itemOf(path: string): ItemName | undefined {
  const match = itemTarget.exec(path.replace(/\.md$/i, ''))
  if (!match) return undefined
  const label = match[1]!.replaceAll('_', ' ').replace(/\s+/g, ' ').trim()
  const number = match[2]?.replace(/^0+/, '')
  return number === undefined || number === '' ? { label } : { label, qid: `Q${number}` }
}

type Place = Pick<Link, 'embed' | 'start' | 'end' | 'alias'>

/** Reads what stands between `[[` and `]]`. */
export function parseLink(inner: string, start: number, end: number, embed: boolean): Link {
  // In tables the pipe is escaped; a second pipe belongs to the alias (an image's size).
  const [whole = '', ...rest] = inner.replaceAll('\\|', '|').split('|')
  const alias = rest.join('|').trim()
  return pathLink(whole.trim(), { embed, start, end, ...(alias === '' ? {} : { alias }) })
}

/** A link to a path in the vault, perhaps with a heading or block after `#`. */
function pathLink(whole: string, place: Place): Link {
  const item = itemOf(whole)
  // A `#` inside an item's label is part of it: only the number at the end can tell.
  if (item?.qid !== undefined) return { target: whole, item, ...place }
  const hash = whole.indexOf('#')
  if (hash < 0) return { target: whole, ...(item ? { item } : {}), ...place }
  const target = whole.slice(0, hash).trim()
  const fragment = whole.slice(hash + 1).trim()
  const named = itemOf(target)
  return {
    target,
    ...(named ? { item: named } : {}),
    ...(fragment.startsWith('^') ? { block: fragment.slice(1) } : { heading: fragment }),
    ...place
  }
}

/** Reads the destination of a Markdown link: a path in the vault, percent-encoded or not, or an address. */
function destinationLink(destination: string, place: Place): Link {
  const plain = destination.replace(/^<|>$/g, '').trim()
  if (/^obsidian:/i.test(plain)) {
    const file = /[?&]file=([^&]*)/i.exec(plain)?.[1] ?? ''
    return file === '' ? { target: '', address: plain, ...place } : pathLink(decoded(file), place)
  }
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(plain)) {
    const article = articleOf(plain)
    const qid = itemAddress(plain)
    return {
      target: '',
      address: plain,
      ...(article ? { article } : {}),
      ...(qid === undefined ? {} : { item: { label: '', qid } }),
      ...place
    }
  }
  // `?` begins nothing in a path of files; `#` does, unless it is encoded.
  const hash = plain.indexOf('#')
  const path = decoded(hash < 0 ? plain : plain.slice(0, hash))
  return pathLink(hash < 0 ? path : `${path}#${decoded(plain.slice(hash + 1))}`, place)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// The ways to write a link. No part can match in two ways, and runs of spaces are bounded, so that no text
// makes the search slower than its length.
const wikiLink = String.raw`(!?)\[\[([^[\]\n]*)\]\]`
const words = String.raw`(?:[^[\]\n]|\n(?![ \t>]*\n)|\[[^[\]\n]*\])*`
const destination = String.raw`<[^<>\n]*>|[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*`
const title = String.raw`(?:\s{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?`
const markdownLink = String.raw`(!?)\[(${words})\]\(\s{0,9}(${destination})${title}\s{0,9}\)`
const quoted = String.raw`\s{0,9}=\s{0,9}(?:"([^"\n]*)"|'([^'\n]*)')`
const htmlLink = String.raw`<(a|img)\s[^<>\n]{0,500}?\b(?:href|src)${quoted}[^<>]{0,500}>(?:([^<\n]*)</a>)?`
const bareLink = String.raw`\bobsidian://[^\s<>"'()\]]+|\bhttps?://[a-z-]{2,20}(?:\.m)?\.wikipedia\.org/wiki/[^\s<>"|\]]+`
const anyLink = new RegExp(`${wikiLink}|${markdownLink}|${htmlLink}|(${bareLink})`, 'g')

/** Whether a text may hold a link at all: a test that costs little. */
export const mayHoldLinks = (text: string): boolean =>
  text.includes('[') || text.includes('://') || text.includes('<')

/** All links of a text, in order, with their places: wiki links, Markdown links, HTML, bare addresses that name something. */
export function linksOf(text: string, from = 0): Link[] {
  if (!mayHoldLinks(text)) return []
  const links: Link[] = []
  for (const match of text.matchAll(anyLink)) {
    const start = from + match.index
    const end = start + match[0].length
    const [, bang, inner, mdBang, mdWords, mdTarget, tag, double, single, htmlWords, bare] = match
    if (inner !== undefined) links.push(parseLink(inner, start, end, bang === '!'))
    else if (mdTarget !== undefined)
      links.push(destinationLink(mdTarget, place(start, end, mdBang === '!', mdWords)))
    else if (tag !== undefined)
      links.push(destinationLink(double ?? single ?? '', place(start, end, tag === 'img', htmlWords)))
    else if (bare !== undefined) {
      const address = withoutPunctuation(bare)
      links.push(destinationLink(address, place(start, start + address.length, false)))
    }
  }
  return links
}

function place(start: number, end: number, embed: boolean, words = ''): Place {
  const alias = words.replace(/\s*\n[\s>]*/g, ' ').trim()
  return { embed, start, end, ...(alias === '' ? {} : { alias }) }
}

/** An address in running text, without the full stop or bracket that ends the sentence around it. */
function withoutPunctuation(address: string): string {
  let end = address.length
  while (end > 0 && /[.,;:!?'*]/.test(address[end - 1]!)) end--
  const shown = address.slice(0, end)
  return shown.endsWith(')') && !shown.includes('(') ? shown.slice(0, -1) : shown
}

/** The words a reader sees for a link: its alias, else its item's label, else the last part of its target. */
export function linkText(link: Link): string {
  const alias = link.alias === undefined ? undefined : (itemOf(link.alias)?.label ?? link.alias)
  return alias ?? (link.item?.label || link.article?.title || nameOf(link.target))
}

/** The name of the note at a path: `a/b/Note.md` → `Note`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '')

const attachment =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?|heic|ico|mp3|wav|m4a|ogg|oga|opus|3gp|flac|aac|webm|mp4|m4v|ogv|mov|mkv|avi|pdf|epub|canvas|base|excalidraw|zip|gz|7z|csv|tsv|json|geojson|ya?ml|xml|kml|kmz|gpx|txt|html?|css|js|ts|py|docx?|xlsx?|pptx?|od[tps]|rtf|bib|db|sqlite)$/i

/** Whether a target is a file of another kind than a note, such as an image. */
export const isAttachment = (target: string): boolean => attachment.test(target)
