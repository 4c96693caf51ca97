import type { Field, FieldValue, InlineField, LineMap, Note } from '../vault/vault.ts'
import type { Evidence } from './claim.ts'
import { isIdentity } from './identity.ts'
import {
  isImporterKey,
  isLongitudeFirst,
  isNameKey,
  isPlaceKey,
  isProgramKey,
  keyBelow,
  languageOfName,
  withoutMirror
} from './keys.ts'

/** A claim whose value may still hold links. */
export interface ReadClaim {
  readonly property: string
  /** A text; or latitude and longitude, which mean something only together. */
  readonly value: string | readonly string[]
  /** Where the value stands, counted from 1. */
  readonly line: number
  readonly evidence: Evidence
  readonly keyBy: 'importer' | 'author'
}

/** What fields say: claims, and names of the subject. */
export interface ReadFields {
  readonly claims: ReadClaim[]
  /** Names under `has_name`. */
  readonly names: string[]
  /** Names in the language maps of `has_name`. */
  readonly translations: { text: string; language: string }[]
}

// Leftovers of templates say nothing yet.
const isTemplate = (text: string): boolean => /\{\{[^{}]*\}\}|<%.*%>/s.test(text)

/** Reads the fields of a note, frontmatter first; `imported` when the note is about a Wikidata item. */
export function readFields(note: Note, lines: LineMap, imported: boolean): ReadFields {
  const read: ReadFields = { claims: [], names: [], translations: [] }
  const partners = partnersOf(note)
  for (const field of note.frontmatter) {
    if (isProgramKey(field.key) || isIdentity(field.key, field.value)) continue
    const keyBy = imported && isImporterKey(field.key) && field.value.kind !== 'map' ? 'importer' : 'author'
    readField(field, withoutMirror(field.key), { keyBy, partners, read })
  }
  for (const field of note.fields) readInline(field, note, lines, read)
  return read
}

interface Reader {
  readonly keyBy: ReadClaim['keyBy']
  readonly partners: Partners
  readonly read: ReadFields
}

/** One claim a value; a nested map names its properties by the way to them, `size/width`. */
function readField({ key, value, line }: Field, property: string, reader: Reader): void {
  const { read, keyBy, partners } = reader
  const evidence: Evidence = { kind: 'field', key, line }
  const claim = (words: ReadClaim['value']): void =>
    void read.claims.push({
      property,
      value: words,
      line,
      evidence,
      keyBy: typeof words === 'string' ? keyBy : 'author'
    })
  const place = placeOf(value, property, partners)
  if (place) {
    claim(place)
    return
  }
  if (value.kind === 'map') {
    for (const entry of value.entries)
      readField({ ...entry, key: `${key}/${entry.key}` }, keyBelow(property, entry.key), reader)
    return
  }
  if (value.kind === 'list') {
    for (const item of value.items) {
      const grouped = value.items.length > 1 ? groupOf(item) : undefined
      const itemField = { key, value: item, line: item.line }
      if (grouped === undefined) readField(itemField, property, reader)
      else
        readField(
          { ...itemField, value: { kind: 'scalar', text: grouped, line: item.line } },
          property,
          reader
        )
    }
    return
  }
  const text = value.text.trim()
  if (text === '' || isTemplate(text)) return
  const language = languageOfName(property)
  if (language !== undefined) read.translations.push({ text, language })
  else if (isNameKey(property)) read.names.push(text)
  else claim(text)
}

function readInline(field: InlineField, note: Note, lines: LineMap, read: ReadFields): void {
  const { key, text, start, end } = field
  const language = languageOfName(key)
  if (language !== undefined) {
    read.translations.push({ text, language })
    return
  }
  if (isNameKey(key)) {
    read.names.push(text)
    return
  }
  const property = withoutMirror(key.slice(key.lastIndexOf('/') + 1) || key)
  const pair = isPlaceKey(property) ? pairOf(text) : undefined
  const quote = note.text.slice(start, end)
  read.claims.push({
    property,
    value: pair ? ordered(pair, property, {}) : text,
    line: lines.at(start),
    evidence: { kind: 'text', start, end, quote },
    keyBy: 'author'
  })
}

