import { isScalar } from 'yaml'
import type { Report } from '../problem.ts'
import { classIri, type TypeRule } from './class-names.ts'
import { dialects } from './dialects.ts'
import { type ModelSettings, readModel } from './model-settings.ts'
import { type Entries, SettingsReader, settingsFile } from './settings-reader.ts'
import { readTiles, type TilePolicy } from './tile-settings.ts'

/** How much of a prose document's text may be shown. */
export type ShownText = 'none' | 'quote' | 'full'

/** A prose document beside the notes. */
export interface SourceSettings {
  /** Path relative to the vault. */
  readonly file: string
  readonly id: string
  readonly title: string
  /** QID of the entity it is about. */
  readonly about?: string
  /** When it was written: a date, a month or a year. */
  readonly date?: string
  readonly license?: string
  readonly text: ShownText
  /** The line of the settings that names it. */
  readonly line: number
}

/** What `hawksbill.yaml` says, with the defaults filled in. */
export interface Settings {
  readonly title: string
  /** Base of every IRI minted; absolute, ends in `/`. */
  readonly base: string
  /** BCP 47 tag of the language the notes' labels are written in. */
  readonly language: string
  readonly license?: string
  readonly publisher?: string
  /** What the dataset is, in a few sentences, for catalogues. */
  readonly description?: string
  /** What it is about, in words to search by. */
  readonly keywords?: readonly string[]
  /** When what is published now became so: a day, or a time in UTC. */
  readonly date?: string
  /** How many earlier versions a build keeps; absent where the settings do not say. */
  readonly keep?: number
  /** Things that have become others, by their paths below the base. */
  readonly redirects?: Readonly<Record<string, string>>
  /** Globs of the files that are notes. */
  readonly notes: readonly string[]
  readonly sources: readonly SourceSettings[]
  /** Globs of the files that are never published, nor named. */
  readonly private: readonly string[]
  /** Name of the vault's dialect; absent where the files shall tell. */
  readonly dialect?: string
  /** Which classes notes are of, by the words and places the settings list. */
  readonly types: readonly TypeRule[]
  /** Whether disagreements are settled by ranks where something decides, or every statement stays normal. */
  readonly ranks: RankPolicy
  /** SPARQL endpoints that queries may ask besides the dataset itself; none where the list is empty. */
  readonly federation: readonly string[]
  /** Where pages may load pictures from. */
  readonly images: ImagePolicy
  /** Where maps that can be moved may load tiles from. */
  readonly tiles: TilePolicy
  /** A language model to ask what rules leave unread; absent where none is to be asked. */
  readonly model?: ModelSettings
}

export type RankPolicy = (typeof rankPolicies)[number]
const rankPolicies = ['reasoned', 'normal'] as const

export type ImagePolicy = (typeof imagePolicies)[number]
const imagePolicies = ['commons', 'none'] as const

export { settingsFile }

export const defaultSettings: Settings = {
  title: 'A vault as linked data',
  base: 'http://127.0.0.1:8787/',
  language: 'en',
  notes: ['**/*.md'],
  sources: [],
  private: [],
  types: [],
  ranks: 'reasoned',
  images: 'commons',
  tiles: 'openstreetmap',
  federation: [
    'https://query.wikidata.org/sparql',
    'https://qlever.dev/api/wikidata',
    'https://qlever.cs.uni-freiburg.de/api/wikidata'
  ]
}

/** A base as IRIs are appended to it; undefined where it is not an absolute http(s) IRI without query. */
export function parseBase(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined
  const { protocol, search, hash } = new URL(value)
  if (!/^https?:$/.test(protocol) || search !== '' || hash !== '') return undefined
  return value.endsWith('/') ? value : `${value}/`
}

const keys = [
  'title',
  'base',
  'language',
  'license',
  'publisher',
  'description',
  'keywords',
  'date',
  'keep',
  'redirects',
  'notes',
  'sources',
  'private',
  'dialect',
  'types',
  'ranks',
  'federation',
  'images',
  'tiles',
  'model'
]
const sourceKeys = ['file', 'id', 'title', 'about', 'date', 'license', 'text']

/**
 * Reads `hawksbill.yaml`. What is wrong in it is reported with line and remedy, and then the result is
 * undefined: a vault must not be published under settings its author did not mean.
 */
