import type { Problem } from '../problem.ts'
import {
  type Dialect,
  decodeText,
  dialectOf,
  type Field,
  type FieldValue,
  itemOf,
  keepsBack,
  LineMap,
  type Link,
  linksOf,
  type Note,
  nameOf,
  parseNote,
  saysPrivate
} from '../vault/vault.ts'
import { type AbstractSection, abstractSection } from './abstract.ts'
import type { Source } from './claim.ts'
import { type ReadClaim, readFields } from './field-claims.ts'
import { type Identity, identitiesOf } from './identity.ts'

export type { ReadClaim } from './field-claims.ts'

/**
 * What a note says, its links still as written: it depends on the note's path, text and dialect alone, and is
 * plain data, so that it can be kept between builds and handed between threads.
 */
export interface NoteReading extends AbstractSection {
  readonly source: Source
  /** Whether the note's own frontmatter keeps it back. */
  readonly private: boolean
  /** By what the note says which Wikidata item it is about, the surest first. */
  readonly identities: readonly Identity[]
  readonly names: readonly string[]
  /** Other names; those of a private note are all it may be linked by. */
  readonly aliases: readonly string[]
  readonly translations: readonly { readonly text: string; readonly language: string }[]
  readonly keywords: readonly string[]
  /** Words for what kind of thing it is: the values of `type`, `class`, `category`, `instance_of`. */
  readonly types: readonly string[]
  /** Links in running text, as written, with their lines. */
  readonly mentions: readonly { readonly text: string; readonly line: number }[]
  readonly claims: readonly ReadClaim[]
  /** Whether a link to a page that has no file is no slip. */
  readonly linksMakePages: boolean
  /** Set where the file could not be read; it is then private too, since it might have said so. */
  readonly unreadable?: true
  readonly problems: readonly Problem[]
}

/**
 * Reads a file of the vault whatever it holds. Of a private note (`listed`: private by its path) and of one that
 * cannot be read only the names remain by which it may be linked; what is wrong in a private note is not said,
 * since that would name it. No bytes mean that the file could not be read at all.
 */
export function readNoteFile(
  path: string,
  bytes: Uint8Array | undefined,
  dialect: Dialect,
  listed: boolean
): NoteReading {
  const problems: Problem[] = []
  if (bytes === undefined)
    return listed
      ? hiddenReading(path)
      : { ...hiddenReading(path), unreadable: true, problems: [unreadableFile(path)] }
  const text = decodeText(bytes, path, problem => problems.push(problem))
  const note =
    text === undefined ? undefined : parseNote(path, text, problem => problems.push(problem), dialect)
  const reading = note && readNote(note)
  // What stands before a fence keeps it from being one; what its author wrote there is meant all the same.
  const misplaced = /^[\s\ufeff]*---\s/.test(text ?? '') && note?.frontmatter.length === 0
  if (reading && !listed && !reading.private && !(misplaced && saysPrivate(text ?? '')))
    return { ...reading, problems: [...problems, ...reading.problems] }
  const loose = text ?? new TextDecoder().decode(bytes)
  const hidden = hiddenReading(path, loose, reading)
  return reading || listed || saysPrivate(loose) ? hidden : { ...hidden, unreadable: true, problems }
}

const unreadableFile = (file: string): Problem => ({
  severity: 'error',
  code: 'file-unreadable',
  file,
  message: 'the file cannot be read',
  remedy: 'allow reading it, or give it a name in UTF-8; it is left out until then'
})

// Escapes as `JSON.stringify` writes them; the two noncharacters stand as they are.
const escapeSequence = /\\(u[0-9a-f]{4}|.)|[\ufffe\uffff]/g
const notInXml = /^(?:b|f|u00(?:0[0-8bcef]|1[0-9a-f])|ud[89a-f][0-9a-f]{2})$/

/**
 * A value as JSON, without the characters that XML has no place for (XML 1.0 §2.2) and halves of characters:
 * RDF/XML could not say them, and all formats say the same.
 */
export const writableJson = (value: unknown): string =>
  JSON.stringify(value).replace(escapeSequence, (whole, kind?: string) =>
    kind === undefined || notInXml.test(kind) ? '' : whole
  )

/** A note's reading as JSON. */
export const readingText = (...note: Parameters<typeof readNoteFile>): string =>
  writableJson(readNoteFile(...note))

