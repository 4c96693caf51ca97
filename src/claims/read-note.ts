import type { Problem, Report } from '../problem.ts'
import {
  type Field,
  type FieldValue,
  type InlineField,
  keepsBack,
  type Link,
  lineAt,
  linksOf,
  linkText,
  type Note,
  nameOf
} from '../vault/vault.ts'
import { abstractSection } from './abstract.ts'
import type { Evidence, Source } from './claim.ts'

/**
 * What a note says, its links still as written: it depends on the note's text alone, and is plain data, so
 * that it can be kept between builds and handed between threads.
 */
export interface NoteReading {
  readonly source: Source
  /** Whether the note's own frontmatter keeps it back. */
  readonly private: boolean
  readonly qid?: string
  readonly names: readonly string[]
  readonly aliases: readonly string[]
  readonly keywords: readonly string[]
  readonly abstract?: string
  /** Wiki links in running text, as written, with their lines. */
  readonly mentions: readonly { readonly text: string; readonly line: number }[]
  readonly claims: readonly ReadClaim[]
  readonly problems: readonly Problem[]
}

/** A claim whose value may still hold wiki links. */
export interface ReadClaim {
  readonly property: string
  /** A text, or numbers that mean something only together. */
  readonly value: string | readonly string[]
  /** Where the value stands, counted from 1. */
  readonly line: number
  readonly evidence: Evidence
}

// Keys that speak to Obsidian, not of the subject; aliases and tags are read apart.
const appKeys = new Set([
  'aliases',
  'alias',
  'tags',
  'tag',
  'cssclass',
  'cssclasses',
  'publish',
  'draft',
  'confidential',
  'isdeleted'
])
const identityKey = /^(?:has_id_)?wikidata(?:[_ -]?(?:id|qid|item))?$|^qid$/i
const identityValue = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d*)$/
const sameAsKey = /(?:^|\/)same_as$/

