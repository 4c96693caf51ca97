/** What a wiki link `[[target#heading^block|alias]]` names; the parts it does not have are absent. */
export interface Link {
  /** The target as written, without heading, block and alias; empty for a link within the note. */
  readonly target: string
  readonly heading?: string
  readonly block?: string
  readonly alias?: string
  /** Set where the target is an imported Wikidata item, `…/WD~Label,QID`. */
  readonly item?: ItemName
  readonly embed: boolean
  /** UTF-16 offsets of the whole link in the text it was found in; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** The name an importer gives an item: its label, with underscores read as spaces, and mostly its QID. */
export interface ItemName {
  readonly label: string
  /** `Q649`; absent where the link has no number. */
  readonly qid?: string
}

// A comma and digits without a space: `Treaty, 1921` is a title (VAULT.md, "What the importer does").
const itemTarget = /(?:^|\/)WD~(.*?)(?:,(\d+))?(?:\.md)?$/s

const itemOf = (target: string): ItemName | undefined => {
  const match = itemTarget.exec(target)
  if (!match) return undefined
  const label = match[1]!.replaceAll('_', ' ').replace(/\s+/g, ' ').trim()
  return match[2] === undefined ? { label } : { label, qid: `Q${BigInt(match[2])}` }
}

/** Reads what stands between `[[` and `]]`. */
export function parseLink(inner: string, start: number, end: number, embed: boolean): Link {
  // In tables the pipe is escaped; a second pipe belongs to the alias (an image's size).
  const [whole = '', ...rest] = inner.replaceAll('\\|', '|').split('|')
  const alias = rest.join('|').trim()
  const place = { embed, start, end, ...(alias === '' ? {} : { alias }) }
  const item = itemOf(whole.trim())
  // A `#` inside an item's label is part of it: only the number at the end can tell.
  if (item?.qid !== undefined) return { target: whole.trim(), item, ...place }
  const hash = whole.indexOf('#')
  if (hash < 0) return { target: whole.trim(), ...(item ? { item } : {}), ...place }
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

// Neither brackets nor a line break inside: what Obsidian itself takes for a link.
const wikiLink = /(!?)\[\[([^[\]\n]*)\]\]/g

/** All wiki links of a text, in order, with their places. */
export function linksOf(text: string, from = 0): Link[] {
  const links: Link[] = []
  for (const match of text.matchAll(wikiLink)) {
    const start = from + match.index
    links.push(parseLink(match[2]!, start, start + match[0].length, match[1] === '!'))
  }
  return links
}

/** The words a reader sees for a link: its alias, else its item's label, else the last part of its target. */
export function linkText(link: Link): string {
  const alias = link.alias === undefined ? undefined : (itemOf(link.alias)?.label ?? link.alias)
  return alias ?? link.item?.label ?? nameOf(link.target)
}

/** The name of the note at a path: `a/b/Note.md` → `Note`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '')
