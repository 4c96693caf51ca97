/** Keys that speak to the program, or of the note and not of its subject: no claims. */
const programKeys = new Set([
  'aliases',
  'alias',
  'tags',
  'tag',
  'keywords',
  'cssclass',
  'cssclasses',
  'publish',
  'public',
  'private',
  'draft',
  'confidential',
  'isdeleted'
])
// How plugins of Obsidian mark the files that are theirs.
const pluginKey = /^(?:kanban|excalidraw)-[\w-]+$|^obsidian(?:ui|editing)mode$|^sticker$/i
export const isProgramKey = (key: string): boolean =>
  programKeys.has(key.toLowerCase()) || pluginKey.test(key)

/** Keys by which a note says which Wikidata item it is about. */
export const identityKey = /^(?:has_id_)?wikidata(?:[_ -]?(?:id|qid|item))?$|^qid$/i

/** Keys that hold places on the earth as pairs of numbers, `[latitude, longitude]` unless their name says otherwise. */
const placeKey =
  /^(?:has_)?(?:locations?|place|position|gps|geo|geo_?locations?|coord(?:inate)?s?|coordinates?_locations?|lat_?(?:lng|lon|long)|(?:lon|lng|long)_?lat|map_?cent(?:er|re)|point)_?$/
export const isPlaceKey = (key: string): boolean => placeKey.test(key.toLowerCase().replace(/[\s-]+/g, '_'))
export const isLongitudeFirst = (key: string): boolean => /^(?:has_)?(?:lon|lng|long)_?lat/i.test(key)

// What publishing tools, map plugins and templates of Obsidian keep in frontmatter.
const toolKey =
  /^(?:type|title|link ?title|license|source|languages|layout|permalink|slug|weight|publish_?date|expiry_?date|created|updated|modified|date|id|uid|mapzoom|mapmarker|map_?(?:center|overlay|tile)|banner|icon|up|down|prev|next|parent|status|rating|category|categories|class)$/i
// Keys the author's own templates make of the links in a note (`#is_/same_as`, `#has_/time_/started`).
const semanticKey =
  /^(?:dv_|has_(?:id|time|name|place|text|map|next|previous)(?:_|$)|is_(?:a|same_as|different_from|similar_to)(?:_|$))/
// No label of a property is one word in camel case; variables of programs are.
const camelCase = /^[a-z]+(?:[A-Z][a-z0-9]+)+$|^(?:[A-Z][a-z]+){2,}(?:Id)?$/

/**
 * Whether an importer of Wikidata items made a frontmatter key (VAULT.md, "What the importer does"): it stands
 * at the top level of a note about an item, and is none of those that tools and templates keep there, no
 * author's semantic key (`dv_*`, `has_time_*`), and no variable name.
 */
export const isImporterKey = (key: string): boolean =>
  !isProgramKey(key) &&
  !identityKey.test(key) &&
  !toolKey.test(key) &&
  !semanticKey.test(key) &&
  !camelCase.test(key)

/**
 * The property a key names: `dv_` marks a copy of a field that stands in the text, so that the copy and what it
 * mirrors have one name.
 */
export const withoutMirror = (key: string): string => key.replace(/^dv_(?=.)/, '')

/** A key below another: `has_` and `time_` and `started` are `has_time_started`; `size` and `width` are `size/width`. */
export const keyBelow = (key: string, below: string): string =>
  key.endsWith('_') || below === '' ? `${key}${below}` : `${key}/${below}`

/** The language that `has_name_de`, or `de` below `has_name`, says a name is in; undefined for other keys. */
export function languageOfName(key: string): string | undefined {
  const tag = /^has_(?:name|label)s?(?:_|_?\/)([a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*)$/.exec(key)?.[1]
  return tag?.replaceAll('_', '-')
}

/** Whether a key holds a plain name of the subject. */
export const isNameKey = (key: string): boolean => /^has_name_?$/.test(key)