/** Reads a note's frontmatter, inline fields, abstract, tags and links. */
export function readNote(note: Note): NoteReading {
  const problems: Problem[] = []
  const lines = new LineMap(note.text)
  const dialect = dialectOf(note.dialect, [])
  const identities = identitiesOf(note, lines, problem => problems.push(problem))
  const fields = readFields(note, lines, identities.length > 0 && !dialect.ownKeys)
  const names = namesOf(note, identities)
  const aliases = unique([
    ...texts(note.frontmatter, /^alias(?:es)?$/i),
    ...fields.names,
    ...(note.title === undefined ? [] : [note.title])
  ])
  const keptBack = keepsBack(note.frontmatter)
  return {
    source: sourceOf(note, dialect),
    private: keptBack,
    identities,
    names,
    aliases: keptBack
      ? unique([...aliases, ...names, ...fields.translations.map(({ text }) => text)])
      : aliases,
    translations: fields.translations,
    keywords: unique([
      ...texts(note.frontmatter, /^(?:tags?|keywords?)$/i)
        .flatMap(text => (/[[\]]/.test(text) ? [text] : text.split(/[,\s]+(?=#)|,/)))
        .map(tag => tag.trim().replace(/^#/, '')),
      ...note.tags
    ]).filter(keyword => keyword !== '' && !/\{\{|<%/.test(keyword)),
    types: texts(note.frontmatter, /^(?:type|class|category|categories|instance[_ ]of|is_a_?)$/i),
    ...abstractSection(note),
    mentions: mentionsOf(note, lines),
    claims: fields.claims,
    linksMakePages: dialect.linksMakePages,
    problems
  }
}

/**
 * The reading of a note that must not be published and perhaps cannot be read: only the names it may be linked
 * by, so that links to it are known for what they are.
 */
export function hiddenReading(path: string, text = '', reading?: NoteReading): NoteReading {
  const aliases = reading
    ? [...reading.aliases, ...reading.names, ...reading.translations.map(({ text: name }) => name)]
    : looseNames(text)
  return {
    source: { id: path.replace(/\.md$/i, ''), kind: 'note', file: path, title: nameOf(path) },
    private: true,
    identities: [],
    names: [],
    aliases: unique(aliases),
    translations: [],
    keywords: [],
    types: [],
    mentions: [],
    claims: [],
    linksMakePages: false,
    problems: []
  }
}

/** Names in frontmatter that is no YAML: what stands under `aliases` and `title`, and the first heading. */
function looseNames(text: string): string[] {
  const names: string[] = []
  let under = false
  for (const line of text.slice(0, 50_000).split(/\r\n?|\n/)) {
    const key = /^\s{0,9}["']?(alias(?:es)?|title|has_name\w{0,20})["']?\s{0,9}::?(.*)$/i.exec(line)
    const item = /^\s{0,40}-\s+(.*)$/.exec(line)?.[1]
    under = key !== null || (under && item !== undefined)
    const found = key?.[2] ?? (under ? item : undefined) ?? /^#\s+(.*)$/.exec(line)?.[1]
    if (found !== undefined)
      names.push(...found.split(/[,[\]]/).map(name => name.trim().replace(/^["']|["']$/g, '')))
  }
  return names.filter(name => name !== '')
}

const sourceOf = (note: Note, dialect: Dialect): Source => ({
  id: note.id,
  kind: 'note',
  file: note.path,
  title: note.title ?? nameOf(note.path),
  ...(dialect.ownKeys ? { ownKeys: true } : {})
})

/** Links in running text: not in fields, which make claims, and not in the first heading, which is a name. */
function mentionsOf(note: Note, lines: LineMap): { text: string; line: number }[] {
  const written = new Map(note.references.map(reference => [reference.start, reference.written]))
  const headings = note.sections
    .filter(({ level }) => level === 1)
    .map(({ heading, start }) => ({ start: heading, end: start }))
  const taken = [...note.fields, ...headings].sort((a, b) => a.start - b.start)
  const mentions: { text: string; line: number }[] = []
  let next = 0
  for (const link of note.links) {
    while (next < taken.length && taken[next]!.end <= link.start) next++
    // A heading that leads to an article says whose article it is.
    const inField = next < taken.length && taken[next]!.start <= link.start
    if (inField && !link.article) continue
    mentions.push({ text: written.get(link.start) ?? textOf(link, note), line: lines.at(link.start) })
  }
  return mentions
}

const textOf = ({ start, end }: Link, { text }: Note): string => text.slice(start, end)

/** Names for the subject, links in them as written: the label an importer gave it, the title, the first heading, the file. */
function namesOf(note: Note, identities: readonly Identity[]): string[] {
  const heading = note.sections.find(({ level }) => level === 1)?.title
  const qid = identities[0]?.qid
  const file = itemOf(note.id)
  return unique([
    ...identities.flatMap(({ qid: same, link }) =>
      same === qid && link !== undefined ? [withoutWords(link)] : []
    ),
    ...(file && file.qid === qid ? [file.label] : []),
    ...texts(note.frontmatter, /^title$/i),
    ...(heading === undefined || heading.includes('::') ? [] : [heading]),
    note.title ?? nameOf(note.path)
  ])
}

/** `[[WD~Label,1|words]]` → `[[WD~Label,1]]`: the item's label is the name, whatever the link shows. */
const withoutWords = (link: string): string => {
  const [{ target = '', item } = {}] = linksOf(link)
  return item && item.label !== '' && !/[[\]|]/.test(target) ? `[[${target}]]` : ''
}

const unique = (names: readonly string[]): string[] => [
  ...new Set(names.map(name => name.trim()).filter(name => name !== ''))
]

const texts = (fields: readonly Field[], key: RegExp): string[] =>
  fields.filter(field => key.test(field.key)).flatMap(({ value }) => scalarsOf(value))

const scalarsOf = (value: FieldValue): string[] => {
  if (value.kind === 'scalar') return value.text.trim() === '' ? [] : [value.text.trim()]
  return value.kind === 'list' ? value.items.flatMap(scalarsOf) : []
}
