import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Report } from '../problem.ts'

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
  /** Globs of the files that are notes. */
  readonly notes: readonly string[]
  readonly sources: readonly SourceSettings[]
  /** Globs of the files that are never published, nor named. */
  readonly private: readonly string[]
}

export const settingsFile = 'hawksbill.yaml'

export const defaultSettings: Settings = {
  title: 'A vault as linked data',
  base: 'http://127.0.0.1:8787/',
  language: 'en',
  notes: ['**/*.md'],
  sources: [],
  private: []
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
  'notes',
  'sources',
  'private',
  'dialect',
  'ranks',
  'federation'
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
    notes: root.has('notes') ? reader.strings(root, 'notes') : defaultSettings.notes,
    sources,
    private: reader.strings(root, 'private')
  }
  return reader.faults > 0 ? undefined : settings
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

type Entries = ReadonlyMap<string, Node | null>

class SettingsReader {
  faults = 0
  readonly contents: Node | null
  readonly #counter = new LineCounter()
  readonly #report: Report

  constructor(yaml: string, report: Report) {
    this.#report = report
    const document = parseDocument(yaml, {
      schema: 'failsafe',
      lineCounter: this.#counter,
      logLevel: 'silent'
    })
    this.contents = document.contents
    for (const error of document.errors)
      this.#at(error.pos[0], error.message.split(/ at line \d+|:?\n/)[0]!.trim(), 'mend this line')
  }

  #at(offset: number, message: string, remedy: string, severity: 'error' | 'warning' = 'error'): void {
    const { line, col } = this.#counter.linePos(offset)
    if (severity === 'error') this.faults++
    this.#report({ severity, code: 'settings', file: settingsFile, line, column: col, message, remedy })
  }

  fault(node: Node | null | undefined, message: string, remedy: string): void {
    this.#at(node?.range?.[0] ?? 0, message, remedy)
  }

  lineOf(node: Node | null | undefined): number {
    return this.#counter.linePos(node?.range?.[0] ?? 0).line
  }

  map(node: Node | null, what: string, known: readonly string[]): Entries | undefined {
    if (node === null || (isScalar(node) && !node.value)) return undefined
    if (!isMap(node)) {
      this.fault(node, `${what} is not a list of key: value lines`, `write the keys ${known.join(', ')}`)
      return undefined
    }
    const entries = new Map<string, Node | null>()
    for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!known.includes(name))
        this.#at(
          key.range?.[0] ?? 0,
          `there is no setting ${name}`,
          `the settings are ${known.join(', ')}`,
          'warning'
        )
      entries.set(name, value)
    }
    return entries
  }

  text(entries: Entries, key: string): string | undefined {
    const node = entries.get(key)
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return undefined
    if (isScalar(node)) return String(node.value).trim()
    this.fault(node, `${key} is not a single value`, `write it on one line, ${key}: value`)
    return undefined
  }

  list(entries: Entries, key: string): Node[] {
    const node = entries.get(key)
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return []
    if (isSeq(node)) return node.items.filter(item => item !== null) as Node[]
    return [node]
  }

  strings(entries: Entries, key: string): string[] {
    return this.list(entries, key).flatMap(node => {
      if (isScalar(node)) return [String(node.value)]
      this.fault(node, `${key} holds something that is not text`, 'write one value a line, each after a dash')
      return []
    })
  }
}