/**
 * A list within a list as JSON text, so that what belongs together stays together; undefined for what is not
 * such a group: a list of one, or one with links, whose values are worth more apart.
 */
function groupOf(value: FieldValue): string | undefined {
  if (value.kind !== 'list' || value.items.length < 2) return undefined
  const plain = plainOf(value)
  return plain === undefined ? undefined : JSON.stringify(plain)
}

type Plain = string | Plain[]

function plainOf(value: FieldValue): Plain | undefined {
  if (value.kind === 'scalar') return /\[\[|\]\(|:\/\//.test(value.text) ? undefined : value.text
  if (value.kind === 'map') return undefined
  const items = value.items.map(plainOf)
  return items.every(item => item !== undefined) ? items : undefined
}

const decimal = /^[+-]?\d{1,3}(?:\.\d{1,20})?$/

/** Fields beside a pair that say which number is which. */
interface Partners {
  readonly latitude?: string
  readonly longitude?: string
}

function partnersOf({ frontmatter }: Note): Partners {
  const partner = (key: RegExp): string | undefined => {
    const field = frontmatter.find(candidate => key.test(candidate.key))
    return field?.value.kind === 'scalar' && decimal.test(field.value.text.trim())
      ? field.value.text.trim()
      : undefined
  }
  const latitude = partner(/^(?:dv_)?(?:has_place_|geo[_-])?lat(?:itude)?$/i)
  const longitude = partner(/^(?:dv_)?(?:has_place_|geo[_-])?(?:lon|lng|long|longitude)$/i)
  return {
    ...(latitude === undefined ? {} : { latitude }),
    ...(longitude === undefined ? {} : { longitude })
  }
}

/** `[60.72, 28.73]`, `"60.72, 28.73"` or `{lat: 60.72, lon: 28.73}` under a key for places is one place. */
function placeOf(value: FieldValue, key: string, partners: Partners): readonly string[] | undefined {
  if (value.kind === 'map') {
    const number = (names: RegExp): string | undefined => {
      const entry = value.entries.find(candidate => names.test(candidate.key))
      const text = entry?.value.kind === 'scalar' ? entry.value.text.trim() : ''
      return decimal.test(text) ? text : undefined
    }
    if (value.entries.length !== 2) return undefined
    const latitude = number(/^lat(?:itude)?$/i)
    const longitude = number(/^(?:lon|lng|long|longitude)$/i)
    return latitude === undefined || longitude === undefined ? undefined : [latitude, longitude]
  }
  if (!isPlaceKey(key)) return undefined
  const pair =
    value.kind === 'scalar'
      ? pairOf(value.text)
      : value.items.length === 2
        ? value.items.map(item => (item.kind === 'scalar' ? item.text.trim() : ''))
        : undefined
  return pair?.every(item => decimal.test(item)) ? ordered(pair, key, partners) : undefined
}

const pairOf = (text: string): string[] | undefined => {
  const match =
    /^\[?\s{0,9}([+-]?\d{1,3}(?:\.\d{1,20})?)\s{0,9},\s{0,9}([+-]?\d{1,3}(?:\.\d{1,20})?)\s{0,9}\]?$/.exec(
      text.trim()
    )
  return match ? [match[1]!, match[2]!] : undefined
}

/**
 * Latitude first: as written, unless the key, the fields beside it, or a number beyond 90 say that the longitude
 * comes first.
 */
function ordered(pair: readonly string[], key: string, { latitude, longitude }: Partners): readonly string[] {
  const [a = '', b = ''] = pair
  const same = (x: string, y: string | undefined): boolean => y !== undefined && Number(x) === Number(y)
  const swapped =
    isLongitudeFirst(key) ||
    (same(a, longitude) && same(b, latitude) && !same(a, latitude)) ||
    (Math.abs(Number(a)) > 90 && Math.abs(Number(b)) <= 90)
  return swapped ? [b, a] : [a, b]
}