/** Reads a note's frontmatter, inline fields, abstract and links. */
export function readNote(note: Note): NoteReading {
  const problems: Problem[] = []
  const identity = identityOf(note, problem => problems.push(problem))
  const fields = note.frontmatter.filter(
    ({ key }) => !appKeys.has(key.toLowerCase()) && !isIdentity(key, note)
  )
  const inline = note.fields.filter(({ key }) => !sameAsKey.test(key))
  return {
    source: { id: note.id, kind: 'note', file: note.path, title: nameOf(note.path) },
    private: keepsBack(note.frontmatter),
    ...(identity.qid === undefined ? {} : { qid: identity.qid }),
    names: namesOf(note, identity.links),
    aliases: texts(note.frontmatter, /^alias(?:es)?$/i),
    keywords: texts(note.frontmatter, /^tags?$/i).map(tag => tag.replace(/^#/, '')),
    ...abstractSection(note),
    mentions: note.links
      .filter(link => !namesTheNote(link, note) && !isInField(link, note))
      .map(({ start, end }) => ({ text: note.text.slice(start, end), line: lineAt(note.text, start) })),
    claims: [
      ...fields.flatMap(field => fieldClaims(field, field.key)),
      ...inline.map(field => inlineClaim(field, note))
    ],
    problems
  }
}

const isInField = (link: Link, { fields }: Note): boolean =>
  fields.some(field => field.start <= link.start && link.end <= field.end)

/** A link in the first-level heading is the note's own name, made clickable. */
const namesTheNote = (link: Link, { sections }: Note): boolean =>
  sections.some(({ level, heading, start }) => level === 1 && heading <= link.start && link.end <= start)

const isIdentity = (key: string, note: Note): boolean =>
  identityKey.test(key) &&
  note.frontmatter.some(
    f => f.key === key && f.value.kind === 'scalar' && identityValue.test(f.value.text.trim())
  )

/** The item a note says it is, and the `same_as` links that say so. */
function identityOf(note: Note, report: Report): { qid?: string; links: Link[] } {
  const found: { qid: string; line: number }[] = []
  for (const { key, value, line } of note.frontmatter) {
    const text = value.kind === 'scalar' ? value.text.trim() : ''
    if (!identityKey.test(key) || text === '') continue
    const qid = identityValue.exec(text)?.[1] ?? linksOf(text)[0]?.item?.qid
    if (qid) found.push({ qid, line })
    else
      report({
        severity: 'warning',
        code: 'identity-unread',
        file: note.path,
        line,
        message: `${key} is not the id of a Wikidata item: ${text}`,
        remedy: 'write it as Q318693'
      })
  }
  const links: Link[] = []
  for (const { key, text, start } of note.fields) {
    if (!sameAsKey.test(key)) continue
    for (const link of linksOf(text)) {
      if (link.item?.qid === undefined) continue
      links.push(link)
      found.push({ qid: link.item.qid, line: lineAt(note.text, start) })
    }
  }
  const [first] = found
  const other = found.find(({ qid }) => qid !== first?.qid)
  if (first && other)
    report({
      severity: 'error',
      code: 'identity-clash',
      file: note.path,
      line: other.line,
      message: `the note says it is ${first.qid} on line ${first.line} and ${other.qid} here`,
      remedy: `keep the right one; ${first.qid} is used until then`
    })
  return first ? { qid: first.qid, links } : { links }
}

/** Names for the subject: the label an importer gave it, the title, the first heading, the file. */
function namesOf(note: Note, sameAs: readonly Link[]): string[] {
  const heading = note.sections.find(({ level }) => level === 1)?.title
  const headingLink = heading === undefined ? undefined : linksOf(heading)[0]
  const candidates = [
    ...sameAs.map(link => link.item?.label),
    ...texts(note.frontmatter, /^title$/i),
    heading === undefined || heading.includes('::')
      ? undefined
      : headingLink
        ? linkText(headingLink)
        : heading,
    nameOf(note.path)
  ]
  return [
    ...new Set(candidates.map(name => name?.trim()).filter(name => name !== undefined && name !== ''))
  ] as string[]
}

const texts = (fields: readonly Field[], key: RegExp): string[] =>
  fields.filter(field => key.test(field.key)).flatMap(({ value }) => scalarsOf(value))

const scalarsOf = (value: FieldValue): string[] => {
  if (value.kind === 'scalar') return value.text.trim() === '' ? [] : [value.text.trim()]
  return value.kind === 'list' ? value.items.flatMap(scalarsOf) : []
}

const decimal = /^[+-]?\d+(?:\.\d+)?$/

/** `[60.72, 28.73]` is one place, not two numbers. */
function tupleOf(value: FieldValue): readonly string[] | undefined {
  if (value.kind !== 'list' || value.items.length !== 2) return undefined
  const items = value.items.map(item => (item.kind === 'scalar' ? item.text.trim() : ''))
  return items.every(item => decimal.test(item)) && items.some(item => item.includes('.')) ? items : undefined
}

/** One claim a value; a nested map names its properties by the way to them, `dv_has_/name_`. */
function fieldClaims({ key, value, line }: Field, property: string): ReadClaim[] {
  if (value.kind === 'map')
    return value.entries.flatMap(entry => fieldClaims(entry, `${property}/${entry.key}`))
  const evidence: Evidence = { kind: 'field', key, line }
  const tuple = tupleOf(value)
  if (tuple) return [{ property, value: tuple, line, evidence }]
  if (value.kind === 'list')
    return value.items.flatMap(item => fieldClaims({ key, value: item, line: item.line }, property))
  const text = value.text.trim()
  return text === '' ? [] : [{ property, value: text, line, evidence }]
}

function inlineClaim({ key, text, start, end }: InlineField, note: Note): ReadClaim {
  return {
    property: key.slice(key.lastIndexOf('/') + 1),
    value: text,
    line: lineAt(note.text, start),
    evidence: { kind: 'text', start, end, quote: note.text.slice(start, end) }
  }
}