export function parseSettings(yaml: string, report: Report): Settings | undefined {
  const reader = new SettingsReader(yaml, report)
  const root = reader.map(reader.contents, 'hawksbill.yaml', keys)
  if (!root) return reader.faults > 0 ? undefined : defaultSettings
  const base = reader.text(root, 'base')
  const parsedBase = base === undefined ? defaultSettings.base : parseBase(base)
  if (parsedBase === undefined)
    reader.fault(
      root.get('base'),
      `base is not an absolute http or https IRI: ${base}`,
      'write it as https://example.org/data/'
    )
  const language = reader.text(root, 'language') ?? defaultSettings.language
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(language))
    reader.fault(
      root.get('language'),
      `language is not a language tag: ${language}`,
      'write a BCP 47 tag such as en or pt-BR'
    )
  const license = reader.text(root, 'license')
  const publisher = reader.text(root, 'publisher')
  const description = reader.text(root, 'description')
  const keywords = reader.strings(root, 'keywords').filter(keyword => keyword.trim() !== '')
  const sources = reader.list(root, 'sources').flatMap(node => {
    const source = reader.map(node, 'a source', sourceKeys)
    return source ? readSource(reader, source) : []
  })
  const ids = new Set<string>()
  for (const { id } of sources) {
    if (ids.has(id)) reader.fault(root.get('sources'), `two sources have the id ${id}`, 'give each its own')
    ids.add(id)
  }
  const settings: Settings = {
    title: reader.text(root, 'title') ?? defaultSettings.title,
    base: parsedBase ?? defaultSettings.base,
    language,
    ...(license === undefined ? {} : { license }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(description === undefined ? {} : { description }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...readDate(reader, root),
    ...readKeep(reader, root),
    ...readRedirects(reader, root, parsedBase ?? defaultSettings.base),
    notes: root.has('notes') ? readGlobs(reader, root, 'notes') : defaultSettings.notes,
    sources,
    private: readGlobs(reader, root, 'private'),
    ...readDialect(reader, root),
    types: readTypes(reader, root),
    ranks: readRanks(reader, root),
    federation: root.has('federation') ? readFederation(reader, root) : defaultSettings.federation,
    images: readImages(reader, root),
    tiles: readTiles(reader, root),
    ...readModel(reader, root)
  }
  return reader.faults > 0 ? undefined : settings
}

/** Globs; an empty one would match nothing, which is never what its author means. */
function readGlobs(reader: SettingsReader, root: Entries, key: string): string[] {
  const globs = reader.strings(root, key)
  if (root.has(key) && (globs.length === 0 || globs.some(glob => glob.trim() === '')))
    reader.fault(
      root.get(key),
      `${key} holds an empty pattern`,
      `write patterns of paths such as drafts/**, or take ${key} out`
    )
  // Each further wildcard in a name multiplies the ways to match it.
  if (globs.some(glob => glob.split('/').some(part => (part.match(/\*+|[{(]/g)?.length ?? 0) > 6)))
    reader.fault(
      root.get(key),
      `${key} holds a pattern with too many wildcards`,
      'use at most six in the name of one file or folder'
    )
  return globs
}

/** A day (`2026-01-31`) or a time in UTC (`2026-01-31T12:00:00Z`); undefined for anything else. */
export function parseDate(value: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(value)) return undefined
  const time = new Date(value)
  // `2026-02-30` would be read as a day of March.
  return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(value.replace('Z', ''))
    ? undefined
    : value
}

function readDate(reader: SettingsReader, root: Entries): { date?: string } {
  const date = reader.text(root, 'date')
  if (date === undefined) return {}
  if (parseDate(date) === undefined)
    reader.fault(
      root.get('date'),
      `date is not a day, nor a time in UTC: ${date}`,
      'write it as 2026-01-31 or 2026-01-31T12:00:00Z'
    )
  return { date }
}

function readKeep(reader: SettingsReader, root: Entries): { keep?: number } {
  const keep = reader.text(root, 'keep')
  if (keep === undefined) return {}
  if (!/^\d{1,4}$/.test(keep))
    reader.fault(root.get('keep'), `keep is not a number of versions: ${keep}`, 'write a number such as 20')
  return { keep: Number(keep) }
}

/** `note-csto: Q318693`, with ids of entities, paths below the base, or IRIs under it. */
function readRedirects(
  reader: SettingsReader,
  root: Entries,
  base: string
): { redirects?: Record<string, string> } {
  const pathOf = (name: string): string => {
    const path = name.startsWith(base) ? name.slice(base.length) : name
    return path.includes('/') ? path : `entity/${path}`
  }
  const redirects: Record<string, string> = Object.create(null)
  for (const { key, keyNode, value } of reader.pairs(
    root,
    'redirects',
    'write lines such as note-old: Q649'
  )) {
    if (key.trim() === '' || value === '' || pathOf(key) === pathOf(value))
      reader.fault(keyNode, 'a redirect does not lead from one thing to another', 'write note-old: Q649')
    redirects[pathOf(key.trim())] = pathOf(value)
  }
  return Object.keys(redirects).length === 0 ? {} : { redirects: { ...redirects } }
}

function readDialect(reader: SettingsReader, root: Entries): { dialect?: string } {
  const dialect = reader.text(root, 'dialect')?.toLowerCase()
  const names = dialects.map(({ name }) => name)
  if (dialect === undefined) return {}
  if (!names.includes(dialect))
    reader.fault(root.get('dialect'), `there is no dialect ${dialect}`, `write one of ${names.join(', ')}`)
  return { dialect }
}

function readTypes(reader: SettingsReader, root: Entries): TypeRule[] {
  const entries = reader.pairs(root, 'types', 'write lines such as person: schema:Person')
  return entries.flatMap(({ key, keyNode, value }) => {
    const iri = classIri(value)
    if (key.trim() === '')
      reader.fault(keyNode, 'a type has no word', 'write the word, tag or folder before the colon')
    if (iri !== undefined) return [{ match: key.trim(), iri }]
    reader.fault(
      keyNode,
      `${value === '' ? `the type ${key} has no class` : `${value} is not the name of a class`}`,
      'write schema:Person, another known prefix, or a whole IRI such as https://example.org/Person'
    )
    return []
  })
}

function readRanks(reader: SettingsReader, root: Entries): RankPolicy {
  const ranks = reader.text(root, 'ranks')
  const known = rankPolicies.find(policy => policy === ranks)
  if (ranks !== undefined && known === undefined)
    reader.fault(root.get('ranks'), `ranks is ${ranks}`, `write ${rankPolicies.join(' or ')}`)
  return known ?? defaultSettings.ranks
}

function readImages(reader: SettingsReader, root: Entries): ImagePolicy {
  const images = reader.text(root, 'images')
  const known = imagePolicies.find(policy => policy === images)
  if (images !== undefined && known === undefined)
    reader.fault(root.get('images'), `images is ${images}`, `write ${imagePolicies.join(' or ')}`)
  return known ?? defaultSettings.images
}

function readFederation(reader: SettingsReader, root: Entries): string[] {
  return reader.list(root, 'federation').flatMap(node => {
    const endpoint = isScalar(node) ? String(node.value).trim() : ''
    const url = /^https?:\/\/[^\s/]/.test(endpoint) ? URL.parse(endpoint) : null
    if (url && url.username === '' && url.password === '') return [endpoint]
    if (url) {
      reader.fault(
        node,
        'federation holds an address with a name or password in it',
        'write the address alone; the list is published with the dataset'
      )
      return []
    }
    reader.fault(
      node,
      `federation holds what is not an http or https address${endpoint === '' ? '' : `: ${endpoint}`}`,
      'write the address of a SPARQL endpoint, such as https://query.wikidata.org/sparql'
    )
    return []
  })
}

function readSource(reader: SettingsReader, source: Entries): SourceSettings[] {
  const file = reader.text(source, 'file')
  if (file === undefined) {
    reader.fault(
      source.get('') ?? [...source.values()][0],
      'a source has no file',
      'add file: with its path in the vault'
    )
    return []
  }
  const about = reader.text(source, 'about')
  if (about !== undefined && !/^Q\d+$/.test(about))
    reader.fault(
      source.get('about'),
      `about is not the id of a Wikidata item: ${about}`,
      'write it as Q318693'
    )
  const date = reader.text(source, 'date')
  if (date !== undefined && !/^\d{4}(-\d\d){0,2}$/.test(date))
    reader.fault(
      source.get('date'),
      `date is not a year, month or day: ${date}`,
      'write it as 2025, 2025-12 or 2025-12-03'
    )
  const shown = reader.text(source, 'text') ?? 'quote'
  if (!/^(none|quote|full)$/.test(shown))
    reader.fault(source.get('text'), `text is ${shown}`, 'write none, quote or full')
  const license = reader.text(source, 'license')
  const id = reader.text(source, 'id') ?? file.replace(/\.[^./]+$/, '')
  return [
    {
      file,
      id,
      title: reader.text(source, 'title') ?? id,
      text: shown as ShownText,
      line: reader.lineOf(source.get('file')),
      ...(about === undefined ? {} : { about }),
      ...(date === undefined ? {} : { date }),
      ...(license === undefined ? {} : { license })
    }
  ]
}
